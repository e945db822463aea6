"""What somebody who looks after some areas finds of panels in others."""

import pytest
from bs4 import Tag
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import session
from portal.panels.models import SeatKind
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.pages import Pages
from tests.panels import scenes


@pytest.mark.parametrize("view", ["month/2026-03", "week/2026-03-10", "agenda?from=2026-03-09"])
def test_the_calendar_leads_to_no_panel_that_cannot_be_opened(
    pages: Pages, app: Flask, view: str
) -> None:
    jo, north, south = scenes.coordinator(), AreaFactory(), AreaFactory()
    ours, others = (scenes.arranged(jo, scenes.order(jo, area=area)) for area in (north, south))
    limited = user_with(Role.COORDINATOR, person=PersonFactory(name="Rhiannon Pugh"))
    limited.area_rows = [UserArea(area=north)]
    session.commit()
    with clock.frozen(clock.at(scenes.TENTH, scenes.HALF_FIVE)):
        pages.sign_in(limited.email)
        page = pages.get(f"/calendar/{view}")
        links = {path(link) for link in page.select("main a") if "-" in path(link)}
        assert f"/panels/sittings/{ours.entry.uuid}" in links
        assert f"/calendar/entries/{others.entry.uuid}" in links
        assert f"/panels/sittings/{others.entry.uuid}" not in links
        entry = pages.get(f"/calendar/entries/{others.entry.uuid}")
        assert "Open the panel" not in entry.words


def test_a_volunteer_s_page_leads_to_no_panel_that_cannot_be_opened(
    pages: Pages, app: Flask
) -> None:
    jo, north, south = scenes.coordinator(), AreaFactory(), AreaFactory()
    sitting = scenes.arranged(jo, scenes.order(jo, area=south))
    ann = scenes.volunteer("Ann Lee")
    scenes.accepted(sitting, SeatKind.MEMBER, ann)
    limited = user_with(Role.COORDINATOR)
    limited.area_rows = [UserArea(area=north)]
    session.commit()
    pages.sign_in(limited.email)
    links = [path(link) for link in pages.get(f"/members/{ann.number}").select("#duties-h ~ ul a")]
    assert links == [f"/calendar/entries/{sitting.entry.uuid}"]


def test_a_case_manager_is_somebody_who_can_open_their_orders(pages: Pages, app: Flask) -> None:
    scenes.colleague("Casey Moran")
    for name, role in (("Sam Fox", Role.STAFF), ("Colin Webb", Role.ADMINISTRATOR)):
        user_with(role, person=PersonFactory(name=name))
    pages.sign_in(user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley")).email)
    options = pages.get("/panels/orders/new").select("#case_manager option")
    names = [option.get_text() for option in options]
    assert names == ["Choose a case manager", "Casey Moran", "Jo Hartley", "Sam Fox"]


def path(link: Tag) -> str:
    return str(link.get("href", ""))
