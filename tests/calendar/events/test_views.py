"""Meetings and leave, as the coordinator enters them."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from portal.access import Role
from portal.accounts.models import UserArea
from portal.calendar.models import Entry, EntryStatus
from portal.database import session
from tests.calendar.conftest import publish, value
from tests.factories import AreaFactory, RoomFactory, VenueFactory, user_with
from tests.pages import Pages

pytestmark = pytest.mark.usefixtures("on_monday")


def form(**values: Any) -> dict[str, Any]:
    """Return what somebody fills into the form of an event."""
    told = {
        "kind": "team",
        "title": "Team briefing",
        "day": ["10", "3", "2026"],
        "starts": "9:30am",
        "ends": "11am",
        "audience": "everyone",
        "form_key": uuid4().hex,
    }
    return {**told, **values}


def by_hand(at: Pages, **values: Any) -> Entry:
    """Return an event that Jo entered."""
    url = at.post("/calendar/entries/add", **form(**values)).response.headers["Location"]
    return session.query(Entry).filter_by(uuid=UUID(url.rsplit("/", 1)[1])).one()


def test_an_event_is_added_and_shown(at: Pages) -> None:
    area = AreaFactory(name="Northmere")
    room = RoomFactory(venue=VenueFactory(name="Library"), name="Room 2")
    page = at.submit("/calendar/entries/add", **form(room=room.id, area=area.id))
    assert page.notices == ["“Team briefing” is in the calendar."]
    assert "When Tuesday 10 March, 9:30am to 11am Where Library, Room 2" in page.words


def test_any_day_can_be_opened_to_add_to_it(at: Pages) -> None:
    page = at.get("/calendar/agenda?from=2026-03-10")
    link = value(page, "a[href^='/calendar/entries/add']", "href")
    boxes = at.get(link).select("#day input")
    assert [box["value"] for box in boxes] == ["10", "3", "2026"]
    at.get("/calendar/entries/add?day=nonsense")


def test_it_may_last_days(at: Pages) -> None:
    page = at.submit(
        "/calendar/entries/add",
        **form(kind="leave", all_day="y", starts="", ends="", last_day=["12", "3", "2026"]),
    )
    assert "When Tuesday 10 March to Thursday 12 March, all day" in page.words


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "Say whether it is for the team or leave"),
        ({"title": ""}, "Enter a title, like Team briefing"),
        ({"title": "x" * 10_000}, "Shorten this to 120 characters: it is 9,880 too many"),
        (
            {"title": "a\0b"},
            "There is an invisible character in this. Type it again rather than pasting it",
        ),
        (
            {"title": "a\u202eb"},
            "There is an invisible character in this. Type it again rather than pasting it",
        ),
        ({"day": ["30", "2", "2026"]}, "Enter a real date, like 27 3 2026"),
        ({"day": ["1", "3", "2026"]}, "Enter today’s date or a later one"),
        ({"starts": "half nine"}, "Enter a time, like 5:30pm or 17:30"),
        ({"starts": ""}, "Enter the time it starts, like 9:30am, or tick “It lasts all day”"),
        ({"ends": "9am"}, "Enter an end that is after the start"),
        ({"ends": "9:30am"}, "Enter an end that is after the start"),
        (
            {"last_day": ["9", "3", "2026"]},
            "Enter a last day that is not before the date above",
        ),
        ({"last_day": ["9", "9", "2026"]}, "Enter a last day within 92 days of the first"),
        ({"audience": "area"}, "Choose the area whose volunteers may see it"),
        ({"audience": "world"}, "Choose who may see it"),
        ({"room": "999"}, "Choose one of the answers in the list"),
    ],
)
def test_what_will_not_do_comes_back_with_a_sentence(
    at: Pages, wrong: dict[str, Any], sentence: str
) -> None:
    page = at.post("/calendar/entries/add", 422, **form(**wrong))
    assert page.problems == [sentence]
    if "title" not in wrong:
        assert value(page, "#title") == "Team briefing"


def test_a_room_is_booked_by_the_quarter_of_an_hour(at: Pages) -> None:
    room = RoomFactory()
    page = at.post("/calendar/entries/add", 422, **form(room=room.id, ends="11:05am"))
    assert page.problems == ["Use a quarter of an hour, like 5:30pm: rooms are booked by it"]


def test_an_emoji_and_a_formula_are_only_text(at: Pages) -> None:
    page = at.submit("/calendar/entries/add", **form(title="=cmd() 🎉 <b>"))
    assert page.heading == "=cmd() 🎉 <b>"


def test_a_taken_room_is_told_with_what_is_there(at: Pages) -> None:
    room = RoomFactory(venue=VenueFactory(name="Library"), name="Room 2")
    publish(room=room)
    page = at.post("/calendar/entries/add", 409, **form(room=room.id, starts="7pm", ends="8pm"))
    assert page.problems == [
        "Library, Room 2 is taken by “Panel at Northmere Library” on Tuesday 10 March, "
        "6pm to 7:15pm. Choose another room or another time."
    ]
    assert value(page, "#starts") == "7pm"


def test_posting_twice_adds_once(at: Pages) -> None:
    sent = form(room=RoomFactory().id)
    first = at.post("/calendar/entries/add", **sent).response.headers["Location"]
    again = at.post("/calendar/entries/add", **sent).response.headers["Location"]
    assert first == again
    assert session.query(Entry).count() == 1


def test_an_edit_over_an_old_version_shows_both_and_keeps_what_was_typed(at: Pages) -> None:
    entry = by_hand(at)
    edit = f"/calendar/entries/{entry.uuid}/edit"
    before = value(at.get(edit), "#version")
    at.submit(edit, **form(title="Theirs", version=before))
    page = at.post(edit, 409, **form(title="Mine", ends="noon", version=before))
    assert [
        [part.get_text() for part in row.find_all(["th", "td"])]
        for row in page.select("#both tbody tr")
    ] == [["Title", "Theirs", "Mine"], ["Ends", "11:00am", "12:00pm"]]
    assert value(page, "#title") == "Mine"
    saved = at.submit(edit, **form(title="Mine", version=value(page, "#version")))
    assert saved.heading == "Mine"


def test_cancelling_asks_first_and_then_says_so(at: Pages) -> None:
    entry = by_hand(at)
    url = f"/calendar/entries/{entry.uuid}/cancel"
    assert at.get(url).heading == "Cancel “Team briefing”?"
    page = at.submit(url)
    assert page.notices == ["“Team briefing” is cancelled. Calendars say so for 14 days."]
    assert "Cancelled This is not happening." in page.words
    session.refresh(entry)
    assert entry.status is EntryStatus.CANCELLED
    at.get(url, 403)


def test_what_a_feature_published_is_not_changed_here(at: Pages) -> None:
    entry = publish()
    at.get(f"/calendar/entries/{entry.uuid}/edit", 403)
    at.post(f"/calendar/entries/{entry.uuid}/cancel", 403)


def test_others_may_not_add_or_change(app: Flask, at: Pages) -> None:
    entry = by_hand(at)
    for role in (Role.STAFF, Role.VOLUNTEER, Role.MANAGER):
        pages = Pages(app).sign_in(user_with(role).email)
        pages.get("/calendar/entries/add", 403)
        pages.post(f"/calendar/entries/{entry.uuid}/cancel", 403)
        assert "Change" not in pages.get(f"/calendar/entries/{entry.uuid}").words


def test_a_coordinator_of_one_area_changes_what_is_of_it(app: Flask, at: Pages) -> None:
    north, south = AreaFactory(name="North"), AreaFactory(name="South")
    limited = user_with(Role.COORDINATOR)
    session.add(UserArea(user_id=limited.id, area_id=north.id))
    session.commit()
    ours, others, whole = (by_hand(at, area=number) for number in (north.id, south.id, ""))
    pages = Pages(app).sign_in(limited.email)
    pages.get(f"/calendar/entries/{ours.uuid}/edit")
    pages.get(f"/calendar/entries/{others.uuid}/edit", 403)
    pages.get(f"/calendar/entries/{whole.uuid}/edit", 403)
    offered_areas = pages.get("/calendar/entries/add").select("#area option")
    assert [option.get_text() for option in offered_areas] == ["", "North"]
    refused = pages.post("/calendar/entries/add", 422, **form(area=""))
    assert refused.problems == ["Choose the area it is for: you look after some areas only"]
