"""Runs of filling, and what each chose, panel by panel."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.calendar.models import Entry, Room
from portal.database import db, session
from portal.notifications.models import Job, JobState
from portal.panels.models import FillChoice, FillRun, RunState, Seat, SeatKind, Sitting
from portal.panels.permissions import Areas
from portal.panels.queries.conditions import within
from portal.panels.queries.filling.board import GOING
from portal.people.models import Person

OPEN: Final = (RunState.RUNNING, RunState.READY)


@dataclass(frozen=True)
class Line:
    """One seat, as it was when the run began and as the draft would have it."""

    seat: Seat
    choice: FillChoice | None

    @property
    def today(self) -> Person | None:
        """Return who had the seat or was planned for it."""
        return self.choice.was if self.choice else self.seat.person or self.seat.pencilled

    @property
    def draft(self) -> Person | None:
        """Return whom the draft has there."""
        return self.choice.person if self.choice else self.today

    @property
    def changes(self) -> bool:
        """Return whether the draft has somebody else."""
        return self.choice is not None and self.choice.person_id != self.choice.was_id


@dataclass(frozen=True)
class Part:
    """One sitting of a run."""

    sitting: Sitting
    lines: tuple[Line, ...]

    @property
    def changed(self) -> tuple[Line, ...]:
        """Return the seats that the draft gives to somebody else."""
        return tuple(each for each in self.lines if each.changes)

    @property
    def is_open(self) -> bool:
        """Return whether some of it has not been accepted, and still could be."""
        waits = any(each.choice and each.choice.accepted_at is None for each in self.changed)
        return waits and self.sitting.state in GOING

    @property
    def is_accepted(self) -> bool:
        """Return whether some of it was accepted and not undone."""
        return any(
            each.choice and each.choice.accepted_at and not each.choice.undone_at
            for each in self.changed
        )

    @property
    def gaps(self) -> tuple[Line, ...]:
        """Return the community seats that stay empty."""
        return tuple(
            each
            for each in self.lines
            if each.choice and each.draft is None and each.seat.kind is not SeatKind.OBSERVER
        )

    @property
    def missing(self) -> str:
        """Return which community seats would still have nobody: "a chair and a panel member"."""
        empty = [
            f"a {each.seat.kind.label}"
            for each in self.lines
            if each.draft is None and each.seat.kind in (SeatKind.CHAIR, SeatKind.MEMBER)
        ]
        return " and ".join(empty)


def run(run_id: int, areas: Areas) -> FillRun:
    """Return a run, for whoever arranges all of its area; raises `NoResultFound`."""
    return session.scalars(
        select(FillRun)
        .options(joinedload(FillRun.job), joinedload(FillRun.area), joinedload(FillRun.asked_by))
        .where(FillRun.id == run_id, within(FillRun.area_id, areas))
    ).one()


def lock_run(run_id: int) -> FillRun:
    """Return a run as it now is, held until all is done."""
    statement = select(FillRun).where(FillRun.id == run_id).with_for_update(of=FillRun)
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def running(first: date, last: date, area_id: int | None) -> FillRun | None:
    """Return the run that looks for a draft of these days now."""
    return session.scalar(
        select(FillRun)
        .join(FillRun.job)
        .where(
            FillRun.state == RunState.RUNNING,
            Job.state != JobState.FAILED,
            FillRun.first_on == first,
            FillRun.last_on == last,
            FillRun.area_id.is_(None) if area_id is None else FillRun.area_id == area_id,
        )
        .order_by(FillRun.id.desc())
        .limit(1)
    )


def latest(areas: Areas) -> FillRun | None:
    """Return the newest draft that nobody has decided on."""
    return session.scalar(
        select(FillRun)
        .where(FillRun.state.in_(OPEN), within(FillRun.area_id, areas))
        .order_by(FillRun.id.desc())
        .limit(1)
    )


def stop_asked(run_id: int) -> bool:
    """Return whether somebody wants the best found so far: read beside any open transaction."""
    with db.engine.connect() as own:
        asked = own.scalar(
            select(FillRun.stop_asked).where(FillRun.id == run_id, FillRun.state == OPEN[0])
        )
    return asked is not False


def has_failed(found: FillRun) -> bool:
    """Return whether its search ended with a fault; the first draft stands all the same."""
    job = found.job
    return found.state is RunState.RUNNING and job is not None and job.state is JobState.FAILED


def choices_of(found: FillRun) -> Sequence[FillChoice]:
    """Return what a run chose, in order of its sittings and seats, with everybody's names."""
    seat = joinedload(FillChoice.seat)
    return session.scalars(
        select(FillChoice)
        .join(FillChoice.seat)
        .options(
            seat.joinedload(Seat.sitting), joinedload(FillChoice.person), joinedload(FillChoice.was)
        )
        .where(FillChoice.run_id == found.id)
        .order_by(Seat.sitting_id, Seat.number)
    ).all()


def parts(found: FillRun) -> list[Part]:
    """Return the sittings of a run by date, each with its community and observer seats."""
    chosen = {each.seat_id: each for each in choices_of(found)}
    entry = joinedload(Sitting.entry)
    sittings = session.scalars(
        select(Sitting)
        .join(Sitting.entry)
        .options(
            entry.joinedload(Entry.room).joinedload(Room.venue),
            entry.joinedload(Entry.area),
            selectinload(Sitting.panels),
            selectinload(Sitting.seats).options(
                joinedload(Seat.person), joinedload(Seat.pencilled)
            ),
        )
        .where(Sitting.id.in_({each.seat.sitting_id for each in chosen.values()}))
        .order_by(Entry.starts_at, Sitting.id)
    )
    return [Part(each, _lines(each, chosen)) for each in sittings]


def _lines(sitting: Sitting, chosen: dict[int, FillChoice]) -> tuple[Line, ...]:
    seats = [seat for seat in sitting.seats if seat.kind is not SeatKind.ADVISER]
    return tuple(Line(seat, chosen.get(seat.id)) for seat in seats)


def names(person_ids: Collection[int]) -> dict[int, str]:
    """Return people's names, by number, in their order."""
    people = session.scalars(
        select(Person).where(Person.id.in_(person_ids)).order_by(Person.name, Person.id)
    )
    return {each.id: each.display_name for each in people}
