"""Changing campaigns and applications, a module a noun."""
