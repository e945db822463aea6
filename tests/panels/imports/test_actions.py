"""Sittings brought in with a spreadsheet: the past as it was, what is to come as it is planned."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.calendar.models import Entry, EntryStatus, PersonSlot, Room, RoomSlot
from portal.calendar.queries import panel_rooms
from portal.database import changing, session
from portal.members.models import Member, Status
from portal.notifications.models import Document, DocumentBody
from portal.panels.actions import offers, pencilling
from portal.panels.actions import sittings as actions
from portal.panels.actions.importing import PANELS
from portal.panels.models import (
    Attendance,
    CancelReason,
    Offer,
    OrderConflict,
    Panel,
    ReferralOrder,
    SeatKind,
    Sitting,
)
from portal.panels.queries import listing, outcomes
from portal.panels.queries import sittings as find
from portal.people.models import Person
from portal.spreadsheets.actions import foresee
from tests.panels import scenes
from tests.panels.imports import kentmere
from tests.panels.imports.kentmere import back, counts, run
from tests.statements import count_statements

HEAD = (
    "Date,Start time,Venue,Room,Order reference,Kind,Chair,Member,Observer,Adviser,State,"
    "Draft or published,Member came,Area,Court date,Case manager,Second member,Coordinator\n"
)
LIBRARY = "Northmere Library,Room 2"
TO_COME = f"10/3/2026,5:30pm,{LIBRARY},RO-2026-001,Initial,Graham Holt,V002"
PAST = f"24/2/2026,5:30pm,{LIBRARY},RO-2026-001,Initial,Graham Holt,V002"


@pytest.fixture
def jo(app: Flask) -> Person:
    kentmere.areas()
    kentmere.colleagues()
    kentmere.volunteers()
    kentmere.rooms()
    return kentmere.coordinator()


@pytest.fixture
def order(jo: Person) -> ReferralOrder:
    return kentmere.orders(jo, date(2026, 2, 11))[0]


def only() -> Sitting:
    session.expire_all()
    found = session.scalars(select(Sitting).order_by(Sitting.id.desc()).limit(1)).one()
    return find.sitting_numbered(found.id)


def seated(sitting: Sitting) -> dict[str, str]:
    return {seat.kind.value: seat.person.name for seat in sitting.seats if seat.person}


def pencilled(sitting: Sitting) -> dict[str, str]:
    return {seat.kind.value: seat.pencilled.name for seat in sitting.seats if seat.pencilled}


def came(sitting: Sitting) -> dict[str, str]:
    rows = session.scalars(
        select(Attendance).join(Attendance.panel).where(Panel.sitting_id == sitting.id)
    )
    return {row.person.name: row.state.value for row in rows}


def reason(rows: str, actor: Person) -> str:
    result = run(PANELS, HEAD + rows, actor)
    assert counts(result)[3], result
    return back(result)[1][-1]


def test_a_services_own_diary_goes_in_as_far_as_it_can(jo: Person) -> None:
    kentmere.orders(
        jo,
        *(date(2026, 1, 14), date(2026, 1, 15), date(2026, 1, 16), date(2026, 1, 19)),
        *(date(2026, 2, 11), date(2026, 2, 12)),
    )
    result = run(PANELS, kentmere.PANELS.read_bytes(), jo)
    assert counts(result) == (5, 0, 0, 4)
    assert [(sitting.state.value, len(sitting.panels)) for sitting in all_of_them()] == [
        ("held", 2),
        ("cancelled", 1),
        ("draft", 2),
    ]
    held, off, draft = all_of_them()
    assert [panel.state.value for panel in held.panels] == ["held", "adjourned"]
    assert [panel.adjourn_reason for panel in held.panels] == [None, "Not known"]
    assert seated(held) == {
        "chair": "Graham Holt",
        "member": "Priya Nair",
        "adviser": "Marcus Reid",
    }
    assert off.cancel_reason is CancelReason.DID_NOT_SIT
    assert pencilled(draft) == {
        "chair": "Graham Holt",
        "member": "Priya Nair",
        "observer": "Sam Trainee",
    }
    assert draft.entry.starts_at == clock.at(date(2026, 3, 10), time(17, 30))
    assert [row[-1][:60] for row in back(result)[1:]] == [
        "Chair: there is no volunteer called G Holt: did you mean Gra",
        "Venue: there is no room called N'mere Lib, Rm 2: did you mea",
        "There is no order with court on 01/02/2026: import the order",
        "Chair: Dev Patel works for the service, so the law does not ",
    ]
    assert scenes.mail() == []


def all_of_them() -> list[Sitting]:
    session.expire_all()
    ids = session.scalars(select(Sitting.id).join(Sitting.entry).order_by(Entry.starts_at)).all()
    return [find.sitting_numbered(each) for each in ids]


def test_nothing_is_kept_by_which_a_child_could_be_known(jo: Person) -> None:
    run(PANELS, kentmere.PANELS.read_bytes(), jo)
    assert {each.name for each in session.scalars(select(Document))} == {
        *("panels.csv", "panels-problems.csv"),
    }
    for content in session.scalars(select(DocumentBody.content)):
        text = content.decode("utf-8-sig")
        assert [word for word in ("KM/1", "Dad late", "chase") if word in text] == []


def test_the_same_file_again_changes_nothing(jo: Person) -> None:
    kentmere.orders(jo, date(2026, 1, 14), date(2026, 1, 15), date(2026, 2, 11), date(2026, 2, 12))
    run(PANELS, kentmere.PANELS.read_bytes(), jo)
    versions = {each.id: each.version for each in session.scalars(select(Sitting))}
    events = [tag for tag in scenes.tags() if tag != "import_run"]
    again = run(PANELS, kentmere.PANELS.read_bytes(), jo)
    assert counts(again) == (0, 0, 4, 5)
    session.expire_all()
    assert {each.id: each.version for each in session.scalars(select(Sitting))} == versions
    assert [tag for tag in scenes.tags() if tag != "import_run"] == events


def test_a_past_sitting_is_held_and_on_everybodys_record(jo: Person, order: ReferralOrder) -> None:
    result = run(PANELS, f"{HEAD}{PAST},,Marcus Reid,,,Apologies\n", jo)
    assert counts(result) == (1, 0, 0, 0)
    held = only()
    assert (held.state.value, held.panels[0].state.value) == ("held", "held")
    assert came(held) == {
        "Graham Holt": "came",
        "Priya Nair": "apologised",
        "Marcus Reid": "came",
    }
    assert scenes.duties(held)["Graham Holt: Panel – chair"] == "accepted"
    assert held.panels[0].due_on == order.due_on
    assert session.query(Offer).count() == 0


def test_whether_a_past_panel_was_quorate_follows_from_who_came(
    jo: Person, order: ReferralOrder
) -> None:
    run(PANELS, f"{HEAD}{PAST},,Marcus Reid\n", jo)
    assert outcomes.outcome_of(only().panels).value == "sat"
    run(PANELS, f"{HEAD}{PAST},,Marcus Reid,Held,,Apologies\n", jo)
    assert outcomes.outcome_of(only().panels).value == "unquorate"
    assert scenes.duties(only())["Priya Nair: Panel – panel member"] == "absent"


def test_of_a_past_sitting_without_people_nobody_knows_who_sat(
    jo: Person, order: ReferralOrder
) -> None:
    run(PANELS, f"{HEAD}24/2/2026,5:30pm,{LIBRARY},RO-2026-001,Initial,,,,,Held", jo)
    [row] = listing.sittings(frozenset(), listing.SittingFilter(listing.PAST)).items
    assert (find.readiness(only()).words, row.words) == ("Held, who sat is not known",) * 2


def test_why_a_panel_is_late_is_kept_where_it_is_read(jo: Person, order: ReferralOrder) -> None:
    late = f"13/3/2026,5:30pm,{LIBRARY},RO-2026-001,{{}},No suitable room"
    head = "Date,Start time,Venue,Room,Order reference,Kind,Late reason\n"
    assert counts(run(PANELS, head + late.format("Initial"), jo)) == (1, 0, 0, 0)
    panel = only().panels[0]
    assert (order.late_reason, panel.late_reason, panel.noted_at) == (
        "No suitable room",
        None,
        None,
    )
    assert counts(run(PANELS, head + late.format("Initial"), jo)) == (0, 0, 1, 0)


def test_a_sitting_to_come_is_a_draft_of_which_nobody_knows(
    jo: Person, order: ReferralOrder
) -> None:
    run(PANELS, f"{HEAD}{TO_COME},,Marcus Reid\n", jo)
    draft = only()
    assert (draft.state.value, draft.entry.status.value) == ("draft", "tentative")
    assert {key.key for key in draft.entry.audience} == {"role:coordinator", "role:manager"}
    assert pencilled(draft) == {"chair": "Graham Holt", "member": "Priya Nair"}
    assert draft.panels[0].checks
    assert set(scenes.duties(draft).values()) == {"pencilled"}
    assert scenes.mail() == []


def test_or_it_is_published_with_people_on_it_who_can_still_take_it_back(
    jo: Person, order: ReferralOrder
) -> None:
    run(PANELS, f"{HEAD}{TO_COME},,Marcus Reid,,Published\n", jo)
    published = only()
    assert published.state.value == "published"
    assert find.readiness(published).quorum.holds
    assert scenes.duties(published)["Graham Holt: Panel – chair"] == "accepted"
    yes = session.scalars(select(Offer).order_by(Offer.id)).first()
    assert yes
    with changing():
        offers.leave_seat(offer=yes, actor=yes.person)
    assert not find.readiness(only()).quorum.holds


def test_a_panel_that_waits_for_a_date_gets_this_one(jo: Person, order: ReferralOrder) -> None:
    run(PANELS, f"{HEAD}{PAST}\n", jo)
    scenes.signed(order, jo, date(2026, 2, 25))
    waiting = [panel.ref for panel in order.panels if panel.state == "proposed"]
    row = TO_COME.replace("Initial", "Progress").replace("10/3", "19/5")
    run(PANELS, f"{HEAD}{row}\n", jo)
    assert [panel.ref for panel in only().panels] == waiting[:1]


def test_a_panel_before_court_has_no_order(jo: Person) -> None:
    row = f"10/3/2026,5:30pm,{LIBRARY},,Pre-court,,,,,,,,NM,16/3/2026,Casey Moran"
    assert counts(run(PANELS, f"{HEAD}{row}\n", jo)) == (1, 0, 0, 0)
    [panel] = only().panels
    assert (panel.order, panel.court_on, panel.area.name) == (None, date(2026, 3, 16), "Northmere")
    assert counts(run(PANELS, f"{HEAD}{row}\n", jo)) == (0, 0, 1, 0)


def test_an_evening_is_kept_for_orders_to_come(jo: Person) -> None:
    row = "10/3/2026,5:30pm,Saltmarsh Hall,,,,Graham Holt,,,,,,,Saltmarsh"
    assert counts(run(PANELS, f"{HEAD}{row}\n", jo)) == (1, 0, 0, 0)
    kept = only()
    assert (kept.panels, kept.entry.area and kept.entry.area.name) == ([], "Saltmarsh")
    assert kept.entry.ends_at - kept.entry.starts_at == timedelta(hours=1)


def test_a_third_community_member_has_a_seat_of_their_own(jo: Person, order: ReferralOrder) -> None:
    run(PANELS, f"{HEAD}{PAST},,,,,,,,,Sam Trainee\n", jo)
    members = [seat.person and seat.person.name for seat in only().seats if seat.kind == "member"]
    assert members == ["Priya Nair", "Sam Trainee"]


def test_what_came_of_a_sitting_is_noted_by_a_later_file(jo: Person, order: ReferralOrder) -> None:
    run(PANELS, f"{HEAD}{TO_COME},,Marcus Reid,,Published\n", jo)
    with clock.frozen(clock.at(date(2026, 3, 11), time(9))):
        again = run(PANELS, f"{HEAD}{TO_COME},,Marcus Reid,,Published\n", jo)
        assert counts(again) == (0, 0, 1, 0)
        result = run(PANELS, f"{HEAD}{TO_COME},,Marcus Reid,Held,,No\n", jo)
        assert counts(result) == (0, 1, 0, 0)
        held = only()
        assert held.state.value == "held"
        assert came(held)["Priya Nair"] == "absent"
        result = run(PANELS, f"{HEAD}{TO_COME},,Marcus Reid,Held,,Yes\n", jo)
        assert counts(result) == (0, 1, 0, 0)
        corrected = session.scalars(
            select(Attendance).where(Attendance.corrected_from.is_not(None))
        ).one()
        assert (corrected.state.value, corrected.corrected_from) == ("came", "absent")


def test_who_is_sure_of_a_seat_keeps_it_and_a_plan_changes(
    jo: Person, order: ReferralOrder
) -> None:
    run(PANELS, f"{HEAD}{TO_COME}\n", jo)
    result = run(PANELS, HEAD + TO_COME.replace("V002", "Sam Trainee") + "\n", jo)
    assert counts(result) == (0, 1, 0, 0)
    assert pencilled(only()) == {"chair": "Graham Holt", "member": "Sam Trainee"}
    run(PANELS, f"{HEAD}17/3/2026,5:30pm,{LIBRARY},,,Graham Holt,,,,,Published,,NM\n", jo)
    row = f"17/3/2026,5:30pm,{LIBRARY},,,Priya Nair,,,,,Published,,NM\n"
    assert reason(row, jo).startswith("Graham Holt is the chair for sure, and the row names Priya")


def test_rooms_and_people_are_not_promised_twice(jo: Person, order: ReferralOrder) -> None:
    second = kentmere.orders(jo, date(2026, 2, 12))[0]
    scenes.arranged(jo, second, room=only_room("Room 2"))
    assert reason(f"{TO_COME.replace('5:30', '6:00')}\n", jo) == (
        "Northmere Library, Room 2 is taken then by “Panel, Northmere Library”, 5:30pm to 6:30pm."
    )
    run(PANELS, HEAD + TO_COME.replace("10/3", "12/3") + ",,,,Published\n", jo)
    elsewhere = "12/3/2026,6pm,Saltmarsh Hall,,RO-2026-002,Progress,Graham Holt"
    assert reason(f"{elsewhere}\n", jo).startswith("Graham Holt has promised “Panel, Northmere Lib")
    before = session.query(RoomSlot).count(), session.query(PersonSlot).count()
    assert reason(f"{elsewhere}\n", jo)
    assert (session.query(RoomSlot).count(), session.query(PersonSlot).count()) == before


def only_room(name: str) -> Room:
    return next(each for each in panel_rooms() if each.name == name)


def test_what_cannot_be_set_aside_is_refused_and_the_rest_is_kept_with_a_reason(
    jo: Person, order: ReferralOrder
) -> None:
    graham = session.scalars(select(Member).where(Member.number == "V001")).one()
    session.add(OrderConflict(order_id=order.id, person_id=graham.person_id))
    session.commit()
    assert reason(f"{TO_COME}\n", jo).startswith("Graham Holt should not sit on this one")
    session.query(OrderConflict).delete()
    graham.status = Status.PAUSED
    session.commit()
    run(PANELS, f"{HEAD}{TO_COME}\n", jo)
    chair = scenes.seat(only(), SeatKind.CHAIR)
    assert (chair.pencilled_id, chair.override_reason) == (
        graham.person_id,
        "Came with the service’s own spreadsheet",
    )


def test_what_was_done_in_the_portal_since_stands(jo: Person, order: ReferralOrder) -> None:
    run(PANELS, f"{HEAD}{TO_COME},,,,Published\n", jo)
    sitting = only()
    with changing():
        actions.cancel_sitting(
            sitting=sitting, version=sitting.version, reason=CancelReason.ROOM, actor=jo
        )
    assert reason(f"{TO_COME}\n", jo) == (
        "This sitting was cancelled in the portal: delete the row."
    )


def test_a_pin_holds(jo: Person, order: ReferralOrder) -> None:
    run(PANELS, f"{HEAD}{TO_COME}\n", jo)
    with changing():
        pencilling.pin(seat=scenes.seat(only(), SeatKind.CHAIR), pinned=True, actor=jo)
    assert reason(TO_COME.replace("Graham Holt", "Sam Trainee") + "\n", jo).startswith(
        "The seat of the chair is pinned"
    )


def test_a_coordinator_of_one_area_arranges_in_no_other(jo: Person, order: ReferralOrder) -> None:
    limited = kentmere.coordinator("Saltmarsh")
    assert reason(f"{TO_COME}\n", limited).startswith("There is no order RO-2026-001")
    run(PANELS, f"{HEAD}{TO_COME}\n", jo)
    kept = f"10/3/2026,5:30pm,{LIBRARY},,,,,,,,,,Saltmarsh\n"
    assert reason(kept, limited) == (
        "Northmere Library, Room 2 is taken then by a sitting of another area."
    )


def test_who_looks_after_it_is_who_imports_it_or_who_is_named(
    jo: Person, order: ReferralOrder
) -> None:
    run(PANELS, f"{HEAD}{TO_COME},,,,,,,,,,marcus@example.org\n", jo)
    assert only().coordinator.name == "Marcus Reid"


def test_what_never_was_takes_no_room(jo: Person, order: ReferralOrder) -> None:
    second = kentmere.orders(jo, date(2026, 2, 12))[0]
    run(PANELS, f"{HEAD}{PAST},,,Cancelled\n", jo)
    [off] = all_of_them()
    assert (off.state.value, off.entry.status) == ("cancelled", EntryStatus.CANCELLED)
    assert session.query(RoomSlot).count() == 0
    result = run(PANELS, HEAD + PAST.replace("RO-2026-001", second.ref) + "\n", jo)
    assert counts(result) == (1, 0, 0, 0)
    both = f"{PAST},,,Cancelled\n{PAST.replace('RO-2026-001', second.ref)}\n"
    assert counts(run(PANELS, HEAD + both, jo)) == (0, 2, 0, 0)
    states = {panel.order_id: panel.state.value for panel in all_of_them()[-1].panels}
    assert states == {order.id: "cancelled", second.id: "held"}


def test_weighing_costs_the_same_for_one_sitting_and_for_three(
    jo: Person, order: ReferralOrder
) -> None:
    costs = []
    for days in ((10,), (11, 12, 13)):
        rows = "".join(TO_COME.replace("10/3", f"{day}/3") + "\n" for day in days)
        reading = PANELS.reading_of((HEAD + rows).encode(), jo)
        session.expire_all()
        with count_statements() as sent:
            assert foresee(PANELS, reading, jo).counts["new"] == len(days)
        costs.append(len([each for each in sent if "FROM setting" not in each]))
    assert costs[0] == costs[1]
