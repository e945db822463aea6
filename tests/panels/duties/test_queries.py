"""A volunteer's own: what was held this year to its last day, what many are asked for."""

from datetime import date, datetime, time

import pytest
from flask import Flask

from portal import clock
from portal.database import changing, session
from portal.members.models import Member
from portal.panels.actions.sittings import close_ended
from portal.panels.models import (
    Attendance,
    AttendanceState,
    CallMode,
    Offer,
    OfferState,
    PanelKind,
    SeatCall,
    SeatKind,
    Sitting,
)
from portal.panels.queries import duties
from tests.panels import scenes
from tests.statements import count_statements

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER


def held(kind: SeatKind, member: Member, day: date, *, at: time = time(17, 30)) -> Sitting:
    """Return a sitting of that day that a volunteer sat on, once it has been held."""
    with clock.frozen(clock.at(date(2025, 12, 1), time(10))):
        ordered = scenes.order(scenes.coordinator("Kit Moor"), court_date=date(2025, 11, 3))
        sitting = scenes.arranged(
            scenes.coordinator("Jo Hartley"), ordered, kind=PanelKind.PROGRESS, day=day, at=at
        )
        scenes.accepted(sitting, kind, member)
    with clock.frozen(clock.at(day, time(23, 30))), changing():
        close_ended(sitting=sitting)
    return sitting


def called(sitting: Sitting, member: Member, state: OfferState = OfferState.SENT) -> Offer:
    """Ask a volunteer for a sitting's member seat as one of many."""
    seat, day = scenes.seat(sitting, MEMBER), sitting.entry.first_day
    call = next(iter(seat.calls), None)
    if call is None:
        call = SeatCall(mode=CallMode.CHOOSE, confirm_by=clock.at(date(2026, 3, 5), time(17)))
        seat.calls.append(call)
        session.flush()
    offer = Offer(seat_id=seat.id, person=member.person, call=call, state=state, sits_on=day)
    session.add(offer)
    session.commit()
    return offer


def test_a_year_counts_what_was_held_from_its_first_day_to_its_last(app: Flask) -> None:
    ann = scenes.chair("Ann Lee", max_month=9)
    held(CHAIR, ann, date(2025, 12, 31))
    held(MEMBER, ann, date(2026, 1, 1))
    held(CHAIR, ann, date(2026, 12, 31), at=time(22))
    scenes.accepted(scenes.arranged(scenes.coordinator()), MEMBER, ann)  # to come
    year = duties.year_of(ann.person_id, date(2026, 12, 31))
    assert (year.sittings, year.hours, year.chaired) == (2, "2 hours", 1)
    assert duties.year_of(ann.person_id, date(2025, 12, 31)).sittings == 1


def test_who_did_not_come_did_not_sit(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    sitting = held(MEMBER, ann, date(2026, 1, 13))
    assert duties.year_of(ann.person_id, clock.today()).sittings == 1
    noted = Attendance(
        panel=sitting.panels[0], person=ann.person, part=MEMBER, state=AttendanceState.ABSENT
    )
    session.add(noted)
    session.commit()
    assert duties.year_of(ann.person_id, clock.today()).sittings == 0
    noted.state, noted.corrected_from = AttendanceState.CAME, AttendanceState.ABSENT
    session.commit()
    assert duties.year_of(ann.person_id, clock.today()).sittings == 1


def test_open_calls_are_shown_to_those_who_were_asked(app: Flask) -> None:
    jo, ann, ruth = scenes.coordinator(), scenes.volunteer("Ann Lee"), scenes.volunteer("Ruth")
    sitting = scenes.arranged(jo)
    offer = called(sitting, ann)
    called(sitting, ruth, OfferState.VOLUNTEERED)
    scenes.offered(scenes.arranged(jo, day=date(2026, 3, 17)), MEMBER, ann)  # of them alone
    [found] = duties.open_to(ann.person_id)
    assert (found.uuid, found.kind, found.for_cover) == (offer.uuid, MEMBER, False)
    assert found.confirm_by == clock.at(date(2026, 3, 5), time(17))
    assert duties.open_to(ruth.person_id) == []  # whose name is down has answered
    assert duties.open_to(jo.id) == []


@pytest.mark.parametrize("what", ["closed", "declined", "begun"])
def test_what_is_no_longer_open_is_not_shown(app: Flask, what: str) -> None:
    ann = scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(scenes.coordinator())
    offer = called(sitting, ann)
    now: datetime = clock.now()
    if what == "closed" and offer.call:
        offer.call.closed_at = now
    if what == "declined":
        offer.state = OfferState.DECLINED
    session.commit()
    with clock.frozen(sitting.entry.starts_at if what == "begun" else now):
        assert duties.open_to(ann.person_id) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_volunteers_own_costs_the_same_for_one_and_for_three(app: Flask, count: int) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    for number in range(count):
        called(scenes.arranged(jo, day=date(2026, 3, 17 + number)), ann)
        held(MEMBER, ann, date(2026, 1, 13 + number))
    person_id = ann.person_id
    with count_statements() as sent:
        assert len(duties.open_to(person_id)) == count
        assert duties.year_of(person_id, clock.today()).sittings == count
    assert len(sent) == 2
