"""Risk assessments of a site or an activity, never of a child: hazards, scores and controls."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.calendar.models import Venue
from portal.database import Row, Versioned, choice
from portal.people.models import Person
from portal.reparation.models.projects import Project


class AssessmentState(StrEnum):
    """Only the one `APPROVED` version of a subject counts; the one before it is `REPLACED`."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REPLACED = "replaced"


class RiskAssessment(Row, Versioned):
    """What could go wrong at a site or in an activity, and what is done about it.

    `number` counts the versions of one subject, which is a project or a venue; one at a time is
    written or waits for approval. Nobody approves their own. `supervised` is how many children one
    adult may look after there.
    """

    __tablename__ = "risk_assessment"
    __table_args__ = (
        CheckConstraint("(project_id IS NULL) <> (venue_id IS NULL)", name="one_subject"),
        CheckConstraint("approver_id IS NULL OR approver_id <> assessor_id", name="two_people"),
        CheckConstraint(
            "state NOT IN ('approved', 'replaced') OR "
            "(approver_id IS NOT NULL AND approved_at IS NOT NULL AND review_on IS NOT NULL)",
            name="approved",
        ),
        CheckConstraint("supervised > 0", name="supervised"),
        CheckConstraint("least_age >= 10 AND least_age <= 18", name="least_age"),
        UniqueConstraint("project_id", "number"),
        UniqueConstraint("venue_id", "number"),
        Index(None, "review_on"),
        *(
            Index(
                f"uq_risk_assessment_approved_{subject}",
                f"{subject}_id",
                unique=True,
                sqlite_where=text("state = 'approved'"),
                postgresql_where=text("state = 'approved'"),
            )
            for subject in ("project", "venue")
        ),
        *(
            Index(
                f"uq_risk_assessment_open_{subject}",
                f"{subject}_id",
                unique=True,
                sqlite_where=text("state IN ('draft', 'submitted')"),
                postgresql_where=text("state IN ('draft', 'submitted')"),
            )
            for subject in ("project", "venue")
        ),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"))
    number: Mapped[int]
    state: Mapped[AssessmentState] = mapped_column(
        choice(AssessmentState, "state"), default=AssessmentState.DRAFT
    )
    activity: Mapped[str]
    template: Mapped[str] = mapped_column(default="")
    supervised: Mapped[int] = mapped_column(default=1)
    least_age: Mapped[int] = mapped_column(default=10)
    ppe: Mapped[str] = mapped_column(Text, default="")
    first_aid: Mapped[str] = mapped_column(Text, default="")
    emergency: Mapped[str] = mapped_column(Text, default="")
    assessor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    submitted_at: Mapped[datetime | None]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    review_on: Mapped[date | None]
    sent_back_because: Mapped[str | None] = mapped_column(Text)
    form_key: Mapped[str | None] = mapped_column(unique=True)

    project: Mapped[Project | None] = relationship()
    venue: Mapped[Venue | None] = relationship()
    assessor: Mapped[Person] = relationship(foreign_keys=assessor_id)
    approver: Mapped[Person | None] = relationship(foreign_keys=approver_id)
    hazards: Mapped[list["Hazard"]] = relationship(
        cascade="all, delete-orphan", order_by="Hazard.number"
    )

    @property
    def subject(self) -> Project | Venue:
        """Return the project or the venue that it is of."""
        subject = self.project or self.venue
        assert subject is not None  # noqa: S101 -- the constraint `one_subject`
        return subject

    @property
    def subject_name(self) -> str:
        """Return what the project or the venue is called."""
        subject = self.subject
        return subject.title if isinstance(subject, Project) else subject.name


class Hazard(Row):
    """Something that could hurt somebody. Scores go from 1 to 5: likelihood times severity."""

    __tablename__ = "hazard"
    __table_args__ = (
        UniqueConstraint("assessment_id", "number"),
        *(
            CheckConstraint(f"{score} BETWEEN 1 AND 5", name=score)
            for score in (
                "likelihood_before",
                "severity_before",
                "likelihood_after",
                "severity_after",
            )
        ),
    )

    assessment_id: Mapped[int] = mapped_column(ForeignKey("risk_assessment.id"))
    number: Mapped[int]
    what: Mapped[str]
    who: Mapped[str]
    likelihood_before: Mapped[int]
    severity_before: Mapped[int]
    likelihood_after: Mapped[int]
    severity_after: Mapped[int]

    controls: Mapped[list["Control"]] = relationship(
        cascade="all, delete-orphan", order_by="Control.number"
    )


class Control(Row):
    """What is done against a hazard, by whom and until when. No day means always."""

    __tablename__ = "hazard_control"
    __table_args__ = (UniqueConstraint("hazard_id", "number"),)

    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazard.id"))
    number: Mapped[int]
    what: Mapped[str]
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
