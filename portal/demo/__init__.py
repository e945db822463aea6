"""Kentmere, a made-up county: the same people and panels on every machine, placed around today."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Bind the command that loads it."""
