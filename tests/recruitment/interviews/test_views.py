"""An interviewer's page, hidden notes, and a coordinator's pages."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.people.models import Person
from portal.recruitment.actions.interviews import cancel_interview
from portal.recruitment.actions.links import mint, prolong
from portal.recruitment.models import Application, Interview, Recommendation
from portal.recruitment.rules.births import THEY_WERE_BORN
from tests.factories import AreaFactory, RoomFactory, user_with
from tests.pages import Pages
from tests.recruitment.interviews import scenes


def typed(*people: Person, **more: str) -> dict[str, str]:
    return {
        "day": "12 3 2026",
        "starts": "6pm",
        "ends": "7pm",
        "place": "By telephone",
        **{f"interviewer_{index}": str(each.id) for index, each in enumerate(people, start=1)},
        **more,
    }


def browser(app: Flask, person: Person) -> Pages:
    assert person.email
    return Pages(app).sign_in(person.email)


def page_of(interview: Interview) -> str:
    return f"/recruitment/interviews/{interview.entry.uuid}"


def test_a_coordinator_arranges_moves_and_calls_off(
    desk: Pages, rosa: Application, margaret: Person
) -> None:
    room = RoomFactory()
    overview = f"/recruitment/applications/{rosa.uuid}/interview"
    assert "None is arranged." in desk.get(overview).words
    page = desk.submit(f"{overview}/new", **typed(margaret, room=str(room.id)))
    assert "Interview Thursday 12 March, 6pm." in page.words
    assert room.full_name in page.words
    interview = session.scalars(select(Interview)).one()
    change = f"{page_of(interview)}/change"
    form = desk.get(change)
    assert "It is Thursday 12 March, 6pm to 7pm." in form.words
    version = str(form.select_one("input[name=version]")["value"])  # type: ignore[index]  # the form has one
    page = desk.submit(change, **typed(margaret, version=version, starts="6:30pm"))
    assert "Thursday 12 March, 6:30pm to 7pm" in page.words
    page = desk.post(change, 409, **typed(margaret, version=version, starts="5pm"))
    assert page.problems == ["Somebody changed this interview meanwhile. Look at how it is now."]
    assert "5pm" in str(page)
    page = desk.submit(f"{page_of(interview)}/cancel")
    assert "None is arranged." in page.words


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"place": ""}, "Choose a room, or say where else it is"),
        ({"ends": "5pm"}, "Enter an end that is after the start"),
        ({"day": "12 3 2025"}, "This time is past. Choose one that is still to come."),
        ({"interviewer_2": "{margaret}"}, "Choose each interviewer once"),
        ({"interviewer_1": ""}, "Choose who interviews"),
        ({"interviewer_1": "999999"}, "Choose who interviews"),
    ],
)
def test_what_will_not_do_is_said_and_what_was_typed_stays(
    desk: Pages, rosa: Application, margaret: Person, more: dict[str, str], problem: str
) -> None:
    new = f"/recruitment/applications/{rosa.uuid}/interview/new"
    more = {name: value.format(margaret=margaret.id) for name, value in more.items()}
    page = desk.post(new, 422, **{**typed(margaret, instructions="Ring the bell."), **more})
    assert page.problems == [problem]
    assert "Ring the bell." in str(page)


def test_an_applicant_finds_their_interview_on_their_own_page_until_it_begins(
    app: Flask, jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, margaret, instructions="Ring the bell.")
    with changing():
        token = mint(link=prolong(rosa))
    own, venue = Pages(app), interview.entry.room and interview.entry.room.venue
    page = own.get(f"/recruitment/mine/{token}")
    assert "Your interview Thursday 12 March, 6pm to 7pm" in page.words
    assert venue
    assert venue.address in page.words
    assert "Ring the bell." in page.words
    assert "Margaret" not in page.words
    with clock.frozen(scenes.STARTS):
        assert "Your interview" not in own.get(f"/recruitment/mine/{token}").words
    with changing():
        cancel_interview(interview=interview, actor=jo)
    assert "Your interview" not in own.get(f"/recruitment/mine/{token}").words


def test_an_interviewer_keeps_notes_sends_them_and_then_sees_the_others(
    app: Flask, jo: Person, rosa: Application, margaret: Person
) -> None:
    bo = scenes.volunteer("Bo Ray")
    interview = scenes.arranged(rosa, jo, margaret, bo)
    first = interview.questions[0].id
    said: dict[str, Any] = {f"note_{first}": "Listens well", "words": "Warm"}
    own = browser(app, margaret)
    page = own.get(page_of(interview))
    assert page.heading == "Interview of Rosa Marsh"
    assert "You can send it once the interview has begun." in page.words
    page = own.submit(page_of(interview), **said, do="keep")
    assert "Listens well" in str(page)
    scenes.recommended(interview, bo, Recommendation.DECLINE, notes=("Talks over people",))
    with clock.frozen(scenes.AFTER):
        own = browser(app, margaret)
        page = own.get(page_of(interview))
        assert "Talks over people" not in str(page)
        page = own.post(page_of(interview), 422, **said, do="send")
        assert page.problems == ["Choose what you recommend"]
        born = {f"note_{first}": "DOB 3/5/1990", "recommendation": "appoint", "do": "send"}
        page = own.post(page_of(interview), 422, **born)
        assert page.problems == [THEY_WERE_BORN]
        assert "DOB 3/5/1990" in str(page)
        page = own.submit(page_of(interview), **said, recommendation="appoint", do="send")
        assert "All recommendations are in" in page.words
        assert "Talks over people" in page.words
        page = own.post(page_of(interview), 422, **said, recommendation="decline", do="send")
        assert page.problems == ["This recommendation was sent already. It stays as it is."]


def test_neither_the_others_nor_a_coordinator_read_what_was_sent_before_all_is_in(
    app: Flask, jo: Person, rosa: Application, margaret: Person
) -> None:
    bo = scenes.volunteer("Bo Ray")
    interview = scenes.arranged(rosa, jo, margaret, bo)
    scenes.recommended(interview, margaret, Recommendation.DECLINE, notes=("Talks over people",))
    overview = f"/recruitment/applications/{rosa.uuid}/interview"
    with clock.frozen(scenes.AFTER):
        for person, path in ((jo, overview), (bo, page_of(interview))):
            page = browser(app, person).get(path)
            assert "Talks over people" not in str(page)
            assert "would not" not in page.words
        assert "Bo Ray Recommendation missing" in browser(app, jo).get(overview).words
        scenes.recommended(interview, bo)
        assert "Talks over people" in browser(app, jo).get(overview).words
        manager = browser(app, user_with(Role.MANAGER).person)
        page = manager.get(overview)
        assert "1 would appoint, 1 would not" in page.words
        assert "Talks over people" not in str(page)


def test_nobody_else_knows_of_an_interview(
    app: Flask, jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, margaret)
    other = browser(app, scenes.volunteer("Bo Ray"))
    other.get(page_of(interview), 404)
    other.post(page_of(interview), 404, do="keep")
    assert "Nothing waits for you" in other.get("/recruitment/interviews").words
    own = browser(app, margaret).get("/recruitment/interviews")
    assert "Rosa Marsh, " in own.words
    page = browser(app, jo).get(page_of(interview), 302)
    assert page.response.headers["Location"].endswith(
        f"/recruitment/applications/{rosa.uuid}/interview"
    )


def test_a_coordinator_of_another_area_finds_no_interview(
    app: Flask, jo: Person, margaret: Person
) -> None:
    interview = scenes.arranged(scenes.applicant(area=AreaFactory()), jo, margaret)
    di = browser(app, scenes.coordinator("Di Fox", AreaFactory()))
    for path in ("", "/change", "/cancel"):
        di.get(f"{page_of(interview)}{path}", 404)


def test_a_coordinator_reminds_and_releases_who_says_nothing(
    app: Flask, jo: Person, rosa: Application, margaret: Person
) -> None:
    bo = scenes.volunteer("Bo Ray")
    interview = scenes.arranged(rosa, jo, margaret, bo)
    theirs = f"{page_of(interview)}/interviewers/{scenes.of(interview, bo).id}"
    desk = browser(app, jo)
    page = desk.submit(f"{theirs}/remind")
    assert page.notices == ["The interview has not begun. There is nothing to remind them of."]
    with clock.frozen(scenes.AFTER):
        desk = browser(app, jo)
        assert desk.submit(f"{theirs}/remind").notices == ["A reminder is on its way to Bo Ray."]
        assert desk.submit(f"{theirs}/remind").notices == [
            "One was written today already to Bo Ray."
        ]
        assert "Bo Ray" not in desk.submit(f"{theirs}/release").words
        desk.post(f"{theirs}/release", 404)
