"""Two at once: one room on one of many days, one form, one series."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.calendar import actions, queries, rules
from portal.calendar.models import Entry, EntryStatus, Room, RoomSlot, Series
from portal.calendar.rules import Every, Repeat
from portal.database import session
from portal.people.models import Person
from tests.calendar.series.scenes import THURSDAY, UNTIL_JUNE, WEEK, made, meeting
from tests.calendar.test_races import THREADS, all_at_once
from tests.factories import RoomFactory

pytestmark = pytest.mark.race


def test_a_room_is_given_to_one_series(app: Flask, colleague: Person) -> None:
    room_id, person_id = RoomFactory().id, colleague.id

    def book(number: int) -> str:
        event = meeting(THURSDAY + WEEK * number, room=session.get_one(Room, room_id), place="")
        actions.add_series(
            event=event,
            repeat=Repeat(Every.WEEK, 1, "TH", times=6),
            form_key=uuid4().hex,
            actor=session.get_one(Person, person_id),
        )
        return "booked"

    results = all_at_once(app, book)
    assert sorted(map(str, results)) == sorted(["booked", *[str(rules.RoomTaken)] * (THREADS - 1)])
    session.rollback()
    assert session.scalar(select(func.count()).select_from(RoomSlot)) == 6 * 4


def test_a_form_sent_twice_makes_one_series(app: Flask, colleague: Person) -> None:
    key, person_id, room_id = uuid4().hex, colleague.id, RoomFactory().id

    def add(_: int) -> int:
        return actions.add_series(
            event=meeting(room=session.get_one(Room, room_id), place=""),
            repeat=UNTIL_JUNE,
            form_key=key,
            actor=session.get_one(Person, person_id),
        ).id

    assert len(set(all_at_once(app, add))) == 1
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Series)) == 1


def test_times_called_off_at_once_are_all_left_out(app: Flask, colleague: Person) -> None:
    times = [(each.uuid, each.series_id) for each in made(colleague)]
    person_id = colleague.id

    def call_off(number: int) -> str:
        found = queries.occurrence_to_change(person_id, times[number][0])
        actions.cancel_occurrence(entry=found, actor=session.get_one(Person, person_id))
        return "off"

    assert all_at_once(app, call_off) == ["off"] * THREADS
    session.rollback()
    series = session.scalars(select(Series)).one()
    assert series.sequence == THREADS
    off = select(func.count()).where(Entry.status == EntryStatus.CANCELLED)
    assert session.scalar(off) == THREADS
    for number in range(THREADS):
        day = THURSDAY + timedelta(weeks=2 * number)
        assert f"{day:%Y%m%d}T100000" in series.ics.replace("\r\n ", "").split("EXDATE")[1]
