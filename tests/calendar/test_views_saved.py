"""Filters above the calendar, and the views that people save of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask

from portal.access import Role
from portal.audit.models import AuditEvent
from portal.calendar.models import Feed, Kind, SavedView
from portal.database import session
from tests.calendar.conftest import SIX, publish, text, value
from tests.factories import AreaFactory, RoomFactory, VenueFactory, user_with
from tests.pages import Page, Pages
from tests.statements import count_statements

HOUR = timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("on_monday")


def chosen(page: Page) -> dict[str, str]:
    """Return the words that stand in each filter."""
    return {
        str(select["id"]): text(select, "option[selected]")
        for select in page.select("#filters select")
        if select.select_one("option[selected]")
    }


def save(at: Pages, name: str = "Northern panels", **fields: object) -> Page:
    """Save a view of panels, or of what is given."""
    told = {"kinds": ["panel"], **fields}
    return at.submit("/calendar/views", name=name, view="month", **told)


class TestFilters:
    """Above month, week and agenda."""

    def test_where_projects_are_is_no_choice_for_who_does_not_work_here(self, app: Flask) -> None:
        VenueFactory(name="Library")
        VenueFactory(name="Harbour Table", for_panels=False, for_projects=True)
        VenueFactory(name="Town Hall", for_projects=True)
        offered = {}
        for role in (Role.STAFF, Role.PARTNER, Role.VOLUNTEER):
            page = Pages(app).sign_in(user_with(role).email).get("/calendar/month")
            options = page.select("#filters select[name=venue] option[value]:not([value=''])")
            offered[role] = [option.get_text(strip=True) for option in options]
        assert offered == {
            Role.STAFF: ["Harbour Table", "Library", "Town Hall"],
            Role.PARTNER: ["Library", "Town Hall"],
            Role.VOLUNTEER: ["Library", "Town Hall"],
        }

    def test_they_narrow_by_kind_area_person_and_venue(self, at: Pages) -> None:
        area, room = AreaFactory(name="Northmere"), RoomFactory(venue=VenueFactory(name="Library"))
        publish(title="wanted", area=area, room=room)
        publish(title="elsewhere", area=area)
        publish(
            title="course",
            kind=Kind.TRAINING,
            area=area,
            room=room,
            starts_at=SIX - HOUR * 2,
            ends_at=SIX,
        )
        query = f"kind=panel&area={area.id}&venue={room.venue_id}"
        for view in ("month/2026-03", "week/2026-03-10", "agenda"):
            page = at.get(f"/calendar/{view}?{query}")
            assert "wanted" in page.words
            assert "elsewhere" not in page.words
            assert "course" not in page.words
            assert chosen(page) == {
                "kind": "Panel",
                "area": "Northmere",
                "who": "Everybody’s",
                "venue": "Library",
                "imported": "Leave out",
            }

    def test_several_of_a_filter_stay_together_from_month_to_month(self, at: Pages) -> None:
        page = at.get("/calendar/month/2026-03?kind=panel,team")
        assert chosen(page)["kind"] == "Panel, Team"
        assert value(page, "#later", "href") == "/calendar/month/2026-04?kind=panel,team"

    def test_only_who_works_for_the_service_has_a_team(self, app: Flask, at: Pages) -> None:
        other = Pages(app).sign_in(user_with(Role.VOLUNTEER).email)
        for pages, team in ((at, True), (other, False)):
            assert bool(pages.get("/calendar/month").select("#who [value=team]")) is team


class TestSavedViews:
    """Views under a name of one's own."""

    def test_one_is_saved_from_where_one_is_and_opened_again(self, at: Pages) -> None:
        here = at.get("/calendar/week/2026-03-10?kind=panel&who=team")
        form = at.get(value(here, "a[href^='/calendar/views']", "href"))
        assert value(form, "#kinds input[checked], input[name=kinds][checked]") == "panel"
        assert value(form, "select[name=view] option[selected]") == "week"
        page = save(at, who="team")
        assert page.notices == ["The view “Northern panels” is saved."]
        assert "To share: http://127.0.0.1:8000/calendar/month?kind=panel&who=team" in page.words
        link = at.get("/calendar/agenda").select("[aria-label='Saved views'] a")[0]
        assert (link.get_text(), link["href"]) == (
            "Northern panels",
            "/calendar/month?kind=panel&who=team",
        )

    def test_imported_calendars_are_kept_in_a_view_and_in_no_subscription(self, at: Pages) -> None:
        page = save(at, imported="y")
        url = "/calendar/month?kind=panel&imported=yes"
        assert page.select(f"a[href='{url}']")
        form = at.get(f"/calendar/views?{url.partition('?')[2]}")
        assert form.select("input[name=imported][checked]")
        url = value(page, "a[href^='/calendar/feeds']", "href")
        assert "The view that you came from: Panel" in " ".join(at.get(url).words.split())
        at.post(url, 200, scope="view", form_key=uuid4().hex)
        [feed] = session.query(Feed).all()
        assert feed.filter == {"kinds": ["panel"], "words": "Panel"}

    def test_the_same_name_is_the_same_view_with_other_filters(self, at: Pages) -> None:
        save(at)
        save(at, kinds=["team", "training"])
        [view] = session.query(SavedView).all()
        assert view.filter == {"kinds": ["team", "training"]}

    def test_the_trail_says_that_it_was_done_and_not_its_name(self, at: Pages) -> None:
        save(at)
        at.submit(f"/calendar/views/{session.query(SavedView).one().id}/remove")
        events = session.query(AuditEvent).filter(AuditEvent.tag.like("calendar:view%")).all()
        assert [event.tag for event in events] == ["calendar:view_saved", "calendar:view_removed"]
        assert "Northern" not in str([event.detail and vars(event.detail) for event in events])

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"name": ""}, "Enter a name, like Panels in Northmere"),
            (
                {"kinds": []},
                "Choose a kind, an area, a venue or whose it is, "
                "so that it is a part of the calendar",
            ),
            ({"view": "year"}, "Choose how it is shown"),
        ],
    )
    def test_what_cannot_be_saved_is_refused_in_a_sentence(
        self, at: Pages, fields: dict[str, object], sentence: str
    ) -> None:
        told = {"name": "Mine", "kinds": ["panel"], "view": "month", **fields}
        page = at.post("/calendar/views", 422, **told)
        assert page.problems == [sentence]
        assert session.query(SavedView).count() == 0

    def test_twenty_are_enough(self, at: Pages) -> None:
        for number in range(20):
            save(at, f"View {number}")
        page = at.post("/calendar/views", 422, name="Another", kinds=["panel"], view="month")
        assert page.problems == ["You have 20 saved views. Remove one before you save another"]
        save(at, "View 3")

    def test_nobody_sees_or_removes_another_s(self, app: Flask, at: Pages) -> None:
        save(at)
        other = Pages(app).sign_in(user_with(Role.COORDINATOR).email)
        assert "Northern panels" not in other.get("/calendar/views").words
        other.post(f"/calendar/views/{session.query(SavedView).one().id}/remove", 404)

    def test_a_subscription_keeps_the_filters_it_was_made_with(self, at: Pages) -> None:
        page = save(at)
        url = value(page, "a[href^='/calendar/feeds']", "href")
        form = at.get(url)
        assert value(form, "input[name=scope][checked]") == "view"
        assert "The view that you came from: Panel" in form.words
        at.post(url, 200, scope="view", form_key=uuid4().hex)
        save(at, kinds=["team"])
        at.submit(f"/calendar/views/{session.query(SavedView).one().id}/remove")
        [feed] = session.query(Feed).all()
        assert feed.filter == {"kinds": ["panel"], "words": "Panel"}

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_page_costs_the_same_however_many_there_are(self, at: Pages, number: int) -> None:
        for each in range(number):
            save(at, f"View {each}")
        with count_statements() as sent:
            at.get("/calendar/views")
        assert len([one for one in sent if one != "BEGIN"]) == 5
