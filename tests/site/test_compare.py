from datetime import date, time
from typing import Any

import pytest
from flask import Flask

from portal import clock
from portal.site.compare import differences
from portal.site.fields import Choice, Day, LongText, OneOf, SomeOf, Tick, TimeOfDay, WholeNumber
from portal.site.forms import EditForm

ROOMS = [("", "No room: it is online"), (1, "Library, Room 1"), (2, "Library, Room 2")]


class Meeting(EditForm):
    """Edits something with a field of each kind."""

    title = LongText("Title")
    room = Choice("Room", coerce=int, choices=ROOMS)
    trainer = Choice("Trainer", coerce=int)
    kind = OneOf("Kind", choices=[("team", "Team"), ("leave", "Leave")])
    areas = SomeOf("Areas", coerce=int, choices=[(1, "Northmere"), (2, "Eastvale")])
    on = Day("Date")
    starts = TimeOfDay("Starts")
    places = WholeNumber("Places")
    is_open = Tick("Anybody may come")
    why = LongText("Why it changes")


HELD: dict[str, Any] = {
    "title": "Briefing",
    "room": 1,
    "trainer": None,
    "kind": "team",
    "areas": [1, 2],
    "on": date(2026, 3, 10),
    "starts": time(17, 30),
    "places": 8,
    "is_open": True,
    "version": 3,
}


@pytest.mark.parametrize(
    ("typed", "differing"),
    [
        ({}, []),
        ({"title": "Team day"}, [("Title", "Briefing", "Team day")]),
        ({"title": ""}, [("Title", "Briefing", "nothing")]),
        ({"room": 2}, [("Room", "Library, Room 1", "Library, Room 2")]),
        ({"room": None}, [("Room", "Library, Room 1", "No room: it is online")]),
        ({"room": 7}, [("Room", "Library, Room 1", "7")]),
        ({"trainer": ""}, []),
        ({"kind": "leave"}, [("Kind", "Team", "Leave")]),
        ({"areas": [2, 1]}, []),
        ({"areas": []}, [("Areas", "Northmere, Eastvale", "nothing")]),
        ({"on": None}, [("Date", "Tuesday 10 March", "nothing")]),
        ({"starts": time(18)}, [("Starts", "5:30pm", "6:00pm")]),
        ({"places": 0}, [("Places", "8", "0")]),
        ({"is_open": False}, [("Anybody may come", "yes", "no")]),
        ({"version": 9, "why": "It rains"}, []),
        (
            {"starts": time(18), "title": "Team day"},
            [("Title", "Briefing", "Team day"), ("Starts", "5:30pm", "6:00pm")],
        ),
    ],
)
def test_what_differs_is_told_in_the_words_and_the_order_of_the_form(
    app: Flask, typed: dict[str, Any], differing: list[tuple[str, str, str]]
) -> None:
    with app.test_request_context(), clock.frozen(clock.at(date(2026, 3, 2), time(9))):
        form = Meeting(data={**HELD, **typed})
        assert differences(form, HELD) == differing
