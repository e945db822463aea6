"""What members and panels ask of people's time."""

from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.calendar import actions, queries, rules
from portal.calendar.models import AttendeeState, EntryStatus, Kind
from portal.database import session
from portal.people.models import Person
from tests.calendar.conftest import SIX, duty, offered, publish
from tests.factories import AreaFactory, PersonFactory, RoomFactory, VenueFactory

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_busy_is_who_promised_something_that_overlaps(margaret: Person) -> None:
    jo = PersonFactory()
    entry = publish(duties=[duty(margaret), offered(jo)])
    off = publish(duties=[duty(jo)], starts_at=SIX - DAY, ends_at=SIX - DAY + HOUR)
    actions.cancel(entry=off, actor=None)
    ids = [margaret.id, jo.id]
    assert queries.busy(ids, SIX - HOUR, SIX + HOUR) == {margaret.id: [entry]}
    assert queries.busy(ids, SIX - DAY, SIX) == {}
    assert queries.busy(ids, SIX, SIX + HOUR, ignoring=entry.id) == {}
    assert queries.busy([], SIX, SIX + HOUR) == {}


def test_a_plan_takes_time_and_nobody_sees_it_as_theirs(margaret: Person) -> None:
    entry = publish(duties=[duty(margaret, AttendeeState.PENCILLED)])
    assert queries.busy([margaret.id], SIX, SIX + HOUR) == {margaret.id: [entry]}
    [plan] = queries.promises([margaret.id], SIX, SIX + HOUR)
    assert (plan.entry_id, plan.state) == (entry.id, AttendeeState.PENCILLED)
    assert queries.next_for(margaret.id) is None
    assert queries.duties_of(margaret.id, SIX) == []
    assert entry.attendees[0].ics == ""
    with pytest.raises(rules.PersonBusy):
        publish(duties=[duty(margaret)])


def test_the_next_duty_includes_one_that_has_begun(margaret: Person) -> None:
    publish(duties=[duty(margaret)], starts_at=SIX - DAY, ends_at=SIX - DAY + HOUR)
    now_on = publish(duties=[duty(margaret)])
    publish(duties=[duty(margaret)], starts_at=SIX + DAY, ends_at=SIX + 2 * DAY)
    publish(duties=[offered(margaret)])
    with clock.frozen(SIX + timedelta(minutes=30)):
        found = queries.next_for(margaret.id)
    assert found
    assert found.entry is now_on


def test_duties_are_what_was_promised_and_what_waits(margaret: Person) -> None:
    first = publish(duties=[offered(margaret)])
    second = publish(duties=[duty(margaret)], starts_at=SIX + DAY, ends_at=SIX + 2 * DAY)
    publish(duties=[duty(margaret)], starts_at=SIX - DAY, ends_at=SIX - HOUR)
    left = publish(duties=[offered(margaret)])
    publish(entry=left)
    off = publish(duties=[offered(margaret)])
    actions.cancel(entry=off, actor=None)
    found = queries.duties_of(margaret.id, SIX)
    assert [(who.entry, who.state) for who in found] == [
        (first, AttendeeState.OFFERED),
        (second, AttendeeState.ACCEPTED),
    ]


def test_promises_are_plain_rows_with_their_venue(margaret: Person) -> None:
    jo, library = PersonFactory(), VenueFactory(name="Library")
    first = publish(duties=[duty(margaret), offered(jo)], room=RoomFactory(venue=library))
    second = publish(starts_at=SIX + DAY, ends_at=SIX + DAY + HOUR, duties=[duty(jo)])
    gone = publish(duties=[duty(jo)])
    gone.status = EntryStatus.CANCELLED
    session.commit()
    found = queries.promises([margaret.id, jo.id], SIX, SIX + 2 * DAY)
    assert [(each.person_id, each.entry_id, each.venue_id, each.venue) for each in found] == [
        (margaret.id, first.id, library.id, "Library"),
        (jo.id, second.id, None, None),
    ]
    assert queries.promises([jo.id], SIX, SIX + HOUR) == []


def test_planned_times_are_those_that_are_not_sure_yet(app: Flask) -> None:
    area = AreaFactory()
    publish()
    publish(status=EntryStatus.TENTATIVE, area=area, ends_at=SIX + HOUR)
    publish(status=EntryStatus.TENTATIVE, kind=Kind.TEAM)
    day = SIX.date()
    assert queries.planned_times(Kind.PANEL, day, day, area.id) == [(SIX, SIX + HOUR)]
    assert len(queries.planned_times(Kind.PANEL, day, day, None)) == 1
    assert queries.planned_times(Kind.PANEL, day, day, AreaFactory().id) == []
    assert queries.planned_times(Kind.PANEL, day + DAY, day + DAY, None) == []


def test_the_last_duty_is_the_last_panel_before(margaret: Person) -> None:
    for starts in (SIX - 2 * DAY, SIX - DAY, SIX):
        publish(starts_at=starts, ends_at=starts + HOUR, duties=[duty(margaret)])
    assert queries.last_duty([margaret.id, 99], SIX) == {margaret.id: SIX - DAY}
