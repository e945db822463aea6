"""Filling a quarter: a draft is begun, finished, accepted or dropped, and undone for a week.

Nobody is told of any of it: what is accepted stands in pencil until it is published. People are
held first, then sittings, then seats, as in `actions.pencilling`.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Final

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.notifications.actions.jobs import queue
from portal.panels import rules
from portal.panels.actions import pencilling
from portal.panels.models import (
    STANDING_OFFERS,
    FillChoice,
    FillRun,
    PanelsTag,
    RunState,
    Seat,
    Sitting,
)
from portal.panels.queries import filling, sittings
from portal.panels.rules.filling import Draft, Filled, Placement, in_order, measures
from portal.people.models import Person

JOB: Final = "panels.fill"
UNDO: Final = timedelta(days=7)


@dataclass
class Outcome:
    """How many seats were changed, and why others were left as they are."""

    count: int = 0
    left: list[str] = field(default_factory=list)


def start(
    *, first: date, last: date, area_id: int | None, preview: Filled, actor: Person
) -> FillRun:
    """Keep a first draft, and ask for a better one in the background; nobody waits for it.

    While the same days are being filled, that run is returned. Raises `rules.Refused` when no
    seat is open.
    """
    if before := filling.running(first, last, area_id):
        return before
    board = filling.board(first, last, area_id)
    if not board.seats:
        raise rules.Refused(
            "No seat is open in that time.",
            "Arrange sittings first, or take the pins off those that may change.",
        )
    run = FillRun(first_on=first, last_on=last, area_id=area_id, asked_by_id=actor.id)
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
    _take(run, filling.board(run.first_on, run.last_on, run.area_id), found)
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
    if run.state not in (RunState.RUNNING, RunState.READY):
        raise rules.Refused("This draft was accepted.", "Undo it instead.")
    run.state, run.stop_asked = RunState.DROPPED, True
    record(PanelsTag.FILL_DROPPED, run, actor=actor)


def accept(*, run: FillRun, sitting_ids: Collection[int] | None, actor: Person) -> Outcome:
    """Plan in pencil what a draft has for these sittings, or for all; nobody is told.

    A seat that has changed since is left as it is, which the outcome says. Raises
    `rules.Refused` while the search goes on, or when the draft was dropped or undone.
    """
    run = filling.lock_run(run.id)
    _check_can_accept(run)
    wanted = [
        each
        for each in filling.choices_of(run)
        if each.person_id != each.was_id and each.accepted_at is None
        if sitting_ids is None or each.seat.sitting_id in sitting_ids
    ]
    outcome = Outcome()
    _hold(wanted)
    fresh = [each for each in wanted if _is_as_it_was(each, outcome)]
    moved = _apply(fresh, [(each.seat, each.was, each.person) for each in fresh], outcome, actor)
    for each in moved:
        each.accepted_at = clock.now()
    if moved:
        run.state, run.undo_until = RunState.ACCEPTED, clock.now() + UNDO
        record(PanelsTag.FILL_ACCEPTED, run, actor=actor, count=len(moved))
    return outcome


def undo(*, run: FillRun, actor: Person) -> Outcome:
    """Put back who was planned before a draft was accepted, within a week.

    A seat that somebody has answered for, or that was changed by hand since, stays as it is.
    Raises `rules.Refused` when there is nothing to undo any more.
    """
    run = filling.lock_run(run.id)
    if run.state is RunState.UNDONE:
        return Outcome()
    if run.state is not RunState.ACCEPTED or not run.undo_until or run.undo_until < clock.now():
        raise rules.Refused(
            "This can no longer be undone.", "Change the seats one by one on the rota."
        )
    wanted = [each for each in filling.choices_of(run) if each.accepted_at and not each.undone_at]
    outcome = Outcome()
    _hold(wanted)
    kept = [each for each in wanted if _is_as_accepted(each, outcome)]
    moved = _apply(kept, [(each.seat, each.person, each.was) for each in kept], outcome, actor)
    for each in moved:
        each.undone_at = clock.now()
    run.state = RunState.UNDONE
    record(PanelsTag.FILL_UNDONE, run, actor=actor, count=len(moved))
    return outcome


def _take(run: FillRun, board: filling.Board, found: Filled) -> None:
    """Note whom a draft has on each open seat, and why; and how good it is."""
    draft = _still_open(board, found.draft)
    reasons, waiting = filling.Reasons(board, draft), _by_kind(draft)
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


def _check_can_accept(run: FillRun) -> None:
    if run.state in (RunState.DROPPED, RunState.UNDONE):
        raise rules.Refused("This draft is no longer there.", "Fill the quarter again.")
    if run.state is RunState.RUNNING and not filling.has_failed(run):
        raise rules.Refused(
            "The search for a better draft goes on.",
            "Wait until it ends, or stop it and keep the best so far.",
        )


def _hold(choices: Iterable[FillChoice]) -> None:
    """Hold everybody who comes or goes, then the sittings."""
    people = {who for each in choices for who in (each.person_id, each.was_id) if who is not None}
    sittings.lock_people(sorted(people))
    sittings.lock_rows({each.seat.sitting_id for each in choices})
    for each in choices:
        session.refresh(each.seat)


def _is_as_it_was(choice: FillChoice, outcome: Outcome) -> bool:
    """Return whether nobody has changed the seat since the draft was made."""
    seat = choice.seat
    same = seat.person_id is None and seat.pencilled_id == choice.was_id and not seat.pinned
    if not same:
        outcome.left.append(f"{_name(seat)}: changed since the draft was made.")
    return same


def _is_as_accepted(choice: FillChoice, outcome: Outcome) -> bool:
    """Return whether the seat is as the draft left it, and nobody has been asked."""
    seat = choice.seat
    asked = any(each.state in STANDING_OFFERS for each in seat.offers)
    same = seat.person_id is None and seat.pencilled_id == choice.person_id and not asked
    if not same:
        outcome.left.append(f"{_name(seat)}: answered, asked or changed since.")
    return same


Move = tuple[Seat, Person | None, Person | None]


def _apply(
    choices: Sequence[FillChoice], moves: Sequence[Move], outcome: Outcome, actor: Person
) -> list[FillChoice]:
    """Rub out who goes, so that they are free, then pencil in who comes; return what was done.

    Who cannot come after all leaves the seat to whoever had it, if they still can.
    """
    for seat, before, _ in moves:
        if before is not None:
            _try(partial(pencilling.rub_out, seat=seat, actor=actor))
    done = []
    for choice, (seat, before, after) in zip(choices, moves, strict=True):
        refused = after and _try(_pencil(seat, after, actor))
        if refused:
            outcome.left.append(f"{_name(seat)}: {refused.sentence}")
            if before is not None:
                _try(_pencil(seat, before, actor))
        else:
            done.append(choice)
    outcome.count += len(done)
    return done


def _pencil(seat: Seat, person: Person, actor: Person) -> Callable[[], object]:
    return partial(pencilling.pencil, seat=seat, person=person, actor=actor)


def _try(change: Callable[[], object]) -> rules.Refused | None:
    """Make a change, or none of it; return why it was refused."""
    try:
        with session.begin_nested():
            change()
    except rules.Refused as refused:
        return refused
    return None


def _name(seat: Seat) -> str:
    sitting: Sitting = seat.sitting
    return f"{clock.london(sitting.entry.starts_at):%A %-d %B}, {seat.kind.label}"
