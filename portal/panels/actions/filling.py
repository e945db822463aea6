"""Filling a quarter: a draft is begun, finished, stopped or dropped.

Nobody is told of any of it: what is accepted (`actions.accepting`) stands in pencil until it is
published.
"""

from datetime import date, timedelta
from typing import Final

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.notifications.actions.jobs import queue
from portal.panels import rules
from portal.panels.models import (
    FillChoice,
    FillRun,
    PanelsTag,
    RunState,
    Seat,
)
from portal.panels.queries import filling
from portal.panels.rules.filling import Draft, Filled, Placement, in_order, measures
from portal.people.models import Person

JOB: Final = "panels.fill"
UNDO: Final = timedelta(days=7)


def start(
    *,
    first: date,
    last: date,
    area_id: int | None,
    preview: Filled,
    form_key: str | None = None,
    actor: Person,
) -> FillRun:
    """Keep a first draft, and ask for a better one in the background; nobody waits for it.

    The same form twice makes one run; while the same days are being filled, that run is returned.
    Raises `rules.Refused` when no seat is open.
    """
    made = filling.run_by_form(form_key) if form_key else None
    if before := made or filling.running(first, last, area_id):
        return before
    board = filling.board(first, last, area_id)
    if not board.seats:
        raise rules.Refused(
            "No seat is open in that time.",
            "Arrange sittings first, or take the pins off those that may change.",
        )
    run = FillRun(
        first_on=first, last_on=last, area_id=area_id, asked_by_id=actor.id, form_key=form_key
    )
    session.add(run)
    _take(run, board, preview)
    session.flush()  # the job is named by the run's number
    run.job = queue(name=JOB, key=f"{JOB}:{run.id}", args={"run": run.id}, actor=actor)
    record(PanelsTag.FILL_ASKED, run, actor=actor, first=str(first), last=str(last))
    return run


def finish(*, run_id: int, found: Filled) -> FillRun:
    """Keep the draft that the search ended with, for the seats that are still open.

    Nothing is changed of a run that somebody has decided on meanwhile.
    """
    run = filling.lock_run(run_id)
    if run.state is not RunState.RUNNING:
        return run
    run.choices.clear()
    session.flush()  # the same seats are chosen for again
    _take(run, filling.board(run.first_on, run.last_on, run.area_id), found, thorough=True)
    run.state, run.ready_at = RunState.READY, clock.now()
    return run


def stop(*, run: FillRun, actor: Person) -> None:
    """Ask the search for the best that it has so far. Twice is harmless."""
    run = filling.lock_run(run.id)
    if run.state is RunState.RUNNING and not run.stop_asked:
        run.stop_asked = True
        record(PanelsTag.FILL_STOPPED, run, actor=actor)


def drop(*, run: FillRun, actor: Person) -> None:
    """Decide against a draft. Raises `rules.Refused` when some of it was accepted."""
    run = filling.lock_run(run.id)
    if run.state is RunState.DROPPED:
        return
    if run.state not in (RunState.RUNNING, RunState.READY) or filling.is_deciding(run):
        raise rules.Refused("This draft was accepted.", "Undo it instead.")
    run.state, run.stop_asked = RunState.DROPPED, True
    record(PanelsTag.FILL_DROPPED, run, actor=actor)


def _take(run: FillRun, board: filling.Board, found: Filled, *, thorough: bool = False) -> None:
    """Note whom a draft has on each open seat, and why; and how good it is.

    `thorough` takes longer than a request should: other times are looked for too.
    """
    draft = _still_open(board, found.draft)
    reasons, waiting = filling.Reasons(board, draft, thorough=thorough), _by_kind(draft)
    for seat in _in_order(board):
        people = waiting.get((seat.sitting_id, seat.kind.value), [])
        who = _next(people, seat)
        choice = FillChoice(seat_id=seat.id, person_id=who, was_id=seat.pencilled_id)
        if who is not None:
            place = Placement(seat.sitting_id, seat.kind.value, who)
            choice.why = reasons.chosen(
                place, seat.pencilled_id if seat.pencilled_id != who else None
            )
        else:
            empty = reasons.empty(seat.sitting_id, seat.kind.value)
            choice.why, choice.remedy = empty.why, empty.remedy
        run.choices.append(choice)
    run.method, run.objective, run.bound = found.method, found.cost, found.bound
    run.seconds, run.measures = found.seconds, measures(board.problem, draft)


def _still_open(board: filling.Board, draft: Draft) -> Draft:
    """Return what of a draft nothing that happened since forbids."""
    problem = board.problem
    possible: set[Placement] = set()
    left = {each.id: dict(each.seats) for each in problem.sittings}
    for seat in in_order(draft):
        fit = problem.options.get(seat.sitting, {}).get(seat.volunteer)
        if fit and seat.kind in fit.kinds and left[seat.sitting].get(seat.kind, 0):
            left[seat.sitting][seat.kind] -= 1
            possible.add(seat)
    return frozenset(possible)


def _by_kind(draft: Draft) -> dict[tuple[int, str], list[int]]:
    waiting: dict[tuple[int, str], list[int]] = {}
    for each in in_order(draft):
        waiting.setdefault((each.sitting, each.kind), []).append(each.volunteer)
    return waiting


def _in_order(board: filling.Board) -> list[Seat]:
    """Return the open seats, those first whose person may stay on the very seat."""
    return [seat for each in board.sittings for seat in board.open_seats[each.id]]


def _next(people: list[int], seat: Seat) -> int | None:
    """Take who goes on this seat of several alike: whoever is planned there stays there."""
    if seat.pencilled_id in people:
        people.remove(seat.pencilled_id)
        return seat.pencilled_id
    planned = {other.pencilled_id for other in seat.sitting.seats if other.kind is seat.kind}
    new = next((who for who in people if who not in planned), None)
    if new is not None:
        people.remove(new)
    return new
