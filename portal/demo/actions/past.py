"""A campaign of last year: whoever was not appointed is forgotten, and counted."""

from datetime import timedelta
from itertools import pairwise

from portal.database import session
from portal.demo.actions.recruitment import JO
from portal.demo.actions.rows import Rows, morning
from portal.demo.rules import past as told
from portal.demo.rules import recruitment
from portal.recruitment.models import (
    Application,
    ApplicationState,
    Campaign,
    CampaignState,
    DiversityAnswer,
    Stage,
    StageChange,
)


def load_past_recruitment(rows: Rows) -> None:
    """Put in the campaign, the counts of whoever came to nothing, and what people said."""
    last = rows.times.today - timedelta(days=told.CLOSED)
    campaign = Campaign(
        uuid=rows.uuid(),
        slug=told.SLUG,
        title=told.TITLE,
        role=recruitment.ROLE,
        summary=recruitment.SUMMARY,
        takes=recruitment.TAKES,
        state=CampaignState.CLOSED,
        closes_on=last,
    )
    session.add_all(
        _forgotten(rows, campaign, turn, each) for turn, each in enumerate(told.FORGOTTEN)
    )
    year = rows.times.today.year - 1
    session.add_all(
        DiversityAnswer(
            id=rows.uuid().hex, year=year, question=question, answer=answer, is_counted=True
        )
        for question, answers in told.ANSWERED.items()
        for answer, people in answers.items()
        for _ in range(people)
    )


def _forgotten(rows: Rows, campaign: Campaign, turn: int, who: told.Forgotten) -> Application:
    came = rows.times.today - timedelta(days=told.CLOSED + 2 * turn)
    ended, stage = came + timedelta(days=who.days), Stage(who.stage)
    state = ApplicationState(who.state)
    way = list(Stage)[list(Stage).index(Stage.APPLICATION) : list(Stage).index(stage) + 1]
    pace = who.days // len(way)
    made = Application(
        uuid=rows.uuid(),
        campaign=campaign,
        stage=stage,
        state=state,
        stage_since=ended,
        reason=who.reason,
        ended_on=ended,
        name="",
        submitted_at=morning(came),
        created_at=morning(came),
        erasure_warned_on=ended + timedelta(days=170),
        erased_at=morning(ended + timedelta(days=184)),
    )
    made.changes = [
        StageChange(
            from_stage=before,
            to_stage=after,
            state=ApplicationState.OPEN,
            by=rows.people[JO],
            at=morning(came + timedelta(days=pace * turn)),
        )
        for turn, (before, after) in enumerate(pairwise(way), start=1)
    ]
    made.changes.append(
        StageChange(
            from_stage=stage,
            to_stage=stage,
            state=state,
            reason=who.reason,
            by=rows.people[JO],
            at=morning(ended),
        )
    )
    return made
