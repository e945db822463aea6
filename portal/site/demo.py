"""Whether this is a demo: a flag in the database, not an address, and every page says so."""

from flask import Flask

from portal.settings import queries
from portal.settings.models import declared

KEY = "demo.mode"


def init_app(app: Flask) -> None:
    """Let every page ask."""
    app.jinja_env.globals.update(is_demo=is_demo)


def is_demo() -> bool:
    """Return whether the setting says so."""
    return KEY in declared and bool(queries.value(declared[KEY]))
