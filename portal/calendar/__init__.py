"""The calendar owns time: entries that features publish, venues and rooms, views and feeds."""

from flask import Flask

from portal.calendar import commands, views


def init_app(app: Flask) -> None:
    """Bind the package's pages."""
    views.init_app(app)
    app.cli.add_command(commands.calendar)
