"""Counting searches that find nothing."""

from datetime import timedelta

from sqlalchemy import select

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.people.models import Person
from portal.reparation.actions.missed import count_missed
from portal.reparation.models import MissedSearch
from tests.reparation.catalogue import scenes


def test_the_same_search_is_counted_up_and_another_day_begins_anew(marcus: Person) -> None:
    with changing():
        count_missed(area="NORT", theme="Food")
        count_missed(area="NORT", theme="Food")
        count_missed(area="", theme="Food")
    with clock.frozen(scenes.NOON + timedelta(days=1)), changing():
        count_missed(area="NORT", theme="Food")
    rows = session.scalars(select(MissedSearch).order_by(MissedSearch.day, MissedSearch.area))
    assert [(each.day.day, each.area, each.number) for each in rows] == [
        *((2, "", 1), (2, "NORT", 2)),
        (3, "NORT", 1),
    ]


def test_nothing_says_who_searched(marcus: Person) -> None:
    with changing():
        count_missed(area="", theme="")
    assert session.scalars(select(AuditEvent).where(AuditEvent.tag.like("%missed%"))).all() == []
    assert "person" not in " ".join(MissedSearch.__table__.columns.keys())
