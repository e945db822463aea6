"""The noticeboard: notices with who has read them, and the handbook."""

from flask import Flask

from portal.noticeboard import jobs, letters, models, queries, views

__all__ = ["init_app", "jobs", "letters", "models", "queries"]


def init_app(app: Flask) -> None:
    """Bind the package’s pages; jobs and letters register by being imported."""
    app.register_blueprint(views.bp)
