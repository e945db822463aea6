"""Recruitment: campaigns, applications, and the way from first interest to appointment."""

from flask import Flask

from portal.recruitment import models, views

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Bind the package’s pages."""
    app.register_blueprint(views.bp)
