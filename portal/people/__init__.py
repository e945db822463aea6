"""Persons and areas: the one identity that accounts, members and attendees are facets of."""

from flask import Flask

from portal.people import commands


def init_app(app: Flask) -> None:
    """Bind the package's commands."""
    app.cli.add_command(commands.people)
