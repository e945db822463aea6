"""Sessions of a course, who is booked or waits, and who came."""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.calendar.models import Entry
from portal.database import Row, Versioned, choice
from portal.people.models import Person
from portal.training.models.courses import Course


class SessionState(StrEnum):
    """A draft is seen by those who plan; `HELD` is over, and its register is marked."""

    DRAFT = "draft"
    PUBLISHED = "published"
    HELD = "held"
    CANCELLED = "cancelled"


class BookingState(StrEnum):
    """Where a booking stands. `OFFERED` has a place kept until `offered_until`."""

    BOOKED = "booked"
    WAITING = "waiting"
    OFFERED = "offered"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class Attendance(StrEnum):
    """Whether somebody came. Only `ATTENDED` earns the award."""

    ATTENDED = "attended"
    PARTLY = "partly"
    ABSENT = "absent"


LIVE: Final = (BookingState.BOOKED, BookingState.WAITING, BookingState.OFFERED)
"""Bookings that still stand: one a person and session."""

_LIVE_SQL: Final = text("state IN ('booked', 'waiting', 'offered')")


class TrainingSession(Row, Versioned):
    """A course on a day, or on several: `entry` is the first, `more_days` are the others.

    The room is the entry's; `join_url` is shown to the booked alone. Booking is open from
    `opens_at` (at once, if None) to `closes_at`; people cancel by themselves until `cancel_by`.
    `confirmed_at` is when the trainer decided that it goes ahead with too few. Places are given
    out under a lock of this row: a constraint cannot count bookings.
    """

    __tablename__ = "training_session"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint("minimum >= 0 AND minimum <= capacity", name="minimum"),
        CheckConstraint("opens_at IS NULL OR opens_at < closes_at", name="opens_before_closing"),
        Index(None, "course_id", "state"),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    state: Mapped[SessionState] = mapped_column(choice(SessionState, "state"))
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    trainer_name: Mapped[str] = mapped_column(default="")
    join_url: Mapped[str | None]
    instructions: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int]
    minimum: Mapped[int] = mapped_column(default=0)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime]
    cancel_by: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    cancel_reason: Mapped[str | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    course: Mapped[Course] = relationship()
    entry: Mapped[Entry] = relationship(foreign_keys=entry_id)
    trainer: Mapped[Person | None] = relationship()
    more_days: Mapped[list["SessionDay"]] = relationship(
        cascade="all, delete-orphan", order_by="SessionDay.number"
    )
    audience: Mapped[list["SessionAudience"]] = relationship(
        cascade="all, delete-orphan", order_by="SessionAudience.id"
    )
    invitations: Mapped[list["SessionInvitation"]] = relationship(
        back_populates="session", order_by="SessionInvitation.id"
    )
    bookings: Mapped[list["Booking"]] = relationship(
        back_populates="session", order_by="Booking.id"
    )

    @property
    def trainer_words(self) -> str:
        """Return who trains, or nothing when nobody is named."""
        return self.trainer.display_name if self.trainer else self.trainer_name


class SessionDay(Row):
    """A further day of a session: `number` counts from 2. Its time and room are its entry's."""

    __tablename__ = "session_day"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        CheckConstraint("number > 1", name="number"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    number: Mapped[int]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)

    entry: Mapped[Entry] = relationship()


class SessionAudience(Row):
    """Who may book: `role:volunteer`, `role:volunteer@area:3`, `role:staff`, `role:partner`."""

    __tablename__ = "session_audience"
    __table_args__ = (UniqueConstraint("session_id", "key"), Index(None, "key", "session_id"))

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    key: Mapped[str]


class SessionInvitation(Row):
    """A link by which people of a neighbouring service book without an account."""

    __tablename__ = "session_invitation"
    __table_args__ = (CheckConstraint("places > 0", name="places"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), index=True)
    organisation: Mapped[str]
    places: Mapped[int]
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    session: Mapped[TrainingSession] = relationship(back_populates="invitations")


class Booking(Row):
    """Somebody's place, or their turn for one. A guest has a name and an address, and no account.

    `position` is the turn on the waiting list, kept while a place is offered. `booked_by` is who
    booked it for them. `token_hash` is of the link by which a guest cancels or takes an offer.
    """

    __tablename__ = "booking"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) = (guest_email IS NOT NULL)", name="person_or_guest"),
        CheckConstraint("(guest_email IS NULL) = (guest_name IS NULL)", name="guest_named"),
        CheckConstraint(
            "state NOT IN ('waiting', 'offered') OR position IS NOT NULL", name="turn_given"
        ),
        CheckConstraint("state <> 'offered' OR offered_until IS NOT NULL", name="offer_ends"),
        CheckConstraint("attendance IS NULL OR state = 'booked'", name="attended_if_booked"),
        Index(None, "session_id", "state"),
        Index(None, "person_id", "state"),
        Index(None, "state", "offered_until"),
        Index(
            "uq_booking_live_person",
            "session_id",
            "person_id",
            unique=True,
            sqlite_where=_LIVE_SQL,
            postgresql_where=_LIVE_SQL,
        ),
        Index(
            "uq_booking_live_guest",
            "session_id",
            "guest_email",
            unique=True,
            sqlite_where=_LIVE_SQL,
            postgresql_where=_LIVE_SQL,
        ),
        Index(
            "uq_booking_position",
            "session_id",
            "position",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'offered')"),
            postgresql_where=text("state IN ('waiting', 'offered')"),
        ),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    guest_name: Mapped[str | None]
    guest_email: Mapped[str | None]
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("session_invitation.id"), index=True
    )
    state: Mapped[BookingState] = mapped_column(choice(BookingState, "state"))
    position: Mapped[int | None]
    offered_until: Mapped[datetime | None]
    booked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    attendance: Mapped[Attendance | None] = mapped_column(choice(Attendance, "attendance"))
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)

    session: Mapped[TrainingSession] = relationship(back_populates="bookings")
    person: Mapped[Person | None] = relationship(foreign_keys=person_id)
    booked_by: Mapped[Person | None] = relationship(foreign_keys=booked_by_id)
    invitation: Mapped[SessionInvitation | None] = relationship()
    marks: Mapped[list["AttendanceMark"]] = relationship(
        cascade="all, delete-orphan", order_by="AttendanceMark.id"
    )

    @property
    def name(self) -> str:
        """Return whose it is, as others see them."""
        return self.person.display_name if self.person else self.guest_name or ""


class AttendanceMark(Row):
    """A tick on the register, or its correction: what it was before, what it is, who and when."""

    __tablename__ = "attendance_mark"

    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), index=True)
    was: Mapped[Attendance | None] = mapped_column(choice(Attendance, "was"))
    now: Mapped[Attendance | None] = mapped_column(choice(Attendance, "now"))
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    marked_by: Mapped[Person | None] = relationship()
