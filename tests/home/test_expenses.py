"""Expenses on the first page: claims to decide, and a question to answer; never how much."""

from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.database import changing
from portal.members.actions import claims
from portal.members.models import Claim
from tests.factories import AreaFactory, user_with
from tests.home.desks import card, rows
from tests.members.expenses import scenes
from tests.pages import Pages
from tests.recruitment.pipeline.scenes import limited


@pytest.fixture(autouse=True)
def today() -> object:
    with clock.frozen(scenes.NOON):
        yield


def sent(name: str, days: int) -> Claim:
    return scenes.claimed(scenes.volunteer(name), on=scenes.TODAY - timedelta(days=days))


def test_a_coordinator_finds_all_claims_to_decide_in_one_row(pages: Pages) -> None:
    jo = scenes.coordinator()
    pages.sign_in(jo.email or "")
    assert rows(pages.get("/")) == []
    sent("Ann Lee", 3)
    sent("Bo Ash", 2)
    assert rows(pages.get("/")) == [
        [
            "Thu 19 March",
            "Expenses to decide 2 claims",
            "Sent today They wait for a coordinator. Nobody decides on their own.",
            "Approve or ask about expenses",
        ]
    ]
    assert len(rows(pages.get("/?show=expenses"))) == 1


def test_a_coordinator_of_other_areas_is_not_asked(app: Flask) -> None:
    scenes.serving(ann := scenes.volunteer("Ann Lee"), AreaFactory())
    scenes.claimed(ann)
    elsewhere = limited(user_with(Role.COORDINATOR), AreaFactory())
    assert rows(Pages(app).sign_in(elsewhere.email).get("/")) == []


def test_a_volunteer_is_led_to_the_question_about_their_claim(pages: Pages) -> None:
    claim = sent("Ann Lee", 2)
    pages.sign_in(claim.person.email or "")
    assert card(pages.get("/"), "claim") == ""
    with changing():
        claims.ask(claim=claim, question="From where?", actor=scenes.coordinator())
    page = pages.get("/")
    assert card(page, "claim") == (
        "A question about your expenses Your claim of Thursday 12 March waits for your answer. "
        "Read the question and answer"
    )
    assert "£" not in page.words
