"""What can be asked about reparation, a module a noun."""
