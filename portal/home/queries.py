"""What the first page shows each role: asked of the packages below, in so many statements."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from portal import clock
from portal.accounts.models import User
from portal.calendar import queries as calendar
from portal.calendar.models import Attendee, Entry
from portal.calendar.queries.rows import Row
from portal.calendar.rules import Filters
from portal.database import session
from portal.home import rules
from portal.home.rules import Need
from portal.members import queries as members
from portal.members.models import Availability, Member, Status
from portal.notifications import queries as notifications
from portal.notifications.models import Job, JobState, Mail, MailState
from portal.panels import rules as panel_rules
from portal.panels.models import (
    CONFIRM_DAYS,
    OUTCOME_DAYS,
    OrderState,
    Panel,
    PanelState,
    ReferralOrder,
    Seat,
    Sitting,
)
from portal.panels.permissions import Areas
from portal.panels.queries import calls, cover, duties, glance, needs, offers, orders
from portal.people import queries as people
from portal.people.models import Person
from portal.reparation.queries import papers, projects, suggestions
from portal.settings.queries import value
from portal.training.models import TrainingSession
from portal.training.queries import mine as courses
from portal.training.queries import planned, registers

MOST: Final = 20
"""Of each kind on a first page; the lists have the rest."""
DAYS_AHEAD: Final = 14
ENTRIES_AHEAD: Final = 5
PLANNED_AHEAD: Final = timedelta(days=42)
"""A panel that is due later than in six weeks need not have its date yet."""


@dataclass(frozen=True)
class Queue:
    """What needs a coordinator: everything by kind, and what is shown of it, by heading."""

    counts: Counter[rules.Kind]
    bands: list[tuple[str, Sequence[Need]]]
    shown: rules.Kind | None
    sittings: Sequence[glance.SittingGlance]

    @property
    def total(self) -> int:
        """Return how many there are of all kinds."""
        return self.counts.total()


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
    """What concerns one person themselves; all after `subscribed` is a volunteer's."""

    duty: Duty | None
    offers: Sequence[glance.OfferGlance]
    subscribed: bool
    open_seats: Sequence[duties.OpenSeat] = ()
    member: Member | None = None
    free: int = 0
    year: panel_rules.Year | None = None
    rounds: Sequence[members.OwnRound] = ()
    training: courses.Line | None = None


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


@dataclass(frozen=True)
class Figures:
    """What a manager reads: counts, each of which links to its list."""

    open_orders: int
    without_panel: int
    sittings: int
    at_risk: int
    volunteers: int


@dataclass(frozen=True)
class Underway:
    """What a coordinator has begun that waits for others, or for them without a deadline."""

    rounds: Sequence[members.RoundLine]
    proposed: int


@dataclass(frozen=True)
class Machinery:
    """What an administrator looks after."""

    mail: dict[MailState, int]
    to_mend: Sequence[Mail]
    failed_jobs: int
    accounts: int


def queue(areas: Areas, shown: rules.Kind | None) -> Queue:
    """Return what needs a coordinator of these areas, of one kind or of all.

    Its `sittings` are those of the next two weeks, whether they need anything or not.
    """
    ahead = glance.sittings_ahead(areas, DAYS_AHEAD)
    every = [
        *_looking_for_cover(areas),
        *_at_risk(ahead),
        *_without_date(areas),
        *_unsigned(areas),
        *_unexplained(areas),
        *_unnoted(areas),
        *_unanswered(areas),
        *_promised(areas),
        *_names_waiting(areas),
        *_too_few(),
        *_unmarked(),
        *_sent_in(areas),
        *_undelivered(),
    ]
    counts = Counter(need.kind for need in every)
    kept = [need for need in every if shown in {None, need.kind}]
    last = clock.today() + timedelta(days=DAYS_AHEAD)
    soon = [each for each in ahead if clock.london(each.starts_at).date() <= last]
    return Queue(counts, rules.in_bands(kept, clock.today()), shown, soon)


def underway(areas: Areas) -> Underway:
    """Return the rounds of dates that are open, and how many proposed panels are to be accepted."""
    return Underway(members.running(areas), orders.panels_proposed(areas))


def area_names(areas: Areas) -> list[str]:
    """Return the names of the areas that somebody is limited to; none means all of them."""
    return [area.name for area in people.areas() if area.id in areas] if areas else []


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


def figures(areas: Areas) -> Figures:
    """Return a manager's counts."""
    counted = queue(areas, None)
    return Figures(
        open_orders=_count(select(ReferralOrder.id).where(ReferralOrder.state == OrderState.OPEN)),
        without_panel=counted.counts[rules.Kind.ORDER],
        sittings=len(counted.sittings),
        at_risk=counted.counts[rules.Kind.RISK],
        volunteers=_count(select(Member.id).where(Member.status == Status.ACTIVE)),
    )


def machinery() -> Machinery:
    """Return how mail, jobs and accounts stand."""
    return Machinery(
        mail=notifications.mail_counts(),
        to_mend=notifications.mail_to_mend(ENTRIES_AHEAD),
        failed_jobs=_count(select(Job.id).where(Job.state == JobState.FAILED)),
        accounts=_count(select(User.id).where(User.active)),
    )


def coming(person: Person) -> Sequence[Row]:
    """Return the first things in the calendar that somebody may see, from now on."""
    found = calendar.coming(person.id, clock.today(), Filters(), MOST)
    return [row for row in found if row.ends_at > clock.now()][:ENTRIES_AHEAD]


def _looking_for_cover(areas: Areas) -> list[Need]:
    """Those who look stay until somebody takes over, so it is to be done at once."""
    found = cover.cover_wanted(areas, MOST)
    return [Need(rules.Kind.COVER, clock.today(), each) for each in found]


def _at_risk(ahead: Sequence[glance.SittingGlance]) -> list[Need]:
    """Those that are short of somebody; where cover is wanted, the seat stands for itself."""
    at_risk = [
        each for each in ahead if each.risk is panel_rules.Risk.RISK and not each.quorum.holds
    ]
    return [Need(rules.Kind.RISK, each.tell_by, each) for each in at_risk[:MOST]]


def _without_date(areas: Areas) -> list[Need]:
    until = clock.today() + PLANNED_AHEAD
    found = needs.dates_needed(areas, until=until, most=MOST)
    return [Need(rules.Kind.ORDER, each.deadline.tell_by, each) for each in found]


def _unsigned(areas: Areas) -> list[Need]:
    found = needs.unsigned(areas, most=MOST)
    days = (clock.add_working_days(each.held_on, 1) for each in found)
    return [Need(rules.Kind.CONTRACT, on, each) for each, on in zip(found, days, strict=True)]


def _unexplained(areas: Areas) -> list[Need]:
    found = needs.unexplained(areas, most=MOST)
    return [Need(rules.Kind.LATE, clock.today(), each) for each in found]


def _unnoted(areas: Areas) -> list[Need]:
    """All of them in one: they are noted one evening after the other, from their own list."""
    found = needs.unnoted(areas)
    if found is None:
        return []
    return [Need(rules.Kind.OUTCOME, found.first + timedelta(days=value(OUTCOME_DAYS)), found)]


def _unanswered(areas: Areas) -> list[Need]:
    return [
        Need(rules.Kind.OFFER, _day(offer), offer, at=offer.expires_at)
        for offer in glance.offers_unanswered(areas, MOST)
    ]


def _day(offer: glance.OfferGlance) -> date:
    return clock.london(offer.expires_at or offer.starts_at).date()


def _promised(areas: Areas) -> list[Need]:
    return [
        Need(
            rules.Kind.PROMISE,
            clock.london(promise.confirm_by).date(),
            promise,
            at=promise.confirm_by,
        )
        for promise in calls.promises(areas, limit=MOST)
        if promise.confirm_by
    ]


def _names_waiting(areas: Areas) -> list[Need]:
    """Whoever put their name down of their own accord hears within the days that a call has."""
    days = value(CONFIRM_DAYS)
    return [
        Need(
            rules.Kind.PROMISE,
            clock.add_working_days(clock.london(each.since).date(), days),
            each,
        )
        for each in calls.names_waiting(areas, limit=MOST)
        if each.since
    ]


def _too_few() -> list[Need]:
    """The sessions of which it is to be decided whether they go ahead, by when booking closes."""
    return [
        Need(
            rules.Kind.TOO_FEW,
            clock.london(each.held.closes_at).date(),
            each,
            at=each.held.closes_at,
        )
        for each in planned.undecided()[:MOST]
    ]


def _unmarked() -> list[Need]:
    found = registers.to_mark()
    days = (clock.add_working_days(planned.last_day(each), 1) for each in found)
    return [Need(rules.Kind.REGISTER, on, each) for each, on in zip(found, days, strict=True)]


def _sent_in(areas: Areas) -> Iterator[Need]:
    """The documents, projects and suggestions that came in, each within so many working days."""
    for kind, found, days in (
        (rules.Kind.PAPER, papers.first_waiting(areas, MOST), 2),
        (rules.Kind.PROJECT, projects.first_to_read(areas, MOST), 5),
        (rules.Kind.SUGGESTION, suggestions.first_waiting(areas, MOST), 10),
    ):
        for each in found:
            sent = clock.london(each.updated_at).date()
            yield Need(kind, clock.add_working_days(sent, days), each)


def _undelivered() -> list[Need]:
    """One row for all mail that a person must see to: it is one place and one task."""
    to_mend = notifications.mail_to_mend(MOST)
    if not to_mend:
        return []
    states = Counter(mail.state for mail in to_mend)
    return [Need(rules.Kind.MAIL, clock.today(), to_mend[0], states)]


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
    return Duty(attendee, taken.all(), _count(held))


def _parts_free(member: Member) -> int:
    return _count(select(Availability.id).where(Availability.member_id == member.id))


def _count(rows: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0
