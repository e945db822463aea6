"""Deciding on a draft: at once while that is quick, else in the background, a month at a time.

Months can be decided on one after the other: what hangs together, who sits twice in a day or more
often than they asked for, stays within one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from portal import clock
from portal.notifications.actions.jobs import queue
from portal.panels import rules
from portal.panels.actions import accepting
from portal.panels.actions.accepting import Outcome
from portal.panels.models import FillChoice, FillRun
from portal.panels.queries import filling
from portal.people.models import Person

JOB: Final = filling.DECISION
AT_ONCE: Final = 25
"""Changes that a request makes within a second; more are made by a job."""


def accept(*, run: FillRun, sitting_ids: Collection[int] | None, actor: Person) -> Outcome | None:
    """Plan in pencil what a draft has, for these sittings or for all; None when it takes longer.

    Raises `rules.Refused` as `accepting.accept` does, and while the draft is being decided on.
    """
    run = filling.lock_run(run.id)
    _check_not_deciding(run)
    accepting.check_can_accept(run)
    wanted = accepting.waiting(run, sitting_ids)
    if len(wanted) <= AT_ONCE:
        return accepting.accept(run=run, sitting_ids=sitting_ids, actor=actor)
    _queue(run, wanted, undoing=False, actor=actor)
    return None


def undo(*, run: FillRun, actor: Person) -> Outcome | None:
    """Put back who was planned before; None when it takes longer than a request should.

    Raises `rules.Refused` as `accepting.undo` does, and while the draft is being decided on.
    """
    run = filling.lock_run(run.id)
    _check_not_deciding(run)
    wanted = accepting.to_undo(run)
    if len(wanted) <= AT_ONCE:
        return accepting.undo(run=run, actor=actor)
    accepting.check_can_undo(run)
    _queue(run, wanted, undoing=True, actor=actor)
    return None


def in_months(sitting_ids: Iterable[int]) -> list[list[int]]:
    """Return sittings by the months in which they are, in order."""
    months: defaultdict[str, list[int]] = defaultdict(list)
    for sitting_id, starts_at in filling.starts_of(sitting_ids):
        months[f"{clock.london(starts_at):%Y-%m}"].append(sitting_id)
    return [months[month] for month in sorted(months)]


def _queue(run: FillRun, wanted: Collection[FillChoice], *, undoing: bool, actor: Person) -> None:
    ids = sorted({each.seat.sitting_id for each in wanted})
    args = {"run": run.id, "sittings": ids, "undoing": undoing}
    queue(name=JOB, key=filling.decision_key(run.id), args=args, actor=actor)


def _check_not_deciding(run: FillRun) -> None:
    if filling.is_deciding(run):
        raise rules.Refused(
            "This draft is being accepted or undone just now.", "Wait until that has ended."
        )
