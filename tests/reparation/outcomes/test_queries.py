"""What is counted within a span of days, and at what cost."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.database import session
from portal.people.models import Person
from portal.reparation.models import (
    Place,
    PlaceState,
    Project,
    Referral,
    ReferralKind,
    SessionState,
    WorkKind,
)
from portal.reparation.queries import outcomes as queries
from portal.reparation.queries.session_rows import as_rows
from portal.reparation.queries.sessions import SessionFilter
from portal.reparation.rules.outcomes import Counted
from tests.factories import AreaFactory
from tests.reparation.sessions import scenes
from tests.statements import count_statements

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


def worked(jo: Person, of: Project, on: date, wish: str | None = None, **values: Any) -> Place:
    """Have a referral of its own work two hours at a session of a day."""
    held = scenes.planned(jo, of, on)
    held.state, held.unit_awards = SessionState.HELD, 2
    number = session.query(Place).count() + 1
    referral = Referral(
        ref=f"RF-2026-{number}",
        kind=ReferralKind.UNPAID_WORK,
        area=AreaFactory(),
        practitioner=jo,
        hours=40,
        wish_theme=wish,
        **values,
    )
    place = Place(
        ref=f"PL-2026-{number}",
        session=held,
        referral=referral,
        state=PlaceState.BOOKED,
        attended=True,
        minutes=120,
    )
    session.add(place)
    session.commit()
    return place


def test_only_what_was_done_in_the_span_counts(jo: Person) -> None:
    towpath = scenes.project(themes=["Bicycles"])
    worked(jo, towpath, date(2026, 3, 14), "Bicycles")
    worked(jo, towpath, date(2026, 3, 21), "Animals")
    worked(jo, towpath, date(2026, 4, 4), "Bicycles")
    absent = worked(jo, towpath, date(2026, 3, 28), "Bicycles")
    absent.attended, absent.minutes = False, 0
    session.commit()
    assert queries.counted(FIRST, LAST) == Counted(
        sessions=3, unit_awards=6, places=2, referrals=2, minutes=240, wishes=2, followed=1
    )


def test_a_wish_that_was_followed_in_another_span_is_not_in_this_one(jo: Person) -> None:
    other, wished = scenes.project(), scenes.project("Bike shed", themes=["Bicycles"])
    first = worked(jo, other, date(2026, 3, 14), "Bicycles")
    later = worked(jo, wished, date(2026, 4, 4))
    later.referral = first.referral
    session.commit()
    march = queries.counted(FIRST, LAST)
    assert (march.wishes, march.followed) == (1, 0)
    april = queries.counted(date(2026, 4, 1), date(2026, 4, 30))
    assert (april.wishes, april.followed) == (1, 1)


def test_a_wish_for_the_person_harmed_is_followed_by_direct_work_alone(jo: Person) -> None:
    indirect = scenes.project(themes=["Bicycles"])
    direct = scenes.project("For them", themes=["Bicycles"], kind=WorkKind.DIRECT)
    worked(jo, indirect, date(2026, 3, 14), "Bicycles", wish_direct=True)
    worked(jo, direct, date(2026, 3, 21), "Bicycles", wish_direct=True)
    march = queries.counted(FIRST, LAST)
    assert (march.wishes, march.followed) == (2, 1)


def test_three_statements_count_one_place_or_three(jo: Person) -> None:
    towpath, sent = scenes.project(), []
    for days in ([14], [21, 28]):
        for day in days:
            worked(jo, towpath, date(2026, 3, day))
        with count_statements() as counted:
            queries.counted(FIRST, LAST)
        sent.append(sum("FROM" in statement for statement in counted))
    assert sent == [3, 3]


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_one_statement(jo: Person, count: int) -> None:
    scenes.planned(jo, None, *(FIRST + timedelta(weeks=number + 1) for number in range(count)))
    number = jo.id
    session.expunge_all()
    with count_statements() as sent:
        rows = as_rows(number, SessionFilter(), frozenset())
    assert len(rows) == count + 1
    assert len(sent) == 1
