"""Who sees which round, and how far each is, in a fixed number of statements."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.calendar import actions as calendar
from portal.calendar.models import Entry, EntryStatus, Kind
from portal.database import session
from portal.members import queries
from portal.members.models import MemberArea, Status
from portal.people.models import Area
from tests.factories import AreaFactory
from tests.members.rounds import scenes
from tests.statements import count_statements

EVERYWHERE: frozenset[int] = frozenset()


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen(scenes.NOON):
        yield


def test_rounds_say_how_many_were_asked_and_have_answered(app: Flask) -> None:
    jo, north = scenes.coordinator(), AreaFactory(name="Northmere")
    ann = scenes.volunteer("Ann Lee", area_rows=[MemberArea(area=north)])
    scenes.volunteer("Bo Ash")
    scenes.volunteer("Cy Oak", area_rows=[MemberArea(area=AreaFactory())])
    everybody = scenes.opened(jo)
    local = scenes.opened(jo, scenes.asking(area=north, closes=9))
    scenes.sent(everybody, ann, 1)
    lines = queries.rounds(EVERYWHERE).items
    assert [(each.round.id, each.asked, each.answered) for each in lines] == [
        (local.id, 2, 0),
        (everybody.id, 3, 1),
    ]
    elsewhere = queries.rounds({AreaFactory().id}).items
    assert [each.round.id for each in elsewhere] == [everybody.id]
    with pytest.raises(NoResultFound):
        queries.round_of(local.uuid, {AreaFactory().id})


def test_who_has_not_answered_stands_first_and_yes_is_counted_when_sent(app: Flask) -> None:
    ann, bo, cy = (scenes.volunteer(name) for name in ("Ann Lee", "Bo Ash", "Cy Oak"))
    found = scenes.opened(scenes.coordinator())
    scenes.sent(found, ann, 0, 1)
    scenes.sent(found, cy, 1)
    own = queries.own_round(bo, found.uuid)
    assert (own.sent_at, own.ticked) == (None, frozenset())
    assert [(each.member.person.name, each.dates) for each in queries.asked_by(found)] == [
        ("Bo Ash", 0),
        ("Ann Lee", 2),
        ("Cy Oak", 1),
    ]
    assert queries.yes_by_slot(found) == {found.slots[0].id: 1, found.slots[1].id: 2}


def test_a_round_is_theirs_who_are_asked_or_have_answered(app: Flask) -> None:
    north = AreaFactory()
    ann = scenes.volunteer("Ann Lee", area_rows=[MemberArea(area=north)])
    bo = scenes.volunteer("Bo Ash", area_rows=[MemberArea(area=AreaFactory())])
    found = scenes.opened(scenes.coordinator(), scenes.asking(area=north))
    scenes.sent(found, ann, 0)
    ann.status = Status.PAUSED
    session.commit()
    assert queries.own_round(ann, found.uuid).ticked == {found.slots[0].id}
    assert queries.open_rounds(ann) == queries.open_rounds(bo) == []
    with pytest.raises(NoResultFound):
        queries.own_round(bo, found.uuid)


def test_who_is_to_leave_is_asked_of_what_begins_before_and_is_away_afterwards(
    app: Flask,
) -> None:
    first, second = scenes.TUESDAYS[:2]
    ann, bo = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Ash")
    for each, on in ((ann, first), (bo, first - timedelta(days=1))):
        each.leaves_on, each.leave_reason = on, "moved"
    session.commit()
    found = scenes.opened(scenes.coordinator())
    assert [each.member for each in queries.asked_by(found)] == [ann]
    away = queries.away_days(ann, found)
    assert sorted(away) == list(scenes.TUESDAYS[1:])
    assert away[second] == (first + timedelta(days=1), found.last_on)


def test_open_rounds_are_those_that_wait_the_first_to_close_first(app: Flask) -> None:
    ann, jo = scenes.volunteer("Ann Lee"), scenes.coordinator()
    late, soon, over = (scenes.opened(jo, scenes.asking(closes=days)) for days in (9, 3, 1))
    scenes.sent(soon, ann, 0)
    with clock.frozen(over.closes_at):
        found = queries.open_rounds(ann)
    assert [(each.round.id, each.sent_at is not None) for each in found] == [
        (soon.id, True),
        (late.id, False),
    ]


def test_running_rounds_are_counted_for_who_sees_their_area(app: Flask) -> None:
    jo, north = scenes.coordinator(), AreaFactory()
    of_north = scenes.opened(jo, scenes.asking(area=north, closes=9))
    assert [(each.asked, each.answered) for each in queries.running([north.id])] == [(0, 0)]
    ann = scenes.volunteer("Ann Lee")
    scenes.volunteer("Bo Ash")
    everywhere, over = (scenes.opened(jo, scenes.asking(closes=days)) for days in (3, 1))
    scenes.sent(everywhere, ann, 0)
    with clock.frozen(over.closes_at):
        found = [(each.round.id, each.asked, each.answered) for each in queries.running(())]
        elsewhere = [each.round.id for each in queries.running([north.id + 1])]
    assert found == [(everywhere.id, 2, 1), (of_north.id, 2, 0)]
    assert elsewhere == [everywhere.id]


def test_the_round_before_is_the_last_that_they_sent(app: Flask) -> None:
    ann, jo = scenes.volunteer("Ann Lee"), scenes.coordinator()
    first, unsent, new = (scenes.opened(jo) for _ in range(3))
    scenes.sent(first, ann, 2)
    last = queries.last_answered(ann, new)
    assert last is not None
    assert (last.round.id, last.ticked) == (first.id, frozenset({first.slots[2].id}))
    assert queries.last_answered(ann, first) is None
    assert unsent.id != first.id


def planned(day: date, starts: time, area: Area, status: EntryStatus) -> Entry:
    entry = calendar.publish(
        actor=None,
        kind=Kind.PANEL,
        title="Panel",
        path="/panels/sittings/x",
        starts_at=clock.at(day, starts),
        ends_at=clock.at(day, time(starts.hour + 2)),
        area=area,
        audience={"role:coordinator"},
    )
    entry.status = status
    session.commit()
    return entry


def test_the_dates_of_drafts_are_asked_by_the_parts_that_they_touch(app: Flask) -> None:
    north, south = AreaFactory(), AreaFactory()
    day = date(2026, 4, 14)
    planned(day, time(16, 30), north, EntryStatus.TENTATIVE)
    planned(day, time(17), north, EntryStatus.TENTATIVE)
    planned(day, time(9), north, EntryStatus.CONFIRMED)
    planned(day, time(9), south, EntryStatus.TENTATIVE)
    planned(day + timedelta(weeks=9), time(9), north, EntryStatus.TENTATIVE)
    first, last = date(2026, 4, 1), date(2026, 4, 30)
    assert queries.draft_slots(first, last, north.id) == [(day, "afternoon"), (day, "evening")]
    assert queries.draft_slots(first, last, None)[0] == (day, "morning")


def test_rounds_take_the_same_statements_for_one_and_for_three(app: Flask) -> None:
    jo, counts = scenes.coordinator(), []
    for number in range(3):
        ann = scenes.volunteer(f"Volunteer {number}")
        found = scenes.opened(jo)
        scenes.sent(found, ann, 0)
        session.expire_all()
        uuid = found.uuid
        with count_statements() as sent:
            queries.rounds(EVERYWHERE)
            asking = queries.round_of(uuid, EVERYWHERE)
            for each in queries.asked_by(asking):
                assert each.member.person.name
            queries.yes_by_slot(asking)
        counts.append(len(sent))
    assert counts[0] == counts[1] == counts[2]
