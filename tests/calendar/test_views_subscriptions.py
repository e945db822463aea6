"""One's own feeds, as people make, renew and remove them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from portal.access import Role
from portal.calendar.models import Feed
from portal.database import session
from tests.calendar.conftest import text, value
from tests.factories import user_with
from tests.pages import Pages

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


pytestmark = pytest.mark.usefixtures("on_monday")


def path_of(page: BeautifulSoup) -> str:
    """Return the path of the feed whose address a page shows."""
    return "/" + text(page, "#address").split("/", 3)[3]


class TestSubscriptions:
    """One's own feeds."""

    def test_the_address_is_shown_once_with_what_to_do(self, at: Pages) -> None:
        page = at.post(
            "/calendar/feeds", 200, scope="everything", kind="panel", form_key=uuid4().hex
        )
        address = text(page, "#address")
        assert address.startswith("http://127.0.0.1:8000/feeds/")
        assert text(page, "#webcal") == address.replace("http", "webcal", 1)
        assert [h2.get_text() for h2 in page.select("main h2")][-4:] == [
            "iPhone, iPad or Mac",
            "Outlook",
            "Google Calendar",
            "Another program",
        ]
        assert page.select_one("button[data-copy='#address']")
        assert page.response.headers["Cache-Control"] == "no-store"
        listed = at.get("/calendar/feeds")
        assert address.rsplit("/", 1)[1] not in str(listed)
        assert "Everything I may see , panel alone Not fetched yet" in listed.words

    def test_a_fetch_is_noted_with_its_program(self, app: Flask, at: Pages) -> None:
        path = path_of(at.post("/calendar/feeds", 200, scope="mine", form_key=uuid4().hex))
        agent = {"User-Agent": "Google-Calendar-Importer"}
        app.test_client().get(path, headers=agent, buffered=True).close()
        assert "Last fetched today, 9am, by Google Calendar." in at.get("/calendar/feeds").words

    def test_a_new_address_replaces_the_old_one(self, app: Flask, at: Pages) -> None:
        old = path_of(at.post("/calendar/feeds", 200, scope="mine", form_key=uuid4().hex))
        feed = session.query(Feed).one()
        new = path_of(at.post(f"/calendar/feeds/{feed.id}/reset", 200))
        client = app.test_client()
        assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)

    def test_it_is_removed(self, app: Flask, at: Pages) -> None:
        path = path_of(at.post("/calendar/feeds", 200, scope="mine", form_key=uuid4().hex))
        page = at.submit(f"/calendar/feeds/{session.query(Feed).one().id}/revoke")
        assert page.notices == ["The subscription is removed. Its address has stopped working."]
        assert app.test_client().get(path).status_code == 404

    def test_nobody_touches_another_s(self, app: Flask, at: Pages) -> None:
        at.post("/calendar/feeds", 200, scope="mine", form_key=uuid4().hex)
        feed = session.query(Feed).one()
        other = Pages(app).sign_in(user_with(Role.VOLUNTEER).email)
        other.post(f"/calendar/feeds/{feed.id}/reset", 404)
        other.post(f"/calendar/feeds/{feed.id}/revoke", 404)

    def test_ten_are_enough(self, at: Pages) -> None:
        for _ in range(10):
            at.post("/calendar/feeds", 200, scope="mine", form_key=uuid4().hex)
        page = at.post("/calendar/feeds", 422, scope="mine", form_key=uuid4().hex)
        assert page.problems == ["You have 10 subscriptions. Remove one before you make another"]

    def test_ones_own_duties_are_what_it_shows_unless_chosen_otherwise(self, at: Pages) -> None:
        assert value(at.get("/calendar/feeds"), "input[name=scope][checked]") == "mine"
        page = at.post("/calendar/feeds", 422, scope="nonsense", form_key=uuid4().hex)
        assert page.problems == ["Choose what it should show"]
