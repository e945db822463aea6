"""Telling people: an outbox written with the change, delivered by the worker; and its jobs."""

from flask import Flask

# Importing the letters and the tidying registers them.
from portal.notifications import commands, letters
from portal.notifications.jobs import tidying

__all__ = ["init_app", "letters", "tidying"]


def init_app(app: Flask) -> None:
    """Bind the worker's commands."""
    app.cli.add_command(commands.bp)
