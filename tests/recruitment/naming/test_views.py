"""An applicant's page about their referees, by their own link."""

from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import pytest
from flask import Flask

from portal import clock
from portal.database import changing, session
from portal.people.models import Person
from portal.recruitment.actions import applying, references
from portal.recruitment.models import LINK_DAYS, Application, Campaign, Referee
from portal.recruitment.rules.births import THEY_WERE_BORN
from portal.recruitment.views.applying import SENDINGS
from tests.pages import Pages
from tests.recruitment.applying import scenes
from tests.recruitment.references.scenes import named
from tests.statements import count_statements

ANN: Final[dict[str, Any]] = {
    "name": "Ann Lee",
    "email": "ann@example.net",
    "phone": "",
    "relation": "My manager at the food bank",
}
BO: Final = {**ANN, "name": "Bo Dale", "email": "", "phone": "01632 960002"}


@pytest.fixture
def mine(ines: Application) -> str:
    """Return the address of the applicant's own page."""
    return f"/recruitment/mine/{scenes.token_of(ines)}"


def own(mine: str, name: str = "Ann Lee") -> str:
    return f"{mine}/referees/{session.query(Referee).filter_by(name=name).one().uuid}"


def test_an_applicant_names_as_many_as_are_asked_for_and_sees_them(
    pages: Pages, desk: Pages, ines: Application, mine: str
) -> None:
    page = pages.get(mine)
    assert "0 of 2 named" in page.words
    assert "We write to a referee only once a coordinator asks" in page.words
    page = pages.get(f"{mine}/referees")
    assert "We write to a referee only once a coordinator asks" in page.words
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    page = pages.submit(f"{mine}/referees", **ANN)
    assert page.notices == ["Ann Lee is noted. Nobody has written to them yet."]
    assert "1 more to be named" in page.words
    page = pages.submit(f"{mine}/referees", **BO)
    assert "You have named everybody whom we ask for." in page.words
    assert page.select_one("#name") is None
    assert "See your referees" in pages.get(mine).words
    page = desk.get(f"/recruitment/applications/{ines.uuid}")
    assert "Ann Lee Not asked yet My manager at the food bank Named by the applicant" in page.words


def test_what_is_missing_or_refused_is_said_and_nothing_typed_is_lost(
    pages: Pages, mine: str
) -> None:
    address = f"{mine}/referees"
    page = pages.post(address, 422, **{**ANN, "email": "", "relation": ""})
    assert "Enter an email address or a telephone number" in page.problems
    assert "Ann Lee" in str(page)
    pages.submit(address, **ANN)
    page = pages.post(address, 422, **{**ANN, "relation": "A friend of mine"})
    assert page.problems == ["This referee is named already. Name somebody else."]
    assert "A friend of mine" in str(page)
    page = pages.post(address, 422, **{**ANN, "name": "Eve", "email": "INES@example.org"})
    assert page.problems == ["This is your own email address. Enter your referee’s."]
    page = pages.post(address, 422, **{**BO, "relation": "My aunt, born on 1/2/1970"})
    assert page.problems == [THEY_WERE_BORN]
    pages.submit(address, **{**BO, "relation": "My manager since 1/2/2019"})
    page = pages.post(address, 422, **{**ANN, "name": "Cy Orr", "email": "cy@example.net"})
    assert page.problems == [
        "You have named as many referees as we ask for. To change one, ring us."
    ]
    assert "cy@example.net" in str(page)


def test_a_referee_is_put_right_until_they_were_asked(pages: Pages, jo: Person, mine: str) -> None:
    pages.submit(f"{mine}/referees", **ANN)
    address, ann = own(mine), session.query(Referee).one()
    page = pages.post(address, 409, **{**ANN, "name": "Ann Hill", "version": "99"})
    assert "Ann Hill" in str(page)
    typed = {**ANN, "email": "hill@example.net", "version": str(ann.version)}
    assert pages.submit(address, **typed).notices == ["Saved."]
    assert session.query(Referee).one().email == "hill@example.net"
    with changing():
        references.ask_for_reference(referee=session.query(Referee).one(), turn=0, actor=jo)
    assert "Ann Lee We have asked them" in pages.get(f"{mine}/referees").words
    page = pages.get(address)
    assert "We have asked Ann Lee already." in page.words
    assert page.select_one("#email") is None
    typed["version"] = str(session.query(Referee).one().version)
    page = pages.post(address, 422, **{**typed, "email": "eve@example.net"})
    assert page.problems == ["We have asked this referee already. To change something, ring us."]
    assert "eve@example.net" in str(page)
    assert session.query(Referee).one().email == "hill@example.net"


def test_what_a_coordinator_noted_of_a_referee_is_not_shown_to_the_applicant(
    pages: Pages, ines: Application, mine: str
) -> None:
    theirs = named(ines, phone="01632 960009")
    page = pages.get(f"{mine}/referees")
    assert "Ann Lee" in page.words
    assert "01632 960009" not in str(page)
    pages.get(f"{mine}/referees/{theirs.uuid}", 404)


def test_nobody_reaches_another_applicants_referee(
    pages: Pages, spring: Campaign, mine: str
) -> None:
    pages.submit(f"{mine}/referees", **ANN)
    other = scenes.applied(spring, email="cy@example.org")
    ann = session.query(Referee).one()
    pages.get(f"/recruitment/mine/{scenes.token_of(other)}/referees/{ann.uuid}", 404)
    pages.get(f"/recruitment/mine/{'0' * 64}/referees", 404)


def test_without_an_application_on_its_way_the_page_leads_back(
    pages: Pages, spring: Campaign, ines: Application, mine: str
) -> None:
    begun = scenes.applied(spring, send=False, email="bo@example.org")
    begun_page = f"/recruitment/mine/{scenes.token_of(begun)}"
    answer = pages.get(f"{begun_page}/referees", 303).response
    assert answer.location == begun_page
    assert ines.link is not None
    with changing():
        applying.withdraw(link=ines.link)
    page = pages.post(f"{mine}/referees", 422, **ANN)
    assert page.problems == ["Your application has ended. No referee is needed."]
    assert "ann@example.net" in str(page)


def test_whoever_was_writing_when_their_link_ended_sees_what_they_typed(
    pages: Pages, mine: str
) -> None:
    pages.submit(f"{mine}/referees", **ANN)
    address = own(mine)
    with clock.frozen(scenes.NOON + timedelta(days=LINK_DAYS.default)):
        for path in (f"{mine}/referees", address):
            page = pages.post(path, 410, **BO)
            assert page.heading == "This link has stopped working"
            assert "Bo Dale" in page.words


def test_so_much_comes_from_one_network_and_no_more(pages: Pages, mine: str) -> None:
    key = uuid4().hex
    for _ in range(SENDINGS.tries):
        pages.post(f"{mine}/referees", **ANN, form_key=key)
    page = pages.post(f"{mine}/referees", 429, **BO)
    assert page.problems == ["Much was sent from here within the hour. Wait an hour, then send it."]
    assert "01632 960002" in str(page)


def test_the_list_takes_as_many_statements_for_three_as_for_one(
    app: Flask, pages: Pages, ines: Application, mine: str
) -> None:
    named(ines)
    with count_statements() as one:
        pages.get(f"{mine}/referees")
    named(ines, "Bo Dale")
    named(ines, "Cy Orr")
    with count_statements() as three:
        pages.get(f"{mine}/referees")
    assert len(three) == len(one)
