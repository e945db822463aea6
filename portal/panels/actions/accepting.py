"""Deciding for a draft of the rota, or against it after all: who is planned, all at once.

Everybody is weighed again before they are planned: what held when the draft was made may hold no
longer, and of a draft that is accepted in part only a part is true. As in `actions.pencilling`,
people are held first, then sittings, then seats.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from portal import clock
from portal.audit.actions import record
from portal.members.queries import MemberStanding
from portal.panels import rules
from portal.panels.actions import pencilling
from portal.panels.models import (
    STANDING_OFFERS,
    FillChoice,
    FillRun,
    PanelsTag,
    RunState,
    Seat,
    SeatKind,
    Sitting,
)
from portal.panels.queries import filling, sittings
from portal.panels.queries.candidates import candidates_at
from portal.people.models import Person

UNDO: Final = timedelta(days=7)


@dataclass
class Outcome:
    """How many seats were changed, and why others were left as they are."""

    count: int = 0
    left: list[str] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Take in what came of another part."""
        self.count += other.count
        self.left += other.left


@dataclass(frozen=True)
class Move:
    """A seat of a draft, who is planned there, and who is to be."""

    choice: FillChoice
    seat: Seat
    before: Person | None
    after: Person | None

    @property
    def sitting(self) -> Sitting:
        """Return the sitting."""
        return self.seat.sitting


def accept(*, run: FillRun, sitting_ids: Collection[int] | None, actor: Person) -> Outcome:
    """Plan in pencil what a draft has for these sittings, or for all; nobody is told.

    A seat that has changed since, or whose person can no longer come, is left as it is, which the
    outcome says. Raises `rules.Refused` while the search goes on, or when the draft was dropped
    or undone.
    """
    run = filling.lock_run(run.id)
    check_can_accept(run)
    wanted, outcome = waiting(run, sitting_ids), Outcome()
    _hold(wanted)
    moves = [
        Move(each, each.seat, each.was, each.person)
        for each in wanted
        if _is_as_planned(each.seat, each.was_id, outcome)
    ]
    done = _make(moves, outcome, actor=actor, afresh=True)
    for each in done:
        each.choice.accepted_at = clock.now()
    if done:
        run.state, run.undo_until = RunState.ACCEPTED, clock.now() + UNDO
        record(PanelsTag.FILL_ACCEPTED, run, actor=actor, count=len(done))
    return outcome


def undo(*, run: FillRun, sitting_ids: Collection[int] | None = None, actor: Person) -> Outcome:
    """Put back who was planned before a draft was accepted, within a week.

    A seat that somebody has answered for, or that was changed by hand since, stays as it is. With
    `sitting_ids` it is done for these alone, and `end_undo` is left to the caller. Raises
    `rules.Refused` when there is nothing to undo any more.
    """
    run = filling.lock_run(run.id)
    if run.state is RunState.UNDONE:
        return Outcome()
    check_can_undo(run)
    wanted, outcome = to_undo(run, sitting_ids), Outcome()
    _hold(wanted)
    moves = [
        Move(each, each.seat, each.person, each.was)
        for each in wanted
        if _is_as_planned(each.seat, each.person_id, outcome)
    ]
    done = _make(moves, outcome, actor=actor, afresh=False)
    for each in done:
        each.choice.undone_at = clock.now()
    if sitting_ids is None:
        end_undo(run=run, count=len(done), actor=actor)
    return outcome


def end_undo(*, run: FillRun, count: int, actor: Person) -> None:
    """Note that a draft was undone, of which so many changes were put back."""
    run = filling.lock_run(run.id)
    run.state = RunState.UNDONE
    record(PanelsTag.FILL_UNDONE, run, actor=actor, count=count)


def waiting(run: FillRun, sitting_ids: Collection[int] | None = None) -> list[FillChoice]:
    """Return the changes of a draft that nobody has accepted, of these sittings or of all."""
    return [
        each
        for each in filling.choices_of(run)
        if each.person_id != each.was_id and each.accepted_at is None
        if sitting_ids is None or each.seat.sitting_id in sitting_ids
    ]


def to_undo(run: FillRun, sitting_ids: Collection[int] | None = None) -> list[FillChoice]:
    """Return the changes that were accepted and stand, of these sittings or of all."""
    return [
        each
        for each in filling.choices_of(run)
        if each.accepted_at and not each.undone_at
        if sitting_ids is None or each.seat.sitting_id in sitting_ids
    ]


def check_can_undo(run: FillRun) -> None:
    """Raise `rules.Refused` for a draft that was not accepted, or too long ago."""
    if run.state is not RunState.ACCEPTED or not run.undo_until or run.undo_until < clock.now():
        raise rules.Refused(
            "This can no longer be undone.", "Change the seats one by one on the rota."
        )


def check_can_accept(run: FillRun) -> None:
    """Raise `rules.Refused` while the search goes on, or for a draft that is no longer there."""
    if run.state in (RunState.DROPPED, RunState.UNDONE):
        raise rules.Refused("This draft is no longer there.", "Fill the quarter again.")
    if run.state is RunState.RUNNING and not filling.has_failed(run):
        raise rules.Refused(
            "The search for a better draft goes on.",
            "Wait until it ends, or stop it and keep the best so far.",
        )


def _hold(choices: Collection[FillChoice]) -> None:
    """Hold everybody who comes or goes, then the sittings, as they now are."""
    people = {who for each in choices for who in (each.person_id, each.was_id) if who is not None}
    sittings.lock_people(sorted(people))
    sittings.lock_sittings({each.seat.sitting_id for each in choices})


def _is_as_planned(seat: Seat, who: int | None, outcome: Outcome) -> bool:
    """Return whether this person is still planned for a seat to come, and nobody else asked."""
    asked = any(each.state in STANDING_OFFERS for each in seat.offers)
    settled = asked or seat.person_id is not None or seat.pinned
    if settled or seat.pencilled_id != who or not pencilling.is_going(seat.sitting):
        outcome.left.append(f"{_name(seat)}: answered, asked for or changed since.")
        return False
    return True


def _make(
    moves: Sequence[Move], outcome: Outcome, *, actor: Person, afresh: bool
) -> Sequence[Move]:
    """Make those moves that can be made, and note why others cannot; return those made.

    Each that cannot leaves somebody where they were, so the others are weighed again without it.
    """
    while refused := _Weighing(moves, afresh=afresh).refused():
        stuck = [each for each in moves if each.seat.id in refused]
        outcome.left += [f"{_name(each.seat)}: {refused[each.seat.id]}" for each in stuck]
        moves = [each for each in moves if each not in stuck]
    pencilling.plan_anew(changes=[(each.seat, each.after) for each in moves], actor=actor)
    outcome.count += len(moves)
    return moves


class _Weighing:
    """How everybody stands whom some moves would plan, if all of these were made.

    `afresh` asks for all that filling asks for; else only for what bars somebody by hand too.
    """

    def __init__(self, moves: Sequence[Move], *, afresh: bool) -> None:
        self.moves = [each for each in moves if each.after is not None]
        self.afresh = afresh
        self.to = {each.seat.id: each.after for each in moves}
        there = list({each.sitting.id: each.sitting for each in moves}.values())
        freed = {(each.sitting.entry_id, each.before.id) for each in moves if each.before}
        self.at = {
            (sitting_id, each.person_id): each
            for sitting_id, everybody in candidates_at(there, freed=freed).items()
            for each in everybody
        }
        self.served = filling.served() if afresh else {}
        self.placed: Counter[tuple[int, str]] = Counter()

    def refused(self) -> dict[int, str]:
        """Return why moves cannot be made, by seat."""
        found = ((each.seat.id, self._why_not(each, each.after)) for each in self.moves)
        return {seat: why for seat, why in found if why}

    def _why_not(self, move: Move, person: Person | None) -> str:
        assert person is not None  # noqa: S101 -- moves that leave a seat empty are not weighed
        name, sitting = person.display_name, move.sitting
        standing = self.at.get((sitting.id, person.id))
        if standing is None:
            return f"{name} is no longer an appointed volunteer."
        if not standing.can(move.seat.kind.value):
            bar = standing.standing.bars(move.seat.kind.value)[0]
            return f"{name} can’t sit here: {bar.text}."
        if any(self._holder(each) == person.id for each in sitting.seats if each is not move.seat):
            return f"{name} has another seat there."
        return self._why_no_longer(move, standing) if self.afresh else ""

    def _why_no_longer(self, move: Move, standing: MemberStanding) -> str:
        name, entry = standing.member.person.display_name, move.sitting.entry
        served, month = self.served.get(standing.person_id), clock.london(entry.starts_at)
        if not standing.available:
            return f"{name} no longer says that they are free then."
        if served is not None and entry.area_id not in {None, *served}:
            return f"{name} no longer serves the area."
        others = self.placed[standing.person_id, f"{month:%Y-%m}"]
        if standing.load + others >= standing.member.max_month:
            return f"{name} has as many sittings in {month:%B} as they asked for at most."
        if filling.learns(standing.member) and not self._has_experience(move.sitting):
            return f"{name} is still learning, and nobody experienced is beside them."
        self.placed[standing.person_id, f"{month:%Y-%m}"] += 1
        return ""

    def _has_experience(self, sitting: Sitting) -> bool:
        community = (SeatKind.CHAIR, SeatKind.MEMBER)
        people = [self._holder(seat) for seat in sitting.seats if seat.kind in community]
        found = (self.at.get((sitting.id, who)) for who in people if who is not None)
        return any(each is not None and not filling.learns(each.member) for each in found)

    def _holder(self, seat: Seat) -> int | None:
        if seat.id in self.to:
            after = self.to[seat.id]
            return after.id if after else None
        return seat.person_id or seat.pencilled_id


def _name(seat: Seat) -> str:
    return f"{clock.london(seat.sitting.entry.starts_at):%A %-d %B}, {seat.kind.label}"
