"""What imports ask: which orders and sittings rows could be about. A few statements a piece.

Nothing here grows with the rows of a piece but the lists that a statement carries.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.access.rules import Permission
from portal.accounts.queries import people_without, user_of
from portal.calendar.models import Entry, PersonSlot, RoomSlot
from portal.database import session
from portal.members.models import Member
from portal.panels.models import (
    OrderConflict,
    Panel,
    PanelKind,
    PanelState,
    ReferralOrder,
    Seat,
    Sitting,
)
from portal.panels.permissions import Areas
from portal.people.models import Person
from portal.people.queries import colleagues


def areas_of(person: Person | None) -> Areas:
    """Return the areas that somebody is limited to; none means the whole service.

    Nobody is the command line, which is not limited.
    """
    user = user_of(person) if person else None
    return user.area_ids if user else frozenset()


def case_managers() -> list[Person]:
    """Return the colleagues who may be case managers: who could not open “My orders” is none.

    Whose account is closed is one still: a spreadsheet tells of the past too, and what is open of
    theirs is to be handed over.
    """
    unable = people_without(Permission.PANELS_OWN_ORDERS, closed=False)
    return [each for each in colleagues() if each.id not in unable]


def orders_like(
    refs: Collection[str],
    keys: Collection[str],
    court_dates: Collection[date],
    *,
    locked: bool = False,
) -> Sequence[ReferralOrder]:
    """Return the orders with these references, import keys or court dates, the oldest first."""
    statement = (
        select(ReferralOrder)
        .where(
            or_(
                ReferralOrder.ref.in_(refs),
                ReferralOrder.form_key.in_(keys),
                ReferralOrder.court_date.in_(court_dates),
            )
        )
        .order_by(ReferralOrder.id)
    )
    if locked:
        statement = statement.with_for_update(of=ReferralOrder).execution_options(
            populate_existing=True
        )
    return session.scalars(statement).all()


def plans_of(order_ids: Collection[int]) -> dict[int, Panel]:
    """Return a panel of each order's plan that is still open: one with a sitting before others."""
    found = session.scalars(
        select(Panel)
        .where(
            Panel.order_id.in_(order_ids),
            Panel.state.in_((PanelState.PLANNED, PanelState.PROPOSED)),
        )
        .order_by(Panel.sitting_id.is_not(None), Panel.id.desc())
    )
    return {panel.order_id: panel for panel in found if panel.order_id is not None}


def initials_arranged(order_ids: Collection[int]) -> dict[int, Panel]:
    """Return the initial panel that is planned for each order and has not sat."""
    found = session.scalars(
        select(Panel)
        .where(
            Panel.order_id.in_(order_ids),
            Panel.kind == PanelKind.INITIAL,
            Panel.state == PanelState.PLANNED,
            Panel.sitting_id.is_not(None),
        )
        .options(joinedload(Panel.sitting).joinedload(Sitting.entry))
        .order_by(Panel.id)
    )
    return {panel.order_id: panel for panel in found if panel.order_id is not None}


def volunteers() -> Sequence[Member]:
    """Return everybody who ever was a volunteer, by name; who was erased is nobody any more."""
    return session.scalars(
        select(Member)
        .join(Member.person)
        .where(Person.erased_at.is_(None))
        .order_by(Person.name, Member.id)
    ).all()


def sittings_at(keys: Collection[str], starts: Collection[datetime]) -> Sequence[Sitting]:
    """Return the sittings that these rows made before, and all that start when they do.

    Each with panels, who came, and seats.
    """
    return session.scalars(
        _sittings()
        .where(or_(Sitting.form_key.in_(keys), Entry.starts_at.in_(starts)))
        .order_by(Sitting.id)
    ).all()


def _sittings() -> Select[Sitting]:
    seats = selectinload(Sitting.seats)
    return (
        select(Sitting)
        .join(Sitting.entry)
        .options(
            selectinload(Sitting.panels).selectinload(Panel.attendance),
            seats.joinedload(Seat.person),
            seats.joinedload(Seat.pencilled),
        )
    )


def rooms_taken(room_ids: Collection[int], times: Collection[int]) -> dict[tuple[int, int], Entry]:
    """Return what has each of these rooms in each of these quarters of an hour."""
    rows = session.execute(
        select(RoomSlot.room_id, RoomSlot.quarter_hour, Entry)
        .join(Entry, Entry.id == RoomSlot.entry_id)
        .where(RoomSlot.room_id.in_(room_ids), RoomSlot.quarter_hour.in_(times))
        .order_by(RoomSlot.id)
    )
    return {(room_id, quarter): entry for room_id, quarter, entry in rows}


def people_taken(
    person_ids: Collection[int], times: Collection[int]
) -> dict[tuple[int, int], Entry]:
    """Return what each of these people has promised in each of these quarters of an hour."""
    rows = session.execute(
        select(PersonSlot.person_id, PersonSlot.quarter_hour, Entry)
        .join(Entry, Entry.id == PersonSlot.entry_id)
        .where(PersonSlot.person_id.in_(person_ids), PersonSlot.quarter_hour.in_(times))
        .order_by(PersonSlot.id)
    )
    return {(person_id, quarter): entry for person_id, quarter, entry in rows}


def conflicts(
    order_ids: Collection[int], person_ids: Collection[int]
) -> frozenset[tuple[int, int]]:
    """Return which of these people should not sit for which of these orders."""
    rows = session.execute(
        select(OrderConflict.order_id, OrderConflict.person_id).where(
            OrderConflict.order_id.in_(order_ids), OrderConflict.person_id.in_(person_ids)
        )
    )
    return frozenset((order_id, person_id) for order_id, person_id in rows)


def people_numbered(ids: Collection[int]) -> dict[int, Person]:
    """Return people by their numbers."""
    return {each.id: each for each in session.scalars(select(Person).where(Person.id.in_(ids)))}
