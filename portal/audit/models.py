"""The trail's two tables: the event stays for ever, its values can be erased apart from it."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Base, Row

if TYPE_CHECKING:
    from portal.people.models import Person


class Tag(StrEnum):
    """A kind of event, past tense, `package:verb`, with the detail keys that it may carry.

    A package declares its own: `OFFER_ACCEPTED = "panels:offer_accepted", "seat"`.
    """

    keys: frozenset[str]

    def __new__(cls, value: str, *keys: str) -> "Tag":
        """Keep the keys beside the value."""
        tag = str.__new__(cls, value)
        tag._value_ = value
        tag.keys = frozenset(keys)
        return tag


class AuditEvent(Row):
    """Something that was done. `detail_hash` proves the values unchanged while they are kept."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index(None, "subject_type", "subject_id", "at"),
        Index(None, "at", "id"),
        Index(None, "tag", "at"),
    )

    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    tag: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[int | None]
    detail_hash: Mapped[str]

    actor: Mapped["Person | None"] = relationship()
    detail: Mapped["AuditDetail | None"] = relationship(back_populates="event")


class AuditDetail(Row):
    """The values of an event, erasable when the person they speak of must be forgotten."""

    __tablename__ = "audit_detail"

    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"), unique=True)
    values: Mapped[dict[str, Any]] = mapped_column(JSON)

    event: Mapped[AuditEvent] = relationship(back_populates="detail")


def subject_of(row: Base) -> tuple[str, int | None]:
    """Return how the trail names a row: its table and its number."""
    return row.__tablename__, getattr(row, "id", None)
