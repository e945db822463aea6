"""What recruitment goes by: pure functions over values."""
