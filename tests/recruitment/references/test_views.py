"""What a coordinator sees of references, and what a referee sees by their link."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.people.models import Person
from portal.recruitment.actions.references import ask_for_reference, token_of
from portal.recruitment.models import Application, Referee, RefereeState, Reference
from portal.recruitment.rules.births import THEY_WERE_BORN
from portal.recruitment.views.referees import TRIES
from tests.factories import AreaFactory, user_with
from tests.pages import Page, Pages
from tests.recruitment.references import scenes

SECRETS = ("Rosa", "Marsh", "Ann", "Lee", "example.net")


def link(token: str) -> str:
    return f"/recruitment/references/{token}"


def let_in(pages: Pages, token: str) -> Page:
    return pages.submit(f"{link(token)}/whose", email="ann@example.net")


def test_a_coordinator_names_a_referee_asks_them_and_reads_what_they_say(
    desk: Pages, pages: Pages, rosa: Application
) -> None:
    overview = f"/recruitment/applications/{rosa.uuid}/references"
    assert "none named yet" in desk.get(overview).words
    page = desk.submit(
        f"/recruitment/applications/{rosa.uuid}/referees/new",
        name="Ann Lee",
        email="ann@example.net",
        relation="Manager",
    )
    assert page.notices == ["Ann Lee is noted. Nobody has written to them yet."]
    referee = session.scalars(select(Referee)).one()
    own = f"/recruitment/referees/{referee.uuid}"
    page = desk.submit(f"{own}/ask/0")
    assert "With them until Mon 30 March" in page.words
    token = token_of(session.scalars(select(Referee)).one())
    page = let_in(pages, token)
    assert page.heading == "A reference for Rosa Marsh"
    page = pages.submit(link(token), **scenes.TYPED)
    assert page.heading == "Thank you for the reference"
    assert not [secret for secret in SECRETS if secret in page.words]
    page = desk.get(own)
    assert "She runs our Saturday kitchen." in page.words
    assert "Calm when it is loud." in page.words
    assert "Ann Lee In Manager" in desk.get(overview).words


def test_a_link_that_was_passed_on_reveals_nothing(
    pages: Pages, jo: Person, rosa: Application
) -> None:
    _, token = scenes.asked(rosa, jo)
    page = pages.get(link(token))
    assert page.heading == "We asked you for a reference"
    assert "Did somebody pass this link on to you?" in page.words
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.response.headers["Cache-Control"] == "no-store"
    assert not [secret for secret in SECRETS if secret in page.words]
    page = pages.post(f"{link(token)}/whose", 422, email="eve@example.net")
    assert page.problems == ["This link was not sent to that address"]
    assert "eve@example.net" in str(page)
    assert pages.submit(link(token), **scenes.TYPED).heading == "We asked you for a reference"
    pages.post(f"{link(token)}/decline")
    assert session.scalars(select(Referee)).one().state is RefereeState.ASKED


def test_a_guessed_link_says_what_to_do_and_nothing_else(
    pages: Pages, jo: Person, rosa: Application
) -> None:
    scenes.asked(rosa, jo)
    for path in (link("0" * 64), link("RO-2026-014"), f"{link('0')}%20"):
        page = pages.get(path, 404)
        assert page.heading == "This link leads nowhere"
        assert "Open the link in the newest email" in page.words
        assert not [secret for secret in SECRETS if secret in page.words]


def test_guesses_at_the_address_are_counted(pages: Pages, jo: Person, rosa: Application) -> None:
    _, token = scenes.asked(rosa, jo)
    for number in range(TRIES.tries):
        pages.post(f"{link(token)}/whose", 422, email=f"eve{number}@example.net")
    page = pages.post(f"{link(token)}/whose", 429, email="ann@example.net")
    assert page.problems == ["There were many tries from here. Wait an hour, then try again"]


def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    pages: Pages, jo: Person, rosa: Application
) -> None:
    _, token = scenes.asked(rosa, jo)
    let_in(pages, token)
    typed = {**scenes.TYPED, "asked_children": "no", "words": "", "given_by": ""}
    page = pages.post(link(token), 422, **typed)
    assert page.problems == [
        "Say why you chose “Mostly, with a reservation” or “No”",
        "Enter your name",
    ]
    assert "She runs our Saturday kitchen." in str(page)
    assert session.scalars(select(Reference)).all() == []


def test_when_an_applicant_was_born_is_not_taken_from_a_referee(
    pages: Pages, desk: Pages, jo: Person, rosa: Application
) -> None:
    referee, token = scenes.asked(rosa, jo)
    let_in(pages, token)
    born = "She was born on 3 May 1990, and is old for her age."
    page = pages.post(link(token), 422, **{**scenes.TYPED, "words": born})
    assert page.problems == [THEY_WERE_BORN]
    assert born in str(page)
    by_phone = f"/recruitment/referees/{referee.uuid}/by-phone"
    typed = {**scenes.TYPED, "given_on": "2 3 2026", "how_known": "DOB 03/05/1990"}
    assert desk.post(by_phone, 422, **typed).problems == [THEY_WERE_BORN]
    assert session.scalars(select(Reference)).all() == []


def test_what_a_referee_pastes_from_word_stays_readable(
    pages: Pages, desk: Pages, jo: Person, rosa: Application
) -> None:
    referee, token = scenes.asked(rosa, jo)
    let_in(pages, token)
    pages.submit(link(token), **{**scenes.TYPED, "words": "Shop\tTwo years\x07\x07\n\xb7\tPatient"})
    assert "Shop | Two years" in desk.get(f"/recruitment/referees/{referee.uuid}").words
    assert session.scalars(select(Reference.words)).one().endswith("\n• Patient")


def test_whoever_was_writing_when_their_link_ended_sees_what_they_typed(
    pages: Pages, jo: Person, rosa: Application
) -> None:
    referee, token = scenes.asked(rosa, jo)
    let_in(pages, token)
    with clock.frozen(scenes.NOON + timedelta(days=28)):
        page = pages.post(link(token), 410, **scenes.TYPED)
    assert page.heading == "This link has stopped working"
    assert "Calm when it is loud." in page.words
    with changing():
        ask_for_reference(referee=referee, turn=1, actor=jo)
    page = pages.post(link(token), 404, **scenes.TYPED)
    assert page.heading == "This link leads nowhere"
    assert "Calm when it is loud." in page.words


def test_a_referee_says_that_they_would_rather_not(
    pages: Pages, jo: Person, rosa: Application
) -> None:
    _, token = scenes.asked(rosa, jo)
    let_in(pages, token)
    page = pages.submit(f"{link(token)}/decline")
    assert page.heading == "Thank you for telling us"


def test_a_coordinator_notes_a_call(desk: Pages, rosa: Application) -> None:
    referee = scenes.named(rosa, email=None, phone="01632 960002")
    own = f"/recruitment/referees/{referee.uuid}"
    given_on = {"given_on": "2 3 2026"}
    assert "They have no email address: ring them." in desk.get(own).words
    page = desk.post(f"{own}/by-phone", 422, **{**scenes.TYPED, **given_on, "how_known": ""})
    assert page.problems == ["Say how you know them"]
    page = desk.submit(f"{own}/by-phone", **scenes.TYPED, **given_on)
    assert "Noted by Jo Hartley, who rang" in page.words


def test_a_referee_who_cannot_be_reached_is_refused_and_stays_typed(
    desk: Pages, rosa: Application
) -> None:
    new = f"/recruitment/applications/{rosa.uuid}/referees/new"
    page = desk.post(new, 422, name="Ann Lee")
    assert page.problems == ["Enter an email address or a telephone number"]
    page = desk.post(new, 422, name="Ann Lee", email="ROSA@example.org")
    assert page.problems == ["This is the applicant’s own address. Enter their referee’s address."]
    assert "ROSA@example.org" in str(page)


def test_a_change_over_somebody_elses_is_shown_and_not_lost(desk: Pages, rosa: Application) -> None:
    referee = scenes.named(rosa)
    change = f"/recruitment/referees/{referee.uuid}/change"
    typed = {"name": "Ann Lee-Hill", "email": "ann@example.net", "version": "99"}
    page = desk.post(change, 409, **typed)
    assert page.problems == [
        "Somebody changed this meanwhile. Look at how it is now, then save again."
    ]
    assert "Ann Lee-Hill" in str(page)
    page = desk.submit(change, **{**typed, "version": str(referee.version)})
    assert page.heading == "Ann Lee-Hill"


def test_a_manager_sees_that_a_reference_is_in_and_not_what_it_says(
    app: Flask, jo: Person, rosa: Application
) -> None:
    referee, _ = scenes.asked(rosa, jo)
    scenes.given(referee)
    manager = user_with(Role.MANAGER)
    pages = Pages(app).sign_in(manager.email)
    page = pages.get(f"/recruitment/applications/{rosa.uuid}/references")
    assert "Ann Lee In" in page.words
    assert "Calm" not in str(page)
    pages.get(f"/recruitment/referees/{referee.uuid}", 403)


@pytest.mark.parametrize("path", ["", "/change", "/by-phone"])
def test_a_coordinator_of_another_area_finds_no_referee(app: Flask, jo: Person, path: str) -> None:
    north, south = AreaFactory(), AreaFactory()
    referee = scenes.named(scenes.applicant(area=north))
    di = scenes.coordinator("Di Fox", south)
    assert di.email
    Pages(app).sign_in(di.email).get(f"/recruitment/referees/{referee.uuid}{path}", 404)
