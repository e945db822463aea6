"""Changing the noticeboard, a module a noun."""
