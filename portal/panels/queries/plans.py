"""The plan of an order: its panels in time, how each stands, and which needs a date next."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.panels import rules
from portal.panels.models import (
    FIRST_PANELS,
    NOTICE_DAYS,
    EventKind,
    OrderState,
    Panel,
    PanelKind,
    PanelState,
    ReferralOrder,
    Sitting,
    SittingState,
)
from portal.panels.permissions import Areas
from portal.panels.queries.conditions import within
from portal.panels.queries.orders import notice_of, timing_of
from portal.settings.queries import value
from portal.site.filters import day


class Stage(StrEnum):
    """How far a panel of a plan has come."""

    PROPOSED = "proposed"
    UNDATED = "undated"
    ARRANGED = "arranged"
    OVER = "over"
    HELD = "held"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class PlanStep:
    """One panel of an order in its time line; the first one stands there before it is arranged.

    `reason` is why it is late, if that was given.
    """

    kind: PanelKind
    panel: Panel | None
    stage: Stage
    deadline: rules.Deadline | None
    reason: str | None = None

    @property
    def day(self) -> date | None:
        """Return when it sits or sat, or by when it must."""
        sits_on = self.panel.sits_on if self.panel else None
        return sits_on or (self.deadline.due_on if self.deadline else None)

    @property
    def has_last_day(self) -> bool:
        """Return whether a day is known by which it must sit."""
        return self.deadline is not None and (self.panel is None or self.panel.due_on is not None)

    @property
    def needs_date(self) -> bool:
        """Return whether a sitting must be found for it."""
        return self.stage is Stage.UNDATED

    @property
    def is_open(self) -> bool:
        """Return whether its day can be changed, and it be dropped: it has no sitting."""
        return self.panel is not None and self.stage in {Stage.PROPOSED, Stage.UNDATED}

    @property
    def is_arranged(self) -> bool:
        """Return whether it has a sitting that is still to come."""
        return self.stage is Stage.ARRANGED

    @property
    def is_late(self) -> bool:
        """Return whether it sits or sat, or can only sit, after its last day."""
        counts = self.stage in {Stage.UNDATED, Stage.ARRANGED, Stage.OVER, Stage.HELD}
        return counts and self.deadline is not None and self.deadline.is_late

    @property
    def is_unexplained(self) -> bool:
        """Return whether it is late and nobody has said why."""
        return self.is_late and not self.reason

    @property
    def words(self) -> str:
        """> Needs a date; Arranged; Adjourned: the child did not come."""
        if self.stage is Stage.ADJOURNED and self.panel and self.panel.adjourn_reason:
            return f"Adjourned: {self.panel.adjourn_reason}"
        if self.stage is Stage.ARRANGED and self.panel and self.panel.sitting:
            is_draft = self.panel.sitting.state is SittingState.DRAFT
            return "Arranged, not published yet" if is_draft else "Arranged"
        return {Stage.UNDATED: "Needs a date", Stage.OVER: "Could not sit on its day"}.get(
            self.stage, self.stage.value.capitalize()
        )

    def look(self, warn_days: int) -> str:
        """Return the look of the words; at risk from so many days before people must be told."""
        if self.stage is Stage.UNDATED and self.deadline:
            return "risk" if self.deadline.notice_left <= warn_days else "due"
        return {Stage.ARRANGED: "ok", Stage.HELD: "ok", Stage.OVER: "risk"}.get(self.stage, "none")


@dataclass(frozen=True)
class Outlook:
    """What stands out of an order's plan: the panel that comes next, and what is missing."""

    steps: Sequence[PlanStep]

    @property
    def undated(self) -> PlanStep | None:
        """Return the panel without a date that is due first."""
        return next((step for step in self.steps if step.needs_date), None)

    @property
    def next(self) -> PlanStep | None:
        """Return the panel that needs a date, else the next that is arranged or proposed."""
        coming = (Stage.ARRANGED, Stage.OVER, Stage.PROPOSED)
        return self.undated or next((step for step in self.steps if step.stage in coming), None)

    @property
    def first(self) -> PlanStep | None:
        """Return the order's first panel, whose clock counts from court."""
        found = [step for step in self.steps if isinstance(step.deadline, rules.Timing)]
        return found[-1] if found else None

    @property
    def clock(self) -> PlanStep | None:
        """Return whose clock the order shows: what comes next and was accepted, else its first."""
        step = self.next
        counts = step is not None and step.stage is not Stage.PROPOSED and step.has_last_day
        return step if counts else self.first

    @property
    def unexplained(self) -> bool:
        """Return whether a panel is late and nobody has said why."""
        return any(step.is_unexplained for step in self.steps)

    @property
    def not_agreed_on(self) -> date | None:
        """Return when the latest first panel was held, if no contract was agreed at it."""
        first = (step.panel for step in self.steps if step.kind in FIRST_PANELS)
        held = [panel for panel in first if panel and panel.state is PanelState.HELD]
        return held[-1].sits_on if held and held[-1].contract_agreed is False else None

    @property
    def proposed(self) -> list[PlanStep]:
        """Return the panels that the portal suggests."""
        return [step for step in self.steps if step.stage is Stage.PROPOSED]


def outlook(order: ReferralOrder) -> Outlook:
    """Return an order's plan from its panels as they are loaded, in the order of their days."""
    steps = [step_of(panel) for panel in order.panels]
    if needs_first(order):
        reason = order.late_reason
        steps.append(PlanStep(PanelKind.INITIAL, None, Stage.UNDATED, timing_of(order), reason))
    return Outlook(sorted(steps, key=_in_time))


def _in_time(step: PlanStep) -> tuple[date, int]:
    return (step.day or date.min, step.panel.id if step.panel else 0)


def needs_first(order: ReferralOrder) -> bool:
    """Return whether an order waits for its first panel, and none is arranged."""
    sits = (PanelState.PLANNED, PanelState.HELD)
    return (
        order.state is OrderState.OPEN
        and order.signed_on is None
        and not any(panel.kind in FIRST_PANELS and panel.state in sits for panel in order.panels)
    )


def step_of(panel: Panel) -> PlanStep:
    """Return how one panel stands in its plan."""
    has_day = panel.due_on is not None or panel.sitting is not None
    deadline = deadline_of(panel, panel.sits_on) if has_day else None
    return PlanStep(panel.kind, panel, _stage(panel), deadline, panel.why_late)


def _stage(panel: Panel) -> Stage:
    if panel.state is not PanelState.PLANNED:
        return Stage(panel.state.value)
    if panel.sitting is None:
        return Stage.UNDATED
    return Stage.OVER if panel.sitting.entry.ends_at <= clock.now() else Stage.ARRANGED


def deadline_of(panel: Panel, sits_on: date | None) -> rules.Deadline:
    """Return a panel's clock today: a first panel's counts from court, every other's to its day.

    One that has no last day is never late: its own day is its last.
    """
    order, due_on = panel.order, panel.due_on
    if order and panel.explained_by_order and due_on == order.due_on:
        return timing_of(order, sits_on)
    return rules.deadline(
        due_on or sits_on or clock.today(),
        notice=notice_of(order) if order else value(NOTICE_DAYS),
        today=clock.today(),
        sits_on=sits_on,
        days=clock,
        not_before=order.court_date if order else None,
    )


def term_of(order: ReferralOrder, signed_on: date | None = None) -> rules.Term | None:
    """Return how long the contract of an order has effect; None while it is not signed."""
    signed = signed_on or order.signed_on
    return rules.Term(signed, order.months + order.extended) if signed else None


def last_day(order: ReferralOrder, kind: PanelKind) -> date | None:
    """Return by when a panel of a kind must sit that stands in no plan, where that is known."""
    if kind in FIRST_PANELS:
        return order.due_on
    term = term_of(order)
    if kind is PanelKind.FINAL and term:
        return rules.working_day(term.ends_on, clock)
    return None


def came_on(order: ReferralOrder) -> date | None:
    """Return the day on which an order came here from another area, if it did."""
    came = [event.on_day for event in order.events if event.kind is EventKind.TRANSFER_IN]
    return came[-1] if came else None


def held_plan(order: ReferralOrder) -> list[Panel]:
    """Return the panels of an order that is held, as they now are."""
    return list(
        session.scalars(
            select(Panel)
            .where(Panel.order_id == order.id)
            .options(joinedload(Panel.sitting).joinedload(Sitting.entry))
            .order_by(Panel.id)
            .execution_options(populate_existing=True)
        )
    )


def lock_panel(panel_id: int) -> Panel:
    """Return a panel as it now is, held until the change is done; its order is held already."""
    return session.scalars(
        select(Panel)
        .where(Panel.id == panel_id)
        .with_for_update(of=Panel)
        .execution_options(populate_existing=True)
    ).one()


def waiting(order_id: int, kind: PanelKind) -> Panel | None:
    """Return the order's panel of a kind that has no sitting, an accepted one before a proposed.

    Of several, the one that is due first.
    """
    return session.scalar(
        select(Panel)
        .where(
            Panel.order_id == order_id,
            Panel.kind == kind,
            Panel.sitting_id.is_(None),
            Panel.state.in_((PanelState.PLANNED, PanelState.PROPOSED)),
        )
        .order_by(
            Panel.state == PanelState.PROPOSED, Panel.due_on.is_(None), Panel.due_on, Panel.id
        )
        .limit(1)
    )


def standing_words(order: ReferralOrder) -> str:
    """> progress panel due Thursday 10 September; initial panel on Tuesday 10 March."""
    stands = outlook(order)
    step = stands.undated or stands.next or stands.first
    if step is None or step.day is None:
        return "nothing planned"
    sits = step.panel is not None and step.panel.sitting is not None
    return f"{step.kind.label.lower()} {'on' if sits else 'due'} {day(step.day)}"


def due_entries(uuids: Collection[UUID]) -> Sequence[Entry]:
    """Return the calendar's entries among these, called off or not."""
    return session.scalars(
        select(Entry)
        .where(Entry.uuid.in_(uuids))
        .options(selectinload(Entry.audience), selectinload(Entry.attendees))
        .order_by(Entry.id)
    ).all()


def arranged_words(panels: Iterable[Panel]) -> str:
    """> P-2026-031 on Tuesday 10 March, for a sentence about what stands in the way."""
    found = [f"{each.ref} on {day(each.sits_on)}" for each in panels if each.sits_on]
    return " and ".join(found)


def panel_of(order: ReferralOrder, ref: str) -> Panel:
    """Return a panel of a loaded order by its reference; raises `NoResultFound`."""
    found = next((panel for panel in order.panels if panel.ref == ref), None)
    if found is None:
        message = "The order has no panel of that reference."
        raise NoResultFound(message)
    return found


def undated_panel(ref: str, areas: Areas) -> Panel:
    """Return a panel that has no sitting, for whoever sees its area; raises `NoResultFound`."""
    area = select(ReferralOrder.area_id).where(ReferralOrder.id == Panel.order_id).scalar_subquery()
    return session.scalars(
        select(Panel)
        .where(Panel.ref == ref, Panel.sitting_id.is_(None))
        .where(within(area, areas) | within(Panel.area_id, areas))
        .options(joinedload(Panel.order))
    ).one()
