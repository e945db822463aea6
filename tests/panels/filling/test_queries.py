"""What filling starts from: a fixed number of statements, and nobody who may not be moved."""

from datetime import date, time

import pytest
from flask import Flask

from portal import clock
from portal.database import session
from portal.members.models import Away, Member, MemberArea, Status
from portal.panels import solver
from portal.panels.models import CallMode, PanelKind, SeatCall, SeatKind
from portal.panels.queries.filling import board
from portal.panels.rules.filling import Placement
from portal.people.models import Area
from tests.factories import AreaFactory, RoomFactory, VenueFactory
from tests.panels import scenes
from tests.panels.filling import free
from tests.statements import count_statements

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def test_three_sittings_are_read_with_as_many_statements_as_one(app: Flask) -> None:
    jo = scenes.coordinator()
    counts = []
    for number in (1, 2, 3):
        scenes.arranged(jo, day=date(2026, 3, 9 + number))
        free.chair(f"Chair {number}")
        session.expire_all()
        with count_statements() as sent:
            found = board(*MARCH, None)
            solver.preview(found.problem)
        counts.append(len(sent))
    assert counts[0] == counts[1] == counts[2]


def test_who_is_away_or_not_free_or_barred_fits_nowhere(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator())
    away, busy = free.volunteer("Ann Lee"), scenes.volunteer("Dev Patel")
    session.add(Away(member_id=away.id, starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 11)))
    session.commit()
    ok = free.chair("Ruth Okafor")
    found = board(*MARCH, None).problem
    assert [(fit.volunteer, fit.kinds) for fit in found.fits] == [
        (ok.person_id, ("chair", "member", "observer"))
    ]
    assert found.sitting[sitting.id].seats["chair"] == 1
    assert busy.person_id in found.volunteer


def test_of_another_area_nothing_is_seen(app: Flask) -> None:
    jo = scenes.coordinator()
    scenes.arranged(jo, scenes.order(jo, area=AreaFactory(name="Northmere")))
    other = AreaFactory(name="Castlebeck")
    assert not board(*MARCH, other.id).sittings
    assert len(board(*MARCH, None).sittings) == 1
    assert not board(date(2026, 4, 1), date(2026, 4, 30), None).sittings


@pytest.mark.parametrize(("at", "clash"), [(time(18), True), (time(18, 30), False)])
def test_sittings_of_one_hour_clash(app: Flask, at: time, clash: bool) -> None:
    jo, room = scenes.coordinator(), RoomFactory(venue=VenueFactory(name="Library"))
    scenes.arranged(jo, room=room)
    scenes.arranged(jo, room=RoomFactory(venue=room.venue, name="Upstairs"), at=at)
    assert bool(board(*MARCH, None).problem.clashes) is clash


def test_a_promise_counts_in_its_month_and_keeps_its_seat(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting, _ = scenes.arranged(jo), scenes.arranged(jo, day=date(2026, 3, 24))
    ann = free.volunteer("Ann Lee")
    scenes.accepted(sitting, MEMBER, ann)
    problem = board(*MARCH, None).problem
    who = problem.volunteer[ann.person_id]
    assert list(who.loads.values()) == [1]
    assert problem.sitting[sitting.id].taken == (("member", ann.person_id),)
    assert "member" not in problem.sitting[sitting.id].seats


def test_nobody_is_sent_to_an_area_that_they_do_not_serve(app: Flask) -> None:
    jo, here, there = scenes.coordinator(), AreaFactory(), AreaFactory()
    scenes.arranged(jo, scenes.order(jo, area=here))
    anywhere = free.volunteer("Ann Lee")
    served = {name: free.volunteer(name) for name in ("Bo Reid", "Cy Moss")}
    serve(served["Bo Reid"], here)
    serve(served["Cy Moss"], there)
    fits = board(*MARCH, None).problem.fits
    assert {fit.volunteer for fit in fits} == {anywhere.person_id, served["Bo Reid"].person_id}


def test_who_is_being_asked_counts_as_if_they_had_said_yes(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting, other = scenes.arranged(jo), scenes.arranged(jo)  # at one hour
    ann = free.volunteer("Ann Lee")
    offer = scenes.offered(sitting, MEMBER, ann)
    problem = board(*MARCH, None).problem
    assert problem.sitting[sitting.id].taken == (("member", ann.person_id),)
    assert "member" not in problem.sitting[sitting.id].seats
    assert list(problem.volunteer[ann.person_id].loads.values()) == [1]
    assert not problem.options[other.id]
    scenes.lapsed(offer)
    problem = board(*MARCH, None).problem
    assert problem.sitting[sitting.id].seats["member"] == 1
    assert ann.person_id in problem.options[other.id]


def test_a_seat_with_an_open_call_is_left_to_it(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator())
    session.add(SeatCall(seat=scenes.seat(sitting, CHAIR), mode=CallMode.FIRST))
    session.commit()
    assert "chair" not in board(*MARCH, None).problem.sitting[sitting.id].seats


def test_who_is_still_in_training_may_only_observe(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator())
    ann = free.volunteer("Ann Lee", status=Status.TRAINING)
    problem = board(*MARCH, None).problem
    assert problem.volunteer[ann.person_id].learner
    assert problem.options[sitting.id][ann.person_id].kinds == ("observer",)


@pytest.mark.parametrize(("east", "steps"), [(400_000, 0), (415_000, 3), (480_000, 10)])
def test_the_way_is_counted_from_the_areas_that_somebody_serves(
    app: Flask, east: int, steps: int
) -> None:
    jo, area = scenes.coordinator(), AreaFactory(grid_e=400_000, grid_n=300_000)
    venue = VenueFactory(grid_e=east, grid_n=300_000)
    scenes.arranged(jo, scenes.order(jo, area=area), room=RoomFactory(venue=venue))
    serve(free.volunteer("Ann Lee"), area)
    assert [fit.travel for fit in board(*MARCH, None).problem.fits] == [steps]


def test_where_nothing_is_known_of_the_map_other_areas_are_some_way_off(app: Flask) -> None:
    jo, area = scenes.coordinator(), AreaFactory()
    scenes.arranged(jo, scenes.order(jo, area=area))
    near, both = free.volunteer("Ann Lee"), free.volunteer("Bo Reid")
    serve(near, area)
    serve(both, area, AreaFactory())
    steps = {fit.volunteer: fit.travel for fit in board(*MARCH, None).problem.fits}
    assert steps == {near.person_id: 0, both.person_id: 2}


@pytest.mark.parametrize("day", [date(2026, 3, 4), date(2026, 2, 3)])
def test_who_met_an_order_at_an_earlier_panel_past_or_to_come_knows_it(
    app: Flask, day: date
) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    graham, ann, learner = free.chair(), free.volunteer("Ann Lee"), free.volunteer("Bo Reid")
    with clock.frozen(clock.at(date(2026, 2, 2), time(10))):
        first = scenes.arranged(jo, order, day=day)
        scenes.accepted(first, CHAIR, graham)
        scenes.accepted(first, OBSERVER, learner)
    later = scenes.arranged(jo, order, day=date(2026, 3, 31), kind=PanelKind.PROGRESS)
    found = board(date(2026, 3, 5), date(2026, 3, 31), None)
    knows = {fit.volunteer: fit.knows for fit in found.problem.fits}
    assert knows == {graham.person_id: 1, ann.person_id: 0, learner.person_id: 0}
    draft = solver.preview(found.problem).draft
    assert Placement(later.id, "chair", graham.person_id) in draft


def serve(member: Member, *areas: Area) -> None:
    """Let a volunteer serve these areas alone."""
    session.add_all(MemberArea(member_id=member.id, area_id=area.id) for area in areas)
    session.commit()
