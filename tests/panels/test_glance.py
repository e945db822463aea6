"""Plain rows say the same as the objects that the pages of panels are made of."""

from datetime import date, time

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.panels.models import Offer, OfferState, SeatKind, Sitting
from portal.panels.queries import glance, listing, offers, sittings
from tests.factories import AreaFactory, RoomFactory, VenueFactory
from tests.panels import scenes
from tests.statements import count_statements

EVERYWHERE: frozenset[int] = frozenset()


def set_the_scene() -> None:
    """Arrange one that hangs on cover, one at risk, one intensive and one far ahead."""
    jo = scenes.coordinator()
    adviser = scenes.colleague("Marcus Reid", may_advise=True)
    chair, member = scenes.chair(), scenes.volunteer("Margaret Osei")
    for number, (day, intensive) in enumerate([(10, False), (12, False), (5, True), (30, False)]):
        area = AreaFactory(name=f"Area {number}")
        room = RoomFactory(venue=VenueFactory(name=f"Hall {number}"))
        orders = [scenes.order(jo, area=area, intensive=intensive) for _ in range(number % 2 + 1)]
        sitting = scenes.arranged(
            jo, *orders, room=room, adviser=adviser, day=date(2026, 3, day), at=time(17)
        )
        if number == 0:
            scenes.accepted(sitting, SeatKind.CHAIR, chair)
            scenes.accepted(sitting, SeatKind.MEMBER, member)
        else:
            scenes.offered(sitting, SeatKind.CHAIR, chair)
        if number == 0:
            scenes.seat(sitting, SeatKind.MEMBER).cover_wanted_at = clock.now()
            session.commit()
    session.expunge_all()


def every_sitting() -> list[Sitting]:
    """Return the sittings in order of their time."""
    found = session.scalars(select(Sitting).join(Sitting.entry).order_by(Entry.starts_at))
    return list(found)


def test_sittings_stand_as_their_own_pages_say(app: Flask) -> None:
    set_the_scene()
    whole = every_sitting()
    told = [sittings.readiness(each) for each in whole]
    glanced = glance.sittings_ahead(EVERYWHERE, 60)
    assert len(glanced) == 4
    assert [(g.path, g.starts_at, g.quorum, g.risk, g.tell_by) for g in glanced] == [
        (each.entry.path, each.entry.starts_at, stands.quorum, stands.risk, stands.tell_by)
        for each, stands in zip(whole, told, strict=True)
    ]
    assert [g.refs for g in glanced] == [tuple(p.ref for p in each.panels) for each in whole]
    assert [g.area for g in glanced] == [each.entry.area.name for each in whole if each.entry.area]


def test_sittings_at_risk_are_those_of_the_list_of_panels(app: Flask) -> None:
    set_the_scene()
    listed = [
        each.path
        for each in listing.sittings(EVERYWHERE, listing.SittingFilter(listing.AT_RISK)).items
    ]
    glanced = glance.sittings_ahead(EVERYWHERE, 1)
    assert listed
    assert [each.path for each in glanced if each.risk == "risk"] == listed


def test_offers_are_those_that_wait(app: Flask) -> None:
    set_the_scene()
    waiting = session.scalars(
        select(Offer).where(Offer.state == OfferState.SENT).order_by(Offer.expires_at, Offer.id)
    ).all()
    glanced = glance.offers_unanswered(EVERYWHERE, 20)
    assert len(glanced) == 3
    assert [(g.uuid, g.person, g.kind, g.expires_at) for g in glanced] == [
        (each.uuid, each.person.display_name, each.seat.kind, each.expires_at) for each in waiting
    ]
    own = offers.offers_to_answer(waiting[0].person_id)
    assert [g.uuid for g in glance.own_offers(waiting[0].person_id, 20)] == [o.uuid for o in own]
    assert glance.own_offers(0, 20) == []


def test_a_desk_has_the_same_of_both_and_reads_their_panels_once(app: Flask) -> None:
    set_the_scene()
    both = (glance.sittings_ahead(EVERYWHERE, 60), glance.offers_unanswered(EVERYWHERE, 20))
    with count_statements() as sent:
        assert glance.desk(EVERYWHERE, 60, 20) == both
    assert len([each for each in sent if "FROM panel" in each]) == 1


def test_limited_areas_limit_both(app: Flask) -> None:
    set_the_scene()
    first = every_sitting()[1]
    assert first.entry.area_id
    only = frozenset({first.entry.area_id})
    assert [each.path for each in glance.sittings_ahead(only, 60)] == [first.entry.path]
    assert {each.path for each in glance.offers_unanswered(only, 20)} <= {first.entry.path}
