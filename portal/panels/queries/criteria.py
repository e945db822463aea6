"""What can be said of a sitting in SQL, where a list must be narrowed by it."""

from typing import Final

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from portal.panels import rules
from portal.panels.models import Panel, PanelState, Seat, SeatKind, Sitting
from portal.people.models import Person

HEARS_SOMEBODY: Final = (
    select(Panel.id)
    .where(Panel.sitting_id == Sitting.id, Panel.state != PanelState.CANCELLED)
    .correlate(Sitting)
    .exists()
)
"""Whether a sitting has a panel: without, it keeps an evening for orders to come."""

UNNOTED: Final = and_(
    Panel.state.in_((PanelState.PLANNED, PanelState.HELD)), Panel.noted_at.is_(None)
)
"""Whether nobody has noted yet what came of a panel."""

UNNOTED_PANEL: Final = (
    select(Panel.id).where(Panel.sitting_id == Sitting.id, UNNOTED).correlate(Sitting).exists()
)
"""Whether nobody has noted yet what came of one of its panels."""


def quorate(*, for_sure: bool = False) -> ColumnElement[bool]:
    """`rules.quorum(…).holds`, where a list must be narrowed by it; a test holds both together.

    `for_sure` does not count whoever looks for cover.
    """
    chair, community = SeatKind.CHAIR, (SeatKind.CHAIR, SeatKind.MEMBER)
    return and_(
        _taken(chair, community=True, for_sure=for_sure) >= 1,
        _taken(*community, community=True, for_sure=for_sure) >= rules.COMMUNITY_NEEDED,
        _taken(SeatKind.ADVISER, community=False) >= 1,
    )


def hangs_on_cover() -> ColumnElement[bool]:
    """`rules.quorum(…).cover`, likewise."""
    looking = exists().where(
        Seat.sitting_id == Sitting.id,
        Seat.kind.in_((SeatKind.CHAIR, SeatKind.MEMBER)),
        Seat.cover_wanted_at.is_not(None),
    )
    return and_(looking, ~quorate(for_sure=True))


def _taken(*kinds: SeatKind, community: bool, for_sure: bool = False) -> ColumnElement[int]:
    """Count the taken seats of these kinds."""
    sitter = aliased(Person)
    counted = (
        select(func.count())
        .select_from(Seat)
        .join(sitter, sitter.id == Seat.person_id)
        .where(Seat.sitting_id == Sitting.id, Seat.kind.in_(kinds))
    )
    if community:
        counted = counted.where(sitter.is_staff.is_(False))
    if for_sure:
        counted = counted.where(Seat.cover_wanted_at.is_(None))
    return counted.correlate(Sitting).scalar_subquery()
