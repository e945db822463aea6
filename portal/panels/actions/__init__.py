"""The only changes to orders, sittings, seats and offers."""
