"""The referral that the catalogue is searched for: what it asks for, and what it has had."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.people.models import Person
from portal.reparation.models import (
    Place,
    PlaceState,
    ProjectSession,
    ProjectTheme,
    Referral,
)
from portal.reparation.rules.distance import Point
from portal.reparation.rules.ranking import Wanted

MOST: Final = 100


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


def sought(uuid: UUID, *, own: Person | None, within: Collection[int]) -> Sought:
    """Return a referral to find projects for; raises NoResultFound, answered 404.

    `own` is whose it must be, None for who looks after all of them; `within` their areas.
    """
    referral = session.scalars(
        _readable(own, within).where(Referral.uuid == uuid).options(joinedload(Referral.area))
    ).one()
    minutes = session.scalar(
        select(func.sum(Place.minutes)).where(Place.referral_id == referral.id)
    )
    had = session.execute(
        select(ProjectSession.project_id, ProjectTheme.theme)
        .join(Place, Place.session_id == ProjectSession.id)
        .outerjoin(ProjectTheme, ProjectTheme.project_id == ProjectSession.project_id)
        .where(Place.referral_id == referral.id, Place.state == PlaceState.BOOKED)
        .distinct()
    ).all()
    return Sought(
        referral,
        minutes or 0,
        frozenset(row.project_id for row in had),
        frozenset(row.theme for row in had if row.theme),
    )


def open_referrals(*, own: Person | None, within: Collection[int]) -> Sequence[Referral]:
    """Return the newest referrals with hours to do, to choose one from."""
    return session.scalars(
        _readable(own, within)
        .where(Referral.closed_at.is_(None))
        .options(joinedload(Referral.area))
        .order_by(Referral.created_at.desc(), Referral.id.desc())
        .limit(MOST)
    ).all()


def _readable(own: Person | None, within: Collection[int]) -> Select[Referral]:
    statement = select(Referral)
    if own is not None:
        statement = statement.where(Referral.practitioner_id == own.id)
    if within:
        statement = statement.where(Referral.area_id.in_(within))
    return statement
