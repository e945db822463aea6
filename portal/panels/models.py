"""Orders → panels, held back to back in sittings; a sitting's seats, and the offers of a seat."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.audit.models import Tag
from portal.calendar.models import Entry
from portal.database import Row, Versioned, choice
from portal.people.models import Area, Person
from portal.settings.models import Setting, declare

GROUP = "Panels"

INITIAL_DAYS = declare(
    Setting(
        "panels.initial_days",
        20,
        "Working days from court to the initial panel",
        "Day 1 is the first working day after court.",
        GROUP,
        least=1,
        most=60,
    )
)
INTENSIVE_DAYS = declare(
    Setting(
        "panels.intensive_days",
        5,
        "Working days from court to the initial panel of an intensive contract",
        "Day 1 is the first working day after court.",
        GROUP,
        least=1,
        most=60,
    )
)
NOTICE_DAYS = declare(
    Setting(
        "panels.notice_days",
        5,
        "Working days’ notice that everyone on a panel should have",
        "The portal counts back from the day of the panel to the last day to tell people.",
        GROUP,
        least=0,
        most=20,
    )
)
INTENSIVE_NOTICE_DAYS = declare(
    Setting(
        "panels.intensive_notice_days",
        2,
        "Working days’ notice of a panel for an intensive contract",
        "Shorter than for other panels, because its due date is so near.",
        GROUP,
        least=0,
        most=20,
    )
)
RISK_DAYS = declare(
    Setting(
        "panels.risk_days",
        2,
        "Working days before the last day to tell people when a panel is at risk",
        "A panel that cannot sit yet is listed as at risk from then on.",
        GROUP,
        least=0,
        most=20,
    )
)
OFFER_HOURS = declare(
    Setting(
        "panels.offer_hours",
        72,
        "Hours that a volunteer has to answer an offer",
        "Less when the last day to tell people comes sooner.",
        GROUP,
        least=1,
        most=336,
    )
)
PANEL_MINUTES = declare(
    Setting(
        "panels.panel_minutes",
        60,
        "Usual length of a panel, in minutes",
        "Filled in when a sitting is arranged; whole quarters of an hour.",
        GROUP,
        least=15,
        most=240,
        check=lambda minutes: None if minutes % 15 == 0 else "Enter whole quarters of an hour",
    )
)


class PanelsTag(Tag):
    """What the trail says of orders and panels."""

    ADVISER_ASSIGNED = "panels:adviser_assigned", "person"
    ADVISER_CLASH_OVERRIDDEN = "panels:adviser_clash_overridden", "person", "reason"
    CONFLICT_DECLARED = "panels:conflict_declared", "seat"
    OFFER_ACCEPTED = "panels:offer_accepted", "seat"
    OFFER_DECLINED = "panels:offer_declined", "seat"
    OFFER_LAPSED = "panels:offer_lapsed", "seat", "person"
    OFFER_LEFT = "panels:offer_left", "seat"
    OFFER_MADE = "panels:offer_made", "seat", "person"
    OFFER_WITHDRAWN = "panels:offer_withdrawn", "seat", "person"
    ORDER_CHANGED = "panels:order_changed"
    ORDER_ENDED = "panels:order_ended"
    ORDER_ENTERED = "panels:order_entered"
    ORDER_REOPENED = "panels:order_reopened"
    PANEL_ADDED = "panels:panel_added", "sitting"
    REFERENCE_COPIED = "panels:reference_copied"
    REFERENCE_UNTICKED = "panels:reference_unticked"
    SEAT_RELEASED = "panels:seat_released", "seat", "person"
    SITTING_ARRANGED = "panels:sitting_arranged"
    SITTING_CANCELLED = "panels:sitting_cancelled", "reason"
    SITTING_HELD = "panels:sitting_held"
    SITTING_MOVED = "panels:sitting_moved"


class OrderState(StrEnum):
    """Where an order stands."""

    OPEN = "open"
    ENDED = "ended"


class SittingState(StrEnum):
    """A draft is invisible to volunteers; `HELD` is quorate and over (`jobs.close_ended`)."""

    DRAFT = "draft"
    PUBLISHED = "published"
    HELD = "held"
    CANCELLED = "cancelled"


class CancelReason(StrEnum):
    """Why a sitting will not be. Nothing here says anything about a child."""

    NOT_ENOUGH_PEOPLE = "not_enough_people"
    ROOM = "room"
    ADVISER = "adviser"
    ANOTHER_DATE = "another_date"
    NOT_NEEDED = "not_needed"
    DID_NOT_SIT = "did_not_sit"

    @property
    def label(self) -> str:
        """> The room is not available."""
        return CANCEL_WORDS[self]


CANCEL_WORDS = {
    CancelReason.NOT_ENOUGH_PEOPLE: "Not enough people can sit",
    CancelReason.ROOM: "The room is not available",
    CancelReason.ADVISER: "No adviser is available",
    CancelReason.ANOTHER_DATE: "Another date suits better",
    CancelReason.NOT_NEEDED: "The panel is no longer needed",
    CancelReason.DID_NOT_SIT: "It did not sit on the day",
}


class PanelKind(StrEnum):
    """What a panel meets for."""

    INITIAL = "initial"
    PROGRESS = "progress"
    FINAL = "final"
    NON_COMPLIANCE = "non_compliance"

    @property
    def label(self) -> str:
        """> Initial panel."""
        return {"non_compliance": "Non-compliance panel"}.get(self, f"{self.capitalize()} panel")


class PanelState(StrEnum):
    """Whether one order's meeting will happen."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class SeatKind(StrEnum):
    """What somebody does on a sitting. Only chair and member are community seats."""

    CHAIR = "chair"
    MEMBER = "member"
    OBSERVER = "observer"
    ADVISER = "adviser"

    @property
    def label(self) -> str:
        """> panel member."""
        return "panel member" if self is SeatKind.MEMBER else self.value


class OfferState(StrEnum):
    """Where an offer stands. `LEFT` is somebody who had said yes and no longer can."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CONFLICT = "conflict"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    LEFT = "left"


OPEN_OFFERS = (OfferState.SENT, OfferState.ACCEPTED)


class ReferralOrder(Row, Versioned):
    """An order of the court, known here by its reference alone.

    `months` is its length, 3 to 12 (Sentencing Act 2020 s.86). `due_on` is the last day for the
    initial panel, by the settings of the day it was entered or changed. `copied_at` is the case
    manager's tick that the reference stands in the case system.
    """

    __tablename__ = "referral_order"
    __table_args__ = (
        CheckConstraint("months BETWEEN 3 AND 12", name="months"),
        Index(None, "state", "due_on"),
    )

    ref: Mapped[str] = mapped_column(unique=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    court_date: Mapped[date]
    due_on: Mapped[date]
    months: Mapped[int]
    intensive: Mapped[bool] = mapped_column(default=False)
    case_manager_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    signed_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    state: Mapped[OrderState] = mapped_column(choice(OrderState, "state"), default=OrderState.OPEN)
    copied_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    area: Mapped[Area] = relationship()
    case_manager: Mapped[Person] = relationship()
    panels: Mapped[list["Panel"]] = relationship(back_populates="order", order_by="Panel.id")


class OrderConflict(Row):
    """Somebody who may know the family of an order: they are not asked for it again."""

    __tablename__ = "order_conflict"
    __table_args__ = (UniqueConstraint("order_id", "person_id"),)

    order_id: Mapped[int] = mapped_column(ForeignKey("referral_order.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class Sitting(Row, Versioned):
    """One room, date and adviser, with the same people for one to three panels back to back."""

    __tablename__ = "sitting"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    state: Mapped[SittingState] = mapped_column(
        choice(SittingState, "state"), default=SittingState.PUBLISHED
    )
    coordinator_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    cancel_reason: Mapped[CancelReason | None] = mapped_column(
        choice(CancelReason, "cancel_reason")
    )
    form_key: Mapped[str | None] = mapped_column(unique=True)

    entry: Mapped[Entry] = relationship(lazy="joined", innerjoin=True)
    coordinator: Mapped[Person] = relationship()
    panels: Mapped[list["Panel"]] = relationship(
        back_populates="sitting", order_by="Panel.position"
    )
    seats: Mapped[list["Seat"]] = relationship(
        back_populates="sitting", order_by="Seat.number", cascade="all, delete-orphan"
    )


class Panel(Row, Versioned):
    """One order's meeting. `position` is its turn in the sitting."""

    __tablename__ = "panel"
    __table_args__ = (
        CheckConstraint("position BETWEEN 1 AND 3", name="position"),
        Index(
            None,
            "sitting_id",
            "position",
            unique=True,
            sqlite_where=text("state != 'cancelled'"),
            postgresql_where=text("state != 'cancelled'"),
        ),
        Index(
            "uq_panel_open_initial",
            "order_id",
            unique=True,
            sqlite_where=text("kind = 'initial' AND state = 'planned'"),
            postgresql_where=text("kind = 'initial' AND state = 'planned'"),
        ),
    )

    ref: Mapped[str] = mapped_column(unique=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("referral_order.id"), index=True)
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"), index=True)
    kind: Mapped[PanelKind] = mapped_column(choice(PanelKind, "kind"))
    position: Mapped[int] = mapped_column(default=1)
    due_on: Mapped[date | None]
    state: Mapped[PanelState] = mapped_column(
        choice(PanelState, "state"), default=PanelState.PLANNED
    )

    order: Mapped[ReferralOrder] = relationship(back_populates="panels")
    sitting: Mapped[Sitting | None] = relationship(back_populates="panels")


class Seat(Row):
    """A place on a sitting. Who has taken it stands in `person`; how they came to, in the offers.

    A trigger refuses a colleague of the service on a community seat (Sentencing Act 2020 s.91).
    `clash_known` is an adviser's who was knowingly given two duties at once.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("sitting_id", "number"),
        UniqueConstraint("sitting_id", "person_id"),
    )

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    number: Mapped[int]
    kind: Mapped[SeatKind] = mapped_column(choice(SeatKind, "kind"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    clash_known: Mapped[bool] = mapped_column(default=False)

    sitting: Mapped[Sitting] = relationship(back_populates="seats")
    person: Mapped[Person | None] = relationship()
    offers: Mapped[list["Offer"]] = relationship(back_populates="seat", order_by="Offer.id")


class Offer(Row):
    """A seat offered to one person, and their answer. A seat has one accepted offer at most.

    `sits_on` is the sitting's day when they were asked: a no is a no to that day.
    """

    __tablename__ = "offer"
    __table_args__ = (
        Index(
            "uq_offer_accepted_seat",
            "seat_id",
            unique=True,
            sqlite_where=text("state = 'accepted'"),
            postgresql_where=text("state = 'accepted'"),
        ),
        Index(
            "uq_offer_open_seat_person",
            "seat_id",
            "person_id",
            unique=True,
            sqlite_where=text("state IN ('sent', 'accepted')"),
            postgresql_where=text("state IN ('sent', 'accepted')"),
        ),
        Index(None, "person_id", "state"),
        Index(None, "state", "expires_at"),
        Index(None, "sits_on", "state"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[OfferState] = mapped_column(choice(OfferState, "state"), default=OfferState.SENT)
    sits_on: Mapped[date]
    offered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]

    seat: Mapped[Seat] = relationship(back_populates="offers")
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    offered_by: Mapped[Person | None] = relationship(foreign_keys=[offered_by_id])
