"""Who of those on their way waits for a coordinator, or for whoever approves."""

import pytest
from flask import Flask

from portal.database import session
from portal.recruitment.models import Stage
from tests.factories import AreaFactory
from tests.home.desks import card, rows
from tests.pages import Pages
from tests.recruitment.pipeline import scenes
from tests.recruitment.pipeline.conftest import desk, jo, monday, office
from tests.statements import count_statements

__all__ = ["desk", "jo", "monday", "office"]


def test_a_coordinator_sees_who_is_too_long_and_who_is_to_be_approved(desk: Pages) -> None:
    scenes.somebody("Rob Kettle", Stage.CHECKS, 40, area=AreaFactory(name="Northmere"))
    scenes.somebody("Chloe Vance", Stage.INTERVIEW, 9)
    scenes.appointed("Ife Lawal", Stage.APPROVAL, 1)
    scenes.appointed("Lin Zhao", days=90)
    page = desk.get("/")
    assert rows(page) == [
        [
            "Wed 18 February",
            "Too long at checks Rob Kettle, Northmere",
            "40 days: too long Checks to be done. Ideal 21 days, most 28 days.",
            "See what comes next : Rob Kettle",
        ],
        [
            "Wed 4 March",
            "Volunteer to approve Ife Lawal",
            "1 day: on time To be decided. Ideal 2 days, most 3 days.",
            "See who approves : Ife Lawal",
        ],
    ]
    assert len(rows(desk.get("/?show=approvals"))) == 1


def test_a_coordinator_of_other_areas_is_not_asked(app: Flask, monday: None) -> None:
    scenes.somebody("Rob Kettle", Stage.CHECKS, 40, area=AreaFactory())
    elsewhere = scenes.limited(scenes.coordinator("Di Fox"), AreaFactory())
    assert rows(Pages(app).sign_in(elsewhere.email).get("/")) == []


def test_a_manager_sees_whom_to_approve(office: Pages) -> None:
    assert card(office.get("/"), "approvals") == ""
    scenes.appointed("Ife Lawal", Stage.APPROVAL, 4)
    scenes.somebody("Rob Kettle", Stage.CHECKS, 40)
    assert card(office.get("/"), "approvals") == (
        "Volunteers to approve Ife Lawal 4 days: too long"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_as_much_for_three_as_for_one(desk: Pages, count: int) -> None:
    for number in range(count):
        scenes.somebody(f"Slow {number}", Stage.INTERVIEW, 40, area=AreaFactory())
        scenes.appointed(f"Ready {number}", Stage.APPROVAL)
    session.expunge_all()
    with count_statements() as sent:
        assert len(rows(desk.get("/"))) == 2 * count
    assert len(sent) == 32
