"""Panels that volunteers were at, and claims made as the portal makes them: by its own actions."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from portal import clock
from portal.calendar import actions as calendar
from portal.calendar.actions import Duty
from portal.calendar.models import AttendeeState, Entry, Kind, Room
from portal.database import changing
from portal.members.actions import claims, expenses
from portal.members.models import Claim, ClaimLine, Member, MemberArea
from portal.members.rules import expenses as rules
from portal.people.models import Area, Person
from portal.site.files import Kept
from tests.factories import AreaFactory, RoomFactory, VenueFactory
from tests.members.rounds.scenes import coordinator, volunteer

__all__ = ["coordinator", "volunteer"]

TODAY = date(2026, 3, 12)
NOON = clock.at(TODAY, time(12))
LAST_TUESDAY = date(2026, 3, 10)
AREA_POINT, VENUE_POINT = (600_000, 160_000), (606_000, 168_000)
"""Ten kilometres apart as the crow flies."""

RECEIPT = Kept(b"%PDF-1.4 a receipt", "application/pdf", "receipt.pdf")


def northmere() -> Area:
    """Return an area whose middle is known."""
    return AreaFactory(name="Northmere", grid_e=AREA_POINT[0], grid_n=AREA_POINT[1])


def room() -> Room:
    """Return a room of a venue whose place is known."""
    venue = VenueFactory(name="Harbour House", grid_e=VENUE_POINT[0], grid_n=VENUE_POINT[1])
    return RoomFactory(venue=venue)


def serving(member: Member, area: Area) -> Member:
    """Let a volunteer serve an area."""
    with changing():
        member.area_rows.append(MemberArea(area=area))
    return member


def panel(
    *people: Person,
    on: date = LAST_TUESDAY,
    state: AttendeeState = AttendeeState.ACCEPTED,
    kind: Kind = Kind.PANEL,
    place: Room | None = None,
) -> Entry:
    """Return an evening's panel with these people on it."""
    starts_at: datetime = clock.at(on, time(18))
    with changing():
        return calendar.publish(
            actor=None,
            kind=kind,
            title="Panel, Harbour House",
            path=None,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            audience=(),
            duties=[Duty(person, "Panel member", state, "/panels/duties") for person in people],
            room=place,
        )


def miles(member: Member, entry: Entry, tenths: int = 125) -> ClaimLine:
    """Put a journey by car on a volunteer's claim."""
    return cost(member, entry, rules.by_car(tenths, 45))


def cost(
    member: Member,
    entry: Entry,
    paid: rules.Cost,
    receipt: Kept | None = None,
    form_key: str | None = None,
) -> ClaimLine:
    """Put a cost on a volunteer's claim."""
    with changing():
        return expenses.add_cost(
            member=member,
            entry=entry,
            cost=paid,
            receipt=receipt,
            form_key=form_key or uuid4().hex,
            actor=member.person,
        )


def parking(pence: int = 300) -> rules.Cost:
    """Return what parking cost."""
    return rules.Cost("parking", pence)


def sent(member: Member) -> Claim:
    """Send the claim that a volunteer is making."""
    with changing():
        return expenses.send(member=member, actor=member.person)


def claimed(member: Member, *, on: date = LAST_TUESDAY) -> Claim:
    """Return a claim that was sent, of £5.63 for a journey."""
    miles(member, panel(member.person, on=on))
    return sent(member)


def approved(member: Member, actor: Person, *, on: date = LAST_TUESDAY) -> Claim:
    """Return a claim that somebody approved."""
    claim = claimed(member, on=on)
    with changing():
        claims.approve(claim=claim, actor=actor)
    return claim
