"""Arranging, moving and cancelling: what it changes, whom it tells, what it refuses."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.audit.models import AuditEvent
from portal.calendar.models import Entry, EntryStatus
from portal.database import changing, session
from portal.panels import rules
from portal.panels.actions import orders, sittings
from portal.panels.models import (
    CancelReason,
    Offer,
    OfferState,
    PanelKind,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries import needs
from tests.factories import AreaFactory, RoomFactory, VenueFactory
from tests.panels import scenes

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER


def test_arranging_books_the_room_and_tells_adviser_and_case_managers(app: Flask) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    area = AreaFactory()
    first, second = scenes.order(jo, area=area), scenes.order(jo, area=area)
    sitting = scenes.arranged(jo, first, second, adviser=marcus)
    assert [(panel.ref, panel.position, panel.due_on) for panel in sitting.panels] == [
        ("P-2026-001", 1, date(2026, 3, 11)),
        ("P-2026-002", 2, date(2026, 3, 11)),
    ]
    assert sitting.entry.ends_at - sitting.entry.starts_at == timedelta(hours=2)
    assert sitting.entry.title.startswith("Panel, Venue")
    assert sitting.entry.path == f"/panels/sittings/{sitting.entry.uuid}"
    assert scenes.duties(sitting) == {"Marcus Reid: Panel – adviser": "accepted"}
    assert scenes.mail() == [
        ("Marcus Reid", "adviser_assigned"),
        ("Casey Moran", "panel_arranged"),
        ("Casey Moran", "panel_arranged"),
    ]


def test_a_sitting_posted_twice_is_arranged_once(app: Flask) -> None:
    jo, room = scenes.coordinator(), RoomFactory()
    order, key = scenes.order(jo), uuid4().hex
    for _ in range(2):
        with changing():
            sittings.arrange_sitting(
                facts=scenes.facts(room),
                chosen=[(order, PanelKind.INITIAL)],
                room=room,
                form_key=key,
                actor=jo,
            )
    assert session.scalar(select(func.count(Sitting.id))) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"day": date(2026, 3, 2), "at": time(9)}, "date"),
        ({"day": date(2029, 3, 2)}, "date"),
        ({"at": time(17, 20)}, "time"),
        ({"minutes": 50}, "minutes"),
        ({"minutes": 255}, "minutes"),
    ],
)
def test_a_time_that_cannot_be_is_refused(app: Flask, values: dict[str, Any], field: str) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    with pytest.raises(rules.Refused) as refused:
        scenes.arranged(jo, order, **values)
    assert refused.value.field == field


def test_orders_that_cannot_be_heard_together_are_refused(app: Flask) -> None:
    jo, area = scenes.coordinator(), AreaFactory(name="Northmere")
    here, ended = scenes.order(jo, area=area), scenes.order(jo, area=area)
    there = scenes.order(jo, area=AreaFactory(name="Castlebeck"))
    heard = scenes.order(jo, area=area)
    scenes.arranged(jo, heard)
    with changing():
        orders.end_order(order=ended, actor=jo)
    for chosen, sentence in (
        ([here, here], "RO-2026-001 is there twice."),
        ([ended], "RO-2026-002 has ended."),
        ([here, there], "RO-2026-003 is in Castlebeck; RO-2026-001 is in Northmere."),
        ([heard], "RO-2026-004 has its initial panel already: P-2026-001 on Tuesday 10 March."),
    ):
        with pytest.raises(rules.Refused, match=sentence):
            scenes.arranged(jo, *chosen)


def test_a_taken_room_is_refused_by_name(app: Flask) -> None:
    jo, room = scenes.coordinator(), RoomFactory()
    scenes.arranged(jo, room=room)
    with pytest.raises(rules.Refused, match="is taken by “Panel, Venue") as refused:
        scenes.arranged(jo, room=room, at=time(18))
    assert refused.value.field == "room"
    assert session.scalar(select(func.count(Entry.id)).where(Entry.room == room)) == 1


def test_an_adviser_s_clash_needs_a_reason_which_the_trail_keeps(app: Flask) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    scenes.arranged(jo, adviser=marcus)
    with pytest.raises(rules.Busy, match="Marcus Reid has promised “Panel, Venue"):
        scenes.arranged(jo, adviser=marcus, at=time(18))
    second = scenes.arranged(jo, adviser=marcus, at=time(18), clash_reason="Two rooms, one door")
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.tag == "panels:adviser_clash_overridden")
    ).one()
    assert event.detail is not None
    assert event.detail.values["reason"] == "Two rooms, one door"
    scenes.accepted(second, MEMBER, scenes.volunteer("Ann Lee"))  # the override outlives a change
    assert "Marcus Reid: Panel – adviser" in scenes.duties(second)


def test_moving_keeps_every_yes_and_tells_everybody(app: Flask) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    sitting = scenes.arranged(jo, adviser=marcus)
    ann, ruth = scenes.volunteer("Ann Lee"), scenes.volunteer("Ruth Adeyemi")
    scenes.accepted(sitting, MEMBER, ann)
    asked = scenes.offered(sitting, OBSERVER, ruth)
    room, told = RoomFactory(), len(scenes.mail())
    before, uuid = sitting.entry.sequence, sitting.entry.uuid
    with changing():
        sittings.move_sitting(
            sitting=sitting,
            version=sitting.version,
            facts=scenes.facts(room, marcus, day=date(2026, 3, 11)),
            room=room,
            actor=jo,
        )
    assert (sitting.entry.uuid, sitting.entry.sequence) == (uuid, before + 1)
    assert sitting.entry.room is room
    assert asked.sits_on == date(2026, 3, 11)
    assert scenes.duties(sitting) == {
        "Marcus Reid: Panel – adviser": "accepted",
        "Ann Lee: Panel – panel member": "accepted",
        "Ruth Adeyemi: Panel – observer?": "offered",
    }
    assert scenes.mail()[told:] == [
        ("Ann Lee", "sitting_moved"),
        ("Marcus Reid", "sitting_moved"),
        ("Casey Moran", "sitting_moved"),
        ("Ruth Adeyemi", "offer_moved"),
    ]


def test_moving_releases_who_could_not_come_only_once_that_is_said(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    scenes.accepted(scenes.arranged(jo, day=date(2026, 3, 11)), MEMBER, ann)
    sitting, room = scenes.arranged(jo), RoomFactory()
    scenes.accepted(sitting, MEMBER, ann)
    version = sitting.version

    def move(*released: int) -> None:
        with changing():
            sittings.move_sitting(
                sitting=sitting,
                version=version,
                facts=scenes.facts(room, day=date(2026, 3, 11)),
                room=room,
                released=released,
                actor=jo,
            )

    with pytest.raises(rules.WouldRelease) as asked:
        move()
    assert asked.value.person_ids == (ann.person_id,)
    assert asked.value.sentences[0].startswith("Ann Lee would lose the seat: has promised")
    move(ann.person_id)
    assert scenes.seat(sitting, MEMBER).person is None
    assert ("Ann Lee", "seat_released") in scenes.mail()
    with pytest.raises(rules.Stale):
        move(ann.person_id)


@pytest.mark.parametrize("known", [False, True])
def test_moving_where_somebody_could_not_get_in_time_releases_them_unless_that_was_set_aside(
    app: Flask, known: bool
) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    here = RoomFactory(venue=VenueFactory(grid_e=400_000, grid_n=300_000))
    there = RoomFactory(venue=VenueFactory(grid_e=460_000, grid_n=300_000))
    scenes.accepted(scenes.arranged(jo, room=here, at=time(19)), MEMBER, ann)
    sitting = scenes.arranged(jo, room=RoomFactory(venue=here.venue, name="Upstairs"))
    scenes.accepted(sitting, MEMBER, ann)
    if known:
        scenes.seat(sitting, MEMBER).override_reason = "Ann says she can do it"
        session.commit()

    def move() -> None:
        with changing():
            sittings.move_sitting(
                sitting=sitting,
                version=sitting.version,
                facts=scenes.facts(there),
                room=there,
                actor=jo,
            )

    if known:
        move()
        assert scenes.seat(sitting, MEMBER).person is ann.person
        return
    with pytest.raises(rules.WouldRelease) as asked:
        move()
    assert asked.value.sentences[0].startswith("Ann Lee would lose the seat: could not come in ti")


def test_moving_into_a_taken_room_changes_nothing(app: Flask) -> None:
    jo, room = scenes.coordinator(), RoomFactory()
    scenes.arranged(jo, room=room)
    sitting = scenes.arranged(jo)
    with pytest.raises(rules.Refused, match="is taken by"), changing():
        sittings.move_sitting(
            sitting=sitting,
            version=sitting.version,
            facts=scenes.facts(room),
            room=room,
            actor=jo,
        )
    assert sitting.entry.room is not room
    assert "sitting_moved" not in scenes.tags()


def test_another_adviser_is_told_and_so_is_the_one_before(app: Flask) -> None:
    jo = scenes.coordinator()
    marcus, laura = (scenes.colleague(n, may_advise=True) for n in ("Marcus Reid", "Laura Finch"))
    room = RoomFactory()
    sitting, told = scenes.arranged(jo, room=room, adviser=marcus), len(scenes.mail())
    with changing():
        sittings.move_sitting(
            sitting=sitting,
            version=sitting.version,
            facts=scenes.facts(room, laura),
            room=room,
            actor=jo,
        )
    assert sitting.entry.sequence == 0
    assert scenes.duties(sitting) == {"Laura Finch: Panel – adviser": "accepted"}
    assert scenes.mail()[told:] == [
        ("Laura Finch", "adviser_assigned"),
        ("Marcus Reid", "seat_released"),
        ("Casey Moran", "sitting_moved"),
    ]


def test_cancelling_frees_everything_and_tells_everybody(app: Flask) -> None:
    jo, room = scenes.coordinator(), RoomFactory()
    order = scenes.order(jo)
    sitting = scenes.arranged(jo, order, room=room)
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    asked, told = scenes.offered(sitting, OBSERVER, scenes.volunteer("Ruth")), len(scenes.mail())
    version = sitting.version
    for _ in range(2):
        with changing():
            sittings.cancel_sitting(
                sitting=sitting, version=version, reason=CancelReason.ROOM, actor=jo
            )
    assert (sitting.state, asked.state) == (SittingState.CANCELLED, OfferState.WITHDRAWN)
    assert (sitting.entry.status, sitting.entry.sequence) == (EntryStatus.CANCELLED, 1)
    assert [who for who, _ in scenes.mail()[told:]] == ["Ann Lee", "Ruth", "Casey Moran"]
    wanting = needs.dates_needed(frozenset(), until=date(2026, 4, 1), most=9)
    assert [each.ref for each in wanting] == [order.ref]
    again = scenes.arranged(jo, order, room=room)
    assert again.panels[0].ref == "P-2026-002"


def test_a_held_sitting_is_not_cancelled(app: Flask) -> None:
    jo, sitting = (jo := scenes.coordinator()), scenes.arranged(jo)
    with changing():
        sittings.close_ended(sitting=sitting)
    with pytest.raises(rules.Refused, match="has been held"), changing():
        sittings.cancel_sitting(
            sitting=sitting, version=sitting.version, reason=CancelReason.ROOM, actor=jo
        )
    assert session.scalar(select(func.count(Offer.id))) == 0
