"""What a feed carries: what RFC 5545 asks, and what must not leak."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access import Role
from portal.accounts.actions import grant
from portal.accounts.models import User
from portal.calendar import actions
from portal.calendar.models import FeedScope, Kind
from portal.calendar.permissions import FEED_NEEDS
from portal.database import session
from tests.calendar.conftest import NOW, SIX, duty, offered, publish
from tests.calendar.feeds.programs import subscribed
from tests.factories import AreaFactory, PersonFactory, RoomFactory, VenueFactory, user_with

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_one_s_own_duties_in_one_s_own_words(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    publish(duties=[duty(user.person)])
    publish(duties=[duty(PersonFactory())], audience=["role:volunteer"])
    [event] = program.events()
    assert (event["SUMMARY"], event["STATUS"]) == ("Panel – member", "CONFIRMED")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (SIX, SIX + timedelta(minutes=75))
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == NOW


def test_everything_is_what_the_pages_show(app: Flask, user: User) -> None:
    program = subscribed(app, user, FeedScope.EVERYTHING)
    publish(duties=[offered(user.person)])
    publish(
        title="For volunteers",
        audience=["role:volunteer"],
        starts_at=SIX + timedelta(minutes=1),
    )
    publish(title="For staff", audience=["role:staff"])
    assert program.titles() == ["Panel – member", "For volunteers"]


def test_who_left_sees_what_everybody_sees_if_they_may(app: Flask) -> None:
    user = user_with(Role.STAFF)
    mine = subscribed(app, user)
    everything = subscribed(app, user, FeedScope.EVERYTHING)
    entry = publish(duties=[duty(user.person)])
    publish(entry=entry)
    assert mine.titles() == ["CANCELLED: Panel – member"]
    assert everything.titles() == ["Panel at Northmere Library"]
    with clock.frozen(NOW + 15 * DAY):
        assert mine.titles() == []


def test_a_move_and_a_cancellation_follow_under_the_same_uid(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    entry = publish(duties=[duty(user.person)])
    seen = [program.events()[0]]
    with clock.frozen(NOW + HOUR):
        publish(entry=entry, duties=[duty(user.person)], starts_at=SIX - HOUR)
        seen += program.events()
    with clock.frozen(NOW + 2 * HOUR):
        actions.cancel(entry=entry, actor=None)
        session.commit()
        seen += program.events()
    assert len({str(event["UID"]) for event in seen}) == 1
    assert [event["SEQUENCE"] for event in seen] == [0, 1, 2]
    assert [event["LAST-MODIFIED"].dt for event in seen] == [NOW, NOW + HOUR, NOW + 2 * HOUR]
    assert [event["STATUS"] for event in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert seen[2]["SUMMARY"] == "CANCELLED: Panel – member"
    assert seen[2]["TRANSP"] == "TRANSPARENT"


def test_what_is_cancelled_stays_for_fourteen_days(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    entry = publish(duties=[duty(user.person)])
    actions.cancel(entry=entry, actor=None)
    session.commit()
    with clock.frozen(NOW + 14 * DAY):
        assert len(program.events()) == 1
    with clock.frozen(NOW + 15 * DAY):
        assert program.events() == []


def test_it_reaches_sixty_days_back_and_four_hundred_ahead(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    midnight = clock.at(date(2026, 3, 2), datetime.min.time())
    for days in (-61, -60, 400, 401):
        starts = midnight + days * DAY + 12 * HOUR
        publish(starts_at=starts, ends_at=starts + HOUR, duties=[duty(user.person)])
    found = [event["DTSTART"].dt.date() - date(2026, 3, 2) for event in program.events()]
    assert [each.days for each in found] == [-60, 400]


def test_filters_are_bound_into_the_subscription(app: Flask, user: User) -> None:
    north, south = AreaFactory(), AreaFactory()
    publish(title="panel north", audience=["role:volunteer"], area=north)
    publish(title="panel south", audience=["role:volunteer"], area=south)
    publish(title="team", audience=["role:volunteer"], kind=Kind.TEAM)
    everything = FeedScope.EVERYTHING
    assert subscribed(app, user, everything, kinds=("team",)).titles() == ["team"]
    northern = subscribed(app, user, everything, areas=(north.id,))
    assert sorted(northern.titles()) == ["panel north", "team"]
    assert northern.client.get(f"{northern.path}?area={south.id}").data == northern.fetch().data


@pytest.mark.parametrize("scope", [FeedScope.MINE, FeedScope.EVERYTHING])
def test_what_was_cancelled_can_be_left_out(app: Flask, scope: FeedScope, user: User) -> None:
    program = subscribed(app, user, scope, without_cancelled=True)
    actions.cancel(entry=publish(duties=[duty(user.person)]), actor=None)
    left = publish(duties=[duty(user.person)])
    publish(entry=left)
    publish(title="Still on", duties=[offered(user.person)])
    assert program.titles() == ["Panel – member"]


@pytest.mark.parametrize("scope", [FeedScope.MINE, FeedScope.EVERYTHING])
def test_reminders_are_there_for_who_asked_and_for_promises_alone(
    app: Flask, scope: FeedScope, user: User
) -> None:
    entry = publish(duties=[duty(user.person)])
    later = SIX + DAY
    publish(starts_at=later, ends_at=later + HOUR, duties=[offered(user.person)])
    reminding = subscribed(app, user, scope, alarm=60)
    alarms = [event.walk("VALARM") for event in reminding.events()]
    assert [[alarm["TRIGGER"].dt for alarm in each] for each in alarms] == [[-HOUR], []]
    assert "VALARM" not in subscribed(app, user, scope).fetch().text
    actions.cancel(entry=entry, actor=None)
    session.commit()
    assert "VALARM" not in reminding.fetch().text


def test_each_kind_of_feed_is_that_alone(app: Flask) -> None:
    user, north, south = user_with(Role.COORDINATOR), AreaFactory(), AreaFactory()
    for kind in Kind:
        publish(title=kind.value, kind=kind, area=south, starts_at=SIX - HOUR)
    publish(title="in a room", area=north, room=RoomFactory())
    found = {scope: set(subscribed(app, user, scope).titles()) for scope in FeedScope}
    assert found[FeedScope.MINE] == set()
    assert found[FeedScope.TRAINING] == {"training"}
    assert found[FeedScope.PROJECTS] == {"reparation"}
    assert found[FeedScope.DEADLINES] == {"due"}
    assert found[FeedScope.ROOMS] == {"in a room"}
    assert found[FeedScope.EVERYTHING] == {*Kind, "in a room"}
    northern = subscribed(app, user, FeedScope.AREA, areas=(north.id,))
    assert northern.titles() == ["in a room"]


@pytest.mark.parametrize("scope", list(FEED_NEEDS))
def test_what_the_role_allows_no_longer_is_empty_and_no_error(app: Flask, scope: FeedScope) -> None:
    user = user_with(Role.COORDINATOR)
    program = subscribed(app, user, scope)
    publish(kind=Kind.DUE, room=RoomFactory(), duties=[duty(user.person)])
    before = program.fetch()
    assert len(program.events()) == 1
    grant(user=user, roles=[Role.STAFF], actor=None)
    session.commit()
    after = program.fetch(If_None_Match=before.headers["ETag"])
    assert (after.status_code, program.events()) == (200, [])


def test_a_view_is_what_the_page_shows_with_the_same_filters(app: Flask) -> None:
    user, library = user_with(Role.STAFF), VenueFactory()
    publish(title="there", room=RoomFactory(venue=library))
    publish(title="elsewhere", room=RoomFactory())
    publish(title="for coordinators", room=RoomFactory(venue=library), audience=["role:admin"])
    publish(duties=[duty(user.person)])
    there = subscribed(app, user, FeedScope.VIEW, venues=(library.id,), words="Library")
    assert there.titles() == ["there"]
    assert "X-WR-CALNAME:Amends: Library\r\n" in there.fetch().text
    assert subscribed(app, user, FeedScope.VIEW, who="mine").titles() == ["Panel – member"]


def test_a_feed_of_the_team_follows_who_is_on_what(app: Flask) -> None:
    user, colleague = user_with(Role.STAFF), user_with(Role.STAFF)
    program = subscribed(app, user, FeedScope.VIEW, who="team")
    entry = publish(title="of the team", duties=[duty(colleague.person)])
    before = program.fetch()
    assert program.titles() == ["of the team"]
    assert "Last-Modified" not in before.headers
    etag = before.headers["ETag"]
    assert program.fetch(If_None_Match=etag).status_code == 304
    publish(entry=entry, title="of the team")
    assert program.fetch(If_None_Match=etag).status_code == 200
    assert program.titles() == []


def test_the_window_is_the_owner_s_choice(app: Flask, user: User) -> None:
    program = subscribed(app, user, back=7, ahead=30)
    for days in (-8, -7, 30, 31):
        starts = NOW + days * DAY
        publish(starts_at=starts, ends_at=starts + HOUR, duties=[duty(user.person)])
    found = [(event["DTSTART"].dt - NOW).days for event in program.events()]
    assert found == [-7, 30]


@pytest.mark.parametrize("minutes", [15, 1440])
def test_the_reminder_comes_when_its_owner_chose(app: Flask, user: User, minutes: int) -> None:
    publish(duties=[duty(user.person)])
    [event] = subscribed(app, user, alarm=minutes).events()
    [alarm] = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == -timedelta(minutes=minutes)


def test_the_calendar_is_called_by_what_it_carries(app: Flask, user: User) -> None:
    north = subscribed(app, user, FeedScope.AREA, words="Northmere")
    everything = subscribed(app, user, FeedScope.EVERYTHING)
    # As text of RFC 5545 3.3.11: this reader knows no NAME, and leaves it as it was written.
    assert b"\r\nNAME:Amends: my area\\, Northmere\r\n" in north.fetch().data
    assert b"\r\nNAME:Amends\r\n" in everything.fetch().data


@pytest.mark.parametrize(
    "change",
    ["answer", "move", "cancel", "role", "day"],
)
def test_whatever_changes_what_is_seen_changes_the_etag(
    app: Flask, user: User, change: str
) -> None:
    program = subscribed(app, user, FeedScope.EVERYTHING)
    entry = publish(duties=[offered(user.person)])
    publish(title="For staff", audience=["role:staff"])
    before = program.fetch()
    later = NOW + (DAY if change == "day" else HOUR)
    with clock.frozen(later):
        if change == "answer":
            publish(entry=entry, duties=[duty(user.person)])
        elif change == "move":
            publish(entry=entry, duties=[offered(user.person)], starts_at=SIX - HOUR)
        elif change == "cancel":
            actions.cancel(entry=entry, actor=None)
        elif change == "role":
            grant(user=user, roles=[Role.VOLUNTEER, Role.STAFF], actor=None)
        session.commit()
        after = program.fetch(If_None_Match=before.headers["ETag"])
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    if change not in {"role", "day"}:
        assert after.headers["Last-Modified"] == "Mon, 02 Mar 2026 10:00:00 GMT"


def test_what_others_do_changes_nothing(app: Flask, user: User) -> None:
    program = subscribed(app, user, FeedScope.EVERYTHING)
    publish(duties=[duty(user.person)])
    etag = program.fetch().headers["ETag"]
    publish(duties=[duty(PersonFactory())])
    assert program.fetch(If_None_Match=etag).status_code == 304


def test_lines_are_folded_and_end_as_they_must(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    publish(duties=[duty(user.person)], place="Ünïcödé 🎉 " * 20, kind=Kind.TRAINING)
    content = program.fetch().data
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    assert [line.decode() for line in lines]


def test_no_reference_and_nobody_s_name_is_in_it(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    publish(duties=[duty(user.person), duty(PersonFactory(name="Ann Other"))])
    text = program.fetch().text
    assert "Ann" not in text
    assert user.person.name not in text
