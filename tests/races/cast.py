"""Who runs in the races: people with browsers of their own, and sittings made for them."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from threading import Barrier
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select

from portal import clock
from portal.access.rules import Role
from portal.calendar.models import Attendee, AttendeeState, PersonSlot, Room
from portal.database import changing, session
from portal.members.models import Member
from portal.panels.models import Offer, OfferState, Seat, SeatKind, Sitting
from portal.people.models import Area, Person
from tests.factories import AreaFactory, MemberFactory, RoomFactory
from tests.live import Answer, Live, Visitor, account
from tests.panels import scenes

ATTEMPTS: Final = 50
QUARTERS_OF_A_SITTING: Final = 4


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
        return self.says(uuid, "yes")

    def says(self, uuid: UUID, answer: str) -> Answer:
        """Give an answer."""
        return self.visitor.post(f"/panels/offers/{uuid}/answer", answer=answer)


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
