"""What volunteers were promised to hear of the dates that they gave."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.database import session
from portal.members import rules
from portal.members.models import AvailabilityRound
from portal.site.filters import day

MOST = 50


@dataclass(frozen=True)
class Promise:
    """A round whose volunteers were promised to hear by a day, and how that stands."""

    round: AvailabilityRound
    by: date

    @property
    def words(self) -> str:
        """> Confirmed when promised; Promised by Friday 20 March."""
        return rules.promise_words(self.by, self._confirmed_on, clock.today(), day(self.by))

    @property
    def look(self) -> str:
        """Return the look of these words."""
        return rules.promise_look(self.by, self._confirmed_on, clock.today())

    @property
    def _confirmed_on(self) -> date | None:
        at = self.round.confirmed_at
        return clock.london(at).date() if at else None


def promises_about(
    first: date, last: date, area_ids: Collection[int] = (), *, is_open: bool = False
) -> Sequence[Promise]:
    """Return what was promised about some days, in some areas or in any, the soonest first.

    With `is_open` those that are still to be kept.
    """
    conditions = [
        AvailabilityRound.confirm_by.is_not(None),
        AvailabilityRound.first_on <= last,
        AvailabilityRound.last_on >= first,
    ]
    if area_ids:
        area = AvailabilityRound.area_id
        conditions.append(or_(area.is_(None), area.in_(area_ids)))
    if is_open:
        conditions.append(AvailabilityRound.confirmed_at.is_(None))
    found = session.scalars(
        select(AvailabilityRound)
        .where(*conditions)
        .options(joinedload(AvailabilityRound.area))
        .order_by(AvailabilityRound.confirm_by, AvailabilityRound.id)
        .limit(MOST)
    )
    return [Promise(each, each.confirm_by) for each in found if each.confirm_by]
