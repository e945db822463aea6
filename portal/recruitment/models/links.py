"""The link by which somebody without an account comes back to their own application."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.database import Row
from portal.recruitment.models.applications import Application


class ApplicationLink(Row):
    """An applicant's own link: its hash alone is kept, from when it was first written to them.

    `turn` counts the links: a new one ends the one before. `typed_again` is what somebody who gave
    the same address sent after it, as the columns of an application: it is only shown to whoever
    has the link, who takes it or drops it. It is erased with the application.
    """

    __tablename__ = "application_link"
    __table_args__ = (
        CheckConstraint("turn > 0", name="turn"),
        CheckConstraint(
            "(typed_again IS NULL) = (typed_again_at IS NULL)", name="typed_again_at_some_time"
        ),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    turn: Mapped[int] = mapped_column(default=1)
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    typed_again: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    typed_again_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship(back_populates="link")

    @property
    def is_over(self) -> bool:
        """Return whether the link has stopped working."""
        return self.expires_at <= clock.now()
