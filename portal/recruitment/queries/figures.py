"""What is counted of recruitment, also of those who are forgotten."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select

from portal import clock
from portal.database import session
from portal.recruitment.models import (
    LIVE,
    Application,
    ApplicationState,
    Campaign,
    Stage,
    StageChange,
)
from portal.recruitment.rules import figures as rules

MOST: Final = 2000
"""So many of the latest are looked at for the days that it took; sums count all."""
MOST_CAMPAIGNS: Final = 100
RANKS: Final = {stage: rank for rank, stage in enumerate(Stage)}
STEPS: Final = (Stage.INTERVIEW, Stage.TRAINING, Stage.ACTIVE)
"""Steps of which it is told how long it took to come there: training begins with an offer."""


@dataclass(frozen=True)
class OfCampaign:
    """How the applications of a campaign stand; those of none have no title."""

    title: str | None
    applied: int
    live: int
    appointed: int
    withdrawn: int
    declined: int


@dataclass(frozen=True)
class Outcome:
    """How many ways ended for one coded reason."""

    state: ApplicationState
    reason: str
    people: int


@dataclass(frozen=True)
class Figures:
    """All that is counted; `reached` says of each stage how many came as far, and no further."""

    campaigns: Sequence[OfCampaign]
    reached: Sequence[tuple[Stage, int, int]]
    outcomes: Sequence[Outcome]
    days_to: Sequence[tuple[Stage, int | None]]
    days_to_end: int | None

    @property
    def applied(self) -> int:
        """Return how many have applied or enquired."""
        return sum(each.applied for each in self.campaigns)


def figures(campaign: UUID | None) -> Figures:
    """Return what is counted of one campaign, or of all."""
    narrowed = _narrowed(campaign)
    return Figures(
        campaigns=_campaigns(narrowed),
        reached=_reached(narrowed),
        outcomes=_outcomes(narrowed),
        days_to=_days_to(narrowed),
        days_to_end=_days_to_end(narrowed),
    )


def known_campaigns() -> Sequence[Campaign]:
    """Return the campaigns by which figures can be narrowed, the newest first."""
    return session.scalars(
        select(Campaign).order_by(Campaign.id.desc()).limit(MOST_CAMPAIGNS)
    ).all()


def _narrowed(campaign: UUID | None) -> list[ColumnElement[bool]]:
    sent: list[ColumnElement[bool]] = [Application.submitted_at.is_not(None)]
    if campaign is None:
        return sent
    chosen = select(Campaign.id).where(Campaign.uuid == campaign).scalar_subquery()
    return [*sent, Application.campaign_id == chosen]


def _campaigns(narrowed: list[ColumnElement[bool]]) -> Sequence[OfCampaign]:
    def so_many(*states: ApplicationState) -> ColumnElement[int]:
        return func.sum(case((Application.state.in_(states), 1), else_=0))

    rows = session.execute(
        select(
            Campaign.title,
            func.count(),
            so_many(*LIVE),
            so_many(ApplicationState.APPOINTED),
            so_many(ApplicationState.WITHDRAWN),
            so_many(ApplicationState.NOT_APPOINTED),
        )
        .select_from(Application)
        .outerjoin(Campaign, Campaign.id == Application.campaign_id)
        .where(*narrowed)
        .group_by(Campaign.id, Campaign.title)
        .order_by(Campaign.id.is_(None), Campaign.id.desc())
    )
    return [OfCampaign(*row) for row in rows]


def _reached(narrowed: list[ColumnElement[bool]]) -> Sequence[tuple[Stage, int, int]]:
    """Count by the furthest stage of each: somebody who was moved back had come further."""
    now = case(RANKS, value=Application.stage)
    moved = func.coalesce(func.max(case(RANKS, value=StageChange.to_stage)), 0)
    each = (
        select(case((now > moved, now), else_=moved).label("rank"))
        .select_from(Application)
        .outerjoin(StageChange, StageChange.application_id == Application.id)
        .where(*narrowed)
        .group_by(Application.id, Application.stage)
        .subquery()
    )
    rows = session.execute(select(each.c.rank, func.count()).group_by(each.c.rank))
    found: dict[int, int] = dict(rows.all())
    furthest = {stage.value: found.get(rank, 0) for stage, rank in RANKS.items()}
    reached = rules.came_this_far(furthest, [stage.value for stage in Stage])
    return [(Stage(stage), far, here) for stage, far, here in reached]


def _outcomes(narrowed: list[ColumnElement[bool]]) -> Sequence[Outcome]:
    ended = (ApplicationState.WITHDRAWN, ApplicationState.NOT_APPOINTED)
    rows = session.execute(
        select(Application.state, func.coalesce(Application.reason, ""), func.count())
        .where(Application.state.in_(ended), *narrowed)
        .group_by(Application.state, Application.reason)
        .order_by(Application.state, func.count().desc(), Application.reason)
    )
    return [Outcome(state, reason, people) for state, reason, people in rows]


def _days_to(narrowed: list[ColumnElement[bool]]) -> Sequence[tuple[Stage, int | None]]:
    rows = session.execute(
        select(StageChange.to_stage, Application.submitted_at, func.min(StageChange.at))
        .join(Application, Application.id == StageChange.application_id)
        .where(
            StageChange.to_stage.in_(STEPS),
            StageChange.to_stage != StageChange.from_stage,
            *narrowed,
        )
        .group_by(Application.id, StageChange.to_stage, Application.submitted_at)
        .order_by(Application.id.desc())
        .limit(MOST)
    )
    found: defaultdict[Stage, list[int]] = defaultdict(list)
    for stage, sent, came in rows:
        found[stage].append(_days(sent, clock.london(came).date()))
    return [(stage, rules.usual_days(found[stage])) for stage in STEPS]


def _days_to_end(narrowed: list[ColumnElement[bool]]) -> int | None:
    rows = session.execute(
        select(Application.submitted_at, Application.ended_on)
        .where(
            Application.state == ApplicationState.NOT_APPOINTED,
            Application.ended_on.is_not(None),
            *narrowed,
        )
        .order_by(Application.id.desc())
        .limit(MOST)
    )
    return rules.usual_days([_days(sent, ended) for sent, ended in rows])


def _days(sent: datetime | None, day: date | None) -> int:
    """Return the days from receiving an application; both are there by what was asked for."""
    return (day - clock.london(sent).date()).days if sent and day else 0
