"""Booking as somebody sees it: their own place, others' names, links for other services."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.calendar.models import AttendeeState
from portal.database import changing, session
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.training.actions.entries import publish_session
from portal.training.models import TrainingSession
from tests.factories import CourseFactory, PersonFactory, user_with
from tests.pages import Page, Pages
from tests.statements import count_statements
from tests.training import scenes
from tests.training.bookings.scenes import (
    BOOKABLE,
    ahead,
    asks,
    books,
    cancels,
    invited,
    mail_to,
    promised,
    signed_in,
    states,
)

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def ann(app: Flask, monday: None) -> Person:
    return signed_in("Ann Lee")


@pytest.fixture
def phone(pages: Pages, ann: Person) -> Pages:
    """Return Ann's browser."""
    return browser(pages, ann)


def browser(pages: Pages, person: Person) -> Pages:
    assert person.email
    return pages.sign_in(person.email)


def published(held: TrainingSession) -> TrainingSession:
    """Let a session stand in the calendar as its audience sees it."""
    with changing():
        publish_session(held, actor=None)
    return held


def page_of(held: TrainingSession) -> str:
    return f"/training/sessions/{held.entry.uuid}"


def places(page: Page) -> str:
    found = page.select_one("#places")
    return " ".join(found.get_text(" ").split()) if found else ""


def form(page: Page, button: str) -> dict[str, str]:
    """Return the address and the hidden fields of the form with this button."""
    found = next(
        each
        for each in page.select("form")
        if any(button in one.get_text() for one in each.select("button"))
    )
    fields = {str(one["name"]): str(one["value"]) for one in found.select("input[type=hidden]")}
    fields.pop("csrf_token", None)
    return {"url": str(found["action"]), **fields}


def test_somebody_books_and_cancels_on_the_page(phone: Pages, ann: Person) -> None:
    held = published(ahead())
    page = phone.get(page_of(held))
    assert "0 of 2 places taken. 2 places left" in places(page)
    page = phone.submit(**form(page, "Book a place"))
    assert page.notices == ["You are booked."]
    assert "You have a place" in places(page)
    assert promised(ann) == [AttendeeState.ACCEPTED]
    page = phone.submit(**form(page, "Cancel my place"))
    assert page.notices == ["You are no longer booked."]
    assert "Book a place" in places(page)


def test_the_same_form_sent_twice_books_once(phone: Pages) -> None:
    held = published(ahead())
    sent = form(phone.get(page_of(held)), "Book a place")
    phone.submit(**sent)
    phone.submit(**sent)
    assert states(held) == [("Ann Lee", "booked")]


def test_htmx_gets_the_places_and_what_hangs_on_them(phone: Pages) -> None:
    held = published(ahead(join_url="https://meet.example/a"))
    sent = form(phone.get(page_of(held)), "Book a place")
    answer = phone.client.post(sent.pop("url"), data=sent, headers=FRAGMENT)
    assert answer.status_code == 200
    assert "You have a place" in answer.text
    assert answer.text.count('hx-swap-oob="outerMorph"') == 2
    assert "https://meet.example/a" in answer.text


def test_fellow_volunteers_see_numbers_and_colleagues_see_names(
    phone: Pages, ann: Person, app: Flask
) -> None:
    held = published(ahead(capacity=1))
    books(held, scenes.volunteer("Bo Ray").person)
    books(held, scenes.volunteer("Cy Day").person)
    page = phone.get(page_of(held))
    assert "1 of 1 place taken, 1 person waits. Full" in places(page)
    assert "Bo Ray" not in page.text
    assert "Cy Day" not in page.text
    staff = user_with(Role.STAFF).person
    theirs = browser(Pages(app), staff).get(page_of(held))
    assert "Who is booked Bo Ray Who waits 1. Cy Day Waits" in places(theirs)
    assert "Move out" not in places(theirs)


def test_who_waits_sees_their_turn_and_takes_the_place(phone: Pages, ann: Person) -> None:
    held = published(ahead(capacity=1))
    first = books(held, scenes.volunteer("Bo Ray").person)
    page = phone.submit(**form(phone.get(page_of(held)), "Join the waiting list"))
    assert "You are number 1 on the waiting list" in places(page)
    cancels(first)
    page = phone.get(page_of(held))
    assert "A place is kept for you until Wednesday 4 March, midday" in places(page)
    assert "A place for you" in phone.get("/").words
    page = phone.submit(**form(page, "Take the place"))
    assert "You have a place" in places(page)


def test_a_clash_is_shown_before_and_agreed_to(phone: Pages, ann: Person) -> None:
    other = ahead(day=BOOKABLE, course=CourseFactory(title="Other"))
    books(other, ann)
    held = published(ahead())
    page = phone.get(page_of(held))
    assert "At the same time You have promised Training: Other" in places(page)
    sent = form(page, "Book a place")
    page = phone.submit(**sent)
    assert page.notices[0].startswith("It is at the same time as Training: Other")
    page = phone.submit(**sent, agreed="y")
    assert "You have a place" in places(page)


def test_what_is_not_mine_is_not_there(phone: Pages, ann: Person, jo: Person) -> None:
    held = published(ahead())
    theirs = books(held, scenes.volunteer("Bo Ray").person)
    base = f"{page_of(held)}/bookings/{theirs.uuid}"
    phone.post(f"{base}/cancel", 404)
    phone.post(f"{base}/accept", 404)
    hidden = published(ahead(keys=["role:staff"], course=CourseFactory()))
    phone.post(f"{page_of(hidden)}/book", 404, form_key=uuid4().hex)
    mine = books(held, ann)
    phone.post(f"{page_of(hidden)}/bookings/{mine.uuid}/cancel", 404)


def test_a_coordinator_books_as_somebody_and_moves_them_out(
    desk: Pages, jo: Person, ann: Person
) -> None:
    held = published(ahead(capacity=1))
    scenes.volunteer("Bo Ray")
    page = desk.get(f"{page_of(held)}/book-for?words=lee")
    assert [link.get_text() for link in page.select(".app-list a")] == ["Book for Ann Lee"]
    address = str(page.select(".app-list a")[0]["href"])
    page = desk.get(address)
    assert "Booking as Ann Lee. Ann is told by email that you did it." in page.words
    page = desk.submit(**form(page, "Book as Ann Lee"))
    assert page.notices == ["Ann Lee is booked, and is told by email."]
    assert "Ann Lee , booked by Jo Hartley" in places(page)
    page = desk.submit(**form(page, "Move out"))
    assert page.notices == ["Ann Lee is no longer booked."]
    assert mail_to(ann) == ["booked", "booking_cancelled"]


def test_overbooking_is_refused_with_the_waiting_list_as_remedy(desk: Pages, ann: Person) -> None:
    held = published(ahead(capacity=1))
    address = f"{page_of(held)}/book-for/{ann.uuid}"
    sent = form(desk.get(address), "Book as Ann Lee")
    books(held, scenes.volunteer("Bo Ray").person)
    page = desk.post(status=422, **sent)
    assert page.problems == ["The last place has just gone. Put them on the waiting list instead."]
    page = desk.submit(**form(page, "Put Ann Lee on the waiting list"), wait="y")
    assert page.notices == ["Ann Lee is on the waiting list, and is told by email."]


def link_of(mail: Mail) -> str:
    """Return the path of a guest's own link, as their letter has it."""
    with changing():
        letter = write(mail)
    assert letter is not None
    found = re.search(r"/training/guests/[0-9a-f]{64}", letter.text)
    assert found
    return found[0]


def test_a_guest_books_by_the_link_confirms_and_cancels(
    desk: Pages, jo: Person, app: Flask
) -> None:
    held = published(ahead(capacity=1, join_url="https://meet.example/a"))
    page = desk.get(f"{page_of(held)}/invitations/new")
    sent = form(page, "Make the link")
    until = BOOKABLE - timedelta(days=1)
    page = desk.post(
        **sent,
        status=200,
        organisation="Westmere YJS",
        places="1",
        until=f"{until:%d %m %Y}",
    )
    address = str(page.select_one("#address").get_text())  # type: ignore[union-attr]  # it is there
    path = address[address.index("/training/") :]
    assert "Westmere YJS 0 of 1 place used." in places(desk.get(page_of(held)))
    guest = Pages(app)
    page = guest.get(path)
    assert "https://meet.example/a" not in page.text
    page = guest.submit(
        **form(page, "Ask for a place"), name="Dee Ash", email="Dee@westmere.example"
    )
    assert page.heading == "Look at your email"
    assert states(held) == [("Dee Ash", "offered")]
    mail = session.query(Mail).filter(Mail.to_address == "dee@westmere.example").one()
    own = link_of(mail)
    page = guest.get(own)
    assert page.heading == "A place is kept for you"
    page = guest.submit(own, answer="accept")
    assert page.heading == "You have a place"
    assert "https://meet.example/a" not in page.text
    assert "Dee Ash , Westmere YJS" in places(desk.get(page_of(held)))
    page = guest.submit(own, answer="cancel")
    assert page.heading == "You are no longer booked"


def test_a_link_holds_for_so_many(app: Flask, jo: Person, pages: Pages) -> None:
    held = published(ahead())
    invitation, token = invited(held, jo, places=1)
    asks(invitation, "one@westmere.example")
    page = pages.get(f"/training/invited/{token}")
    sent = form(page, "Ask for a place")
    page = pages.post(**sent, status=422, name="Eli Oak", email="two@westmere.example")
    assert page.problems == [
        "All the places that this link was made for are taken. Ask whoever sent you the link."
    ]
    assert pages.post(**sent, status=422, name="", email="nonsense").problems == [
        "Enter your name",
        "Enter an email address in the format name@example.com",
    ]


def test_a_link_that_is_guessed_stopped_or_over_opens_nothing(
    desk: Pages, jo: Person, app: Flask
) -> None:
    held = published(ahead())
    invitation, token = invited(held, jo)
    anybody = Pages(app)
    anybody.get("/training/invited/guessed", 404)
    anybody.get("/training/guests/guessed", 404)
    anybody.post("/training/guests/guessed", 404, answer="accept")
    with clock.frozen(invitation.expires_at):
        assert anybody.get(f"/training/invited/{token}", 410).heading == (
            "This link has stopped working"
        )
    page = desk.submit(**form(desk.get(page_of(held)), "Stop this link"))
    assert page.notices == ["The link for Westmere YJS has stopped working."]
    anybody.get(f"/training/invited/{token}", 410)
    anybody.post(f"/training/invited/{token}", 410, name="Dee", email="dee@westmere.example")
    assert states(held) == []


def test_nobodys_mailbox_can_be_filled_through_a_link(app: Flask, jo: Person, pages: Pages) -> None:
    held = published(ahead(capacity=20))
    _, token = invited(held, jo, places=20)
    url = f"/training/invited/{token}"
    statuses = [
        pages.client.post(
            url, data={"name": "Dee", "email": "dee@westmere.example", "form_key": uuid4().hex}
        ).status_code
        for _ in range(8)
    ]
    assert statuses[0] == 303
    assert statuses[-1] == 422


def test_a_volunteer_makes_no_links_and_books_for_nobody(phone: Pages, ann: Person) -> None:
    held = published(ahead())
    phone.get(f"{page_of(held)}/invitations/new", 403)
    phone.get(f"{page_of(held)}/book-for", 403)
    phone.get(f"{page_of(held)}/book-for/{ann.uuid}", 403)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_booked_as_for_three(
    desk: Pages, jo: Person, count: int
) -> None:
    held = published(ahead(capacity=2))
    for _ in range(count):
        books(held, scenes.volunteer(PersonFactory().name).person)
    session.expire_all()
    desk.get(page_of(held))
    with count_statements() as sent:
        desk.get(page_of(held))
    assert len(sent) == 23
