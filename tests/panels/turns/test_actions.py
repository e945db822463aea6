"""One panel more, one less, another order: who is told, and what stands in the way."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.database import changing, session
from portal.panels import rules
from portal.panels.actions import offers, turns
from portal.panels.models import (
    OrderConflict,
    Panel,
    PanelCheck,
    PanelKind,
    PanelState,
    ReferralOrder,
    SeatKind,
    Sitting,
)
from portal.panels.queries import sittings as find
from tests.factories import AreaFactory, RoomFactory
from tests.panels import scenes

MEMBER, OBSERVER = SeatKind.MEMBER, SeatKind.OBSERVER


def put_in(sitting: Sitting, chosen: turns.Chosen, version: int | None = None) -> Panel:
    """Put one more panel in, as the sitting's coordinator."""
    with changing():
        return turns.put_panel_in(
            sitting=sitting,
            version=version or sitting.version,
            chosen=chosen,
            actor=sitting.coordinator,
        )


def taken_off(sitting: Sitting, panel: Panel) -> None:
    """Take a panel off, as the sitting's coordinator."""
    with changing():
        turns.take_panel_off(
            sitting=sitting, version=sitting.version, panel=panel, actor=sitting.coordinator
        )


def placed(sitting: Sitting, panel: Panel, place: int) -> None:
    """Give a panel another turn, as the sitting's coordinator."""
    with changing():
        turns.change_turn(
            sitting=sitting,
            version=sitting.version,
            panel=panel,
            place=place,
            actor=sitting.coordinator,
        )


def in_turn(sitting: Sitting) -> list[tuple[str, int]]:
    """Return the panels of a sitting with their turns."""
    session.refresh(sitting, ["panels"])
    return [(panel.ref, panel.position) for panel in find.live_panels(sitting)]


def progress(order: ReferralOrder) -> turns.Chosen:
    """Return the wish for a progress panel."""
    return (order, PanelKind.PROGRESS)


def test_one_more_panel_makes_a_published_sitting_longer_and_everybody_on_it_is_told(
    app: Flask,
) -> None:
    jo, area = scenes.coordinator(), AreaFactory()
    sitting = scenes.arranged(jo, scenes.order(jo, area=area))
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    scenes.offered(sitting, OBSERVER, scenes.volunteer("Ruth Adeyemi"))
    dee = scenes.colleague("Dee Marsh")
    told, sequence = len(scenes.mail()), sitting.entry.sequence
    panel = put_in(sitting, progress(scenes.order(jo, area=area, case_manager=dee)))
    assert in_turn(sitting) == [("P-2026-001", 1), ("P-2026-002", 2)]
    assert sitting.entry.ends_at - sitting.entry.starts_at == timedelta(hours=2)
    assert sitting.entry.sequence == sequence + 1
    assert [check.item for check in panel.checks][:2] == [
        "Venue confirmed",
        "Step-free, and a separate waiting room",
    ]
    assert scenes.mail()[told:] == [
        ("Ann Lee", "sitting_moved"),
        ("Ruth Adeyemi", "offer_moved"),
        ("Dee Marsh", "panel_arranged"),
    ]


def test_an_evening_kept_for_two_takes_two_without_growing_and_a_draft_tells_nobody(
    app: Flask,
) -> None:
    jo, area = scenes.coordinator(), AreaFactory()
    sitting = scenes.evening(jo, kept_for=2, area=area)
    ends_at = sitting.entry.ends_at
    for _ in range(2):
        put_in(sitting, progress(scenes.order(jo, area=area)))
    assert sitting.entry.ends_at == ends_at
    put_in(sitting, progress(scenes.order(jo, area=area)))
    assert sitting.entry.ends_at == ends_at + timedelta(hours=1)
    assert scenes.mail() == []
    with pytest.raises(rules.Refused, match="Three panels are the most"):
        put_in(sitting, progress(scenes.order(jo, area=area)))


def test_a_panel_that_waits_for_a_date_is_taken_before_a_new_one_is_made(app: Flask) -> None:
    jo, area = scenes.coordinator(), AreaFactory()
    order = scenes.order(jo, area=area)
    waiting = Panel(ref="P-2026-099", order=order, kind=PanelKind.FINAL, state=PanelState.PROPOSED)
    other = Panel(ref="P-2026-098", order=order, kind=PanelKind.PROGRESS)
    session.add_all([waiting, other])
    session.commit()
    sitting = scenes.evening(jo, area=area)
    assert put_in(sitting, (order, PanelKind.FINAL)) is waiting
    assert (waiting.state, waiting.position) == (PanelState.PLANNED, 1)
    second = scenes.evening(jo, area=area, day=date(2026, 3, 12))
    assert put_in(second, other).sitting is second
    with pytest.raises(rules.Refused, match="P-2026-098 has its date"):
        put_in(sitting, other)


def test_a_panel_before_court_needs_no_order(app: Flask) -> None:
    jo, area, dee = scenes.coordinator(), AreaFactory(), scenes.colleague("Dee Marsh")
    panel = Panel(
        ref="P-2026-077",
        kind=PanelKind.PRE_COURT,
        court_on=date(2026, 4, 1),
        own_area=area,
        own_case_manager=dee,
    )
    session.add(panel)
    session.commit()
    sitting = scenes.arranged(jo, scenes.order(jo, area=area))
    put_in(sitting, panel)
    assert in_turn(sitting) == [("P-2026-001", 1), ("P-2026-077", 2)]
    assert scenes.mail()[-1] == ("Dee Marsh", "panel_arranged")


@pytest.mark.parametrize("how", ["seated", "asked", "planned"])
def test_somebody_on_it_who_should_not_sit_for_the_order_stands_in_the_way(
    app: Flask, how: str
) -> None:
    jo, area, ann = scenes.coordinator(), AreaFactory(), scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(jo, scenes.order(jo, area=area))
    act = {"seated": scenes.accepted, "asked": scenes.offered, "planned": scenes.pencilled}[how]
    act(sitting, MEMBER, ann)
    order = scenes.order(jo, area=area)
    session.add(OrderConflict(order_id=order.id, person_id=ann.person_id))
    session.commit()
    remedy = {
        "seated": "Release them first",
        "asked": "Take back the offer to them first",
        "planned": "Rub them out first",
    }[how]
    with pytest.raises(
        rules.Refused, match=f"Ann Lee said they should not sit for {order.ref}. {remedy}"
    ):
        put_in(sitting, progress(order))


def test_what_does_not_fit_is_refused_and_changes_nothing(app: Flask) -> None:
    jo, area, room = scenes.coordinator(), AreaFactory(name="Northmere"), RoomFactory()
    order = scenes.order(jo, area=area)
    sitting = scenes.arranged(jo, order, room=room)
    elsewhere = scenes.order(jo, area=AreaFactory(name="Castlebeck"))
    with pytest.raises(rules.Refused, match="RO-2026-001 is there twice"):
        put_in(sitting, progress(order))
    with pytest.raises(rules.Refused, match="RO-2026-002 is in Castlebeck; RO-2026-001"):
        put_in(sitting, progress(elsewhere))
    with pytest.raises(rules.Refused, match="Castlebeck; this sitting is in Northmere"):
        put_in(scenes.evening(jo, area=area, day=date(2026, 3, 12)), progress(elsewhere))
    with pytest.raises(rules.Stale):
        put_in(sitting, progress(scenes.order(jo, area=area)), sitting.version + 1)
    scenes.arranged(jo, room=room, at=time(18, 30))
    with pytest.raises(rules.Refused, match="is taken by"):
        put_in(sitting, progress(scenes.order(jo, area=area)))
    assert in_turn(sitting) == [("P-2026-001", 1)]


def test_somebody_promised_elsewhere_right_after_stands_in_the_way_of_a_longer_evening(
    app: Flask,
) -> None:
    jo, area, ann = scenes.coordinator(), AreaFactory(), scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(jo, scenes.order(jo, area=area))
    scenes.accepted(sitting, MEMBER, ann)
    room = sitting.entry.room
    later = scenes.arranged(
        jo, at=time(18, 30), room=RoomFactory(venue=room.venue if room else None)
    )
    scenes.accepted(later, MEMBER, ann)
    with pytest.raises(rules.Busy, match="Ann Lee has promised"):
        put_in(sitting, progress(scenes.order(jo, area=area)))


def test_a_panel_taken_off_needs_another_date_and_those_after_it_move_up(app: Flask) -> None:
    jo, area = scenes.coordinator(), AreaFactory()
    people = [scenes.colleague(name) for name in ("Casey Moran", "Dee Marsh", "Eve Nunn")]
    orders = [scenes.order(jo, area=area, case_manager=person) for person in people]
    sitting = scenes.arranged(jo, *orders)
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    told, second = len(scenes.mail()), sitting.panels[1]
    taken_off(sitting, second)
    assert in_turn(sitting) == [("P-2026-001", 1), ("P-2026-003", 2)]
    assert (second.state, second.sitting_id) == (PanelState.PLANNED, None)
    assert sitting.entry.ends_at - sitting.entry.starts_at == timedelta(hours=2)
    assert scenes.mail()[told:] == [
        ("Ann Lee", "sitting_moved"),
        ("Dee Marsh", "turns_changed"),
        ("Eve Nunn", "turns_changed"),
    ]


def test_panels_change_places_and_only_their_case_managers_are_told(app: Flask) -> None:
    jo, area = scenes.coordinator(), AreaFactory()
    people = [scenes.colleague(name) for name in ("Casey Moran", "Dee Marsh", "Eve Nunn")]
    orders = [scenes.order(jo, area=area, case_manager=person) for person in people]
    sitting = scenes.arranged(jo, *orders)
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    told, last = len(scenes.mail()), sitting.panels[2]
    placed(sitting, last, 3)  # it is there already
    assert len(scenes.mail()) == told
    placed(sitting, last, 2)
    assert in_turn(sitting) == [("P-2026-001", 1), ("P-2026-003", 2), ("P-2026-002", 3)]
    assert sorted(scenes.mail()[told:]) == [
        ("Dee Marsh", "turns_changed"),
        ("Eve Nunn", "turns_changed"),
    ]
    assert scenes.tags()[-1] == "panels_changed"


def test_no_panel_is_changed_once_the_sitting_has_begun_or_is_off(app: Flask) -> None:
    jo, area = scenes.coordinator(), AreaFactory()
    sitting = scenes.arranged(jo, scenes.order(jo, area=area))
    offer = scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    with changing():
        offers.leave_seat(offer=offer, actor=offer.person)
    sitting.panels[0].state = PanelState.HELD
    session.commit()
    with pytest.raises(rules.Refused, match="P-2026-001 is no longer planned"):
        taken_off(sitting, sitting.panels[0])


def test_a_checklist_is_laid_out_by_kind_and_only_once(app: Flask) -> None:
    jo, area = scenes.coordinator(), AreaFactory()
    order = scenes.order(jo, area=area)
    sitting = scenes.draft(jo, order, kind=PanelKind.FINAL)
    panel = sitting.panels[0]
    items = [check.item for check in panel.checks]
    assert items[-1] == "Certificate ready to hand over"
    taken_off(sitting, panel)
    put_in(sitting, panel)
    session.expire_all()
    assert [check.item for check in panel.checks] == items
    session.add(PanelCheck(panel_id=panel.id, position=9, item=items[0]))
    with pytest.raises(IntegrityError):
        session.commit()
