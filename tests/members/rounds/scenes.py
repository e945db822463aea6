"""Rounds made as the portal makes them: by its own actions."""

from datetime import date, time, timedelta
from uuid import uuid4

from portal import clock
from portal.access.rules import Role
from portal.database import changing
from portal.members import actions, rules
from portal.members.models import AvailabilityRound, Member
from portal.people.models import Area, Person
from tests.factories import MemberFactory, PersonFactory, user_with

TODAY = date(2026, 3, 2)
NOON = clock.at(TODAY, time(12))
TUESDAYS = tuple(date(2026, 4, 7) + timedelta(weeks=number) for number in range(4))
EVENINGS = tuple((day, "evening") for day in TUESDAYS)


def coordinator() -> Person:
    """Return somebody who arranges panels, with an account."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley")).person


def volunteer(name: str = "Margaret Osei", **values: object) -> Member:
    """Return an active volunteer with an account."""
    member = MemberFactory(person=PersonFactory(name=name), **values)
    user_with(Role.VOLUNTEER, person=member.person)
    return member


def asking(
    slots: tuple[rules.DaySlot, ...] = EVENINGS, *, area: Area | None = None, closes: int = 5
) -> rules.Asking:
    """Return what is asked: four Tuesday evenings of April, by Saturday 7 March."""
    days = [day for day, _ in slots]
    return rules.Asking(
        area_id=area.id if area else None,
        first_on=min(days),
        last_on=max(days),
        closes_on=clock.today() + timedelta(days=closes),
        confirm_by=clock.today() + timedelta(days=closes + 7),
        slots=slots,
    )


def opened(actor: Person, asked: rules.Asking | None = None) -> AvailabilityRound:
    """Open a round."""
    with changing():
        return actions.open_round(asking=asked or asking(), form_key=uuid4().hex, actor=actor)


def numbers(found: AvailabilityRound, *places: int) -> set[int]:
    """Return the numbers of slots by their place in the round."""
    return {found.slots[place].id for place in places}


def sent(found: AvailabilityRound, member: Member, *places: int) -> None:
    """Send a volunteer's answers: these slots, by their places, suit."""
    with changing():
        actions.send_answers(
            asking=found,
            member=member,
            slots=numbers(found, *places),
            most=None,
            actor=member.person,
        )
