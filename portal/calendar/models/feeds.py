"""Subscriptions, and the filters that somebody keeps under a name."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, choice
from portal.people.models import Person


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
