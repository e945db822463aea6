"""A backup restores: the same rows, the rules still on, and new numbers after the old."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.calendar.models import Entry, Kind
from portal.database import Base, db, session
from portal.panels.models import Seat, SeatKind, Sitting
from portal.people.models import Person
from tests.databases import Backend
from tests.factories import PersonFactory, user_with


def _everything() -> dict[str, list[tuple[object, ...]]]:
    tables = Base.metadata.sorted_tables
    found = {
        table.name: [
            tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))
        ]
        for table in tables
    }
    session.rollback()
    return found


def _seat_of_somebody_who_joined_later() -> None:
    person = PersonFactory(name="Zoë O’Brien")
    now = clock.now()
    entry = Entry(kind=Kind.PANEL, title="Panel", starts_at=now, ends_at=now + timedelta(hours=1))
    sitting = Sitting(entry=entry, coordinator=PersonFactory())
    session.add(Seat(sitting=sitting, number=1, kind=SeatKind.CHAIR, person=person))
    session.commit()
    user_with(Role.STAFF, person=person)


def test_a_backup_restores(app: Flask, backend: Backend, tmp_path: Path) -> None:
    _seat_of_somebody_who_joined_later()
    before = _everything()
    run = app.test_cli_runner()
    file = str(tmp_path / "backup.sqlite3")
    assert run.invoke(args=["backup", file]).exit_code == 0

    session.remove()
    db.engine.dispose()
    backend.reset()
    restored = run.invoke(args=["restore", file])

    assert restored.exit_code == 0, restored.output
    assert _everything() == before
    newest = PersonFactory()
    assert newest.id == 1 + max(int(str(row[0])) for row in before["person"])


def test_a_backup_does_not_overwrite_a_file(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite3"
    file.write_text("precious")
    answer = app.test_cli_runner().invoke(args=["backup", str(file)])
    assert "is there already" in answer.output
    assert file.read_text() == "precious"


def test_restore_refuses_a_database_with_rows(app: Flask, tmp_path: Path) -> None:
    file = str(tmp_path / "backup.sqlite3")
    run = app.test_cli_runner()
    run.invoke(args=["backup", file])
    PersonFactory(name="Ann Lee")
    answer = run.invoke(args=["restore", file])
    assert "not empty (person)" in answer.output
    assert session.scalars(select(Person.name)).all() == ["Ann Lee"]
