"""Kentmere as plain values: whatever the day, it is whole, lawful, and tells the same story."""

from collections import Counter, defaultdict
from dataclasses import astuple
from datetime import date, time, timedelta
from functools import cache
from itertools import pairwise

import pytest

from portal import clock
from portal.demo.rules import events, names
from portal.demo.rules.county import County, Share, kentmere
from portal.demo.rules.people import volunteers
from portal.demo.rules.sittings import ACCEPTED, ADVISER, CHAIR, MEMBER, OBSERVER, SENT, Sitting
from portal.demo.rules.times import Times

STORY = date(2026, 3, 2)
DAYS = [
    *(STORY + timedelta(days=37 * turn) for turn in range(12)),
    date(2026, 12, 23),
    date(2026, 12, 25),
    date(2027, 1, 1),
    date(2027, 3, 25),
    date(2028, 2, 29),
]


def county(day: date, scale: int = 1) -> County:
    return kentmere(Times(day, clock), scale)


@cache
def share(day: date) -> Share:
    return county(day).shares[0]


def coming(day: date) -> list[Sitting]:
    return [each for each in share(day).sittings if each.day > day]


def asked(sitting: Sitting, kind: str) -> list[tuple[str, str]]:
    return [(ask.person, ask.state) for ask in sitting.seat(kind).asks]


def at(sittings: list[Sitting], day: date, place: str) -> Sitting:
    return next(each for each in sittings if each.day == day and each.place == place)


@pytest.mark.parametrize("day", DAYS)
def test_there_is_as_much_as_was_promised(day: date) -> None:
    found = share(day)
    panels = sum(len(sitting.meetings) for sitting in found.sittings)
    training = sum(len(session.days) for session in found.training.sessions)
    entries = len(found.sittings) + len(found.events) + training + events.MEETING_TIMES
    counts = (len(found.volunteers), len(found.colleagues), len(found.orders), panels, entries)
    assert counts == (40, 12, 60, 150, 600)
    assert len(found.training.sessions) == 30


@pytest.mark.parametrize("day", DAYS)
def test_nobody_and_no_room_is_promised_twice_at_once(day: date) -> None:
    taken: dict[tuple[str, date], list[tuple[time, time]]] = defaultdict(list)
    for sitting in share(day).sittings:
        people = [seat.person for seat in sitting.seats if seat.person]
        for who in (f"{sitting.place}, {sitting.room}", *people):
            if sitting.state != "cancelled":
                taken[who, sitting.day].append((sitting.starts, sitting.ends))
    clashes = {
        who: times
        for who, times in taken.items()
        if any(second[0] < first[1] for first, second in pairwise(sorted(times)))
    }
    assert clashes == {}


@pytest.mark.parametrize("day", DAYS)
def test_what_has_been_had_the_people_that_the_law_asks_for(day: date) -> None:
    past = [sitting for sitting in share(day).sittings if sitting.day < day]
    lacking = [
        (sitting.day, kind)
        for sitting in past
        for kind in (CHAIR, MEMBER, ADVISER)
        if sitting.seat(kind).person is None
    ]
    assert lacking == []
    assert {sitting.state for sitting in past} == {"held"}


@pytest.mark.parametrize("day", DAYS)
def test_nothing_is_today_because_its_hour_would_matter(day: date) -> None:
    sittings = share(day).sittings
    assert day not in {sitting.day for sitting in sittings}
    said = {
        moment.day
        for sitting in sittings
        for seat in sitting.seats
        for ask in seat.asks
        for moment in (ask.made, ask.answered)
        if moment
    }
    assert max(said) < day


@pytest.mark.parametrize("day", DAYS)
def test_people_were_asked_and_answered_in_that_order(day: date) -> None:
    for sitting in share(day).sittings:
        start = (sitting.day, sitting.starts)
        for seat in sitting.seats:
            moments = [tuple(sitting.arranged)]
            for ask in seat.asks:
                moments += [tuple(ask.made), *([tuple(ask.answered)] if ask.answered else [])]
            assert moments == sorted(moments)
            assert moments[-1] < start


@pytest.mark.parametrize("day", DAYS)
def test_first_panels_sit_in_time_but_for_the_late_one(day: date) -> None:
    late = [
        meeting.order.due
        for sitting in coming(day)
        for meeting in sitting.meetings
        if meeting.kind == "initial" and sitting.day > meeting.order.due
    ]
    assert len(late) in {1, 2}


@pytest.mark.parametrize("day", DAYS)
def test_panels_to_come_stand_in_every_way(day: date) -> None:
    states = Counter(
        ask.state for sitting in coming(day) for seat in sitting.seats for ask in seat.asks
    )
    wanted = {"accepted", "sent", "lapsed", "declined", "conflict", "left"}
    assert wanted <= states.keys()
    empty = [sitting for sitting in coming(day) if not sitting.seat(CHAIR).asks]
    called_off = [sitting for sitting in coming(day) if sitting.state == "cancelled"]
    moved = [sitting for sitting in coming(day) if sitting.moved_from]
    assert (len(called_off), len(moved), bool(empty)) == (1, 1, True)


@pytest.mark.parametrize("day", DAYS)
def test_margaret_has_a_duty_and_two_offers_to_answer(day: date) -> None:
    mine = {
        state: [
            sitting.day
            for sitting in coming(day)
            for seat in sitting.seats
            for ask in seat.asks
            if ask.person == "Margaret Osei" and ask.state == state
        ]
        for state in (ACCEPTED, SENT)
    }
    assert min(mine[ACCEPTED]) - day <= timedelta(days=12)
    assert len(mine[SENT]) == 2


@pytest.mark.parametrize("day", DAYS)
def test_orders_run_from_their_first_panel_to_their_last(day: date) -> None:
    for order in share(day).orders:
        assert order.court < day
        if order.signed_on:
            assert order.ends_on
            assert order.court < order.signed_on < order.ends_on
        assert order.ended == bool(order.ends_on and order.ends_on < day)


def test_the_story_is_the_one_of_the_designs() -> None:
    sittings = coming(STORY)
    panel = at(sittings, date(2026, 3, 10), "Northmere Library")
    order = panel.meetings[0].order
    assert (order.court, order.due) == (date(2026, 2, 11), date(2026, 3, 11))
    assert (panel.starts, panel.room, panel.adviser) == (time(17, 30), "Room 2", "Laura Finch")
    assert asked(panel, CHAIR) == [("Graham Holt", SENT)]
    assert asked(panel, MEMBER) == [("Carol Bennett", "conflict"), ("Ann Lee", ACCEPTED)]
    assert asked(panel, OBSERVER) == [("Beth Calloway", ACCEPTED)]
    duty = at(sittings, date(2026, 3, 5), "Castlebeck Town Hall")
    assert (duty.room, duty.adviser) == ("Garden Room", "Marcus Reid")
    assert asked(duty, CHAIR) == [("Margaret Osei", ACCEPTED)]
    hub = at(sittings, date(2026, 3, 17), "Saltmarsh Community Hub")
    assert (hub.starts, hub.ends) == (time(16, 30), time(17, 45))
    assert asked(hub, MEMBER) == [("Margaret Osei", SENT)]


def test_the_same_day_gives_the_same_county() -> None:
    first, second = county(STORY).shares[0], county(STORY).shares[0]
    assert told(first.sittings) == told(second.sittings)
    assert first.events == second.events


def told(sittings: list[Sitting]) -> list[tuple[object, ...]]:
    """Return what sittings say, as values that compare."""
    return [
        (each.day, each.room, *(astuple(ask) for seat in each.seats for ask in seat.asks))
        for each in sittings
    ]


def test_a_larger_county_has_more_of_everything_and_nobody_twice() -> None:
    found = county(STORY, 3)
    people = [
        name
        for share in found.shares
        for name in [each.name for each in share.colleagues] + [v.name for v in share.volunteers]
    ]
    refs = [order.ref for share in found.shares for order in share.orders]
    rooms = [place.name for share in found.shares for place in share.places]
    assert (len(people), len(refs)) == (156, 180)
    assert [len(set(each)) for each in (people, refs, rooms)] == [156, 180, len(rooms)]


def test_every_name_is_made_up_once() -> None:
    told = [each.name for each in volunteers()]
    assert len(set(told)) == len(told)
    assert names.address_of("Siân Morgan", "post.example") == "sian.morgan@post.example"
    assert [names.telephone(each) for each in (7, 1007)] == ["01632 960007", "07700 900007"]
