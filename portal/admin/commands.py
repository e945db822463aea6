"""`flask backup` and `flask restore`: everything, in one file, whichever database holds it.

The file is an SQLite database with the same tables. So a backup can be read with common tools,
and a service that began on SQLite moves to PostgreSQL by restoring into it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click
from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, select, text

from portal.database import Base, changing, db, is_sqlite, session

CHUNK: Final = 500


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write everything into FILE, as it stood at one moment."""
    if file.exists():
        sys.exit(f"{file} is there already: name a new file, or move that one away.")
    source = session.connection(execution_options=_one_moment(db.engine))
    copy = create_engine(f"sqlite:///{file}")
    Base.metadata.create_all(copy)
    with copy.begin() as target:
        target.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        target.execute(
            text("INSERT INTO alembic_version VALUES (:head)"), {"head": _version(source)}
        )
        rows = sum(_copy(source, target, table) for table in _tables())
    session.rollback()
    click.echo(f"{rows:,} rows are in {file}.")


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty, migrated database from FILE, or leave it as it is."""
    copy = create_engine(f"sqlite:///{file}")
    with copy.connect() as source, changing():
        target = session.connection()
        _check(source, target)
        with _unguarded(target):
            rows = sum(_copy(source, target, table) for table in _tables())
        _restart_numbers(db.engine, target)
    click.echo(f"{rows:,} rows are back.")


def _one_moment(engine: Engine) -> dict[str, str]:
    """Return what makes PostgreSQL show one moment to several statements, as SQLite does."""
    return {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}


def _tables() -> list[Table]:
    return list(Base.metadata.sorted_tables)


def _version(connection: Connection) -> str:
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def _check(source: Connection, target: Connection) -> None:
    if _version(source) != _version(target):
        sys.exit(
            f"The backup is of version {_version(source)} and the database of {_version(target)}: "
            "restore with the release that made it, then upgrade."
        )
    for table in _tables():
        if target.execute(select(func.count()).select_from(table)).scalar_one():
            sys.exit(f"The database is not empty ({table.name}): restore into a new one.")


@contextmanager
def _unguarded(target: Connection) -> Iterator[None]:
    """Take the triggers off while rows come back, in the same change.

    They hold what happens, and what comes back has happened: the claim was sent after its costs
    were put on it, and who sits in a community seat joined the service later.
    """
    if is_sqlite():
        guards = target.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        ).all()
        for guard in guards:
            target.exec_driver_sql(f"DROP TRIGGER {guard.name}")
        yield
        for guard in guards:
            target.exec_driver_sql(guard.sql)
        return
    for table in _tables():
        target.exec_driver_sql(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER')
    yield
    for table in _tables():
        target.exec_driver_sql(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER')


def _copy(source: Connection, target: Connection, table: Table) -> int:
    count = 0
    in_order = select(table).order_by(*table.primary_key)
    for chunk in source.execute(in_order).mappings().partitions(CHUNK):
        rows = [dict(row) for row in chunk]
        target.execute(insert(table), rows)
        count += len(rows)
    return count


def _restart_numbers(engine: Engine, target: Connection) -> None:
    """Let PostgreSQL's counters go on after the highest number that came back."""
    if engine.dialect.name != "postgresql":
        return
    for table in _tables():
        if table.autoincrement_column is None:
            continue
        last = target.execute(select(func.max(table.c.id))).scalar_one()
        target.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last, :used)"),
            {"name": f'"{table.name}"', "last": last or 1, "used": bool(last)},
        )
