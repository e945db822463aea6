"""What somebody who looks after some areas finds of panels in others."""

import pytest
from bs4 import Tag
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import session
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


def path(link: Tag) -> str:
    return str(link.get("href", ""))
