"""Settings, by permission."""
