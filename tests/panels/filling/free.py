"""Volunteers who said that they are free every evening."""

from typing import Any

from portal.database import session
from portal.members.models import Availability, Member, PartOfDay
from tests.panels import scenes


def volunteer(name: str, **values: Any) -> Member:
    """Return a volunteer who is free every evening."""
    member = scenes.volunteer(name, **values)
    session.add_all(
        Availability(member_id=member.id, weekday=each, part=PartOfDay.EVENING) for each in range(7)
    )
    session.commit()
    return member


def chair(name: str = "Graham Holt", **values: Any) -> Member:
    """Return one who may chair."""
    return volunteer(name, may_chair=True, **values)
