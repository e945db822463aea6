"""Reading, finding, writing and reviewing the handbook, and its files."""

from datetime import date
from io import BytesIO

from flask import Flask

from portal.access.rules import Role
from portal.database import session
from portal.noticeboard.models import BoardFile, HandbookPage
from portal.people.models import Person
from tests.factories import AreaFactory
from tests.noticeboard import scenes as notices
from tests.noticeboard.handbook import scenes
from tests.pages import Pages

HANDBOOK = "/noticeboard/handbook"
NEW = f"{HANDBOOK}/new"


def of(page: HandbookPage, more: str = "") -> str:
    """Return the address of a page."""
    return f"{HANDBOOK}/{page.slug}{more}"


def test_a_page_is_written_and_read(desk: Pages, phone: Pages, jo: Person) -> None:
    page = desk.submit(NEW, **scenes.form(jo))
    assert page.heading == "Sitting on a panel"
    assert page.notices == ["“Sitting on a panel” is in the handbook."]
    page = phone.get(HANDBOOK)
    assert "Contents Panels Sitting on a panel" in page.words
    [link] = page.select("nav[aria-labelledby=contents-h] a")
    page = phone.get(str(link["href"]))
    assert [each.get_text() for each in page.select(".app-said h2")] == ["Before", "After"]
    assert "Version 1, Monday 2 March 2026" in page.words
    assert "Jo Hartley sees to this page" in page.words
    assert "Looking after it" not in page.words


def test_a_longer_page_leads_to_its_headings(phone: Pages, jo: Person) -> None:
    made = scenes.added(jo, body="## One\n\na\n\n### Two\n\nb\n\n## Three\n\nc")
    page = phone.get(of(made))
    links = [str(each["href"]) for each in page.select("nav[aria-labelledby=here-h] a")]
    assert links == ["#part-one", "#part-two", "#part-three"]
    assert all(page.select_one(link) for link in links)


def test_words_are_found_and_marked(phone: Pages, jo: Person) -> None:
    scenes.added(jo)
    page = phone.get(f"{HANDBOOK}?words=REPORT")
    assert "1 page has “REPORT”" in page.words
    assert [each.get_text() for each in page.select("mark")] == ["report"]
    assert "Try fewer words" in phone.get(f"{HANDBOOK}?words=nowhere%00%25").words
    part = phone.fragment(f"{HANDBOOK}?words=report")
    assert [each.get("id") for each in part.find_all(recursive=False)] == ["found"]


def test_who_was_slower_sees_both_and_keeps_what_they_typed(desk: Pages, jo: Person) -> None:
    made = scenes.added(jo)
    scenes.changed(made, jo, chapter="Evenings")
    typed = scenes.form(jo, body="Sit.", version="1")
    page = desk.post(of(made, "/change"), 409, **typed)
    rows = [" ".join(each.get_text(" ").split()) for each in page.select("#both tbody tr")]
    assert [row.split()[0] for row in rows] == ["Chapter", "What"]
    assert "Sit." in page.select("#body")[0].get_text()
    page = desk.submit(of(made, "/change"), **{**typed, "version": "2", "note": "Shorter"})
    assert "Version 2, Monday 2 March 2026: Shorter" in page.words


def test_versions_show_what_changed(desk: Pages, jo: Person) -> None:
    made = scenes.added(jo)
    scenes.changed(made, jo, body=scenes.TEXT.replace("report", "plan"), note="No report")
    page = desk.get(of(made, "/versions"))
    assert [each.get_text() for each in page.select("ol h2")] == [
        "Version 2, Monday 2 March 2026",
        "Version 1, Monday 2 March 2026",
    ]
    page = desk.get(of(made, "/versions/2"))
    assert [each.get_text() for each in page.select("ins")] == ["Read the plan."]
    assert [each.get_text() for each in page.select("del")] == ["Read the report."]
    page = desk.get(of(made, "/versions/1"))
    assert "Version 2 is what people read now." in page.words
    desk.get(of(made, "/versions/3"), 404)


def test_what_will_not_do_is_said_and_nothing_typed_is_lost(desk: Pages, jo: Person) -> None:
    page = desk.post(NEW, 422, **scenes.form(jo, title="", position="ten", review_on="1 3 2026"))
    assert page.problems == ["Enter a title", "Enter a whole number from 0 to 999"]
    page = desk.post(NEW, 422, **scenes.form(jo, review_on="1 3 2026"))
    assert page.problems == ["This day is past or today. Enter a later day."]
    page = desk.post(NEW, 200, **scenes.form(jo), look="yes")
    assert [each.get_text() for each in page.select("#look .app-said h2")] == ["Before", "After"]
    assert session.query(HandbookPage).count() == 0


def test_a_page_is_reviewed_and_taken_out_of_use(desk: Pages, phone: Pages, jo: Person) -> None:
    made = scenes.added(jo)
    page = desk.post(of(made, "/reviewed"), 422, review_on="1 3 2026")
    assert page.problems == ["This day is past or today. Enter a later day."]
    page = desk.submit(of(made, "/reviewed"), review_on="1 3 2027")
    assert page.notices == ["Thank you. It is looked at again by Monday 1 March 2027."]
    assert made.review_on == date(2027, 3, 1)
    assert "Out of use" in desk.submit(of(made, "/retire")).words
    phone.get(of(made), 404)
    assert "Out of use Sitting on a panel" in desk.get(HANDBOOK).words
    desk.submit(of(made, "/reopen"))
    phone.get(of(made))


def test_the_whole_handbook_is_shown_for_paper(phone: Pages, jo: Person) -> None:
    scenes.added(jo)
    scenes.added(jo, title="Expenses")
    scenes.added(jo, title="For staff", keys=frozenset({"role:staff"}))
    page = phone.get(f"{HANDBOOK}/print")
    assert [each.get_text() for each in page.select("article h2")] == [
        "Sitting on a panel",
        "Expenses",
    ]
    assert len(page.select("article h3")) == 4


def test_a_limited_coordinator_reads_but_does_not_change_other_areas_pages(
    app: Flask, jo: Person
) -> None:
    north, south = AreaFactory(), AreaFactory()
    di = notices.limited(notices.somebody(Role.COORDINATOR, name="Di Fox"), south)
    pages = Pages(app).sign_in(str(di.email))
    theirs = scenes.added(jo, keys=frozenset({f"role:volunteer@area:{north.id}"}))
    assert "Looking after it" not in pages.get(of(theirs)).words
    pages.get(of(theirs, "/change"), 404)
    pages.post(of(theirs, "/retire"), 404)
    pages.get(of(theirs, "/files/new"), 404)
    pages.post(f"/noticeboard/files/{scenes.filed(theirs, jo).uuid}/remove", 404)


def test_a_file_is_added_handed_out_and_taken_off(desk: Pages, phone: Pages, jo: Person) -> None:
    for address in (of(scenes.added(jo)), f"/noticeboard/notices/{notices.posted(jo).uuid}"):
        page = desk.submit(
            f"{address}/files/new", title="The door", file=(scenes.picture(), "d.png")
        )
        assert page.notices == ["The door is added."]
        file = session.query(BoardFile).one()
        assert "The door (picture, 1 kB)" in phone.get(address).words
        answer = phone.client.get(f"/noticeboard/files/{file.uuid}")
        assert (answer.mimetype, answer.headers["Content-Disposition"]) == (
            "image/jpeg",
            "attachment; filename=d.jpg",
        )
        assert "The door" not in desk.submit(f"/noticeboard/files/{file.uuid}/remove").words[20:]
        phone.get(f"/noticeboard/files/{file.uuid}", 404)


def test_a_file_of_another_kind_is_refused_and_the_title_stays(desk: Pages, jo: Person) -> None:
    address = of(scenes.added(jo), "/files/new")
    sent = (BytesIO(b"MZ is a program"), "plan.pdf")
    page = desk.post(address, 422, title="The plan", file=sent)
    assert page.problems == [
        "This is neither a PDF nor a picture, whatever its name says. "
        "Choose a PDF, or a photograph as JPEG, PNG or WebP."
    ]
    assert page.select("#title")[0]["value"] == "The plan"


def test_a_file_is_handed_out_to_those_alone_who_read_what_it_goes_with(
    phone: Pages, jo: Person
) -> None:
    staff = frozenset({"role:staff"})
    for owner in (scenes.added(jo, keys=staff), notices.posted(jo, keys=staff)):
        phone.get(f"/noticeboard/files/{scenes.filed(owner, jo).uuid}", 404)
