"""What each verb of panels changes, whom it tells, and what it refuses."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.audit.models import AuditEvent
from portal.calendar.models import AttendeeState, Entry, EntryStatus
from portal.database import changing, session
from portal.panels import rules
from portal.panels.actions import offers, orders, seats, sittings
from portal.panels.models import (
    CancelReason,
    Offer,
    OfferState,
    OrderConflict,
    OrderState,
    PanelKind,
    ReferralOrder,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries import orders as find_orders
from portal.panels.queries.sittings import readiness
from tests.factories import AreaFactory, RoomFactory
from tests.panels import scenes

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER


def duties(sitting: Sitting) -> dict[str, str]:
    """Return who is on the calendar's entry, and how sure."""
    session.refresh(sitting.entry)
    return {
        f"{each.person.name}: {each.part}": each.state.value
        for each in sitting.entry.attendees
        if each.state is not AttendeeState.GONE
    }


def tags(*wanted: str) -> list[str]:
    """Return the trail's tags of panels, in order."""
    found = session.scalars(
        select(AuditEvent.tag).where(AuditEvent.tag.like("panels:%")).order_by(AuditEvent.id)
    )
    return [tag.removeprefix("panels:") for tag in found]


def test_orders_are_numbered_by_year_and_know_their_due_day(app: Flask) -> None:
    jo = scenes.coordinator()
    first, second = scenes.order(jo), scenes.order(jo, intensive=True)
    assert (first.ref, first.due_on) == ("RO-2026-001", date(2026, 3, 11))
    assert (second.ref, second.due_on) == ("RO-2026-002", date(2026, 2, 18))
    with clock.frozen(clock.at(date(2027, 1, 4), time(9))):
        assert scenes.order(jo, court_date=date(2027, 1, 4)).ref == "RO-2027-001"


def test_an_order_posted_twice_is_entered_once(app: Flask) -> None:
    jo = scenes.coordinator()
    key, facts = uuid4().hex, rules.OrderFacts(date(2026, 2, 11), 6, AreaFactory().id, False, jo.id)
    made = []
    for _ in range(2):
        with changing():
            made.append(orders.enter_order(facts=facts, form_key=key, actor=jo).ref)
    assert made == ["RO-2026-001", "RO-2026-001"]
    assert session.scalar(select(func.count(ReferralOrder.id))) == 1


@pytest.mark.parametrize(
    ("values", "field", "start"),
    [
        ({"court_date": date(2026, 3, 3)}, "court_date", "The court date is in the future."),
        ({"court_date": date(2022, 3, 3)}, "court_date", "The court date is more than three"),
        ({"months": 2}, "months", "A Referral Order lasts 3 to 12 months."),
        ({"months": 13}, "months", "A Referral Order lasts 3 to 12 months."),
    ],
)
def test_an_order_no_court_made_is_refused(
    app: Flask, values: dict[str, object], field: str, start: str
) -> None:
    jo = scenes.coordinator()
    with pytest.raises(rules.Refused) as refused:
        scenes.order(jo, **values)
    assert refused.value.field == field
    assert refused.value.sentence.startswith(start)


def test_changing_an_order_moves_its_due_day_and_its_panel_s(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    panel = scenes.arranged(jo, order).panels[0]
    facts = rules.OrderFacts(date(2026, 2, 12), 6, order.area_id, False, order.case_manager_id)
    with changing():
        orders.change_order(order=order, version=order.version, facts=facts, actor=jo)
    assert (order.due_on, panel.due_on) == (date(2026, 3, 12), date(2026, 3, 12))
    with pytest.raises(rules.Stale), changing():
        orders.change_order(order=order, version=order.version - 1, facts=facts, actor=jo)


def test_the_area_stays_while_a_panel_is_arranged(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    scenes.arranged(jo, order)
    facts = rules.OrderFacts(order.court_date, 6, AreaFactory().id, False, order.case_manager_id)
    with pytest.raises(rules.Refused, match="P-2026-001 is arranged in"), changing():
        orders.change_order(order=order, version=order.version, facts=facts, actor=jo)


def test_an_order_ends_and_opens_again_but_not_under_a_panel(app: Flask) -> None:
    jo = scenes.coordinator()
    order, other = scenes.order(jo), scenes.order(jo)
    with changing():
        orders.end_order(order=order, actor=jo)
    assert (order.state, order.ends_on) == (OrderState.ENDED, date(2026, 3, 2))
    with changing():
        orders.reopen_order(order=order, actor=jo)
    assert (order.state, order.ends_on) == (OrderState.OPEN, None)
    scenes.arranged(jo, other)
    with pytest.raises(rules.Refused, match="still arranged"), changing():
        orders.end_order(order=other, actor=jo)


def test_the_tick_of_the_reference_can_be_taken_back(app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    for copied in (True, True, False):
        with changing():
            orders.tick_copied(order=order, copied=copied, actor=order.case_manager)
    assert order.copied_at is None
    assert tags() == ["order_entered", "reference_copied", "reference_unticked"]


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
    assert duties(sitting) == {"Marcus Reid: Panel – adviser": "accepted"}
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
def test_a_time_that_cannot_be_is_refused(
    app: Flask, values: dict[str, object], field: str
) -> None:
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
    assert session.scalar(select(func.count(Entry.id))) == 1


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
    assert "Marcus Reid: Panel – adviser" in duties(second)


def test_an_offer_is_made_once_and_told_by_letter(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting, ann = scenes.arranged(jo), scenes.volunteer("Ann Lee")
    first, second = scenes.offered(sitting, MEMBER, ann), scenes.offered(sitting, MEMBER, ann)
    assert first is second
    assert first.expires_at == clock.at(date(2026, 3, 3), time(20))  # the last day to tell people
    assert duties(sitting) == {"Ann Lee: Panel – panel member?": "offered"}
    assert ("Ann Lee", "offer_made") in scenes.mail()


def test_who_cannot_sit_is_not_asked(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting = scenes.arranged(jo)
    with pytest.raises(rules.Refused, match="Ann Lee can’t be asked: Is not approved to chair"):
        scenes.offered(sitting, CHAIR, scenes.volunteer("Ann Lee"))
    lapsed = scenes.volunteer("Dev Patel")
    lapsed.checks[0].recheck_on = date(2026, 3, 8)
    session.commit()
    with pytest.raises(rules.Refused, match="falls on 8 March, before this panel"):
        scenes.offered(sitting, MEMBER, lapsed)
    colleague = scenes.volunteer("Sam Both")
    colleague.person.is_staff = True
    session.commit()
    with pytest.raises(rules.Refused, match="Works for the service too"):
        scenes.offered(sitting, MEMBER, colleague)


def test_somebody_over_their_most_may_be_asked(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee", max_month=1)
    scenes.accepted(scenes.arranged(jo, day=date(2026, 3, 12)), MEMBER, ann)
    assert scenes.offered(scenes.arranged(jo), MEMBER, ann).state is OfferState.SENT


def test_a_sitting_becomes_quorate_by_two_yeses_and_an_adviser(app: Flask) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    sitting = scenes.arranged(jo, adviser=marcus)
    scenes.accepted(sitting, OBSERVER, scenes.volunteer("Beth Calloway", is_learner=True))
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    assert readiness(sitting).quorum.missing == ("a chair",)
    scenes.accepted(sitting, CHAIR, scenes.chair())
    assert readiness(sitting).quorum.holds
    assert duties(sitting) == {
        "Marcus Reid: Panel – adviser": "accepted",
        "Beth Calloway: Panel – observer": "accepted",
        "Ann Lee: Panel – panel member": "accepted",
        "Graham Holt: Panel – chair": "accepted",
    }


def test_the_first_yes_has_the_seat_and_the_other_is_told(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting, ann, ruth = scenes.arranged(jo), scenes.volunteer("Ann Lee"), scenes.volunteer("Ruth")
    hers, other = scenes.offered(sitting, MEMBER, ann), scenes.offered(sitting, MEMBER, ruth)
    with changing():
        offers.accept_offer(offer=hers, actor=ann.person)
    with pytest.raises(rules.OfferRefused, match="Somebody else said yes") as refused, changing():
        offers.accept_offer(offer=other, actor=ruth.person)
    assert refused.value.outcome == "taken"
    assert (hers.state, other.state) == (OfferState.ACCEPTED, OfferState.WITHDRAWN)
    assert duties(sitting) == {"Ann Lee: Panel – panel member": "accepted"}
    assert [who for who in scenes.mail() if who[1] != "panel_arranged"] == [
        ("Ann Lee", "offer_made"),
        ("Ruth", "offer_made"),
        ("Ruth", "offer_taken"),
        ("Jo Hartley", "offer_accepted"),
        ("Ann Lee", "seat_confirmed"),
    ]


def test_answering_twice_is_harmless(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    offer = scenes.accepted(scenes.arranged(jo), MEMBER, ann)
    before = scenes.mail()
    with changing():
        offers.accept_offer(offer=offer, actor=ann.person)
    assert scenes.mail() == before
    assert tags().count("offer_accepted") == 1


def test_a_second_yes_at_the_same_time_is_refused(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    first, second = scenes.arranged(jo), scenes.arranged(jo, at=time(18))
    waiting = scenes.offered(second, MEMBER, ann)
    scenes.accepted(first, MEMBER, ann)
    with pytest.raises(rules.OfferRefused, match="yes to something else") as refused, changing():
        offers.accept_offer(offer=waiting, actor=ann.person)
    assert refused.value.outcome == "busy"
    assert waiting.state is OfferState.SENT


def test_a_yes_is_refused_when_something_changed_meanwhile(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    offer = scenes.offered(scenes.arranged(jo), MEMBER, ann)
    ann.checks[0].recheck_on = date(2026, 3, 5)
    session.commit()
    with pytest.raises(rules.OfferRefused, match="Something has changed"), changing():
        offers.accept_offer(offer=offer, actor=ann.person)


def test_a_no_is_a_no_to_that_day(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting, other = scenes.arranged(jo), scenes.arranged(jo, at=time(14))
    offer = scenes.offered(sitting, MEMBER, ann)
    with changing():
        offers.decline_offer(offer=offer, actor=ann.person)
    assert offer.state is OfferState.DECLINED
    assert duties(sitting) == {}
    assert scenes.mail()[-1] == ("Jo Hartley", "offer_declined")
    for each in (sitting, other):
        with pytest.raises(rules.Refused, match="Said they can’t make it on Tuesday 10 March"):
            scenes.offered(each, MEMBER, ann)


def test_an_offer_lapses_after_its_time(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(jo, day=date(2026, 3, 17))
    offer = scenes.offered(sitting, MEMBER, ann)
    assert offer.expires_at == clock.at(date(2026, 3, 5), time(10))
    with changing():
        offers.lapse_offer(offer=offer)
    assert offer.state is OfferState.SENT
    with clock.frozen(clock.at(date(2026, 3, 5), time(10))):
        with pytest.raises(rules.OfferRefused, match="has run out"), changing():
            offers.accept_offer(offer=offer, actor=ann.person)
        for _ in range(2):
            with changing():
                offers.lapse_offer(offer=offer)
    assert offer.state is OfferState.LAPSED
    assert scenes.mail()[-1] == ("Jo Hartley", "offer_lapsed")
    assert scenes.offered(sitting, MEMBER, ann).state is OfferState.SENT  # may be asked once more


def test_an_offer_can_be_taken_back(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(jo)
    offer = scenes.offered(sitting, MEMBER, ann)
    with changing():
        offers.withdraw_offer(offer=offer, actor=jo)
    assert duties(sitting) == {}
    assert scenes.mail()[-1] == ("Ann Lee", "offer_withdrawn")
    with pytest.raises(rules.OfferRefused, match="has been withdrawn"), changing():
        offers.accept_offer(offer=offer, actor=ann.person)


def test_a_conflict_frees_every_seat_on_those_orders_for_ever(app: Flask) -> None:
    jo, ann, area = scenes.coordinator(), scenes.volunteer("Ann Lee"), AreaFactory()
    first, second = scenes.order(jo, area=area), scenes.order(jo, area=area)
    sitting = scenes.arranged(jo, first, second)
    review = scenes.arranged(jo, second, kind=PanelKind.PROGRESS, day=date(2026, 3, 24))
    offer, later = scenes.accepted(sitting, MEMBER, ann), scenes.accepted(review, MEMBER, ann)
    for _ in range(2):
        with changing():
            offers.declare_conflict(offer=offer, actor=ann.person)
    assert (offer.state, later.state) == (OfferState.CONFLICT, OfferState.CONFLICT)
    assert duties(sitting) == duties(review) == {}
    found = session.scalars(select(OrderConflict.order_id).order_by(OrderConflict.order_id)).all()
    assert found == [first.id, second.id]
    assert scenes.mail()[-2:] == [("Jo Hartley", "seat_free")] * 2
    for each in (sitting, review):
        with pytest.raises(rules.Refused, match="Said they should not sit on this one"):
            scenes.offered(each, MEMBER, ann)


def test_a_yes_can_be_taken_back_until_it_begins(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(jo)
    offer = scenes.accepted(sitting, MEMBER, ann)
    with clock.frozen(sitting.entry.starts_at), pytest.raises(rules.OfferRefused), changing():
        offers.leave_seat(offer=offer, actor=ann.person)
    with changing():
        offers.leave_seat(offer=offer, actor=ann.person)
    assert (offer.state, scenes.seat(sitting, MEMBER).person) == (OfferState.LEFT, None)
    assert scenes.mail()[-1] == ("Jo Hartley", "seat_free")


def test_a_coordinator_releases_somebody_who_rang(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(jo)
    scenes.accepted(sitting, MEMBER, ann)
    with changing():
        seats.release(seat=scenes.seat(sitting, MEMBER), actor=jo)
    assert scenes.seat(sitting, MEMBER).person is None
    assert scenes.mail()[-1] == ("Ann Lee", "seat_released")


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
    assert duties(sitting) == {
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
    assert "sitting_moved" not in tags()


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
    assert duties(sitting) == {"Laura Finch: Panel – adviser": "accepted"}
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
    assert [each.ref for each in find_orders.orders_without_panel(frozenset())] == [order.ref]
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
