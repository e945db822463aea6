"""The pages of what repeats, as people read them."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.access import Role
from portal.calendar import actions
from portal.calendar.models import Entry, EntryStatus
from portal.database import session
from portal.people.models import Person
from tests.calendar.conftest import publish, value
from tests.calendar.series.scenes import THURSDAY, days, expanded, going, made, meeting, times_of
from tests.factories import PersonFactory, RoomFactory, VenueFactory, user_with
from tests.pages import Pages

ADD = "/calendar/entries/add"


def form(**values: Any) -> dict[str, Any]:
    """Return what somebody fills in of a fortnightly meeting."""
    told = {
        "kind": "team",
        "title": "Team meeting",
        "day": ["5", "3", "2026"],
        "starts": "10am",
        "ends": "11am",
        "repeats": "y",
        "every": "week",
        "interval": "2",
        "until": ["18", "6", "2026"],
        "audience": "staff",
        "form_key": uuid4().hex,
    }
    return {**told, **values}


def times() -> list[Entry]:
    """Return every time of the one series."""
    return times_of(
        session.scalars(select(Entry).where(Entry.series_id.is_not(None)).limit(1)).one()
    )


class TestAdding:
    """From a form with a tick that it repeats."""

    def test_its_page_says_the_rule_in_words(self, at: Pages) -> None:
        page = at.submit(ADD, **form())
        assert page.notices == ["“Team meeting” is in the calendar."]
        assert "Repeats Every second Thursday until Thursday 11 June" in page.words
        assert len(times()) == 8

    @pytest.mark.parametrize(
        ("rule", "words"),
        [
            ({"every": "day", "interval": ""}, "Every day until"),
            ({"every": "day", "interval": "3"}, "Every 3 days until"),
            ({"interval": "1", "weekdays": ["0", "3"]}, "Every Monday and Thursday until"),
            ({"interval": "3"}, "Every 3 weeks on Thursday until"),
            ({"every": "month-date", "interval": "1"}, "On day 5 of every month until"),
            (
                {"every": "month-weekday", "interval": "2"},
                "On the first Thursday of every second month until",
            ),
            (
                {"until": "", "times": "4", "interval": "1"},
                "Every Thursday until Thursday 26 March",
            ),
        ],
    )
    def test_it_repeats_as_people_say_it(self, at: Pages, rule: dict[str, Any], words: str) -> None:
        assert words in at.submit(ADD, **form(**rule)).words
        assert going() == expanded()

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"every": ""}, "Choose how often it repeats"),
            ({"every": "year"}, "Choose one of the answers in the list"),
            ({"interval": "0"}, "Enter a whole number from 1 to 52"),
            (
                {"until": ""},
                "Enter the last date on which it may happen, or how many times it happens",
            ),
            ({"times": "3"}, "Empty this, or the last date: one of them is the end"),
            ({"until": ["4", "3", "2026"]}, "Enter a last date that is after the date above"),
            (
                {"until": ["6", "3", "2029"]},
                "Enter Monday 5 March 2029 or an earlier date: something may repeat for 3 years",
            ),
            ({"until": ["30", "2", "2026"]}, "Enter a real date, like 27 3 2026"),
            (
                {"until": ["12", "3", "2026"]},
                "It would happen only once: let it end later, or say that it happens once",
            ),
            (
                {"every": "day", "interval": "1", "until": ["1", "3", "2029"]},
                "Let it end earlier: it may happen 200 times at most",
            ),
            (
                {"every": "month-date", "interval": "1", "until": "", "times": "50"},
                "Enter 37 times at most: something may repeat for 3 years",
            ),
            ({"until": "", "times": "201"}, "Enter a whole number from 1 to 200"),
            (
                {"weekdays": ["0", "1"]},
                "Tick Thursday too, or enter another date above: it is a Thursday",
            ),
            ({"weekdays": ["9"]}, "Choose one of the answers in the list"),
            ({"weekdays": ["3", "9"]}, "Choose one of the answers in the list"),
            ({"weekdays": ["x"]}, "Choose one of the answers in the list"),
            ({"every": "day", "interval": "99"}, "Enter a whole number from 1 to 52"),
            (
                {"last_day": ["6", "3", "2026"]},
                "Leave this empty: what repeats begins and ends on the same day",
            ),
            ({"repeats": ""}, "Tick this if it repeats; else empty until when below"),
        ],
    )
    def test_what_will_not_do_comes_back_with_a_sentence(
        self, at: Pages, wrong: dict[str, Any], sentence: str
    ) -> None:
        page = at.post(ADD, 422, **form(**wrong))
        assert page.problems == [sentence]
        assert value(page, "#title") == "Team meeting"

    def test_a_room_that_is_taken_on_some_days_is_told_with_the_days(self, at: Pages) -> None:
        room = RoomFactory(venue=VenueFactory(name="Library"), name="Room 2")
        other = meeting(date(2026, 4, 2))
        publish(room=room, starts_at=other.starts_at, ends_at=other.ends_at)
        page = at.post(ADD, 409, **form(room=room.id))
        assert page.problems == [
            "Library, Room 2 is taken then on 1 of 8 days: Thursday 2 April. "
            "Choose another room or another time."
        ]
        assert value(page, "#interval") == "2"
        assert page.select_one("#every option[value=week][selected]")

    def test_what_happens_once_says_nothing_of_repeating(self, at: Pages) -> None:
        page = at.submit(ADD, **form(repeats="", until=""))
        assert "Repeats" not in page.words
        assert times_of(session.scalars(select(Entry)).one()) == []

    def test_posting_twice_adds_once(self, at: Pages) -> None:
        again = form()
        at.submit(ADD, **again)
        at.submit(ADD, **again)
        assert len(session.scalars(select(Entry)).all()) == 8


class TestChanging:
    """Only this one, this and all after it, or all."""

    def test_it_asks_which_first(self, at: Pages, colleague: Person) -> None:
        found = made(colleague)[2]
        page = at.submit(f"/calendar/entries/{found.uuid}/edit")
        assert page.heading == "Change “Team meeting”"
        assert "Every second Thursday until Thursday 11 June." in page.words
        assert "Only this one, on Thursday 2 April" in page.words

    def test_what_happens_once_may_repeat_from_then_on(self, at: Pages) -> None:
        once = form(repeats="", until="")
        at.submit(ADD, **once)
        found = session.scalars(select(Entry)).one()
        url = f"/calendar/entries/{found.uuid}/edit"
        told = form(version=value(at.get(url), "#version"))
        page = at.submit(url, **told)
        assert "Repeats Every second Thursday until Thursday 11 June" in page.words
        assert times()[0] is found
        assert going() == expanded()

    def test_one_is_moved(self, at: Pages, colleague: Person) -> None:
        found = made(colleague)[2]
        url = f"/calendar/occurrences/{found.uuid}/change?which=one"
        page = at.get(url)
        assert "Only this one, on Thursday 2 April. The others stay as they are." in page.words
        assert not page.select("#kind, #audience, #area, #every")
        page = at.submit(
            url,
            title="Team meeting",
            day=["3", "4", "2026"],
            starts="2pm",
            ends="3pm",
            version=value(page, "#version"),
        )
        assert page.notices == ["“Team meeting” on Friday 3 April is changed. The others stay."]
        assert "This one was moved: it would be on Thursday 2 April" in page.words
        others = at.get(f"/calendar/entries/{times()[0].uuid}")
        assert "Changed on its own: Friday 3 April" in others.words
        assert going() == expanded()

    def test_the_rest_is_changed_with_what_stands_there(self, at: Pages, colleague: Person) -> None:
        before = made(colleague)
        url = f"/calendar/occurrences/{before[3].uuid}/change?which=following"
        page = at.get(url)
        assert [box["value"] for box in page.select("#day input")] == ["16", "4", "2026"]
        assert value(page, "#interval") == "2"
        told = form(day=["16", "4", "2026"], starts="noon", ends="1pm")
        page = at.submit(url, **told, version=value(page, "#version"))
        assert page.notices == ["“Team meeting” is changed from Thursday 16 April on."]
        assert days(times_of(before[0])) == days(before[:3])
        assert "midday to 1pm" in page.words
        assert going() == expanded()

    def test_all_begins_with_the_first_that_is_not_over(self, at: Pages, colleague: Person) -> None:
        before = made(colleague)
        page = at.get(f"/calendar/occurrences/{before[3].uuid}/change?which=all")
        assert [box["value"] for box in page.select("#day input")] == ["5", "3", "2026"]

    def test_a_change_over_a_newer_one_shows_both(self, at: Pages, colleague: Person) -> None:
        found = made(colleague)[0]
        url = f"/calendar/occurrences/{found.uuid}/change?which=all"
        before = value(at.get(url), "#version")
        at.submit(url, **form(title="Theirs"), version=before)
        page = at.post(url, 409, **form(title="Mine"), version=before)
        assert "Title Theirs Mine" in page.words
        at.submit(url, **form(title="Mine"), version=value(page, "#version"))
        assert {each.title for each in times()} == {"Mine"}

    def test_a_taken_room_keeps_what_was_typed(self, at: Pages, colleague: Person) -> None:
        found = made(colleague)[2]
        room = RoomFactory()
        publish(room=room, starts_at=found.starts_at, ends_at=found.ends_at)
        for which in ("one", "all"):
            url = f"/calendar/occurrences/{found.uuid}/change?which={which}"
            told = form(
                day=["2", "4", "2026"] if which == "one" else ["5", "3", "2026"],
                title="Typed",
                room=room.id,
                version=value(at.get(url), "#version"),
            )
            page = at.post(url, 409, **told)
            assert len(page.problems) == 1
            assert value(page, "#title") == "Typed"

    @pytest.mark.parametrize("which", ["one", "following", "all"])
    def test_nothing_at_all_is_answered_with_sentences(
        self, at: Pages, colleague: Person, which: str
    ) -> None:
        found = made(colleague)[2]
        page = at.post(f"/calendar/occurrences/{found.uuid}/change?which={which}", 422, title="")
        assert "Enter a title, like Team briefing" in page.problems

    def test_one_of_what_lasts_all_day_is_moved_without_hours(
        self, at: Pages, colleague: Person
    ) -> None:
        starts_at, ends_at = clock.day_bounds(THURSDAY, THURSDAY)
        found = made(colleague, all_day=True, starts_at=starts_at, ends_at=ends_at)[2]
        url = f"/calendar/occurrences/{found.uuid}/change?which=one"
        page = at.get(url)
        assert not page.select("#starts, #ends")
        told = {"title": "Away day", "day": ["3", "4", "2026"], "last_day": ["4", "4", "2026"]}
        page = at.submit(url, **told, version=value(page, "#version"))
        assert "When Friday 3 April to Saturday 4 April, all day" in page.words
        assert going() == expanded()
        at.get(f"/calendar/occurrences/{found.uuid}/change?which=all")


class TestCancelling:
    """Only this one, this and all after it, or all."""

    @pytest.mark.parametrize(
        ("which", "left", "said"),
        [
            ("one", 7, "“Team meeting” on Thursday 2 April is cancelled. The others stay."),
            ("following", 2, "“Team meeting” is cancelled from Thursday 2 April on."),
            ("all", 0, "“Team meeting” is cancelled, but for what is over."),
        ],
    )
    def test_it_asks_which_and_then_says_so(
        self, at: Pages, colleague: Person, which: str, left: int, said: str
    ) -> None:
        found = made(colleague)[2]
        page = at.submit(f"/calendar/entries/{found.uuid}/cancel")
        assert page.heading == "Cancel “Team meeting”"
        page = at.submit(f"/calendar/occurrences/{found.uuid}/cancel", which=which)
        assert page.notices == [said]
        assert found.status is EntryStatus.CANCELLED
        assert len(going()) == left
        assert going() == expanded()

    def test_an_exception_is_named(self, at: Pages, colleague: Person) -> None:
        found = made(colleague)
        actions.cancel_occurrence(entry=found[2], actor=colleague)
        session.commit()
        page = at.get(f"/calendar/entries/{found[0].uuid}")
        assert "Every second Thursday until Thursday 11 June, except Thursday 2 April" in page.words

    def test_it_must_be_said_which(self, at: Pages, colleague: Person) -> None:
        found = made(colleague)[2]
        page = at.post(f"/calendar/occurrences/{found.uuid}/cancel", 422)
        assert page.problems == ["Choose which you mean"]


def test_the_month_shows_the_same_hour_on_both_sides_of_the_change(
    at: Pages, colleague: Person
) -> None:
    made(colleague)
    words = [at.get(f"/calendar/month/2026-{month:02}").words for month in (3, 4)]
    assert [text.count("10am Team meeting") for text in words] == [3, 3]


def test_what_does_not_repeat_has_no_such_page(at: Pages) -> None:
    once = publish(path=None)
    at.get(f"/calendar/occurrences/{once.uuid}/change", 404)
    at.post(f"/calendar/occurrences/{once.uuid}/cancel", 404, which="all")


def test_others_may_read_it_and_not_change_it(app: Flask, at: Pages, colleague: Person) -> None:
    found = made(colleague)[2]
    staff = Pages(app).sign_in(user_with(Role.STAFF, person=PersonFactory()).email)
    page = staff.get(f"/calendar/entries/{found.uuid}")
    assert "Every second Thursday" in page.words
    staff.get(f"/calendar/occurrences/{found.uuid}/change", 403)
    staff.post(f"/calendar/occurrences/{found.uuid}/cancel", 403, which="all")
