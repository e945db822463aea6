"""The changes of reparation, a module a noun."""
