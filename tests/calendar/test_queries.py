"""Who sees what, who is busy, and what it costs to ask."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.access import Role
from portal.accounts.models import UserArea
from portal.calendar import actions, ics, queries, rules
from portal.calendar.models import AttendeeState, Entry, Feed, FeedScope, Kind
from portal.calendar.rules import Filters
from portal.database import session
from portal.members.models import MemberArea, Status
from portal.people.models import Area, Person
from tests.calendar.conftest import EMPLOYED, NOW, SIX, duty, offered, publish
from tests.factories import (
    AreaFactory,
    MemberFactory,
    PersonFactory,
    RoomFactory,
    VenueFactory,
    user_with,
)
from tests.statements import count_statements

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
EVERYTHING = Filters()


def titles(person: Person, chosen: Filters = EVERYTHING) -> list[str]:
    """Return what a person sees in March, in order."""
    with clock.frozen(NOW):
        return [row.part or row.title for row in queries.seen(person.id, FIRST, LAST, chosen)]


def volunteer(*areas: Area, status: Status = Status.ACTIVE) -> Person:
    """Return a volunteer who serves these areas (none: all of them)."""
    person = user_with(Role.VOLUNTEER).person
    member = MemberFactory(person=person, status=status)
    session.add_all(MemberArea(member_id=member.id, area_id=area.id) for area in areas)
    session.commit()
    return person


class TestWhoSeesWhat:
    """Audience keys, and one's own duties."""

    @pytest.mark.parametrize(
        ("role", "seen"),
        [
            (Role.STAFF, ["for all", "panel", "team"]),
            (Role.COORDINATOR, ["for all", "panel", "team"]),
            (Role.MANAGER, ["for all", "panel", "team"]),
            (Role.VOLUNTEER, ["for all", "for volunteers", "team"]),
            (Role.PARTNER, ["for all", "for partners"]),
        ],
    )
    def test_each_role_sees_what_is_addressed_to_it(
        self, app: Flask, role: Role, seen: list[str]
    ) -> None:
        for number, (title, keys) in enumerate(
            {
                "for all": ["all"],
                "for partners": ["role:partner"],
                "for volunteers": ["role:volunteer"],
                "panel": EMPLOYED,
                "somebody’s": ["person:99"],
                "team": [*EMPLOYED, "role:volunteer"],
            }.items()
        ):
            publish(title=title, audience=keys, starts_at=SIX + number * timedelta(minutes=1))
        assert titles(user_with(role).person) == seen

    def test_a_volunteer_sees_their_own_duties_in_their_own_words(self, app: Flask) -> None:
        person = volunteer()
        publish(duties=[duty(person)])
        publish(duties=[duty(PersonFactory())])
        assert titles(person) == ["Panel – member"]

    def test_who_has_left_it_sees_it_no_more(self, app: Flask) -> None:
        person = volunteer()
        entry = publish(duties=[duty(person)])
        publish(entry=entry)
        assert titles(person) == []

    def test_an_entry_may_be_for_one_person(self, app: Flask) -> None:
        person = volunteer()
        publish(audience=[f"person:{person.id}"])
        assert titles(person) == ["Panel at Northmere Library"]

    def test_volunteers_see_what_is_for_the_areas_they_serve(self, app: Flask) -> None:
        north, south = AreaFactory(), AreaFactory()
        publish(title="north", audience=[f"role:volunteer@area:{north.id}"])
        publish(title="south", audience=[f"role:volunteer@area:{south.id}"])
        assert titles(volunteer(north)) == ["north"]
        assert titles(volunteer()) == ["north", "south"]
        assert titles(volunteer(north, status=Status.LEFT)) == []
        assert titles(user_with(Role.STAFF).person) == []

    def test_a_closed_account_has_no_role(self, app: Flask) -> None:
        user = user_with(Role.STAFF)
        publish()
        user.active = False
        session.commit()
        assert titles(user.person) == []

    def test_one_entry_is_asked_for_by_the_same_rule(self, app: Flask) -> None:
        entry, person = publish(), volunteer()
        assert queries.entry_for(user_with(Role.STAFF).person_id, entry.uuid) is entry
        with pytest.raises(NoResultFound):
            queries.entry_for(person.id, entry.uuid)


class TestViews:
    """Months, weeks and agendas."""

    def test_filters_narrow(self, app: Flask) -> None:
        person = user_with(Role.STAFF).person
        north, south = AreaFactory(), AreaFactory()
        publish(title="north", area=north)
        publish(title="south", area=south)
        publish(title="whole", kind=Kind.TEAM)
        publish(
            title="mine",
            area=south,
            duties=[duty(person)],
            starts_at=SIX + DAY,
            ends_at=SIX + DAY + HOUR,
        )
        assert titles(person, Filters(kinds=("team",))) == ["whole"]
        assert titles(person, Filters(areas=(north.id,))) == ["north", "whole"]
        assert titles(person, Filters(kinds=("team", "panel"), areas=(north.id, south.id))) == [
            *("north", "south", "whole", "Panel – member")
        ]
        assert titles(person, Filters(who="mine")) == ["Panel – member"]
        assert titles(person, Filters(kinds=("panel",), areas=(north.id,), who="mine")) == []

    def test_a_venue_is_all_its_rooms(self, app: Flask) -> None:
        person, library = user_with(Role.STAFF).person, VenueFactory()
        publish(title="upstairs", room=RoomFactory(venue=library))
        publish(title="downstairs", room=RoomFactory(venue=library))
        publish(title="elsewhere", room=RoomFactory())
        publish(title="nowhere")
        assert titles(person, Filters(venues=(library.id,))) == ["upstairs", "downstairs"]

    def test_my_team_is_who_looks_after_the_same_areas(self, app: Flask) -> None:
        north, south = AreaFactory(), AreaFactory()
        me, same, other, everywhere = (user_with(Role.STAFF) for _ in range(4))
        for user, area in ((me, north), (same, north), (other, south)):
            user.area_rows.append(UserArea(area=area))
        volunteer = user_with(Role.VOLUNTEER)
        for name, user in (("same", same), ("other", other), ("everywhere", everywhere)):
            publish(title=name, duties=[duty(user.person)])
        publish(title="of a volunteer", duties=[duty(volunteer.person)])
        publish(title="meeting", kind=Kind.TEAM)
        planned = user_with(Role.STAFF).person
        publish(title="draft", duties=[duty(planned, AttendeeState.PENCILLED)])
        assert titles(me.person, Filters(who="team")) == ["same", "everywhere", "meeting"]
        publish(title="open", audience=["role:volunteer"], duties=[offered(same.person)])
        assert titles(volunteer.person, Filters(who="team")) == []

    def test_a_feed_narrows_as_the_page_does(self, app: Flask) -> None:
        me, colleague, area = user_with(Role.STAFF), user_with(Role.STAFF), AreaFactory()
        rooms = [RoomFactory() for _ in range(2)]
        for room in rooms:
            publish(title=room.full_name, room=room, area=area, duties=[offered(colleague.person)])
        chosen = Filters(
            kinds=("panel",), areas=(area.id,), who="team", venues=(rooms[0].venue_id,)
        )
        _, token = actions.subscribe(
            person=me.person,
            scope=FeedScope.VIEW,
            form_key="f",
            carried=rules.Carried(filters=chosen),
        )
        session.commit()
        found, _ = actions.fetch(rules.hash_of(token))
        assert found
        text = queries.feed_texts(found, NOW.date())
        assert [room.venue.name in text for room in rooms] == [True, False]
        assert titles(me.person, chosen) == [rooms[0].full_name]

    @pytest.mark.parametrize("areas", [1, 2])
    def test_one_s_own_areas_are_some_of_them_and_not_all(self, app: Flask, areas: int) -> None:
        user, every = user_with(Role.COORDINATOR), [AreaFactory() for _ in range(2)]
        user.area_rows.extend(UserArea(area=area) for area in every[:areas])
        member = MemberFactory()
        member.area_rows.append(MemberArea(area=every[1]))
        session.commit()
        own = {every[0].id} if areas == 1 else set()
        assert queries.own_areas(user.person_id).keys() == own
        assert queries.own_areas(member.person_id).keys() == {every[1].id}

    def test_what_lasts_into_or_out_of_the_days_is_there(self, app: Flask) -> None:
        person = user_with(Role.STAFF).person
        ends = datetime(2026, 3, 1, 1, tzinfo=UTC)
        publish(title="in", starts_at=ends - 10 * DAY, ends_at=ends)
        publish(title="before", starts_at=ends - 10 * DAY, ends_at=ends - HOUR)
        publish(
            title="out", starts_at=datetime(2026, 3, 31, 12, tzinfo=UTC), ends_at=ends + 40 * DAY
        )
        publish(
            title="after", starts_at=datetime(2026, 3, 31, 23, tzinfo=UTC), ends_at=ends + 40 * DAY
        )
        assert titles(person) == ["in", "out"]

    def test_what_is_cancelled_is_shown_for_two_weeks(self, app: Flask) -> None:
        person = user_with(Role.STAFF).person
        for days, title in ((13, "lately"), (15, "long ago")):
            with clock.frozen(NOW - days * DAY):
                actions.cancel(entry=publish(title=title), actor=None)
        session.commit()
        assert titles(person) == ["lately"]

    def test_an_agenda_begins_with_what_is_not_over(self, app: Flask) -> None:
        person = user_with(Role.STAFF).person
        room = RoomFactory(venue=VenueFactory(name="Library"), name="A")
        publish(title="over", starts_at=SIX - 3 * DAY, ends_at=SIX - 2 * DAY)
        publish(title="still on", starts_at=SIX - 3 * DAY, ends_at=SIX)
        publish(title="to come", room=room)
        publish(title="later", starts_at=SIX + DAY, ends_at=SIX + 2 * DAY)
        with clock.frozen(NOW):
            rows = queries.coming(person.id, date(2026, 3, 10), EVERYTHING, 2)
        assert [(row.title, row.place, row.starts_at) for row in rows] == [
            ("still on", "", SIX - 3 * DAY),
            ("to come", "Library, A", SIX),
        ]

    @pytest.mark.parametrize("number", [1, 3])
    @pytest.mark.parametrize(
        "ask",
        [
            lambda person_id: queries.seen(person_id, FIRST, LAST, EVERYTHING),
            lambda person_id: queries.coming(person_id, FIRST, EVERYTHING, 9),
        ],
        ids=["seen", "coming"],
    )
    def test_a_view_is_one_statement(
        self, app: Flask, number: int, ask: Callable[[int], Sequence[object]]
    ) -> None:
        user = user_with(Role.STAFF)
        for _ in range(number):
            publish(duties=[duty(PersonFactory())], room=RoomFactory())
        person_id = user.person_id
        with count_statements() as sent, clock.frozen(NOW):
            assert len(ask(person_id)) == number
        assert len(sent) == 1


class TestInvitations:
    """Whoever has no live feed gets a file."""

    def test_it_moves_what_an_earlier_one_put_there(self, margaret: Person) -> None:
        entry = publish(duties=[duty(margaret)])
        first = file(entry, margaret)
        publish(entry=entry, duties=[duty(margaret)], starts_at=SIX - HOUR)
        second = file(entry, margaret)
        assert (first["UID"], first["SEQUENCE"]) == (second["UID"], 0)
        assert second["SEQUENCE"] == 1
        assert second["DTSTART"].dt == SIX - HOUR

    def test_it_says_what_it_is_to_a_mail_program(self, margaret: Person) -> None:
        entry = publish(duties=[duty(margaret)])
        made = queries.invitation(entry.id, margaret.id)
        assert made
        assert (made.name, made.media_type) == (
            "invitation.ics",
            "text/calendar; charset=utf-8; method=REQUEST",
        )
        actions.cancel(entry=entry, actor=None)
        taken_back = queries.invitation(entry.id, margaret.id)
        assert taken_back
        assert "method=CANCEL" in taken_back.media_type

    def test_who_left_alone_is_told_that_it_is_off_for_them(self, margaret: Person) -> None:
        entry = publish(duties=[duty(margaret)])
        publish(entry=entry)
        assert file(entry, margaret)["STATUS"] == ics.CANCELLED

    def test_nobody_gets_one_who_was_never_on_it_or_has_no_address(self, margaret: Person) -> None:
        unreachable = PersonFactory(email=None)
        entry = publish(duties=[duty(unreachable)])
        assert queries.invitation(entry.id, margaret.id) is None
        assert queries.invitation(entry.id, unreachable.id) is None

    @pytest.mark.parametrize(
        ("days_ago", "chosen", "revoked", "live"),
        [
            (1, {}, False, True),
            (1, {"kinds": ["panel"]}, False, True),
            (1, {"kinds": ["team"]}, False, False),
            (15, {}, False, False),
            (None, {}, False, False),
            (1, {}, True, False),
        ],
        ids=["lately", "panels", "not panels", "long ago", "never", "revoked"],
    )
    def test_a_feed_stands_in_for_it_only_while_a_program_looks(
        self,
        margaret: Person,
        days_ago: int | None,
        chosen: dict[str, list[str]],
        revoked: bool,
        live: bool,
    ) -> None:
        entry = publish(duties=[duty(margaret)])
        with clock.frozen(NOW):
            session.add(
                Feed(
                    person=margaret,
                    scope=FeedScope.MINE,
                    filter=chosen,
                    token_hash="x",
                    last_fetched_at=None if days_ago is None else NOW - days_ago * DAY,
                    revoked_at=NOW if revoked else None,
                )
            )
            session.commit()
            assert queries.has_live_feed(margaret.id) is live
            assert (queries.invitation(entry.id, margaret.id) is None) is live


def file(entry: Entry, person: Person) -> Any:
    """Return the event of a person's invitation, as an independent reader reads it."""
    made = queries.invitation(entry.id, person.id)
    assert made
    [event] = icalendar.Calendar.from_ical(made.content).walk("VEVENT")
    return event


def test_what_has_a_room_is_named_to_whoever_may_see_it(app: Flask) -> None:
    room, other = RoomFactory(), RoomFactory()
    seen, unseen = (
        publish(room=room, starts_at=SIX + number * HOUR, ends_at=SIX + (number + 1) * HOUR, **said)
        for number, said in enumerate(({}, {"audience": ["role:coordinator"]}))
    )
    publish(room=other)
    actions.cancel(entry=publish(room=room, starts_at=SIX - HOUR, ends_at=SIX), actor=None)
    session.commit()
    staff = user_with(Role.STAFF).person
    rows = queries.taken(staff.id, [room.id], SIX - 2 * HOUR, SIX + 3 * HOUR)
    assert [(row.uuid, row.is_seen) for row in rows] == [(seen.uuid, True), (unseen.uuid, False)]
    assert not queries.taken(staff.id, [room.id], SIX - HOUR, SIX)
    assert not queries.taken(staff.id, [], SIX, SIX + HOUR)
