"""Two people at once, fifty times, through a running server; and what the rows say afterwards."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from functools import partial
from threading import Barrier
from typing import Any, Final
from uuid import UUID

import pytest
from sqlalchemy import Select, func, select

from portal import clock
from portal.access.rules import Role
from portal.calendar.models import Attendee, AttendeeState, PersonSlot, Room
from portal.database import changing, session
from portal.members.models import Member
from portal.panels.models import Offer, OfferState, Seat, SeatKind, Sitting
from portal.people.models import Area, Person
from tests.factories import AreaFactory, MemberFactory, RoomFactory
from tests.journeys.paper import papers
from tests.live import Answer, Live, Visitor, account
from tests.panels import scenes

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

ATTEMPTS: Final = 50
QUARTERS_OF_A_SITTING: Final = 4


def test_two_volunteers_accepting_the_last_seat_at_once_get_one_seat(live: Live) -> None:
    cast = Cast(live)
    first, second = cast.volunteer(), cast.volunteer()
    offers = cast.offers(cast.sittings(ATTEMPTS), first, second)
    for mine, yours in offers:
        answers = at_once(lambda: first.accept(mine), lambda: second.accept(yours))  # noqa: B023 -- done at once
        assert [answer.status for answer in answers] == [303, 303]
        headings = sorted([first.heading(mine), second.heading(yours)])
        assert headings == ["Just taken", "You are on the panel"]
    assert cast.states() == Counter({OfferState.ACCEPTED: ATTEMPTS, OfferState.WITHDRAWN: ATTEMPTS})
    assert cast.seated(first) + cast.seated(second) == ATTEMPTS
    assert cast.promised(first) + cast.promised(second) == ATTEMPTS
    assert cast.quarters(first) + cast.quarters(second) == ATTEMPTS * QUARTERS_OF_A_SITTING


def test_one_volunteer_accepting_two_overlapping_panels_at_once_gets_one(live: Live) -> None:
    cast = Cast(live)
    one = cast.volunteer()
    early = cast.offers(cast.sittings(ATTEMPTS), one)
    late = cast.offers(cast.sittings(ATTEMPTS, at=time(18)), one)
    for [first], [second] in zip(early, late, strict=True):
        at_once(lambda: one.accept(first), lambda: one.accept(second))  # noqa: B023 -- done at once
        headings = Counter(one.heading(uuid).split(" ")[0] for uuid in (first, second))
        assert headings == Counter({"You": 1, "Can": 1}), headings
    assert cast.states() == Counter({OfferState.ACCEPTED: ATTEMPTS, OfferState.SENT: ATTEMPTS})
    assert cast.seated(one) == cast.promised(one) == ATTEMPTS
    assert cast.quarters(one) == ATTEMPTS * QUARTERS_OF_A_SITTING


def test_of_two_coordinators_editing_one_sitting_the_second_sees_both_versions(live: Live) -> None:
    cast = Cast(live)
    them = [cast.coordinator(), cast.coordinator()]
    times = ("6:15pm", "7:45pm")
    for sitting in cast.sittings(ATTEMPTS):
        path = f"/panels/sittings/{sitting.entry.uuid}/change"
        forms = [_form(visitor.get(path), path) for visitor in them]
        answers = at_once(
            *(
                partial(visitor.post, path, **{**form, "time": when})
                for visitor, form, when in zip(them, forms, times, strict=True)
            )
        )
        assert sorted(answer.status for answer in answers) == [303, 409]
        late = next(at for at, answer in enumerate(answers) if answer.status == 409)
        page = answers[late].page
        assert times[late] in str(page.select_one("input[name=time]"))
        assert times[1 - late] in page.words
    versions = session.scalars(select(Sitting.version).where(Sitting.id.in_(cast.made))).all()
    session.rollback()
    assert len(versions) == ATTEMPTS
    assert len(set(versions)) == 1


def at_once(*acts: Callable[[], Answer]) -> list[Answer]:
    """Do things in threads that start together; return the answers in their order."""
    barrier = Barrier(len(acts))

    def act(one: Callable[[], Answer]) -> Answer:
        barrier.wait(30)
        return one()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


class Volunteer:
    """Somebody who answers offers, signed in once."""

    def __init__(self, member: Member, visitor: Visitor) -> None:
        self.member = member
        self.person_id = member.person_id
        self.visitor = visitor

    def heading(self, uuid: UUID) -> str:
        """Return what their page of an offer says first."""
        return self.visitor.get(f"/panels/offers/{uuid}").page.heading

    def accept(self, uuid: UUID) -> Answer:
        """Say yes."""
        return self.visitor.post(f"/panels/offers/{uuid}/answer", answer="yes")


class Cast:
    """People and sittings of one race, made as the portal makes them."""

    def __init__(self, portal: Live) -> None:
        self.portal = portal
        self.actor: Person = account(Role.COORDINATOR).person
        with changing():
            self.area: Area = AreaFactory()
        self.made: list[int] = []

    def volunteer(self) -> Volunteer:
        """Return a volunteer who may sit, signed in."""
        user = account(Role.VOLUNTEER)
        with changing():
            member = MemberFactory(person=user.person, max_month=ATTEMPTS)
            scenes.checked(member, until=clock.today() + timedelta(days=900))
        email = user.email
        session.rollback()
        return Volunteer(member, self.portal.visitor().sign_in(email))

    def coordinator(self) -> Visitor:
        """Return a coordinator, signed in."""
        return self.portal.visitor().sign_in(account(Role.COORDINATOR).email)

    def sittings(self, count: int, *, at: time = scenes.HALF_FIVE) -> Sequence[Sitting]:
        """Return sittings of an hour, one a day, from next week on."""
        with changing():
            room = RoomFactory()
            manager = scenes.colleague("Casey Moran")
            found = [self._sitting(number, room, manager, at) for number in range(count)]
            self.made += [sitting.id for sitting in found]
        return found

    def offers(self, sittings: Sequence[Sitting], *people: "Volunteer") -> list[list[UUID]]:
        """Offer the member's seat of each sitting to each of the people."""
        with changing():
            return [
                [scenes.offered(sitting, SeatKind.MEMBER, one.member).uuid for one in people]
                for sitting in sittings
            ]

    def _sitting(self, number: int, room: Room, manager: Person, at: time) -> Sitting:
        court = clock.today() - timedelta(days=1)
        order = scenes.order(self.actor, area=self.area, case_manager=manager, court_date=court)
        day = clock.today() + timedelta(days=10 + number)
        return scenes.arranged(self.actor, order, room=room, day=day, at=at)

    def states(self) -> Counter[OfferState]:
        """Count the offers of the race by their states."""
        session.rollback()
        offers = select(Offer.state).join(Seat).where(Seat.sitting_id.in_(self.made))
        return Counter(session.scalars(offers))

    def seated(self, one: Volunteer) -> int:
        """Count the seats that somebody has."""
        return self._count(select(func.count(Seat.id)).where(Seat.person_id == one.person_id))

    def promised(self, one: Volunteer) -> int:
        """Count the duties that somebody has promised."""
        accepted = Attendee.state == AttendeeState.ACCEPTED
        return self._count(
            select(func.count(Attendee.id)).where(Attendee.person_id == one.person_id, accepted)
        )

    def quarters(self, one: Volunteer) -> int:
        """Count the quarters of an hour that somebody has promised."""
        return self._count(
            select(func.count(PersonSlot.id)).where(PersonSlot.person_id == one.person_id)
        )

    def _count(self, statement: Select[int]) -> int:
        session.rollback()
        return session.scalars(statement).one()


def _form(answer: Answer, path: str) -> dict[str, Any]:
    form = next(paper for paper in papers(answer.page, path) if paper.action == path)
    return form.filled()
