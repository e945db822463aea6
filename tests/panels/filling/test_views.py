"""The page of a draft: beside the rota, told apart from it, decided on with or without htmx."""

import re
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from portal.database import session
from portal.notifications.jobs.runner import run_queued
from portal.panels.actions import deciding
from portal.panels.actions.filling import JOB
from portal.panels.models import FillRun, RunState, SeatKind
from portal.people.models import Area, Person
from tests.pages import Page, Pages
from tests.panels import scenes
from tests.panels.filling import free
from tests.statements import count_statements

MARCH = "from=2026-03&span=month"
POSTS = ("accept", "undo", "drop", "stop")


@pytest.fixture
def run(pages: Pages, jo: Person, northmere: Area) -> FillRun:
    """Fill March: of two sittings at once, Graham can chair one."""
    scenes.arranged(jo, scenes.order(jo, area=northmere))
    scenes.arranged(jo, scenes.order(jo, area=northmere), at=time(18))
    free.chair("Graham Holt")
    free.volunteer("Ann Lee")
    return begun(pages)


def begun(pages: Pages, query: str = MARCH) -> FillRun:
    """Press the button, and wait for the search."""
    pages.post(f"/panels/rota/fill?{query}")
    while run_queued(JOB):
        pass
    return session.scalars(select(FillRun).order_by(FillRun.id.desc())).first() or FillRun()


def of(run: FillRun, more: str = "") -> str:
    return f"/panels/rota/runs/{run.id}{more}"


def text(page: Page, selector: str) -> str:
    found = page.select_one(selector)
    assert found is not None
    return " ".join(found.get_text(" ").split())


def test_the_rota_offers_to_fill_what_it_shows(pages: Pages, run: FillRun) -> None:
    page = pages.get(f"/panels/rota?{MARCH}")
    form = page.select_one("#fill")
    assert form is not None
    assert "from=2026-03" in str(form["action"])
    assert text(page, "#fill") == "Fill the month"


def test_a_draft_is_shown_beside_the_rota(pages: Pages, run: FillRun) -> None:
    page = pages.get(of(run))
    assert page.heading == "Draft of the rota, 2 to 31 March 2026"
    draft = text(page, "#draft")
    assert "A draft is ready beside today’s rota" in draft
    assert "No better one exists under the rules." in draft
    assert "Community seats with nobody planned 4 of 4 2 of 4" in draft
    gaps = text(page, "section[aria-labelledby=gaps-h]")
    assert "2 seats stay empty, and why" in gaps
    assert "Graham Holt, sits elsewhere at that hour." in gaps
    assert "Move it to Monday 9 March: Graham Holt could chair then." in gaps
    rows = page.select("#changes tbody tr")
    assert len(rows) == 2
    assert any("Chair: Graham Holt" in " ".join(row.get_text(" ").split()) for row in rows)
    loads = text(page, "section[aria-labelledby=load-h]")
    assert re.search(r"Ann Lee 0 1 0 to 2 within what was agreed", loads)


def test_while_it_searches_the_page_asks_again_and_can_be_stopped(
    pages: Pages, jo: Person, northmere: Area
) -> None:
    scenes.arranged(jo, scenes.order(jo, area=northmere))
    free.chair("Graham Holt")
    here = pages.post(f"/panels/rota/fill?{MARCH}").response.headers["Location"]
    page = pages.get(here)
    region = page.select_one("#run")
    assert region is not None
    assert region["hx-trigger"] == "every 2s"
    assert "A first draft, while a better one is looked for" in text(page, "#draft")
    assert not page.select("#changes input[type=checkbox]")
    again = pages.post(f"/panels/rota/fill?{MARCH}").response
    assert again.headers["Location"] == here  # pressed twice, it is one run
    assert "asked to stop" in text(pages.submit(f"{here}/stop"), "#draft")


def test_it_is_accepted_in_part_and_undone(pages: Pages, run: FillRun) -> None:
    page = pages.get(of(run))
    ticked = [str(box["value"]) for box in page.select("#changes input[type=checkbox]")]
    pages.post(of(run, "/accept"), sitting=ticked[:1])
    page = pages.get(of(run))
    assert "You can undo it until" in text(page, "#draft")
    pages.post(of(run, "/undo"))
    assert "This draft was undone" in text(pages.get(of(run)), "#draft")


def test_nothing_ticked_accepts_nothing(pages: Pages, run: FillRun) -> None:
    for ticked in ([], ["x", "-1"]):
        page = pages.submit(of(run, "/accept"), sitting=ticked)
        assert page.notices == ["No panel is ticked. Tick one, or accept all."]
    assert session.get_one(FillRun, run.id).state is RunState.READY


def test_all_is_accepted_at_once(pages: Pages, run: FillRun) -> None:
    pages.post(of(run, "/accept"), all="1")
    page = pages.get(of(run))
    assert "The draft is planned" in text(page, "#draft")
    assert "Accepted" in text(page, "#changes tbody")


def test_a_dropped_draft_says_so(pages: Pages, run: FillRun) -> None:
    pages.post(of(run, "/drop"))
    assert "This draft was dropped" in text(pages.get(of(run)), "#draft")
    pages.post(of(run, "/accept"), all="1")
    assert "This draft is no longer there." in pages.get(of(run)).get_text()


def test_nothing_to_fill_is_said_on_the_rota(pages: Pages, jo: Person) -> None:
    page = pages.submit(f"/panels/rota/fill?{MARCH}")
    assert "No seat is open in that time." in page.notices[0]


def test_who_is_limited_to_an_area_fills_it_alone_and_sees_no_other(
    pages: Pages, run: FillRun, limited: Person
) -> None:
    scenes.enter(pages, limited)
    assert pages.get(of(run), status=404)
    for verb in POSTS:
        pages.post(of(run, f"/{verb}"), 404)
    castlebeck = session.scalars(select(Area).where(Area.name == "Castlebeck")).one()
    scenes.arranged(scenes.coordinator("Kit Moor"), scenes.order(limited, area=castlebeck))
    assert begun(pages).area_id == castlebeck.id


def test_a_seat_that_somebody_is_asked_for_is_said_to_wait(
    pages: Pages, jo: Person, northmere: Area
) -> None:
    sitting = scenes.arranged(jo, scenes.order(jo, area=northmere))
    scenes.offered(sitting, SeatKind.MEMBER, free.volunteer("Ann Lee"))
    free.chair("Graham Holt")
    page = pages.get(of(begun(pages)))
    gaps = text(page, "section[aria-labelledby=gaps-h]")
    assert gaps.startswith("1 seat waits for an answer No other seat stays empty.")
    assert "Tuesday 10 March, panel member" in gaps
    row = text(page, "#changes tbody tr")
    assert "Waits for an answer: a panel member" in row
    assert "Needs" not in row


def test_people_by_date_are_as_the_draft_has_them(pages: Pages, run: FillRun) -> None:
    page = pages.get(of(run))
    assert text(page, "#grid-h") == "People by date, March 2026"
    graham = next(row for row in page.select("#grid tbody tr") if "Graham" in row.get_text())
    assert "Graham Holt, Tue 10 March, chair, " in " ".join(graham.get_text(" ").split())
    assert "planned, not told" in graham.get_text()
    assert text(page, "#grid tbody [id^=load-]").startswith("1 ")
    assert not page.select("#grid [hx-get]")


def test_many_sittings_stand_month_by_month_and_page_by_page(
    pages: Pages, jo: Person, northmere: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.panels.queries.filling.MANY", 2)
    monkeypatch.setattr("portal.panels.queries.filling.drafts.MANY", 2)
    free.chair("Graham Holt", max_month=4)
    for day in (10, 11, 12):
        scenes.arranged(jo, scenes.order(jo, area=northmere), day=date(2026, 3, day))
    scenes.arranged(jo, scenes.order(jo, area=northmere), day=date(2026, 2, 25) + timedelta(35))
    run = begun(pages, "from=2026-03&span=quarter")
    page = pages.get(of(run))
    assert text(page, "#changes-h") == "Panels by date, March 2026"
    assert len(page.select("#changes tbody tr")) == 2
    assert [each.get_text() for each in page.select("nav[aria-label=Months] a")] == [
        "March (3)",
        "April (1)",
    ]
    second = pages.fragment(of(run, "?month=2026-03&page=2"))
    assert len(second.select("#changes tbody tr")) == 1
    april = pages.get(of(run, "?month=2026-04"))
    assert len(april.select("#changes tbody tr")) == 1
    boxes = [box["value"] for box in april.select("#changes input[type=checkbox]")]
    answer = pages.post(of(run, "/accept?month=2026-04"), sitting=boxes)
    assert answer.response.headers["Location"] == of(run, "?month=2026-04")
    assert "Accept all 3 changes" in text(pages.get(of(run)), "#draft")


def test_a_large_draft_shows_how_far_its_acceptance_is(
    pages: Pages, run: FillRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "AT_ONCE", 0)
    pages.post(of(run, "/accept"), all="1")
    page = pages.get(of(run))
    assert "The draft is being accepted" in text(page, "#draft")
    region = page.select_one("#run")
    assert region is not None
    assert region["hx-trigger"] == "every 2s"
    assert not page.select("#draft button")
    while run_queued(deciding.JOB):
        pass
    assert "The draft is planned" in text(pages.get(of(run)), "#draft")


def test_three_sittings_of_a_draft_are_shown_with_as_many_statements_as_one(
    pages: Pages, jo: Person, northmere: Area
) -> None:
    counts = []
    for number in (1, 2, 3):
        scenes.arranged(jo, scenes.order(jo, area=northmere), day=date(2026, 3, 9 + number))
        free.chair(f"Chair {number}")
        run = begun(pages)
        session.expire_all()
        with count_statements() as sent:
            pages.get(of(run))
        counts.append(len(sent))
    assert counts[0] == counts[1] == counts[2]


def test_the_same_form_twice_makes_one_run(pages: Pages, run: FillRun) -> None:
    key = scenes.attribute_of(pages.get(f"/panels/rota?{MARCH}"), "#fill [name=form_key]")
    made = []
    for _ in range(2):
        made.append(pages.post(f"/panels/rota/fill?{MARCH}", form_key=key).response.headers)
        while run_queued(JOB):
            pass
    assert made[0]["Location"] == made[1]["Location"] != of(run)


def test_nonsense_in_the_address_fills_this_month(pages: Pages, run: FillRun) -> None:
    again = begun(pages, "from=2026-99&span=x&area=99999999999")
    assert (again.first_on, again.last_on) == (date(2026, 3, 2), date(2026, 3, 31))
