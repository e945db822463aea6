"""Finding offers: whose they are, who has not answered, and what somebody has promised."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal import clock
from portal.calendar.models import Entry, Room
from portal.database import session
from portal.panels.models import (
    STANDING_OFFERS,
    Offer,
    OfferState,
    OrderConflict,
    Panel,
    PanelState,
    Seat,
    Sitting,
    SittingState,
)
from portal.panels.queries.sittings import managed_by
from portal.site.pagination import Page, page_of


def offer(uuid: UUID) -> Offer:
    """Return an offer, whoever it was made to; raises `NoResultFound`. Nobody else may see it.

    One that waits its turn in a list is nobody's yet.
    """
    return session.scalars(
        select(Offer)
        .where(Offer.uuid == uuid, Offer.state != OfferState.QUEUED)
        .options(
            joinedload(Offer.seat)
            .joinedload(Seat.sitting)
            .options(
                joinedload(Sitting.entry).joinedload(Entry.room).joinedload(Room.venue),
                joinedload(Sitting.coordinator),
                selectinload(Sitting.panels),
                selectinload(Sitting.seats).options(
                    joinedload(Seat.person),
                    selectinload(Seat.offers).joinedload(Offer.person),
                    selectinload(Seat.calls),
                ),
            )
        )
    ).one()


def offer_by_id(offer_id: int) -> Offer:
    """Return an offer by its number, for work done by the clock."""
    return session.get_one(Offer, offer_id)


def lock_offer(offer_id: int) -> Offer:
    """Return the offer as it now is; its sitting is held already."""
    return session.scalars(
        select(Offer)
        .where(Offer.id == offer_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def offers_to_answer(person_id: int, *, limit: int = 20) -> Sequence[Offer]:
    """Return the offers that wait for this person's yes or no, the soonest to lapse first.

    Open calls are not among them: those are asked of many, and stand on a page of their own.
    """
    return session.scalars(
        _open()
        .where(
            Offer.person_id == person_id, Offer.call_id.is_(None), Offer.expires_at > clock.now()
        )
        .order_by(Offer.expires_at, Offer.id)
        .limit(limit)
    ).all()


def lapsed_ids(*, limit: int = 200) -> Sequence[int]:
    """Return the offers whose time has run out unanswered, the oldest first.

    Those of an open call end with it, all at once.
    """
    return session.scalars(
        select(Offer.id)
        .where(
            Offer.state == OfferState.SENT,
            Offer.call_id.is_(None),
            Offer.expires_at <= clock.now(),
        )
        .order_by(Offer.expires_at, Offer.id)
        .limit(limit)
    ).all()


def duties_to_come(person_id: int, *, limit: int = 50) -> Sequence[Seat]:
    """Return the seats that the person has promised to sit on, cancelled ones too, in order."""
    return session.scalars(
        _duties(person_id).where(Entry.ends_at > clock.now()).order_by(*_soonest()).limit(limit)
    ).all()


def duties_past(person_id: int, *, page: int = 1) -> Page[Seat]:
    """Return the seats that the person has sat on, the latest first."""
    return page_of(
        _duties(person_id)
        .where(
            Entry.ends_at <= clock.now(),
            Sitting.state.in_((SittingState.PUBLISHED, SittingState.HELD)),
        )
        .order_by(Entry.starts_at.desc(), Seat.id.desc()),
        page,
    )


def managed_panels(person_id: int, *, limit: int = 50) -> Sequence[Panel]:
    """Return the panels to come whose case the person manages, those before court too."""
    return session.scalars(
        select(Panel)
        .outerjoin(Panel.order)
        .join(Panel.sitting)
        .join(Sitting.entry)
        .options(
            contains_eager(Panel.order),
            contains_eager(Panel.sitting)
            .contains_eager(Sitting.entry)
            .joinedload(Entry.room)
            .joinedload(Room.venue),
        )
        .where(
            managed_by(person_id),
            Panel.state == PanelState.PLANNED,
            *_to_come(),
        )
        .order_by(Entry.starts_at, Panel.position, Panel.id)
        .limit(limit)
    ).all()


def conflicted(person_id: int, order_ids: Collection[int]) -> set[int]:
    """Return those of the orders for which the person has declared a conflict."""
    return set(
        session.scalars(
            select(OrderConflict.order_id).where(
                OrderConflict.person_id == person_id, OrderConflict.order_id.in_(order_ids)
            )
        )
    )


def open_offer_ids(
    person_id: int, order_ids: Collection[int] | None = None, after: date | None = None
) -> Sequence[int]:
    """Return the person's offers that are not over, at sittings to come.

    With `order_ids` on these orders only, with `after` on later days only.
    """
    hearing = select(Panel.sitting_id).where(
        Panel.order_id.in_(order_ids or ()), Panel.state == PanelState.PLANNED
    )
    on_these = () if order_ids is None else (Seat.sitting_id.in_(hearing),)
    return session.scalars(
        select(Offer.id)
        .join(Offer.seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(
            Offer.person_id == person_id,
            Offer.state.in_(STANDING_OFFERS),
            *on_these,
            *_to_come(),
            true() if after is None else Entry.first_day > after,
        )
        .order_by(Seat.sitting_id, Offer.id)
    ).all()


def planned_seats(person_id: int, after: date | None = None) -> Sequence[Seat]:
    """Return the seats of sittings to come that the person is planned for, and knows nothing of.

    With `after` on later days only.
    """
    return session.scalars(
        select(Seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(
            Seat.pencilled_id == person_id,
            Sitting.state.in_((SittingState.DRAFT, SittingState.PUBLISHED)),
            Entry.starts_at > clock.now(),
            true() if after is None else Entry.first_day > after,
        )
        .order_by(Seat.sitting_id, Seat.id)
    ).all()


def planned_then(
    person_id: int, starts_at: datetime, ends_at: datetime, *, ignoring: int, since: datetime
) -> Sequence[Seat]:
    """Return the seats that the person is only planned for at that time, of other sittings.

    `since` leaves out those of sittings that had begun by then.
    """
    return session.scalars(
        select(Seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(
            Seat.pencilled_id == person_id,
            Sitting.id != ignoring,
            Sitting.state.in_((SittingState.DRAFT, SittingState.PUBLISHED)),
            Entry.starts_at < ends_at,
            Entry.ends_at > starts_at,
            Entry.starts_at > since,
        )
        .order_by(Seat.sitting_id, Seat.id)
    ).all()


def _open() -> Select[Offer]:
    return (
        select(Offer)
        .join(Offer.seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(Offer.state == OfferState.SENT, *_to_come())
        .options(*_with_sitting())
    )


def _with_sitting() -> tuple[Any, ...]:
    sitting = contains_eager(Offer.seat).contains_eager(Seat.sitting)
    return (
        sitting.contains_eager(Sitting.entry).joinedload(Entry.room).joinedload(Room.venue),
        sitting.selectinload(Sitting.panels),
    )


def _duties(person_id: int) -> Select[Seat]:
    sitting = contains_eager(Seat.sitting)
    return (
        select(Seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(Seat.person_id == person_id, Sitting.state != SittingState.DRAFT)
        .options(
            sitting.contains_eager(Sitting.entry).joinedload(Entry.room).joinedload(Room.venue),
            sitting.selectinload(Sitting.panels),
        )
    )


def _to_come() -> tuple[Any, ...]:
    return (Entry.ends_at > clock.now(), Sitting.state == SittingState.PUBLISHED)


def _soonest() -> tuple[Any, ...]:
    return (Entry.starts_at, Seat.id)
