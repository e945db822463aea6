"""One's own feeds, as people make, renew and remove them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from portal.access import Role
from portal.accounts.models import User, UserArea
from portal.calendar.models import Feed, Kind
from portal.database import session
from tests.calendar.conftest import publish, text, value
from tests.factories import AreaFactory, user_with
from tests.pages import Pages
from tests.statements import count_statements

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


pytestmark = pytest.mark.usefixtures("on_monday")


def path_of(page: BeautifulSoup) -> str:
    """Return the path of the feed whose address a page shows."""
    return "/" + text(page, "#address").split("/", 3)[3]


def scopes(page: BeautifulSoup) -> list[str]:
    """Return what a new subscription could show."""
    return [str(field["value"]) for field in page.select("input[name=scope]")]


class TestSubscriptions:
    """One's own feeds."""

    def test_the_address_is_shown_once_with_what_to_do(self, at: Pages) -> None:
        page = at.post(
            "/calendar/feeds", 200, scope="everything", kind="panel", form_key=uuid4().hex
        )
        address = text(page, "#address")
        assert address.startswith("http://127.0.0.1:8000/feeds/")
        assert text(page, "#webcal") == address.replace("http", "webcal", 1)
        assert [h2.get_text() for h2 in page.select("main h2")][-3:] == [
            "Put it into your calendar",
            "Another program",
            "Does it work?",
        ]
        programs = ["Outlook", "Google Calendar", "Apple Calendar", "Thunderbird"]
        assert [dt.get_text() for dt in page.select("main dt")] == programs
        sketches = [text(sketch, ".is-name") for sketch in page.select("main dd svg")]
        assert sketches == [
            "Outlook",
            "Google Calendar",
            "iPhone: Calendar Accounts",
            "Thunderbird",
        ]
        assert page.select_one("button[data-copy='#address']")
        assert page.response.headers["Cache-Control"] == "no-store"
        listed = at.get("/calendar/feeds")
        assert address.rsplit("/", 1)[1] not in str(listed)
        assert "Everything I may see , Panel, from 60 days back to 400 days ahead" in listed.words
        assert "We have not been asked for this feed yet." in listed.words

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

    def test_its_owner_can_see_whether_it_was_asked_for(self, app: Flask, at: Pages) -> None:
        made = at.post("/calendar/feeds", 200, scope="mine", form_key=uuid4().hex)
        assert "We have not been asked for this feed yet." in made.words
        url = value(made, "#feed-state a", "href")
        assert "We have not been asked for this feed yet." in at.get(url).words
        agent = {"User-Agent": "Mozilla/5.0 Thunderbird/128.0 secret-machine"}
        app.test_client().get(path_of(made), headers=agent, buffered=True).close()
        part = at.fragment(url)
        assert "It works: Thunderbird asked for it today, 9am." in " ".join(part.text.split())
        assert session.query(Feed.last_program).scalar() == "Thunderbird"

    def test_only_what_one_may_have_is_offered(self, app: Flask, at: Pages) -> None:
        other = Pages(app).sign_in(user_with(Role.VOLUNTEER).email)
        everybody = ["mine", "training", "everything"]
        assert scopes(other.get("/calendar/feeds")) == everybody
        assert scopes(at.get("/calendar/feeds")) == [
            *("mine", "training", "deadlines", "rooms", "everything")
        ]
        page = other.post("/calendar/feeds", 422, scope="rooms", form_key=uuid4().hex)
        assert page.problems == ["Choose what it should show"]
        publish(kind=Kind.REPARATION, audience=["role:volunteer"])
        assert "projects" in scopes(other.get("/calendar/feeds"))

    def test_my_area_is_that_which_one_looks_after(self, at: Pages, jo: User) -> None:
        north = AreaFactory(name="Northmere")
        AreaFactory()
        jo.area_rows.append(UserArea(area=north))
        session.commit()
        page = at.get("/calendar/feeds")
        assert "My area: Northmere, and the whole service" in page.words
        at.post("/calendar/feeds", 200, scope="area", form_key=uuid4().hex)
        assert session.query(Feed).one().filter == {"areas": [north.id], "words": "Northmere"}

    @pytest.mark.parametrize(
        ("field", "sentence"),
        [
            ("kind", "Choose every kind: what you chose above says which kind already"),
            ("back", "Choose one of the answers in the list"),
        ],
    )
    def test_choices_that_cannot_be_kept_are_refused_in_a_sentence(
        self, at: Pages, field: str, sentence: str
    ) -> None:
        told = {"kind": "panel"} if field == "kind" else {field: "nonsense"}
        page = at.post("/calendar/feeds", 422, scope="training", form_key=uuid4().hex, **told)
        assert page.problems == [sentence]

    def test_window_reminder_and_cancellations_are_chosen_for_each(self, at: Pages) -> None:
        told = {"back": 7, "ahead": 90, "alarm": 15, "without_cancelled": "y"}
        at.post("/calendar/feeds", 200, scope="mine", form_key=uuid4().hex, **told)
        assert (
            "My duties , without what was cancelled, a reminder 15 minutes before, "
            "from 7 days back to 90 days ahead"
        ) in at.get("/calendar/feeds").words

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_page_costs_the_same_however_many_there_are(self, at: Pages, number: int) -> None:
        for _ in range(number):
            at.post("/calendar/feeds", 200, scope="mine", form_key=uuid4().hex)
        with count_statements() as sent:
            at.get("/calendar/feeds")
        assert len([one for one in sent if one != "BEGIN"]) == 7

    def test_nobody_touches_another_s(self, app: Flask, at: Pages) -> None:
        at.post("/calendar/feeds", 200, scope="mine", form_key=uuid4().hex)
        feed = session.query(Feed).one()
        other = Pages(app).sign_in(user_with(Role.VOLUNTEER).email)
        other.get(f"/calendar/feeds/{feed.id}", 404)
        other.post(f"/calendar/feeds/{feed.id}/reset", 404)
        other.post(f"/calendar/feeds/{feed.id}/revoke", 404)

    def test_twenty_are_enough(self, at: Pages) -> None:
        for _ in range(20):
            at.post("/calendar/feeds", 200, scope="mine", form_key=uuid4().hex)
        page = at.post("/calendar/feeds", 422, scope="mine", form_key=uuid4().hex)
        assert page.problems == ["You have 20 subscriptions. Remove one before you make another"]

    def test_ones_own_duties_are_what_it_shows_unless_chosen_otherwise(self, at: Pages) -> None:
        assert value(at.get("/calendar/feeds"), "input[name=scope][checked]") == "mine"
        page = at.post("/calendar/feeds", 422, scope="nonsense", form_key=uuid4().hex)
        assert page.problems == ["Choose what it should show"]
