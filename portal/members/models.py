"""A member is the volunteer facet of a person."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.audit.models import Tag
from portal.database import Row, Versioned, choice
from portal.people.models import Area, Person
from portal.settings.models import Setting, declare

MOMENT: Final = timedelta(microseconds=1)

CHECK_YEARS = declare(
    Setting(
        "members.check_years",
        3,
        "Years between DBS checks",
        "The re-check date that the portal suggests when a check is recorded. "
        "A DBS check has no expiry date of its own: the service decides.",
        "Volunteers",
        least=1,
        most=10,
    )
)
CHECK_DUE_DAYS = declare(
    Setting(
        "members.check_due_days",
        90,
        "Days before a re-check is called due soon",
        "A check that is due soon never keeps anybody from a panel.",
        "Volunteers",
        least=7,
        most=365,
    )
)
TRAVEL_SPEED = declare(
    Setting(
        "members.travel_speed",
        30,
        "Kilometres that people travel in an hour, as the crow flies",
        "Nobody is asked to be at two venues with less time between than the way takes. "
        "Roads wind: 30 kilometres as the crow flies are about 40 by car.",
        "Volunteers",
        least=5,
        most=100,
    )
)
TRAVEL_MINUTES = declare(
    Setting(
        "members.travel_minutes",
        30,
        "Minutes between two venues when the place of one is not known",
        "Used until both venues have their point on the National Grid.",
        "Volunteers",
        least=0,
        most=180,
    )
)


class MembersTag(Tag):
    """What the trail says of volunteers."""

    ADDED = "members:added"
    AVAILABILITY_CHANGED = "members:availability_changed", "slots"
    AWAY_ADDED = "members:away_added", "starts", "ends", "repeats", "until"
    AWAY_REMOVED = "members:away_removed", "starts", "ends", "repeats", "until"
    CHANGED = "members:changed"
    CHECK_RECORDED = "members:check_recorded", "kind"
    CONTACT_CHANGED = "members:contact_changed"
    IMPORT_RUN = "members:import_run", "new", "changed", "same", "bad"
    ROUND_ANSWERED = "members:round_answered", "round"
    ROUND_CLOSING_SET = "members:round_closing_set"
    ROUND_OPENED = "members:round_opened", "asked"
    ROUND_REMINDED = "members:round_reminded", "reminded"
    ROUND_SENT = "members:round_sent", "round", "dates"
    ROUND_CONFIRMED = "members:round_confirmed"
    STATUS_CHANGED = "members:status_changed"


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


class PartOfDay(StrEnum):
    """Morning to 12:00, afternoon to 17:00, evening after."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class CheckKind(StrEnum):
    """What was checked. No certificate content is ever held."""

    DBS = "dbs"
    IDENTITY = "identity"
    REFERENCES = "references"

    @property
    def label(self) -> str:
        """> DBS."""
        return "DBS" if self is CheckKind.DBS else self.value.capitalize()


class Member(Row, Versioned):
    """A volunteer. `number` is the service's own volunteer number, the key of imports.

    `max_month` is the most sittings a month that they agreed to. `may_chair` is the service's
    approval, `willing_chair` their own wish. `form_key` is of the form that
    added them, so that posting it twice adds one.
    """

    __tablename__ = "member"
    __table_args__ = (
        CheckConstraint("min_month >= 0 AND max_month >= min_month", name="month_range"),
        CheckConstraint("NOT (may_chair AND is_learner)", name="learner_no_chair"),
        Index(None, "status", "id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    number: Mapped[str] = mapped_column(unique=True)
    status: Mapped[Status] = mapped_column(choice(Status, "status"))
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    leave_reason: Mapped[str | None]
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


class Availability(Row):
    """A part of a weekday (0 is Monday) on which a volunteer is usually free."""

    __tablename__ = "availability"
    __table_args__ = (
        UniqueConstraint("member_id", "weekday", "part"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    weekday: Mapped[int]
    part: Mapped[PartOfDay] = mapped_column(choice(PartOfDay, "part"))


class Repeat(StrEnum):
    """How often days away come again."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class Away(Row):
    """Days, both included, on which a volunteer cannot sit.

    With `repeats` they come again, counted from `starts_on`, until `repeats_until` if that is set.
    """

    __tablename__ = "away"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint(
            "repeats_until IS NULL OR (repeats IS NOT NULL AND repeats_until >= starts_on)",
            name="repeats_until",
        ),
        UniqueConstraint("member_id", "starts_on", "ends_on"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    repeats: Mapped[Repeat | None] = mapped_column(choice(Repeat, "repeats"))
    repeats_until: Mapped[date | None]


class AvailabilityRound(Row, Versioned):
    """Volunteers are asked which of some dates they could do, by a day.

    `confirm_by` is when the service has promised to say which became duties, `confirmed_at` when
    it had. A round of an area asks those who serve it; of no area, everybody.
    """

    __tablename__ = "availability_round"
    __table_args__ = (CheckConstraint("last_on >= first_on", name="days"),)

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    closes_at: Mapped[datetime]
    confirm_by: Mapped[date | None]
    confirmed_at: Mapped[datetime | None]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    form_key: Mapped[str | None] = mapped_column(unique=True)

    area: Mapped[Area | None] = relationship()
    opened_by: Mapped[Person | None] = relationship()
    slots: Mapped[list["RoundSlot"]] = relationship(
        cascade="all, delete-orphan", order_by="RoundSlot.on_day, RoundSlot.id"
    )

    @property
    def last_day(self) -> date:
        """Return the last day on which it can be answered."""
        return clock.london(self.closes_at - MOMENT).date()


class RoundSlot(Row):
    """A part of a day that a round asks about."""

    __tablename__ = "round_slot"
    __table_args__ = (UniqueConstraint("round_id", "on_day", "part"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("availability_round.id"))
    on_day: Mapped[date] = mapped_column(index=True)
    part: Mapped[PartOfDay] = mapped_column(choice(PartOfDay, "part"))


class RoundReply(Row):
    """That a volunteer has answered a round; with `none_suits`, that no date suits.

    Once `sent_at` is set, slots without an answer are a no.
    """

    __tablename__ = "round_reply"
    __table_args__ = (UniqueConstraint("round_id", "member_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("availability_round.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    none_suits: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime | None]


class RoundAnswer(Row):
    """A slot that a volunteer could do."""

    __tablename__ = "round_answer"
    __table_args__ = (UniqueConstraint("slot_id", "member_id"),)

    slot_id: Mapped[int] = mapped_column(ForeignKey("round_slot.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)


class CheckRecord(Row):
    """A check that was made: its date and when to make it again, never what it said."""

    __tablename__ = "check_record"
    __table_args__ = (UniqueConstraint("member_id", "kind", "issued_on"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    kind: Mapped[CheckKind] = mapped_column(choice(CheckKind, "kind"))
    level: Mapped[str | None]
    issued_on: Mapped[date]
    recheck_on: Mapped[date | None]
    update_service: Mapped[bool] = mapped_column(default=False)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    checked_by: Mapped[Person | None] = relationship()
