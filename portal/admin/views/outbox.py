"""Mail that waits, was sent, or failed."""
