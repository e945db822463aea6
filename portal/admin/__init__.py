"""Administration: pages over accounts, the trail, the outbox, settings and jobs."""

from flask import Flask

from portal.admin import views


def init_app(app: Flask) -> None:
    """Bind the package's pages."""
    app.register_blueprint(views.bp)
