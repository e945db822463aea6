"""Persons and areas: the one identity that accounts, members and attendees are facets of."""
