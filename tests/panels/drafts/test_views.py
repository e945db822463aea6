"""A draft is for coordinators and managers: nobody else finds it, on any page or in any feed."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.access.rules import Role
from portal.calendar.actions import subscribe
from portal.calendar.models import FeedScope
from portal.database import changing, session
from portal.panels.models import SeatKind, Sitting, SittingState
from portal.panels.queries import candidates
from portal.people.models import Area, Person
from tests.factories import AreaFactory, PersonFactory, RoomFactory, user_with
from tests.pages import Pages
from tests.panels import scenes

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER


def planned_on(jo: Person, margaret: Person, marcus: Person, manager: Person) -> Sitting:
    """Return a draft with Margaret planned, Marcus as adviser, for an order of the manager's."""
    order = scenes.order(jo, case_manager=manager)
    sitting = scenes.draft(jo, order, adviser=marcus, room=RoomFactory(name="Hidden room"))
    scenes.seat(sitting, MEMBER).pencilled = margaret
    session.commit()
    return sitting


def cast() -> tuple[Person, Person]:
    """Return an adviser and a case manager with accounts."""
    return (
        user_with(Role.STAFF, person=PersonFactory(name="Marcus Reid", may_advise=True)).person,
        user_with(Role.STAFF, person=PersonFactory(name="Casey Moran")).person,
    )


WHOLE_CALENDAR = {FeedScope.AREA, FeedScope.EVERYTHING, FeedScope.ROOMS, FeedScope.VIEW}
PAGES = (
    "/",
    "/panels/duties",
    "/calendar/month/2026-03",
    "/calendar/week/2026-03-10",
    "/calendar/agenda?from=2026-03-09",
)


@pytest.mark.parametrize("who", ["volunteer", "adviser", "case manager"])
def test_whoever_is_planned_finds_nothing_of_a_draft(
    pages: Pages, margaret: Person, who: str
) -> None:
    marcus, casey = cast()
    sitting = planned_on(scenes.coordinator(), margaret, marcus, casey)
    reader = {"volunteer": margaret, "adviser": marcus, "case manager": casey}[who]
    scenes.enter(pages, reader)
    more = ("/members/me",) if who == "volunteer" else ("/panels/my-orders",)
    for url in (*PAGES, *more):
        page = pages.get(url)
        assert str(sitting.entry.uuid) not in page.text, url
        assert "Hidden room" not in page.text, url
        assert "10 March" not in page.words or "calendar" in url, url
    if who == "case manager":  # that a panel is planned is no secret; when it sits is
        assert "P-2026-001 , initial panel, no date yet" in pages.get("/panels/my-orders").words
    for url in (
        scenes.of(sitting),
        "/panels/P-2026-001",
        f"/calendar/entries/{sitting.entry.uuid}",
        f"/calendar/entries/{sitting.entry.uuid}.ics",
    ):
        pages.get(url, 404)


@pytest.mark.parametrize("scope", list(FeedScope))
def test_no_feed_of_theirs_carries_a_draft(
    pages: Pages, margaret: Person, scope: FeedScope
) -> None:
    marcus, casey = cast()
    sitting = planned_on(scenes.coordinator(), margaret, marcus, casey)
    jo = sitting.coordinator
    texts = {}
    for person in (margaret, marcus, casey, jo):
        with changing():
            _, token = subscribe(person=person, scope=scope, form_key=uuid4().hex)
        texts[person.name] = pages.client.get(f"/feeds/{token}.ics").text
    uid = str(sitting.entry.uuid)
    assert [name for name, text in texts.items() if uid in text] == (
        ["Jo Hartley"] if scope in WHOLE_CALENDAR else []
    )


def test_a_plan_does_not_show_through_how_another_panel_fits(app: Flask, margaret: Person) -> None:
    jo = scenes.coordinator()
    marcus, casey = cast()
    planned_on(jo, margaret, marcus, casey)
    asked = scenes.arranged(jo, day=date(2026, 3, 17))
    member = scenes.volunteer("Ann Lee")
    scenes.seat(scenes.draft(jo, day=date(2026, 3, 12)), MEMBER).pencilled = member.person
    session.commit()
    offer = scenes.offered(asked, MEMBER, member)
    with changing():
        draft = scenes.draft(jo)
    seat = scenes.pencilled(draft, MEMBER, member)
    draft.entry.starts_at = asked.entry.starts_at
    draft.entry.ends_at = asked.entry.ends_at
    session.commit()
    assert seat.pencilled is member.person
    assert candidates.fits(offer, member.person) == [
        "It would be your first panel in March, and you asked for at most 2",
        "You have promised nothing else at that time",
    ]


def test_coordinators_and_managers_see_a_draft_as_such(pages: Pages, jo: Person) -> None:
    marcus, casey = cast()
    sitting = planned_on(jo, scenes.volunteer("Ann Lee").person, marcus, casey)
    page = pages.get(scenes.of(sitting))
    assert page.heading == "Initial panel P-2026-001 Draft"
    assert "Draft: still needs a chair" in scenes.text_of(page, "#quorum")
    for seat in ("#seat-2", "#seat-3"):
        assert "Planned, not told yet" in scenes.text_of(page, seat)
    assert not page.select(".app-state.app-ok")
    assert not page.select("#candidates table, #seats form")
    part = pages.fragment("/panels/?show=drafts")
    assert "Ann Lee (panel member, pencilled in)" in part.get_text()
    assert [a["href"] for a in part.select("tbody a")] == [scenes.of(sitting)]
    assert [a["href"] for a in pages.fragment("/panels/?q=ann").select("tbody a")] == [
        scenes.of(sitting)
    ]
    assert "Draft panel" in pages.get("/calendar/month/2026-03").text
    manager = user_with(Role.MANAGER).person
    scenes.enter(pages, manager)
    assert "Drop this draft" not in pages.get(scenes.of(sitting)).words


def test_a_sitting_is_kept_as_a_draft_changed_and_dropped(pages: Pages, jo: Person) -> None:
    order, room = scenes.order(jo), RoomFactory()
    form = scenes.sitting_form(order_1=order.ref, room=room.id, publish="draft")
    page = pages.submit("/panels/sittings/new", **form)
    assert page.notices == [
        "Kept as a draft: 1 panel on Tuesday 10 March. Nobody is told until you publish it."
    ]
    sitting = session.scalars(select(Sitting)).one()
    url = scenes.of(sitting, "/change")
    assert "It is a draft, so nobody is told." in pages.get(url).words
    changed = scenes.sitting_form(
        room=room.id, date=["11", "3", "2026"], kept_for=2, version=sitting.version
    )
    page = pages.submit(url, **changed)
    assert page.notices[0] == "The sitting is changed."
    assert "Wednesday 11 March 2026, 5:30pm to 7:30pm" in page.words
    pages.post(scenes.of(sitting, "/drop"), 409, version=1)
    page = pages.submit(scenes.of(sitting, "/drop"), version=sitting.version)
    assert "It was a draft that was dropped. Nobody had been told of it." in page.words
    pages.get(scenes.of(sitting, "/drop"), 303)
    assert scenes.mail() == []


def test_a_series_is_kept_from_one_form(pages: Pages, jo: Person, northmere: Area) -> None:
    room = RoomFactory()
    form: dict[str, Any] = {
        "weekdays": ["4"],
        "first": ["27", "3", "2026"],
        "last": ["10", "4", "2026"],
        "time": "5:30pm",
        "minutes": "60",
        "kept_for": "3",
        "room": room.id,
        "area": northmere.id,
        "form_key": uuid4().hex,
    }
    for _ in range(2):
        page = pages.post("/panels/sittings/series", 200, **form)
        assert page.heading == "2 evenings kept, as drafts"
        assert "Friday 3 April It is a bank holiday, Good Friday" in page.words
    assert session.scalar(select(func.count(Sitting.id))) == 2
    page = pages.get("/panels/?show=drafts")
    assert page.words.count("Kept for 3 panels to come") == 2
    page = pages.get(str(page.select("tbody a")[0]["href"]))
    assert page.heading == "Evening kept on Friday 27 March Draft"
    assert "Friday 27 March 2026, 5:30pm to 8:30pm" in page.words
    page = pages.post("/panels/sittings/series", 422, **{**form, "weekdays": [], "last": ""})
    assert page.problems == ["Choose at least one weekday", "Enter the last day"]
    page = pages.post("/panels/sittings/series", 422, **{**form, "area": AreaFactory().id * 9})
    assert page.problems == ["Choose the area"]


def test_an_evening_without_a_panel_reads_sensibly_to_who_is_on_it(
    pages: Pages, margaret: Person
) -> None:
    jo = scenes.coordinator()
    sitting = scenes.evening(jo)
    sitting.state = SittingState.PUBLISHED
    scenes.seat(sitting, MEMBER).person = margaret
    session.commit()
    scenes.enter(pages, margaret)
    page = pages.get(scenes.of(sitting))
    assert "An evening kept for panels to come, as panel member" in page.words
    with clock.frozen(sitting.entry.starts_at - timedelta(hours=1)):
        scenes.enter(pages, margaret)
        assert "0 panels" not in pages.get("/").words


def test_the_seats_of_a_draft_lead_to_planning_somebody(pages: Pages, jo: Person) -> None:
    sitting = scenes.draft(jo)
    scenes.pencilled(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    page = pages.get(scenes.of(sitting))
    links = {
        link.get_text(): str(link["href"]) for link in page.select("#seats a[href*='/rota/seats/']")
    }
    assert list(links) == [
        "Plan somebody: chair",
        "Plan somebody else, or take them off: panel member",
        "Plan somebody: observer",
    ]
    assert pages.get(links["Plan somebody: chair"]).heading == "Chair, Tuesday 10 March, 5:30pm"
