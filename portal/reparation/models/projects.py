"""What a partner offers to do with children: a project, as listed, and what waits beside it."""

from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.calendar.models import Venue
from portal.database import Row, Versioned, choice
from portal.notifications.models import Document
from portal.people.models import Area, Person
from portal.reparation.models.partners import Partner


class ProjectState(StrEnum):
    """Where a project stands. Staff find `LISTED` ones alone; a closed one is kept."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHANGES_ASKED = "changes_asked"
    APPROVED = "approved"
    LISTED = "listed"
    PAUSED = "paused"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """> Waits for the coordinator: who has it, rather than the name of a step."""
        words = {
            ProjectState.SUBMITTED: "Waits for the coordinator",
            ProjectState.CHANGES_ASKED: "Changes asked for",
            ProjectState.APPROVED: "Approved, not listed yet",
        }
        return words.get(self, self.value.capitalize())


class WorkKind(StrEnum):
    """For whom the work is: the person harmed, the community, or hours of a court order."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    UNPAID_WORK = "unpaid_work"

    @property
    def label(self) -> str:
        """> Unpaid work."""
        return self.value.replace("_", " ").capitalize()


class Group(StrEnum):
    """With how many a child works."""

    ONE_TO_ONE = "one_to_one"
    GROUP = "group"
    EITHER = "either"

    @property
    def label(self) -> str:
        """> One to one, In a group, Either."""
        words = {Group.GROUP: "In a group"}
        return words.get(self, self.value.replace("_", " ").capitalize())


class Where(StrEnum):
    """Under a roof or not."""

    INDOORS = "indoors"
    OUTDOORS = "outdoors"
    BOTH = "both"

    @property
    def label(self) -> str:
        """> Indoors and outdoors."""
        words = {Where.BOTH: "Indoors and outdoors"}
        return words.get(self, self.value.capitalize())


class Demand(StrEnum):
    """How hard the work is on the body."""

    LIGHT = "light"
    MODERATE = "moderate"
    HEAVY = "heavy"

    @property
    def label(self) -> str:
        """> Light work."""
        return f"{self.value.capitalize()} work"


class RevisionState(StrEnum):
    """Whether changes that a partner proposes to what is listed have been looked at."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


OFFERED: Final = (
    *("title", "summary", "work", "benefits", "reflection", "kind", "group"),
    *("skills", "accreditation", "unit_codes", "level"),
    *("least_age", "most_age", "capacity", "supervised"),
    *("place", "demand", "clothing", "equipment", "tools"),
    *("toilets", "washing", "step_free", "quiet", "food"),
    *("transport", "meeting_point", "staff_transport"),
    *("term_time", "holidays", "evenings", "weekends"),
    *("venue_id", "area_id", "contact_name", "contact_phone"),
    *("community_benefit", "no_paid_work", "not_for_profit"),
)
"""The columns that a partner says of its project; its themes stand in a table of their own."""


class Project(Row, Versioned):
    """A piece of reparation that can be done. No partner means one of the service's own.

    The columns are what is listed; what its partner would change then waits as a revision.
    `supervised` is how many children one adult may look after. `confirmed_on` is when somebody
    last said that it is still on. Area and grid point are its venue's, unless it has no venue.
    """

    __tablename__ = "project"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="title_given"),
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint("supervised > 0", name="supervised"),
        CheckConstraint(
            "least_age >= 10 AND most_age <= 18 AND least_age <= most_age", name="ages"
        ),
        CheckConstraint("state <> 'listed' OR listed_on IS NOT NULL", name="listed"),
        Index(None, "state", "title", "id"),
        Index(None, "partner_id", "state"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    state: Mapped[ProjectState] = mapped_column(
        choice(ProjectState, "state"), default=ProjectState.DRAFT
    )
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(Text, default="")
    work: Mapped[str] = mapped_column(Text, default="")
    benefits: Mapped[str] = mapped_column(Text, default="")
    reflection: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[WorkKind] = mapped_column(choice(WorkKind, "kind"), default=WorkKind.INDIRECT)
    group: Mapped[Group] = mapped_column("with_others", choice(Group, "group"), default=Group.GROUP)
    skills: Mapped[str] = mapped_column(default="")
    accreditation: Mapped[str] = mapped_column(default="")
    unit_codes: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    least_age: Mapped[int] = mapped_column(default=10)
    most_age: Mapped[int] = mapped_column(default=18)
    capacity: Mapped[int] = mapped_column(default=1)
    supervised: Mapped[int] = mapped_column(default=1)
    place: Mapped[Where] = mapped_column(choice(Where, "place"), default=Where.BOTH)
    demand: Mapped[Demand] = mapped_column(choice(Demand, "demand"), default=Demand.LIGHT)
    clothing: Mapped[str] = mapped_column(default="")
    equipment: Mapped[str] = mapped_column(default="")
    tools: Mapped[str] = mapped_column(default="")
    toilets: Mapped[bool] = mapped_column(default=False)
    washing: Mapped[bool] = mapped_column(default=False)
    step_free: Mapped[bool] = mapped_column(default=False)
    quiet: Mapped[bool] = mapped_column(default=False)
    food: Mapped[str] = mapped_column(default="")
    transport: Mapped[str] = mapped_column(default="")
    meeting_point: Mapped[str] = mapped_column(default="")
    staff_transport: Mapped[bool] = mapped_column(default=False)
    term_time: Mapped[bool] = mapped_column(default=True)
    holidays: Mapped[bool] = mapped_column(default=False)
    evenings: Mapped[bool] = mapped_column(default=False)
    weekends: Mapped[bool] = mapped_column(default=False)
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    community_benefit: Mapped[bool] = mapped_column(default=False)
    no_paid_work: Mapped[bool] = mapped_column(default=False)
    not_for_profit: Mapped[bool] = mapped_column(default=False)
    asked_changes: Mapped[str | None] = mapped_column(Text)
    paused_because: Mapped[str | None]
    listed_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    form_key: Mapped[str | None] = mapped_column(unique=True)

    partner: Mapped[Partner | None] = relationship()
    venue: Mapped[Venue | None] = relationship()
    area: Mapped[Area | None] = relationship()
    made_by: Mapped[Person | None] = relationship()
    themes: Mapped[list["ProjectTheme"]] = relationship(
        cascade="all, delete-orphan", order_by="ProjectTheme.theme"
    )
    photos: Mapped[list["ProjectPhoto"]] = relationship(
        cascade="all, delete-orphan", back_populates="project", order_by="ProjectPhoto.id"
    )
    revisions: Mapped[list["ProjectRevision"]] = relationship(
        cascade="all, delete-orphan", back_populates="project", order_by="ProjectRevision.number"
    )

    @property
    def offered(self) -> dict[str, Any]:
        """Return what is said of the project, as a form and a revision hold it: plain values."""
        said = {name: getattr(self, name) for name in OFFERED}
        plain = {
            name: each.value if isinstance(each, Enum) else each for name, each in said.items()
        }
        return {**plain, "themes": sorted(row.theme for row in self.themes)}

    @property
    def proposed(self) -> dict[str, Any]:
        """Return what its partner would have it say: what is listed, with the changes that wait."""
        return {**self.offered, **(self.waiting.body if self.waiting else {})}

    @property
    def where_area(self) -> Area | None:
        """Return the area: that of the venue, if it has one."""
        return self.venue.area if self.venue else self.area

    @property
    def waiting(self) -> "ProjectRevision | None":
        """Return the changes that wait for a coordinator, if there are any."""
        found = (each for each in self.revisions if each.state is RevisionState.WAITING)
        return next(found, None)

    @property
    def host(self) -> str:
        """Return whose project it is."""
        return self.partner.name if self.partner else "The service itself"


class ProjectTheme(Row):
    """A wish that a project answers, in the words of the setting `THEMES`."""

    __tablename__ = "project_theme"
    __table_args__ = (UniqueConstraint("project_id", "theme"), Index(None, "theme", "project_id"))

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    theme: Mapped[str]


class ProjectPhoto(Row):
    """A picture of a site or its work, re-encoded; shown once approved, and never of a person."""

    __tablename__ = "project_photo"
    __table_args__ = (
        CheckConstraint("length(alt) > 0", name="alt_given"),
        CheckConstraint("shows_nobody", name="shows_nobody"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
    alt: Mapped[str]
    shows_nobody: Mapped[bool]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    project: Mapped[Project] = relationship(back_populates="photos")
    document: Mapped[Document] = relationship()


class ProjectRevision(Row):
    """What a partner would change of a listed project: `body` holds the changed columns alone."""

    __tablename__ = "project_revision"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        CheckConstraint("state <> 'refused' OR refused_because IS NOT NULL", name="told_why"),
        Index(
            "uq_project_revision_waiting",
            "project_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    number: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[RevisionState] = mapped_column(
        choice(RevisionState, "state"), default=RevisionState.WAITING
    )
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    refused_because: Mapped[str | None]

    project: Mapped[Project] = relationship(back_populates="revisions")
    made_by: Mapped[Person | None] = relationship(foreign_keys=made_by_id)
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)
