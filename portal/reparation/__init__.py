"""Reparation: partners and their projects, risk assessments, sessions and places."""

from flask import Flask

from portal.reparation import commands, jobs, letters, models, views

__all__ = ["init_app", "jobs", "letters", "models"]


def init_app(app: Flask) -> None:
    """Bind the package’s pages; letters and jobs register by being imported."""
    app.register_blueprint(views.bp)
    app.cli.add_command(commands.reparation)
