"""What can be asked about recruitment, a module a noun."""
