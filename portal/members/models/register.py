"""A member is the volunteer facet of a person."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, Versioned, choice
from portal.members.models.checks import CheckRecord
from portal.members.models.days import Availability, Away
from portal.people.models import Area, Person


class Status(StrEnum):
    """Where a volunteer stands with the service. Only an active one sits on panels."""

    APPLICANT = "applicant"
    VETTING = "vetting"
    TRAINING = "training"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"

    @property
    def label(self) -> str:
        """> Being vetted."""
        return STATUS_LABELS[self][0]

    @property
    def tag(self) -> str:
        """Return the kind of its state tag."""
        return STATUS_LABELS[self][1]


STATUS_LABELS = {
    Status.APPLICANT: ("Applicant", "none"),
    Status.VETTING: ("Being vetted", "wait"),
    Status.TRAINING: ("In training", "wait"),
    Status.ACTIVE: ("Active", "ok"),
    Status.PAUSED: ("Taking a break", "due"),
    Status.LEFT: ("Has left", "none"),
}


class Member(Row, Versioned):
    """A volunteer. `number` is the service's own volunteer number, the key of imports.

    `leaves_on` is the last day of somebody who has said that they will leave, and `leave_asks`
    whether they are asked then how it was. `max_month` is the most sittings a month that they
    agreed to. `may_chair` is the service's approval, `willing_chair` their own wish. `form_key` is
    of the form that added them, so that posting it twice adds one.
    """

    __tablename__ = "member"
    __table_args__ = (
        CheckConstraint("min_month >= 0 AND max_month >= min_month", name="month_range"),
        CheckConstraint("NOT (may_chair AND is_learner)", name="learner_no_chair"),
        CheckConstraint(
            "(leaves_on IS NULL AND NOT leave_asks) OR "
            "(leaves_on IS NOT NULL AND status <> 'left' AND leave_reason IS NOT NULL)",
            name="leaves_on",
        ),
        Index(None, "status", "id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    number: Mapped[str] = mapped_column(unique=True)
    status: Mapped[Status] = mapped_column(choice(Status, "status"))
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    leave_reason: Mapped[str | None]
    leave_asks: Mapped[bool] = mapped_column(default=False)
    leaves_on: Mapped[date | None]
    min_month: Mapped[int] = mapped_column(default=0)
    max_month: Mapped[int] = mapped_column(default=2)
    may_chair: Mapped[bool] = mapped_column(default=False)
    willing_chair: Mapped[bool] = mapped_column(default=True)
    is_learner: Mapped[bool] = mapped_column(default=False)
    form_key: Mapped[str | None] = mapped_column(unique=True)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    area_rows: Mapped[list["MemberArea"]] = relationship(
        cascade="all, delete-orphan", order_by="MemberArea.area_id"
    )
    availability: Mapped[list["Availability"]] = relationship(
        cascade="all, delete-orphan", order_by="Availability.weekday"
    )
    away: Mapped[list["Away"]] = relationship(
        cascade="all, delete-orphan", order_by="Away.starts_on"
    )
    checks: Mapped[list["CheckRecord"]] = relationship(
        cascade="all, delete-orphan", order_by="CheckRecord.issued_on.desc()"
    )


class MemberArea(Row):
    """An area that a volunteer serves. None of these means the whole service."""

    __tablename__ = "member_area"
    __table_args__ = (UniqueConstraint("member_id", "area_id"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)

    area: Mapped[Area] = relationship()
