"""What is somebody’s own: what they promised, are asked, manage and train."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from portal import clock
from portal.accounts.models import User
from portal.calendar import queries as calendar
from portal.calendar.models import Attendee, Entry
from portal.calendar.queries.rows import Row
from portal.calendar.rules import Filters
from portal.database import session
from portal.home.queries.limits import ENTRIES_AHEAD, MOST
from portal.members import queries as members
from portal.members.models import AgreementText, Claim, Member, Supervision
from portal.members.queries import agreements
from portal.members.queries.glance import glance as glance_of
from portal.noticeboard.queries.notices import Unread, unread
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
    found = replace(
        promised(person),
        open_seats=duties.open_to(person.id),
        year=duties.year_of(person.id, clock.today()),
        training=courses.next_step(person.id),
    )
    volunteer = glance_of(person.id)
    if volunteer is None:
        return found
    member = volunteer.member
    return replace(
        found,
        **volunteer._asdict(),
        rounds=[each for each in members.open_rounds(member) if not each.sent_at],
        to_sign=agreements.unsigned_by(member),
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


def notices(user: User) -> Unread:
    """Return what somebody has not read yet; the navigation knows already if there is nothing."""
    return unread(user.person_id) if user.counted.get("noticeboard.index") else Unread((), 0)


def coming(person: Person) -> Sequence[Row]:
    """Return the first things in the calendar that somebody may see, from now on."""
    found = calendar.coming(person.id, clock.today(), Filters(), MOST)
    return [row for row in found if row.ends_at > clock.now()][:ENTRIES_AHEAD]


def _next_duty(person: Person) -> Duty | None:
    attendee = calendar.next_for(person.id)
    if attendee is None:
        return None
    panels = select(func.count(Panel.id)).where(
        Panel.sitting_id == Seat.sitting_id, Panel.state == PanelState.PLANNED
    )
    taken = session.execute(
        select(Seat, panels.scalar_subquery())
        .join(Seat.sitting)
        .join(Seat.person)
        .options(contains_eager(Seat.person))
        .where(Sitting.entry_id == attendee.entry_id)
        .order_by(Seat.number)
    ).all()
    return Duty(attendee, [seat for seat, _ in taken], taken[0][1] if taken else 0)
