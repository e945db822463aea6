"""Partners' pages, as a coordinator, a colleague and a partner's people read them."""

import io
from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal import clock
from portal.access.rules import Role
from portal.calendar.actions import publish
from portal.calendar.models import Kind
from portal.database import session
from portal.people.models import Person
from portal.reparation.models import (
    PaperKind,
    PaperState,
    Partner,
    PartnerArea,
    PartnerContact,
    PartnerPaper,
    PartnerPerson,
    PartnerState,
    Project,
    ProjectSession,
    ProjectState,
    SessionState,
)
from portal.site.forms import AGAIN
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.pages import Page, Pages
from tests.reparation.partners import scenes


def url_of(partner: Partner, more: str = "") -> str:
    return f"/reparation/partners/{partner.uuid}{more}"


def paper_form(content: bytes | None = b"%PDF-1.4", **values: Any) -> dict[str, Any]:
    form = {
        "kind": "public_liability",
        "until": ["1", "3", "2027"],
        "form_key": uuid4().hex,
        **values,
    }
    if content is not None:
        form["file"] = FileStorage(io.BytesIO(content), "insurance.pdf")
    return form


def posted(browser: Pages, url: str, form: dict[str, Any]) -> Page:
    """Post a form with a file, and return the page that it leads to."""
    boundary, body = encode_multipart(form)
    answer = browser.client.post(
        url, data=body, content_type=f'multipart/form-data; boundary="{boundary}"'
    )
    if answer.status_code == 303:
        return browser.get(answer.headers["Location"])
    page = Page(answer.text, "html.parser")
    page.response = answer
    return page


def test_the_list_says_what_is_lacking_and_narrows(desk: Pages, trust: Partner) -> None:
    scenes.bookable_partner("Bike Kitchen", state=PartnerState.PAUSED)
    page = desk.get("/reparation/partners")
    assert page.heading == "Partners"
    assert "2 partners" in page.words
    assert "Cannot be booked No public liability insurance is accepted yet" in page.words
    narrowed = desk.fragment("/reparation/partners?state=paused&words=bike&area=x&page=x")
    assert [link.get_text() for link in narrowed.select("tbody th a")] == ["Bike Kitchen"]
    assert "No partner found" in desk.get("/reparation/partners?words=%00zzz").words


def test_a_partner_is_added_once_and_its_name_is_its_own(desk: Pages) -> None:
    form = {"name": "Canal Trust", "website": "https://canal.example", "form_key": uuid4().hex}
    for _ in range(2):
        page = desk.submit("/reparation/partners/new", **form)
        assert page.heading == "Canal Trust"
    assert session.query(Partner).count() == 1
    page = desk.post("/reparation/partners/new", 422, name="Canal trust", form_key=uuid4().hex)
    assert page.problems == ["There is a partner called Canal trust. Open that one instead."]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"name": ""}, "Enter the name of the organisation"),
        ({"website": "javascript:alert(1)"}, "Enter the whole address, like https://example.org"),
        (
            {"agreed_on": ["1", "3", "2026"], "agreement_review_on": ["1", "3", "2026"]},
            "The review must be after the day of the agreement",
        ),
    ],
)
def test_bad_input_comes_back_with_a_sentence(
    desk: Pages, values: dict[str, Any], problem: str
) -> None:
    form = {"name": "Canal Trust", "about": "Towpaths and boats", **values}
    page = desk.post("/reparation/partners/new", 422, **form)
    assert page.problems == [problem]
    assert "Towpaths and boats" in page.words


def test_a_stale_change_shows_both_and_loses_nothing(desk: Pages, trust: Partner) -> None:
    form = {"name": "Canal Trust", "state": "paused", "version": trust.version, "about": "Boats"}
    page = desk.submit(url_of(trust, "/change"), **form)
    assert "Canal Trust takes a break." in page.words
    page = desk.post(url_of(trust, "/change"), 409, **{**form, "about": "Towpaths"})
    assert "What they do Boats Towpaths" in page.words


def test_a_coordinator_of_other_areas_changes_nothing(pages: Pages, trust: Partner) -> None:
    north, south = AreaFactory(), AreaFactory()
    trust.areas = [PartnerArea(area=north)]
    session.commit()
    browser = pages.sign_in(str(scenes.coordinator("Elsewhere", south).email))
    page = browser.get(url_of(trust))
    assert "Change details" not in page.words
    browser.get(url_of(trust, "/change"), 403)
    browser.get(url_of(trust, "/papers/new"), 403)


def test_a_colleague_reads_a_partner_without_its_files_and_people(
    pages: Pages, trust: Partner, mo: Person
) -> None:
    scenes.accepted(trust)
    page = pages.sign_in(user_with(Role.STAFF).email).get(url_of(trust))
    assert "Public liability insurance In date To the end of Monday 1 March 2027" in page.words
    assert "Record a document" not in page.words
    assert str(mo.email) not in page.words


def test_a_paper_is_sent_in_looked_at_and_counts(
    app: Flask, desk: Pages, site: Pages, trust: Partner
) -> None:
    page = posted(site, url_of(trust, "/papers/new"), paper_form())
    assert page.notices == ["Thank you. A coordinator looks at it, and you get an email then."]
    assert "How it stands A coordinator has it" in page.words
    assert "1 document to look at" in desk.get("/reparation/partners").words
    link = desk.get("/reparation/papers").select_one("tbody th a")
    assert link
    address = str(link["href"])
    saved = desk.client.get(f"{address}/file")
    assert saved.headers["Content-Disposition"] == "attachment; filename=insurance.pdf"
    page = desk.submit(f"{address}/accept")
    assert page.notices == ["The public liability insurance of Canal Trust counts."]
    assert "Public liability insurance In date" in site.get("/reparation/mine").words


def test_a_refusal_says_why(desk: Pages, site: Pages, trust: Partner, mo: Person) -> None:
    address = f"/reparation/papers/{scenes.sent(mo, trust).uuid}"
    assert desk.post(f"{address}/refuse", 422).problems == ["Enter the reason"]
    desk.submit(f"{address}/refuse", reason="Page 2 is missing")
    page = site.get("/reparation/mine")
    said = (
        "Could not be taken Sent in on Monday 2 March 2026, to the end of Monday 1 March 2027. "
        "Page 2 is missing"
    )
    assert said in page.words


@pytest.mark.parametrize(
    ("values", "content", "problem"),
    [
        ({}, None, "Choose the document"),
        ({"kind": ""}, b"%PDF-1.4", "Choose what it is"),
        ({"kind": "nonsense"}, b"%PDF-1.4", "Choose what it is"),
        ({"kind": "other", "until": ""}, b"%PDF-1.4", "Enter what it is called"),
        ({"until": ""}, b"%PDF-1.4", "Enter the last day on which it holds"),
        ({"until": ["1", "3", "2026"]}, b"%PDF-1.4", "This paper ran out on 1 March 2026."),
        ({}, b"<svg onload='alert(1)'/>", "This is neither a PDF nor a picture"),
    ],
)
def test_what_is_no_paper_comes_back_with_a_sentence(
    site: Pages, trust: Partner, values: dict[str, Any], content: bytes | None, problem: str
) -> None:
    page = posted(site, url_of(trust, "/papers/new"), paper_form(content, **values))
    assert page.response.status_code == 422
    assert page.problems[0].startswith(problem)
    assert page.problems[1:] == ([AGAIN] if values else [])
    assert session.query(PartnerPaper).count() == 0


def test_a_coordinator_records_a_paper_that_they_saw(desk: Pages, trust: Partner) -> None:
    page = posted(desk, url_of(trust, "/papers/new"), paper_form(None))
    assert page.notices == ["It counts."]
    assert "The file None is kept: a coordinator saw it" in page.words
    desk.get(str(page.response.request.path) + "/file", 404)


def test_a_partner_keeps_its_page_and_reads_what_closes_booking(
    site: Pages, trust: Partner
) -> None:
    page = site.get("/reparation/mine")
    assert page.heading == "Canal Trust"
    assert "Canal Trust cannot be booked: no public liability insurance is accepted yet" in (
        page.words
    )


def test_a_partner_reads_what_to_do_and_not_what_waits(
    site: Pages, trust: Partner, mo: Person
) -> None:
    scenes.accepted(trust, PaperKind.PUBLIC_LIABILITY, date(2026, 3, 20))
    scenes.accepted(trust, PaperKind.SAFEGUARDING_POLICY, date(2026, 3, 1))
    scenes.sent(mo, trust)
    due = site.get("/reparation/mine").select("#due li")
    assert [" ".join(item.get_text().split()) for item in due] == [
        "Employers’ liability insurance: send it in",
        "Safeguarding policy: it ran out on Sunday 1 March 2026, send in the new one",
    ]


def session_at(trust: Partner, day: date, **values: Any) -> ProjectSession:
    """Return a session of a partner's project, with four places."""
    project = Project(partner=trust, title="Towpath", **values)
    entry = publish(
        actor=None,
        kind=Kind.REPARATION,
        title="Towpath",
        path=None,
        starts_at=clock.at(day, time(10)),
        ends_at=clock.at(day, time(13)),
        audience=[f"partner:{trust.id}"],
    )
    held = ProjectSession(project=project, entry=entry, places=4)
    session.add(held)
    session.commit()
    return held


def test_a_refusal_is_to_do_until_another_is_sent_in(
    desk: Pages, site: Pages, trust: Partner, mo: Person
) -> None:
    for _ in range(2):
        address = f"/reparation/papers/{scenes.sent(mo, trust, PaperKind.DBS_POSITION).uuid}"
        desk.submit(f"{address}/refuse", reason="Page 2 is missing")
    due = site.get("/reparation/mine").select("#due li")
    assert [" ".join(item.get_text().split()) for item in due[3:]] == [
        "DBS position: it could not be taken. Page 2 is missing"
    ]
    scenes.sent(mo, trust, PaperKind.DBS_POSITION)
    assert len(site.get("/reparation/mine").select("#due li")) == 3


def test_the_first_page_tells_a_partner_how_it_stands(site: Pages, trust: Partner) -> None:
    session_at(trust, date(2026, 3, 7))
    words = site.get("/").words
    assert "Canal Trust Canal Trust cannot be booked: no public liability" in words
    assert "3 documents to send in Saturday 7 March, 10am to 1pm Towpath: 0 of 4 places" in words


def test_a_partner_sees_its_projects_and_how_full_its_sessions_are(
    site: Pages, trust: Partner
) -> None:
    held = session_at(trust, date(2026, 3, 7))
    session_at(scenes.partner("Bike Kitchen"), date(2026, 3, 8))
    hosting = site.get("/reparation/mine").select_one("#hosting")
    assert hosting
    words = " ".join(hosting.get_text(" ").split())
    assert "Saturday 7 March, 10am to 1pm Towpath: 0 of 4 places taken" in words
    assert [link["href"] for link in hosting.select("li a")] == [
        f"/reparation/mine/projects/{held.project.uuid}",
        f"/reparation/sessions/{held.entry.uuid}",
    ]
    for link in hosting.select("li a"):
        site.get(str(link["href"]))


def test_a_partner_is_asked_how_many_came_and_for_changes(site: Pages, trust: Partner) -> None:
    held = session_at(trust, date(2026, 2, 28), state=ProjectState.CHANGES_ASKED)
    session_at(trust, date(2025, 12, 1))
    due = site.get("/reparation/mine").select("#due li")
    assert [" ".join(item.get_text().split()) for item in due[3:]] == [
        "Towpath: the coordinator asks for changes",
        "Towpath, Saturday 28 February: say how many came",
    ]
    held.headcount, held.state = 3, SessionState.HELD
    session.commit()
    assert len(site.get("/reparation/mine").select("#due li")) == 4


def test_a_partner_changes_what_it_says_of_itself(site: Pages, trust: Partner) -> None:
    form = {"about": "Towpaths", "version": trust.version, "name": "Mine", "state": "ended"}
    site.submit("/reparation/mine/change", **form)
    assert (trust.about, trust.name, trust.state) == ("Towpaths", "Canal Trust", "active")
    page = site.post("/reparation/mine/change", 409, **{**form, "about": "Boats"})
    assert "What they do Towpaths Boats" in page.words


def test_a_partner_looks_after_its_contacts(site: Pages, trust: Partner) -> None:
    new = url_of(trust, "/contacts/new")
    page = site.post(new, 422, kind="site", name="Dee Ash")
    assert page.problems == ["Enter a telephone number or an email address"]
    page = site.submit(new, kind="site", name="Dee Ash", phone="01632 960001")
    assert "Site: Dee Ash 01632 960001" in page.words
    contact = session.scalars(select(PartnerContact)).one()
    page = site.submit(url_of(trust, f"/contacts/{contact.id}/remove"))
    assert "Nobody is noted yet" in page.words


def test_a_partner_invites_a_colleague_once_and_takes_them_away(
    site: Pages, trust: Partner, mo: Person
) -> None:
    invite = url_of(trust, "/people/invite")
    for _ in range(2):
        page = site.submit(invite, name="Bo Lee", email="bo@example.org")
        assert page.notices == ["Bo Lee is invited: a link is on its way to bo@example.org."]
    bo = session.scalars(select(Person).where(Person.name == "Bo Lee")).one()
    address = url_of(trust, f"/people/{bo.uuid}")
    assert "A new link is on its way" in site.submit(f"{address}/invite").notices[0]
    assert site.submit(f"{address}/remove").notices == [
        "Bo Lee no longer signs in for Canal Trust."
    ]
    own = url_of(trust, f"/people/{mo.uuid}/remove")
    assert site.submit(own).notices == [
        "You cannot take away your own access. Ask a colleague or the coordinator."
    ]
    page = site.post(invite, 422, name="Bo Lee", email="bo@example.org")
    assert page.problems[0].startswith("This address signs in already, or did once.")


def test_a_colleague_who_lost_the_link_to_a_partner_gets_it_again(
    desk: Pages, trust: Partner
) -> None:
    user = user_with(Role.PARTNER, person=PersonFactory(name="Bo Lee"))
    page = desk.submit(url_of(trust, "/people/invite"), name="Bo", email=user.email)
    assert page.notices == ["Bo Lee signs in for Canal Trust from now on."]
    assert "Bo Lee In use" in page.words


def test_a_message_stands_on_the_partners_page(desk: Pages, site: Pages, trust: Partner) -> None:
    assert desk.post(url_of(trust, "/message"), 422).problems == ["Enter the message"]
    words = "We open late <script>alert(1)</script>"
    desk.submit(url_of(trust, "/message"), text=words, form_key=uuid4().hex)
    assert f"{words} Jo Hartley, Monday 2 March" in site.get("/reparation/mine").words


def test_a_partner_finds_nothing_of_another(site: Pages, trust: Partner) -> None:
    other = scenes.partner("Bike Kitchen")
    di = scenes.somebody_of(other, "Di Fox")
    contact = PartnerContact(partner_id=other.id, kind="site", name="Eve", phone="01632 960001")
    session.add(contact)
    session.commit()
    paper = scenes.sent(di, other)
    site.get(url_of(other), 403)
    site.get(url_of(trust), 403)
    for path in ("/papers/new", "/contacts/new", "/people/invite"):
        site.get(url_of(other, path), 404)
        site.post(url_of(other, path), 404)
    for path in (f"/people/{di.uuid}/remove", f"/people/{di.uuid}/invite"):
        site.post(url_of(other, path), 404)
        site.post(url_of(trust, path), 404)
    site.post(url_of(other, f"/contacts/{contact.id}/remove"), 404)
    site.post(url_of(trust, f"/contacts/{contact.id}/remove"))
    site.get(f"/reparation/papers/{paper.uuid}", 404)
    site.get(f"/reparation/papers/{paper.uuid}/file", 404)
    site.post(f"/reparation/papers/{paper.uuid}/accept", 403)
    assert session.get(PartnerContact, contact.id) is not None
    assert session.query(PartnerPerson).count() == 2
    assert paper.state is PaperState.SENT


def test_somebody_of_no_partner_has_no_page(pages: Pages, trust: Partner) -> None:
    browser = pages.sign_in(user_with(Role.PARTNER, person=PersonFactory()).email)
    browser.get("/reparation/mine", 404)
    browser.get(url_of(trust, "/papers/new"), 404)


def test_an_older_paper_stays_beside_the_newer(desk: Pages, trust: Partner) -> None:
    scenes.accepted(trust, PaperKind.OTHER, None, "Hall lease")
    posted(desk, url_of(trust, "/papers/new"), paper_form())
    posted(desk, url_of(trust, "/papers/new"), paper_form(until=["2", "3", "2027"]))
    page = desk.get(url_of(trust))
    assert "Public liability insurance In date To the end of Tuesday 2 March 2027" in page.words
    assert "Other document: Hall lease In date It does not run out." in page.words
    assert len(page.select("#papers details li")) == 3
