"""Sessions planned as a coordinator plans them, with as little said as a test needs."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from bs4 import Tag

from portal import clock
from portal.database import changing
from portal.people.models import Person
from portal.training import actions
from portal.training.models import Course, TrainingSession
from portal.training.rules import SessionFacts
from tests.factories import CourseFactory, RoomFactory
from tests.pages import Page
from tests.training import scenes

TEN, ONE = time(10), time(13)
VOLUNTEERS = frozenset({"role:volunteer"})


def course(**values: Any) -> Course:
    """Return child safeguarding, in person."""
    return scenes.safeguarding(**values)


def span(on: date, start: time = TEN, end: time = ONE) -> tuple[datetime, datetime]:
    """Return from when to when it lasts on a day."""
    return clock.at(on, start), clock.at(on, end)


def facts(*days: date, **values: Any) -> SessionFacts:
    """Return what is said of a session on these days, from ten to one."""
    spans = tuple(span(on) for on in days or (scenes.TENTH,))
    closes_at = spans[0][0] - timedelta(days=2)
    return SessionFacts(
        **{
            "days": spans,
            "capacity": 4,
            "minimum": 0,
            "opens_at": None,
            "closes_at": closes_at,
            "cancel_by": closes_at,
            "keys": VOLUNTEERS,
            **values,
        }
    )


def planned(
    jo: Person,
    *days: date,
    of: Course | None = None,
    trainer: Person | None = None,
    publish: bool = True,
    **values: Any,
) -> TrainingSession:
    """Plan a session in a room of its own, published unless said otherwise."""
    room = None if values.get("join_url") else RoomFactory()
    room = values.pop("room", room)
    with changing():
        return actions.plan_session(
            course=of or CourseFactory(),
            facts=facts(*days, **values),
            where=actions.Where(room, trainer),
            publish=publish,
            form_key=uuid4().hex,
            actor=jo,
        )


def form(**values: object) -> dict[str, object]:
    """Return what a coordinator types about a session on 10 March."""
    return {
        "date_1": ["10", "3", "2026"],
        "start_1": "10am",
        "end_1": "1pm",
        "capacity": "12",
        "keys": ["role:volunteer"],
        "publish": "now",
        "form_key": uuid4().hex,
        **values,
    }


def path(held: TrainingSession) -> str:
    """Return where the page of a session is."""
    return f"/training/sessions/{held.entry.uuid}"


def field(page: Page, selector: str) -> Tag:
    """Return the one field of a page that a selector finds."""
    found = page.select_one(selector)
    assert found is not None, selector
    return found
