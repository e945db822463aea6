"""What a volunteer reads of what is held about them."""

from datetime import date

import pytest
from bs4 import Tag

from portal.access.rules import Role
from portal.database import changing, session
from portal.members import actions, queries
from portal.members.models import Availability, CheckKind, CheckRecord, Member, PartOfDay
from portal.members.queries.held import Section
from portal.recruitment.models import Application, ApplicationState, Campaign, Stage
from portal.training.models import Award, AwardSource
from tests.factories import CourseFactory, MailFactory, MemberFactory, PersonFactory, user_with
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


def test_what_other_packages_keep_is_told_too(pages: Pages, margaret: Member) -> None:
    course = CourseFactory(title="Safeguarding")
    campaign = Campaign(slug="spring", title="Spring", role="Panel member")
    session.add_all(
        [
            Award(
                person=margaret.person,
                course=course,
                taken_on=date(2025, 3, 4),
                awarded_on=date(2025, 3, 4),
                source=AwardSource.IMPORTED,
            ),
            Application(
                campaign=campaign,
                name="Margaret Osei",
                stage=Stage.ACTIVE,
                state=ApplicationState.APPOINTED,
                ended_on=date(2025, 3, 1),
                why="To give\nsomething back",
                member=margaret,
            ),
        ]
    )
    session.commit()
    MailFactory(to_person=margaret.person)
    with changing():
        actions.change(member=margaret, actor=margaret.person, max_month=3)
    found = told(pages.get("/members/me/held"))
    assert found["My training"] == [("Safeguarding", "Taken on Tuesday 4 March 2025")]
    assert found["My application"] == [("For", "Spring"), ("Why", "To give something back")]
    assert found["My panels"] == [("Offers", "0 offers"), ("Sat this year", "0 times")]
    assert found["Signing in"][0] == ("Address", margaret.person.email)
    assert found["Letters"][0] == ("Letters to me", "1 letter")
    assert found["The trail of changes"][0] == ("Noted about me", "1 change or look")


def test_a_package_above_tells_of_what_it_holds(
    pages: Pages, margaret: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = [*queries.held.sections, lambda member: Section("Letters", nothing=member.number)]
    monkeypatch.setattr(queries.held, "sections", more)
    page = pages.get("/members/me/held")
    assert told(page)["Letters"] == []
    assert "V0099" in page.words


def test_it_is_found_from_ones_own_page_and_is_nobody_elses(pages: Pages, margaret: Member) -> None:
    assert pages.get("/members/me").select('#navigation a[href="/members/me/held"]')
    pages.client.post("/sign-out")
    pages.sign_in(user_with(Role.STAFF).email).get("/members/me/held", 404)
