"""A feed as calendar programs fetch it: what RFC 9110 and RFC 5545 ask, and what must not leak."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import icalendar
import pytest
import recurring_ical_events
from flask import Flask
from werkzeug.test import TestResponse

from portal import clock
from portal.access import Role
from portal.accounts.actions import grant
from portal.accounts.models import User
from portal.calendar import actions
from portal.calendar.models import FeedScope, Kind
from portal.calendar.permissions import FEED_NEEDS
from portal.calendar.queries import live_feeds
from portal.calendar.rules import Carried, Filters
from portal.calendar.views import subscription
from portal.database import session
from tests.calendar.conftest import NOW, SIX, duty, offered, publish
from tests.factories import AreaFactory, PersonFactory, RoomFactory, VenueFactory, user_with
from tests.statements import count_statements

FILTERS = ("kinds", "areas", "venues", "who")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def user(app: Flask) -> User:
    """Return a volunteer."""
    return user_with(Role.VOLUNTEER)


class Program:
    """A calendar program that was given an address."""

    def __init__(self, app: Flask, path: str) -> None:
        self.client = app.test_client()
        self.path = path

    def fetch(self, method: str = "GET", **headers: str) -> TestResponse:
        """Fetch the address; headers are given with underscores."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(self.path, method=method, headers=told)

    def events(self) -> list[Any]:
        """Return what an independent reader finds between 2025 and 2028."""
        calendar = icalendar.Calendar.from_ical(self.fetch().data)
        return list(recurring_ical_events.of(calendar).between((2025, 1, 1), (2028, 1, 1)))

    def titles(self) -> list[str]:
        """Return the titles, in order of time."""
        return [str(event["SUMMARY"]) for event in self.events()]


def subscribed(
    app: Flask,
    user: User,
    scope: FeedScope = FeedScope.MINE,
    **chosen: Any,
) -> Program:
    """Return a program that was given the address of a new subscription."""
    given = {name: chosen.pop(name) for name in FILTERS if name in chosen}
    _, token = actions.subscribe(
        person=user.person,
        scope=scope,
        form_key=uuid4().hex,
        carried=Carried(filters=Filters(**given), **chosen),
    )
    session.commit()
    return Program(app, f"/feeds/{token}.ics")


class TestAnswers:
    """Heads and status."""

    def test_a_fetch_has_exactly_these_heads(self, app: Flask, user: User) -> None:
        answer = subscribed(app, user).fetch(Accept_Encoding="gzip", Cookie="amends=x")
        heads = dict(answer.headers)
        for shared in ("Content-Security-Policy", "Permissions-Policy", "X-Frame-Options"):
            heads.pop(shared, None)
        assert heads == {
            "Content-Type": "text/calendar; charset=utf-8",
            "Content-Length": str(len(answer.data)),
            "Content-Disposition": 'inline; filename="amends.ics"',
            "Cache-Control": "private, no-cache",
            "ETag": heads["ETag"],
            "Last-Modified": "Mon, 02 Mar 2026 09:00:00 GMT",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
        }

    def test_an_empty_feed_is_a_valid_calendar(self, app: Flask, user: User) -> None:
        program = subscribed(app, user)
        calendar = icalendar.Calendar.from_ical(program.fetch().data)
        assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Amends: my duties"
        assert program.events() == []

    def test_a_head_request_is_the_same_without_the_bytes(self, app: Flask, user: User) -> None:
        program = subscribed(app, user)
        publish(duties=[duty(user.person)])
        whole, head = program.fetch(), program.fetch("HEAD")
        assert head.data == b""
        for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type"):
            assert head.headers[name] == whole.headers[name]

    def test_twice_the_same_gives_the_same_bytes(self, app: Flask, user: User) -> None:
        program = subscribed(app, user)
        publish(duties=[duty(user.person)])
        first = program.fetch()
        subscription.kept.contents.clear()
        with clock.frozen(NOW + 5 * HOUR):
            again = program.fetch()
        assert again.data == first.data
        assert again.headers["ETag"] == first.headers["ETag"]

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_what_did_not_change_is_not_sent(self, app: Flask, user: User, method: str) -> None:
        program = subscribed(app, user)
        publish(duties=[duty(user.person)])
        first = program.fetch()
        etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
        for asked in (
            {"If_None_Match": etag},
            {"If_None_Match": f'"other", W/{etag}'},
            {"If_None_Match": "*"},
            {"If_Modified_Since": changed},
            {"If_None_Match": etag, "If_Modified_Since": "Mon, 02 Mar 2020 09:00:00 GMT"},
        ):
            answer = program.fetch(method, **asked)
            assert (answer.status_code, answer.data) == (304, b""), asked
            assert answer.headers["ETag"] == etag
            assert answer.headers["Cache-Control"] == "private, no-cache"
            assert answer.headers["Referrer-Policy"] == "no-referrer"

    @pytest.mark.parametrize(
        "asked",
        [
            {"If_None_Match": '"old"'},
            {"If_Modified_Since": "Sun, 01 Mar 2026 09:00:00 GMT"},
            {"If_Modified_Since": "nonsense"},
            {"If_None_Match": '"old"', "If_Modified_Since": "Mon, 02 Mar 2026 09:00:00 GMT"},
        ],
    )
    def test_what_a_program_does_not_have_is_sent(
        self, app: Flask, user: User, asked: dict[str, str]
    ) -> None:
        program = subscribed(app, user)
        assert program.fetch(**asked).status_code == 200

    def test_no_cookie_is_set_and_none_is_read(self, app: Flask, user: User) -> None:
        program = subscribed(app, user)
        for answer in (program.fetch(), Program(app, "/feeds/wrong.ics").fetch()):
            assert "Set-Cookie" not in answer.headers
            assert "Vary" not in answer.headers

    def test_a_not_modified_costs_one_small_query_and_one_count(
        self, app: Flask, user: User
    ) -> None:
        program = subscribed(app, user)
        etag = program.fetch().headers["ETag"]
        with count_statements() as sent:
            assert program.fetch(If_None_Match=etag).status_code == 304
        assert [one.split()[0] for one in sent if one != "BEGIN"] == ["INSERT", "SELECT"]

    @pytest.mark.parametrize("number", [1, 3])
    def test_a_whole_feed_costs_two_queries_more(self, app: Flask, user: User, number: int) -> None:
        program = subscribed(app, user, FeedScope.EVERYTHING)
        for _ in range(number):
            publish(audience=["role:volunteer"])
        with count_statements() as sent:
            assert len(program.events()) == number
        assert [one.split()[0] for one in sent if one != "BEGIN"] == ["INSERT", *["SELECT"] * 3]


class TestTokens:
    """Who gets in, and how often."""

    def test_every_wrong_address_gets_the_same_bare_answer(self, app: Flask, user: User) -> None:
        program = subscribed(app, user)
        actions.end_feeds(person=user.person, actor=None)
        session.commit()
        wrong = [
            program.fetch(),
            Program(app, "/feeds/wrong.ics").fetch(),
            Program(app, f"/feeds/{'x' * 5000}.ics").fetch(),
            Program(app, "/feeds/%F0%9F%8E%89.ics").fetch(),
        ]
        assert {(one.status_code, one.data, one.headers["Content-Type"]) for one in wrong} == {
            (404, b"Not found\n", "text/plain; charset=utf-8")
        }
        assert {one.headers["Referrer-Policy"] for one in wrong} == {"no-referrer"}

    def test_a_closed_account_has_no_feed_even_if_nobody_ended_it(
        self, app: Flask, user: User
    ) -> None:
        program = subscribed(app, user)
        user.active = False
        session.commit()
        assert program.fetch().status_code == 404

    def test_who_may_subscribe_no_more_has_no_feed(self, app: Flask, user: User) -> None:
        program = subscribed(app, user)
        grant(user=user, roles=[Role.ADMINISTRATOR], actor=None)
        session.commit()
        assert program.fetch().status_code == 404

    def test_sixty_fetches_in_ten_minutes_are_enough(self, app: Flask, user: User) -> None:
        program, other = subscribed(app, user), subscribed(app, user_with(Role.STAFF))
        answers = [program.fetch().status_code for _ in range(61)]
        assert answers == [200] * 60 + [429]
        refused = program.fetch()
        assert (refused.data, refused.headers["Retry-After"]) == (b"Too many requests\n", "600")
        assert other.fetch().status_code == 200
        with clock.frozen(NOW + timedelta(minutes=10)):
            assert program.fetch().status_code == 200

    def test_twenty_misses_in_ten_minutes_are_enough_but_harm_no_neighbour(
        self, app: Flask, user: User
    ) -> None:
        wrong, right = Program(app, "/feeds/wrong.ics"), subscribed(app, user)
        answers = [wrong.fetch().status_code for _ in range(21)]
        assert answers == [404] * 20 + [429]
        assert right.fetch().status_code == 200
        elsewhere = wrong.client.get(wrong.path, environ_overrides={"REMOTE_ADDR": "10.0.0.9"})
        assert elsewhere.status_code == 404
        with clock.frozen(NOW + timedelta(minutes=10)):
            assert wrong.fetch().status_code == 404

    def test_a_fetch_is_noted_after_the_answer_and_not_too_often(
        self, app: Flask, user: User
    ) -> None:
        program = subscribed(app, user)
        [feed] = live_feeds(user.person_id)
        for minutes, agent in ((0, "iOS/18"), (4, "iOS/18"), (4, "Outlook"), (10, "Outlook")):
            with clock.frozen(NOW + timedelta(minutes=minutes)):
                program.fetch(User_Agent=agent).close()
        session.refresh(feed)
        assert (feed.last_fetched_at, feed.last_program) == (
            NOW + timedelta(minutes=10),
            "Outlook",
        )


class TestContent:
    """What a feed carries."""

    def test_one_s_own_duties_in_one_s_own_words(self, app: Flask, user: User) -> None:
        program = subscribed(app, user)
        publish(duties=[duty(user.person)])
        publish(duties=[duty(PersonFactory())], audience=["role:volunteer"])
        [event] = program.events()
        assert (event["SUMMARY"], event["STATUS"]) == ("Panel – member", "CONFIRMED")
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (SIX, SIX + timedelta(minutes=75))
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == NOW

    def test_everything_is_what_the_pages_show(self, app: Flask, user: User) -> None:
        program = subscribed(app, user, FeedScope.EVERYTHING)
        publish(duties=[offered(user.person)])
        publish(
            title="For volunteers",
            audience=["role:volunteer"],
            starts_at=SIX + timedelta(minutes=1),
        )
        publish(title="For staff", audience=["role:staff"])
        assert program.titles() == ["Panel – member", "For volunteers"]

    def test_who_left_sees_what_everybody_sees_if_they_may(self, app: Flask) -> None:
        user = user_with(Role.STAFF)
        mine = subscribed(app, user)
        everything = subscribed(app, user, FeedScope.EVERYTHING)
        entry = publish(duties=[duty(user.person)])
        publish(entry=entry)
        assert mine.titles() == ["CANCELLED: Panel – member"]
        assert everything.titles() == ["Panel at Northmere Library"]
        with clock.frozen(NOW + 15 * DAY):
            assert mine.titles() == []

    def test_a_move_and_a_cancellation_follow_under_the_same_uid(
        self, app: Flask, user: User
    ) -> None:
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

    def test_what_is_cancelled_stays_for_fourteen_days(self, app: Flask, user: User) -> None:
        program = subscribed(app, user)
        entry = publish(duties=[duty(user.person)])
        actions.cancel(entry=entry, actor=None)
        session.commit()
        with clock.frozen(NOW + 14 * DAY):
            assert len(program.events()) == 1
        with clock.frozen(NOW + 15 * DAY):
            assert program.events() == []

    def test_it_reaches_sixty_days_back_and_four_hundred_ahead(
        self, app: Flask, user: User
    ) -> None:
        program = subscribed(app, user)
        midnight = clock.at(date(2026, 3, 2), datetime.min.time())
        for days in (-61, -60, 400, 401):
            starts = midnight + days * DAY + 12 * HOUR
            publish(starts_at=starts, ends_at=starts + HOUR, duties=[duty(user.person)])
        found = [event["DTSTART"].dt.date() - date(2026, 3, 2) for event in program.events()]
        assert [each.days for each in found] == [-60, 400]

    def test_filters_are_bound_into_the_subscription(self, app: Flask, user: User) -> None:
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
    def test_what_was_cancelled_can_be_left_out(
        self, app: Flask, scope: FeedScope, user: User
    ) -> None:
        program = subscribed(app, user, scope, without_cancelled=True)
        actions.cancel(entry=publish(duties=[duty(user.person)]), actor=None)
        left = publish(duties=[duty(user.person)])
        publish(entry=left)
        publish(title="Still on", duties=[offered(user.person)])
        assert program.titles() == ["Panel – member"]

    @pytest.mark.parametrize("scope", [FeedScope.MINE, FeedScope.EVERYTHING])
    def test_reminders_are_there_for_who_asked_and_for_promises_alone(
        self, app: Flask, scope: FeedScope, user: User
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

    def test_each_kind_of_feed_is_that_alone(self, app: Flask) -> None:
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
    def test_what_the_role_allows_no_longer_is_empty_and_no_error(
        self, app: Flask, scope: FeedScope
    ) -> None:
        user = user_with(Role.COORDINATOR)
        program = subscribed(app, user, scope)
        publish(kind=Kind.DUE, room=RoomFactory(), duties=[duty(user.person)])
        before = program.fetch()
        assert len(program.events()) == 1
        grant(user=user, roles=[Role.STAFF], actor=None)
        session.commit()
        after = program.fetch(If_None_Match=before.headers["ETag"])
        assert (after.status_code, program.events()) == (200, [])

    def test_a_view_is_what_the_page_shows_with_the_same_filters(self, app: Flask) -> None:
        user, library = user_with(Role.STAFF), VenueFactory()
        publish(title="there", room=RoomFactory(venue=library))
        publish(title="elsewhere", room=RoomFactory())
        publish(title="for coordinators", room=RoomFactory(venue=library), audience=["role:admin"])
        publish(duties=[duty(user.person)])
        there = subscribed(app, user, FeedScope.VIEW, venues=(library.id,), words="Library")
        assert there.titles() == ["there"]
        assert "X-WR-CALNAME:Amends: Library\r\n" in there.fetch().text
        assert subscribed(app, user, FeedScope.VIEW, who="mine").titles() == ["Panel – member"]

    def test_a_feed_of_the_team_follows_who_is_on_what(self, app: Flask) -> None:
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

    def test_the_window_is_the_owner_s_choice(self, app: Flask, user: User) -> None:
        program = subscribed(app, user, back=7, ahead=30)
        for days in (-8, -7, 30, 31):
            starts = NOW + days * DAY
            publish(starts_at=starts, ends_at=starts + HOUR, duties=[duty(user.person)])
        found = [(event["DTSTART"].dt - NOW).days for event in program.events()]
        assert found == [-7, 30]

    @pytest.mark.parametrize("minutes", [15, 1440])
    def test_the_reminder_comes_when_its_owner_chose(
        self, app: Flask, user: User, minutes: int
    ) -> None:
        publish(duties=[duty(user.person)])
        [event] = subscribed(app, user, alarm=minutes).events()
        [alarm] = event.walk("VALARM")
        assert alarm["TRIGGER"].dt == -timedelta(minutes=minutes)

    def test_the_calendar_is_called_by_what_it_carries(self, app: Flask, user: User) -> None:
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
        self, app: Flask, user: User, change: str
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

    def test_what_others_do_changes_nothing(self, app: Flask, user: User) -> None:
        program = subscribed(app, user, FeedScope.EVERYTHING)
        publish(duties=[duty(user.person)])
        etag = program.fetch().headers["ETag"]
        publish(duties=[duty(PersonFactory())])
        assert program.fetch(If_None_Match=etag).status_code == 304

    def test_lines_are_folded_and_end_as_they_must(self, app: Flask, user: User) -> None:
        program = subscribed(app, user)
        publish(duties=[duty(user.person)], place="Ünïcödé 🎉 " * 20, kind=Kind.TRAINING)
        content = program.fetch().data
        lines = content.split(b"\r\n")
        assert lines[-1] == b""
        assert max(map(len, lines)) <= 75
        assert not [line for line in lines if b"\n" in line or b"\r" in line]
        assert [line.decode() for line in lines]

    def test_no_reference_and_nobody_s_name_is_in_it(self, app: Flask, user: User) -> None:
        program = subscribed(app, user)
        publish(duties=[duty(user.person), duty(PersonFactory(name="Ann Other"))])
        text = program.fetch().text
        assert "Ann" not in text
        assert user.person.name not in text


def test_contents_are_kept_up_to_so_many_bytes() -> None:
    kept = subscription.Kept(10)
    for etag in ("a", "b", "c"):
        assert kept.put(etag, b"1234") == b"1234"
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (None, b"1234", b"1234")
    assert kept.put("d", b"x" * 11) == b"x" * 11
    assert kept.contents == {}


def test_the_window_s_day_is_london_s(app: Flask) -> None:
    user = user_with(Role.VOLUNTEER)
    program = subscribed(app, user)
    with clock.frozen(datetime(2026, 7, 1, 22, 59, tzinfo=UTC)):
        before = program.fetch().headers["ETag"]
    with clock.frozen(datetime(2026, 7, 1, 23, 1, tzinfo=UTC)):
        after = program.fetch().headers
    assert (after["ETag"] == before, after["Last-Modified"]) == (
        False,
        "Wed, 01 Jul 2026 23:00:00 GMT",
    )
