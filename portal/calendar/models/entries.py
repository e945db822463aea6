"""Entries, who may see them, and whose duty they are."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.calendar.models.venues import Room
from portal.database import Row, choice
from portal.people.models import Area, Person

if TYPE_CHECKING:
    from portal.calendar.models.series import Series

MOMENT: Final = timedelta(microseconds=1)


class Kind(StrEnum):
    """What an entry is; the word it starts with, and its colour."""

    PANEL = "panel"
    TRAINING = "training"
    REPARATION = "reparation"
    DUE = "due"
    TEAM = "team"
    LEAVE = "leave"

    @property
    def label(self) -> str:
        """Return the word that people read."""
        return "Due date" if self is Kind.DUE else self.value.capitalize()


class EntryStatus(StrEnum):
    """Whether it will happen (RFC 5545 3.8.1.11)."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class AttendeeState(StrEnum):
    """Whether the person has promised to be there.

    `ACCEPTED` makes them busy. So does `PENCILLED`, of which they know nothing yet: a plan that
    is not published keeps their time and counts in their month, and no page or feed of theirs
    shows it. `ABSENT` had promised and did not come: it stays theirs, and counts for nothing.
    `TOLD` is theirs to know, like the day by which they are to renew something: it takes no time,
    and asks for no answer.
    """

    PENCILLED = "pencilled"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    ABSENT = "absent"
    TOLD = "told"
    GONE = "gone"


TAKES_TIME: Final = (AttendeeState.ACCEPTED, AttendeeState.PENCILLED)
"""What keeps somebody from another duty at the same time."""
UNSEEN: Final = (AttendeeState.GONE, AttendeeState.PENCILLED)
"""What somebody does not see as theirs."""


def days_of(starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """Return the first and the last day in London that a time touches."""
    return clock.london(starts_at).date(), clock.london(ends_at - MOMENT).date()


def _first_day(context: Any) -> date:
    given = context.get_current_parameters()
    return days_of(given["starts_at"], given["ends_at"])[0]


def _last_day(context: Any) -> date:
    given = context.get_current_parameters()
    return days_of(given["starts_at"], given["ends_at"])[1]


class Entry(Row):
    """Something at a time. A feature that published it owns it and changes it through us.

    `first_day` and `last_day` are its days in London, kept so that a month is found by an index.
    `sequence` counts changes of time, place or cancellation (RFC 5545 3.8.7.4). `ics` is the
    event's text for those who are not on it, made when it changes and kept.

    One time of a `series` has no text of its own. `recurs_on` is the day that the rule gave it,
    wherever it was moved; none when the rule has no place for it any more.
    """

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("recurs_on IS NULL OR series_id IS NOT NULL", name="recurs_in_series"),
        UniqueConstraint("series_id", "recurs_on"),
        Index(None, "starts_at", "id"),
        Index("ix_entry_days", "first_day", "starts_at", "id", "last_day"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    kind: Mapped[Kind] = mapped_column(choice(Kind, "kind"))
    title: Mapped[str]
    path: Mapped[str | None]
    description: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    first_day: Mapped[date] = mapped_column(default=_first_day)
    last_day: Mapped[date] = mapped_column(default=_last_day)
    all_day: Mapped[bool] = mapped_column(default=False)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    place: Mapped[str] = mapped_column(default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    status: Mapped[EntryStatus] = mapped_column(
        choice(EntryStatus, "status"), default=EntryStatus.CONFIRMED
    )
    sequence: Mapped[int] = mapped_column(default=0)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    recurs_on: Mapped[date | None]
    ics: Mapped[str] = mapped_column(Text, default="", deferred=True)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    cancelled_at: Mapped[datetime | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    form_key: Mapped[str | None] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1, sort_order=89)

    room: Mapped[Room | None] = relationship()
    area: Mapped[Area | None] = relationship()
    made_by: Mapped[Person | None] = relationship()
    series: Mapped["Series | None"] = relationship()
    audience: Mapped[list["EntryAudience"]] = relationship(
        cascade="all, delete-orphan", back_populates="entry"
    )
    attendees: Mapped[list["Attendee"]] = relationship(
        cascade="all, delete-orphan", back_populates="entry", order_by="Attendee.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads it as is


class EntryAudience(Row):
    """Who may see an entry: `all`, `role:staff`, `role:volunteer@area:3`, `person:41`."""

    __tablename__ = "entry_audience"
    __table_args__ = (
        UniqueConstraint("entry_id", "key"),
        Index(None, "key", "entry_id"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    key: Mapped[str]

    entry: Mapped[Entry] = relationship(back_populates="audience")


class Attendee(Row):
    """Whose duty an entry is: the entry's title, page and text as this person sees them.

    `sequence` counts their goings and comings, on top of the entry's own; `changed_at` is when
    anything in `ics` last changed. `note` is for who has promised alone: a link to join by.
    """

    __tablename__ = "attendee"
    __table_args__ = (
        UniqueConstraint("entry_id", "person_id"),
        Index(None, "person_id", "state"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    part: Mapped[str]
    state: Mapped[AttendeeState] = mapped_column(choice(AttendeeState, "state"))
    path: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")
    sequence: Mapped[int] = mapped_column(default=0)
    ics: Mapped[str] = mapped_column(Text, default="", deferred=True)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)

    entry: Mapped[Entry] = relationship(back_populates="attendees")
    person: Mapped[Person] = relationship()


class AudienceRevision(Row):
    """How often what an audience key can see has changed: a feed's ETag is made of these."""

    __tablename__ = "audience_revision"

    key: Mapped[str] = mapped_column(unique=True)
    number: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
