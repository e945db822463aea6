"""Meetings and leave that people enter."""

from datetime import timedelta
from typing import Any

from portal.calendar import actions
from portal.calendar.actions import Event
from portal.calendar.models import Entry, Kind
from portal.people.models import Person
from tests.calendar.conftest import SIX
from tests.calendar.traces import count
from tests.factories import AreaFactory, RoomFactory

HOUR = timedelta(hours=1)


def event(**values: Any) -> Event:
    """Return a meeting of the team."""
    told = {
        "kind": Kind.TEAM,
        "title": "Team briefing",
        "starts_at": SIX,
        "ends_at": SIX + HOUR,
        "all_day": False,
        "room": None,
        "place": "",
        "area": None,
        "audience": "everyone",
    }
    return Event(**{**told, **values})


def test_the_same_form_twice_makes_one(margaret: Person) -> None:
    room = RoomFactory()
    first = actions.add_event(event=event(room=room), form_key="k", actor=margaret)
    again = actions.add_event(event=event(room=room), form_key="k", actor=margaret)
    assert first is again
    assert count(Entry) == 1


def test_it_is_for_whom_it_was_made(margaret: Person) -> None:
    area = AreaFactory()
    made = actions.add_event(event=event(area=area, audience="area"), form_key="k", actor=margaret)
    assert {row.key for row in made.audience} == {
        "role:coordinator",
        f"role:volunteer@area:{area.id}",
    }
    actions.change_event(entry=made, event=event(), actor=margaret)
    assert "role:staff" in {row.key for row in made.audience}
