"""Probations on the first page: whose are to be reviewed, those overdue first."""

from datetime import date, timedelta

import pytest

from portal import clock
from portal.accounts.queries import account_of
from portal.database import changing, session
from portal.members.models import Status
from portal.people.models import Person
from portal.recruitment.actions import appointing
from portal.recruitment.models import Appointment
from portal.recruitment.queries.overdue import probations
from tests.factories import AreaFactory
from tests.home.desks import rows
from tests.pages import Pages
from tests.recruitment.pipeline.conftest import desk, jo, monday
from tests.recruitment.pipeline.scenes import coordinator
from tests.recruitment.scenes import appointing as said
from tests.recruitment.scenes import checked
from tests.statements import count_statements

__all__ = ["desk", "jo", "monday"]


def appointed(name: str, review_on: date) -> Appointment:
    """Appoint somebody whose probation is to be reviewed by a day."""
    with changing():
        return appointing.appoint(
            application=checked(name, email=None, area=AreaFactory()),
            facts=said(
                number=name.replace(" ", ""),
                person={"name": name, "known_as": None, "email": None, "phone": None},
                review_on=review_on,
                invites=False,
            ),
            actor=coordinator("Ida Moss").person,
        )


def test_a_coordinator_sees_whose_probation_is_to_be_reviewed(desk: Pages) -> None:
    appointed("Ann Lee", date(2026, 3, 10))
    appointed("Bo Ray", date(2026, 2, 27))
    appointed("Cy Day", date(2026, 6, 1))
    appointed("Di Fox", date(2026, 3, 10)).member.status = Status.LEFT
    session.commit()
    assert [row[:3] for row in rows(desk.get("/?show=probations"))] == [
        [
            "Fri 27 February",
            "Probation to review Bo Ray",
            "Overdue Appointed on Monday 2 March. It ends when it is confirmed.",
        ],
        [
            "Tue 10 March",
            "Probation to review Ann Lee",
            "To be reviewed Appointed on Monday 2 March. It ends when it is confirmed.",
        ],
    ]


def test_a_probation_is_overdue_once_its_day_is_over(desk: Pages) -> None:
    appointed("Ann Lee", clock.today() - timedelta(days=1))
    appointed("Bo Ray", clock.today() - timedelta(days=2))
    reader = coordinator()
    for due, names in ((1, ["Bo Ray", "Ann Lee"]), (0, ["Bo Ray"])):
        with clock.frozen(clock.now() - timedelta(days=1 - due)):
            assert [line.name for line in probations(reader).lines] == names


def test_nobody_is_asked_to_review_their_own(desk: Pages, jo: Person) -> None:
    own = appointed("Ann Lee", date(2026, 2, 27))
    other = coordinator("Di Fox")
    own.member.person = jo
    session.commit()
    assert rows(desk.get("/?show=probations")) == []
    assert probations(account_of(jo)).lines == []
    assert len(probations(other).lines) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_as_much_for_three_as_for_one(desk: Pages, count: int) -> None:
    for number in range(count):
        appointed(f"Person {number}", date(2026, 3, 10))
    session.expunge_all()
    with count_statements() as sent:
        assert len(rows(desk.get("/?show=probations"))) == count
    assert len(sent) == 31
