"""What filling starts from: a fixed number of statements, and nobody who may not be moved."""

from datetime import date, time

import pytest
from flask import Flask

from portal.database import session
from portal.members.models import Away
from portal.panels import solver
from portal.panels.models import SeatKind
from portal.panels.queries.filling import board
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
    scenes.arranged(jo, room=RoomFactory(venue=room.venue, name="Room 2"), at=at)
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
