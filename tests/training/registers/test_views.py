"""The register on a phone, with JavaScript and without, and the sheet to sign."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.database import session
from portal.people.models import Person
from portal.training.models import Attendance, Award, Booking, BookingState
from tests.factories import PersonFactory, user_with
from tests.pages import Pages
from tests.statements import count_statements
from tests.training import scenes
from tests.training.registers import evenings
from tests.training.sessions import plans

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def at_the_door(pages: Pages, jo: Person) -> Pages:
    """Return the coordinator's browser, signed in on the afternoon of the session."""
    with clock.frozen(evenings.AFTERWARDS):
        assert jo.email
        return pages.sign_in(jo.email)


def register_of(booking: Booking) -> str:
    return f"{plans.path(booking.session)}/register"


def test_the_register_is_marked_in_one_form_and_awards_appear(
    at_the_door: Pages, jo: Person
) -> None:
    ann, bo = PersonFactory(name="Ann Lee"), PersonFactory(name="Bo Ek")
    _, (of_ann, of_bo) = evenings.held(jo, ann, bo)
    with clock.frozen(evenings.AFTERWARDS):
        page = at_the_door.get(register_of(of_ann))
        assert "0 of 2 marked." in page.words
        page = at_the_door.submit(
            register_of(of_ann),
            **{f"a-{of_ann.id}": "attended", f"was-{of_ann.id}": "", f"a-{of_bo.id}": "nonsense"},
        )
        assert "1 of 2 marked." in page.words
        assert "Award given, to the end of Saturday 10 March 2029." in page.words
        assert "Jo Hartley" in page.words
        page = at_the_door.submit(register_of(of_ann), **{f"a-{of_bo.id}": "absent"})
        assert "2 of 2 marked. The register is complete." in page.words
    assert [award.person for award in session.query(Award)] == [ann]


def test_a_correction_in_the_form_says_first_what_is_taken_and_loses_nothing(
    at_the_door: Pages, jo: Person
) -> None:
    _, (of_ann, of_bo) = evenings.held(jo, PersonFactory(name="Ann Lee"), PersonFactory(name="Bo"))
    with clock.frozen(evenings.AFTERWARDS):
        evenings.marked(of_ann, Attendance.ATTENDED, jo)
        form = {
            f"a-{of_ann.id}": "absent",
            f"was-{of_ann.id}": "attended",
            f"a-{of_bo.id}": "attended",
        }
        page = at_the_door.post(register_of(of_ann), status=422, **form)
        assert "Ann Lee would lose Child safeguarding" in page.words
        assert "Save, and take these back" in page.words
        for booking, value in ((of_ann, "absent"), (of_bo, "attended")):
            field = plans.field(page, f"input[name=a-{booking.id}][value={value}]")
            assert field.has_attr("checked"), booking.name
        assert session.query(Award).filter(Award.revoked_at.is_(None)).count() == 1
        agreed = plans.field(page, "input[name=agreed]")["value"]
        page = at_the_door.submit(register_of(of_ann), **form, agreed=agreed)
        assert "2 of 2 marked." in page.words
    held = {award.person.name: award.revoked_at is None for award in session.query(Award)}
    assert held == {"Ann Lee": False, "Bo": True}


def test_one_answer_saves_itself_and_brings_the_count(at_the_door: Pages, jo: Person) -> None:
    _, (booking,) = evenings.held(jo, PersonFactory(name="Ann Lee"))
    url = f"{register_of(booking)}/{booking.uuid}"

    def send(path: str, **fields: str) -> BeautifulSoup:
        answer = at_the_door.client.post(path, data=fields, headers=PARTIAL)
        assert answer.status_code == 200
        return BeautifulSoup(answer.text, "html.parser")

    with clock.frozen(evenings.AFTERWARDS):
        line = send(url, **{f"a-{booking.id}": "attended"})
        assert "Award given" in line.get_text()
        count = line.select_one("#marked[hx-swap-oob]")
        assert count is not None
        assert "1 of 1 marked" in count.get_text()
        line = send(url, **{f"a-{booking.id}": "absent", f"was-{booking.id}": "attended"})
        assert "Ann Lee would lose Child safeguarding" in line.get_text()
        assert session.query(Award).filter(Award.revoked_at.is_(None)).count() == 1
        fields = {f"a-{booking.id}": "absent", f"was-{booking.id}": "attended"}
        line = send(url, agreed=str(booking.id), **fields)
        assert "would lose" not in line.get_text()
        undo = line.select_one("button[name=mark]")
        assert undo is not None
        line = send(f"{url}/undo", mark=str(undo["value"]))
        assert "Award given" in line.get_text()
        send(f"{url}/undo", mark="x")
    session.expire_all()
    assert booking.attendance is Attendance.ATTENDED


def test_its_trainer_keeps_the_register_and_nobody_else(app: Flask, jo: Person) -> None:
    people = {}
    for role, name in ((Role.STAFF, "Marcus Reid"), (Role.STAFF, "Dee Fox"), (Role.VOLUNTEER, "V")):
        people[name] = user_with(role, person=PersonFactory(name=name)).person
    held, (booking,) = evenings.held(jo, people["V"], trainer=people["Marcus Reid"])
    with clock.frozen(evenings.AFTERWARDS):
        for name, status in (("Marcus Reid", 200), ("Dee Fox", 404), ("V", 404)):
            email = people[name].email
            assert email
            browser = Pages(app).sign_in(email)
            browser.get(register_of(booking), status=status)
            browser.get(f"{plans.path(held)}/sign-in-sheet", status=status)
            browser.get(f"{register_of(booking)}/walk-in", status=status)
            answer = {f"a-{booking.id}": "attended"}
            browser.post(
                f"{register_of(booking)}/{booking.uuid}",
                status=303 if status == 200 else 404,
                **answer,
            )
    assert session.query(Award).one().given_by is people["Marcus Reid"]


def test_before_the_last_day_nobody_can_be_marked(desk: Pages, jo: Person) -> None:
    course = plans.course()
    held = plans.planned(jo, scenes.TENTH, scenes.TENTH + timedelta(days=1), of=course)
    booking = scenes.booked(held, PersonFactory(name="Ann Lee"))
    page = desk.get(register_of(booking))
    assert "The register opens on Wednesday 11 March, the last day of the course." in page.words
    page = desk.post(register_of(booking), status=422, **{f"a-{booking.id}": "attended"})
    assert page.notices == ["The register opens on Wednesday 11 March. Come back on the day."]
    assert session.query(Award).count() == 0


def test_a_day_before_the_course_was_first_given_is_a_sentence(
    at_the_door: Pages, jo: Person
) -> None:
    course = plans.course(started_on=date(2026, 4, 1))
    _, (booking,) = evenings.held(jo, PersonFactory(), of=course)
    with clock.frozen(evenings.AFTERWARDS):
        answer = {f"a-{booking.id}": "attended"}
        page = at_the_door.post(register_of(booking), status=422, **answer)
    assert plans.field(page, "input[value=attended]").has_attr("checked")
    assert "Child safeguarding was first given on 1 April." in page.notices[0]


def test_who_came_without_a_place_is_added_and_a_guest_needs_name_and_address(
    at_the_door: Pages, jo: Person
) -> None:
    bo = scenes.volunteer("Bo Ek").person
    held, _ = evenings.held(jo)
    url = f"{plans.path(held)}/register/walk-in"
    with clock.frozen(evenings.AFTERWARDS):
        key = "k" * 32
        page = at_the_door.post(url, status=422, form_key=key)
        assert page.problems == ["Choose somebody, or enter the name of the guest"]
        page = at_the_door.post(url, status=422, form_key=key, guest_name="Gil Orr")
        assert page.problems == ["Choose somebody, or enter the email address of the guest"]
        page = at_the_door.submit(
            url, form_key=key, guest_name="Gil Orr", guest_email="gil@example.org"
        )
        assert page.notices == ["Gil Orr is on the register, as attended."]
        assert "No award: a guest has no record here." in page.words
        page = at_the_door.submit(url, form_key="l" * 32, person=bo.id)
        assert "2 of 2 marked. The register is complete." in page.words


def test_a_partner_who_waited_and_came_can_be_chosen(at_the_door: Pages, jo: Person) -> None:
    held, _ = evenings.held(jo, capacity=1)
    scenes.booked(held, PersonFactory())
    pat = PersonFactory(name="Pat Grey")
    scenes.booked(held, pat, BookingState.WAITING)
    with clock.frozen(evenings.AFTERWARDS):
        url = f"{plans.path(held)}/register/walk-in"
        page = at_the_door.submit(url, form_key="m" * 32, person=pat.id)
    assert page.notices == ["Pat Grey is on the register, as attended."]


def test_the_sheet_has_a_page_a_day_with_names_and_no_contact_details(
    desk: Pages, jo: Person
) -> None:
    ann = PersonFactory(name="Ann Lee", email="ann@example.org", phone="07700 900123")
    held = plans.planned(jo, scenes.TENTH, scenes.TENTH + timedelta(days=7))
    scenes.booked(held, ann)
    page = desk.get(f"{plans.path(held)}/sign-in-sheet")
    assert page.words.count("Ann Lee") == 2
    assert "Tuesday 10 March 2026" in page.words
    assert "Tuesday 17 March 2026" in page.words
    assert "ann@example.org" not in str(page)
    assert "900123" not in str(page)


def test_the_register_costs_the_same_for_one_as_for_three(desk: Pages, jo: Person) -> None:
    held, _ = evenings.held(jo)
    counts = []
    with clock.frozen(scenes.NOON):
        for more in (1, 2):
            for _ in range(more):
                scenes.booked(held, PersonFactory())
            with count_statements() as sent:
                desk.get(f"{plans.path(held)}/register")
            counts.append(len(sent))
    assert counts[0] == counts[1]
