"""What residents and groups suggest, and what became of it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, choice
from portal.people.models import Area, Person
from portal.reparation.models.projects import Project


class SuggestionState(StrEnum):
    """Whether a coordinator has answered, and how."""

    WAITING = "waiting"
    TAKEN_UP = "taken_up"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """> Taken up."""
        return self.value.replace("_", " ").capitalize()


class Suggestion(Row):
    """An idea for a project from somebody without an account.

    Who they are is forgotten some time after they have their answer: name and address are then
    None. `project` is the draft that was begun with the idea.
    """

    __tablename__ = "suggestion"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="title_given"),
        CheckConstraint(
            "state = 'waiting' OR (reply IS NOT NULL AND decided_at IS NOT NULL)", name="answered"
        ),
        CheckConstraint("state <> 'waiting' OR email IS NOT NULL", name="can_be_answered"),
        Index(None, "state", "id"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    title: Mapped[str]
    idea: Mapped[str] = mapped_column(Text)
    benefits: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    name: Mapped[str | None]
    email: Mapped[str | None]
    organisation: Mapped[str] = mapped_column(default="")
    state: Mapped[SuggestionState] = mapped_column(
        choice(SuggestionState, "state"), default=SuggestionState.WAITING
    )
    reply: Mapped[str | None] = mapped_column(Text)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    form_key: Mapped[str | None] = mapped_column(unique=True)

    area: Mapped[Area | None] = relationship()
    decided_by: Mapped[Person | None] = relationship()
    project: Mapped[Project | None] = relationship()
