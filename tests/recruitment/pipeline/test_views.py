"""The board, the table and the page of one person, as people read them."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import User
from portal.database import session
from portal.people.models import Person
from portal.recruitment.models import Application, ApplicationState, Stage, StageChange
from tests.factories import AreaFactory, MemberFactory
from tests.pages import Page, Pages
from tests.recruitment.pipeline import scenes
from tests.recruitment.references import scenes as referees

PIPELINE = "/recruitment/pipeline"


def cards(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return the names of the cards in each column."""
    return {
        section.h2.get_text(): [link.get_text() for link in section.select("li h3 a")]
        for section in page.select("#board section")
        if section.h2
    }


def address(application: Application, step: str = "") -> str:
    return f"/recruitment/applications/{application.uuid}{step}"


def test_the_board_shows_each_person_in_their_column(desk: Pages) -> None:
    scenes.manager()
    scenes.CampaignFactory(title="Spring")
    scenes.somebody("Nadia Rahman", days=1)
    scenes.somebody("Chloe Vance", Stage.INTERVIEW, 9)
    scenes.somebody("Samuel Boateng", Stage.SHORTLISTING, 15)
    scenes.appointed("Ife Lawal", Stage.APPROVAL)
    page = desk.get(PIPELINE)
    assert page.heading == "Recruitment"
    assert cards(page) == {
        "Application (1)": ["Nadia Rahman"],
        "Selection (2)": ["Samuel Boateng", "Chloe Vance"],
        "Checks (0)": [],
        "Training (0)": [],
        "Approval (1)": ["Ife Lawal"],
    }
    assert (
        "4 people on their way, 1 of them too long at one stage. "
        "Applications for Spring close on Friday 20 March." in page.words
    )
    assert "Chloe Vance Interview to be arranged 9 days: slow Arrange the interview" in page.words
    assert "To be decided Today: on time For Helen Marsh to approve." in page.words


def test_the_table_and_the_other_lists(desk: Pages) -> None:
    scenes.somebody("Rob Kettle", Stage.CHECKS, 40, area=AreaFactory(name="Northmere"))
    scenes.somebody("Nadia Rahman", days=1)
    scenes.parked("Pat Ord")
    scenes.not_appointed("Gone Girl")
    rows = [
        " ".join(row.get_text(" ").split())
        for row in desk.get(f"{PIPELINE}?view=table").select("#board tbody tr")
    ]
    assert rows[0] == (
        "Rob Kettle Checks 40 days: too long 21, 28 days Checks to be done Northmere None "
        "Appoint : Rob Kettle"
    )
    assert "Application received None in particular" in rows[1]
    assert len(rows) == 2
    slow = desk.get(f"{PIPELINE}?show=slow")
    assert cards(slow)["Checks (1)"] == ["Rob Kettle"]
    assert "Nadia Rahman" not in slow.words
    assert "Pat Ord Parked until Monday 9 March Away" in desk.get(f"{PIPELINE}?show=parked").words
    assert (
        "Gone Girl Not appointed on Monday 2 March Not recommended after the interview Interview"
        in desk.get(f"{PIPELINE}?show=ended").words
    )
    assert "Nobody here" in desk.get(f"{PIPELINE}?words=nobody").words


def first_names(page: BeautifulSoup) -> list[str]:
    return [link.get_text().split()[0] for link in page.select("#board tbody th a")]


def test_the_table_is_sorted_by_its_headings_and_keeps_what_it_is_narrowed_to(desk: Pages) -> None:
    spring, autumn = scenes.CampaignFactory(title="spring"), scenes.CampaignFactory(title="Autumn")
    scenes.somebody("bo Lee", Stage.CHECKS, 2, campaign=spring)
    scenes.somebody("Ann Lee", Stage.SHORTLISTING, 9, campaign=autumn)
    scenes.somebody("Cy Lee", Stage.SHORTLISTING, 15)
    scenes.somebody("Di Fox", days=1)
    page = desk.get(f"{PIPELINE}?view=table&words=lee")
    assert first_names(page) == ["Cy", "Ann", "bo"]
    found = {}
    for heading in ("Name", "Stage", "Time at it", "Campaign"):
        for _turn in range(2):
            [link] = [each for each in page.select("#board thead a") if each.text == heading]
            page = desk.get(str(link["href"]))
            [sorted_by] = page.select("th[aria-sort=ascending], th[aria-sort=descending]")
            found[sorted_by.text.strip(), str(sorted_by["aria-sort"])] = first_names(page)
    assert found == {
        ("Name ▲", "ascending"): ["Ann", "bo", "Cy"],
        ("Name ▼", "descending"): ["Cy", "bo", "Ann"],
        ("Stage ▲", "ascending"): ["Cy", "Ann", "bo"],
        ("Stage ▼", "descending"): ["bo", "Cy", "Ann"],
        ("Time at it ▲", "ascending"): ["bo", "Ann", "Cy"],
        ("Time at it ▼", "descending"): ["Cy", "Ann", "bo"],
        ("Campaign ▲", "ascending"): ["Cy", "Ann", "bo"],
        ("Campaign ▼", "descending"): ["bo", "Ann", "Cy"],
    }
    fields = page.select("#pipeline-facets input, input[form]")
    kept = {str(field["name"]): field["value"] for field in fields}
    assert kept == {"view": "table", "sort": "-campaign", "words": "lee"}
    part = desk.fragment(f"{PIPELINE}?view=table&sort=name")
    assert [field["value"] for field in part.select("input[form=pipeline-facets]")] == [
        "table",
        "name",
    ]
    page = desk.get(f"{PIPELINE}?view=table&sort=nonsense&words=lee")
    assert first_names(page) == ["Cy", "Ann", "bo"]


def test_a_card_is_moved_by_its_button_and_leads_back_to_the_same_list(desk: Pages) -> None:
    nadia = scenes.somebody("Nadia Rahman", days=1)
    form = desk.get(f"{PIPELINE}?view=table").select_one("#board form")
    assert form
    fields = {str(field["name"]): field["value"] for field in form.select("input")}
    page = desk.submit(str(form["action"]), **fields)
    assert "Nadia Rahman is moved to shortlisting." in page.words
    assert page.response.request.path == PIPELINE
    assert page.response.request.args.to_dict() == {
        "view": "table",
        "moved": str(nadia.uuid),
        "back": "application",
    }
    assert session.get_one(Application, nadia.id).stage is Stage.SHORTLISTING


def test_a_step_on_the_board_is_undone_where_it_was_taken(desk: Pages) -> None:
    nadia = scenes.somebody("Nadia Rahman", days=1)
    page = desk.submit(
        address(nadia, "/move?on=board"), to="shortlisting", version=str(nadia.version)
    )
    assert "Nadia Rahman is at shortlisting now. Undo: back to application" in page.words
    form = page.select_one("#pipeline > form")
    assert form
    fields = {str(field["name"]): field["value"] for field in form.select("input")}
    page = desk.submit(str(form["action"]), **fields)
    assert "Nadia Rahman is moved to application." in page.words
    assert "Write to them" not in page.words
    assert "Undo" not in desk.get(f"{PIPELINE}?moved={nadia.uuid}&back=active").words


def htmx(pages: Pages, url: str, status: int, **fields: object) -> Page:
    answer = pages.client.post(
        url, data=fields, headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    )
    assert answer.status_code == status
    return Page(answer.text, "html.parser")


def test_htmx_gets_the_board_as_it_now_is(desk: Pages) -> None:
    nadia = scenes.somebody("Nadia Rahman", days=1)
    url = address(nadia, "/move?on=board")
    page = htmx(desk, url, 200, to="shortlisting", version=nadia.version)
    assert cards(page)["Selection (1)"] == ["Nadia Rahman"]
    assert "Nadia Rahman is moved to shortlisting." in page.get_text()
    assert "Undo: back to application" in page.get_text()


@pytest.mark.parametrize("on_board", [True, False])
def test_who_was_quicker_is_named_and_how_it_stands_is_shown(desk: Pages, on_board: bool) -> None:
    nadia = scenes.somebody("Nadia Rahman")
    di = Pages(desk.client.application).sign_in(scenes.coordinator("Di Fox").email)
    di.submit(address(nadia, "/move"), to="interview", version=str(nadia.version))
    stale = {"to": "shortlisting", "version": "1"}
    if on_board:
        page = htmx(desk, address(nadia, "/move?on=board"), 409, **stale)
        assert cards(page)["Selection (1)"] == ["Nadia Rahman"]
    else:
        page = desk.post(address(nadia, "/move"), 409, **stale)
        chosen = page.select_one("#to option[selected]")
        assert chosen
        assert chosen["value"] == "shortlisting"
        assert "Moved to interview by Di Fox" in page.words
    assert (
        "Di Fox has changed the application of Nadia Rahman meanwhile: it is at interview."
        in page.get_text()
    )


def test_a_page_says_everything_about_one_person(desk: Pages) -> None:
    nadia = scenes.somebody(
        "Nadia Rahman", days=1, why="I live here.", is_adult=True, heard_from="A poster"
    )
    page = desk.submit(address(nadia, "/move"), to="references", version=str(nadia.version))
    assert page.heading == "Nadia Rahman"
    for words in (
        "References, today: on time",
        "Why they want to I live here.",
        "Heard of us A poster",
        "Moved to references by Jo Hartley Today, midday",
    ):
        assert words in page.words
    choices = [option.get_text() for option in page.select("#to option")]
    assert choices == ["Enquiry", "Application", "Shortlisting", "Interview", "Checks"]


def test_no_stage_is_chosen_beforehand_where_none_follows_by_a_move(desk: Pages) -> None:
    rob = scenes.somebody("Rob Kettle", Stage.CHECKS)
    page = desk.get(address(rob))
    assert page.select_one("#to option[selected]").get_text() == "Choose a stage"  # type: ignore[union-attr]  # it is there
    refused = desk.post(address(rob, "/move"), 422, to="", version=str(rob.version))
    assert refused.problems == ["Choose a stage from the list"]


def test_nonsense_is_answered_with_a_sentence(desk: Pages) -> None:
    nadia = scenes.somebody("Nadia Rahman")
    page = desk.post(address(nadia, "/move"), 422, to="elsewhere", version="1")
    assert page.problems == ["Choose a stage from the list"]
    assert desk.get(f"{PIPELINE}?campaign=x&area=9x&show=all&view=cards&words=%00").heading


def test_a_volunteers_page_leads_to_how_they_began(desk: Pages) -> None:
    ife = scenes.appointed("Ife Lawal")
    assert ife.member
    page = desk.get(f"/members/{ife.member.number}")
    [link] = page.select("main a[href^='/recruitment/']")
    assert link.get_text() == "How Ife Lawal began: application, induction, buddy and probation"
    assert desk.get(str(link["href"])).heading == "Ife Lawal"
    other = MemberFactory()
    assert not desk.get(f"/members/{other.number}").select("main a[href^='/recruitment/']")


def test_a_manager_reads_and_moves_nobody(office: Pages) -> None:
    nadia = scenes.somebody("Nadia Rahman")
    assert not office.get(PIPELINE).select("#board form")
    assert not office.get(address(nadia)).select("main form")
    office.post(address(nadia, "/move"), 403, to="shortlisting", version="1")


def test_a_coordinator_of_other_areas_reads_and_moves_nobody(
    app: Flask, monday: None, pages: Pages
) -> None:
    nadia = scenes.somebody("Nadia Rahman", area=AreaFactory())
    elsewhere: User = scenes.limited(scenes.coordinator("Di Fox"), AreaFactory())
    pages.sign_in(elsewhere.email)
    assert "Nadia Rahman" in pages.get(PIPELINE).words
    pages.post(address(nadia, "/move"), 404, to="shortlisting", version="1")


def test_a_half_done_application_has_no_page(desk: Pages) -> None:
    half = scenes.somebody("Half Done", submitted_at=None)
    desk.get(address(half), 404)


def test_somebody_is_parked_and_taken_up_again(desk: Pages) -> None:
    nadia = scenes.somebody("Nadia Rahman")
    url = address(nadia, "/park")
    page = desk.post(url, 422, version=str(nadia.version), until="2 3 2026", reason="away")
    assert page.problems == ["Choose a day after today on which they come back"]
    page = desk.submit(url, version=str(nadia.version), until="9 3 2026", reason="away")
    assert "Parked until Monday 9 March" in page.words
    assert "Away. Parked at application." in page.words
    version = str(session.get_one(Application, nadia.id).version)
    page = desk.submit(address(nadia, "/resume"), version=version)
    assert "Nadia Rahman is back at application." in page.words
    assert "Taken up at application by Jo Hartley" in page.words


@pytest.mark.parametrize(
    ("step", "reason", "words"),
    [
        ("/withdraw", "moved", "Withdrawn on Monday 2 March Moves away."),
        ("/decline", "not_shortlisted", "Not appointed on Monday 2 March Not shortlisted."),
    ],
)
def test_the_reasons_of_both_ends_are_kept_apart(
    desk: Pages, step: str, reason: str, words: str
) -> None:
    nadia = scenes.somebody("Nadia Rahman")
    assert desk.post(address(nadia, step), 422, version=str(nadia.version)).problems
    desk.post(address(nadia, step), 422, version=str(nadia.version), reason="away")
    assert (
        words in desk.submit(address(nadia, step), version=str(nadia.version), reason=reason).words
    )


def test_an_end_over_what_somebody_else_did_is_shown_and_can_be_sent_again(desk: Pages) -> None:
    nadia = scenes.somebody("Nadia Rahman")
    old = str(nadia.version)
    desk.submit(address(nadia, "/move"), to="interview", version=old)
    page = desk.post(address(nadia, "/decline"), 409, version=old, reason="interview")
    assert "Now at interview." in page.words
    assert "You have changed the application" in page.problems[0]
    field = page.select_one("input[name=version]")
    assert field
    page = desk.submit(address(nadia, "/decline"), version=field["value"], reason="interview")
    assert "Not recommended after the interview. Had reached interview." in page.words


def test_a_manager_approves_and_a_coordinator_is_told_who_can(desk: Pages, office: Pages) -> None:
    ife = scenes.appointed("Ife Lawal", Stage.APPROVAL)
    version = str(ife.version)
    page = desk.submit(address(ife, "/approve"), version=version)
    assert "Only Helen Marsh can approve. Ask them to." in page.words
    page = office.get(address(ife))
    assert "Approve Ife Lawal" in page.words
    assert (
        "Still open. You can approve Ife Lawal all the same: "
        "References: 0 of 2 in DBS check: none recorded" in page.words
    )
    page = office.submit(address(ife, "/approve"), version=version)
    assert "Ife Lawal is approved, and an active volunteer from today." in page.words
    assert "Appointed on Monday 2 March" in page.words
    for answer in ("leave", "send"):
        page = office.submit(address(ife, "/approve"), version=version, answer=answer)
        assert page.notices == ["Ife Lawal is approved, and an active volunteer from today."]
    assert session.query(StageChange).filter_by(application_id=ife.id).count() == 1


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("/move", {"to": "interview"}),
        ("/park", {"reason": "away", "until": ["2", "4", "2026"]}),
        ("/withdraw", {"reason": "moved"}),
        ("/decline", {"reason": "not_shortlisted"}),
    ],
)
def test_a_button_pressed_twice_does_it_once_and_says_so_twice(
    app: Flask, desk: Pages, step: str, said: dict[str, Any]
) -> None:
    nadia = scenes.somebody("Nadia Rahman")
    version = str(nadia.version)
    first, again = (
        desk.submit(address(nadia, step), version=version, **said).notices for _ in range(2)
    )
    assert first == again
    assert session.query(StageChange).filter_by(application_id=nadia.id).count() == 1
    di = Pages(app).sign_in(scenes.coordinator("Di Fox").email)
    page = di.post(address(nadia, step), 409, version=version, **said)
    assert "Jo Hartley has changed the application of Nadia Rahman" in page.problems[0]


def test_a_status_in_the_register_is_no_way_round_who_approves(desk: Pages) -> None:
    ife = scenes.appointed("Ife Lawal")
    assert ife.member is not None
    path = f"/members/{ife.member.number}/status"
    day = {"on": ["2", "3", "2026"]}
    version = str(ife.member.version)
    refused = desk.post(path, 422, standing="active", version=version, **day)
    assert refused.problems == [
        "Ife Lawal is on their way to be a volunteer, at training. They become active by being "
        "approved, on the page of their application."
    ]


def test_a_colleague_who_applies_reads_and_decides_nothing_of_their_own(
    desk: Pages, jo: Person, office: Pages
) -> None:
    own = scenes.somebody("Jo Hartley", Stage.REFERENCES, email=str(jo.email).upper())
    ann = referees.named(own)
    assert "They have withdrawn" not in desk.get(address(own)).words
    desk.get(f"/recruitment/referees/{ann.uuid}", 404)
    desk.post(address(own, "/move"), 404, to="checks", version=str(own.version))
    helen = scenes.appointed("Helen Marsh", Stage.APPROVAL)
    assert helen.member is not None
    helen.email = session.scalars(
        select(User.email).join(User.person).where(Person.name == "Helen Marsh", User.active)
    ).one()
    session.commit()
    page = office.submit(address(helen, "/approve"), version=str(helen.version))
    assert "This is your own application." in page.words
    assert helen.state is ApplicationState.OPEN
