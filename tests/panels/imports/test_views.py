"""The imports as a coordinator meets them: upload, see, match, have it done, fetch the rest."""

import io
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.access.rules import Role
from portal.database import session
from portal.notifications.jobs import runner
from portal.notifications.models import Document, DocumentBody
from portal.panels.models import ReferralOrder, Sitting
from portal.people.models import Person
from tests.factories import user_with
from tests.pages import Page, Pages
from tests.panels import scenes
from tests.panels.imports import kentmere
from tests.spreadsheets.books import book

ORDERS, PANELS = "/panels/orders/import", "/panels/import"
HEAD = "Court date,Months,Area,Case manager\n"


@pytest.fixture
def jo(app: Flask, pages: Pages) -> Person:
    kentmere.areas()
    kentmere.colleagues()
    person = kentmere.coordinator()
    scenes.enter(pages, person)
    return person


def uploading(content: bytes | str, name: str = "J Smith.csv") -> dict[str, Any]:
    encoded = content.encode() if isinstance(content, str) else content
    return {"file": (io.BytesIO(encoded), name)}


def numbers(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.select(".govuk-summary-list__row")]


def imported(pages: Pages, page: Page, source: str) -> Page:
    """Press the button of a dry run, and return the page once a worker has done it."""
    form = page.select("main form[action^='/panels']")[0]
    page = pages.submit(str(form["action"]))
    here = str(page.select("#import")[0]["hx-get"])
    session.rollback()
    runner.run_queued(source)
    return pages.get(here)


def test_orders_from_upload_to_their_references(jo: Person, pages: Pages) -> None:
    page = pages.submit(ORDERS, **uploading(kentmere.ORDERS.read_bytes()))
    assert page.heading == "What orders.csv would change"
    assert numbers(page) == [
        "6 would be new",
        "0 would change",
        "0 are the same already",
        "7 cannot go in",
    ]
    assert "Court on Wednesday 11 February 2026, 6 months, Northmere, Casey Moran" in page.words
    assert "Columns that were left out: Colour, Notes." in page.words
    assert session.query(ReferralOrder).count() == 0
    page = imported(pages, page, "panels.import_orders")
    assert numbers(page) == ["6 new", "0 changed", "0 the same as before", "7 not imported"]
    given = pages.client.get(str(page.select("a[href*='given']")[0]["href"]))
    assert given.headers["Content-Disposition"].endswith("filename=orders-with-references.csv")
    assert "4;RO-2026-001;11/02/2026;6 months;Northmere" in given.text
    back = pages.client.get(str(page.select("a[href*='problems']")[0]["href"]))
    assert back.headers["Content-Disposition"].endswith("filename=orders-problems.csv")


def test_a_name_that_is_not_known_is_matched_by_suggestion(jo: Person, pages: Pages) -> None:
    rows = "11/2/2026,6,NM,C Moran\n12/2/2026,6,NM,C Moran\n13/2/2026,6,NM,Zebedee Quill\n"
    page = pages.submit(ORDERS, **uploading(HEAD + rows))
    assert "Case manager ‘C Moran’, in 2 rows" in page.words
    assert numbers(page)[3] == "3 cannot go in"
    match = str(page.select("form[action$='/match']")[0]["action"])
    assert pages.submit(match, **{"case_manager=C Moran": "jo@example.org"}).notices == [
        "Choose what is meant for at least one of them, or correct the file."
    ]
    page = pages.submit(match, **{"case_manager=C Moran": "casey.moran@example.org"})
    assert numbers(page) == [
        "2 would be new",
        "0 would change",
        "0 are the same already",
        "1 cannot go in",
    ]
    assert session.query(Person).filter_by(name="Zebedee Quill").count() == 0


@pytest.mark.parametrize(
    "content",
    [
        f"{HEAD[:-1]},Surname\n11/2/2026,6,NM,Casey Moran,Smith\n".encode(),
        book([*HEAD.strip().split(","), "D.O.B."], ["11/2/2026", 6, "NM", "C", "1/1/2010"]),
    ],
    ids=["csv", "xlsx"],
)
def test_a_file_that_says_who_a_child_is_is_refused_and_not_kept(
    jo: Person, pages: Pages, content: bytes
) -> None:
    page = pages.post(ORDERS, 422, **uploading(content))
    [problem] = page.problems
    assert problem.startswith("This file has columns that may say who a child or a victim is: ‘")
    assert problem.endswith(
        "Delete these columns from a copy of the spreadsheet first, and import the copy."
    )
    assert session.scalar(select(func.count(Document.id))) == 0
    assert session.scalar(select(func.count(DocumentBody.id))) == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture, not a spreadsheet that can be read."),
        (b"\xff\xfe\x00", "The file needs a row of headings"),
        (b"a,b\n", "The file needs a row of headings with a column for the court date and one"),
        (HEAD.encode() + b"11/2/2026,6,NM,Casey\n" * 15_000, "The file has more than 5,000 rows"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    jo: Person, pages: Pages, content: bytes, sentence: str
) -> None:
    [problem] = pages.post(ORDERS, 422, **uploading(content)).problems
    assert problem.startswith(sentence)


def test_another_coordinators_import_is_not_found(jo: Person, pages: Pages, app: Flask) -> None:
    url = pages.post(ORDERS, **uploading(HEAD + "11/2/2026,6,NM,Casey Moran\n")).response.location
    job = pages.post(url).response.location
    other = Pages(app).sign_in(user_with(Role.COORDINATOR).email)
    for path in (url, f"{url}/problems.csv", job):
        other.get(path, 404)
    other.post(f"{url}/match", 404)


def test_panels_from_upload_to_what_did_not_go_in(jo: Person, pages: Pages) -> None:
    kentmere.volunteers()
    kentmere.rooms()
    kentmere.orders(jo, date(2026, 1, 14), date(2026, 1, 15), date(2026, 2, 11), date(2026, 2, 12))
    page = pages.get(PANELS)
    assert "The portal writes to nobody about an import" in page.words
    page = pages.submit(PANELS, choice="draft", **uploading(kentmere.PANELS.read_bytes()))
    assert page.heading == "What panels.csv would change"
    assert numbers(page)[0] == "4 would be new"
    assert (
        "Tuesday 10 March, 5:30pm, Northmere Library, Room 2 2 panels, as a draft Graham Holt, "
        "chair; Priya Nair, member; Sam Trainee, observer; Marcus Reid, adviser"
    ) in page.words
    assert "published" not in page.words
    assert "Venue ‘N'mere Lib, Rm 2’, in 1 row" in page.words
    page = imported(pages, page, "panels.import_panels")
    assert numbers(page)[0] == "4 new"
    assert "See the panels" in page.words
    assert scenes.mail() == []


def test_what_would_be_published_is_said_before(jo: Person, pages: Pages) -> None:
    kentmere.volunteers()
    kentmere.rooms()
    kentmere.orders(jo, date(2026, 2, 11))
    rows = (
        "Date,Time,Venue,Order reference,Kind,Chair,Member\n"
        "10/3/2026,5:30pm,Saltmarsh Hall,RO-2026-001,Initial,Graham Holt,Priya Nair\n"
    )
    page = pages.submit(PANELS, choice="published", **uploading(rows))
    assert (
        "1 sitting to come would be published, and 2 people be on duty. The portal writes to "
        "nobody about an import: tell them yourself, or upload the file again and choose drafts."
    ) in page.words
    page = imported(pages, page, "panels.import_panels")
    assert session.scalars(select(Sitting)).one().state.value == "published"
    assert scenes.mail() == []


def test_a_room_that_is_not_known_is_matched_by_suggestion(jo: Person, pages: Pages) -> None:
    kentmere.volunteers()
    kentmere.rooms()
    kentmere.orders(jo, date(2026, 2, 11))
    rows = (
        "Date,Time,Venue,Room,Order reference,Kind\n"
        "10/3/2026,5:30pm,N'mere Lib,Rm 2,RO-2026-001,Initial\n"
    )
    page = pages.submit(PANELS, choice="draft", **uploading(rows))
    match = page.select("form[action$='/match']")[0]
    [select_] = match.select("select")
    options = [option["value"] for option in select_.select("option")]
    assert "Northmere Library, Room 2" in options
    page = pages.submit(str(match["action"]), **{str(select_["name"]): "Northmere Library, Room 2"})
    assert numbers(page)[0] == "1 would be new"


@pytest.mark.parametrize("path", [ORDERS, PANELS])
@pytest.mark.parametrize("role", [Role.MANAGER, Role.VOLUNTEER, Role.STAFF, Role.ADMINISTRATOR])
def test_only_coordinators_import(pages: Pages, role: Role, path: str) -> None:
    pages.sign_in(user_with(role).email)
    for more in ("", "/1", "/jobs/1", "/problems/1", "/template.csv"):
        pages.get(f"{path}{more}", 403)
    for more in ("", "/1", "/1/match"):
        pages.post(f"{path}{more}", 403)


def test_the_lists_lead_to_their_imports(jo: Person, pages: Pages) -> None:
    for path, target, noun in (("orders", ORDERS, "orders"), ("", PANELS, "panels")):
        [link] = pages.get(f"/panels/{path}").select(f"a[href='{target}']")
        page = pages.get(str(link["href"]))
        assert page.heading == f"Import {noun} from a spreadsheet"
    assert pages.client.get(f"{ORDERS}/template.csv").data.startswith(
        b"\xef\xbb\xbfOrder reference,Court date,"
    )
