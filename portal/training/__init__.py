"""Training: courses, sessions and bookings, awards, and who is in date on any day."""

from flask import Flask

from portal.training import jobs, letters, views

__all__ = ["init_app", "jobs", "letters"]


def init_app(app: Flask) -> None:
    """Bind the package's pages; its letters and jobs are registered by being imported."""
    app.register_blueprint(views.bp)
