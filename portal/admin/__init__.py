"""Administration: pages over accounts, the trail, the outbox, settings and jobs."""

from flask import Flask

from portal.admin import commands, views


def init_app(app: Flask) -> None:
    """Bind the package's pages and commands."""
    app.register_blueprint(views.bp)
    app.cli.add_command(commands.backup)
    app.cli.add_command(commands.restore)
