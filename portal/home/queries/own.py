"""What is somebody’s own: what they promised, are asked, manage and train."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import Attendee, Entry
from portal.calendar.queries.rows import Row
from portal.calendar.rules import Filters
from portal.database import session
from portal.home.queries.counting import count_of
from portal.home.queries.limits import ENTRIES_AHEAD, MOST
from portal.members import queries as members
from portal.members.models import AgreementText, Availability, Claim, Member, Supervision
from portal.members.queries import agreements, expenses, supervision
from portal.panels import rules as panel_rules
from portal.panels.models import (
    Panel,
    PanelState,
    ReferralOrder,
    Seat,
    Sitting,
)
from portal.panels.queries import duties, glance, offers, orders
from portal.people.models import Person
from portal.training.models import TrainingSession
from portal.training.queries import mine as courses
from portal.training.queries import planned, registers


@dataclass(frozen=True)
class Duty:
    """The next thing somebody has promised; on a sitting people see one another, no references."""

    attendee: Attendee
    seats: Sequence[Seat]
    panels: int

    @property
    def entry(self) -> Entry:
        """Return when and where it is."""
        return self.attendee.entry

    @property
    def seat(self) -> Seat | None:
        """Return the person's own seat."""
        mine = (seat for seat in self.seats if seat.person_id == self.attendee.person_id)
        return next(mine, None)

    @property
    def others(self) -> list[Seat]:
        """Return the other taken seats of the sitting."""
        return [seat for seat in self.seats if seat.person_id != self.attendee.person_id]


@dataclass(frozen=True)
class Own:
    """What concerns one person themselves; all after `subscribed` is a volunteer's.

    Of the `claim` for expenses something is asked; `supervision` waits for their signature.
    """

    duty: Duty | None
    offers: Sequence[glance.OfferGlance]
    subscribed: bool
    open_seats: Sequence[duties.OpenSeat] = ()
    member: Member | None = None
    free: int = 0
    year: panel_rules.Year | None = None
    rounds: Sequence[members.OwnRound] = ()
    training: courses.Line | None = None
    to_sign: Sequence[AgreementText] = ()
    claim: Claim | None = None
    supervision: Supervision | None = None


@dataclass(frozen=True)
class Given:
    """The sessions that somebody trains and must see to: whose register, whose going ahead."""

    to_mark: Sequence[TrainingSession]
    undecided: Sequence[planned.Undecided]


@dataclass(frozen=True)
class Managed:
    """A case manager's orders, and the panels to come for them."""

    orders: Sequence[ReferralOrder]
    total: int
    panels: Sequence[Panel]


def own(person: Person) -> Own:
    """Return what somebody has promised and is asked, and what they could tell us."""
    member = members.member_of(person)
    return replace(
        promised(person),
        open_seats=duties.open_to(person.id),
        member=member,
        free=_parts_free(member) if member else 0,
        year=duties.year_of(person.id, clock.today()),
        rounds=[each for each in members.open_rounds(member) if not each.sent_at] if member else (),
        training=courses.next_step(person.id),
        to_sign=agreements.unsigned_by(member) if member else (),
        claim=expenses.asked_about(person.id) if member else None,
        supervision=supervision.unsigned_by(member) if member else None,
    )


def promised(person: Person) -> Own:
    """Return what somebody has promised and is asked, and no more."""
    return Own(
        duty=_next_duty(person),
        offers=glance.own_offers(person.id, MOST),
        subscribed=calendar.has_live_feed(person.id),
    )


def managed(person: Person) -> Managed:
    """Return the orders of a case manager, those still to be copied first."""
    page = orders.orders_of(person)
    return Managed(page.items[:ENTRIES_AHEAD], page.total, offers.managed_panels(person.id))


def given(person: Person) -> Given:
    """Return what somebody must see to of the sessions that they train."""
    return Given(registers.to_mark(person.id), planned.undecided(person.id))


def coming(person: Person) -> Sequence[Row]:
    """Return the first things in the calendar that somebody may see, from now on."""
    found = calendar.coming(person.id, clock.today(), Filters(), MOST)
    return [row for row in found if row.ends_at > clock.now()][:ENTRIES_AHEAD]


def _next_duty(person: Person) -> Duty | None:
    attendee = calendar.next_for(person.id)
    if attendee is None:
        return None
    of_entry = Sitting.entry_id == attendee.entry_id
    taken = session.scalars(
        select(Seat)
        .join(Seat.sitting)
        .join(Seat.person)
        .options(contains_eager(Seat.person))
        .where(of_entry)
        .order_by(Seat.number)
    )
    held = select(Panel.id).join(Panel.sitting).where(of_entry, Panel.state == PanelState.PLANNED)
    return Duty(attendee, taken.all(), count_of(held))


def _parts_free(member: Member) -> int:
    return count_of(select(Availability.id).where(Availability.member_id == member.id))
