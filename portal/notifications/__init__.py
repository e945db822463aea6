"""Telling people: an outbox written with the change, delivered by the worker; and its jobs."""

from flask import Flask

from portal.notifications import commands, letters


def init_app(app: Flask) -> None:
    """Bind the worker's commands."""
    app.cli.add_command(commands.bp)


__all__ = ["init_app", "letters"]
