"""A backup restores: the same rows, the rules still on, and new numbers after the old."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.access.rules import Role
from portal.calendar.models import Entry, Kind
from portal.database import Base, changing, db, session
from portal.members.models import ClaimLine
from portal.panels.models import Seat, SeatKind, Sitting
from portal.people.models import Person
from tests.databases import Backend
from tests.factories import PersonFactory, user_with
from tests.members.expenses import scenes as expenses
from tests.recruitment.interviews import scenes as interviews


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


def _guards() -> list[str]:
    """Return the names of the triggers that stand and are not off."""
    asks = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O' "
        "ORDER BY tgname",
    }
    found = session.scalars(text(asks[db.engine.dialect.name])).all()
    session.rollback()
    return list(found)


def _claim_that_was_sent() -> ClaimLine:
    ann = expenses.volunteer("Ann Lee")
    return expenses.claimed(ann).lines[0]


def _interview_of_which_was_sent_what_was_noted() -> None:
    jo = interviews.coordinator()
    with clock.frozen(interviews.NOON):
        made = interviews.arranged(interviews.applicant(), jo, jo)
    interviews.recommended(made, jo, notes=["She listened."])


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
    _interview_of_which_was_sent_what_was_noted()
    with clock.frozen(expenses.NOON):
        cost = _claim_that_was_sent().id
    before, guards = _everything(), _guards()
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
    assert _guards() == guards
    with pytest.raises(IntegrityError, match="claim_line_fixed"), changing():
        session.get_one(ClaimLine, cost).pence = 1


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
