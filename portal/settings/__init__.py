"""Settings that a service changes without a developer: typed keys, values in the database."""
