"""Venues and rooms change, and have a picture."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.audit.models import AuditDetail
from portal.calendar import actions, queries, rules
from portal.database import session
from portal.notifications.models import Document
from portal.notifications.queries import file_content
from portal.people.models import Person
from tests.calendar.conftest import EMPLOYED, SIX, duty, publish
from tests.calendar.traces import bumped, revisions, said
from tests.factories import RoomFactory, VenueFactory


def test_another_address_reaches_what_is_coming_up_there(margaret: Person) -> None:
    room = RoomFactory(venue=VenueFactory(name="Library"))
    with clock.frozen(SIX - timedelta(days=1)):
        coming = publish(room=room, duties=[duty(margaret)])
        past = publish(starts_at=SIX - timedelta(days=9), ends_at=SIX - timedelta(days=8))
        kept, before = past.ics, revisions()
        values = {"name": "Library", "address": "2 High St"}
        actions.change_venue(venue=room.venue, values=values, actor=margaret)
    assert "2 High St" in coming.ics
    assert "2 High St" in coming.attendees[0].ics
    assert said(coming.ics, "SEQUENCE") == "0"
    assert past.ics == kept
    assert bumped(before) == {*EMPLOYED, f"person:{margaret.id}"}


def test_a_name_is_used_once(margaret: Person) -> None:
    venue = VenueFactory(name="Library")
    actions.add_room(venue=venue, name="Room 1", capacity=8, actor=margaret)
    with pytest.raises(rules.NameTaken):
        actions.add_venue(values={"name": "library"}, actor=margaret)
    with pytest.raises(rules.NameTaken):
        actions.add_room(venue=venue, name="room 1", capacity=None, actor=margaret)


def test_a_place_has_one_picture_and_the_trail_says_what_it_showed(margaret: Person) -> None:
    venue = VenueFactory(name="Library")
    for alt in ("The front", "The side door"):
        actions.show_venue(venue=venue, picture=alt.encode(), alt=alt, actor=margaret)
        session.commit()
    photo = queries.venue_photo(venue.id)
    assert photo
    assert file_content(photo.document) == b"The side door"
    for _ in range(2):
        actions.hide_venue(venue=venue, actor=margaret)
        session.commit()
    assert queries.venue_photo(venue.id) is None
    assert session.query(Document).count() == 0
    told = session.scalars(select(AuditDetail).order_by(AuditDetail.id)).all()
    assert [each.values["changes"] for each in told] == [
        {"photo": [None, "The front"]},
        {"photo": ["The front", "The side door"]},
        {"photo": ["The side door", None]},
    ]
