"""A large draft is accepted and undone by a job, a month at a time."""

from datetime import date
from functools import partial

import pytest
from flask import Flask

from portal.database import changing, session
from portal.panels import rules, solver
from portal.panels.actions import deciding
from portal.panels.actions import filling as actions
from portal.panels.models import FillRun, RunState, SeatKind
from portal.panels.queries import filling as queries
from portal.people.models import Person
from tests.panels import scenes
from tests.panels.filling import free
from tests.panels.filling.runs import FIRST, NEXT, pencil, planned, work

MEMBER = SeatKind.MEMBER


@pytest.fixture
def jo(app: Flask) -> Person:
    return scenes.coordinator()


def test_a_large_draft_is_accepted_and_undone_in_the_background(
    jo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "AT_ONCE", 1)
    sittings = [scenes.arranged(jo, day=day) for day in (scenes.TENTH, NEXT, date(2026, 4, 14))]
    graham, _ = free.chair("Graham Holt", max_month=2), free.volunteer("Ann Lee")
    pencil(sittings[0], MEMBER, graham)
    preview = solver.preview(queries.board(FIRST, date(2026, 4, 30), None).problem)
    with changing():
        run = actions.start(
            first=FIRST, last=date(2026, 4, 30), area_id=None, preview=preview, actor=jo
        )
    work(actions.JOB)
    with changing():
        assert deciding.accept(run=run, sitting_ids=None, actor=jo) is None
    refuses_to_decide(run, jo)
    work(deciding.JOB)
    assert decided(run) == (RunState.ACCEPTED, {"undoing": False, "count": 6, "left": []})
    both = {"chair": "Graham Holt", "member": "Ann Lee"}
    assert [planned(each) for each in sittings] == [both, both, both]
    with changing():
        assert deciding.undo(run=run, actor=jo) is None
    refuses_to_decide(run, jo)
    work(deciding.JOB)
    assert decided(run) == (RunState.UNDONE, {"undoing": True, "count": 6, "left": []})
    assert [planned(each) for each in sittings] == [{"member": "Graham Holt"}, {}, {}]
    assert scenes.tags().count("fill_undone") == 1


def refuses_to_decide(run: FillRun, actor: Person) -> None:
    """Try what cannot be done while a draft is decided on in the background."""
    for act in (partial(deciding.accept, sitting_ids=None), deciding.undo, actions.drop):
        with pytest.raises(rules.Refused):
            act(run=run, actor=actor)
        session.rollback()


def decided(run: FillRun) -> tuple[RunState, dict[str, object] | None]:
    """Return how a run stands, and what came of the work that decided on it."""
    session.expire_all()
    job = queries.decision(run)
    return run.state, job.result if job else None


def test_months_are_decided_on_one_after_the_other(jo: Person) -> None:
    days = (date(2026, 4, 14), scenes.TENTH, NEXT)
    april, first, second = (scenes.arranged(jo, day=day).id for day in days)
    assert deciding.in_months([april, first, second]) == [[first, second], [april]]
