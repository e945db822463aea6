"""Imported calendars in the database: read as a job, renewed by UID, asked for terms."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.audit.models import AuditEvent
from portal.calendar import actions, jobs, queries, rules
from portal.calendar.imports.limits import MOST_ENTRIES
from portal.calendar.models import (
    Entry,
    ImportedCalendar,
    ImportedEntry,
    ImportedKind,
    PersonSlot,
    RoomSlot,
)
from portal.calendar.queries.imported import SOURCE
from portal.database import changing, session
from portal.notifications.jobs import runner
from portal.notifications.models import Document, DocumentBody, Job, JobState
from portal.people.models import Area, Person
from portal.settings.actions import change
from tests.calendar.calendars import AUTUMN, HALF_TERM, TERMS, calendar, day
from tests.calendar.conftest import NOW
from tests.factories import AreaFactory, PersonFactory
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("on_monday")

YEAR = (date(2026, 1, 1), date(2027, 12, 31))


@pytest.fixture
def owner(app: Flask) -> Person:
    return PersonFactory(name="Jo Hartley")


def add(
    owner: Person,
    content: bytes = TERMS,
    *,
    name: str = "School terms",
    kind: ImportedKind = ImportedKind.TERMS,
    area: Area | None = None,
) -> ImportedCalendar:
    """Add a calendar and have its first file read."""
    with changing():
        made = actions.add_imported_calendar(
            name=name, kind=kind, area=area, content=content, actor=owner
        )
    run()
    return made


def renew(calendar: ImportedCalendar, content: bytes, owner: Person) -> Job:
    """Have the next version looked through."""
    with changing():
        actions.bring_file(calendar=calendar, content=content, actor=owner)
    return run()


def run() -> Job:
    assert runner.run_queued(SOURCE)
    session.expire_all()
    job = session.scalars(select(Job).where(Job.name == SOURCE).order_by(Job.id.desc())).first()
    assert job
    return job


def titles(calendar: ImportedCalendar) -> list[str]:
    found = session.scalars(
        select(ImportedEntry.title)
        .where(ImportedEntry.calendar_id == calendar.id)
        .order_by(ImportedEntry.first_day)
    )
    return list(found)


def count(table: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


class TestReading:
    """A file, from upload to entries."""

    def test_the_first_file_is_taken_in_dated_and_not_kept(self, owner: Person) -> None:
        made = add(owner)
        assert titles(made) == ["Autumn term", "Half term", "Spring term"]
        assert made.read_at == NOW
        assert made.read_until == date(2029, 3, 4)
        assert count(Document) == count(DocumentBody) == 0
        assert session.scalars(
            select(AuditEvent.tag).where(AuditEvent.subject_type == "imported_calendar")
        ).all() == ["calendar:import_added", "calendar:import_read"]

    def test_it_takes_no_room_and_makes_nobody_busy(self, owner: Person) -> None:
        add(owner)
        assert [count(table) for table in (Entry, RoomSlot, PersonSlot)] == [0, 0, 0]

    def test_the_next_version_is_weighed_first_and_then_replaces_by_uid(
        self, owner: Person
    ) -> None:
        made = add(owner)
        ids = {row.uid: row.id for row in session.scalars(select(ImportedEntry))}
        longer = HALF_TERM.replace("20261031", "20261107")
        job = renew(made, calendar(AUTUMN, longer, day("c", "Fair", "20260501")), owner)
        counts = {"added": 1, "changed": 1, "same": 1, "removed": 1}
        assert job.result
        assert {name: job.result[name] for name in counts} == counts
        assert "Fair" not in titles(made)
        with changing():
            actions.replace_entries(calendar=made, actor=owner)
        with clock.frozen(NOW + timedelta(days=1)):
            job = run()
        assert job.result
        assert {name: job.result[name] for name in counts} == counts
        assert titles(made) == ["Fair", "Autumn term", "Half term"]
        half_term = session.scalars(select(ImportedEntry).where(ImportedEntry.uid == "h")).one()
        assert (half_term.id, half_term.last_day) == (ids["h"], date(2026, 11, 6))
        assert made.read_at == NOW + timedelta(days=1)

    def test_a_file_that_cannot_be_read_leaves_the_last_good_copy(self, owner: Person) -> None:
        made = add(owner)
        job = renew(made, TERMS[:300], owner)
        assert job.state is JobState.FAILED
        assert job.problem
        assert job.problem.startswith("The file is cut short")
        with pytest.raises(rules.NothingToReplace):
            actions.replace_entries(calendar=made, actor=owner)
        assert titles(made) == ["Autumn term", "Half term", "Spring term"]
        assert made.read_at == NOW

    def test_what_was_left_out_is_told(self, owner: Person) -> None:
        made = add(owner, calendar(AUTUMN, "UID:2\nSUMMARY:Fair"))
        job = queries.import_job(made)
        assert job
        assert job.result
        assert job.result["left_out"] == 1
        assert job.result["problems"] == [
            "“Fair” (line 10) does not say when it starts. It is left out."
        ]

    def test_the_service_sets_how_much_is_read(self, owner: Person) -> None:
        with changing():
            change(MOST_ENTRIES, 2, actor=None)
        made = add(owner)
        job = queries.import_job(made)
        assert job
        assert job.problem
        assert job.problem.startswith("There are more than 2 entries in it")
        assert not made.read_at

    def test_a_file_is_read_at_a_time_and_asked_for_twice_once(self, owner: Person) -> None:
        made = add(owner)
        with changing():
            actions.bring_file(calendar=made, content=TERMS, actor=owner)
        with pytest.raises(rules.StillReading), changing():
            actions.bring_file(calendar=made, content=calendar(AUTUMN), actor=owner)
        assert count(Document) == 1

    def test_a_job_begun_again_does_the_same_once(self, owner: Person) -> None:
        made = add(owner)
        renew(made, calendar(AUTUMN), owner)
        with changing():
            job = actions.replace_entries(calendar=made, actor=owner)
        jobs.read_file(job)
        runner.run_queued(SOURCE)
        assert titles(made) == ["Autumn term"]

    def test_a_calendar_removed_meanwhile_is_not_read(self, owner: Person) -> None:
        with changing():
            made = actions.add_imported_calendar(
                name="Terms", kind=ImportedKind.TERMS, area=None, content=TERMS, actor=owner
            )
        with changing():
            actions.remove_imported_calendar(calendar=made, actor=owner)
        assert run().problem == jobs.GONE

    def test_removing_takes_everything_along(self, owner: Person) -> None:
        made = add(owner)
        renew(made, TERMS, owner)
        with changing():
            actions.remove_imported_calendar(calendar=made, actor=owner)
        tables = (ImportedCalendar, ImportedEntry, Document, DocumentBody)
        assert [count(table) for table in tables] == [0, 0, 0, 0]

    def test_a_name_is_used_once(self, owner: Person) -> None:
        add(owner)
        with pytest.raises(rules.NameTaken):
            actions.add_imported_calendar(
                name="school TERMS", kind=ImportedKind.OTHER, area=None, content=b"", actor=owner
            )

    def test_files_that_nobody_took_in_are_forgotten_after_a_day(self, owner: Person) -> None:
        made = add(owner)
        renew(made, TERMS, owner)
        assert jobs.forget_import_files() == {"deleted": 0}
        with clock.frozen(NOW + timedelta(days=1, minutes=1)):
            assert jobs.forget_import_files() == {"deleted": 1}
            with changing():
                actions.replace_entries(calendar=made, actor=owner)
            assert run().problem == jobs.GONE
        assert len(titles(made)) == 3


class TestQuestions:
    """What the calendar can be asked of them."""

    def test_entries_of_an_area_and_of_the_whole_service(self, owner: Person) -> None:
        north, south = AreaFactory(), AreaFactory()
        add(owner, calendar(day("1", "All", "20260401")), name="All")
        add(owner, calendar(day("2", "North", "20260402")), name="North", area=north)
        add(owner, calendar(day("3", "South", "20260403")), name="South", area=south)

        def seen(*areas: int) -> list[str]:
            return [row.title for row in queries.imported_seen(owner.id, *YEAR, areas)]

        assert seen() == seen(north.id, south.id) == ["All", "North", "South"]
        assert seen(north.id) == ["All", "North"]

    def test_what_touches_the_days_is_seen(self, owner: Person) -> None:
        add(owner)
        friday, beyond = date(2026, 10, 30), date(2026, 12, 19)
        seen = queries.imported_seen(owner.id, friday, friday, ())
        assert [row.title for row in seen] == ["Autumn term", "Half term"]
        assert not queries.imported_seen(owner.id, beyond, beyond, ())

    def test_what_is_private_is_read_by_whoever_keeps_the_calendar_alone(
        self, owner: Person
    ) -> None:
        more = "LOCATION:12 Low Road\nCLASS:PRIVATE"
        made = add(owner, calendar(day("1", "Dentist", "20260401", more=more), AUTUMN))

        def seen(person_id: int) -> list[tuple[str, str, bool]]:
            times = queries.imported_seen(person_id, *YEAR, ())
            listed = queries.imported_entries(person_id, made, YEAR[0], 1).items
            assert times == listed
            return [(row.title, row.place, row.is_private) for row in times]

        autumn = ("Autumn term", "", False)
        assert seen(owner.id) == [("Dentist", "12 Low Road", True), autumn]
        assert seen(PersonFactory().id) == [("Busy", "", False), autumn]

    def test_what_turns_private_is_a_change(self, owner: Person) -> None:
        made = add(owner, calendar(day("1", "Dentist", "20260401")))
        job = renew(made, calendar(day("1", "Dentist", "20260401", more="CLASS:PRIVATE")), owner)
        assert job.result
        assert job.result["changed"] == 1
        with changing():
            actions.replace_entries(calendar=made, actor=owner)
        run()
        assert session.scalars(select(ImportedEntry.is_private)).all() == [True]

    def test_a_private_term_is_told_to_nobody(self, owner: Person) -> None:
        add(owner, calendar(AUTUMN.rstrip("\n") + "\nCLASS:PRIVATE"))
        assert not queries.terms_between(*YEAR)

    def test_terms_are_told_by_day_and_between_days(self, owner: Person) -> None:
        north, south = AreaFactory(), AreaFactory()
        add(owner, area=north)
        add(owner, TERMS, name="Closures", kind=ImportedKind.CLOSURES)
        spring = rules.Term("Spring term", date(2027, 1, 4), date(2027, 3, 25))
        assert queries.terms_between(date(2027, 1, 1), date(2027, 12, 1), north.id) == [spring]
        assert queries.in_term(date(2027, 1, 5), north.id)
        assert not queries.in_term(date(2026, 10, 28), north.id)
        assert queries.in_term(date(2027, 1, 5))
        assert not queries.in_term(date(2027, 1, 5), south.id)
        assert not queries.terms_between(date(2027, 4, 1), date(2027, 12, 1), north.id)

    def test_schools_are_called_by_their_area_or_their_calendar(self, owner: Person) -> None:
        add(owner, area=AreaFactory(name="Northmere"))
        add(owner, name="Academies")
        found = queries.schools_between(date(2026, 9, 2), date(2026, 9, 2))
        assert [(each.name, len(each.entries)) for each in found] == [
            ("Academies", 3),
            ("Northmere", 3),
        ]

    def test_one_calendars_holiday_is_not_anothers(self, owner: Person) -> None:
        add(owner)
        add(owner, calendar(day("x", "Term 1", "20260901", "20261201")), name="Academies")
        assert queries.in_term(date(2026, 10, 28))

    @pytest.mark.parametrize("number", [1, 3])
    @pytest.mark.parametrize(
        ("ask", "statements"),
        [
            (lambda: queries.imported_seen(1, *YEAR, ()), 1),
            (lambda: queries.terms_between(*YEAR), 1),
            (lambda: queries.in_term(date(2026, 9, 2)), 1),
            (lambda: queries.schools_between(*YEAR), 1),
            (lambda: [each.owner.name for each in queries.imported_calendars(1)[0].items], 3),
        ],
    )
    def test_statements_do_not_grow(
        self, owner: Person, number: int, ask: Callable[[], Any], statements: int
    ) -> None:
        for each in range(number):
            add(owner, name=f"Terms {each}")
        session.expunge_all()
        with count_statements() as sent:
            assert ask()
        assert len([one for one in sent if one.startswith("SELECT")]) == statements
