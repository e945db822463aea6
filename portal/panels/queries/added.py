"""What sittings add to how a volunteer stands, in a fixed number of statements for any number."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, or_, select, union

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.members.models import Member
from portal.members.queries import Plans
from portal.members.rules import MEMBER, Reason, in_a_row
from portal.members.rules.reasons import bar, doubt, favour, fixed_bar
from portal.panels.models import (
    Attendance,
    AttendanceState,
    Offer,
    OrderConflict,
    Panel,
    PanelState,
    ReferralOrder,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries.answers import SPEAKING, Said, answer
from portal.panels.queries.facts import noted_missing
from portal.people.models import Person
from portal.training.queries import barring_on

Found = defaultdict[tuple[int, int], list[Reason]]
"""Reasons by sitting and person."""

COMMUNITY = (SeatKind.CHAIR, SeatKind.MEMBER)


@dataclass(frozen=True)
class Place:
    """A seat, and who has it: for sure, or in pencil."""

    sitting_id: int
    kind: SeatKind
    person: Person | None
    sure: bool
    learns: bool


@dataclass(frozen=True)
class Around:
    """Sittings by number: their days, the orders heard in each, their seats; and whom we weigh."""

    days: dict[int, date]
    orders: dict[int, set[int]]
    seats: list[Place]
    members: Sequence[Member]

    @property
    def learners(self) -> list[int]:
        """Return the persons of those who are still learning."""
        return [each.person_id for each in self.members if each.is_learner]

    @property
    def every_order(self) -> set[int]:
        """Return the orders of all of them."""
        return set().union(*self.orders.values())

    @property
    def heard_in(self) -> defaultdict[int, list[int]]:
        """Return the sittings in which each order is heard."""
        heard: defaultdict[int, list[int]] = defaultdict(list)
        for sitting_id, orders in self.orders.items():
            for order in orders:
                heard[order].append(sitting_id)
        return heard

    @property
    def community(self) -> dict[int, list[Place]]:
        """Return the community seats of each sitting."""
        seats: defaultdict[int, list[Place]] = defaultdict(list)
        for seat in self.seats:
            if seat.kind in COMMUNITY:
                seats[seat.sitting_id].append(seat)
        return dict(seats)


def added(sittings: Sequence[Sitting], members: Sequence[Member], freed: Plans = ()) -> Found:
    """Return what each of these sittings, and its day, have for and against volunteers."""
    around = Around(
        {each.id: clock.london(each.entry.starts_at).date() for each in sittings},
        _orders([each.id for each in sittings]),
        _seats(sittings, freed),
        members,
    )
    found: Found = defaultdict(list)
    for add in ADDING:
        add(found, around)
    return found


def _seats(sittings: Sequence[Sitting], freed: Plans) -> list[Place]:
    """Return the seats of sittings; a plan that is to be made anew leaves its seat empty."""
    entries = {each.id: each.entry_id for each in sittings}
    holder = func.coalesce(Seat.person_id, Seat.pencilled_id)
    rows = session.execute(
        select(Seat.sitting_id, Seat.kind, Person, Seat.person_id, holder, Member.is_learner)
        .outerjoin(Person, Person.id == holder)
        .outerjoin(Member, Member.person_id == holder)
        .where(Seat.sitting_id.in_(entries))
        .order_by(Seat.sitting_id, Seat.number)
    )
    return [
        Place(sitting_id, kind, None, sure=False, learns=False)
        if not sure_id and (entries[sitting_id], holder_id) in freed
        else Place(sitting_id, kind, person, sure=bool(sure_id), learns=bool(learns))
        for sitting_id, kind, person, sure_id, holder_id, learns in rows
    ]


def _orders(sitting_ids: Collection[int]) -> defaultdict[int, set[int]]:
    orders: defaultdict[int, set[int]] = defaultdict(set)
    rows = session.execute(
        select(Panel.sitting_id, Panel.order_id)
        .join(Panel.sitting)
        .where(
            Panel.sitting_id.in_(sitting_ids),
            Panel.order_id.is_not(None),
            or_(Panel.state != PanelState.CANCELLED, Sitting.state == SittingState.CANCELLED),
        )
    )
    for sitting_id, order_id in rows:
        if sitting_id is not None and order_id is not None:
            orders[sitting_id].add(order_id)
    return orders


def _add_conflicts(found: Found, around: Around) -> None:
    """Say no more than that they said so: nobody asks them why."""
    declared: defaultdict[int, set[int]] = defaultdict(set)
    rows = session.execute(
        select(OrderConflict.order_id, OrderConflict.person_id).where(
            OrderConflict.order_id.in_(around.every_order)
        )
    )
    for order_id, person_id in rows:
        declared[order_id].add(person_id)
    why = fixed_bar(
        "Said they should not sit on this one",
        "conflict",
        "said they should not",
        "choose somebody else, and do not ask them why",
    )
    for sitting_id, orders in around.orders.items():
        for person_id in set().union(*(declared[order] for order in orders)):
            found[sitting_id, person_id].append(why)


def _add_those_on_it(found: Found, around: Around) -> None:
    """Say who is on it already, or planned for it."""
    for seat in around.seats:
        if seat.person is None:
            continue
        if seat.sure:
            text = f"Is on this sitting already, as {seat.kind.label}"
            remedy = "release them from that seat first"
            why = fixed_bar(text, "seat", "on it already", remedy)
        else:
            text = f"Is planned for this sitting already, as {seat.kind.label}"
            why = doubt(text, "seat", "move them from that seat", "planned on it already")
        found[seat.sitting_id, seat.person.id].append(why)


def _add_company(found: Found, around: Around) -> None:
    """Put a learner beside somebody experienced, and never beside learners alone."""
    learners = around.learners
    for sitting_id, seats in around.community.items():
        old_hands = [seat.person for seat in seats if seat.person and not seat.learns]
        empty = sum(seat.person is None for seat in seats)
        for learner in learners:
            names = [each.display_name for each in old_hands if each.id != learner]
            if names or empty <= 1:
                found[sitting_id, learner].append(beside(names))


def beside(names: Sequence[str]) -> Reason:
    """Say with which experienced members a learner would sit; with none they may not."""
    seat = frozenset({MEMBER})
    if names:
        return favour(f"Beside {in_a_row(names)}, who has experience", "company", seat)
    text = "Is still learning, and nobody else on this sitting has experience"
    remedy = "seat an experienced member first, or have them observe"
    return bar(text, "company", "nobody experienced beside them", remedy, seat)


def _add_answers(found: Found, around: Around) -> None:
    """Say what people were asked for those days, and what they said."""
    asked = session.execute(
        select(
            Offer.person_id,
            Offer.state,
            Offer.call_id,
            Offer.expires_at,
            Offer.sits_on,
            Seat.sitting_id,
        )
        .join(Offer.seat)
        .where(Offer.sits_on.in_(set(around.days.values())), Offer.state.in_(SPEAKING))
        .order_by(Offer.id)
    )
    on = defaultdict[date, list[int]](list)
    for sitting_id, sits_on in around.days.items():
        on[sits_on].append(sitting_id)
    answers: dict[tuple[int, int, str], Reason] = {}
    for person_id, state, call_id, expires_at, sits_on, sitting_id in asked:
        for each in on[sits_on]:
            why = answer(Said(state, call_id, expires_at, sits_on, here=sitting_id == each))
            if why is not None:
                answers[each, person_id, why.text] = why
    for (each, person_id, _), why in answers.items():
        found[each, person_id].append(why)


def _add_continuity(found: Found, around: Around) -> None:
    """Prefer those who sat with the same order before: the child meets the same people again.

    Once it is noted who came, whoever did not is none of them, and whoever stepped in is.
    """
    sat_on = (
        select(
            Panel.order_id,
            ReferralOrder.ref.label("ref"),
            Sitting.id,
            Seat.person_id.label("person_id"),
        )
        .join(Panel.order)
        .join(Panel.sitting)
        .join(Sitting.entry)
        .where(
            Panel.order_id.in_(around.every_order),
            Panel.state != PanelState.CANCELLED,
            Sitting.state.in_((SittingState.PUBLISHED, SittingState.HELD)),
            Entry.ends_at <= clock.now(),
        )
    )
    seated = sat_on.join(Sitting.seats).where(Seat.person_id.is_not(None), ~noted_missing())
    stepped_in = (
        sat_on.join(Panel.attendance)
        .where(Attendance.state == AttendanceState.CAME)
        .with_only_columns(Panel.order_id, ReferralOrder.ref, Sitting.id, Attendance.person_id)
    )
    rows: Iterable[Any] = session.execute(union(seated, stepped_in).order_by("ref", "person_id"))
    sat: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    heard = around.heard_in
    for order_id, ref, earlier, person_id in rows:
        for sitting_id in heard[order_id or 0]:
            if person_id and sitting_id != earlier and ref not in sat[sitting_id, person_id]:
                sat[sitting_id, person_id].append(ref)
    for key, refs in sat.items():
        found[key].append(favour(f"Sat with {in_a_row(refs)} before", "order"))


def _add_training(found: Found, around: Around) -> None:
    """Say who lacks training on the day, and what to book; who has it all hears so too."""
    people = [each.person_id for each in around.members]
    on_days = barring_on(people, days=set(around.days.values())) if around.days else {}
    for sitting_id, day in around.days.items():
        for person_id, reasons in on_days[day].items():
            found[sitting_id, person_id].extend(reasons)


ADDING: Final[tuple[Callable[[Found, Around], None], ...]] = (
    _add_conflicts,
    _add_those_on_it,
    _add_company,
    _add_answers,
    _add_continuity,
    _add_training,
)
"""What each sitting adds, in the order in which bars are named."""
