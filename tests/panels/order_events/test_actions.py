"""What an extension, an early end and a move do to an order and its plan."""

from datetime import date
from uuid import uuid4

import pytest
from flask import Flask

from portal import clock
from portal.database import changing, session
from portal.panels import rules
from portal.panels.actions import order_events, orders, plans
from portal.panels.models import (
    EventKind,
    OrderState,
    PanelKind,
    PanelState,
    ReferralOrder,
    SittingState,
)
from portal.panels.queries.history import order_history
from portal.panels.queries.plans import outlook
from portal.people.models import Person
from tests.factories import AreaFactory
from tests.panels import scenes

SECOND = date(2026, 3, 2)


def extend(order: ReferralOrder, months: int, actor: Person, replanned: str = "") -> None:
    """Make an order longer."""
    with changing():
        order_events.extend_order(
            order=order, on_day=SECOND, months=months, replanned=replanned, actor=actor
        )


def end(order: ReferralOrder, kind: EventKind, actor: Person, replanned: str = "") -> None:
    """End an order early, or move it away."""
    with changing():
        order_events.end_early(
            order=order, kind=kind, on_day=SECOND, replanned=replanned, actor=actor
        )


def days(order: ReferralOrder) -> list[date | None]:
    """Return the last days of an order's live panels, in order."""
    session.expire_all()
    live = [panel for panel in order.panels if panel.state is not PanelState.CANCELLED]
    return sorted((panel.due_on for panel in live), key=lambda day: day or date.max)


def signed(actor: Person, months: int = 6) -> ReferralOrder:
    """Return an order with its contract signed and its panels proposed."""
    order = scenes.order(actor, months=months)
    scenes.signed(order, actor)
    return order


def test_an_extension_moves_the_end_and_the_final_panel_once_that_is_said(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo)
    with pytest.raises(rules.WouldReplan) as asked:
        extend(order, 3, jo)
    assert [(each.kind, each.was, each.now) for each in asked.value.changes] == [
        ("progress", None, date(2026, 9, 2)),
        ("final", date(2026, 9, 2), date(2026, 12, 2)),
    ]
    assert order.events == []
    for _ in range(2):
        extend(order, 3, jo, asked.value.key)
    assert (order.ends_on, order.extended) == (date(2026, 12, 2), 3)
    assert days(order) == [date(2026, 6, 2), date(2026, 9, 2), date(2026, 12, 2)]


def test_an_order_is_extended_to_twelve_months_at_most(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo, months=11)
    with pytest.raises(rules.Refused, match="An order lasts 12 months at most") as refused:
        extend(order, 2, jo)
    assert refused.value.field == "months"
    with pytest.raises(rules.Refused, match="not signed yet"):
        extend(scenes.order(jo), 1, jo)


def test_an_extension_can_be_taken_back(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo)
    with pytest.raises(rules.WouldReplan) as asked:
        extend(order, 3, jo)
    extend(order, 3, jo, asked.value.key)

    def take_back(replanned: str = "") -> None:
        with changing():
            order_events.take_back_extension(
                order=order, event=order.events[0], replanned=replanned, actor=jo
            )

    with pytest.raises(rules.WouldReplan) as asked:
        take_back()
    take_back(asked.value.key)
    assert (order.ends_on, order.events) == (date(2026, 9, 2), [])
    assert days(order) == [date(2026, 6, 2), date(2026, 9, 2)]


@pytest.mark.parametrize("kind", [EventKind.EARLY_END, EventKind.TRANSFER_OUT])
def test_an_order_that_ends_early_takes_its_plan_along_once_that_is_said(
    app: Flask, kind: EventKind
) -> None:
    jo = scenes.coordinator()
    order = signed(jo)
    sitting = scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=date(2026, 6, 1))
    with pytest.raises(rules.WouldReplan) as asked:
        end(order, kind, jo)
    assert not asked.value.may_keep
    assert [(each.ref, each.was, each.now) for each in asked.value.changes] == [
        ("P-2026-001", date(2026, 6, 1), None),
        ("P-2026-002", date(2026, 9, 2), None),
    ]
    for _ in range(2):
        end(order, kind, jo, asked.value.key)
    assert (order.state, order.ends_on, days(order)) == (OrderState.ENDED, SECOND, [])
    assert sitting.state is SittingState.CANCELLED
    assert [(each.kind, each.on_day) for each in order.events] == [(kind, SECOND)]
    with changing():
        orders.reopen_order(order=order, actor=jo)
    assert (order.state, order.ends_on) == (OrderState.OPEN, date(2026, 9, 2))
    assert days(order) == [date(2026, 6, 2), date(2026, 9, 2)]


def agreed(order: ReferralOrder, actor: Person) -> str:
    """Return what an early end would change, as it is agreed to."""
    with pytest.raises(rules.WouldReplan) as asked:
        end(order, EventKind.EARLY_END, actor)
    return asked.value.key


@pytest.mark.parametrize("is_draft", [False, True])
def test_a_sitting_shared_with_another_order_goes_on_without_it(app: Flask, is_draft: bool) -> None:
    jo, area = scenes.coordinator(), AreaFactory()
    order, other = scenes.order(jo, area=area), scenes.order(jo, area=area)
    sitting = scenes.arranged(jo, order, other, is_draft=is_draft)
    was = sitting.state
    end(order, EventKind.EARLY_END, jo, agreed(order, jo))
    assert (order.state, days(order)) == (OrderState.ENDED, [])
    assert sitting.state is was
    live = [panel for panel in sitting.panels if panel.state is PanelState.PLANNED]
    assert [(panel.order, panel.position) for panel in live] == [(other, 1)]


def test_an_evening_that_is_a_draft_is_kept(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    sitting = scenes.draft(jo, order)
    end(order, EventKind.EARLY_END, jo, agreed(order, jo))
    assert (sitting.state, days(order)) == (SittingState.DRAFT, [])


def test_what_came_of_a_panel_is_noted_first(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    scenes.arranged(jo, order)
    begun = pytest.raises(rules.Refused, match="P-2026-001 on Tuesday 10 March has begun")
    with clock.frozen(clock.at(date(2026, 3, 11), scenes.HALF_FIVE)), begun:
        end(order, EventKind.EARLY_END, jo)
    assert order.state is OrderState.OPEN


def test_an_order_that_comes_here_needs_no_initial_panel(app: Flask) -> None:
    jo, key = scenes.coordinator(), uuid4().hex
    facts = rules.OrderFacts(date(2025, 10, 15), 12, AreaFactory().id, False, jo.id)
    came = rules.Transfer(on_day=date(2026, 2, 24), signed_on=date(2025, 11, 3))
    with changing():
        made = [
            orders.take_over_order(facts=facts, came=came, form_key=key, actor=jo) for _ in range(2)
        ]
    order = made[0]
    assert made[1] is order
    assert (order.ref, order.signed_on, order.ends_on) == (
        "RO-2026-001",
        date(2025, 11, 3),
        date(2026, 11, 3),
    )
    # The first of its progress panels was due on 3 February, when it was not here.
    assert days(order) == [date(2026, 5, 1), date(2026, 8, 3), date(2026, 11, 3)]
    assert outlook(order).undated is None
    assert [each.words for each in order_history(order)][-2:] == [
        "Jo Hartley noted that it came from another area on Tuesday 24 February",
        "Jo Hartley entered it",
    ]


def test_what_happens_to_an_order_is_told_in_its_history(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo, months=3)
    with pytest.raises(rules.WouldReplan) as asked:
        extend(order, 1, jo)
    extend(order, 1, jo, asked.value.key)
    with changing():
        plans.accept_panel(order=order, panel=order.panels[0], actor=jo)
        plans.drop_panel(order=order, panel=order.panels[0], actor=jo)
    assert [each.words for each in order_history(order)] == [
        "Jo Hartley took P-2026-001 out of the plan",
        "Jo Hartley accepted P-2026-001",
        "Jo Hartley gave P-2026-001 another last day",
        "Jo Hartley noted an extension by 1 month on Monday 2 March",
        "Jo Hartley noted that the contract was signed on Monday 2 March",
        "Jo Hartley entered it",
    ]


@pytest.mark.parametrize(
    ("on_day", "start"),
    [
        (date(2026, 3, 3), "That day is in the future."),
        (date(2026, 3, 1), "That is before 2 March 2026, when the order began."),
    ],
)
def test_nothing_happens_before_the_contract_or_in_the_future(
    app: Flask, on_day: date, start: str
) -> None:
    jo = scenes.coordinator()
    order = signed(jo)
    with pytest.raises(rules.Refused) as refused, changing():
        order_events.extend_order(order=order, on_day=on_day, months=1, actor=jo)
    assert refused.value.sentence.startswith(start)
