"""Somebody on their way to be a volunteer, and each step that they took."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.database import Row, Versioned, choice
from portal.members.models import Member
from portal.people.models import Area, Person
from portal.recruitment.models.campaigns import Campaign

if TYPE_CHECKING:
    from portal.recruitment.models.letters import StepLetter
    from portal.recruitment.models.links import ApplicationLink


class Stage(StrEnum):
    """How far somebody has come, in order."""

    ENQUIRY = "enquiry"
    APPLICATION = "application"
    SHORTLISTING = "shortlisting"
    INTERVIEW = "interview"
    REFERENCES = "references"
    CHECKS = "checks"
    TRAINING = "training"
    APPROVAL = "approval"
    ACTIVE = "active"

    @property
    def label(self) -> str:
        """> Shortlisting."""
        return self.value.capitalize()


class ApplicationState(StrEnum):
    """Whether somebody is still on their way, and how it ended if not."""

    OPEN = "open"
    PARKED = "parked"
    WITHDRAWN = "withdrawn"
    NOT_APPOINTED = "not_appointed"
    APPOINTED = "appointed"

    @property
    def label(self) -> str:
        """> Not appointed."""
        return "On their way" if self is ApplicationState.OPEN else self.words

    @property
    def words(self) -> str:
        """> Not appointed."""
        return self.value.replace("_", " ").capitalize()


LIVE = (ApplicationState.OPEN, ApplicationState.PARKED)
"""Not ended: somebody who is on their way, or will be again."""
ENDED = (ApplicationState.WITHDRAWN, ApplicationState.NOT_APPOINTED)
"""Ended otherwise than well, also of somebody who was appointed before their training."""


class Application(Row, Versioned):
    """One person’s way through one campaign; an enquiry may belong to none.

    Until `submitted_at` is set the form is half done, and only whoever has the emailed link sees
    it. `stage_since` is the day from which the time at this part of their way counts: it stays
    from shortlisting to interview, which the board shows as one. `reason` is a code of why
    it is parked or ended. `member` is set when they are offered the part, before
    their training; their way has ended well (`APPOINTED`) once they are approved and active. Once
    erased (`erased_at`) nothing of the person is left, in the row or beside it, and nothing comes
    back, which triggers hold: it is kept to be counted.
    Coordinators are warned before (`erasure_warned_on`), and may put it off (`kept_until`).
    """

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint("erased_at IS NOT NULL OR length(name) > 0", name="name_given"),
        CheckConstraint(
            "erased_at IS NULL OR (ended_on IS NOT NULL AND name = '' AND email IS NULL"
            " AND phone IS NULL AND why = '' AND experience = '' AND needs = ''"
            " AND heard_from = '')",
            name="erased",
        ),
        CheckConstraint("state <> 'parked' OR wake_on IS NOT NULL", name="parked_until"),
        CheckConstraint(
            "state NOT IN ('parked', 'withdrawn', 'not_appointed') OR reason IS NOT NULL",
            name="reason_given",
        ),
        CheckConstraint("state <> 'appointed' OR member_id IS NOT NULL", name="appointed_member"),
        CheckConstraint("(stage = 'active') = (state = 'appointed')", name="active_appointed"),
        CheckConstraint("state IN ('open', 'parked') OR ended_on IS NOT NULL", name="ended"),
        Index(
            "uq_application_email",
            "campaign_id",
            text("lower(email)"),
            unique=True,
            sqlite_where=text("state IN ('open', 'parked')"),
            postgresql_where=text("state IN ('open', 'parked')"),
        ),
        Index(None, "state", "stage", "stage_since"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    stage: Mapped[Stage] = mapped_column(choice(Stage, "stage"), default=Stage.APPLICATION)
    state: Mapped[ApplicationState] = mapped_column(
        choice(ApplicationState, "state"), default=ApplicationState.OPEN
    )
    stage_since: Mapped[date] = mapped_column(default=clock.today)
    reason: Mapped[str | None]
    wake_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(index=True)
    phone: Mapped[str | None]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    is_adult: Mapped[bool | None]
    why: Mapped[str] = mapped_column(Text, default="")
    experience: Mapped[str] = mapped_column(Text, default="")
    needs: Mapped[str] = mapped_column(Text, default="")
    heard_from: Mapped[str] = mapped_column(default="")
    submitted_at: Mapped[datetime | None]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    erasure_warned_on: Mapped[date | None]
    kept_until: Mapped[date | None]
    erased_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    campaign: Mapped[Campaign | None] = relationship()
    area: Mapped[Area | None] = relationship()
    member: Mapped[Member | None] = relationship()
    link: Mapped["ApplicationLink | None"] = relationship(
        back_populates="application", cascade="all, delete-orphan"
    )
    changes: Mapped[list["StageChange"]] = relationship(
        cascade="all, delete-orphan", order_by="StageChange.id"
    )

    @property
    def standing(self) -> str:
        """> at interview; parked; not appointed."""
        if self.state is ApplicationState.OPEN:
            return f"at {self.stage.value}"
        return self.state.words.lower()

    @property
    def is_sent(self) -> bool:
        """Return whether its form was sent: whoever only enquired has sent none yet."""
        return self.submitted_at is not None and self.stage is not Stage.ENQUIRY


class StageChange(Row):
    """A step that somebody took, or that ended their way: written once, which a trigger holds."""

    __tablename__ = "stage_change"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    from_stage: Mapped[Stage | None] = mapped_column(choice(Stage, "from_stage"))
    to_stage: Mapped[Stage] = mapped_column(choice(Stage, "to_stage"))
    state: Mapped[ApplicationState] = mapped_column(choice(ApplicationState, "state"))
    reason: Mapped[str | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    by: Mapped[Person | None] = relationship()
    letter: Mapped["StepLetter | None"] = relationship(
        back_populates="change", cascade="all, delete-orphan"
    )
