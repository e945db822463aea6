"""What publishing, moving and cancelling leave behind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.audit.models import AuditEvent
from portal.calendar import actions, queries, rules
from portal.calendar.models import AttendeeState, Entry, EntryStatus, PersonSlot, RoomSlot
from portal.database import session
from portal.people.models import Person
from tests.calendar.conftest import EMPLOYED, SIX, duty, offered, publish
from tests.calendar.traces import bumped, count, revisions, said
from tests.factories import PersonFactory, RoomFactory, VenueFactory

HOUR = timedelta(hours=1)


def states(entry: Entry) -> dict[int, AttendeeState]:
    """Return how everybody stands who is or was on an entry."""
    return {who.person_id: who.state for who in entry.attendees}


def tags() -> list[str]:
    """Return the trail's events of entries, oldest first."""
    rows = session.scalars(
        select(AuditEvent.tag).where(AuditEvent.subject_type == "entry").order_by(AuditEvent.id)
    )
    return list(rows)


class TestPublishing:
    """A feature puts something into the calendar."""

    def test_everybody_has_a_text_of_their_own(self, margaret: Person) -> None:
        jo = PersonFactory()
        entry = publish(duties=[duty(margaret), offered(jo)])
        first, second = entry.attendees
        uid = f"amends-{entry.uuid}"
        assert [said(text, "UID") for text in (entry.ics, first.ics, second.ics)] == [uid] * 3
        assert said(entry.ics, "SUMMARY") == "Panel at Northmere Library"
        assert said(first.ics, "SUMMARY") == "Panel – member"
        assert (said(first.ics, "STATUS"), said(second.ics, "STATUS")) == ("CONFIRMED", "TENTATIVE")
        assert (said(entry.ics, "TRANSP"), said(first.ics, "TRANSP")) == ("TRANSPARENT", "OPAQUE")

    def test_a_note_is_for_who_has_promised_alone(self, margaret: Person) -> None:
        note = "Join at https://meet.example/a"
        jo = PersonFactory()
        entry = publish(
            duties=[replace(duty(margaret), note=note), replace(offered(jo), note=note)]
        )
        first, second = entry.attendees
        assert note in said(first.ics, "DESCRIPTION")
        assert "meet.example" not in entry.ics + second.ics

    def test_a_text_leads_behind_sign_in_and_names_nobody(self, margaret: Person) -> None:
        entry = publish(duties=[duty(margaret)])
        assert said(entry.ics, "URL").endswith(f"/calendar/entries/{entry.uuid}")
        assert said(entry.attendees[0].ics, "URL").endswith("/panels/sittings/1")
        assert "Margaret" not in entry.ics + entry.attendees[0].ics

    def test_a_text_carries_the_building_and_its_address(self, app: Flask) -> None:
        room = RoomFactory(venue=VenueFactory(name="Library", address="1 High St,\nTown"), name="A")
        entry = publish(room=room)
        assert said(entry.ics, "LOCATION") == "Library\\, A\\, 1 High St\\, Town"

    def test_its_days_are_london_s(self, app: Flask) -> None:
        late = datetime(2026, 7, 10, 22, 30, tzinfo=UTC)
        entry = publish(starts_at=late, ends_at=late + HOUR)
        assert (entry.first_day.day, entry.last_day.day) == (10, 11)
        starts, ends = clock.day_bounds(entry.first_day, entry.last_day)
        whole = publish(starts_at=starts, ends_at=ends, all_day=True)
        assert said(whole.ics, "DTSTART") == "20260710"
        assert said(whole.ics, "DTEND") == "20260712"

    def test_what_is_too_long_to_be_one_thing_is_refused(self, app: Flask) -> None:
        with pytest.raises(ValueError, match="92 days"):
            publish(ends_at=SIX + timedelta(days=93))

    def test_everybody_who_sees_it_is_told(self, margaret: Person) -> None:
        before = revisions()
        publish(duties=[duty(margaret)])
        assert bumped(before) == {*EMPLOYED, f"person:{margaret.id}"}

    def test_the_trail_tells_of_it(self, margaret: Person) -> None:
        entry = publish(duties=[duty(margaret)])
        publish(entry=entry, duties=[duty(margaret)], title="Another")
        actions.cancel(entry=entry, actor=None)
        assert tags() == [
            "calendar:entry_added",
            "calendar:entry_changed",
            "calendar:entry_cancelled",
        ]


class TestChanging:
    """The same entry is published again."""

    def test_the_same_again_changes_nothing(self, margaret: Person) -> None:
        entry = publish(duties=[duty(margaret)])
        before = (revisions(), entry.ics, entry.attendees[0].ics, entry.version, tags())
        publish(entry=entry, duties=[duty(margaret)])
        assert (
            revisions(),
            entry.ics,
            entry.attendees[0].ics,
            entry.version,
            tags(),
        ) == before

    @pytest.mark.parametrize(
        "move",
        [
            {"starts_at": SIX - HOUR},
            {"ends_at": SIX + 2 * HOUR},
            {"place": "Town Hall"},
            {"status": EntryStatus.CANCELLED},
        ],
        ids=["start", "end", "place", "cancelled"],
    )
    def test_a_move_counts_the_sequence_up(self, margaret: Person, move: dict[str, Any]) -> None:
        entry = publish(duties=[duty(margaret)])
        publish(entry=entry, duties=[duty(margaret)], **move)
        assert (entry.sequence, said(entry.ics, "SEQUENCE")) == (1, "1")
        assert said(entry.attendees[0].ics, "SEQUENCE") == "1"

    def test_another_title_changes_the_text_but_not_the_sequence(self, app: Flask) -> None:
        entry = publish()
        with clock.frozen(clock.now() + HOUR):
            publish(entry=entry, title="Another")
        assert said(entry.ics, "SUMMARY") == "Another"
        assert said(entry.ics, "SEQUENCE") == "0"
        assert entry.changed_at > entry.created_at

    def test_stamps_are_the_moment_of_the_change(self, margaret: Person) -> None:
        entry = publish(duties=[duty(margaret)])
        with clock.frozen(datetime(2026, 3, 5, 8, tzinfo=UTC)):
            publish(entry=entry, duties=[duty(margaret)], place="Town Hall")
        for text in (entry.ics, entry.attendees[0].ics):
            assert said(text, "DTSTAMP") == said(text, "LAST-MODIFIED") == "20260305T080000Z"

    def test_one_answer_changes_one_person_s_text_alone(self, margaret: Person) -> None:
        jo = PersonFactory()
        entry = publish(duties=[offered(margaret), offered(jo)])
        before, jos = revisions(), entry.attendees[1].ics
        publish(entry=entry, duties=[duty(margaret), offered(jo)])
        assert bumped(before) == {f"person:{margaret.id}"}
        assert said(entry.attendees[0].ics, "STATUS") == "CONFIRMED"
        assert entry.attendees[1].ics == jos

    def test_another_audience_tells_both_sides(self, app: Flask) -> None:
        entry = publish(audience=["role:staff"])
        before = revisions()
        publish(entry=entry, audience=["role:volunteer"])
        assert bumped(before) == {"role:staff", "role:volunteer"}
        assert [row.key for row in entry.audience] == ["role:volunteer"]

    def test_who_had_promised_and_leaves_is_called_off(self, margaret: Person) -> None:
        entry = publish(duties=[duty(margaret)])
        before = revisions()
        publish(entry=entry)
        text = entry.attendees[0].ics
        assert states(entry) == {margaret.id: AttendeeState.GONE}
        assert said(text, "SUMMARY") == "CANCELLED: Panel – member"
        assert (said(text, "STATUS"), said(text, "SEQUENCE")) == ("CANCELLED", "1")
        assert bumped(before) == {f"person:{margaret.id}"}

    def test_who_never_promised_vanishes_without_a_word(self, margaret: Person) -> None:
        entry = publish(duties=[offered(margaret)])
        publish(entry=entry)
        assert entry.attendees[0].ics == ""

    def test_who_comes_back_has_a_higher_sequence_than_their_leaving(
        self, margaret: Person
    ) -> None:
        entry = publish(duties=[duty(margaret)])
        publish(entry=entry)
        publish(entry=entry, duties=[duty(margaret)])
        assert said(entry.attendees[0].ics, "SEQUENCE") == "2"
        assert said(entry.attendees[0].ics, "STATUS") == "CONFIRMED"


class TestCancelling:
    """Something is called off."""

    def test_it_says_so_and_frees_what_it_took(self, margaret: Person) -> None:
        entry = publish(room=RoomFactory(), duties=[duty(margaret)])
        before = revisions()
        actions.cancel(entry=entry, actor=None)
        session.commit()
        assert (count(RoomSlot), count(PersonSlot)) == (0, 0)
        assert entry.cancelled_at is not None
        assert said(entry.ics, "SUMMARY") == "CANCELLED: Panel at Northmere Library"
        assert said(entry.attendees[0].ics, "SEQUENCE") == "1"
        assert bumped(before) == {*EMPLOYED, f"person:{margaret.id}"}

    def test_twice_is_harmless(self, app: Flask) -> None:
        entry = publish()
        actions.cancel(entry=entry, actor=None)
        before = (entry.sequence, revisions())
        actions.cancel(entry=entry, actor=None)
        assert (entry.sequence, revisions()) == before

    def test_it_can_be_revived(self, app: Flask) -> None:
        entry = publish()
        actions.cancel(entry=entry, actor=None)
        publish(entry=entry)
        assert (entry.sequence, entry.cancelled_at) == (2, None)
        assert said(entry.ics, "STATUS") == "CONFIRMED"


class TestTaking:
    """Rooms and people are taken by the quarter of an hour."""

    def test_a_taken_room_is_refused_by_what_is_there(self, app: Flask) -> None:
        room = RoomFactory(venue=VenueFactory(name="Library"), name="Room 2")
        with clock.frozen(SIX):
            publish(room=room)
            with pytest.raises(rules.RoomTaken) as refused:
                publish(room=room, starts_at=SIX + HOUR, ends_at=SIX + 2 * HOUR)
        assert refused.value.sentence == (
            "Library, Room 2 is taken by “Panel at Northmere Library” on Tuesday 10 March, "
            "6pm to 7:15pm. Choose another room or another time."
        )
        assert (refused.value.starts_at, count(Entry)) == (SIX, 1)

    def test_the_next_quarter_is_free(self, app: Flask) -> None:
        room = RoomFactory()
        publish(room=room)
        publish(room=room, starts_at=SIX + timedelta(minutes=75), ends_at=SIX + 2 * HOUR)
        assert count(RoomSlot) == 5 + 3

    def test_a_move_frees_the_old_time(self, app: Flask) -> None:
        room = RoomFactory()
        entry = publish(room=room)
        publish(entry=entry, room=room, starts_at=SIX + HOUR, ends_at=SIX + 2 * HOUR)
        publish(room=room, ends_at=SIX + HOUR)
        assert count(RoomSlot) == 8

    def test_a_refused_move_leaves_everything_as_it_was(self, app: Flask) -> None:
        room = RoomFactory()
        entry = publish(room=room)
        publish(room=room, starts_at=SIX + 2 * HOUR, ends_at=SIX + 3 * HOUR)
        before = (entry.starts_at, entry.sequence, revisions(), count(RoomSlot))
        with pytest.raises(rules.RoomTaken):
            publish(entry=entry, room=room, starts_at=SIX + 2 * HOUR, ends_at=SIX + 3 * HOUR)
        session.commit()
        assert (entry.starts_at, entry.sequence, revisions(), count(RoomSlot)) == before

    def test_nobody_promises_two_things_at_once(self, margaret: Person) -> None:
        publish(duties=[duty(margaret)])
        with clock.frozen(SIX), pytest.raises(rules.PersonBusy) as refused:
            publish(duties=[duty(margaret)], starts_at=SIX + HOUR, ends_at=SIX + 2 * HOUR)
        assert refused.value.person_id == margaret.id
        assert refused.value.sentence == (
            "Margaret Osei has promised “Panel at Northmere Library” on Tuesday 10 March, "
            "6pm to 7:15pm. Choose another time or another person."
        )

    def test_an_offer_takes_nobody(self, margaret: Person) -> None:
        publish(duties=[offered(margaret)])
        publish(duties=[duty(margaret)])
        assert count(PersonSlot) == 5

    def test_an_override_doubles_somebody_knowingly(self, margaret: Person) -> None:
        publish(duties=[duty(margaret)])
        entry = publish(duties=[duty(margaret, override=True)])
        publish(duties=[duty(margaret, override=True)])
        numbers = session.scalars(select(PersonSlot.override_no).distinct().order_by("override_no"))
        assert list(numbers) == [0, 1, 2]
        publish(entry=entry, duties=[duty(margaret, override=True)])
        assert count(PersonSlot) == 15

    def test_the_database_itself_refuses_a_double_booking(self, app: Flask) -> None:
        room = RoomFactory()
        entry = publish(room=room)
        slot = session.scalars(select(RoomSlot)).first()
        assert slot
        session.add(RoomSlot(room_id=room.id, quarter_hour=slot.quarter_hour, entry_id=entry.id))
        with pytest.raises(Exception, match=r"(?i)unique"):
            session.flush()
        session.rollback()


def test_texts_are_made_again_only_where_they_say_something_else(
    app: Flask, margaret: Person
) -> None:
    same, other = publish(duties=[duty(margaret)]), publish()
    other.ics = "old"
    session.commit()
    kept, before = (same.ics, same.changed_at), revisions()
    assert actions.remake(queries.batch(0, 10)) == 1
    assert (same.ics, same.changed_at) == kept
    assert said(other.ics, "UID") == f"amends-{other.uuid}"
    assert bumped(before) == set(EMPLOYED)
