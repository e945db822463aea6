"""Tables' common shape, how a transaction begins, and the one rule of when it commits.

Actions never commit. A request that changes something commits once, at its edge, and only when
its answer says that it worked (`Portal.dispatch_request`); jobs and commands do the same with
`changing()`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import Enum as PyEnum
from typing import Any, Final, TypeVar

from flask import current_app, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, Enum, MetaData, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Result
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    Mapped,
    declared_attr,
    mapped_column,
)
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from portal import clock

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
BUSY_TIMEOUT_MS: Final = 20_000

View = TypeVar("View", bound=Callable[..., Any])
Key = TypeVar("Key")
Value = TypeVar("Value")
Table = TypeVar("Table", bound="Base")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored as UTC; a naive one is refused, because it has no meaning."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC on the way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a moment needs a time zone, got {value!r}"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give SQLite's naive value its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table: one naming convention, so that migrations can name what they drop."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 -- SQLAlchemy reads it as is


class Row(Base):
    """A table with a number of its own and the moments of its making and last change."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-3)
    created_at: Mapped[datetime] = mapped_column(default=clock.now, sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(
        default=clock.now, onupdate=clock.now, sort_order=91
    )


class Versioned:
    """A row that people edit: a form carries `version` back, and a stale one is refused."""

    version: Mapped[int] = mapped_column(default=1, sort_order=89)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 -- a class-level directive
        return {"version_id_col": cls.version}


def choice(options: type[PyEnum], name: str) -> Enum:
    """Return a column type for an enumeration: its values as text, and a check constraint."""
    return Enum(
        options,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=30,
        values_callable=lambda kinds: [kind.value for kind in kinds],
    )


db = SQLAlchemy(metadata=Base.metadata)
session = db.session

_changing: ContextVar[bool] = ContextVar("changing", default=False)


@contextmanager
def changing() -> Iterator[None]:
    """One unit of work outside a request: commits at the end, rolls back on any error.

    It begins a transaction of its own: one that was begun by reading might, on SQLite, no longer
    become one that writes.
    """
    if not writes_now():
        session.commit()
    token = _changing.set(True)
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        _changing.reset(token)


def begins_deferred(view: View) -> View:
    """Mark a view that works slowly (hashing a password) before it writes.

    On SQLite an unsafe request takes the one write lock with its first statement; such a view
    reads first, ends that transaction, works, and writes inside `changing()`.
    """
    view.begins_deferred = True  # type: ignore[attr-defined]  # a mark on the function object
    return view


def writes_now() -> bool:
    """Return whether the transaction about to begin will write."""
    if _changing.get():
        return True
    if not has_request_context() or request.method in SAFE_METHODS:
        return False
    view = current_app.view_functions.get(request.endpoint or "")
    return not getattr(view, "begins_deferred", False)


def is_sqlite() -> bool:
    """Return whether the bound database is SQLite (it locks whole files, not rows)."""
    return db.engine.dialect.name == "sqlite"


def insert_or_ignore(
    table: type[Table], unique: InstrumentedAttribute[Any], **values: Any
) -> Table | None:
    """Add a row, or return None when the unique column has its value already.

    One statement, so that of two changes at once one adds it and the other goes on unharmed.
    """
    kind = sqlite.insert if is_sqlite() else postgresql.insert
    adding = kind(table).values(**values).on_conflict_do_nothing(index_elements=[unique])
    return session.scalar(adding.returning(table))


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None  # `_begin` below says when a transaction starts
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Take SQLite's write lock first when a change is coming, so that two changes queue."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes_now() else "BEGIN")


def as_dict(rows: Result[Key, Value]) -> dict[Key, Value]:
    """Return the rows of two columns as a mapping; `dict()` does not take a row for a pair."""
    return {row[0]: row[1] for row in rows}
