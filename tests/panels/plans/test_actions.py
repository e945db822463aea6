"""What becomes of an order's plan: proposed, accepted, moved, arranged, cancelled."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from portal import clock
from portal.database import changing, session
from portal.panels import rules
from portal.panels.actions import orders, plans, sittings
from portal.panels.models import (
    PROGRESS_MONTHS,
    CancelReason,
    Panel,
    PanelKind,
    PanelState,
    ReferralOrder,
    Sitting,
)
from portal.people.models import Person
from portal.settings import actions as settings
from portal.settings.queries import value
from tests.factories import RoomFactory
from tests.panels import scenes

SECOND = date(2026, 3, 2)


def signed(actor: Person, on: date = SECOND, **values: Any) -> ReferralOrder:
    """Return an order of a year whose contract is signed."""
    order = scenes.order(actor, **{"months": 12, **values})
    sign(order, on, actor)
    return order


def sign(order: ReferralOrder, on: date, actor: Person, replanned: str = "") -> None:
    """Note when a contract was signed."""
    with changing():
        plans.sign_contract(
            order=order, version=order.version, signed_on=on, replanned=replanned, actor=actor
        )


def accept(order: ReferralOrder, actor: Person) -> None:
    """Accept all that is proposed."""
    with changing():
        plans.accept_plan(order=order, actor=actor)


def plan(order: ReferralOrder) -> list[tuple[str, str, date | None, str]]:
    """Return the panels of an order that are not cancelled, by their day."""
    session.expire_all()
    live = [panel for panel in order.panels if panel.state is not PanelState.CANCELLED]
    ordered = sorted(live, key=lambda panel: panel.due_on or date.max)
    return [(each.ref, each.kind.value, each.due_on, each.state.value) for each in ordered]


def days(order: ReferralOrder) -> list[date | None]:
    """Return the last days of an order's live panels, in order."""
    return [due_on for _, _, due_on, _ in plan(order)]


def panel(order: ReferralOrder, ref: str) -> Panel:
    """Return a panel of an order."""
    return next(each for each in order.panels if each.ref == ref)


def test_a_signed_contract_proposes_its_panels(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo)
    assert order.ends_on == date(2027, 3, 2)
    assert plan(order) == [
        ("P-2026-001", "progress", date(2026, 6, 2), "proposed"),
        ("P-2026-002", "progress", date(2026, 9, 2), "proposed"),
        ("P-2026-003", "progress", date(2026, 12, 2), "proposed"),
        ("P-2026-004", "final", date(2027, 3, 2), "proposed"),
    ]
    sign(order, SECOND, jo)  # the same again
    assert len(plan(order)) == 4


def test_the_steps_are_a_setting(app: Flask) -> None:
    jo = scenes.coordinator()
    with changing():
        settings.change(PROGRESS_MONTHS, 6, actor=jo)
    assert value(PROGRESS_MONTHS) == 6
    assert days(signed(jo)) == [date(2026, 9, 2), date(2027, 3, 2)]


@pytest.mark.parametrize(
    ("on", "start"),
    [
        (date(2026, 3, 3), "That day is in the future."),
        (date(2026, 2, 10), "That is before court made the order."),
    ],
)
def test_a_contract_is_signed_after_court_and_not_in_the_future(
    app: Flask, on: date, start: str
) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    with pytest.raises(rules.Refused) as refused:
        sign(order, on, jo)
    assert refused.value.sentence.startswith(start)
    assert (order.signed_on, plan(order)) == (None, [])


def test_another_day_of_signing_is_said_before_it_moves_what_is_not_arranged(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo)
    accept(order, jo)
    scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=date(2026, 6, 1))
    with pytest.raises(rules.WouldReplan) as asked:
        sign(order, date(2026, 2, 25), jo)
    assert [(each.ref, each.was, each.now) for each in asked.value.changes] == [
        ("P-2026-002", date(2026, 9, 2), date(2026, 9, 1)),
        ("P-2026-003", date(2026, 12, 2), date(2026, 12, 1)),
        ("P-2026-004", date(2027, 3, 2), date(2027, 2, 25)),
    ]
    session.rollback()
    assert order.signed_on == SECOND
    with pytest.raises(rules.WouldReplan):
        sign(order, date(2026, 2, 25), jo, "something else that was shown")
    session.rollback()
    sign(order, date(2026, 2, 25), jo, asked.value.key)
    assert (order.signed_on, order.ends_on) == (date(2026, 2, 25), date(2027, 2, 25))
    assert plan(order)[-1] == ("P-2026-004", "final", date(2027, 2, 25), "planned")


def test_somebody_else_s_signing_is_not_overwritten(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    version = order.version
    sign(order, SECOND, jo)
    with pytest.raises(rules.Stale), changing():
        plans.sign_contract(order=order, version=version, signed_on=date(2026, 2, 25), actor=jo)


def test_each_proposal_is_accepted_moved_or_dropped(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo)
    with changing():
        for _ in range(2):
            plans.accept_panel(order=order, panel=panel(order, "P-2026-001"), actor=jo)
            plans.drop_panel(order=order, panel=panel(order, "P-2026-002"), actor=jo)
    assert [(ref, state) for ref, _, _, state in plan(order)] == [
        ("P-2026-001", "planned"),
        ("P-2026-003", "proposed"),
        ("P-2026-004", "proposed"),
    ]
    assert [tag for tag in scenes.tags() if tag in {"panel_accepted", "panel_dropped"}] == [
        "panel_accepted",
        "panel_dropped",
    ]


def test_moving_a_panel_moves_those_after_it_once_that_is_said(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo)
    first = panel(order, "P-2026-001")

    def move(replanned: str = "") -> None:
        with changing():
            plans.move_panel(
                order=order, panel=first, due_on=date(2026, 7, 2), replanned=replanned, actor=jo
            )

    with pytest.raises(rules.WouldReplan) as asked:
        move()
    assert asked.value.may_keep
    assert [(each.ref, each.now) for each in asked.value.changes] == [
        ("P-2026-001", date(2026, 7, 2)),
        ("P-2026-002", date(2026, 10, 2)),
        ("P-2026-003", date(2026, 12, 31)),
    ]
    assert days(order)[0] == date(2026, 6, 2)
    move(asked.value.key)
    assert days(order) == [
        date(2026, 7, 2),
        date(2026, 10, 2),
        date(2026, 12, 31),
        date(2027, 3, 2),
    ]


def test_the_others_may_stay_as_they_are(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo)
    with changing():
        plans.move_panel(
            order=order,
            panel=panel(order, "P-2026-001"),
            due_on=date(2026, 7, 2),
            replanned=rules.KEEP,
            actor=jo,
        )
    assert days(order) == [
        date(2026, 7, 2),
        date(2026, 9, 2),
        date(2026, 12, 2),
        date(2027, 3, 2),
    ]


def test_arranging_takes_the_planned_panel_of_that_kind_that_is_due_first(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo)
    with changing():
        plans.accept_panel(order=order, panel=panel(order, "P-2026-002"), actor=jo)
    sitting = scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=date(2026, 9, 1))
    assert [each.ref for each in sitting.panels] == ["P-2026-002"]
    sitting = scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=date(2026, 6, 1))
    assert [each.ref for each in sitting.panels] == ["P-2026-001"]  # proposed, and so accepted
    assert len(plan(order)) == 4
    other = scenes.arranged(jo, order, kind=PanelKind.NON_COMPLIANCE, day=date(2026, 4, 1))
    assert [each.ref for each in other.panels] == ["P-2026-005"]


def test_a_cancelled_sitting_leaves_its_panel_planned_without_a_date(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo)
    accept(order, jo)
    sitting = scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=date(2026, 6, 1))
    cancel(sitting, CancelReason.ROOM)
    assert plan(order)[0] == ("P-2026-005", "progress", date(2026, 6, 2), "planned")
    assert [each.state.value for each in sitting.panels] == ["cancelled"]
    sitting = scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=date(2026, 6, 1))
    cancel(sitting, CancelReason.NOT_NEEDED)
    assert days(order)[0] == date(2026, 9, 2)


def test_moving_a_sitting_moves_the_panels_after_it_once_that_is_said(app: Flask) -> None:
    jo, room = scenes.coordinator(), RoomFactory()
    order = signed(jo)
    accept(order, jo)
    sitting = scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=date(2026, 6, 1), room=room)
    with pytest.raises(rules.WouldReplan) as asked:
        moved(sitting, date(2026, 6, 23))
    assert asked.value.may_keep
    assert [(each.ref, each.was, each.now) for each in asked.value.changes[:1]] == [
        ("P-2026-001", date(2026, 6, 1), date(2026, 6, 23))
    ]
    assert [(each.ref, each.now) for each in asked.value.changes[1:]] == [
        ("P-2026-002", date(2026, 9, 23)),
        ("P-2026-003", date(2026, 12, 23)),
    ]
    moved(sitting, date(2026, 6, 23), asked.value.key)
    assert days(order) == [
        date(2026, 6, 2),
        date(2026, 9, 23),
        date(2026, 12, 23),
        date(2027, 3, 2),
    ]
    moved(sitting, date(2026, 6, 24), rules.KEEP)
    assert days(order)[1] == date(2026, 9, 23)


def test_a_reason_for_being_late_is_one_of_the_list_and_kept_where_it_is_read(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    scenes.arranged(jo, order, day=date(2026, 3, 13))
    with pytest.raises(rules.Refused, match="not on the list"), changing():
        plans.give_late_reason(order=order, panel=None, reason="Something else", actor=jo)
    with changing():
        plans.give_late_reason(
            order=order, panel=order.panels[0], reason="No suitable room", actor=jo
        )
    assert (order.late_reason, order.panels[0].late_reason) == ("No suitable room", None)
    later = signed(jo)
    accept(later, jo)
    with changing():
        plans.give_late_reason(
            order=later, panel=later.panels[0], reason="The court told us late", actor=jo
        )
    assert (later.late_reason, later.panels[0].late_reason) == (None, "The court told us late")


def test_arranging_late_keeps_the_reason_that_was_given(app: Flask) -> None:
    jo, room = scenes.coordinator(), RoomFactory()
    order = scenes.order(jo)

    def arrange(reason: str | None) -> None:
        with changing():
            sittings.arrange_sitting(
                facts=rules.SittingFacts(
                    clock.at(date(2026, 3, 13), scenes.HALF_FIVE), 60, room.id, late_reason=reason
                ),
                chosen=[(order, PanelKind.INITIAL)],
                room=room,
                form_key=uuid4().hex,
                actor=jo,
            )

    with pytest.raises(rules.Refused, match="after its last day, Wednesday 11 March") as refused:
        arrange("")
    assert refused.value.field == "late_reason"
    assert plan(order) == []
    arrange("No suitable room")
    assert order.late_reason == "No suitable room"


def test_a_longer_order_has_a_longer_plan_once_that_is_said(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo, months=6)

    def change(replanned: str = "") -> None:
        facts = rules.OrderFacts(
            order.court_date, 9, order.area_id, False, order.case_manager_id, replanned
        )
        with changing():
            orders.change_order(order=order, version=order.version, facts=facts, actor=jo)

    with pytest.raises(rules.WouldReplan) as asked:
        change()
    change(asked.value.key)
    assert order.ends_on == date(2026, 12, 2)
    assert days(order) == [date(2026, 6, 2), date(2026, 9, 2), date(2026, 12, 2)]


def test_ending_an_order_drops_its_plan_and_opening_it_proposes_the_rest(app: Flask) -> None:
    jo = scenes.coordinator()
    order = signed(jo)
    accept(order, jo)
    with changing():
        orders.end_order(order=order, actor=jo)
    assert plan(order) == []
    with clock.frozen(clock.at(date(2026, 7, 1), scenes.HALF_FIVE)):
        with changing():
            orders.reopen_order(order=order, actor=jo)
        assert order.ends_on == date(2027, 3, 2)
        assert [(due_on, state) for _, _, due_on, state in plan(order)] == [
            (date(2026, 9, 2), "proposed"),
            (date(2026, 12, 2), "proposed"),
            (date(2027, 3, 2), "proposed"),
        ]


def test_a_panel_of_the_coordinator_s_own_is_planned_once(app: Flask) -> None:
    jo, key = scenes.coordinator(), uuid4().hex
    order = scenes.order(jo)
    with changing():
        for _ in range(2):
            plans.add_panel(
                order=order,
                kind=PanelKind.NON_COMPLIANCE,
                due_on=date(2026, 4, 1),
                form_key=key,
                actor=jo,
            )
    assert plan(order) == [("P-2026-001", "non_compliance", date(2026, 4, 1), "planned")]


def cancel(sitting: Sitting, reason: CancelReason) -> None:
    """Call a sitting off."""
    with changing():
        sittings.cancel_sitting(
            sitting=sitting, version=sitting.version, reason=reason, actor=sitting.coordinator
        )


def moved(sitting: Sitting, day: date, replanned: str = "") -> None:
    """Move a sitting to another day, in its own room."""
    room = sitting.entry.room
    assert room
    facts = rules.SittingFacts(clock.at(day, scenes.HALF_FIVE), 60, room.id, replanned=replanned)
    with changing():
        sittings.move_sitting(
            sitting=sitting,
            version=sitting.version,
            facts=facts,
            room=room,
            actor=sitting.coordinator,
        )
