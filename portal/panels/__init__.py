"""Referral Orders, and the panels that sit on them: sittings, seats, offers, quorum."""

from flask import Flask

from portal.panels import jobs, letters, views

__all__ = ["init_app", "jobs", "letters"]


def init_app(app: Flask) -> None:
    """Bind the package's pages; its letters and jobs are registered by being imported."""
    app.register_blueprint(views.bp)
