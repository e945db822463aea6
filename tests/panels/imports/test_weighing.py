"""What the rows of a sitting would change of what the portal holds."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from portal import clock
from portal.calendar.rules import quarters
from portal.members.rules import Standing
from portal.members.rules.reasons import bar, fixed_bar
from portal.panels import imports
from portal.panels.imports import (
    Areas,
    Around,
    Named,
    SeenOrder,
    SeenPanel,
    SeenSeat,
    SeenSitting,
    SittingChange,
)
from portal.panels.models import AttendanceState, PanelKind, PanelState, SittingState
from tests.panels.imports.test_panels import (
    AREAS,
    CASEY,
    GRAHAM,
    MARCUS,
    NOW,
    PAST,
    PRIYA,
    ROOM,
    TO_COME,
    understood,
)

ORDER = SeenOrder(41, "RO-2026-014", AREAS["northmere"], True, date(2026, 2, 11), 6, CASEY.id)
SECOND = replace(ORDER, id=42, ref="RO-2026-015")
CAME, ABSENT = AttendanceState.CAME, AttendanceState.ABSENT
AROUND = Around(NOW, Areas(AREAS), (ORDER, SECOND))


def panel(**values: Any) -> SeenPanel:
    plain = SeenPanel(51, 41, PanelKind.INITIAL, PanelState.PLANNED, False, None, None)
    return replace(plain, **values)


def sitting(on: date = date(2026, 3, 10), **values: Any) -> SeenSitting:
    starts = clock.at(on, time(17, 30))
    plain = SeenSitting(61, 71, SittingState.PUBLISHED, starts, ROOM.id, 1, (panel(),))
    return replace(plain, **values)


def weighed(
    *rows: str, seen: SeenSitting | None = None, around: Around = AROUND, more: str = ""
) -> SittingChange:
    [found] = understood(*rows, more=more).items
    return imports.weigh_sitting(found, seen, around)


def reason(*rows: str, seen: SeenSitting | None = None, around: Around = AROUND) -> str:
    change = weighed(*rows, seen=seen, around=around)
    assert change.kind == "bad", change
    return change.reason


def test_a_new_sitting_has_its_panels_and_people() -> None:
    change = weighed(f"{TO_COME},Graham Holt,Priya Nair,Marcus Reid")
    assert (change.kind, change.notes) == (
        "new",
        ["1 panel, as a draft", "Graham Holt, chair; Priya Nair, member; Marcus Reid, adviser"],
    )
    assert [(each.order, each.seen) for each in change.panels] == [(ORDER, None)]
    assert change.seats == {"chair": GRAHAM, "member": PRIYA, "adviser": MARCUS}


def test_a_past_one_was_held_by_those_it_names_unless_it_says_otherwise() -> None:
    change = weighed(f"{PAST},Graham Holt,Priya Nair,,,,No", more="Contract agreed,Member came")
    assert change.panels[0].facts == {
        "state": PanelState.HELD,
        "came": {"chair": CAME, "member": ABSENT},
    }
    change = weighed(f"{PAST},Graham Holt,,,Adjourned")
    assert change.panels[0].facts == {"state": PanelState.ADJOURNED}


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        ("11/2/2026,6,Northmere,Casey Moran", ["RO-2026-014", "RO-2026-015"]),
        ("11/2/2026,,,", ["RO-2026-014", "RO-2026-015"]),
    ],
)
def test_an_order_is_found_by_what_is_said_of_it_if_that_is_one(
    pointer: str, found: list[str]
) -> None:
    more = "Court date,Months,Area,Case manager"
    row = f"{TO_COME.replace('RO-2026-014', '')},,,,,{pointer}"
    change = weighed(row, more=more)
    assert change.reason == (
        f"This could be for {' or '.join(found)}: put the reference into a column called Order "
        "reference."
    )
    change = weighed(row, more=more, around=replace(AROUND, orders=(ORDER,)))
    assert [each.order for each in change.panels] == [ORDER]


def test_an_order_that_is_not_there_or_is_another_is_told_of() -> None:
    assert reason(TO_COME, around=replace(AROUND, orders=())) == (
        "There is no order RO-2026-014: import the orders first, or correct the row."
    )
    change = weighed(f"{TO_COME},,,,,12/2/2026", more="Court date")
    assert change.reason == "RO-2026-014 has another court date: correct one of the two."


def test_orders_of_another_area_are_not_there_for_who_does_not_look_after_it() -> None:
    mine = replace(AROUND, areas=Areas(AREAS, frozenset({3})))
    assert reason(TO_COME, around=mine).startswith("There is no order RO-2026-014")


def test_what_cannot_be_heard_is_refused_as_in_the_form() -> None:
    south = replace(SECOND, area=AREAS["saltmarsh"])
    rows = TO_COME, TO_COME.replace("014", "015")
    assert reason(*rows, around=replace(AROUND, orders=(ORDER, south))) == (
        "A sitting hears orders of one area, and these are in Northmere and Saltmarsh."
    )
    ended = replace(AROUND, orders=(replace(ORDER, is_open=False),))
    assert reason(TO_COME, around=ended) == "RO-2026-014 has ended. Open the order again first."
    assert weighed(PAST, around=ended).kind == "new"
    arranged = replace(AROUND, orders=(replace(ORDER, initial="P-2026-001 on Monday 9 March"),))
    assert reason(TO_COME, around=arranged).startswith(
        "RO-2026-014 has its initial panel already: P-2026-001 on Monday 9 March."
    )


def test_rooms_and_people_that_are_taken_are_refused() -> None:
    starts = clock.at(date(2026, 3, 10), time(18))
    taken = quarters(starts, clock.at(date(2026, 3, 10), time(19)))
    there = {(ROOM.id, each): (99, "“Team meeting”, 6pm to 7pm") for each in taken}
    assert reason(TO_COME, around=replace(AROUND, rooms=there)) == (
        "Northmere Library, Room 2 is taken then by “Team meeting”, 6pm to 7pm."
    )
    busy = {(MARCUS.id, each): (99, "“Panel”, 6pm to 7pm") for each in taken}
    assert reason(f"{TO_COME},,,Marcus Reid", around=replace(AROUND, people=busy)) == (
        "Marcus Reid has promised “Panel”, 6pm to 7pm then."
    )


def standing(*reasons: Any) -> Around:
    return replace(AROUND, standings={(2, GRAHAM.id): Standing(reasons)})


def test_what_nobody_can_set_aside_is_refused_and_the_rest_told_of() -> None:
    away = standing(bar("Away 9 to 13 March", "away", "away", "back on 14 March"))
    change = weighed(f"{TO_COME},Graham Holt", around=away)
    assert (change.kind, change.notes) == (
        "new",
        ["1 panel, as a draft", "Graham Holt, chair", "Graham Holt: away 9 to 13 March"],
    )
    works = standing(fixed_bar("Has promised “Panel”", "duty", "on another duty", "choose"))
    assert reason(f"{TO_COME},Graham Holt", around=works) == (
        "Graham Holt can’t sit here: has promised “Panel”."
    )
    knows = replace(AROUND, conflicts=frozenset({(41, GRAHAM.id)}))
    assert reason(f"{TO_COME},Graham Holt", around=knows).startswith("Graham Holt should not sit")


CHAIRED = {"chair": SeenSeat(person=Named(GRAHAM.id, "Graham Holt"))}


def test_a_row_that_says_what_is_held_is_the_same() -> None:
    assert weighed(f"{TO_COME},Graham Holt", seen=sitting(seats=CHAIRED)).kind == "same"
    held = panel(state=PanelState.HELD, noted=True, came={GRAHAM.id: CAME})
    seen = sitting(date(2026, 2, 10), state=SittingState.HELD, panels=(held,), seats=CHAIRED)
    assert weighed(f"{PAST},Graham Holt", seen=seen).kind == "same"
    assert weighed(f"{PAST},Graham Holt,,,Held", seen=seen).kind == "same"


def test_who_is_planned_changes_and_who_is_sure_does_not() -> None:
    change = weighed(f"{TO_COME},Graham Holt,Priya Nair", seen=sitting(seats=CHAIRED))
    assert (change.kind, change.seats, change.labels) == ("changed", {"member": PRIYA}, ["Member"])
    pencilled = {"chair": SeenSeat(pencilled=Named(GRAHAM.id, "Graham Holt"))}
    change = weighed(f"{TO_COME},Priya Nair", seen=sitting(seats=pencilled))
    assert (change.kind, change.seats) == ("changed", {"chair": PRIYA})
    assert reason(f"{TO_COME},Priya Nair", seen=sitting(seats=CHAIRED)) == (
        "Graham Holt is the chair for sure, and the row names Priya Nair: change it on the "
        "sitting’s page, so that both hear."
    )
    pinned = {"chair": replace(pencilled["chair"], pinned=True)}
    assert reason(f"{TO_COME},Priya Nair", seen=sitting(seats=pinned)).startswith("The seat of the")
    assert reason(f"{TO_COME},,,Marcus Reid", seen=sitting()).startswith("Choose the adviser on")
    draft = sitting(state=SittingState.DRAFT)
    assert weighed(f"{TO_COME},,,Marcus Reid", seen=draft).seats == {"adviser": MARCUS}


def test_what_came_of_a_sitting_is_noted_and_corrected() -> None:
    seen = sitting(date(2026, 2, 10), seats=CHAIRED)
    assert weighed(f"{PAST},Graham Holt", seen=seen).kind == "same"
    change = weighed(f"{PAST},Graham Holt,Priya Nair,,Held", seen=seen)
    assert (change.kind, change.labels) == ("changed", ["State", "Who came", "Member"])
    assert change.panels[0].facts["came"] == {"chair": CAME, "member": CAME}
    noted = panel(state=PanelState.HELD, noted=True, came={GRAHAM.id: CAME})
    held = replace(seen, state=SittingState.HELD, panels=(noted,))
    change = weighed(f"{PAST},Graham Holt,,,Held,No", seen=held, more="Chair came")
    assert change.panels[0].facts == {"came": {"chair": ABSENT}}
    assert reason(f"{PAST},Priya Nair", seen=seen).startswith("The portal has Graham Holt as chair")


def test_a_panel_more_goes_into_a_past_sitting_and_not_into_one_to_come() -> None:
    rows = PAST, PAST.replace("014", "015")
    change = weighed(*rows, seen=sitting(date(2026, 2, 10)))
    assert [(each.order, each.seen) for each in change.panels] == [(SECOND, None)]
    assert change.labels == ["Panels"]
    full = sitting(date(2026, 2, 10), panels=tuple(panel(id=n, order_id=n) for n in range(3)))
    assert reason(PAST, seen=full).startswith("A sitting hears 3 panels at most")
    later = TO_COME, TO_COME.replace("014", "015")
    assert reason(*later, seen=sitting()) == (
        "The initial panel of RO-2026-015 is not one of this sitting’s panels in the portal: add "
        "it on the sitting’s page, so that everybody on it hears."
    )


def test_what_was_done_in_the_portal_since_stands() -> None:
    moved = sitting(starts_at=clock.at(date(2026, 3, 11), time(18)))
    assert reason(TO_COME, seen=moved) == (
        "This sitting was moved in the portal, and is on Wednesday 11 March, 6pm: correct the row, "
        "or delete it."
    )
    off = sitting(state=SittingState.CANCELLED)
    assert reason(TO_COME, seen=off).startswith("This sitting was cancelled in the portal")
    past_off = sitting(date(2026, 2, 10), state=SittingState.CANCELLED)
    assert weighed(f"{PAST},,,,Cancelled", seen=past_off).kind == "same"
    other = sitting(area_id=3)
    mine = replace(AROUND, areas=Areas(AREAS, frozenset({1})))
    assert reason(TO_COME, seen=other, around=mine) == (
        "Northmere Library, Room 2 is taken then by a sitting of another area."
    )
