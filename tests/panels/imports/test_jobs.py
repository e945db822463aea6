"""Orders and panels imported by a worker: twice without harm, and nothing of a child kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.accounts.actions import deactivate
from portal.accounts.queries import account_of
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.notifications.jobs import runner
from portal.notifications.models import Document, DocumentBody, Mail
from portal.panels.actions import orders as actions
from portal.panels.actions.importing import ORDERS
from portal.panels.models import ReferralOrder
from portal.panels.queries import orders
from portal.people.models import Person
from portal.spreadsheets.actions import foresee
from tests.panels import scenes
from tests.panels.imports import kentmere
from tests.panels.imports.kentmere import back, counts, run
from tests.statements import count_statements

HEAD = "Court date,Months,Area,Case manager,Contract signed on,Ended on,Order reference\n"
ROW = "11/2/2026,6,NM,Casey Moran"


@pytest.fixture
def jo(app: Flask) -> Person:
    kentmere.areas()
    kentmere.colleagues()
    return kentmere.coordinator()


def order(ref: str) -> ReferralOrder:
    return orders.order(ref, frozenset())


def test_good_rows_go_in_and_the_rest_come_back(jo: Person) -> None:
    result = run(ORDERS, kentmere.ORDERS.read_bytes(), jo)
    assert counts(result) == (6, 0, 0, 7)
    made = order("RO-2026-003")
    assert (made.area.name, made.months, made.intensive) == ("Castlebeck", 3, True)
    assert (made.signed_on, made.ends_on, made.state) == (
        date(2025, 11, 10),
        date(2026, 2, 10),
        "ended",
    )
    assert order("RO-2026-001").due_on == date(2026, 3, 11)
    assert order("RO-2026-004").case_manager.name == "Zoë Peña"
    problems = back(result)
    assert problems[0][0] == "Our ref"
    assert problems[0][-1] == "reason"
    assert {row[0] for row in problems[1:]} == {"(not kept)"}
    assert scenes.mail() == []


def test_who_brought_a_row_learns_its_reference_by_its_line(jo: Person) -> None:
    result = run(ORDERS, kentmere.ORDERS.read_bytes(), jo)
    given = back(result, "given")
    assert given[0][:5] == ["Line", "Order reference", "Court Date", "Order length", "Area"]
    assert [row[:2] for row in given[1:]] == [
        ["4", "RO-2026-001"],
        ["6", "RO-2026-002"],
        ["7", "RO-2026-003"],
        ["8", "RO-2026-004"],
        ["16", "RO-2026-005"],
        ["17", "RO-2026-006"],
    ]


def test_nothing_is_kept_by_which_a_child_could_be_known(jo: Person) -> None:
    run(ORDERS, kentmere.ORDERS.read_bytes(), jo)
    for document in session.scalars(select(Document)):
        assert "Smith" not in document.name
    for content in session.scalars(select(DocumentBody.content)):
        text = content.decode("utf-8-sig")
        assert [word for word in ("KM/25", "Ring the", "green") if word in text] == []


def test_the_same_file_again_changes_nothing(jo: Person) -> None:
    run(ORDERS, kentmere.ORDERS.read_bytes(), jo)
    versions = {each.ref: each.version for each in session.scalars(select(ReferralOrder))}
    events = told()
    again = run(ORDERS, kentmere.ORDERS.read_bytes(), jo)
    assert counts(again) == (0, 0, 6, 7)
    session.expire_all()
    assert {each.ref: each.version for each in session.scalars(select(ReferralOrder))} == versions
    assert told() == events


def told() -> list[str]:
    return [tag for tag in scenes.tags() if tag != "import_run"]


def test_what_came_back_with_its_reference_changes_nothing_either(jo: Person) -> None:
    result = run(ORDERS, kentmere.ORDERS.read_bytes(), jo)
    text = "\n".join(";".join(row) for row in back(result, "given"))
    assert counts(run(ORDERS, text, jo)) == (0, 0, 6, 0)


def test_whose_account_is_closed_is_found_still_in_what_was_theirs(jo: Person) -> None:
    run(ORDERS, f"{HEAD}{ROW}\n", jo)
    with changing():
        deactivate(user=account_of(order("RO-2026-001").case_manager), actor=jo)
    assert counts(run(ORDERS, f"{HEAD}{ROW}\n", jo)) == (0, 0, 1, 0)


def test_a_corrected_file_changes_what_differs(jo: Person) -> None:
    run(ORDERS, f"{HEAD}{ROW}\n", jo)
    result = run(ORDERS, f"{HEAD}{ROW},,\n", jo)
    assert counts(result) == (0, 0, 1, 0)
    result = run(ORDERS, f"{HEAD}9/2/2026,,,marcus@example.org,,,RO-2026-001\n", jo)
    assert counts(result) == (0, 1, 0, 0)
    changed = order("RO-2026-001")
    assert (changed.case_manager.name, changed.due_on) == ("Marcus Reid", date(2026, 3, 9))
    assert scenes.tags() == [
        *("order_entered", "import_run", "import_run", "order_changed", "import_run"),
    ]


def test_a_contract_that_was_signed_has_what_is_left_of_it_proposed(jo: Person) -> None:
    run(ORDERS, f"{HEAD}15/9/2025,9,NM,Casey Moran\n", jo)
    result = run(ORDERS, f"{HEAD}15/9/2025,9,NM,Casey Moran,29/9/2025\n", jo)
    assert counts(result) == (0, 1, 0, 0)
    made = order("RO-2026-001")
    assert (made.signed_on, made.ends_on) == (date(2025, 9, 29), date(2026, 6, 29))
    assert [(each.kind.value, each.state.value, each.due_on) for each in made.panels] == [
        ("progress", "proposed", date(2026, 3, 27)),
        ("final", "proposed", date(2026, 6, 29)),
    ]
    result = run(ORDERS, f"{HEAD}15/9/2025,9,NM,Casey Moran,30/9/2025\n", jo)
    assert back(result)[1][-1] == (
        "RO-2026-001 has a plan that would change with this: do it on the order’s page."
    )


def test_an_order_that_has_ended_loses_its_plan(jo: Person) -> None:
    run(ORDERS, f"{HEAD}{ROW},24/2/2026\n", jo)
    result = run(ORDERS, f"{HEAD}{ROW},24/2/2026,1/3/2026\n", jo)
    assert counts(result) == (0, 1, 0, 0)
    made = order("RO-2026-001")
    assert (made.state.value, made.ends_on) == ("ended", date(2026, 3, 1))
    assert {each.state.value for each in made.panels} == {"cancelled"}
    assert counts(run(ORDERS, f"{HEAD}{ROW},24/2/2026,1/3/2026\n", jo)) == (0, 0, 1, 0)


def test_an_order_that_was_changed_in_the_portal_is_not_entered_again(jo: Person) -> None:
    run(ORDERS, f"{HEAD}{ROW}\n", jo)
    made = order("RO-2026-001")
    with changing():
        actions.change_order(
            order=made,
            version=made.version,
            facts=replace(scenes.facts_of(made), months=9),
            actor=jo,
        )
    assert counts(run(ORDERS, f"{HEAD}{ROW}\n", jo)) == (0, 1, 0, 0)
    assert [each.months for each in session.scalars(select(ReferralOrder))] == [6]


def test_orders_that_are_alike_stay_apart(jo: Person) -> None:
    run(ORDERS, f"{HEAD}{ROW}\n{ROW},24/2/2026\n", jo)
    assert counts(run(ORDERS, f"{HEAD}{ROW},24/2/2026\n", jo)) == (0, 0, 1, 0)
    result = run(ORDERS, f"{HEAD}{ROW},25/2/2026\n", jo)
    assert counts(result) == (0, 0, 0, 1)
    assert "This could be" in back(result)[1][-1]


def test_an_order_whose_panel_is_arranged_keeps_its_area_and_stays_open(jo: Person) -> None:
    run(ORDERS, f"{HEAD}{ROW}\n", jo)
    scenes.arranged(jo, order("RO-2026-001"))
    for row in (",,Castlebeck,,,,RO-2026-001", ",,,,,1/3/2026,RO-2026-001"):
        result = run(ORDERS, f"{HEAD}{row}\n", jo)
        assert counts(result) == (0, 0, 0, 1)
        assert "arranged" in back(result)[1][-1]


def test_a_coordinator_of_one_area_enters_and_finds_no_orders_of_another(jo: Person) -> None:
    run(ORDERS, f"{HEAD}11/2/2026,6,Saltmarsh,Casey Moran\n", jo)
    limited = kentmere.coordinator("Northmere")
    result = run(ORDERS, f"{HEAD}{ROW}\n12/2/2026,6,SM,Casey Moran\n,9,,,,,RO-2026-001\n", limited)
    assert counts(result) == (1, 0, 0, 2)
    assert [row[-1] for row in back(result)[1:]] == [
        "Area: you do not look after Saltmarsh: ask who does to import this row.",
        "There is no order RO-2026-001: correct the reference.",
    ]


def test_a_tick_counts_beside_the_portals_reference(jo: Person) -> None:
    run(ORDERS, f"{HEAD}{ROW}\n", jo)
    result = run(ORDERS, "Ref,Court date,Copied\nRO-2026-001,,Yes\n", jo)
    assert counts(result) == (0, 1, 0, 0)
    assert order("RO-2026-001").copied_at is not None


def test_files_nobody_imports_are_let_go_and_what_went_back_after_a_week(jo: Person) -> None:
    run(ORDERS, kentmere.ORDERS.read_bytes(), jo)
    assert session.query(Document).count() == 3
    for after, left in ((timedelta(hours=25), 2), (timedelta(days=8), 0)):
        session.rollback()
        with clock.frozen(clock.now() + after):
            runner.run_now("panels.forget_import_files")
        assert session.query(Document).count() == left


def test_the_trail_tells_how_many_and_no_more(jo: Person) -> None:
    run(ORDERS, kentmere.ORDERS.read_bytes(), jo)
    [event] = session.query(AuditEvent).filter_by(tag="panels:import_run")
    assert event.actor_id == jo.id
    assert event.detail
    assert event.detail.values == {"new": 6, "changed": 0, "same": 0, "bad": 7}
    assert session.query(Mail).count() == 0


def test_reading_what_is_held_costs_the_same_for_one_row_and_for_three(jo: Person) -> None:
    costs = []
    for rows in (f"{ROW}\n", f"{ROW}\n12/2/2026,6,NM,Casey Moran\n13/2/2026,6,NM,Casey Moran\n"):
        run(ORDERS, HEAD + rows, jo)
        reading = ORDERS.reading_of((HEAD + rows.replace("6,NM", "7,NM")).encode(), jo)
        session.expire_all()
        with count_statements() as sent:
            foresee(ORDERS, reading, jo)
        costs.append(len([each for each in sent if "FROM setting" not in each]))
    assert costs[0] == costs[1]
