"""A partner and a coordinator at a project's pages, as they read them."""

from typing import Any

import pytest
from flask import Flask

from portal.access.rules import Role
from portal.database import session
from portal.people.models import Person
from portal.reparation.models import Partner, Project
from tests.factories import VenueFactory, user_with
from tests.pages import Page, Pages
from tests.reparation.projects import scenes

NEW = "/reparation/mine/projects/new"
SCRIPT = "<script>alert(1)</script> & <b>bikes</b>"


def own(project: Project, then: str = "") -> str:
    return f"/reparation/mine/projects/{project.uuid}{then}"


def at(project: Project, then: str = "") -> str:
    return f"/reparation/projects/{project.uuid}{then}"


def version_in(page: Page, form: str) -> str:
    field = page.select_one(f'form[action$="{form}"] input[name=version]')
    assert field is not None
    return str(field["value"])


def test_a_partner_drafts_and_sends_and_the_coordinator_asks_approves_and_lists(
    shed: Pages, desk: Pages
) -> None:
    page = shed.submit(NEW, **scenes.typed(benefits=""))
    assert page.heading == "Bike repair"
    assert "Draft" in page.words
    assert "Before you can send it: Say who benefits" in page.words
    project = session.query(Project).one()
    assert "Nothing is said yet" in page.words

    page = shed.get(own(project, "/edit"))
    shed.submit(own(project, "/edit"), **scenes.typed(), version=project.version)
    page = shed.submit(own(project, "/submit"))
    assert "Waits for the coordinator" in page.words

    page = desk.get("/reparation/projects/manage?state=submitted")
    assert "1 project" in page.words
    assert "Bike repair Castlebeck Cycle Kitchen" in page.words
    page = desk.get(at(project))
    version = version_in(page, "/approve")
    ask = desk.get(at(project, "/ask-changes"))
    desk.submit(
        at(project, "/ask-changes"),
        words="Say which bus.",
        version=version_in(ask, "/ask-changes"),
    )
    page = shed.get(own(project))
    assert "The coordinator asks: Say which bus." in page.words
    shed.submit(own(project, "/edit"), **scenes.typed(transport="Bus 12"), version=project.version)
    shed.submit(own(project, "/submit"))

    page = desk.submit(at(project, "/approve"), version=version)
    assert "changed since you opened it" in page.notices[0]
    page = desk.submit(at(project, "/approve"), version=version_in(page, "/approve"))
    assert "Approved, not listed yet" in page.words
    page = desk.submit(at(project, "/list"))
    assert "It is listed: staff can find it." in page.notices[0]


def test_staff_read_a_listed_project_and_find_no_other(
    app: Flask, jo: Person, kitchen: Partner, mo: Person
) -> None:
    listed, draft = scenes.listed(kitchen, jo), scenes.draft(kitchen)
    marcus = user_with(Role.STAFF)
    browser = Pages(app).sign_in(marcus.email)
    page = browser.get(at(listed))
    for words in (
        "Helps: bicycles",
        "Old bikes are mended and given away.",
        "Each bike leaves with a card.",
        "10 to 17. One adult to 4.",
        "01632 960182",
        "The partner sees how many are coming, never who.",
    ):
        assert words in page.words
    assert "Close it" not in page.words
    browser.get(at(draft), 404)
    browser.get(at(listed, "/edit"), 403)


@pytest.mark.parametrize(
    ("method", "then"),
    [
        ("get", ""),
        ("get", "/edit"),
        ("post", "/edit"),
        ("get", "/pause"),
        ("post", "/pause"),
        ("post", "/submit"),
        ("post", "/copy"),
        ("post", "/still-on"),
        ("post", "/resume"),
        ("post", "/close"),
        ("post", "/withdraw"),
    ],
)
def test_another_partners_project_is_not_found(
    shed: Pages, jo: Person, method: str, then: str
) -> None:
    foreign = scenes.listed(scenes.kitchen("Growing Together"), jo)
    getattr(shed, method)(own(foreign, then), 404)
    session.expire_all()
    assert (foreign.state, foreign.title) == ("listed", "Bike repair")


def test_html_in_a_summary_is_shown_as_the_text_it_is(
    shed: Pages, desk: Pages, kitchen: Partner, mo: Person
) -> None:
    shed.submit(NEW, **scenes.typed(summary=SCRIPT, work=SCRIPT))
    project = session.query(Project).one()
    shed.submit(own(project, "/submit"))
    for page in (shed.get(own(project)), desk.get(at(project))):
        lead = page.select_one(".govuk-body-l")
        assert lead is not None
        assert lead.get_text() == SCRIPT
        assert not page.select(".govuk-body-l b, .govuk-body b, main script")


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"title": ""}, "Enter a title, like Bike repair for people who need one"),
        (
            {"least_age": "16", "most_age": "12"},
            "The youngest age is above the oldest one: correct one of them",
        ),
        ({"least_age": "9"}, "Enter a whole number from 10 to 18"),
        ({"capacity": "0"}, "Enter a whole number from 1 to 50"),
        ({"themes": ["Anything"]}, "Choose one of the answers in the list"),
        ({"kind": "else"}, "Choose one of the answers"),
        ({"contact_phone": "12"}, "Enter a telephone number with its area code, like 01632 960001"),
    ],
)
def test_what_will_not_do_comes_back_with_a_sentence_and_stays_typed(
    shed: Pages, values: dict[str, Any], problem: str
) -> None:
    page = shed.post(NEW, 422, **scenes.typed(**values))
    assert page.problems == [problem]
    work = page.select_one("#work")
    assert work is not None
    assert work.get_text().strip() == "Strip, clean and rebuild a bike."
    assert session.query(Project).count() == 0


def test_another_partners_site_is_no_choice(shed: Pages, jo: Person) -> None:
    site = VenueFactory(name="Secret garden", for_projects=True)
    scenes.listed(scenes.kitchen("Growing Together"), jo, venue_id=site.id)
    assert "Secret garden" not in shed.get(NEW).words
    page = shed.post(NEW, 422, **scenes.typed(venue_id=site.id))
    assert page.problems == ["Choose one of the answers in the list"]


def test_of_two_partners_at_one_project_the_second_sees_both_and_loses_nothing(
    shed: Pages, kitchen: Partner
) -> None:
    project = scenes.draft(kitchen)
    read = project.version
    shed.submit(own(project, "/edit"), **scenes.typed(capacity="6"), version=read)
    page = shed.post(
        own(project, "/edit"), 409, **scenes.typed(work="Mend them.", capacity="8"), version=read
    )
    assert page.problems == [
        "Somebody changed this project while you were typing. Compare the two, then save"
    ]
    both = page.select_one("#both")
    assert both is not None
    words = " ".join(both.get_text(" ").split())
    assert "Strip, clean and rebuild a bike. Mend them." in words
    assert "Places 6 8" in words
    capacity = page.select_one("#capacity")
    assert capacity is not None
    assert capacity["value"] == "8"
    shed.submit(
        own(project, "/edit"),
        **scenes.typed(work="Mend them.", capacity="8"),
        version=version_in(page, "/edit"),
    )
    session.expire_all()
    assert (project.work, project.capacity) == ("Mend them.", 8)


def test_changes_to_what_is_listed_are_compared_and_decided(
    shed: Pages, desk: Pages, jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.listed(kitchen, jo)
    page = shed.submit(
        own(project, "/edit"),
        **scenes.typed(benefits="People without a bike."),
        version=project.version,
    )
    assert page.notices == ["The coordinator has your changes."]
    assert "People whose bike was stolen." in page.words
    page = desk.get(at(project))
    assert "Changes wait for the coordinator" in page.words
    assert "People without" not in page.words
    page = desk.get(at(project, "/changes"))
    assert [each.get_text() for each in page.select("del")] == ["whose bike was stolen."]
    assert [each.get_text() for each in page.select("ins")] == ["without a bike."]
    page = desk.post(at(project, "/changes/refuse"), 422, version=version_in(page, "/refuse"))
    assert page.problems == ["Say why not"]
    page = desk.submit(at(project, "/changes/accept"), version=version_in(page, "/accept"))
    assert "People without a bike." in page.words
    page = desk.post(
        at(project, "/changes/refuse"), 422, words="Too late.", version=project.version
    )
    assert page.problems == ["Nothing waits any more. Somebody dealt with it meanwhile."]
    assert "What you typed, which was not sent Too late." in page.words


def test_refused_changes_tell_the_partner_why(
    shed: Pages, desk: Pages, jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.listed(kitchen, jo)
    shed.submit(own(project, "/edit"), **scenes.typed(capacity="40"), version=project.version)
    page = desk.get(at(project, "/changes"))
    desk.submit(
        at(project, "/changes/refuse"),
        words="One adult only.",
        version=version_in(page, "/refuse"),
    )
    page = shed.get(own(project))
    assert "were not listed: One adult only." in page.words


def test_a_partner_pauses_resumes_confirms_copies_and_closes(
    shed: Pages, jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.listed(kitchen, jo)
    assert shed.post(own(project, "/pause"), 422).problems == ["Say why, for whoever reads it"]
    page = shed.submit(own(project, "/pause"), words="The roof leaks.", version=project.version)
    assert "Paused The roof leaks." in page.words
    page = shed.submit(own(project, "/resume"))
    assert "Listed" in page.words
    page = shed.submit(own(project, "/still-on"))
    assert page.notices == ["Thank you: it stays in the list."]
    page = shed.submit(own(project, "/copy"))
    assert "This is a copy." in page.notices[0]
    page = shed.submit(own(project, "/close"))
    assert "Closed" in page.words
    page = shed.get("/reparation/mine/projects")
    assert [" ".join(card.get_text(" ").split()) for card in page.select(".app-cards h2")] == [
        "Bike repair",
        "Bike repair",
    ]


def test_a_draft_that_was_never_listed_cannot_be_resumed(shed: Pages, kitchen: Partner) -> None:
    page = shed.submit(own(scenes.draft(kitchen), "/resume"))
    assert "A coordinator lists a project first." in page.notices[0]


def test_a_coordinator_adds_a_project_of_the_services_own_and_changes_it(desk: Pages) -> None:
    page = desk.submit("/reparation/projects/new", **scenes.typed(partner=""))
    assert "The service itself" in page.words
    project = session.query(Project).one()
    page = desk.submit(at(project, "/edit"), **scenes.typed(title="Bikes"), version=project.version)
    assert page.heading == "Bikes"
    page = desk.submit(at(project, "/approve"), version=version_in(page, "/approve"))
    assert "Approved" in page.words
    page = desk.post(at(project, "/edit"), 409, **scenes.typed(title="Wheels"), version=1)
    assert "Wheels" in page.words


def test_a_coordinator_copies_what_is_closed_for_the_next_season(
    desk: Pages, jo: Person, kitchen: Partner
) -> None:
    project = scenes.listed(kitchen, jo)
    desk.submit(at(project, "/close"))
    page = desk.submit(at(project, "/copy"))
    assert "This is a copy." in page.notices[-1]
    assert "Draft" in page.words
    assert at(project) not in str(page.response.request.path)


def test_the_list_is_swapped_as_one_fragment(desk: Pages, kitchen: Partner) -> None:
    scenes.draft(kitchen)
    part = desk.fragment("/reparation/projects/manage?state=nonsense&words=bike")
    assert part.select_one("#managed") is not None
