"""Accounts: invite, change roles, deactivate."""
