"""Two coordinators, each with a draft of the same days, who accept them at once."""

from datetime import timedelta
from functools import partial
from typing import Final

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.calendar.models import PersonSlot
from portal.database import changing, session
from portal.panels import solver
from portal.panels.actions import filling as actions
from portal.panels.models import FillChoice, FillRun, Seat
from portal.panels.queries import filling as queries
from tests.live import Live
from tests.panels import scenes
from tests.panels.filling import free
from tests.races.cast import QUARTERS_OF_A_SITTING, Cast, at_once

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

ATTEMPTS: Final = 15


def test_of_two_drafts_accepted_at_once_one_is_planned(live: Live) -> None:
    cast = Cast(live)
    with changing():
        graham = free.on(scenes.chair(max_month=ATTEMPTS), *range(7)).person_id
    desks = [cast.coordinator(), cast.coordinator()]
    for sitting in cast.sittings(ATTEMPTS):
        runs = [ready(cast, sitting.id) for _ in desks]
        answers = at_once(
            *(
                partial(desk.post, f"/panels/rota/runs/{run}/accept", all="1")
                for desk, run in zip(desks, runs, strict=True)
            )
        )
        assert [answer.status for answer in answers] == [303, 303]
        session.rollback()
        taken = select(func.count(FillChoice.id)).where(
            FillChoice.run_id.in_(runs), FillChoice.accepted_at.is_not(None)
        )
        assert session.scalar(taken) == 1
    planned = select(func.count(Seat.id)).where(Seat.pencilled_id == graham)
    held = select(func.count(PersonSlot.id)).where(PersonSlot.person_id == graham)
    assert session.scalar(planned) == ATTEMPTS
    assert session.scalar(held) == ATTEMPTS * QUARTERS_OF_A_SITTING
    session.rollback()


def ready(cast: Cast, sitting_id: int) -> int:
    """Return a finished draft of the sitting’s day; whoever may chair is on it."""
    number = cast.made.index(sitting_id)
    day = clock.today() + timedelta(days=10 + number)
    found = solver.preview(queries.board(day, day, cast.area.id).problem)
    with changing():
        run: FillRun = actions.start(
            first=day, last=day, area_id=cast.area.id, preview=found, actor=cast.actor
        )
        run_id = run.id
        actions.finish(run_id=run_id, found=found)
    return run_id
