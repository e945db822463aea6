"""Reparation: partners and their projects, risk assessments, sessions and places."""

from flask import Flask

from portal.reparation import models, views

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Bind the package's pages."""
    app.register_blueprint(views.bp)
