"""What the rows of a spreadsheet of orders mean, and which order each is about."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from portal.panels import imports
from portal.panels.imports import Areas, HeldOrder, Named, OrderChange, OrdersKnown
from portal.spreadsheets import imports as sheets
from portal.spreadsheets.imports import Directory, Listed, Reading
from tests.panels.imports.kentmere import ORDERS as SAMPLE

AREAS = {
    "northmere": Named(1, "Northmere"),
    "nm": Named(1, "Northmere"),
    "castlebeck": Named(2, "Castlebeck"),
    "saltmarsh": Named(3, "Saltmarsh"),
}
MANAGERS = Directory(
    [
        Listed(Named(11, "Casey Moran"), "Casey Moran", "casey.moran@example.org"),
        Listed(Named(12, "Marcus Reid"), "Marcus Reid", "marcus@example.org"),
        Listed(Named(13, "Ann Lee"), "Ann Lee", "ann@example.org"),
        Listed(Named(14, "Ann Lee"), "Ann Lee", "ann.lee@example.org"),
        Listed(Named(15, "Zoë Peña"), "Zoë Peña", "Zoë Peña"),
    ],
    "case manager",
    "case managers",
    "use the email address of one",
)
HEAD = "Court date,Months,Area,Case manager,Signed on,Ended on,Order reference\n"


def understood(content: bytes | str, *, mine: Sequence[int] = ()) -> Reading[imports.OrderRows]:
    encoded = content.encode() if isinstance(content, str) else content
    sheet = imports.reduced(sheets.read(encoded, imports.ORDERS), imports.ORDERS)
    known = OrdersKnown(date(2026, 3, 2), Areas(AREAS, frozenset(mine)), MANAGERS)
    return imports.understand_orders(sheet, known)


def test_a_services_own_spreadsheet_is_understood() -> None:
    """Windows-1252, semicolons, a title above, notes of two lines, dates of four kinds."""
    reading = understood(SAMPLE.read_bytes())
    assert [[(row.line.number, row.facts) for row in group.rows] for group in reading.items] == [
        [(4, facts(date(2026, 2, 11), 6, 1, 11, intensive=False))],
        [(6, facts(date(2026, 2, 11), 9, 1, 11, signed_on=date(2026, 2, 24)))],
        [
            (
                7,
                facts(
                    *(date(2025, 11, 3), 3, 2, 12),
                    intensive=True,
                    signed_on=date(2025, 11, 10),
                    ended_on=date(2026, 2, 10),
                ),
            )
        ],
        [(8, facts(date(2026, 2, 5), 12, 3, 15, intensive=False))],
        [
            (16, facts(date(2026, 2, 9), 6, 1, 11, intensive=False)),
            (17, facts(date(2026, 2, 9), 6, 1, 11, intensive=False)),
        ],
    ]
    assert [(each.line.number, each.reason) for each in reading.problems] == [
        (9, "Order length: enter a whole number from 3 to 12."),
        (
            10,
            "Area: there is no area called Southmere: use Castlebeck, Northmere or Saltmarsh. "
            "Case Manager: there is no case manager called C Moran: did you mean Casey Moran?",
        ),
        (
            11,
            "Court Date: The court date is in the future. Enter the day on which the court made "
            "the order.",
        ),
        (12, "Court Date: The court date is more than three years ago. Check the year."),
        (
            13,
            "Case Manager: there are 2 case managers called Ann Lee: use the email address of one.",
        ),
        (
            14,
            "Contract Signed: this is before the day under Court Date, correct one of them.",
        ),
        (
            15,
            "The row needs the length of the order, or the portal’s own reference (RO-…) of an "
            "order.",
        ),
    ]
    assert reading.notes == [
        "Rows above the headings that were passed over: 1.",
        "Columns that were left out: Colour, Notes.",
        "References of your own, which the portal does not keep: 11.",
        "Lines 16 and 17 have the same court date, length, area and case manager. Each is an "
        "order of its own; delete all but one if they are the same order.",
    ]
    [unmatched] = reading.unmatched
    assert (unmatched.heading, unmatched.text, unmatched.like, unmatched.count) == (
        "Case Manager",
        "C Moran",
        (("casey.moran@example.org", "Casey Moran"),),
        1,
    )


def facts(court: date, months: int, area: int, manager: int, **more: Any) -> dict[str, Any]:
    return {
        "court_date": court,
        "months": months,
        "area": area,
        "case_manager": manager,
        **more,
    }


def test_a_coordinator_of_one_area_imports_none_of_another() -> None:
    reading = understood(
        HEAD + "1/2/2026,6,NM,Casey Moran\n1/2/2026,6,Saltmarsh,Casey Moran\n", mine=[1]
    )
    assert [group.rows[0].facts["area"] for group in reading.items] == [1]
    assert reading.problems[0].reason == (
        "Area: you do not look after Saltmarsh: ask who does to import this row."
    )


def test_a_row_with_the_portals_reference_needs_nothing_else() -> None:
    [group] = understood(HEAD + ",,,,,,ro-2026-014\n").items
    assert (group.rows[0].ref, group.rows[0].facts, group.rows[0].import_key) == (
        "RO-2026-014",
        {},
        None,
    )


def test_one_reference_twice_is_a_repeat_or_a_contradiction() -> None:
    assert understood(HEAD + ",6,,,,,RO-2026-014\n,6,,,,,RO-2026-014\n").repeats == 1
    reading = understood(HEAD + ",6,,,,,RO-2026-014\n,9,,,,,RO-2026-014\n")
    assert [each.reason for each in reading.problems] == [
        "RO-2026-014 is on lines 2 and 3, with different details: keep one of them."
    ] * 2


def test_a_new_order_cannot_have_been_copied_and_one_with_its_reference_can() -> None:
    head = "Court date,Months,Area,Case manager,In case system?,Ref\n"
    reading = understood(head + "1/2/2026,6,NM,Casey Moran,Yes,K1\n,,,,Yes,RO-2026-014\n")
    assert [row.facts for row in reading.items[0].rows] == [{"copied": True}]
    assert reading.problems[0].reason.startswith("In case system?: only the portal’s own reference")


def test_too_many_alike_are_not_compared() -> None:
    reading = understood(HEAD + "1/2/2026,6,NM,Casey Moran\n" * 5_000)
    assert (len(reading.items), len(reading.problems)) == (0, 5_000)
    assert reading.problems[0].reason.startswith("More than 20 rows have this court date")


def test_orders_that_should_have_ended_are_told_of() -> None:
    rows = "{0}2025,6{1}\n{0}2026,6{1}\n{0}2025,9{1},,1/9/2025\n".format("1/2/", ",NM,Casey Moran")
    assert understood(HEAD + rows).notes == [
        "By their length these orders are over, and come in as open: lines 2. If they are, put "
        "the day under ‘Ended on’."
    ]


def test_no_more_rows_are_read_than_can_be_imported() -> None:
    with pytest.raises(sheets.Unreadable, match="more than 5,000 rows"):
        understood(HEAD + "1/2/2026,6,NM,Casey Moran\n" * 200_000)


def test_the_key_of_an_order_says_nothing_and_is_its_rows_alone() -> None:
    row = HEAD + "1/2/2026,6,NM,Casey Moran\n1/2/2026,6,Northmere,casey.moran@example.org\n"
    [group] = understood(row).items
    keys = [each.import_key or "" for each in group.rows]
    assert len(set(keys)) == 2
    assert all(key.startswith("import:") and len(key) == 47 for key in keys)
    [again] = understood(HEAD + '01/02/2026,6 months,NM,"MORAN,  Casey",1/3/2026\n').items
    assert again.rows[0].import_key == keys[0]


def held(number: int, *, key: str | None = None, arranged: str = "", **more: Any) -> HeldOrder:
    values = {
        **facts(date(2026, 2, 1), 6, 1, 11, intensive=False),
        "signed_on": None,
        "ended_on": None,
        "copied": False,
    }
    return HeldOrder(number, f"RO-2026-{number:03}", key, {**values, **more}, arranged)


def weighed(rows: str, *orders: HeldOrder, mine: Sequence[int] = ()) -> list[OrderChange]:
    [group] = understood(HEAD + rows).items
    return imports.weigh_orders(group, orders, Areas(AREAS, frozenset(mine)))


def told(changes: Sequence[OrderChange]) -> list[tuple[str, str]]:
    return [(each.kind, each.held.ref if each.held else "") for each in changes]


ROW = "1/2/2026,6,NM,Casey Moran"


def test_a_row_that_says_what_is_held_is_the_same() -> None:
    assert told(weighed(f"{ROW}\n", held(1))) == [("same", "RO-2026-001")]


def test_only_what_differs_is_changed() -> None:
    [change] = weighed(f"{ROW},20/2/2026\n", held(1))
    assert (change.kind, change.facts, change.labels) == (
        "changed",
        {"signed_on": date(2026, 2, 20)},
        ["Contract signed on"],
    )


def test_rows_that_are_alike_are_orders_in_turn() -> None:
    assert told(weighed(f"{ROW}\n{ROW}\n")) == [("new", ""), ("new", "")]
    assert told(weighed(f"{ROW}\n{ROW}\n", held(1))) == [("same", "RO-2026-001"), ("new", "")]
    both = held(1, signed_on=date(2026, 2, 20)), held(2)
    assert told(weighed(f"{ROW},20/2/2026\n{ROW}\n", *both)) == [
        ("same", "RO-2026-001"),
        ("same", "RO-2026-002"),
    ]


def test_rows_in_another_order_are_still_the_same_orders() -> None:
    both = held(1, signed_on=date(2026, 2, 20)), held(2, signed_on=date(2026, 2, 21))
    assert told(weighed(f"{ROW},21/2/2026\n{ROW},20/2/2026\n", *both)) == [
        ("same", "RO-2026-002"),
        ("same", "RO-2026-001"),
    ]


def test_a_row_that_could_change_one_of_several_is_given_back() -> None:
    [change] = weighed(f"{ROW},20/2/2026\n", held(1), held(2))
    assert (change.kind, change.reason) == (
        "bad",
        "This could be RO-2026-001 or RO-2026-002: put the reference into a column called Order "
        "reference.",
    )


def test_an_order_that_was_changed_in_the_portal_is_found_by_the_row_that_made_it() -> None:
    [group] = understood(HEAD + f"{ROW}\n").items
    changed = held(1, key=group.rows[0].import_key, case_manager=12)
    [change] = imports.weigh_orders(group, [changed], Areas(AREAS))
    assert (change.kind, change.labels) == ("changed", ["Case manager"])


@pytest.mark.parametrize(
    ("row", "order", "reason"),
    [
        (
            ",,SaltMarsh,,,,RO-2026-001",
            held(1, arranged="P-2026-031"),
            "RO-2026-001 has P-2026-031 arranged in its area: cancel that panel first.",
        ),
        (
            ",,,,,1/3/2026,RO-2026-001",
            held(1, arranged="P-2026-031"),
            "RO-2026-001 has P-2026-031 still arranged: cancel that panel first.",
        ),
        (
            ",,,,,10/2/2026,RO-2026-001",
            held(1, signed_on=date(2026, 2, 20)),
            "RO-2026-001: Ended on would be before Contract signed on, correct one of them.",
        ),
        (",6,,,,,RO-2026-404", held(1), "There is no order RO-2026-404: correct the reference."),
    ],
)
def test_what_cannot_stand_beside_what_is_held_is_given_back(
    row: str, order: HeldOrder, reason: str
) -> None:
    [change] = weighed(f"{row}\n", order)
    assert (change.kind, change.reason) == ("bad", reason)


def test_an_order_of_an_area_of_somebody_else_is_as_good_as_none() -> None:
    [change] = weighed(",9,,,,,RO-2026-001\n", held(1, area=3), mine=[1])
    assert change.reason == "There is no order RO-2026-001: correct the reference."


def test_the_template_is_understood_whole() -> None:
    headings = sheets.template(imports.ORDERS).decode("utf-8-sig").strip()
    sheet = sheets.read(f"{headings}\nRO-2026-001\n".encode(), imports.ORDERS)
    assert (sheet.columns.spare, sheet.columns.doubled) == ((), ())
    assert len(sheet.columns.places) == len(headings.split(","))
