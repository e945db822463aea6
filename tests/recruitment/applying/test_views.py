"""The public form, and an applicant's own pages by their link, as people without an account."""

from datetime import timedelta
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.accounts.models import Throttle
from portal.database import session
from portal.notifications.models import Mail
from portal.recruitment.models import Application, Campaign
from portal.recruitment.rules.births import BORN
from portal.recruitment.views.applying import LETTERS, SENDINGS
from tests.pages import Page, Pages
from tests.recruitment.applying import scenes

APPLY: Final = "/recruitment/apply/panel-members-2026"
TYPED: Final[dict[str, Any]] = {
    **{name: scenes.SAID[name] for name in ("name", "email", "phone", "why", "experience")},
    "adult": "yes",
    "area_id": "",
    "then": "send",
}


@pytest.fixture(autouse=True)
def _running(spring: Campaign) -> None:
    """Let there be a campaign that takes applications."""


def in_field(page: Page, name: str) -> str:
    field = page.select_one(f"#{name}")
    assert field is not None
    return field.get_text().strip() or str(field.get("value", ""))


def test_somebody_without_an_account_applies_and_is_thanked(pages: Pages) -> None:
    page = pages.get(APPLY)
    assert page.heading == "Panel members 2026"
    assert "Two evenings a month" in page.words
    assert "Apply by Tuesday 31 March 2026" in page.words
    assert pages.submit(APPLY, **TYPED).heading == "Thank you"
    made = session.query(Application).one()
    assert (made.name, made.is_adult, made.is_sent) == ("Ines Okoro", True, True)


def test_the_form_is_saved_with_little_and_sent_later_by_the_link(pages: Pages) -> None:
    page = pages.submit(APPLY, name="Ines Okoro", email="ines@example.org", then="save")
    assert page.heading == "Look at your email"
    address = f"/recruitment/mine/{scenes.token_of(session.query(Application).one())}"
    page = pages.get(address)
    assert in_field(page, "name") == "Ines Okoro"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.response.headers["Cache-Control"] == "no-store"
    page = pages.post(address, 422, **{**TYPED, "why": ""})
    assert page.problems == ["Tell us why you would like to do this"]
    page = pages.submit(address, **{**TYPED, "then": "save"})
    assert page.notices == ["Saved. The link that you came by brings you back."]
    assert in_field(page, "why") == "I grew up here."
    page = pages.submit(address, **TYPED)
    assert "We have it since Monday 2 March" in page.words
    page = pages.post(address, 422, **TYPED)
    assert page.problems == [
        "You have sent this application already. Ring us to change something in it."
    ]


def test_the_second_time_looks_like_the_first_to_whoever_types(pages: Pages) -> None:
    first = pages.submit(APPLY, **TYPED)
    second = pages.submit(APPLY, **{**TYPED, "why": "Better words"})
    assert second.words == first.words
    address = f"/recruitment/mine/{scenes.token_of(session.query(Application).one())}"
    assert "Better words" in pages.get(address).words
    page = pages.submit(f"{address}/again", answer="take")
    assert "The form was filled in again" not in page.words
    assert "Better words" in page.words


def test_asking_for_the_link_tells_nobody_whether_there_is_one(pages: Pages) -> None:
    known = pages.submit(APPLY, **TYPED) and pages.submit(f"{APPLY}/link", email="ines@example.org")
    unknown = pages.submit(f"{APPLY}/link", email="nobody@example.org")
    assert known.words == unknown.words
    assert session.query(Mail).filter_by(to_address="nobody@example.org").count() == 0
    assert pages.post(f"{APPLY}/link", 422, email="ines").problems


def test_what_is_missing_is_said_and_nothing_typed_is_lost(pages: Pages) -> None:
    page = pages.post(APPLY, 422, experience="Scouts", then="send")
    assert page.problems == [
        "Enter your name",
        "Enter your email address: we write to you there",
        "Enter a telephone number, so that we can ring you about a date",
        "Say whether you are 18 or over",
        "Tell us why you would like to do this",
    ]
    page = pages.post(APPLY, 422, experience="Scouts", then="save")
    assert page.problems == ["Enter your name", "Enter your email address: we write to you there"]
    page = pages.post(APPLY, 422, **{**TYPED, "adult": "", "phone": ""})
    assert page.problems == [
        "Enter a telephone number, so that we can ring you about a date",
        "Say whether you are 18 or over",
    ]
    assert in_field(page, "experience") == "Twenty years of scouts."
    assert session.query(Application).count() == 0


def test_somebody_under_18_is_told_what_they_can_do(pages: Pages) -> None:
    page = pages.post(APPLY, 422, **{**TYPED, "adult": "no"})
    assert page.problems[0].startswith("Volunteers must be 18 or over. Save the form instead")
    assert pages.submit(APPLY, **{**TYPED, "adult": "no", "then": "save"}).heading == (
        "Look at your email"
    )


@pytest.mark.parametrize("field", ["why", "experience", "needs", "name", "heard_from"])
def test_a_date_of_birth_is_refused_in_a_sentence_and_stays_in_its_field(
    pages: Pages, field: str
) -> None:
    typed = "Ines, born 12/03/1980"
    for then in ("send", "save"):
        page = pages.post(APPLY, 422, **{**TYPED, field: typed, "then": then})
        assert page.problems == [BORN]
        assert in_field(page, field) == typed
    assert session.query(Application).count() == 0


def test_text_pasted_from_word_is_kept_readable(pages: Pages, desk: Pages) -> None:
    pasted = "“Mine”\r\n\uf0b7\tScouts\r\nPart\tYears\r\nCarer\t3\u200b"
    pages.submit(APPLY, **{**TYPED, "why": pasted})
    made = session.query(Application).one()
    assert made.why == "“Mine”\n• Scouts\nPart | Years\nCarer | 3"


def test_a_machine_that_fills_in_everything_leaves_nothing(pages: Pages) -> None:
    assert pages.submit(APPLY, **TYPED, homepage="https://spam.example").heading == "Thank you"
    assert session.query(Application).count() == 0


def test_a_machine_that_asks_for_a_link_is_told_the_same_and_mails_nobody(pages: Pages) -> None:
    pages.submit(APPLY, **TYPED)
    sent = session.query(Mail).count()
    fields = {"email": "ines@example.org", "homepage": "https://spam.example"}
    machine = pages.submit(f"{APPLY}/link", **fields)
    assert session.query(Mail).count() == sent
    person = pages.submit(f"{APPLY}/link", email="ines@example.org")
    assert machine.words == person.words
    assert session.query(Mail).count() == sent + 1


def test_nobodys_mailbox_is_filled_by_the_form(pages: Pages) -> None:
    for number in range(LETTERS.tries):
        address = "Ines@example.org" if number % 2 else "ines@example.org"
        pages.post(APPLY, **{**TYPED, "email": address, "then": "save"})
    pages.post(APPLY, 429, **{**TYPED, "then": "save"})
    to = select(func.count(Mail.id)).where(func.lower(Mail.to_address) == "ines@example.org")
    assert session.scalar(to) == LETTERS.tries
    pages.post(APPLY, **{**TYPED, "email": "bo@example.org"})


def test_an_address_that_sends_too_much_waits(pages: Pages) -> None:
    for number in range(SENDINGS.tries):
        pages.post(APPLY, **{**TYPED, "email": f"p{number}@example.org"})
    page = pages.post(APPLY, 429, **TYPED)
    assert "Wait an hour, then send it" in page.problems[0]
    assert in_field(page, "why") == "I grew up here."
    assert session.query(Application).count() == SENDINGS.tries
    assert (
        session.query(Throttle).count() == 1 + SENDINGS.tries
    )  # a network, and who was written to


def test_a_form_sent_when_the_campaign_has_closed_keeps_what_was_typed(pages: Pages) -> None:
    with clock.frozen(scenes.NOON + timedelta(days=60)):
        page = pages.post(APPLY, 422, **TYPED)
    assert page.problems[0].startswith("Applications closed on Tuesday 31 March.")
    assert in_field(page, "why") == "I grew up here."


def test_a_link_that_is_over_says_so_and_offers_a_new_one(pages: Pages) -> None:
    pages.submit(APPLY, **TYPED)
    made = session.query(Application).one()
    address = f"/recruitment/mine/{scenes.token_of(made)}"
    with clock.frozen(scenes.NOON + timedelta(days=40)):
        page = pages.get(address, 410)
        assert page.heading == "This link has stopped working"
        assert "Ines" not in page.words
        pages.post(f"{address}/withdraw", 410)
        assert pages.submit(f"{address}/new-link").heading == "Look at your email"
        pages.get(address, 404)
        assert pages.get(f"/recruitment/mine/{scenes.token_of(made)}").heading == (
            "Your application: Panel members 2026"
        )


def test_a_guessed_link_leads_nowhere(pages: Pages) -> None:
    pages.submit(APPLY, **TYPED)
    guessed = "0" * 64
    for path in ("", "/withdraw"):
        page = pages.get(f"/recruitment/mine/{guessed}{path}", 404)
        assert page.heading == "This link leads nowhere"
        assert "Ines" not in page.words
    pages.get(f"/recruitment/mine/{session.query(Application).one().uuid}", 404)


def test_an_applicant_withdraws_by_their_link(app: Flask, pages: Pages) -> None:
    pages.submit(APPLY, **TYPED)
    address = f"/recruitment/mine/{scenes.token_of(session.query(Application).one())}"
    page = pages.get(f"{address}/withdraw")
    assert page.heading == "Withdraw from Panel members 2026"
    assert pages.submit(f"{address}/withdraw").heading == "Done"
    page = pages.get(address)
    assert "Ended on Monday 2 March" in page.words
    assert "Withdraw" not in page.words


def test_a_script_in_an_application_is_shown_as_text(pages: Pages) -> None:
    pages.submit(APPLY, **{**TYPED, "why": "<script>alert(1)</script>"})
    address = f"/recruitment/mine/{scenes.token_of(session.query(Application).one())}"
    assert "<script>alert(1)</script>" in pages.get(address).words
