"""When a project happens, who supervises it, and the places that referrals have there."""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.calendar.models import Entry
from portal.database import Row, Versioned, choice
from portal.panels.models import ReferralOrder
from portal.people.models import Area, Person
from portal.reparation.models.projects import Project


class SessionState(StrEnum):
    """Whether a session takes place."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class ProjectSession(Row, Versioned):
    """A project on a day. Its time and place are the entry's, whose UUID names it in addresses.

    `series` is shared by sessions planned together. The partner counts heads, and unit awards;
    who came is said of each place, by staff alone. Places are given out under a lock of this row.
    """

    __tablename__ = "project_session"
    __table_args__ = (
        CheckConstraint("places > 0", name="places"),
        CheckConstraint("supervisor_id <> second_id", name="two_adults"),
        CheckConstraint("headcount >= 0", name="headcount"),
        CheckConstraint("unit_awards >= 0", name="unit_awards"),
        CheckConstraint(
            "state <> 'cancelled' OR cancel_reason IS NOT NULL", name="cancelled_because"
        ),
        Index(None, "project_id", "state"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    series: Mapped[UUID | None] = mapped_column(index=True)
    state: Mapped[SessionState] = mapped_column(
        choice(SessionState, "state"), default=SessionState.PLANNED
    )
    places: Mapped[int]
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    second_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    cancel_reason: Mapped[str | None]
    headcount: Mapped[int | None]
    unit_awards: Mapped[int | None]
    counted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    counted_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    project: Mapped[Project] = relationship()
    entry: Mapped[Entry] = relationship()
    supervisor: Mapped[Person | None] = relationship(foreign_keys=supervisor_id)
    second: Mapped[Person | None] = relationship(foreign_keys=second_id)
    counted_by: Mapped[Person | None] = relationship(foreign_keys=counted_by_id)
    given: Mapped[list["Place"]] = relationship(back_populates="session", order_by="Place.id")


class SiteSlot(Row):
    """A quarter of an hour that a session takes of its site; a second one is a unique violation.

    `site` is the project's venue, or the project itself when it has none: `venue:3`, `project:5`.
    """

    __tablename__ = "site_slot"
    __table_args__ = (UniqueConstraint("site", "quarter_hour"),)

    site: Mapped[str]
    quarter_hour: Mapped[int]
    session_id: Mapped[int] = mapped_column(
        ForeignKey("project_session.id", ondelete="CASCADE"), index=True
    )


class ReferralKind(StrEnum):
    """What the hours are for."""

    ORDER = "order"
    UNPAID_WORK = "unpaid_work"
    OUT_OF_COURT = "out_of_court"

    @property
    def label(self) -> str:
        """> Out of court."""
        words = {ReferralKind.ORDER: "Referral Order"}
        return words.get(self, self.value.replace("_", " ").capitalize())


class Referral(Row, Versioned):
    """Hours of reparation that somebody is to do. Nothing else is known of them here.

    A victim's wish is a theme of the setting `THEMES` and whether they would have it done for
    themselves; never words of theirs, and no place.
    """

    __tablename__ = "referral"
    __table_args__ = (
        CheckConstraint("(kind = 'order') = (order_id IS NOT NULL)", name="order_named"),
        CheckConstraint("hours > 0 AND hours <= 240", name="hours"),
        Index(None, "practitioner_id", "closed_at"),
    )

    ref: Mapped[str] = mapped_column(unique=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    kind: Mapped[ReferralKind] = mapped_column(choice(ReferralKind, "kind"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("referral_order.id"), unique=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    hours: Mapped[int]
    wish_theme: Mapped[str | None]
    wish_direct: Mapped[bool | None]
    closed_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    order: Mapped[ReferralOrder | None] = relationship()
    area: Mapped[Area] = relationship()
    practitioner: Mapped[Person] = relationship()
    places: Mapped[list["Place"]] = relationship(back_populates="referral", order_by="Place.id")


class PlaceState(StrEnum):
    """Where a place stands. `WAITING` has a turn; `MOVED` goes on at another session."""

    BOOKED = "booked"
    WAITING = "waiting"
    MOVED = "moved"
    CANCELLED = "cancelled"


LIVE: Final = (PlaceState.BOOKED, PlaceState.WAITING)
"""Places that still stand: one a referral and session."""


class Place(Row):
    """A place at a session for a referral: opaque, and never shown to a partner.

    `attended` and `minutes` are said afterwards, by staff; `recorded_at` is when they noted it in
    the case system.
    """

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("(state = 'waiting') = (position IS NOT NULL)", name="turn_given"),
        CheckConstraint("attended IS NULL OR state = 'booked'", name="attended_if_booked"),
        CheckConstraint("(attended IS NULL) = (minutes IS NULL)", name="minutes_said"),
        CheckConstraint("minutes >= 0 AND minutes <= 720", name="minutes"),
        CheckConstraint("attended OR minutes = 0", name="none_if_absent"),
        Index(None, "session_id", "state"),
        Index(
            "uq_place_live",
            "session_id",
            "referral_id",
            unique=True,
            sqlite_where=text("state IN ('booked', 'waiting')"),
            postgresql_where=text("state IN ('booked', 'waiting')"),
        ),
        Index(
            "uq_place_position",
            "session_id",
            "position",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    ref: Mapped[str] = mapped_column(unique=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    session_id: Mapped[int] = mapped_column(ForeignKey("project_session.id"))
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), index=True)
    state: Mapped[PlaceState] = mapped_column(choice(PlaceState, "state"))
    position: Mapped[int | None]
    attended: Mapped[bool | None]
    minutes: Mapped[int | None]
    recorded_at: Mapped[datetime | None]
    booked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    session: Mapped[ProjectSession] = relationship(back_populates="given")
    referral: Mapped[Referral] = relationship(back_populates="places")
    booked_by: Mapped[Person | None] = relationship()
