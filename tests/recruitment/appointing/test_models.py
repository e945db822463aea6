"""What the database itself refuses of appointments: one's own, and to rewrite."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.people.models import Person
from portal.recruitment.actions import appointing, reviewing
from portal.recruitment.models import Appointment, ProbationReview, ReviewOutcome
from tests.factories import MemberFactory, PersonFactory, user_with
from tests.recruitment.scenes import REVIEW, TODAY, checked
from tests.recruitment.scenes import appointing as said


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """Let it be the day of the scenes."""
    with clock.frozen(clock.at(TODAY, time(10))):
        yield


@pytest.fixture
def jo(app: Flask) -> Person:
    """Return somebody who appoints."""
    return user_with(Role.COORDINATOR).person


@pytest.fixture
def priya(jo: Person) -> Appointment:
    """Return the appointment of Priya Nair."""
    with changing():
        return appointing.appoint(application=checked(), facts=said(), actor=jo)


def of_review(priya: Appointment, jo: Person, **values: Any) -> ProbationReview:
    """Return a review by which a probation ends."""
    defaults = {"due_on": REVIEW, "held_on": REVIEW, "outcome": ReviewOutcome.CONFIRMED, "by": jo}
    return ProbationReview(appointment_id=priya.id, **{**defaults, **values})


def test_an_appointment_is_of_who_applied(priya: Appointment) -> None:
    lin = checked("Lin Zhao", email="lin@example.org")
    wrong = Appointment(application=lin, member_id=priya.member_id)
    with pytest.raises(IntegrityError, match="appointment_of"), changing():
        session.add(wrong)
    with pytest.raises(IntegrityError, match="appointment_fixed"), changing():
        priya.member = MemberFactory()


@pytest.mark.parametrize(
    ("column", "value"), [("appointed_on", date(2026, 1, 1)), ("observations", 9)]
)
def test_an_appointment_is_never_rewritten(priya: Appointment, column: str, value: Any) -> None:
    with pytest.raises(IntegrityError, match="appointment_fixed"), changing():
        setattr(priya, column, value)


def test_nobody_is_their_own_buddy(priya: Appointment) -> None:
    with pytest.raises(IntegrityError, match="appointment_buddy_now"), changing():
        priya.buddy = priya.member.person
    with changing():
        priya.buddy = PersonFactory(name="Margaret Osei")
        application, member_id, person = priya.application, priya.member_id, priya.member.person
        session.delete(priya)
    own = Appointment(application=application, member_id=member_id, buddy=person)
    with pytest.raises(IntegrityError, match="appointment_buddy"), changing():
        session.add(own)


def test_nobody_reviews_their_own_probation(priya: Appointment) -> None:
    with pytest.raises(IntegrityError, match="probation_review_own"), changing():
        reviewing.review(
            appointment=priya,
            held_on=priya.appointed_on,
            outcome=ReviewOutcome.CONFIRMED,
            next_on=None,
            actor=priya.member.person,
        )


@pytest.mark.parametrize(
    ("held", "values"),
    [
        (-1, {}),
        (180, {"outcome": ReviewOutcome.EXTENDED, "next_on": 180}),
        (180, {"outcome": ReviewOutcome.EXTENDED, "next_on": 90}),
    ],
)
def test_a_review_is_after_the_appointment_and_before_the_next(
    priya: Appointment, jo: Person, held: int, values: dict[str, Any]
) -> None:
    values = dict(values)
    if "next_on" in values:
        values["next_on"] = priya.appointed_on + timedelta(days=values["next_on"])
    wrong = of_review(priya, jo, held_on=priya.appointed_on + timedelta(days=held), **values)
    with pytest.raises(IntegrityError, match="probation_review_days"), changing():
        session.add(wrong)


def test_a_review_that_was_held_is_never_rewritten(priya: Appointment, jo: Person) -> None:
    with changing():
        held = of_review(priya, jo, held_on=priya.appointed_on)
        session.add(held)
    with pytest.raises(IntegrityError, match="probation_review_fixed"), changing():
        held.held_on = priya.appointed_on + timedelta(days=1)
