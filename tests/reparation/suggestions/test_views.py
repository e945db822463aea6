"""The public form, and a coordinator's answer."""

from typing import Any

from flask import Flask

from portal.accounts.models import Throttle
from portal.database import session
from portal.people.models import Person
from portal.reparation.models import Suggestion
from portal.reparation.views.suggestions import SENDINGS
from tests.factories import AreaFactory
from tests.pages import Pages
from tests.reparation.projects import scenes

SUGGEST = "/reparation/suggest"


def test_anybody_suggests_and_the_coordinator_takes_it_up(
    app: Flask, pages: Pages, desk: Pages
) -> None:
    area = AreaFactory(name="Saltmarsh")
    assert pages.get(SUGGEST).heading == "Suggest a project"
    page = pages.submit(SUGGEST, **scenes.SUGGESTION, area_id=str(area.id))
    assert page.heading == "Thank you"
    page = desk.get("/reparation/suggestions")
    assert "Litter by the canal Saltmarsh. Sent today by Canal Friends." in page.words
    made = session.query(Suggestion).one()
    address = f"/reparation/suggestions/{made.uuid}"
    page = desk.post(address, 422, decision="taken_up", reply="")
    assert page.problems == ["Write an answer"]
    page = desk.submit(address, decision="taken_up", reply="We come on Saturday.")
    assert "Taken up" in page.words
    assert "See the project" in page.words
    page = desk.post(address, 422, decision="declined", reply="No, sorry.")
    assert page.problems == ["Jo Hartley has answered this already. Read the answer below."]
    assert "No, sorry." in page.words
    assert "Litter by the canal" in desk.get("/reparation/suggestions?state=taken_up").words


def test_a_machine_that_fills_in_everything_leaves_nothing(pages: Pages) -> None:
    page = pages.submit(SUGGEST, **scenes.SUGGESTION, homepage="https://spam.example")
    assert page.heading == "Thank you"
    assert session.query(Suggestion).count() == 0


def test_what_is_missing_is_said_and_nothing_typed_is_lost(pages: Pages) -> None:
    typed: dict[str, Any] = {**scenes.SUGGESTION, "email": "nell", "title": ""}
    page = pages.post(SUGGEST, 422, **typed)
    assert page.problems == [
        "Say in a few words what could be done",
        "Enter an email address in the format name@example.com",
    ]
    idea = page.select_one("#idea")
    assert idea is not None
    assert "I can show how." in idea.get_text()


def test_an_address_that_sends_too_much_waits(pages: Pages) -> None:
    for _ in range(SENDINGS.tries):
        pages.post(SUGGEST, **scenes.SUGGESTION)
    page = pages.post(SUGGEST, 429, **scenes.SUGGESTION)
    assert "Wait an hour, then send it" in page.problems[0]
    assert session.query(Suggestion).count() == SENDINGS.tries
    assert session.query(Throttle).count() == 1


def test_a_script_in_a_suggestion_is_shown_as_text(pages: Pages, desk: Pages, jo: Person) -> None:
    pages.submit(SUGGEST, **{**scenes.SUGGESTION, "idea": "<script>alert(1)</script>"})
    made = session.query(Suggestion).one()
    page = desk.get(f"/reparation/suggestions/{made.uuid}")
    assert "<script>alert(1)</script>" in page.words
