"""Recruitment: campaigns, applications, and the way from first interest to appointment."""

from flask import Flask

from portal.recruitment import jobs, letters, models, views

__all__ = ["init_app", "jobs", "letters", "models"]


def init_app(app: Flask) -> None:
    """Bind the package’s pages; letters and jobs are registered by being imported."""
    app.register_blueprint(views.bp)
