"""What a volunteer reads of what is held about them."""

from datetime import date

import pytest
from bs4 import Tag

from portal.access.rules import Role
from portal.database import session
from portal.members import queries
from portal.members.models import Availability, CheckKind, CheckRecord, Member, PartOfDay
from portal.members.queries.held import Section
from tests.factories import MemberFactory, PersonFactory, user_with
from tests.pages import Page, Pages


@pytest.fixture
def margaret(pages: Pages) -> Member:
    member = MemberFactory(person=PersonFactory(name="Margaret Osei"), number="V0099")
    pages.sign_in(user_with(Role.VOLUNTEER, person=member.person).email)
    return member


def told(page: Page) -> dict[str, list[tuple[str, str]]]:
    return {_words(card.h2): _facts(card) for card in page.select(".app-card")}


def _facts(card: Tag) -> list[tuple[str, str]]:
    return [(_words(row.dt), _words(row.dd)) for row in card.select(".govuk-summary-list__row")]


def _words(tag: Tag | None) -> str:
    assert tag
    return " ".join(tag.get_text(" ").split())


def test_everything_held_is_told_in_plain_words(pages: Pages, margaret: Member) -> None:
    session.add_all(
        [
            Availability(member_id=margaret.id, weekday=1, part=PartOfDay.EVENING),
            CheckRecord(
                member_id=margaret.id,
                kind=CheckKind.DBS,
                level="Enhanced",
                issued_on=date(2025, 3, 4),
                recheck_on=date(2028, 3, 4),
                update_service=True,
                checked_by=PersonFactory(name="Jo Hartley"),
            ),
        ]
    )
    session.commit()
    found = told(pages.get("/members/me/held"))
    assert ("Volunteer number", "V0099") in found["My details"]
    assert ("Areas", "Whole service") in found["My details"]
    assert found["When I’m free"] == [("Usually free", "Tuesday evenings")]
    assert found["My checks"] == [
        (
            "DBS",
            "Enhanced, made on Tuesday 4 March 2025, again by Saturday 4 March 2028, "
            "on the update service, recorded by Jo Hartley",
        )
    ]


def test_a_package_above_tells_of_what_it_holds(
    pages: Pages, margaret: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = [*queries.held.sections, lambda member: Section("Letters", nothing=member.number)]
    monkeypatch.setattr(queries.held, "sections", more)
    page = pages.get("/members/me/held")
    assert told(page)["Letters"] == []
    assert "V0099" in page.words


def test_it_is_found_from_ones_own_page_and_is_nobody_elses(pages: Pages, margaret: Member) -> None:
    assert pages.get("/members/me").select('#more a[href="/members/me/held"]')
    pages.client.post("/sign-out")
    pages.sign_in(user_with(Role.STAFF).email).get("/members/me/held", 404)
