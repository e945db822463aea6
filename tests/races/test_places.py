"""Two practitioners who book the last place of a session at once, and one site planned twice."""

from collections import Counter
from collections.abc import Sequence
from datetime import time, timedelta
from typing import Final, NamedTuple
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.reparation.actions import sessions as actions
from portal.reparation.models import Place, PlaceState, ProjectSession
from portal.reparation.rules.sessions import SessionFacts
from tests.factories import PersonFactory
from tests.live import Answer, Live, Visitor, account
from tests.races.cast import ATTEMPTS, at_once
from tests.reparation.sessions import scenes

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

BOOKED, WAITING = PlaceState.BOOKED, PlaceState.WAITING
NEW: Final = "/reparation/sessions/new"
FIRST: Final = 10
"""Days ahead of the first session of a race."""
TURNS: Final = 20


class Made(NamedTuple):
    """A session as plain values, for threads to speak of."""

    id: int
    uuid: UUID


def test_the_last_place_taken_twice_at_once_is_one_place_and_one_sentence(live: Live) -> None:
    first, second = staff(live), staff(live)
    for held in sessions():
        answers = at_once(lambda: book(first, held), lambda: book(second, held))  # noqa: B023 -- done at once
        assert sorted(answer.status for answer in answers) == [303, 422]
        said = next(answer.page.problems for answer in answers if answer.status != 303)
        assert said == ["The last place is taken. Put the referral on the waiting list."]
        assert states(held) == Counter({BOOKED: 1})


def test_a_place_given_back_while_another_waits_for_it_is_taken_once(live: Live) -> None:
    first, second = staff(live), staff(live)
    for held in sessions():
        book(first, held)
        place = f"/reparation/places/{place_at(held).uuid}"
        at_once(
            lambda: first.visitor.post(f"{place}/cancel"),  # noqa: B023 -- done at once
            lambda: book(second, held, waits="1"),  # noqa: B023 -- done at once
        )
        assert states(held) == Counter({BOOKED: 1, PlaceState.CANCELLED: 1})


def test_one_site_planned_twice_at_once_has_one_session(live: Live) -> None:
    first, second = (live.visitor().sign_in(account(Role.COORDINATOR).email) for _ in range(2))
    with changing():
        adults = [PersonFactory(is_staff=True).id for _ in range(2)]
        number = scenes.project().id
    for turn in range(TURNS):
        asked = [plan(number, turn, adult) for adult in adults]
        answers = at_once(
            lambda: first.post(NEW, **asked[0]),  # noqa: B023 -- done at once
            lambda: second.post(NEW, **asked[1]),  # noqa: B023 -- done at once
        )
        assert sorted(answer.status for answer in answers) == [303, 422]
    session.rollback()
    planned = select(ProjectSession.id).where(ProjectSession.project_id == number)
    assert len(session.scalars(planned).all()) == TURNS


class Booker(NamedTuple):
    """Somebody who books for one referral, signed in once."""

    visitor: Visitor
    referral_id: int


def staff(live: Live) -> Booker:
    """Return a practitioner with a referral."""
    user = account(Role.STAFF)
    email, person = user.email, user.person
    with changing():
        referral = scenes.referral(person)
        number = referral.id
    return Booker(live.visitor().sign_in(email), number)


def sessions() -> Sequence[Made]:
    """Return sessions of a project with one place each, one a day, from next week on."""
    actor = account(Role.COORDINATOR).person
    with changing():
        project, adult = scenes.project(), PersonFactory(is_staff=True)
        made = actions.plan_sessions(
            project=project,
            wanted=[facts(number) for number in range(ATTEMPTS)],
            adults=actions.Adults(adult),
            form_key=uuid4().hex,
            actor=actor,
        ).made
        return [Made(each.id, each.entry.uuid) for each in made]


def facts(number: int) -> SessionFacts:
    """Return an hour in the afternoon, so many days on."""
    starts_at = clock.at(clock.today() + timedelta(days=FIRST + number), time(16))
    return SessionFacts(starts_at, starts_at + timedelta(hours=1), 1)


def book(one: Booker, held: Made, **more: str) -> Answer:
    """Book a place, in a form of one's own."""
    return one.visitor.post(
        f"/reparation/sessions/{held.uuid}/book",
        referral=one.referral_id,
        form_key=uuid4().hex,
        **more,
    )


def plan(project_id: int, turn: int, adult_id: int) -> dict[str, object]:
    """Return what a coordinator types about a session, so many days on."""
    day = clock.today() + timedelta(days=FIRST + turn)
    return {
        "project": project_id,
        "supervisor": adult_id,
        "on": [str(day.day), str(day.month), str(day.year)],
        "starts": "4pm",
        "ends": "5pm",
        "places": "1",
        "every": "once",
        "form_key": uuid4().hex,
    }


def place_at(held: Made) -> Place:
    """Return the one place of a session."""
    session.rollback()
    return session.scalars(select(Place).where(Place.session_id == held.id)).one()


def states(held: Made) -> Counter[PlaceState]:
    """Count the places of a session by their states."""
    session.rollback()
    return Counter(session.scalars(select(Place.state).where(Place.session_id == held.id)))
