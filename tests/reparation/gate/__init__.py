"""Whether a project may be used on a day, and a session held there."""
