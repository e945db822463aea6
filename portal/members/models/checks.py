"""Checks that were made of a volunteer."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
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
