"""Training: courses, sessions and bookings, awards, and who is in date on any day."""

from flask import Flask

from portal.training import models, views

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Bind the package's pages."""
    app.register_blueprint(views.bp)
