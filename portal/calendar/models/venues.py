"""Venues and their rooms."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, Versioned
from portal.notifications.models import Document
from portal.people.models import Area


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


class VenuePhoto(Row):
    """A picture of a place or its door, made anew; `alt` says what it shows. Never of a person."""

    __tablename__ = "venue_photo"
    __table_args__ = (CheckConstraint("length(alt) > 0", name="alt_given"),)

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), unique=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
    alt: Mapped[str]

    venue: Mapped[Venue] = relationship()
    document: Mapped[Document] = relationship()


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
