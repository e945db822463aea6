"""What publishing sittings would do: who gets on, who is asked, who is told, what stays short."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.members.queries import MemberStanding
from portal.panels import rules
from portal.panels.models import Seat, SeatKind, Sitting, SittingState
from portal.panels.permissions import Areas
from portal.panels.queries.candidates import candidates_at
from portal.panels.queries.conditions import within
from portal.panels.queries.sittings import live_panels, several
from portal.people.models import Person

MOST = 300
"""More sittings than any service has in a quarter and an area."""

LEFT = rules.Verdict(
    rules.Fate.BARRED, "Is no longer on the register of volunteers", "choose somebody else"
)


@dataclass(frozen=True)
class SeatPlan:
    """A seat whose plan is to be published, whose it would be, and what becomes of that."""

    seat: Seat
    person: Person
    verdict: rules.Verdict

    @property
    def fate(self) -> rules.Fate:
        """Return what becomes of it."""
        return self.verdict.fate


@dataclass(frozen=True)
class Publication:
    """One sitting that is to be published, or whose plans are.

    `adviser` and `managers` are those to be told of a draft; whoever is on a published sitting
    knows of it.
    """

    sitting: Sitting
    seats: tuple[SeatPlan, ...]
    adviser: Person | None
    managers: tuple[Person, ...]

    @property
    def is_draft(self) -> bool:
        """Return whether nobody knows of the sitting yet."""
        return self.sitting.state is SittingState.DRAFT

    @property
    def needs(self) -> str:
        """Return who is still needed once everybody who is on it knows, if somebody is."""
        quorum = self._quorum(rules.Fate.ON)
        return "" if quorum.holds else quorum.needs

    @property
    def needs_after_answers(self) -> str:
        """Return who is still needed even when everybody who is asked says yes, if somebody is."""
        quorum = self._quorum(rules.Fate.ON, rules.Fate.ASKED)
        return "" if quorum.holds else quorum.needs

    def having(self, fate: str) -> list[SeatPlan]:
        """Return the plans that have one fate."""
        return [each for each in self.seats if each.fate == fate]

    def _quorum(self, *fates: rules.Fate) -> rules.Quorum:
        coming = {each.seat.id: each.person for each in self.seats if each.fate in fates}
        return rules.quorum(
            (seat.kind.value, who.is_staff)
            for seat in self.sitting.seats
            if (who := coming.get(seat.id) or seat.person)
        )


@dataclass(frozen=True)
class Programme:
    """All that one publishing would do."""

    items: tuple[Publication, ...]

    @property
    def fingerprint(self) -> str:
        """Return what tells this preview from a later one that is not the same."""
        return rules.fingerprint(
            (item.sitting.id, item.sitting.version, seat.seat.id, seat.person.id, seat.fate.value)
            if seat
            else (item.sitting.id, item.sitting.version)
            for item in self.items
            for seat in (*item.seats, None)
        )

    @property
    def told(self) -> set[Person]:
        """Return everybody who gets a letter: each gets one."""
        return {
            person
            for item in self.items
            for person in (
                *(seat.person for seat in item.seats if seat.fate is not rules.Fate.BARRED),
                *item.managers,
                item.adviser,
            )
            if person is not None
        }

    def count(self, fate: rules.Fate) -> int:
        """Return how many plans have a fate."""
        return sum(len(item.having(fate)) for item in self.items)


def programme(sittings: Sequence[Sitting]) -> Programme:
    """Return what publishing these would do, in a fixed number of statements for any number.

    Sittings that have begun, and published ones without a plan, are left out.
    """
    now = clock.now()
    coming = [each for each in sittings if each.entry.starts_at > now and _has_news(each)]
    planned = {person.id for each in coming for _, person in _planned(each)}
    standings = candidates_at(coming, planned) if planned else {}
    return Programme(tuple(_publication(each, standings.get(each.id, ())) for each in coming))


def to_publish(
    areas: Areas, first: date, last: date, area_id: int | None = None
) -> Sequence[Sitting]:
    """Return the sittings of some days that are drafts, or have plans that nobody knows, whole."""
    return session.scalars(
        several()
        .where(*_plans_of(first, last, area_id), within(Entry.area_id, areas))
        .order_by(Entry.starts_at, Sitting.id)
        .limit(MOST)
    ).all()


def plans_left(first: date, last: date, area_id: int | None) -> bool:
    """Return whether something of these days is still a plan that nobody knows."""
    statement = select(Sitting.id).join(Sitting.entry).where(*_plans_of(first, last, area_id))
    return session.scalar(statement.limit(1)) is not None


def _plans_of(first: date, last: date, area_id: int | None) -> list[ColumnElement[bool]]:
    planned = select(Seat.sitting_id).where(Seat.pencilled_id.is_not(None))
    return [
        or_(
            Sitting.state == SittingState.DRAFT,
            and_(Sitting.state == SittingState.PUBLISHED, Sitting.id.in_(planned)),
        ),
        Entry.starts_at > clock.now(),
        Entry.first_day >= first,
        Entry.first_day <= last,
        *([Entry.area_id == area_id] if area_id is not None else []),
    ]


def _has_news(sitting: Sitting) -> bool:
    if sitting.state is SittingState.PUBLISHED:
        return any(seat.pencilled for seat in sitting.seats)
    return sitting.state is SittingState.DRAFT


def _planned(sitting: Sitting) -> Iterable[tuple[Seat, Person]]:
    """Return the community seats whose people do not know of it yet, with those people."""
    for seat in sitting.seats:
        known = seat.person if sitting.state is SittingState.DRAFT else None
        person = seat.pencilled or known
        if person is not None and seat.kind is not SeatKind.ADVISER:
            yield seat, person


def _publication(sitting: Sitting, standings: Collection[MemberStanding]) -> Publication:
    by_person = {each.member.person_id: each for each in standings}
    draft = sitting.state is SittingState.DRAFT
    managers = {panel.case_manager.id: panel.case_manager for panel in live_panels(sitting)}
    return Publication(
        sitting,
        tuple(
            SeatPlan(seat, person, _verdict(seat, by_person.get(person.id)))
            for seat, person in _planned(sitting)
        ),
        sitting.adviser if draft else None,
        tuple(managers.values()) if draft else (),
    )


def _verdict(seat: Seat, found: MemberStanding | None) -> rules.Verdict:
    if seat.person is not None:
        return rules.Verdict(rules.Fate.ON)  # was assigned: nothing is asked any more
    if found is None:
        return LEFT
    reasons = found.standing.for_seat(seat.kind.value)
    return rules.verdict(reasons, set_aside=bool(seat.override_reason))
