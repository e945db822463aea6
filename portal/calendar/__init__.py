"""The calendar owns time: entries that features publish, venues and rooms, views and feeds."""

from flask import Flask

from portal.calendar import views


def init_app(app: Flask) -> None:
    """Bind the package's pages."""
    app.register_blueprint(views.bp)
