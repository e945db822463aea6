"""Calendars of others, as coordinators bring them and everybody sees them."""

import io
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.access import Role
from portal.accounts.models import UserArea
from portal.calendar.imports.limits import MOST_KILOBYTES
from portal.calendar.models import ImportedCalendar
from portal.calendar.queries.imported import SOURCE
from portal.database import changing, session
from portal.notifications.jobs import runner
from portal.settings.actions import change
from portal.site.forms import AGAIN
from tests.calendar.calendars import AUTUMN, TERMS, calendar, day
from tests.calendar.conftest import SIX, publish, value
from tests.factories import AreaFactory, user_with
from tests.pages import Page, Pages

pytestmark = pytest.mark.usefixtures("on_monday")

VIEWS = ("month/2026-03", "week/2026-03-10", "day/2026-03-10", "agenda")
COUNTS = ".govuk-summary-list:not(.app-facts) .govuk-summary-list__row"


def file(content: bytes) -> dict[str, Any]:
    return {"file": (io.BytesIO(content), "terms.ics")}


def upload(at: Pages, content: bytes = TERMS, **values: Any) -> str:
    """Add a calendar, have its file read and return its address."""
    told = {"name": "School terms", "kind": "terms", "area": "", **values}
    answer = at.post("/calendar/imported/add", **told, **file(content))
    read()
    return str(answer.response.headers["Location"])


def read() -> None:
    session.rollback()
    assert runner.run_queued(SOURCE)


def counts(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.select(COUNTS)]


def test_from_an_empty_list_to_terms_in_the_month(at: Pages) -> None:
    assert "Add a calendar" in at.get("/calendar/imported").words
    told = {"name": "School terms", "kind": "terms", "area": ""}
    page = at.submit("/calendar/imported/add", **told, **file(TERMS))
    assert "Being read It takes some seconds." in page.words
    here = str(page.select("#file")[0]["hx-get"])
    read()
    assert not at.fragment(here).select("[hx-get]")
    page = at.get(here)
    assert counts(page) == [
        "3 added",
        "0 changed",
        "0 removed",
        "0 the same as before",
        "0 left out",
    ]
    assert "Last read Monday 2 March 2026, as far as Sunday 4 March 2029" in page.words
    assert "Half term Monday 26 October 2026 to Friday 30 October 2026" in page.words
    listed = at.get("/calendar/imported").words
    assert "Schools, the whole service. Last read on Monday 2 March 2026, 3 entries." in listed
    assert "Half term" not in at.get("/calendar/month/2026-10").words
    month = at.get("/calendar/month/2026-10?imported=yes")
    assert len(month.select(f"a[href='{here}']")) == 31 + 5 + 4  # October, half term, days around


def test_every_view_says_in_a_word_whether_schools_have_term(at: Pages) -> None:
    publish(starts_at=SIX.replace(month=10, day=28), ends_at=SIX.replace(month=10, day=28, hour=19))
    month, day = "/calendar/month/2026-10", "/calendar/day/2026-10-"
    assert "School term" not in at.get(month).words
    upload(at)
    cells = [cell.get_text(" ") for cell in at.get(month).select("td")]
    assert sum("School term" in cell for cell in cells) == 17 + 3  # the last days of September too
    assert sum("No school" in cell for cell in cells) == 5
    assert at.get("/calendar/week/2026-10-28").words.count("No school") == 5
    assert at.get("/calendar/agenda?from=2026-10-01").words.count("No school") == 1
    for view in (day, "/calendar/rooms/2026-10-"):
        assert "School term" in at.get(f"{view}23").words
        assert "No school" in at.get(f"{view}28").words
        for weekend in (24, 25):
            assert "chool" not in at.get(f"{view}{weekend}").words


def test_week_and_agenda_have_them_in_order_with_the_rest(at: Pages) -> None:
    publish(title="Panel at Northmere Library")
    place = "LOCATION:Town Hall"
    fair = day("f", "Closed for the fair", "20260310", more=place)
    upload(at, calendar(fair, "UID:2\nSUMMARY:Course\nDTSTART:20260310T090000"), kind="closures")
    week = at.get("/calendar/week/2026-03-10?imported=yes").words
    agenda = at.get("/calendar/agenda?imported=yes").words
    for words in (week, agenda):
        assert words.index("Closed for the fair") < words.index("Course") < words.index("Panel at")
    assert "Closure , all day Closed for the fair Town Hall" in agenda
    assert "with imported calendars" in agenda
    assert "Closed for the fair" not in at.get("/calendar/agenda").words


def test_the_next_version_says_what_it_would_do_before_it_does(at: Pages) -> None:
    here = upload(at)
    page = at.submit(f"{here}/read", **file(calendar(AUTUMN, "UID:2\nSUMMARY:Fair")))
    read()
    page = at.get(here)
    assert counts(page) == [
        "0 would be added",
        "0 would change",
        "2 would be removed",
        "1 are the same already",
        "1 are left out",
    ]
    assert "“Fair” (line 10) does not say when it starts. It is left out." in page.words
    assert "Spring term" in page.words
    at.post(f"{here}/replace")
    read()
    page = at.get(here)
    assert counts(page)[2] == "2 removed"
    assert "Spring term" not in page.words
    page = at.submit(f"{here}/replace")
    assert page.notices == [
        "No file waits to replace this calendar’s entries. Choose the next version again."
    ]


def test_a_file_that_cannot_be_read_says_why_and_what_stays(at: Pages) -> None:
    here = upload(at)
    at.post(f"{here}/read", **file(b"PK not a calendar"))
    page = at.post(f"{here}/read", 409, **file(TERMS))
    assert page.problems == [
        "Another file of this calendar is being read. Try again when it is done"
    ]
    read()
    words = at.get(here).words
    assert "It is not a calendar file. Export it as iCalendar, with the ending .ics." in words
    assert "What you see is the last good copy, of Monday 2 March 2026." in words


def test_a_first_file_that_cannot_be_read_leaves_a_calendar_to_be_mended(at: Pages) -> None:
    here = upload(at, b"PK not a calendar")
    assert "Nothing of it is in the calendar." in at.get(here).words
    assert "No file of it could be read yet." in at.get("/calendar/imported").words
    at.post(f"{here}/read", **file(TERMS))
    read()
    assert counts(at.get(here))[0] == "3 added"


def test_it_is_removed_after_asking_once(at: Pages) -> None:
    here = upload(at)
    assert at.get(f"{here}/remove").heading == "Remove “School terms”?"
    page = at.submit(f"{here}/remove")
    assert page.notices == ["School terms is removed, with everything that it showed."]
    at.get(here, 404)
    assert "Autumn term" not in at.get("/calendar/month/2026-10?imported=yes").words


def test_a_file_that_is_too_large_is_refused_before_anything_is_kept(at: Pages) -> None:
    here = upload(at)
    with changing():
        change(MOST_KILOBYTES, 10, actor=None)
    too_large = "It is larger than 10 kilobytes. Export a shorter time"
    told = {"name": "Closures", "kind": "closures", "area": ""}
    page = at.post("/calendar/imported/add", 422, **told, **file(b"x" * 20_000))
    assert page.problems == [too_large]
    assert value(page, "#name") == "Closures"
    page = at.post(f"{here}/read", 422, **file(b"x" * 20_000))
    assert page.problems == [too_large]


def test_two_hundred_megabytes_are_refused_unread(at: Pages) -> None:
    answer = at.client.post(
        "/calendar/imported/add",
        input_stream=io.BytesIO(b"--x"),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(200 * 1024 * 1024)},
    )
    assert answer.status_code == 413
    assert not session.scalars(select(ImportedCalendar)).all()


def test_a_form_that_lacks_something_says_so(at: Pages) -> None:
    upload(at)
    assert at.post("/calendar/imported/add", 422).problems == [
        "Enter a name, like School terms Kentmere",
        "Say what it tells",
        "Choose the calendar file",
    ]
    told = {"name": "School terms", "kind": "terms", "area": "", **file(TERMS)}
    assert at.post("/calendar/imported/add", 409, **told).problems == [
        "There is an imported calendar called School terms already. Use another name, so that "
        "nobody mistakes one for the other",
        AGAIN,
    ]


def test_everybody_sees_them_and_only_coordinators_keep_them(app: Flask, at: Pages) -> None:
    here = upload(at)
    volunteer = Pages(app).sign_in(user_with(Role.VOLUNTEER).email)
    page = volunteer.get(here)
    assert "Half term" in page.words
    assert "The last file" not in page.words
    assert not page.select(f"a[href^='{here}/']")
    volunteer.get("/calendar/month/2026-10?imported=yes")
    volunteer.post(f"{here}/remove", 403)


def test_what_is_private_reads_busy_to_everybody_but_who_brought_it(app: Flask, at: Pages) -> None:
    more = "LOCATION:12 Low Road\nCLASS:PRIVATE"
    here = upload(at, calendar(day("b", "Dentist", "20260310", more=more)), kind="other")
    pages = (here, *(f"/calendar/{view}?imported=yes" for view in VIEWS))
    page = at.get(here)
    assert "Dentist Private: others read “Busy”" in page.words
    assert "1 event is marked as private." in page.words
    assert all("Dentist" in at.get(path).words for path in pages)
    other = Pages(app).sign_in(user_with(Role.COORDINATOR).email)
    for path in pages:
        words = other.get(path).words
        assert "Busy" in words
        assert "Dentist" not in words
        assert "Low Road" not in words


def test_a_coordinator_of_an_area_keeps_the_calendars_of_that_area(app: Flask, at: Pages) -> None:
    north = AreaFactory(name="Northmere")
    everybodys = upload(at)
    user = user_with(Role.COORDINATOR)
    session.add(UserArea(user_id=user.id, area_id=north.id))
    session.commit()
    limited = Pages(app).sign_in(user.email)
    limited.get(f"{everybodys}/read", 403)
    limited.post(f"{everybodys}/replace", 403)
    assert not limited.get(everybodys).select(f"a[href^='{everybodys}/']")
    told = {"name": "Northern terms", "kind": "terms", "area": "", **file(TERMS)}
    page = limited.post("/calendar/imported/add", 422, **told)
    assert page.problems == ["Choose the area it is for: you look after some areas only", AGAIN]
    own = upload(limited, name="Northern terms", area=north.id)
    assert limited.get(f"{own}/read").heading == "Next version of Northern terms"
    assert session.scalars(select(ImportedCalendar.area_id)).all() == [None, north.id]
