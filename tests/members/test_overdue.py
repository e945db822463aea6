"""What is overdue about volunteers, on one page."""

from datetime import date, time, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.accounts.queries import account_of
from portal.database import session
from portal.members.models import Member, MemberArea
from portal.members.queries import agreements as signing
from portal.members.queries import overdue
from portal.people.models import Person
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.members.agreements import scenes
from tests.members.checks.scenes import checked
from tests.members.supervision import scenes as talks
from tests.pages import Page, Pages
from tests.recruitment.pipeline.scenes import limited
from tests.statements import count_statements

A_MONTH = timedelta(days=30)
KINDS = [
    "DBS checks",
    "Agreements to sign",
    "Supervision",
    "Agreed in supervision, not done",
    "Training that lapsed",
    "Claims to decide",
    "Applicants",
    "Answers about applicants",
    "Probations to review",
    "Handbook pages to look at",
]


@pytest.fixture
def jo(app: Flask) -> Person:
    return user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley")).person


@pytest.fixture
def desk(app: Flask, jo: Person) -> Pages:
    assert jo.email
    return Pages(app).sign_in(jo.email)


def late(name: str, jo: Person) -> Member:
    """Return a volunteer of whom everything is overdue."""
    member = scenes.volunteer(name)
    checked(member, clock.today() - timedelta(1))
    if not signing.newest_texts():
        with clock.frozen(clock.now() - A_MONTH):
            scenes.published(jo)
    return member


def told(page: Page) -> dict[str, list[str]]:
    return {
        " ".join(card.h2.get_text().split()): [
            " ".join(line.get_text(" ").split()) for line in card.select("li")
        ]
        for card in page.select(".app-card")
        if card.h2
    }


def test_all_that_is_overdue_stands_on_one_page_and_leads_to_it(desk: Pages, jo: Person) -> None:
    late("Ann Lee", jo)
    page = desk.get("/members/overdue")
    found = told(page)
    assert list(found) == KINDS
    assert found["DBS checks"][0].startswith("Ann Lee Lapsed on ")
    assert found["Agreements to sign"][0].startswith("Ann Lee Code of conduct, asked for since ")
    assert found["Supervision"][0].startswith("Ann Lee ")
    assert found["Applicants"] == []
    for link in page.select("main .app-card a"):
        desk.get(str(link["href"]))
    assert desk.get("/members/").select("main a[href='/members/overdue']")


def test_nothing_overdue_says_so(desk: Pages) -> None:
    page = desk.get("/members/overdue")
    assert [tag.get_text() for tag in page.select(".app-state")] == ["Nothing overdue"] * len(KINDS)


def test_a_coordinator_of_an_area_sees_who_serves_it(desk: Pages, jo: Person) -> None:
    north, south = AreaFactory(), AreaFactory()
    for name, area in (("Ann Lee", north), ("Bo Ray", south)):
        session.add(MemberArea(member_id=late(name, jo).id, area_id=area.id))
    session.add(UserArea(user_id=account_of(jo).id, area_id=north.id))
    session.commit()
    found = told(desk.get("/members/overdue"))
    for kind in ("DBS checks", "Agreements to sign"):
        assert [line.split()[0] for line in found[kind]] == ["Ann"]


def test_what_was_agreed_is_overdue_once_its_day_is_over_and_is_not_named(jo: Person) -> None:
    with clock.frozen(talks.NOON):
        talks.signed(scenes.volunteer("Ann Lee"), jo)
        unsigned = scenes.volunteer("Bo Ray")  # of whose talk nobody has agreed yet
        talks.written(unsigned, talks.coordinator("Ida Moss"))
    reader = account_of(jo)
    with clock.frozen(clock.at(date(2026, 4, 4), time(12))):
        assert overdue.agreed(reader).total == 0
    with clock.frozen(clock.at(date(2026, 4, 5), time(12))):
        found = overdue.agreed(reader)
        limited(reader, AreaFactory())
        assert overdue.agreed(reader) == found  # Ann serves everywhere
    assert found.total == 1
    [line] = found.lines
    assert (line.name, line.words) == ("Ann Lee", "To be done by Saturday 4 April")
    assert line.path.endswith("/supervision")


def test_the_page_costs_the_same_for_one_and_three(desk: Pages, jo: Person) -> None:
    costs = []
    for names in (["Ann Lee"], ["Bo Ray", "Cy Ash"]):
        for name in names:
            late(name, jo)
        session.expunge_all()
        with count_statements() as sent:
            desk.get("/members/overdue")
        costs.append(len([each for each in sent if each.startswith("SELECT")]))
    assert costs[0] == costs[1]
