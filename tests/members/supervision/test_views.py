"""Supervision as a coordinator, a manager and the volunteer read it."""

from collections.abc import Iterator
from datetime import date

import pytest

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.accounts.queries import user_of
from portal.calendar.models import Entry
from portal.database import changing, session
from portal.members.actions import supervision as actions
from portal.members.models import MemberArea, Supervision
from portal.people.models import Person
from tests.factories import AreaFactory, MemberFactory, user_with
from tests.members.supervision import scenes
from tests.pages import Page, Pages

WHEN = {
    "kind": "supervision",
    "on_day": ["5", "3", "2026"],
    "starts": "5pm",
    "minutes": "60",
    "place": "Northmere office",
}


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.frozen(scenes.NOON):
        yield


@pytest.fixture
def jo(pages: Pages) -> Person:
    person = scenes.coordinator()
    pages.sign_in(str(person.email))
    return person


def version_in(page: Page) -> str:
    field = page.select_one("input[name=version]")
    assert field is not None
    return str(field["value"])


def test_a_talk_is_planned_written_up_and_signed_for_the_service(pages: Pages, jo: Person) -> None:
    scenes.volunteer(number="V1")
    page = pages.submit("/members/V1/supervision/new", supervisor=jo.id, **WHEN)
    assert page.heading == "Supervision of Margaret Osei, Thursday 5 March 2026"
    assert "Write it up once it was held" in page.words
    path = f"/members/supervision/{session.query(Supervision).one().uuid}"
    with clock.frozen(scenes.AFTER):
        pages.sign_in(str(jo.email))
        version = version_in(pages.get(f"{path}/notes"))
        said = {"said_0": "Calm and clear", "private_notes": "Tired lately"}
        page = pages.submit(f"{path}/notes", version=version, **said)
        assert "Calm and clear" in page.words
        agreed = {"what": "Book the refresher", "side": "member", "due_on": ["1", "4", "2026"]}
        page = pages.submit(f"{path}/agreed", **agreed)
        assert "Margaret Osei, by Wednesday 1 April" in page.words
        page = pages.submit(f"{path}/sign", version=version_in(page))
        assert "To be signed by Margaret Osei" in page.words


def test_a_volunteer_reads_what_the_service_signed_and_signs_too(pages: Pages) -> None:
    ann = scenes.volunteer()
    held = scenes.written(ann, scenes.coordinator())
    path = f"/members/me/supervision/{held.uuid}"
    with clock.frozen(scenes.AFTER):
        pages.sign_in(str(ann.person.email))
        words = pages.get(path).words
        assert "Jo Hartley is writing it up" in words
        assert "Calm" not in words
        with changing():
            actions.sign_for_service(held=held, version=held.version, actor=held.supervisor)
        page = pages.get(path)
        assert "Calm and clear" in page.words
        assert "Book the refresher" in page.words
        assert "Tired lately" not in page.words
        refused = pages.post(f"{path}/sign", 422, version=version_in(page), words="Fair")
        assert refused.problems == ["Tick that you have read it, or ring before you sign"]
        signed = {"version": version_in(page), "words": "Fair", "agrees": "y"}
        page = pages.submit(f"{path}/sign", **signed)
        assert "Signed by both" in page.words
        assert "Fair" in page.words
        page = pages.submit(f"{path}/sign", words="Unfair")
        assert page.notices == ["You have signed this already: nothing of it changes."]
        assert "Unfair" not in page.words


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(pages: Pages, jo: Person) -> None:
    scenes.volunteer(number="V1")
    page = pages.post("/members/V1/supervision/new", 422, supervisor=jo.id, place="The library")
    assert "Enter the date, like 27 3 2026" in page.problems
    place = page.select_one("#place")
    assert place is not None
    assert place["value"] == "The library"


def test_somebody_busy_then_is_named_at_the_time(pages: Pages, jo: Person) -> None:
    scenes.planned(scenes.volunteer("Bo Ray"), jo)
    scenes.volunteer(number="V1")
    page = pages.post("/members/V1/supervision/new", 409, supervisor=jo.id, **WHEN)
    assert page.problems[0].startswith("Jo Hartley has promised “One-to-one meeting”")
    assert session.query(Entry).count() == 1


def test_a_stale_form_shows_both_and_keeps_what_was_typed(pages: Pages, jo: Person) -> None:
    held = scenes.written(scenes.volunteer(), jo)
    with clock.frozen(scenes.AFTER):
        pages.sign_in(str(jo.email))
        page = pages.post(
            f"/members/supervision/{held.uuid}/notes",
            409,
            version=held.version - 1,
            said_0="Another word",
        )
    assert "What is held now, and what you typed" in page.words
    assert "Calm and clear" in page.words
    typed = page.select_one("#said_0")
    assert typed is not None
    assert typed.get_text().strip() == "Another word"


def test_the_overview_leads_to_the_next_step_of_each(pages: Pages, jo: Person) -> None:
    scenes.planned(scenes.volunteer("Ann Lee", joined_on=date(2026, 2, 1)), jo)
    scenes.volunteer("Bo Ray", number="V2")
    page = pages.get("/members/supervision")
    assert "1 volunteer is overdue with nothing planned." in page.words
    links = [str(link["href"]) for link in page.select("tbody td a")]
    assert links[0] == "/members/V2/supervision/new"
    assert links[1].startswith("/members/supervision/")
    assert "Bo Ray" not in pages.get("/members/supervision?state=planned").words
    pages.get("/members/supervision?state=nonsense&page=x")


def test_a_manager_reads_days_and_nothing_of_what_was_said(pages: Pages) -> None:
    held = scenes.written(scenes.volunteer("Ann Lee", number="V1"), scenes.coordinator())
    pages.sign_in(user_with(Role.MANAGER).email)
    assert "Ann Lee" in pages.get("/members/supervision").words
    for path in ("V1/supervision", f"supervision/{held.uuid}", f"supervision/{held.uuid}/notes"):
        pages.get(f"/members/{path}", 403)


def test_a_coordinator_of_another_area_gets_no_further_than_the_day(pages: Pages) -> None:
    north, south = AreaFactory(), AreaFactory()
    ann = scenes.volunteer("Ann Lee", number="V1")
    held = scenes.written(ann, scenes.coordinator())
    ann.area_rows = [MemberArea(area=north)]
    kim = user_with(Role.COORDINATOR)
    kim.area_rows = [UserArea(area_id=south.id)]
    session.commit()
    pages.sign_in(kim.email)
    assert "Their coordinator’s" in pages.get("/members/supervision").words
    pages.get("/members/V1/supervision", 404)
    pages.get(f"/members/supervision/{held.uuid}", 404)
    pages.post(f"/members/supervision/{held.uuid}/sign", 404)


def test_a_coordinator_who_volunteers_reads_their_own_as_a_volunteer_does(pages: Pages) -> None:
    kim = user_with(Role.COORDINATOR)
    member = MemberFactory(person=kim.person, number="V1")
    held = scenes.written(member, scenes.coordinator())
    pages.sign_in(kim.email)
    pages.get("/members/V1/supervision", 404)
    pages.get(f"/members/supervision/{held.uuid}", 404)
    assert "Tired lately" not in pages.get(f"/members/me/supervision/{held.uuid}").words


def test_anothers_supervision_is_not_found(pages: Pages) -> None:
    held = scenes.signed(scenes.volunteer("Ann Lee"), scenes.coordinator())
    bo = scenes.volunteer("Bo Ray")
    account = user_of(bo.person)
    assert account is not None
    pages.sign_in(account.email)
    pages.get(f"/members/me/supervision/{held.uuid}", 404)
    pages.post(f"/members/me/supervision/{held.uuid}/sign", 404)
    pages.post(f"/members/me/supervision/{held.uuid}/agreed/{held.agreed[0].id}/done", 404)
    assert "None yet" in pages.get("/members/me/supervision").words


def test_what_was_agreed_is_ticked_off_by_who_is_to_do_it(pages: Pages) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    held = scenes.signed(ann, jo)
    pages.sign_in(str(ann.person.email))
    assert "Book the refresher" in pages.get("/members/me/supervision").words
    page = pages.submit(f"/members/me/supervision/{held.uuid}/agreed/{held.agreed[0].id}/done")
    assert page.notices == ["It is done."]
    assert "not done yet" not in page.words


def test_one_is_moved_and_called_off(pages: Pages, jo: Person) -> None:
    held = scenes.planned(scenes.volunteer(number="V1"), jo)
    moved = WHEN | {"starts": "6pm", "version": held.version, "supervisor": jo.id}
    page = pages.submit(f"/members/supervision/{held.uuid}/move", **moved)
    assert "6pm to 7pm, Northmere office" in page.words
    later = moved | {"starts": "7pm", "place": ""}
    stale = pages.post(f"/members/supervision/{held.uuid}/move", 409, **later)
    assert stale.problems[0].startswith("Somebody changed this")
    assert "Starts 6:00pm 7:00pm Where Northmere office nothing" in stale.words
    page = pages.submit(f"/members/supervision/{held.uuid}/call-off")
    assert page.heading == "Supervision of Margaret Osei"
    assert "None yet" in page.words


def test_a_signature_is_taken_back_to_change_something(pages: Pages, jo: Person) -> None:
    held = scenes.signed(scenes.volunteer(), jo)
    page = pages.submit(f"/members/supervision/{held.uuid}/reopen")
    assert "Change what is written" in page.words
    action = held.agreed[0].id
    pages.submit(f"/members/supervision/{held.uuid}/agreed/{action}/done")
    page = pages.submit(f"/members/supervision/{held.uuid}/agreed/{action}/remove")
    assert "Nothing yet." in page.words
    with changing():
        actions.sign_for_service(held=held, version=held.version, actor=jo)
        actions.sign_as_member(held=held, version=held.version, words="", actor=held.member.person)
    page = pages.submit(f"/members/supervision/{held.uuid}/reopen")
    assert page.notices[0].startswith("Both have signed this")


def test_their_page_says_how_it_stands_and_what_is_held_names_the_talks(pages: Pages) -> None:
    ann = scenes.volunteer("Ann Lee", number="V1")
    scenes.signed(ann, scenes.coordinator())
    pages.sign_in(user_with(Role.MANAGER).email)
    words = pages.get("/members/V1").words
    assert "Waits for the volunteer to sign Last held on Thursday 5 March 2026." in words
    assert "Supervision of Ann Lee" not in words
    pages.sign_in(str(ann.person.email))
    assert "With Jo Hartley" in pages.get("/members/me/held").words


def test_the_first_page_leads_a_volunteer_to_what_waits_for_their_signature(pages: Pages) -> None:
    ann = scenes.volunteer()
    held = scenes.signed(ann, scenes.coordinator())
    with clock.frozen(scenes.AFTER):
        pages.sign_in(str(ann.person.email))
        page = pages.get("/")
        assert "Your supervision of Thursday 5 March" in page.words
        [link] = page.select("#supervision a")
        assert link["href"] == f"/members/me/supervision/{held.uuid}"
        with changing():
            actions.sign_as_member(held=held, version=held.version, words="", actor=ann.person)
        assert not pages.get("/").select("#supervision")
