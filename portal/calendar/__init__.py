"""The calendar owns time: entries that features publish, venues and rooms, views and feeds."""

from flask import Flask

from portal.calendar import commands, jobs, views

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    """Bind the package's pages and commands; jobs register by being imported."""
    views.init_app(app)
    app.cli.add_command(commands.calendar)
