"""Training: courses, sessions and bookings, awards, and who is in date on any day."""

from flask import Flask

from portal.training import commands, jobs, letters, views

__all__ = ["init_app", "jobs", "letters"]


def init_app(app: Flask) -> None:
    """Bind the package's pages and commands; letters and jobs register by being imported."""
    app.register_blueprint(views.bp)
    app.cli.add_command(commands.training)
