"""Making what repeats, and changing one time of it, this and all after it, or all."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.audit.models import AuditEvent
from portal.calendar import actions, rules
from portal.calendar.models import AudienceRevision, Entry, EntryStatus, Room, RoomSlot, Series
from portal.calendar.rules import Every, Repeat
from portal.database import session
from portal.people.models import Person
from tests.calendar.conftest import publish
from tests.calendar.series.scenes import (
    TEN,
    THURSDAY,
    UNTIL_JUNE,
    WEEK,
    days,
    expanded,
    going,
    made,
    meeting,
    series_of,
    times_of,
)
from tests.factories import RoomFactory
from tests.statements import count_statements

TWELVE = time(12)


def slots_of(entry: Entry) -> int:
    """Return how many quarters of an hour an entry has of rooms."""
    counted = select(func.count()).select_from(RoomSlot).where(RoomSlot.entry_id == entry.id)
    return session.scalar(counted) or 0


def tags() -> list[str]:
    """Return what the trail says of series and entries, oldest first."""
    about = select(AuditEvent.tag).where(AuditEvent.subject_type.in_(("series", "entry")))
    return list(session.scalars(about.order_by(AuditEvent.id)))


def revision(key: str) -> int:
    """Return how often what a key can see has changed."""
    found = select(AudienceRevision.number).where(AudienceRevision.key == key)
    return session.scalar(found) or 0


def _asked_of(colleague: Person, repeat: Repeat, starts: time) -> int:
    event = meeting(starts=starts, ends=time(starts.hour + 1), room=RoomFactory())
    with count_statements() as sent:
        actions.add_series(event=event, repeat=repeat, form_key=uuid4().hex, actor=colleague)
        session.flush()  # what it did is to be counted
    return len([each for each in sent if each.startswith("SELECT")])


class TestMaking:
    """A series with its times."""

    def test_it_has_an_entry_for_each_time_by_london_s_clocks(self, colleague: Person) -> None:
        times = made(colleague)
        assert days(times) == [THURSDAY + 2 * WEEK * number for number in range(8)]
        hours = {clock.london(each.starts_at).time() for each in times}
        assert hours == {TEN}
        assert {each.starts_at.hour for each in times} == {9, 10}
        assert tags() == ["calendar:series_added"]

    def test_the_same_form_again_makes_nothing_more(self, colleague: Person) -> None:
        key = uuid4().hex
        first, again = (
            actions.add_series(event=meeting(), repeat=UNTIL_JUNE, form_key=key, actor=colleague)
            for _ in range(2)
        )
        assert again is first
        assert len(times_of(first)) == 8

    def test_a_room_is_booked_each_time(self, colleague: Person) -> None:
        times = made(colleague, room=RoomFactory())
        assert [slots_of(each) for each in times] == [4] * 8

    def test_a_taken_room_refuses_all_of_it_and_names_the_days(self, colleague: Person) -> None:
        room = RoomFactory()
        for weeks in (2, 6):
            starts = clock.at(THURSDAY + weeks * WEEK, time(10, 30))
            publish(room=room, starts_at=starts, ends_at=starts + timedelta(hours=2))
        with pytest.raises(rules.RoomTaken) as refused:
            made(colleague, room=room)
        assert refused.value.sentence == (
            f"{room.full_name} is taken then on 2 of 8 days: Thursday 19 March and "
            "Thursday 16 April. Choose another room or another time."
        )
        assert session.scalars(select(Series)).all() == []

    def test_the_database_alone_refuses_a_double_booking(self, colleague: Person) -> None:
        times = made(colleague, room=RoomFactory())
        room = times[3].room
        with pytest.raises(rules.RoomTaken):
            publish(room=room, starts_at=times[3].starts_at, ends_at=times[3].ends_at)
        taken = session.scalars(select(RoomSlot).where(RoomSlot.entry_id == times[3].id)).all()
        assert len(taken) == 4

    def test_it_asks_as_often_however_many_times(self, colleague: Person) -> None:
        few = _asked_of(colleague, Repeat(Every.DAY, times=2), time(8))
        many = _asked_of(colleague, Repeat(Every.DAY, times=40), TEN)
        assert few == many

    def test_more_than_two_hundred_times_is_a_fault_of_the_form(self, colleague: Person) -> None:
        with pytest.raises(ValueError, match="200 times"):
            made(colleague, Repeat(Every.DAY, times=201))


class TestRepeatingFromNowOn:
    """What happened once becomes the first time of a series."""

    def test_it_keeps_its_entry_its_uid_and_counts_on(self, colleague: Person) -> None:
        room = RoomFactory()
        once = actions.add_event(
            event=meeting(room=room, place=""), form_key=uuid4().hex, actor=colleague
        )
        actions.change_event(
            entry=once, event=meeting(starts=TWELVE, ends=time(13)), actor=colleague
        )
        event = meeting(room=room, place="")
        first = actions.repeat_event(entry=once, event=event, repeat=UNTIL_JUNE, actor=colleague)
        session.commit()
        assert first is once
        assert (series_of(once).uuid, series_of(once).sequence) == (once.uuid, 2)
        assert once.ics == ""
        assert [slots_of(each) for each in times_of(once)] == [4] * 8
        assert going() == expanded()


class TestOneTime:
    """The others stay as they are."""

    def test_one_is_called_off(self, colleague: Person) -> None:
        times = made(colleague, room=RoomFactory())
        before = revision("role:staff")
        actions.cancel_occurrence(entry=times[2], actor=colleague)
        session.commit()
        assert [each.status for each in times].count(EntryStatus.CANCELLED) == 1
        assert slots_of(times[2]) == 0
        assert series_of(times[0]).sequence == 1
        assert "EXDATE;TZID=Europe/London:20260402T100000" in series_of(times[0]).ics
        assert going() == expanded()
        assert len(going()) == 7
        assert revision("role:staff") == before + 1
        assert tags() == ["calendar:series_added", "calendar:entry_cancelled"]

    def test_calling_it_off_twice_changes_nothing_more(self, colleague: Person) -> None:
        times = made(colleague)
        for _ in range(2):
            actions.cancel_occurrence(entry=times[2], actor=colleague)
        assert series_of(times[0]).sequence == 1

    def test_one_is_moved_over_the_change_of_clocks(self, colleague: Person) -> None:
        times = made(colleague)
        moved = meeting(date(2026, 3, 30), TWELVE, time(13), title="Away day", place="Library")
        actions.change_occurrence(entry=times[2], details=moved, actor=colleague)
        session.commit()
        assert times[2].recurs_on == date(2026, 4, 2)
        assert going() == expanded()
        assert "RECURRENCE-ID;TZID=Europe/London:20260402T100000" in series_of(times[0]).ics
        assert series_of(times[0]).ics.count("BEGIN:VEVENT") == 2
        assert series_of(times[0]).ics.count(f"UID:amends-{series_of(times[0]).uuid}") == 2
        assert series_of(times[0]).ics.count("SEQUENCE:1") == 2

    def test_saying_the_same_changes_nothing(self, colleague: Person) -> None:
        times = made(colleague)
        same = meeting(times[2].first_day)
        actions.change_occurrence(entry=times[2], details=same, actor=colleague)
        assert series_of(times[0]).sequence == 0

    def test_it_moves_into_no_taken_room(self, colleague: Person) -> None:
        times = made(colleague)
        other = publish(room=RoomFactory())
        details = meeting(date(2026, 3, 10), time(18), time(19), room=other.room, place="")
        with pytest.raises(rules.RoomTaken, match="Panel at Northmere Library"):
            actions.change_occurrence(entry=times[0], details=details, actor=colleague)
        assert series_of(times[0]).sequence == 0


class TestThisAndAllAfter:
    """The series ends, and another begins."""

    def test_what_was_before_stays(self, colleague: Person) -> None:
        times = made(colleague)
        old = series_of(times[0])
        later = meeting(times[3].first_day, TWELVE, time(13), title="Team lunch")
        first = actions.change_series(
            entry=times[3], event=later, repeat=UNTIL_JUNE, actor=colleague, whole=False
        )
        session.commit()
        assert first is times[3]
        assert days(times_of(times[0])) == days(times[:3])
        assert days(times_of(times[3])) == days(times[3:])
        assert {each.title for each in times[3:]} == {"Team lunch"}
        assert old.rrule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20260402"
        assert (old.sequence, series_of(first).sequence) == (1, 0)
        assert series_of(first).uuid != old.uuid
        assert going() == expanded()
        assert sorted(tags()[1:]) == ["calendar:series_added", "calendar:series_changed"]

    def test_what_was_before_stays_when_the_rest_is_called_off(self, colleague: Person) -> None:
        times = made(colleague, room=RoomFactory())
        actions.cancel_series(entry=times[3], actor=colleague, whole=False)
        session.commit()
        assert [slots_of(each) for each in times] == [4, 4, 4, 0, 0, 0, 0, 0]
        assert going() == expanded()
        assert len(going()) == 3
        assert series_of(times[0]).sequence == 1

    def test_a_new_end_revives_nothing_that_was_called_off_alone(self, colleague: Person) -> None:
        times = made(colleague)
        actions.cancel_occurrence(entry=times[4], actor=colleague)
        longer = Repeat(Every.WEEK, 2, "TH", until=date(2026, 7, 16))
        actions.change_series(
            entry=times[3],
            event=meeting(times[3].first_day),
            repeat=longer,
            actor=colleague,
            whole=False,
        )
        session.commit()
        assert times[4].status is EntryStatus.CANCELLED
        assert len(going()) == 9
        assert going() == expanded()


class TestAll:
    """Every time that is not over."""

    def test_before_it_begins_the_series_itself_changes(self, colleague: Person) -> None:
        times = made(colleague)
        series = series_of(times[0])
        event = meeting(title="Team briefing")
        actions.change_series(
            entry=times[5], event=event, repeat=UNTIL_JUNE, actor=colleague, whole=True
        )
        session.commit()
        assert {each.title for each in times} == {"Team briefing"}
        assert {each.series for each in times} == {series}
        assert series.sequence == 1
        assert series.ics.count("BEGIN:VEVENT") == 1
        assert going() == expanded()

    def test_once_it_has_begun_the_past_stays(self, colleague: Person) -> None:
        times = made(colleague)
        with clock.frozen(times[2].starts_at):
            event = meeting(times[2].first_day, TWELVE, time(13))
            actions.change_series(
                entry=times[6], event=event, repeat=UNTIL_JUNE, actor=colleague, whole=True
            )
        session.commit()
        hours = [clock.london(each.starts_at).time() for each in times]
        assert hours == [TEN, TEN, *([TWELVE] * 6)]
        assert going() == expanded()

    def test_what_was_changed_on_its_own_stays_so(self, colleague: Person) -> None:
        room = RoomFactory(name="Room 9")
        times = made(colleague, room=RoomFactory(), place="")
        moved = meeting(date(2026, 4, 3), room=room, place="")
        actions.change_occurrence(entry=times[2], details=moved, actor=colleague)
        actions.cancel_occurrence(entry=times[4], actor=colleague)
        event = meeting(starts=TWELVE, ends=time(13), title="Team lunch", place="Library")
        actions.change_series(
            entry=times[0], event=event, repeat=UNTIL_JUNE, actor=colleague, whole=True
        )
        session.commit()
        own = times[2]
        assert (own.title, own.room, own.first_day) == ("Team lunch", room, date(2026, 4, 3))
        assert clock.london(own.starts_at).time() == TEN
        assert times[4].status is EntryStatus.CANCELLED
        assert [slots_of(each) for each in times] == [0, 0, 4, 0, 0, 0, 0, 0]
        assert going() == expanded()

    def test_another_day_of_the_week_moves_each_in_turn(self, colleague: Person) -> None:
        times = made(colleague)
        event = meeting(date(2026, 3, 10))
        repeat = Repeat(Every.WEEK, 2, "TU", until=date(2026, 5, 20))
        actions.change_series(
            entry=times[0], event=event, repeat=repeat, actor=colleague, whole=True
        )
        session.commit()
        assert days(times_of(times[0])) == [date(2026, 3, 10) + 2 * WEEK * n for n in range(6)]
        assert times_of(times[0]) == times[:6]
        assert [each.status for each in times[6:]] == [EntryStatus.CANCELLED] * 2
        assert [each.recurs_on for each in times[6:]] == [None, None]
        assert going() == expanded()

    def test_a_longer_time_takes_the_room_that_the_next_gives_up(self, colleague: Person) -> None:
        room = RoomFactory()
        times = made(colleague, Repeat(Every.DAY, times=5), room=room, place="")
        event = meeting(THURSDAY + timedelta(days=1), room=room, place="")
        repeat = Repeat(Every.DAY, times=5)
        actions.change_series(
            entry=times[0], event=event, repeat=repeat, actor=colleague, whole=True
        )
        session.commit()
        assert [slots_of(each) for each in times_of(times[0])] == [4] * 5
        assert going() == expanded()

    def test_a_series_called_off_before_it_began_says_so(self, colleague: Person) -> None:
        times = made(colleague)
        actions.cancel_series(entry=times[3], actor=colleague, whole=True)
        session.commit()
        assert going() == expanded() == []
        assert "STATUS:CANCELLED" in series_of(times[0]).ics
        assert "RRULE:FREQ=WEEKLY;UNTIL=20260618T090000Z" in series_of(times[0]).ics
        assert series_of(times[0]).sequence == 1
        assert tags()[1:] == ["calendar:series_cancelled"]


def test_texts_are_made_again_when_a_room_is_called_otherwise(colleague: Person) -> None:
    times = made(colleague, room=RoomFactory(name="Room 1"), place="")
    series, room = series_of(times[0]), session.get_one(Room, times[0].room_id)
    before = revision("role:staff")
    assert actions.remake(times) == 0
    room.name = "Room 2"
    assert actions.remake(times) == 1
    assert "Room 2" in series.ics
    assert {each.ics for each in times} == {""}
    assert revision("role:staff") == before + 1


def test_what_does_not_repeat_is_no_time_of_a_series(colleague: Person) -> None:
    with pytest.raises(ValueError, match="no time of a series"):
        actions.cancel_occurrence(entry=publish(), actor=colleague)
