"""The volunteer register: who they are, their checks, when they are free and when away."""

from flask import Flask

from portal.members import commands, jobs, letters, views
from portal.members.rules import expenses

__all__ = ["init_app", "jobs", "letters"]


def init_app(app: Flask) -> None:
    """Bind the package's pages and commands; letters and jobs are registered by being imported."""
    app.jinja_env.filters.update(miles=expenses.in_miles, pounds=expenses.in_pounds)
    app.register_blueprint(views.bp)
    app.cli.add_command(commands.members)
