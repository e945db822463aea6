"""A person is everybody: volunteer, colleague, partner's contact; with or without an account."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.audit.models import Tag
from portal.database import Row

MAX_NAME = 120


class PeopleTag(Tag):
    """What the trail says of people."""

    ADDED = "people:added"
    AREA_ADDED = "people:area_added"
    CHANGED = "people:changed"


class Area(Row):
    """A locality of the council. No area on a record means the whole service."""

    __tablename__ = "area"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    grid_e: Mapped[int | None]
    grid_n: Mapped[int | None]


class Person(Row):
    """Somebody the service works with. Never a child, never a victim.

    `email` is not unique: couples share one, and some have none. `is_staff` follows the roles of
    the account (`accounts.actions`) and keeps staff out of community seats, in the database too.
    """

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("length(name) > 0", name="name_given"),)

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    name: Mapped[str] = mapped_column(index=True)
    known_as: Mapped[str | None]
    email: Mapped[str | None] = mapped_column(index=True)
    phone: Mapped[str | None]
    phone_shared: Mapped[bool] = mapped_column(default=False)
    is_staff: Mapped[bool] = mapped_column(default=False)
    may_advise: Mapped[bool] = mapped_column(default=False)
    erased_at: Mapped[datetime | None]

    @property
    def display_name(self) -> str:
        """Return the name that others see."""
        return self.known_as or self.name

    @property
    def first_name(self) -> str:
        """Return the first word of the display name, for a greeting."""
        return self.display_name.split(maxsplit=1)[0]
