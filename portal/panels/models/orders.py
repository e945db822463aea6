"""Orders, what happens to them, and their panels."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, Versioned, choice
from portal.panels.models.seats import SeatKind
from portal.people.models import Area, Person

if TYPE_CHECKING:
    from portal.panels.models.sittings import Sitting


class OrderState(StrEnum):
    """Where an order stands."""

    OPEN = "open"
    ENDED = "ended"


class EventKind(StrEnum):
    """What changes the course of an order after its contract was signed."""

    EXTENSION = "extension"
    EARLY_END = "early_end"
    TRANSFER_IN = "transfer_in"
    TRANSFER_OUT = "transfer_out"

    @property
    def label(self) -> str:
        """> Transfer to another area."""
        return EVENT_WORDS[self]


EVENT_WORDS = {
    EventKind.EXTENSION: "Extension",
    EventKind.EARLY_END: "Early end",
    EventKind.TRANSFER_IN: "Transfer from another area",
    EventKind.TRANSFER_OUT: "Transfer to another area",
}


class PanelKind(StrEnum):
    """What a panel meets for. `PRE_COURT` comes before there is an order."""

    INITIAL = "initial"
    PROGRESS = "progress"
    FINAL = "final"
    NON_COMPLIANCE = "non_compliance"
    PRE_COURT = "pre_court"
    POST_COURT = "post_court"

    @property
    def label(self) -> str:
        """> Initial panel; Pre-court panel."""
        return f"{self.value.capitalize().replace('_', '-')} panel"


FIRST_PANELS = (PanelKind.INITIAL, PanelKind.POST_COURT)
"""Panels at which the contract is agreed: where one was held before court, the one after it is
the order's first."""


class PanelState(StrEnum):
    """Whether one order's meeting will happen.

    A `PROPOSED` one is the portal's suggestion; once a coordinator accepts it, it is `PLANNED`,
    with a sitting or still without.
    """

    PROPOSED = "proposed"
    PLANNED = "planned"
    HELD = "held"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"


class AttendanceState(StrEnum):
    """Whether somebody sat on a panel."""

    CAME = "came"
    APOLOGISED = "apologised"
    ABSENT = "absent"


class ReferralOrder(Row, Versioned):
    """An order of the court, known here by its reference alone.

    `months` is its length, 3 to 12 (Sentencing Act 2020 s.86). `due_on` is the last day for the
    initial panel, by the settings of the day it was entered or changed. `copied_at` is the case
    manager's tick that the reference stands in the case system. `ends_on` is when it ends, or
    ended. `late_reason` says why the initial panel is late, in words of the settings' list.
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
    late_reason: Mapped[str | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    area: Mapped[Area] = relationship()
    case_manager: Mapped[Person] = relationship()
    panels: Mapped[list["Panel"]] = relationship(back_populates="order", order_by="Panel.id")
    events: Mapped[list["OrderEvent"]] = relationship(
        back_populates="order", order_by="OrderEvent.on_day, OrderEvent.id"
    )

    @property
    def extended(self) -> int:
        """Return by how many months it was made longer."""
        return sum(event.months or 0 for event in self.events)


class OrderConflict(Row):
    """Somebody who may know the family of an order: they are not asked for it again."""

    __tablename__ = "order_conflict"
    __table_args__ = (UniqueConstraint("order_id", "person_id"),)

    order_id: Mapped[int] = mapped_column(ForeignKey("referral_order.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class OrderEvent(Row):
    """An extension, an early end, a move into or out of the area: a kind and a day, no reason.

    `months` is by how much an extension lengthens the order.
    """

    __tablename__ = "order_event"
    __table_args__ = (
        CheckConstraint("(kind = 'extension') = (months IS NOT NULL)", name="extension_months"),
        CheckConstraint("months BETWEEN 1 AND 12", name="months"),
        UniqueConstraint("order_id", "kind", "on_day"),
    )

    order_id: Mapped[int] = mapped_column(ForeignKey("referral_order.id"))
    kind: Mapped[EventKind] = mapped_column(choice(EventKind, "kind"))
    on_day: Mapped[date]
    months: Mapped[int | None]

    order: Mapped[ReferralOrder] = relationship(back_populates="events")


class Panel(Row, Versioned):
    """One order's meeting. `position` is its turn in the sitting.

    `due_on` is the last day for it: an initial panel's by the court date, a later one's by the
    plan. Without a sitting it still needs a date. A pre-court panel has no order: it carries the
    court date to come, its area and its case manager itself; `due_uuid` is the calendar's entry of
    its last day, which one that is planned in its place takes over.

    What came of it is kept as codes alone, `noted_at` a moment: whether a contract was agreed, why
    it was adjourned (words of the settings' list) and which panel follows.
    """

    __tablename__ = "panel"
    __table_args__ = (
        CheckConstraint("position BETWEEN 1 AND 3", name="position"),
        CheckConstraint(
            "(order_id IS NULL) = (kind = 'pre_court') AND (order_id IS NOT NULL OR "
            "(court_on IS NOT NULL AND area_id IS NOT NULL AND case_manager_id IS NOT NULL))",
            name="order_or_court",
        ),
        CheckConstraint("state != 'proposed' OR sitting_id IS NULL", name="proposed_no_sitting"),
        CheckConstraint("(state = 'adjourned') = (adjourn_reason IS NOT NULL)", name="adjourned"),
        Index(
            None,
            "sitting_id",
            "position",
            unique=True,
            sqlite_where=text("state != 'cancelled'"),
            postgresql_where=text("state != 'cancelled'"),
        ),
        Index("uq_panel_due_uuid", "due_uuid", unique=True),
        Index(
            "uq_panel_open_initial",
            "order_id",
            unique=True,
            sqlite_where=text("kind = 'initial' AND state = 'planned'"),
            postgresql_where=text("kind = 'initial' AND state = 'planned'"),
        ),
    )

    ref: Mapped[str] = mapped_column(unique=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("referral_order.id"), index=True)
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"), index=True)
    kind: Mapped[PanelKind] = mapped_column(choice(PanelKind, "kind"))
    position: Mapped[int] = mapped_column(default=1)
    due_on: Mapped[date | None]
    late_reason: Mapped[str | None]
    court_on: Mapped[date | None]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    case_manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    noted_at: Mapped[datetime | None]
    contract_agreed: Mapped[bool | None]
    adjourn_reason: Mapped[str | None]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("panel.id"), index=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)
    due_uuid: Mapped[UUID | None]
    state: Mapped[PanelState] = mapped_column(
        choice(PanelState, "state"), default=PanelState.PLANNED
    )

    order: Mapped[ReferralOrder | None] = relationship(back_populates="panels")
    sitting: Mapped["Sitting | None"] = relationship(back_populates="panels")
    own_area: Mapped[Area | None] = relationship()
    own_case_manager: Mapped[Person | None] = relationship()
    follows: Mapped["Panel | None"] = relationship(remote_side="Panel.id")
    attendance: Mapped[list["Attendance"]] = relationship(
        back_populates="panel", order_by="Attendance.id"
    )
    checks: Mapped[list["PanelCheck"]] = relationship(
        cascade="all, delete-orphan", order_by="PanelCheck.position, PanelCheck.id"
    )

    @property
    def sits_on(self) -> date | None:
        """Return the day in London on which it sits or sat, if it has a sitting."""
        return self.sitting.entry.first_day if self.sitting else None

    @property
    def explained_by_order(self) -> bool:
        """Return whether why it is late is said of its order: of its first panel it is.

        One that follows an adjournment has a day of its own.
        """
        return self.kind in FIRST_PANELS and self.follows_id is None

    @property
    def why_late(self) -> str | None:
        """Return why it is late, if that was said, wherever it is kept."""
        by_order = self.order is not None and self.explained_by_order
        return self.order.late_reason if self.order and by_order else self.late_reason

    @property
    def case_manager(self) -> Person:
        """Return who looks after the case."""
        who = self.order.case_manager if self.order else self.own_case_manager
        assert who is not None  # noqa: S101 -- the table's own check holds it
        return who

    @property
    def area(self) -> Area:
        """Return where the case is looked after."""
        where = self.order.area if self.order else self.own_area
        assert where is not None  # noqa: S101 -- the table's own check holds it
        return where


class Attendance(Row):
    """Whether one person sat on one panel. A correction keeps what was noted first.

    `part` is what they counted as then: a volunteer who later joins the service keeps having
    counted. A trigger refuses a colleague of the service as one who counts for the community.
    """

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("panel_id", "person_id"),)

    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    part: Mapped[SeatKind] = mapped_column(choice(SeatKind, "part"))
    state: Mapped[AttendanceState] = mapped_column(choice(AttendanceState, "state"))
    corrected_from: Mapped[AttendanceState | None] = mapped_column(
        choice(AttendanceState, "corrected_from")
    )

    panel: Mapped[Panel] = relationship(back_populates="attendance")
    person: Mapped[Person] = relationship()


class PanelCheck(Row):
    """Something to arrange or to note for a panel, ticked or not; never anything about a child.

    `at_time` goes with an item that is a time ("papers available from").
    """

    __tablename__ = "panel_check"
    __table_args__ = (
        UniqueConstraint("panel_id", "item"),
        CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="done_by_somebody"),
    )

    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"))
    position: Mapped[int]
    item: Mapped[str]
    at_time: Mapped[time | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime | None]

    done_by: Mapped[Person | None] = relationship()
