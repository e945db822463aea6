"""Filling a quarter: one run, and what it chose for each seat."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, choice
from portal.notifications.models import Job
from portal.panels.models.sittings import Seat
from portal.people.models import Area, Person


class RunState(StrEnum):
    """Where a run stands: `READY` is a draft that nobody has decided on."""

    RUNNING = "running"
    READY = "ready"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    UNDONE = "undone"
    FAILED = "failed"


class FillRun(Row):
    """One attempt to fill all open seats of a time and area, and how good it proved to be.

    `objective` and `bound` are costs as the solver counts them; equal ones prove that no better
    draft exists under the rules. `measures` are the rota's figures before and after it.
    `stop_asked` is set by who wants the best found so far.
    """

    __tablename__ = "fill_run"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="days"),
        Index(None, "state", "id"),
    )

    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"), unique=True)
    state: Mapped[RunState] = mapped_column(choice(RunState, "state"), default=RunState.RUNNING)
    first_on: Mapped[date]
    last_on: Mapped[date]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stop_asked: Mapped[bool] = mapped_column(default=False)
    method: Mapped[str | None]
    objective: Mapped[int | None] = mapped_column(BigInteger)
    bound: Mapped[int | None] = mapped_column(BigInteger)
    seconds: Mapped[float | None]
    measures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    ready_at: Mapped[datetime | None]
    undo_until: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    job: Mapped[Job | None] = relationship()
    area: Mapped[Area | None] = relationship()
    asked_by: Mapped[Person | None] = relationship()
    choices: Mapped[list["FillChoice"]] = relationship(
        back_populates="run", cascade="all, delete-orphan", order_by="FillChoice.id"
    )


class FillChoice(Row):
    """Whom a run puts on one seat, or why it stays empty: one sentence, and what would mend it.

    Both name people by their numbers alone (`rules.filling.by_name`), so that who is erased is in
    neither. `was` is who was pencilled there before.
    """

    __tablename__ = "fill_choice"
    __table_args__ = (UniqueConstraint("run_id", "seat_id"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("fill_run.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    was_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str] = mapped_column(default="")
    remedy: Mapped[str | None]
    accepted_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    run: Mapped[FillRun] = relationship(back_populates="choices")
    seat: Mapped[Seat] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    was: Mapped[Person | None] = relationship(foreign_keys=[was_id])
