"""What every test may ask for: a migrated database, the application on it, and a page client.

Tests of actions, queries, models, jobs and races run on SQLite and on PostgreSQL; the others on
SQLite alone. A test that asks for `app` gets an empty database of its own.
"""

import os

os.environ.setdefault("AMENDS_ENV", "testing")

import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from portal.calendar.views import subscription
from portal.database import db
from portal.reparation.queries import catalogue
from tests import databases, live
from tests.pages import Pages

ON_BOTH = {
    "test_actions",
    "test_commands",
    "test_queries",
    "test_models",
    "test_jobs",
    "test_imports",
    "test_races",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run on PostgreSQL too what depends on the database."""
    if "backend_name" not in metafunc.fixturenames:
        return
    both = metafunc.module.__name__.rsplit(".", 1)[-1] in ON_BOTH
    names = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)] if both else ["sqlite"]
    metafunc.parametrize("backend_name", names, scope="session")


def pytest_collection_finish() -> None:
    """Spare the collector what stays until the end: it would look through it in each test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return this worker's folder."""
    return tmp_path_factory.mktemp("databases")


@pytest.fixture(scope="session")
def backend(backend_name: str, folder: Path, worker_id: str) -> databases.Backend:
    """Return the database kind of this run of the test, migrated once a worker."""
    return _backend(backend_name, folder, worker_id)


@cache
def _backend(name: str, folder: Path, worker: str) -> databases.Backend:
    return databases.Sqlite(folder) if name == "sqlite" else databases.Postgres(worker)


@cache
def _application(url: str) -> Flask:
    return databases.make_app(url)


@pytest.fixture
def app(backend: databases.Backend) -> Iterator[Flask]:
    """Return the application on an empty, migrated database, with a context pushed."""
    application = _application(backend.url)
    with application.app_context():
        backend.reset()
        _forget_what_was_served()
        yield application
        db.session.remove()
        if backend.is_a_file:
            db.engine.dispose()


def _forget_what_was_served() -> None:
    """Drop what a process keeps of its one database: each test has another."""
    subscription.kept.contents.clear()
    catalogue.kept_index.clear()


@pytest.fixture
def pages(app: Flask) -> Pages:
    """Return a client that reads pages as a person would, and lints each."""
    return Pages(app)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder that all the processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def portal_on(
    folder: Path, shared_folder: Path, worker_id: str
) -> Iterator[Callable[..., live.Live]]:
    """Return what starts a real portal on `sqlite`, `postgres` or `demo`, each once a process."""
    with ExitStack() as ending:

        @cache
        def on(kind: str) -> live.Live:
            home = folder / f"live-{kind}"
            home.mkdir()
            url = _live_database(kind, home, shared_folder, worker_id)
            return ending.enter_context(live.serving(url, home))

        yield on


def _live_database(kind: str, home: Path, shared: Path, worker: str) -> str:
    """Return the address of a new database for a server that runs through many tests."""
    backend: databases.Backend
    if kind == "demo":
        shutil.copyfile(live.demo_database(shared), home / "demo.sqlite3")
        return f"sqlite:///{home / 'demo.sqlite3'}"
    backend = databases.Sqlite(home) if kind == "sqlite" else databases.Postgres(f"live_{worker}")
    backend.reset()
    return backend.url
