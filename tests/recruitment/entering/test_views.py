"""A coordinator's form for whoever did not use the public one."""

from typing import Any, Final

from flask import Flask

from portal.database import session
from portal.people.models import Person
from portal.recruitment.models import Application, Campaign
from portal.recruitment.rules.births import THEY_WERE_BORN
from tests.factories import AreaFactory
from tests.pages import Pages
from tests.recruitment.applying import scenes

NEW: Final = "/recruitment/applications/new"
TYPED: Final[dict[str, Any]] = {
    "stage": "enquiry",
    "received_on": ["27", "2", "2026"],
    "name": "Ines Okoro",
    "phone": "01632 960100",
}


def test_an_enquiry_is_entered_and_leads_to_its_page(desk: Pages) -> None:
    page = desk.submit(NEW, **TYPED)
    assert page.heading == "Ines Okoro"
    assert "Friday 27 February 2026" in page.words


def test_an_application_on_paper_belongs_to_a_campaign(desk: Pages, spring: Campaign) -> None:
    typed = {**TYPED, "stage": "application", "campaign_id": str(spring.id), "adult": "yes"}
    assert "Panel members 2026" in desk.submit(NEW, **typed).words
    assert session.query(Application).one().is_adult


def test_the_only_campaign_that_runs_is_chosen_already(
    desk: Pages, jo: Person, spring: Campaign
) -> None:
    def chosen() -> list[str]:
        options = desk.get(NEW).select("#campaign_id option[selected]")
        return [option.get_text() for option in options]

    assert chosen() == ["Panel members 2026"]
    scenes.opened(jo, slug="autumn", title="Autumn")
    assert chosen() == ["None"]


def test_what_does_not_fit_together_is_said_and_nothing_typed_is_lost(desk: Pages) -> None:
    page = desk.post(NEW, 422, **{**TYPED, "phone": "", "stage": "application", "adult": "no"})
    assert page.problems == [
        "Enter an email address or a telephone number: which of them is up to them",
        "Volunteers must be 18 or over. Enter them as somebody who asked, and write down no age",
    ]
    page = desk.post(NEW, 422, **{**TYPED, "received_on": ["3", "3", "2026"], "why": "Mine"})
    assert page.problems == ["The day must be today or before"]
    why = page.select_one("#why")
    assert why is not None
    assert "Mine" in why.get_text()


def test_when_they_were_born_is_refused_and_stays_typed(desk: Pages) -> None:
    page = desk.post(NEW, 422, **{**TYPED, "experience": "Retired. Born 12/03/1961."})
    assert page.problems == [THEY_WERE_BORN]
    assert "Retired. Born 12/03/1961." in str(page)


def test_the_same_person_twice_is_refused_in_a_sentence(desk: Pages, spring: Campaign) -> None:
    scenes.applied(spring)
    typed = {**TYPED, "email": "ines@example.org", "campaign_id": str(spring.id)}
    page = desk.post(NEW, 422, **typed)
    assert page.problems[0].startswith("Ines Okoro is on their way with this address.")


def test_a_coordinator_of_an_area_is_offered_no_other(app: Flask, jo: Person) -> None:
    north, south = AreaFactory(name="Northmere"), AreaFactory(name="Saltmarsh")
    scenes.drafted(jo, title="South alone", area_id=south.id)
    di = scenes.limited(scenes.coordinator("Di Fox"), north)
    assert di.email
    other = Pages(app).sign_in(di.email)
    words = other.get(NEW).words
    assert "Northmere" in words
    assert "Saltmarsh" not in words
    assert "South alone" not in words
    other.post(NEW, 422, **{**TYPED, "area_id": str(south.id)})
