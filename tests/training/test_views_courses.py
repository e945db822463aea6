"""The catalogue's pages, as a coordinator and a volunteer read them."""

import io
from datetime import date
from typing import Any

import pytest
from flask import Flask

from portal.access.rules import Role
from portal.database import session
from portal.people.models import Person
from portal.training.models import Award, Course, CourseMaterial
from tests.factories import CourseFactory, PersonFactory, user_with
from tests.pages import Pages
from tests.training import scenes

NEW = "/training/courses/new"


def test_a_course_is_added_and_says_who_must_hold_it_and_for_how_long(
    desk: Pages, app: Flask
) -> None:
    CourseFactory(title="Panel induction")
    page = desk.get(NEW)
    assert page.heading == "Add a course"
    lower = session.query(Course).one()
    page = desk.submit(
        NEW,
        **scenes.course_form(
            topics="Signs of harm\n\nWhom to tell",
            staff="3",
            prerequisites=[lower.id],
            outcomes="I know whom to tell",
            cpd_minutes="1.5",
        ),
    )
    assert page.heading == "Child safeguarding"
    for words in (
        "Mandatory. In person, 4 hours, counts for 1 hour 30 minutes of CPD.",
        "Volunteers, before a first panel",
        "Everybody who works for the service, within 3 months of joining",
        "3 years from the day of the course, to the end of the last day. Due soon from 90 days",
        "First comes Panel induction.",
        "Signs of harm Whom to tell",
        "No session can be booked now.",
    ):
        assert words in page.words


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"title": ""}, "Enter the title of the course"),
        ({"code": "a b"}, "Use only letters, digits and hyphens, like SAFE-1"),
        ({"minutes": "0"}, "Enter how long it takes, in hours"),
        ({"minutes": "NaN"}, "Enter hours from 0 to 200, like 2 or 1.5"),
        ({"minutes": "1e999"}, "Enter hours from 0 to 200, like 2 or 1.5"),
        ({"validity_months": "0"}, "Enter a whole number from 1 to 120"),
        ({"delivery": "e_learning"}, "Enter the link to the e-learning"),
        (
            {"delivery": "e_learning", "link": "javascript:alert(1)"},
            "Enter the whole address, like https://example.org",
        ),
        ({"volunteer": "5"}, "Choose one of the answers in the list"),
        ({"outcomes": "\n".join("abcdefghi")}, "Enter at most 8 outcomes"),
        ({"code": "held-1"}, "Held already has this code already. Enter another one."),
    ],
)
def test_what_will_not_do_comes_back_with_a_sentence_and_stays_typed(
    desk: Pages, values: dict[str, Any], problem: str
) -> None:
    CourseFactory(code="HELD-1", title="Held already")
    page = desk.post(NEW, 422, **scenes.course_form(purpose="To see harm", **values))
    assert page.problems == [problem]
    purpose = page.select_one("#purpose")
    assert purpose is not None
    assert purpose.get_text().strip() == "To see harm"


def test_a_stale_change_shows_both_versions(desk: Pages) -> None:
    course = scenes.safeguarding(minutes=240)
    url, form = "/training/courses/SAFE/edit", scenes.course_form(version=course.version)
    assert desk.submit(url, **{**form, "minutes": "2.5"}).notices == ["Saved."]
    page = desk.post(url, 409, **{**form, "minutes": "6"})
    assert "Length in hours 2.5 6" in page.words
    again = page.select_one("[name=version]")
    assert again is not None
    page = desk.submit(url, **{**form, "minutes": "6", "version": again["value"]})
    assert "6 hours" in page.words


def test_a_changed_validity_previews_what_it_would_change_and_changes_nothing_unasked(
    desk: Pages,
) -> None:
    course = scenes.safeguarding(minutes=240)
    ann = PersonFactory(name="Ann Lee")
    scenes.held(ann, course, date(2025, 1, 10))
    form = scenes.course_form(version=course.version, validity_months="12")
    page = desk.submit("/training/courses/SAFE/edit", **form)
    assert page.heading == "Awards already given: Child safeguarding"
    assert page.notices == ["Awards already given keep their last day. See what would change."]
    assert "1 award would change, and 1 award would then have lapsed." in page.words
    assert "Ann Lee Fri 10 January 2025 Mon 10 January 2028 Sat 10 January" in page.words
    session.expire_all()
    assert session.query(Award).one().valid_until == date(2028, 1, 10)
    url = "/training/courses/SAFE/validity"
    assert desk.submit(url, version="1").notices == [
        "The course was changed meanwhile. This is what would change now."
    ]
    page = desk.submit(url, version=str(session.get_one(Course, course.id).version))
    assert page.notices == ["1 award changed. Each keeps its history."]
    session.expire_all()
    assert session.query(Award).one().valid_until == date(2026, 1, 10)
    assert "No award would change." in desk.get(url).words


def test_everybody_is_extended_after_a_look(desk: Pages) -> None:
    course = scenes.safeguarding()
    scenes.until(PersonFactory(name="Ann Lee"), course, date(2026, 3, 20))
    form: dict[str, Any] = {
        "since": ["2", "3", "2026"],
        "until": ["31", "3", "2026"],
        "reason": "Venue closed",
    }
    url = "/training/courses/SAFE/extend"
    assert desk.get(url).heading == "Extend Child safeguarding for everybody"
    page = desk.post(url, 200, **form)
    assert "1 award would be extended Ann Lee Lasts until Friday 20 March" in page.words
    session.expire_all()
    assert session.query(Award).one().valid_until == date(2026, 3, 20)
    page = desk.submit(url, sure="1", **form)
    assert page.notices == ["1 award extended to Tuesday 31 March."]
    page = desk.post(url, 422, **{**form, "until": ["1", "3", "2026"]})
    assert page.problems == ["The new last day must be after the first day"]


def test_a_course_goes_out_of_use_and_comes_back(desk: Pages) -> None:
    scenes.safeguarding()
    page = desk.submit("/training/courses/SAFE/retire")
    assert page.notices == ["Child safeguarding is out of use: nobody is asked for it."]
    assert "Out of use since Monday 2 March" in page.words
    assert "0 courses" in desk.get("/training/courses").words
    assert "1 course" in desk.get("/training/courses?state=retired&kind=nonsense").words
    assert "is in use again" in desk.submit("/training/courses/SAFE/reopen").notices[0]


def test_the_catalogue_narrows_as_you_type(desk: Pages) -> None:
    course = scenes.safeguarding(topics="Signs of harm")
    CourseFactory(title="Prevent")
    scenes.planned(course, date(2026, 3, 12))
    page = desk.get("/training/courses?words=harm")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert rows == [
        "Child safeguarding Mandatory Volunteers, before a first panel "
        "3 years from the day of the course In person, 2 hours Thu 12 March, 4 places left"
    ]
    assert desk.fragment("/training/courses?words=harm").select_one("#courses")


def test_something_to_read_is_saved_and_never_shown_as_a_page(desk: Pages) -> None:
    scenes.safeguarding()
    url = "/training/courses/SAFE/materials"
    script = b"%PDF-1.4 << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"
    desk.submit(url, title="Slides", file=(io.BytesIO(script), "slides.pdf"))
    answer = desk.client.post(
        url, data={"title": "Guidance", "url": "https://example.org/guidance"}
    )
    page = desk.get(answer.headers["Location"])
    assert "Slides (PDF, 1 kB)" in page.words
    number = session.query(CourseMaterial).filter_by(title="Slides").one().id
    answer = desk.client.get(f"{url}/{number}")
    assert answer.data == script
    assert answer.headers["Content-Disposition"] == "attachment; filename=slides.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    page = desk.submit(f"{url}/{number}/remove")
    assert "Slides" not in page.words
    desk.get(f"{url}/{number}", 404)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "Enter a link, or choose a file: one of the two"),
        (
            {"file": (io.BytesIO(b"MZ\x90"), "slides.pdf")},
            "This is neither a PDF nor a picture, whatever its name says. "
            "Choose a PDF, or a photograph as JPEG, PNG or WebP.",
        ),
    ],
)
def test_what_cannot_be_read_is_not_kept(desk: Pages, fields: dict[str, Any], problem: str) -> None:
    scenes.safeguarding()
    page = desk.post("/training/courses/SAFE/materials", 422, title="Slides", **fields)
    assert page.problems == [problem]
    assert session.query(CourseMaterial).count() == 0


def test_a_volunteer_reads_the_catalogue_and_changes_nothing(
    pages: Pages, jo: Person, app: Flask
) -> None:
    scenes.safeguarding()
    pages.sign_in(user_with(Role.VOLUNTEER).email)
    page = pages.get("/training/courses/SAFE")
    assert "Held today by" not in page.words
    assert "Take it out of use" not in page.words
    assert [item.get_text(strip=True) for item in page.select("[aria-current=true]")] == [
        "Training"
    ]
