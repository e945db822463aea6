"""Thank-yous, as coordinators send them and volunteers read them."""

from datetime import date, timedelta

import pytest

from portal import clock
from portal.access.rules import Role
from portal.people.models import Person
from tests.factories import MemberFactory, PersonFactory, user_with
from tests.members.supervision.scenes import coordinator, volunteer
from tests.pages import Pages


@pytest.fixture
def jo(pages: Pages) -> Person:
    person = coordinator()
    pages.sign_in(str(person.email))
    return person


def a_year_ago() -> date:
    return clock.today() - timedelta(days=370)


def test_a_milestone_is_thanked_for_in_words_of_ones_own(pages: Pages, jo: Person) -> None:
    ann = volunteer("Ann Lee", number="V1", joined_on=a_year_ago())
    page = pages.get("/members/thanks")
    assert "Ann Lee 1 year as a volunteer Thank them" in page.words
    page = pages.get("/members/V1/thanks/new?reason=years-1")
    chosen = page.select_one("input[name=reason][checked]")
    assert chosen is not None
    assert chosen["value"] == "years-1"
    page = pages.post("/members/V1/thanks/new", 422, reason="years-1", words="")
    assert page.problems == ["Enter a sentence of your own"]
    page = pages.submit("/members/V1/thanks/new", reason="years-1", words="A year of Tuesdays!")
    assert page.notices == ["Your letter to Ann is on its way."]
    assert "Everybody was thanked" in page.words
    pages.sign_in(str(ann.person.email))
    assert "A year of Tuesdays!" in pages.get("/members/me/supervision").words
    assert "1 year as a volunteer Jo Hartley" in pages.get("/members/me/held").words


def test_who_has_no_email_is_said_to_be_rung(pages: Pages, jo: Person) -> None:
    MemberFactory(person=PersonFactory(name="Bo Ray", email=None), number="V1")
    assert "Bo has no email address" in pages.get("/members/V1/thanks/new?reason=nonsense").words
    page = pages.submit("/members/V1/thanks/new", reason="other", words="Thank you")
    assert page.notices[0].startswith("It is noted. Bo has no email address")


def test_a_manager_thanks_nobody(pages: Pages) -> None:
    volunteer(number="V1")
    pages.sign_in(user_with(Role.MANAGER).email)
    pages.get("/members/thanks", 403)
    pages.get("/members/V1/thanks/new", 403)
