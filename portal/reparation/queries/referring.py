"""The referral that the catalogue is searched for: what it asks for, and what it has had."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.database import session
from portal.reparation.models import (
    Place,
    PlaceState,
    ProjectSession,
    ProjectTheme,
    Referral,
)
from portal.reparation.permissions import Seen
from portal.reparation.queries import referrals
from portal.reparation.rules.distance import Point
from portal.reparation.rules.ranking import Wanted


@dataclass(frozen=True)
class Sought:
    """A referral, the hours of it that are done, and what it has had places at."""

    referral: Referral
    minutes_done: int
    done: frozenset[int]
    themes: frozenset[str]

    @property
    def hours_done(self) -> int:
        """Return the whole hours that are done."""
        return self.minutes_done // 60

    def wanted(self, days: Collection[int], age: int | None) -> Wanted:
        """Return what a project is ranked by; `days` and `age` are searched by and not kept."""
        return Wanted(
            theme=self.referral.wish_theme,
            direct=self.referral.wish_direct,
            days=frozenset(days),
            age=age,
            point=self.point,
            done=self.done,
            themes=self.themes,
        )

    @property
    def point(self) -> Point | None:
        """Return the point of its area."""
        area = self.referral.area
        if area.grid_e is None or area.grid_n is None:
            return None
        return area.grid_e, area.grid_n


def sought(uuid: UUID, seen: Seen) -> Sought:
    """Return a referral to find projects for; raises NoResultFound, answered 404."""
    referral = referrals.referral(uuid, seen)
    had = session.execute(
        select(ProjectSession.project_id, ProjectTheme.theme)
        .join(Place, Place.session_id == ProjectSession.id)
        .outerjoin(ProjectTheme, ProjectTheme.project_id == ProjectSession.project_id)
        .where(Place.referral_id == referral.id, Place.state == PlaceState.BOOKED)
        .distinct()
    ).all()
    return Sought(
        referral,
        referrals.minutes_of([referral.id]).get(referral.id, 0),
        frozenset(row.project_id for row in had),
        frozenset(row.theme for row in had if row.theme),
    )
