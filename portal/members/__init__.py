"""The volunteer register: who they are, their checks, when they are free and when away."""

from flask import Flask

from portal.members import views


def init_app(app: Flask) -> None:
    """Bind the package's pages."""
    app.register_blueprint(views.bp)
