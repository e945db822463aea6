"""Kentmere, a made-up county: the same people and panels on every machine, placed around today."""

from flask import Flask

from portal.demo.commands import demo


def init_app(app: Flask) -> None:
    """Bind the command that loads it."""
    app.cli.add_command(demo)
