"""Background work: what ran last, and what it said."""
