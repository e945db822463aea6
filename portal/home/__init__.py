"""Home by role: my next duty first, then what needs me."""

from flask import Flask

from portal.home import views


def init_app(app: Flask) -> None:
    """Bind the package's pages."""
    app.register_blueprint(views.bp)
