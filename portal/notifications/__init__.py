"""Telling people: an outbox written with the change, delivered by the worker; and its jobs."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Bind the worker's commands."""
