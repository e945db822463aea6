"""`flask backup` and `flask restore`: everything, in one file, whichever database holds it.

The file is an SQLite database with the same tables. So a backup can be read with common tools,
and a service that began on SQLite moves to PostgreSQL by restoring into it.
"""

import sys
from pathlib import Path
from typing import Final

import click
from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, select, text, update

from portal.database import Base, changing, db, session

CHUNK: Final = 500
LATER: Final = {"person": "is_staff"}
"""A column set only after all rows are in: somebody who joined the service later keeps the
community seats of the past, which the database refuses to a colleague who sits down now."""


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
        rows = sum(_copy(source, target, table) for table in _tables())
        _set_later(source, target)
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


def _copy(source: Connection, target: Connection, table: Table) -> int:
    count = 0
    late = LATER.get(table.name) if target.engine is db.engine else None
    in_order = select(table).order_by(*table.primary_key)
    for chunk in source.execute(in_order).mappings().partitions(CHUNK):
        rows = [{**row, late: False} if late else dict(row) for row in chunk]
        target.execute(insert(table), rows)
        count += len(rows)
    return count


def _set_later(source: Connection, target: Connection) -> None:
    for name, column in LATER.items():
        table = Base.metadata.tables[name]
        ids = source.execute(select(table.c.id).where(table.c[column])).scalars().all()
        again = {column: True, "updated_at": table.c.updated_at}
        target.execute(update(table).where(table.c.id.in_(ids)).values(again))


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
