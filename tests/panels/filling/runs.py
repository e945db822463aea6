"""Runs of filling as tests make them, and what came of each."""

from datetime import date

from portal.database import changing, session
from portal.members.models import Member
from portal.notifications.jobs.runner import run_queued
from portal.panels import solver
from portal.panels.actions import accepting, pencilling
from portal.panels.actions import filling as actions
from portal.panels.models import FillRun, SeatKind, Sitting
from portal.panels.queries import filling as queries
from portal.people.models import Person
from tests.panels import scenes

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
NEXT = date(2026, 3, 12)


def begun(actor: Person) -> FillRun:
    """Begin to fill March."""
    preview = solver.preview(queries.board(FIRST, LAST, None).problem)
    with changing():
        return actions.start(first=FIRST, last=LAST, area_id=None, preview=preview, actor=actor)


def filled(actor: Person) -> FillRun:
    """Fill March, and wait for the best draft."""
    run = begun(actor)
    work(actions.JOB)
    return queries.run(run.id, frozenset())


def work(name: str) -> None:
    """Let a worker do what was asked for."""
    while run_queued(name):
        pass


def accepted(run: FillRun, actor: Person) -> accepting.Outcome:
    """Accept all of a draft."""
    with changing():
        return accepting.accept(run=run, sitting_ids=None, actor=actor)


def chosen(run: FillRun) -> list[tuple[str, str | None, str]]:
    """Return the seats of a run by kind: who is on it, and why."""
    found = queries.choices_of(run)
    words = queries.words_of(found)
    return [
        (each.seat.kind.value, each.person.name if each.person else None, words[each.id][0])
        for each in found
    ]


def planned(sitting: Sitting) -> dict[str, str]:
    """Return who is planned for a sitting."""
    session.refresh(sitting)
    return {e.kind.value: e.pencilled.name for e in sitting.seats if e.pencilled}


def pencil(sitting: Sitting, kind: SeatKind, member: Member) -> None:
    with changing():
        pencilling.pencil(
            seat=scenes.seat(sitting, kind), person=member.person, actor=sitting.coordinator
        )


def remedies(run: FillRun) -> dict[str, str]:
    """Return what would mend each empty seat of a run, by its kind."""
    found = [each for each in queries.choices_of(run) if each.person_id is None]
    words = queries.words_of(found)
    return {each.seat.kind.value: words[each.id][1] for each in found}
