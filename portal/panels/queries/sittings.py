"""Finding sittings, whether each can sit, and what has happened to it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from portal import clock
from portal.calendar.models import Entry, Room
from portal.database import session
from portal.panels import rules
from portal.panels.models import (
    FREE_DAYS,
    NOTICE_DAYS,
    RISK_DAYS,
    Offer,
    OfferState,
    Panel,
    PanelState,
    ReferralOrder,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.permissions import Areas
from portal.panels.queries.conditions import within
from portal.panels.queries.outcomes import outcome_of
from portal.panels.queries.plans import deadline_of
from portal.people.models import Person
from portal.settings.queries import value


@dataclass(frozen=True)
class Readiness:
    """Whether a sitting can sit, and by when: one clock for each of its panels, in turn.

    `planned` is the quorum that it would have with everybody who is pencilled in; `outcome` is
    what is known of one that was held.
    """

    quorum: rules.Quorum
    planned: rules.Quorum
    risk: rules.Risk
    tell_by: date
    notice_left: int
    clocks: tuple[tuple[Panel, rules.Deadline], ...]

    state: SittingState
    over: bool
    outcome: rules.Outcome | None = None

    @property
    def words(self) -> str:
        """> Quorate; Not quorate: needs a chair; Draft: still needs an adviser; Cancelled."""
        draft = self.state is SittingState.DRAFT
        return rules.standing_words(
            self.state.value,
            self.planned if draft else self.quorum,
            over=self.over,
            outcome=self.outcome,
        )

    @property
    def look(self) -> str:
        """Return the look of the words: ok, due, risk, none."""
        return rules.standing_look(
            self.state.value, self.quorum, over=self.over, risk=self.risk, outcome=self.outcome
        )

    @property
    def late(self) -> tuple[Panel, ...]:
        """Return the panels that sit after their due day."""
        return tuple(panel for panel, clock_ in self.clocks if panel.due_on and clock_.is_late)


def readiness(sitting: Sitting) -> Readiness:
    """Return how a sitting stands, from its seats and panels as they are loaded."""
    sits_on = clock.london(sitting.entry.starts_at).date()
    quorum = rules.quorum(_taken(sitting.seats), _taken(looking_for_cover(sitting)))
    live = live_panels(sitting)
    clocks = tuple((panel, deadline_of(panel, sits_on)) for panel in live)
    usual = clock.add_working_days(sits_on, -value(NOTICE_DAYS))
    tell_by = min((each.tell_by for _, each in clocks), default=usual)
    left = clock.working_days_between(clock.today(), tell_by)
    return Readiness(
        quorum,
        rules.quorum(
            (seat.kind.value, who.is_staff)
            for seat in sitting.seats
            if (who := seat.person or seat.pencilled)
        ),
        rules.risk(
            left,
            quorate=quorum.holds,
            warn_days=value(RISK_DAYS),
            cover=quorum.cover,
            hears=bool(live),
        ),
        tell_by,
        left,
        clocks,
        sitting.state,
        sitting.entry.ends_at <= clock.now(),
        outcome_of(live) if sitting.state is SittingState.HELD else None,
    )


def is_running(sitting: Sitting) -> bool:
    """Return whether a sitting has begun and is not over."""
    return sitting.entry.starts_at <= clock.now() < sitting.entry.ends_at


def leaving(sitting: Sitting) -> rules.Leaving:
    """Return which of the two rules holds today for somebody who can no longer come."""
    sits_on = clock.london(sitting.entry.starts_at).date()
    return rules.leaving(sits_on, clock.today(), free_days=value(FREE_DAYS))


def last_free_day(sitting: Sitting) -> date:
    """Return the last day on which somebody may leave a sitting freely."""
    sits_on = clock.london(sitting.entry.starts_at).date()
    return rules.free_until(sits_on, free_days=value(FREE_DAYS))


def looking_for_cover(sitting: Sitting) -> list[Seat]:
    """Return the seats whose people look for somebody to take over."""
    return [seat for seat in sitting.seats if seat.cover_wanted_at is not None]


def _taken(seats: Iterable[Seat]) -> list[rules.Taken]:
    return [(seat.kind.value, seat.person.is_staff) for seat in seats if seat.person]


def live_panels(sitting: Sitting) -> list[Panel]:
    """Return the panels that will be, were or would have been held in the sitting, in turn."""
    if sitting.state is SittingState.CANCELLED:
        return sitting.panels
    return [panel for panel in sitting.panels if panel.state is not PanelState.CANCELLED]


def order_ids(panels: Iterable[Panel]) -> set[int]:
    """Return the orders that panels are for; one before court is for none yet."""
    return {panel.order_id for panel in panels if panel.order_id is not None}


def minutes_of(sitting: Sitting) -> int:
    """Return how long each panel of a sitting lasts."""
    whole = sitting.entry.ends_at - sitting.entry.starts_at
    return int(whole.total_seconds() // 60) // max(sitting.kept_for, len(live_panels(sitting)))


def turns(sitting: Sitting) -> list[tuple[Panel, datetime, datetime]]:
    """Return the panels of a sitting, each with the time at which it starts and ends."""
    each = timedelta(minutes=minutes_of(sitting))
    starts = sitting.entry.starts_at
    return [
        (panel, starts + number * each, starts + (number + 1) * each)
        for number, panel in enumerate(live_panels(sitting))
    ]


def seat_of(sitting: Sitting, number: int) -> Seat:
    """Return a seat of a loaded sitting by its number; raises `NoResultFound`."""
    for seat in sitting.seats:
        if seat.number == number:
            return _tied(seat, sitting)
    raise NoResultFound


def offer_of(sitting: Sitting, uuid: UUID) -> Offer:
    """Return an offer of a loaded sitting; raises `NoResultFound`."""
    for seat in sitting.seats:
        for offer in seat.offers:
            if offer.uuid == uuid:
                set_committed_value(offer, "seat", _tied(seat, sitting))
                return offer
    raise NoResultFound


def _tied(seat: Seat, sitting: Sitting) -> Seat:
    """Return the seat holding on to its sitting, which would else be let go and read again."""
    set_committed_value(seat, "sitting", sitting)
    return seat


def panel_in(sitting: Sitting, ref: str) -> Panel:
    """Return a panel of a loaded sitting by its reference; raises `NoResultFound`."""
    for panel in live_panels(sitting):
        if panel.ref == ref:
            return panel
    raise NoResultFound


def sitting(uuid: UUID, areas: Areas) -> Sitting:
    """Return a sitting by its entry, for whoever sees these areas; raises `NoResultFound`."""
    return _one(_sitting().where(Entry.uuid == uuid, within(Entry.area_id, areas)))


def sitting_of_panel(ref: str, areas: Areas) -> Sitting:
    """Return the sitting in which a panel is held; raises `NoResultFound`."""
    held = select(Panel.sitting_id).where(Panel.ref == ref).scalar_subquery()
    return _one(_sitting().where(Sitting.id == held, within(Entry.area_id, areas)))


def sitting_for(person: Person, uuid: UUID) -> Sitting:
    """Return a sitting that somebody is on, or whose orders they manage; raises `NoResultFound`."""
    return _one(_sitting().where(Entry.uuid == uuid, _is_on(person)))


def sitting_of_panel_for(person: Person, ref: str) -> Sitting:
    """Return the same by the reference of a panel, for colleagues; raises `NoResultFound`."""
    held = select(Panel.sitting_id).where(Panel.ref == ref).scalar_subquery()
    return _one(_sitting().where(Sitting.id == held, _is_on(person)))


def published_sitting(uuid: UUID) -> Sitting:
    """Return a sitting that volunteers may know of, for whoever would sit there.

    Whether they can is asked of it afterwards. Raises `NoResultFound`.
    """
    return _one(_sitting().where(Entry.uuid == uuid, Sitting.state == SittingState.PUBLISHED))


def sitting_advised(person: Person, uuid: UUID) -> Sitting:
    """Return a sitting that somebody advises, once it is published; raises `NoResultFound`."""
    advised = select(Seat.sitting_id).where(
        Seat.person_id == person.id, Seat.kind == SeatKind.ADVISER
    )
    return _one(
        _sitting().where(
            Entry.uuid == uuid,
            Sitting.id.in_(advised),
            Sitting.state.in_((SittingState.PUBLISHED, SittingState.HELD)),
        )
    )


def sitting_numbered(sitting_id: int) -> Sitting:
    """Return a sitting by its number, for letters."""
    return _one(_sitting().where(Sitting.id == sitting_id))


def sittings_numbered(sitting_ids: Collection[int]) -> Sequence[Sitting]:
    """Return sittings by their numbers, with their entries and rooms, in the order of the days."""
    return session.scalars(
        select(Sitting)
        .join(Sitting.entry)
        .where(Sitting.id.in_(sitting_ids))
        .options(*_with_place())
        .order_by(Entry.starts_at, Sitting.id)
    ).all()


def room_numbered(room_id: int) -> Room:
    """Return a room by its number, for letters that say where it was."""
    return session.get_one(Room, room_id)


def person_numbered(person_id: int) -> Person:
    """Return a person by their number, for letters that say who it was."""
    return session.get_one(Person, person_id)


def sitting_by_form(form_key: str) -> Sitting | None:
    """Return the sitting that this form made before, if it was posted twice."""
    return session.scalar(select(Sitting).where(Sitting.form_key == form_key))


def lock_sitting(sitting_id: int) -> Sitting:
    """Return the sitting as it now is, with panels, seats and offers, held until all is done."""
    session.execute(select(Sitting.id).where(Sitting.id == sitting_id).with_for_update())
    session.execute(select(Seat.id).where(Seat.sitting_id == sitting_id).with_for_update())
    return _one(
        _sitting().where(Sitting.id == sitting_id).execution_options(populate_existing=True)
    )


def lock_sittings(sitting_ids: Collection[int]) -> list[Sitting]:
    """Return several sittings as they now are, whole, held in one order; as `lock_sitting` does."""
    lock_rows(sitting_ids)
    session.execute(
        select(Seat.id).where(Seat.sitting_id.in_(sitting_ids)).order_by(Seat.id).with_for_update()
    )
    found = session.scalars(
        several()
        .where(Sitting.id.in_(sitting_ids))
        .order_by(Entry.starts_at, Sitting.id)
        .execution_options(populate_existing=True)
    )
    return list(found)


def lock_rows(sitting_ids: Collection[int]) -> None:
    """Hold several sittings, in one order for all."""
    session.execute(
        select(Sitting.id).where(Sitting.id.in_(sitting_ids)).order_by(Sitting.id).with_for_update()
    )


def lock_people(ids: Sequence[int]) -> None:
    """Hold the rows of people, before any sitting or seat: what decides who is promised where.

    With `key_share`: a letter to somebody refers to their row, and must not wait for them while
    they wait for the sitting that its writer holds.
    """
    ordered = select(Person.id).where(Person.id.in_(ids)).order_by(Person.id)
    session.execute(ordered.with_for_update(key_share=True))


@cache  # what to load along is the same each time, and takes longer to say than to load
def _sitting() -> Select[Sitting]:
    """One statement for all that a sitting's page shows: it is a few dozen narrow rows at most."""
    panels, seats = joinedload(Sitting.panels), joinedload(Sitting.seats)
    return (
        select(Sitting)
        .join(Sitting.entry)
        .options(
            *_with_place(),
            joinedload(Sitting.coordinator),
            panels.joinedload(Panel.order).joinedload(ReferralOrder.case_manager),
            panels.joinedload(Panel.own_area),
            panels.joinedload(Panel.own_case_manager),
            seats.joinedload(Seat.person),
            seats.joinedload(Seat.pencilled),
            seats.joinedload(Seat.offers).joinedload(Offer.person),
            seats.selectinload(Seat.calls),
        )
    )


def _one(statement: Select[Sitting]) -> Sitting:
    """Return the one sitting found, whole; raises `NoResultFound`."""
    return session.scalars(statement).unique().one()


@cache
def several() -> Select[Sitting]:
    """Return what to load of many sittings: each whole, in a number of statements that is fixed."""
    panels, seats = selectinload(Sitting.panels), selectinload(Sitting.seats)
    return (
        select(Sitting)
        .join(Sitting.entry)
        .options(
            *_with_place(),
            joinedload(Sitting.coordinator),
            panels.joinedload(Panel.order).joinedload(ReferralOrder.case_manager),
            panels.joinedload(Panel.own_case_manager),
            seats.joinedload(Seat.person),
            seats.joinedload(Seat.pencilled),
            seats.selectinload(Seat.offers).joinedload(Offer.person),
        )
    )


def _with_place() -> tuple[Any, ...]:
    entry = joinedload(Sitting.entry)
    return (entry.joinedload(Entry.room).joinedload(Room.venue), entry.joinedload(Entry.area))


def managed_by(person_id: int) -> ColumnElement[bool]:
    """Return the condition that somebody manages the case of a panel, be there an order or not."""
    return or_(ReferralOrder.case_manager_id == person_id, Panel.case_manager_id == person_id)


def _is_on(person: Person) -> ColumnElement[bool]:
    """On a seat, asked for one, or case manager of an order heard there.

    Whoever is only on a list to be asked does not know of it, and nobody knows of a draft.
    """
    seats = select(Seat.sitting_id).where(Seat.person_id == person.id)
    offers = (
        select(Seat.sitting_id)
        .join(Seat.offers)
        .where(Offer.person_id == person.id, Offer.state != OfferState.QUEUED)
    )
    managed = (
        select(Panel.sitting_id)
        .outerjoin(Panel.order)
        .where(managed_by(person.id), Panel.sitting_id.is_not(None))
    )
    return and_(
        Sitting.state != SittingState.DRAFT,
        or_(Sitting.id.in_(seats), Sitting.id.in_(offers), Sitting.id.in_(managed)),
    )
