"""Interviews on the first page: of whoever holds them, until they have said what they recommend."""

from flask import Flask

from portal import clock
from tests.pages import Pages
from tests.recruitment.interviews import scenes


def test_whoever_holds_an_interview_finds_it_on_their_first_page_until_they_have_sent_theirs(
    app: Flask,
) -> None:
    with clock.frozen(scenes.NOON):
        jo, margaret = scenes.coordinator(), scenes.volunteer()
        interview = scenes.arranged(scenes.applicant(), jo, jo, margaret)
    browsers = {}
    with clock.frozen(scenes.AFTER):
        for person in (jo, margaret):
            assert person.email
            browsers[person] = Pages(app).sign_in(person.email)
            page = browsers[person].get("/")
            held = page.select_one("#interviews")
            assert held is not None
            assert "Rosa Marsh, Thursday 12 March, 6pm" in " ".join(held.get_text(" ").split())
            assert "Say what you recommend" in held.get_text()
        scenes.recommended(interview, margaret)
        assert browsers[margaret].get("/").select_one("#interviews") is None
        assert browsers[jo].get("/").select_one("#interviews") is not None
