"""The matrix as a coordinator and a manager read it, take it along, and follow a cell."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import changing, session
from portal.members.models import MemberArea
from portal.people.models import Person
from portal.training import actions
from portal.training.models import Course, CourseCover
from tests.factories import AreaFactory, CourseFactory, PersonFactory, user_with
from tests.pages import Page, Pages
from tests.training import scenes

MATRIX = "/training/matrix"


def cells(page: Any) -> dict[str, str]:
    """Return each person's first cell, by name."""
    return {
        row.th.a.get_text(): " ".join(row.td.get_text(" ").split())
        for row in page.select("tbody tr")
    }


def attribute(page: Any, selector: str, name: str) -> str:
    """Return an attribute of the first element that a selector finds."""
    return str(page.select_one(selector)[name])


@pytest.fixture
def people(app: Flask, jo: Person) -> Course:
    """Return the course in which Ann lapses before a panel and Bo is in date."""
    course = scenes.safeguarding()
    ann, bo = (scenes.volunteer(name).person for name in ("Ann Lee", "Bo Reed"))
    scenes.until(ann, course, scenes.TENTH)
    scenes.panel(ann, date(2026, 3, 14))
    scenes.until(bo, course, date(2028, 1, 1))
    scenes.planned(course, date(2026, 3, 12))
    return course


def test_the_matrix_says_in_words_how_each_stands_and_what_to_book(
    desk: Pages, people: Course
) -> None:
    page = desk.get(MATRIX)
    assert page.heading == "Who is in date"
    assert "3 people as at Monday 2 March 2026" in page.words
    assert cells(page) == {
        "Ann Lee": "Lapses before 14 March to 10 March : Ann Lee, Child safeguarding "
        "Book 12 March, 4 places : Ann Lee, Child safeguarding",
        "Bo Reed": "In date to 1 January 2028 : Bo Reed, Child safeguarding",
        "Jo Hartley": "Not needed no record : Jo Hartley, Child safeguarding",
    }
    assert desk.get(attribute(page, "td a[href*=sessions]", "href")).heading
    assert desk.get("/training/courses").select_one(f'a[href="{MATRIX}"]')


def test_the_address_keeps_what_was_narrowed(desk: Pages, people: Course) -> None:
    page = desk.get(f"{MATRIX}?on=31+March+2026&role=volunteer&state=lapsed&course=SAFE&area=x")
    assert not cells(page)
    assert attribute(page, "#on", "value") == "31 March 2026"
    chosen = [each["value"] for each in page.select("option[selected]")]
    assert chosen == ["volunteer", "", "lapsed", "SAFE", ""]
    part = desk.fragment(f"{MATRIX}?on=15/3/2026&state=lapses_before")
    assert list(cells(part)) == ["Ann Lee"]
    links = [each["href"] for each in part.select(".app-row a")]
    assert links[0] == "/training/matrix.csv?on=2026-03-15&state=lapses_before"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("31 Smarch", "Enter a real date, like 27 3 2026"),
        ("30 February 2026", "Enter a real date, like 27 3 2026"),
        ("1 1 1999", "Check the year: enter it in full, like 2026"),
        ("%00<b>", "Enter a real date, like 27 3 2026"),
    ],
)
def test_a_day_that_is_none_says_so_and_stays_typed(
    desk: Pages, people: Course, typed: str, problem: str
) -> None:
    page = desk.get(f"{MATRIX}?on={typed}")
    assert f"{problem}. Until then it is shown as at today." in page.words
    assert attribute(page, "#on", "value") == typed.replace("%00", "")
    assert len(cells(page)) == 3


def test_courses_that_nobody_must_hold_are_shown_when_asked_for(
    desk: Pages, people: Course
) -> None:
    CourseFactory(code="CPD", title="Circles")

    def heads(query: str) -> list[str]:
        page = desk.get(f"{MATRIX}?{query}")
        return [next(each.stripped_strings) for each in page.select("thead th")][1:]

    assert heads("") == heads("role=volunteer") == ["Child safeguarding"]
    assert heads("course=all") == ["Child safeguarding", "Circles"]
    assert heads("course=CPD") == ["Circles"]
    assert "No course is asked for" in desk.get(f"{MATRIX}?role=staff").words


def test_the_files_hold_everybody_whom_the_filters_leave(desk: Pages, people: Course) -> None:
    scenes.volunteer('=HYPERLINK("http://evil.example")')
    answer = desk.client.get(f"{MATRIX}.csv?role=volunteer")
    assert answer.headers["Content-Disposition"] == "attachment; filename=training-2026-03-02.csv"
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows == [
        ["Person", "Role", "Areas", "Child safeguarding"],
        ['\'=HYPERLINK("http://evil.example")', "volunteer", "", "Never held, no record"],
        ["Ann Lee", "volunteer", "", "Lapses before 14 March, to 10 March"],
        ["Bo Reed", "volunteer", "", "In date, to 1 January 2028"],
    ]
    answer = desk.client.get(f"{MATRIX}.xlsx?role=volunteer")
    [sheet] = load_workbook(io.BytesIO(answer.data)).worksheets
    assert [[cell or "" for cell in row] for row in sheet.values] == rows
    assert sheet.freeze_panes == "B2"


def test_a_print_has_everybody_on_one_page(desk: Pages, people: Course) -> None:
    for number in range(30):
        scenes.volunteer(f"Volunteer {number:02}")
    assert len(cells(desk.get(MATRIX))) == 25
    for nonsense in ("0", "99", "-1", "x"):
        assert cells(desk.get(f"{MATRIX}?order=pressing&page={nonsense}"))
    page = desk.get(f"{MATRIX}/print?role=volunteer")
    assert page.heading == "Who is in date as at Monday 2 March 2026"
    assert "Volunteers. 32 people. As it stood today, midday." in page.words
    assert len(cells(page)) == 32


def test_a_coordinator_of_an_area_sees_only_their_people(
    app: Flask, pages: Pages, people: Course
) -> None:
    north, south = AreaFactory(name="North"), AreaFactory(name="South")
    user = user_with(Role.COORDINATOR, person=PersonFactory(name="Kim Moss"))
    user.area_rows = [UserArea(area_id=north.id)]
    near = scenes.volunteer("Near", area_rows=[MemberArea(area_id=north.id)]).person
    far = scenes.volunteer("Far", area_rows=[MemberArea(area_id=south.id)]).person
    session.commit()
    desk = pages.sign_in(user.email)
    page = desk.get(f"{MATRIX}?role=volunteer")
    assert list(cells(page)) == ["Ann Lee", "Bo Reed", "Near"]
    assert [each.get_text() for each in page.select("#area option")] == ["Any area", "North"]
    assert "Far" not in desk.client.get(f"{MATRIX}.csv").text
    assert desk.get(f"/training/people/{near.uuid}/courses/SAFE").heading
    for path in ("", "/courses/SAFE"):
        desk.get(f"/training/people/{far.uuid}{path}", 404)
    assert "2 people need Child safeguarding" in desk.get("/training/gaps").words


def test_a_manager_reads_and_changes_nothing(app: Flask, pages: Pages, people: Course) -> None:
    desk = pages.sign_in(user_with(Role.MANAGER).email)
    ann = session.query(Person).filter_by(name="Ann Lee").one()
    assert "Ann Lee" in cells(desk.get(MATRIX))
    page = desk.get(f"/training/people/{ann.uuid}/courses/SAFE")
    assert "Every award" in page.words
    assert not page.select("main form, main a[href*=extend]")
    assert "Plan a session" not in desk.get("/training/gaps").words


def test_a_cell_leads_to_every_award_extension_and_exemption_of_the_course(
    desk: Pages, jo: Person
) -> None:
    low = scenes.safeguarding()
    high = CourseFactory(title="Safeguarding leads", covers=[CourseCover(covered=low)])
    other = CourseFactory(title="First aid", needs=[scenes.need()])
    ann = scenes.volunteer().person
    award = scenes.until(ann, low, date(2026, 3, 1))
    scenes.held(ann, high, date(2020, 1, 7))
    scenes.held(ann, other, date(2024, 5, 5))
    with changing():
        actions.extend_award(award=award, until=scenes.TENTH, reason="Ill in spring", actor=jo)
        actions.exempt(
            person=ann, course=low, since=scenes.TODAY, until=None, reason="Retires", actor=jo
        )
    page = desk.get(attribute(desk.get(MATRIX), "tbody td a[href$=SAFE]", "href"))
    assert page.heading == "Child safeguarding: Ann Lee"
    for words in (
        "Child safeguarding, Wednesday 1 March 2023",
        "Granted with a reason. To the end of Tuesday 10 March 2026.",
        "Monday 2 March 2026: from Sunday 1 March 2026 to Tuesday 10 March 2026, by Jo Hartley. "
        "Ill in spring",
        "Safeguarding leads, Tuesday 7 January 2020",
        "From Monday 2 March 2026, for good. Retires. By Jo Hartley.",
    ):
        assert words in page.words
    assert "First aid" not in page.words
    desk.get(f"/training/people/{ann.uuid}/courses/NONE", 404)


def test_the_history_of_a_course_out_of_use_is_still_told(desk: Pages, jo: Person) -> None:
    course, ann = scenes.safeguarding(), scenes.volunteer().person
    scenes.until(ann, course, scenes.TENTH)
    with changing():
        actions.retire_course(course=course, actor=jo)
    page = desk.get(f"/training/people/{ann.uuid}/courses/SAFE")
    assert "This course is out of use: nobody is asked for it." in page.words
    assert "Child safeguarding, Friday 10 March 2023" in page.words


def gaps(desk: Pages, query: str = "") -> Page:
    return desk.get(f"/training/gaps?{query}")


def test_what_is_short_is_said_with_where_to_go(desk: Pages, people: Course) -> None:
    page = gaps(desk)
    assert attribute(page, "#by", "value") == "30 Jun 2026"
    assert (
        "1 person needs Child safeguarding by the end of June; one session has 4 places: "
        "enough for everybody"
    ) in page.words
    assert "The next lapses at the end of Tuesday 10 March." in page.words
    who = attribute(page, '#gaps a[href^="/training/matrix"]', "href")
    assert list(cells(desk.get(who))) == ["Ann Lee"]
    assert "Valid to the end of Tuesday 10 March, and on a panel on Saturday 14 March. To do: " in (
        page.words
    )
    assert page.select_one("#gaps a[href='/training/courses/SAFE/sessions/new']")
    part = desk.fragment("/training/gaps?by=9+March+2026")
    assert "Nothing is short" in part.get_text()


def test_a_day_that_is_over_is_no_day_to_look_ahead_to(desk: Pages, people: Course) -> None:
    page = gaps(desk, "by=1+March+2026")
    assert "Enter a day that is still to come. Until then it is shown to the end of" in page.words
    assert gaps(desk, "by=2+March+2026").select_one("#by-problem") is None
