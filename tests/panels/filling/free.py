"""Volunteers who said that they are free every evening."""

from typing import Any

from portal.database import session
from portal.members.models import Availability, Member, PartOfDay
from tests.panels import scenes


def volunteer(name: str, **values: Any) -> Member:
    """Return a volunteer who is free every evening."""
    return on(scenes.volunteer(name, **values), *range(7))


def on(member: Member, *weekdays: int) -> Member:
    """Let a volunteer be free in the evenings of these weekdays, of which 0 is Monday."""
    session.add_all(
        Availability(member_id=member.id, weekday=each, part=PartOfDay.EVENING) for each in weekdays
    )
    session.commit()
    return member


def chair(name: str = "Graham Holt", **values: Any) -> Member:
    """Return one who may chair."""
    return volunteer(name, may_chair=True, **values)
