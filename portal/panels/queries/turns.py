"""Who cannot hear a panel that shall be put into a sitting."""

from collections.abc import Collection

from sqlalchemy import select

from portal.database import session
from portal.panels.models import OrderConflict


def conflicted(order_id: int, person_ids: Collection[int]) -> set[int]:
    """Return those of the people who said that they should not sit for an order."""
    return set(
        session.scalars(
            select(OrderConflict.person_id).where(
                OrderConflict.order_id == order_id, OrderConflict.person_id.in_(person_ids)
            )
        )
    )
