"""Entries, who may see them, whose duty they are; venues, rooms and the slots that they take."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.audit.models import Tag
from portal.database import Row, Versioned, choice
from portal.people.models import Area, Person

MOMENT: Final = timedelta(microseconds=1)


class CalendarTag(Tag):
    """What the trail says of the calendar."""

    ENTRY_ADDED = "calendar:entry_added"
    ENTRY_CANCELLED = "calendar:entry_cancelled"
    ENTRY_CHANGED = "calendar:entry_changed"
    FEED_CREATED = "calendar:feed_created", "scope"
    FEED_RESET = "calendar:feed_reset"
    FEED_REVOKED = "calendar:feed_revoked"
    ROOM_ADDED = "calendar:room_added"
    ROOM_CHANGED = "calendar:room_changed"
    TEXTS_REMADE = "calendar:texts_remade"
    VENUE_ADDED = "calendar:venue_added"
    VENUE_CHANGED = "calendar:venue_changed"
    VIEW_REMOVED = "calendar:view_removed"
    VIEW_SAVED = "calendar:view_saved"


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
    """

    PENCILLED = "pencilled"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    ABSENT = "absent"
    GONE = "gone"


TAKES_TIME: Final = (AttendeeState.ACCEPTED, AttendeeState.PENCILLED)
"""What keeps somebody from another duty at the same time."""
UNSEEN: Final = (AttendeeState.GONE, AttendeeState.PENCILLED)
"""What somebody does not see as theirs."""


class Venue(Row, Versioned):
    """A place where panels, training or projects happen.

    `opening` is one line for some weekdays, as `rules.opening_of` reads it; nothing means that
    nobody has said yet when it is open.
    """

    __tablename__ = "venue"

    name: Mapped[str] = mapped_column(unique=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    for_panels: Mapped[bool] = mapped_column(default=True)
    for_training: Mapped[bool] = mapped_column(default=False)
    for_projects: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = mapped_column(default="")
    grid_e: Mapped[int | None]
    grid_n: Mapped[int | None]
    step_free: Mapped[bool] = mapped_column(default=False)
    hearing_loop: Mapped[bool] = mapped_column(default=False)
    separate_waiting: Mapped[bool] = mapped_column(default=False)
    accessible_toilet: Mapped[bool] = mapped_column(default=False)
    parking: Mapped[bool] = mapped_column(default=False)
    transport: Mapped[str] = mapped_column(default="")
    cost: Mapped[str] = mapped_column(default="")
    opening: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str | None]
    notes: Mapped[str] = mapped_column(default="")
    panel_notes: Mapped[str] = mapped_column(default="")
    closed: Mapped[bool] = mapped_column(default=False)

    area: Mapped[Area | None] = relationship()
    rooms: Mapped[list["Room"]] = relationship(back_populates="venue", order_by="Room.name")

    @property
    def access_words(self) -> str:
        """> Step-free, accessible toilet."""
        words = {
            "step-free": self.step_free,
            "hearing loop": self.hearing_loop,
            "separate waiting area": self.separate_waiting,
            "accessible toilet": self.accessible_toilet,
            "parking": self.parking,
        }
        return ", ".join(word for word, holds in words.items() if holds).capitalize()

    @property
    def use_words(self) -> str:
        """> Panels, training."""
        words = {
            "panels": self.for_panels,
            "training": self.for_training,
            "projects": self.for_projects,
        }
        return ", ".join(word for word, holds in words.items() if holds).capitalize()


class Room(Row):
    """A room of a venue: what a sitting or a course takes."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("venue_id", "name"),)

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    name: Mapped[str]
    capacity: Mapped[int | None]

    venue: Mapped[Venue] = relationship(back_populates="rooms")

    @property
    def full_name(self) -> str:
        """Return venue and room, as people say it."""
        return f"{self.venue.name}, {self.name}"


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
    """

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
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
    rrule: Mapped[str | None]
    ics: Mapped[str] = mapped_column(Text, default="", deferred=True)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    cancelled_at: Mapped[datetime | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    form_key: Mapped[str | None] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1, sort_order=89)

    room: Mapped[Room | None] = relationship()
    area: Mapped[Area | None] = relationship()
    made_by: Mapped[Person | None] = relationship()
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


class RoomSlot(Row):
    """A quarter of an hour that an entry takes of a room; a double booking is a unique violation.

    `quarter_hour` counts quarters since 1970 in UTC. `override_no` is 0 unless somebody knowingly
    doubled it.
    """

    __tablename__ = "room_slot"
    __table_args__ = (UniqueConstraint("room_id", "quarter_hour", "override_no"),)

    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    quarter_hour: Mapped[int]
    override_no: Mapped[int] = mapped_column(default=0)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)


class PersonSlot(Row):
    """A quarter of an hour that a person has promised; the same rule as for rooms.

    A member can never be promised twice at once; an adviser can, knowingly, with an override.
    """

    __tablename__ = "person_slot"
    __table_args__ = (UniqueConstraint("person_id", "quarter_hour", "override_no"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    quarter_hour: Mapped[int]
    override_no: Mapped[int] = mapped_column(default=0)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)


class AudienceRevision(Row):
    """How often what an audience key can see has changed: a feed's ETag is made of these."""

    __tablename__ = "audience_revision"

    key: Mapped[str] = mapped_column(unique=True)
    number: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)


class FeedScope(StrEnum):
    """What a feed carries: the owner's own duties, or part or all of what they may see."""

    MINE = "mine"
    TRAINING = "training"
    PROJECTS = "projects"
    AREA = "area"
    DEADLINES = "deadlines"
    ROOMS = "rooms"
    VIEW = "view"
    EVERYTHING = "everything"

    @property
    def label(self) -> str:
        """Return what its owner calls it."""
        return FEED_LABELS[self]


FEED_LABELS: Final = {
    FeedScope.MINE: "My duties",
    FeedScope.TRAINING: "Training",
    FeedScope.PROJECTS: "Reparation projects",
    FeedScope.AREA: "My area",
    FeedScope.DEADLINES: "Deadlines",
    FeedScope.ROOMS: "Rooms",
    FeedScope.VIEW: "A view",
    FeedScope.EVERYTHING: "Everything I may see",
}


class Feed(Row):
    """A subscription. The token in its address is the credential; only its hash is kept."""

    __tablename__ = "feed"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    scope: Mapped[FeedScope] = mapped_column(choice(FeedScope, "scope"), default=FeedScope.MINE)
    filter: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    token_hash: Mapped[str] = mapped_column(unique=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)
    last_fetched_at: Mapped[datetime | None]
    last_program: Mapped[str | None]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class SavedView(Row):
    """Filters that somebody gave a name, and the view that they are to be seen in.

    A subscription made of one keeps filters of its own: what becomes of the view changes nothing
    there.
    """

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    view: Mapped[str]
    filter: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    person: Mapped[Person] = relationship()
