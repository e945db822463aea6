"""The preview of a publication costs the same for one sitting and three."""

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select

from portal.database import session
from portal.panels.models import SeatKind, Sitting
from portal.panels.queries.publishing import programme, to_publish
from portal.people.models import Person
from tests.factories import AreaFactory
from tests.panels import scenes
from tests.statements import count_statements

EVERYWHERE: frozenset[int] = frozenset()
FIRST, LAST = date(2026, 3, 3), date(2026, 4, 30)


def drafts(jo: Person, count: int) -> None:
    """Keep evenings with somebody planned on each."""
    for number in range(count):
        day = scenes.TENTH + timedelta(days=7 * number)
        sitting = scenes.draft(jo, day=day)
        scenes.pencilled(sitting, SeatKind.MEMBER, scenes.volunteer(f"Volunteer {number}"))


def look() -> int:
    """Return how many statements the preview takes."""
    session.expire_all()
    with count_statements() as sent:
        found = programme(to_publish(EVERYWHERE, FIRST, LAST))
        assert found.fingerprint
        assert found.told
        assert [item.needs_after_answers for item in found.items]
    return len(sent)


def test_the_preview_costs_the_same_for_one_sitting_and_three(app: Flask) -> None:
    jo = scenes.coordinator()
    drafts(jo, 1)
    once = look()
    session.execute(select(Sitting))
    drafts(jo, 3)
    assert look() == once


def test_only_what_is_a_plan_in_those_days_and_areas_is_found(app: Flask) -> None:
    jo, north = scenes.coordinator(), AreaFactory()
    here = scenes.draft(jo, scenes.order(jo, area=north))
    there = scenes.draft(jo, day=date(2026, 3, 12))
    scenes.draft(jo, day=date(2026, 5, 12))  # too late
    scenes.arranged(jo, day=date(2026, 3, 13))  # everybody knows it
    changed = scenes.arranged(jo, day=date(2026, 3, 16))
    scenes.pencilled(changed, SeatKind.MEMBER, scenes.volunteer("Ann Lee"))
    found = to_publish(EVERYWHERE, FIRST, LAST)
    assert list(found) == [here, there, changed]
    assert list(to_publish(EVERYWHERE, FIRST, LAST, north.id)) == [here]
    assert list(to_publish(frozenset({north.id}), FIRST, LAST)) == [here]
