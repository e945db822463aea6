"""Who could take a seat: how each volunteer stands, and what this sitting adds to that."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.members.models import Member
from portal.members.queries import MemberStanding, standings
from portal.members.rules import Reason, Standing
from portal.members.rules.reasons import bar, doubt, favour
from portal.panels import rules
from portal.panels.models import (
    Offer,
    OfferState,
    OrderConflict,
    Panel,
    PanelState,
    ReferralOrder,
    Seat,
    Sitting,
    SittingState,
)
from portal.panels.queries.sittings import live_panels, order_ids
from portal.people.models import Person
from portal.site.filters import day, moment

Found = defaultdict[int, list[Reason]]
"""Reasons that a sitting adds, by the person's number."""

SAID_NO = (OfferState.DECLINED, OfferState.LEFT)


@dataclass(frozen=True)
class Candidate:
    """A volunteer for a seat: their standing at this sitting, and how much they sit."""

    member: Member
    standing: Standing
    load: int
    last_sat: datetime | None
    seat: str

    @property
    def can(self) -> bool:
        """Return whether they may be asked."""
        return self.standing.can(self.seat)

    @property
    def state(self) -> str:
        """Return the look of their standing: ok, due, risk."""
        return self.standing.state(self.seat)

    @property
    def words(self) -> str:
        """> Can sit, over their most."""
        return self.standing.words(self.seat)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return what is for and against them in this seat."""
        return self.standing.for_seat(self.seat)


def candidates(
    sitting: Sitting, seat: Seat, people: Collection[int] | None = None
) -> list[Candidate]:
    """Return every volunteer, or these alone, best first; a fixed number of statements."""
    entry = sitting.entry
    found = _added(sitting)
    everybody = standings(
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        area_id=entry.area_id,
        ignoring=entry.id,
        people=people,
    )
    return sorted((_candidate(each, found, seat) for each in everybody), key=_rank)


def candidate(sitting: Sitting, seat: Seat, person_id: int) -> Candidate | None:
    """Return how one volunteer stands for a seat; None when they are not on the register."""
    return next(iter(candidates(sitting, seat, [person_id])), None)


def fits(offer: Offer, person: Person) -> list[str]:
    """Say to somebody who was asked how the sitting fits their own month."""
    entry = offer.seat.sitting.entry
    for each in standings(
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        area_id=entry.area_id,
        ignoring=entry.id,
        people=[person.id],
    ):
        free = [r for r in each.standing.reasons if r.about == "availability" and r.good]
        busy = [r for r in each.standing.reasons if r.about in {"duty", "away"} and r.bars]
        return rules.fit_words(
            free=bool(free),
            elsewhere=[reason.text for reason in busy],
            load=each.load,
            most=each.member.max_month,
            month=f"{clock.london(entry.starts_at):%B}",
        )
    return []


def hindered(
    starts_at: datetime, ends_at: datetime, sitting: Sitting, person_ids: Iterable[int]
) -> list[MemberStanding]:
    """Return those of the people who would be away or promised elsewhere at another time."""
    wanted = set(person_ids)
    if not wanted:
        return []
    return [
        each
        for each in standings(
            starts_at=starts_at,
            ends_at=ends_at,
            area_id=sitting.entry.area_id,
            ignoring=sitting.entry.id,
            people=wanted,
        )
        if hindrance(each.standing)
    ]


def hindrance(standing: Standing) -> Reason | None:
    """Return why somebody who has said yes could no longer come, if so."""
    return next(
        (each for each in standing.reasons if each.bars and each.about in {"away", "duty"}), None
    )


def _candidate(each: MemberStanding, found: Found, seat: Seat) -> Candidate:
    reasons = (*each.standing.reasons, *found.get(each.member.person_id, ()))
    ordered = sorted(reasons, key=lambda reason: (not reason.good, not reason.bars))
    return Candidate(
        each.member, Standing(tuple(ordered)), each.load, each.last_sat, seat.kind.value
    )


def _rank(each: Candidate) -> tuple[bool, bool, bool, int, int, bool, float, str, int]:
    return rules.rank(
        rules.Candidate(
            can=each.can,
            over_most=any(reason.about == "load" and not reason.good for reason in each.reasons),
            knows_order=any(reason.about == "order" and reason.good for reason in each.reasons),
            against=sum(not reason.good for reason in each.reasons),
            favour=sum(reason.good for reason in each.reasons),
            last_sat=each.last_sat,
            name=each.member.person.display_name,
            number=each.member.id,
        )
    )


def _added(sitting: Sitting) -> Found:
    """Return what this sitting itself has for and against people."""
    found: Found = defaultdict(list)
    orders = order_ids(live_panels(sitting))
    _add_conflicts(found, orders)
    _add_those_on_it(found, sitting)
    _add_answers(found, sitting)
    _add_continuity(found, sitting, orders)
    return found


def _add_conflicts(found: Found, orders: Iterable[int]) -> None:
    """Say no more than that they said so: nobody asks them why."""
    declared = session.scalars(
        select(OrderConflict.person_id).where(OrderConflict.order_id.in_(orders)).distinct()
    )
    for person_id in declared:
        found[person_id].append(
            bar("Said they should not sit on this one", "conflict", "said they should not", None)
        )


def _add_those_on_it(found: Found, sitting: Sitting) -> None:
    for seat in sitting.seats:
        if seat.person_id:
            text = f"Is on this sitting already, as {seat.kind.label}"
            found[seat.person_id].append(
                bar(text, "seat", "on it already", "release them from that seat first")
            )


def _add_answers(found: Found, sitting: Sitting) -> None:
    """Say what they were asked for that day, and what they said."""
    on = clock.london(sitting.entry.starts_at).date()
    asked = session.execute(
        select(Offer.person_id, Offer.state, Offer.expires_at, Seat.sitting_id)
        .join(Offer.seat)
        .where(
            Offer.sits_on == on,
            Offer.state.in_((OfferState.SENT, OfferState.LAPSED, *SAID_NO)),
        )
        .order_by(Offer.id)
    )
    answers: dict[tuple[int, str], Reason] = {}
    for person_id, state, expires_at, sitting_id in asked:
        reason = _answer(state, on, expires_at, here=sitting_id == sitting.id)
        answers[person_id, reason.short] = reason
    for (person_id, _), reason in answers.items():
        found[person_id].append(reason)


def _answer(state: OfferState, on: date, expires_at: datetime | None, *, here: bool) -> Reason:
    if state in SAID_NO:
        return bar(f"Said they can’t make it on {day(on)}", "answer", "said no to that day", None)
    if state is OfferState.LAPSED:
        return doubt("Did not answer in time for that day", "answer", "ring before you ask again")
    by = f"has until {moment(expires_at)[0].lower()}{moment(expires_at)[1:]}" if expires_at else ""
    if here:
        return bar("Has been asked for this sitting", "answer", "asked already", by or None)
    return doubt(
        "Has been asked to sit elsewhere that day", "answer", by or "wait for the answer", "asked"
    )


def _add_continuity(found: Found, sitting: Sitting, orders: Iterable[int]) -> None:
    """Prefer those who sat with the same order before: the child meets the same people again."""
    earlier = aliased(Sitting)
    rows = session.execute(
        select(Seat.person_id, ReferralOrder.ref)
        .join(earlier, earlier.id == Seat.sitting_id)
        .join(Entry, Entry.id == earlier.entry_id)
        .join(Panel, Panel.sitting_id == earlier.id)
        .join(ReferralOrder, ReferralOrder.id == Panel.order_id)
        .where(
            Panel.order_id.in_(orders),
            Panel.state != PanelState.CANCELLED,
            earlier.state.in_((SittingState.PUBLISHED, SittingState.HELD)),
            earlier.id != sitting.id,
            Entry.ends_at <= clock.now(),
            Seat.person_id.is_not(None),
        )
        .distinct()
        .order_by(ReferralOrder.ref, Seat.person_id)
    )
    sat: defaultdict[int, list[str]] = defaultdict(list)
    for person_id, ref in rows:
        if person_id is not None:
            sat[person_id].append(ref)
    for person_id, refs in sat.items():
        found[person_id].append(favour(f"Sat with {_and(refs)} before", "order"))


def _and(words: Sequence[str]) -> str:
    return " and ".join(words)
