"""Checks that were made of a volunteer."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, choice
from portal.people.models import Person


class CheckKind(StrEnum):
    """What was checked. No certificate content is ever held."""

    DBS = "dbs"
    IDENTITY = "identity"
    REFERENCES = "references"

    @property
    def label(self) -> str:
        """> DBS."""
        return "DBS" if self is CheckKind.DBS else self.value.capitalize()


class CheckRecord(Row):
    """A check that was made: its date and when to make it again, never what it said."""

    __tablename__ = "check_record"
    __table_args__ = (UniqueConstraint("member_id", "kind", "issued_on"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    kind: Mapped[CheckKind] = mapped_column(choice(CheckKind, "kind"))
    level: Mapped[str | None]
    issued_on: Mapped[date]
    recheck_on: Mapped[date | None]
    update_service: Mapped[bool] = mapped_column(default=False)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    checked_by: Mapped[Person | None] = relationship()
    status_checks: Mapped[list["StatusCheck"]] = relationship(
        cascade="all, delete-orphan", order_by="StatusCheck.made_on.desc()"
    )
    decisions: Mapped[list["CheckDecision"]] = relationship(
        cascade="all, delete-orphan", order_by="CheckDecision.id.desc()"
    )


class Outcome(StrEnum):
    """What a status check on the update service came to, and nothing more of it."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        """> No change."""
        return "No change" if self is Outcome.UNCHANGED else "Has changed"


class StatusCheck(Row):
    """The update service was asked whether a DBS check still stands: when, by whom, yes or no."""

    __tablename__ = "status_check"
    __table_args__ = (UniqueConstraint("check_id", "made_on"),)

    check_id: Mapped[int] = mapped_column(ForeignKey("check_record.id"))
    made_on: Mapped[date]
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome, "outcome"))
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    made_by: Mapped[Person | None] = relationship()


class CheckDecision(Row):
    """A coordinator's word on whether a lapsed DBS check bars its volunteer, until a day.

    It is about one check, never their own: a newer check ends it. The newest decision counts; none
    is changed, which a trigger holds.
    """

    __tablename__ = "check_decision"
    __table_args__ = (CheckConstraint("length(reason) > 0", name="reason_given"),)

    check_id: Mapped[int] = mapped_column(ForeignKey("check_record.id"), index=True)
    bars: Mapped[bool]
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    form_key: Mapped[str | None] = mapped_column(unique=True)

    decided_by: Mapped[Person | None] = relationship()


class CheckReminder(Row):
    """It was written that a DBS check is to be made again: of which day, how many days before.

    Another re-check day is reminded of anew.
    """

    __tablename__ = "check_reminder"
    __table_args__ = (
        UniqueConstraint("check_id", "until", "step"),
        CheckConstraint("step > 0", name="step"),
    )

    check_id: Mapped[int] = mapped_column(ForeignKey("check_record.id"))
    until: Mapped[date]
    step: Mapped[int]
    sent_on: Mapped[date] = mapped_column(index=True)
