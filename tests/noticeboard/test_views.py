"""The board, one notice, and looking after notices."""

from datetime import date

from flask import Flask

from portal.access.rules import Role
from portal.database import changing, session
from portal.noticeboard.actions import notices as actions
from portal.noticeboard.models import Notice
from portal.people.models import Person
from tests.factories import AreaFactory
from tests.noticeboard import scenes
from tests.pages import Pages
from tests.statements import count_statements

BOARD = "/noticeboard/"
NEW = "/noticeboard/notices/new"


def of(notice: Notice, more: str = "") -> str:
    """Return the address of a notice."""
    return f"/noticeboard/notices/{notice.uuid}{more}"


def test_a_notice_is_posted_read_and_seen_to_be_read(desk: Pages, phone: Pages) -> None:
    page = desk.submit(NEW, **scenes.FORM, asks_read="y")
    assert page.heading == "The side door"
    assert "For: All volunteers. From Monday 2 March, until somebody takes it off." in page.words
    page = phone.get(BOARD)
    assert "The side door Jo Hartley, Monday 2 March Use the side door from Monday." in page.words
    assert "Please read it" in page.words
    notice = session.query(Notice).one()
    page = phone.get(of(notice))
    assert [each.get_text() for each in page.select("strong")][-1] == "side door"
    assert "Looking after it" not in page.words
    page = phone.submit(of(notice, "/read"))
    assert page.notices == ["Thank you. “The side door” is marked as read."]
    assert "You have read it" in page.words
    page = desk.get(of(notice, "/readers?show=read"))
    assert "1 of 1 person" in page.words
    assert "Ann Lee Today, midday" in page.words


def test_htmx_gets_the_receipt_alone(phone: Pages, jo: Person) -> None:
    notice = scenes.posted(jo)
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = phone.client.post(of(notice, "/read"), headers=headers)
    assert answer.status_code == 200
    assert answer.text.startswith('<div id="receipt"')
    assert "You have read it" in answer.text


def test_what_is_missing_is_said_and_nothing_typed_is_lost(desk: Pages) -> None:
    page = desk.post(NEW, 422, **{**scenes.FORM, "title": "", "keys": [], "shown_from": ""})
    assert page.problems == ["Enter a title", "Choose who it is for", "Enter the first day"]
    assert "side door" in page.select("#body")[0].get_text()


def test_a_case_is_refused_at_its_field(desk: Pages) -> None:
    page = desk.post(NEW, 422, **{**scenes.FORM, "body": "For RO-2026-014"})
    assert page.problems == [
        "This names a case: RO-2026-014. "
        "Take the reference out: everybody whom this is for can read it."
    ]
    assert session.query(Notice).count() == 0


def test_a_look_shows_the_text_and_saves_nothing(desk: Pages) -> None:
    page = desk.post(NEW, 200, **scenes.FORM, look="yes")
    assert [each.get_text() for each in page.select("#look strong")] == ["side door"]
    assert page.problems == []
    assert session.query(Notice).count() == 0


def test_who_was_slower_sees_both_and_keeps_what_they_typed(desk: Pages, jo: Person) -> None:
    notice = scenes.posted(jo)
    with changing():
        actions.change_notice(
            notice=notice,
            version=1,
            said=scenes.said(title="The back door"),
            ask_again=False,
            actor=jo,
        )
    typed = {**scenes.FORM, "body": "Ring the bell.", "version": "1"}
    page = desk.post(of(notice, "/change"), 409, **typed)
    [first, second] = page.select("#both tbody tr")
    assert "Title The back door The side door" in " ".join(first.get_text(" ").split())
    assert "Ring the bell." in second.get_text()
    page = desk.submit(of(notice, "/change"), **{**typed, "version": "2", "ask_again": "y"})
    assert page.heading == "The side door"
    assert notice.edition == 2


def test_a_notice_is_taken_off_and_put_back(desk: Pages, phone: Pages, jo: Person) -> None:
    notice = scenes.posted(jo)
    assert "Withdrawn" in desk.submit(of(notice, "/withdraw")).words
    phone.get(of(notice), 404)
    assert "The side door" in desk.get("/noticeboard/notices?show=withdrawn").words
    assert "On the board" in desk.submit(of(notice, "/put-back")).words
    phone.get(of(notice))


def test_nobody_opens_or_reads_what_is_not_on_their_board(phone: Pages, jo: Person) -> None:
    for notice in (
        scenes.posted(jo, keys=frozenset({"role:staff"})),
        scenes.posted(jo, shown_from=date(2026, 3, 3)),
    ):
        phone.get(of(notice), 404)
        phone.post(of(notice, "/read"), 404)


def test_a_limited_coordinator_leaves_other_areas_notices_alone(app: Flask, jo: Person) -> None:
    north, south = AreaFactory(), AreaFactory()
    di = scenes.limited(scenes.somebody(Role.COORDINATOR, name="Di Fox"), south)
    pages = Pages(app).sign_in(str(di.email))
    theirs = scenes.posted(jo, keys=frozenset({f"role:volunteer@area:{north.id}"}), asks_read=True)
    assert "Looking after it" not in pages.get(of(theirs)).words
    pages.get(of(theirs, "/change"), 404)
    pages.get(of(theirs, "/readers"), 404)
    pages.post(of(theirs, "/withdraw"), 404)
    offered = [box["value"] for box in pages.get(NEW).select("[name=keys]")]
    assert f"role:volunteer@area:{south.id}" in offered
    assert f"role:volunteer@area:{north.id}" not in offered


def test_those_who_have_not_are_reminded_while_it_stands(
    desk: Pages, jo: Person, ann: Person
) -> None:
    notice = scenes.posted(jo, asks_read=True)
    page = desk.get(of(notice, "/readers"))
    assert "Ann Lee" in page.words
    page = desk.submit(of(notice, "/remind"))
    assert page.notices == ["1 person is reminded by email today."]
    desk.submit(of(notice, "/withdraw"))
    page = desk.submit(of(notice, "/remind"))
    assert page.notices == ["Nobody is reminded: it is not on the board now."]


def test_who_reads_what_asks_nobody_is_nobodys_business(
    desk: Pages, jo: Person, ann: Person
) -> None:
    notice = scenes.posted(jo)
    scenes.read(notice, ann)
    desk.get(of(notice, "/readers"), 404)


def test_every_list_of_notices_opens(desk: Pages, jo: Person) -> None:
    scenes.posted(jo, asks_read=True)
    page = desk.get("/noticeboard/notices?show=nonsense")
    assert "The side door All volunteers Mon 2 March, until taken off 0 people" in page.words
    assert "No notice stands like this." in desk.get("/noticeboard/notices?show=over").words
    assert "Nothing on the board" in desk.get(BOARD).words


def test_the_first_page_of_every_role_says_what_is_to_be_read(app: Flask, jo: Person) -> None:
    scenes.posted(jo, keys=frozenset({"all"}), asks_read=True)
    for role in Role:
        pages = Pages(app).sign_in(str(scenes.somebody(role, name=role.value).email))
        told = [" ".join(each.get_text(" ").split()) for each in pages.get("/").select("#notices")]
        reads = role is not Role.ADMINISTRATOR
        assert len(told) == reads
        assert all(
            "Notices to read: 1 The side door Jo Hartley, Monday 2 March Please read it" in each
            for each in told
        )
        if reads:
            pages.submit(f"/noticeboard/notices/{session.query(Notice).one().uuid}/read")
            assert not pages.get("/").select("#notices")


def test_the_navigation_counts_what_is_to_be_read_without_asking_more(
    phone: Pages, jo: Person
) -> None:
    costs, posted = set(), []
    for number in range(3):
        session.expunge_all()
        with count_statements() as sent:
            page = phone.get("/help")
        costs.add(len([each for each in sent if each.startswith("SELECT")]))
        told = [each.get_text() for each in page.select("#navigation .app-count")]
        assert told == ([f"{number} to read"] if number else [])
        posted.append(scenes.posted(jo, title=str(number)))
    assert len(costs) == 1
    page = phone.submit(of(posted[-1], "/read"))
    assert [each.get_text() for each in page.select("#navigation .app-count")] == ["2 to read"]
