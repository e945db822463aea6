"""Two at once: one room, one person, one form, one count."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.access import Role
from portal.calendar import actions, rules
from portal.calendar.actions import Event
from portal.calendar.models import (
    Entry,
    FeedScope,
    Kind,
    PersonSlot,
    Room,
    RoomSlot,
    Venue,
    VenuePhoto,
)
from portal.database import Row, session
from portal.notifications.models import Document, DocumentBody
from portal.people.models import Person
from tests.calendar.conftest import SIX, duty, publish
from tests.factories import PersonFactory, RoomFactory, VenueFactory, user_with
from tests.threads import at_once

pytestmark = pytest.mark.race

THREADS = 4
ROUNDS = 6


def all_at_once(app: Flask, work: Callable[[int], object]) -> list[object]:
    """Let so many threads do something at the same moment, each with its number."""
    works = (partial(work, number) for number in range(THREADS))
    return at_once(app, *works, refusal=rules.Clash)


def count(table: type[Row]) -> int:
    """Return how many rows there are."""
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_room_is_given_to_one(app: Flask) -> None:
    for number in range(1, ROUNDS + 1):
        room_id = RoomFactory().id

        def take(_: int, room_id: int = room_id) -> str:
            publish(room=session.get_one(Room, room_id))
            return "taken"

        session.remove()
        results = Counter(all_at_once(app, take))
        assert results == {"taken": 1, rules.RoomTaken: THREADS - 1}
        assert (count(Entry), count(RoomSlot)) == (number, 5 * number)


def test_a_person_promises_one_of_two_overlapping_things(app: Flask) -> None:
    for number in range(1, ROUNDS + 1):
        person_id = PersonFactory().id

        def promise(_: int, person_id: int = person_id) -> str:
            publish(duties=[duty(session.get_one(Person, person_id))])
            return "promised"

        session.remove()
        results = Counter(all_at_once(app, promise))
        assert results == {"promised": 1, rules.PersonBusy: THREADS - 1}
        assert count(PersonSlot) == 5 * number


def test_one_form_makes_one_event(app: Flask) -> None:
    room_id, person_id = RoomFactory().id, PersonFactory().id

    def add(_: int) -> int:
        event = Event(
            kind=Kind.TEAM,
            title="Team briefing",
            starts_at=SIX,
            ends_at=SIX.replace(hour=19),
            all_day=False,
            room=session.get_one(Room, room_id),
            place="",
            area=None,
            audience="staff",
        )
        actor = session.get_one(Person, person_id)
        return actions.add_event(event=event, form_key="one", actor=actor).id

    session.remove()
    assert len(set(all_at_once(app, add))) == 1
    assert count(Entry) == 1


def test_a_place_keeps_one_picture(app: Flask) -> None:
    venue_id, person_id = VenueFactory().id, PersonFactory().id

    def show(number: int) -> str:
        venue, actor = session.get_one(Venue, venue_id), session.get_one(Person, person_id)
        alt = f"Picture {number}"
        actions.show_venue(venue=venue, picture=alt.encode(), alt=alt, actor=actor)
        return alt

    session.remove()
    assert len(set(all_at_once(app, show))) == THREADS
    assert [count(VenuePhoto), count(Document), count(DocumentBody)] == [1, 1, 1]


def test_no_fetch_goes_uncounted(app: Flask) -> None:
    _, token = actions.subscribe(
        person=user_with(Role.VOLUNTEER).person,
        scope=FeedScope.MINE,
        form_key="f",
    )
    session.commit()
    session.remove()

    seen: list[int] = []

    def fetch(_: int) -> None:
        seen.extend([actions.fetch(rules.hash_of(token))[1] for _ in range(ROUNDS)])

    all_at_once(app, fetch)
    assert sorted(seen) == list(range(1, THREADS * ROUNDS + 1))
