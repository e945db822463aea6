"""Referral Orders, and the panels that sit on them: sittings, seats, offers, quorum."""

from flask import Flask

from portal.panels import views


def init_app(app: Flask) -> None:
    """Bind the package's pages."""
    app.register_blueprint(views.bp)
