"""The one letter of a publication: all of it that concerns somebody, and nothing of an order."""

from datetime import date
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from portal.database import changing, session
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from portal.panels.actions import offers, sittings
from portal.panels.models import CancelReason, SeatKind, Sitting
from portal.people.models import Person
from tests.panels import scenes

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER
NEXT = date(2026, 3, 17)


def letter(to: Person) -> EmailMessage | None:
    """Write the letter to somebody, as the worker would; None if it is pointless."""
    mail = session.scalars(
        select(Mail).where(
            Mail.template == "panels/email/rota_published", Mail.to_person_id == to.id
        )
    ).one()
    with changing():
        written = write(mail)
    return written.message if written else None


def said(message: EmailMessage | None) -> str:
    """Return the plain part, white space folded."""
    assert message is not None
    part = message.get_body(("plain",))
    return " ".join(str(part.get_content()).split()) if part else ""


def files(message: EmailMessage | None) -> list[str]:
    """Return the names of what is attached, with what each asks of a calendar."""
    assert message is not None
    return [
        f"{part.get_filename()}: {part.get_param('method')}" for part in message.iter_attachments()
    ]


@pytest.fixture
def drafts(app: Flask) -> list[Sitting]:
    """Return two drafts with Graham, who said yes to the first date, planned to chair both."""
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    graham = scenes.chair()
    scenes.answered_round(graham)
    made = [scenes.draft(jo, adviser=marcus, day=day) for day in (scenes.TENTH, NEXT)]
    for sitting in made:
        scenes.pencilled(sitting, CHAIR, graham)
    scenes.published(*made)
    return made


def test_what_somebody_is_on_and_what_they_are_asked_stands_in_one_letter(
    drafts: list[Sitting],
) -> None:
    offers_made = [scenes.seat(sitting, CHAIR).offers[0] for sitting in drafts]
    message = letter(offers_made[0].person)
    assert message is not None
    assert message["Subject"] == "1 panel you are on, and 1 to answer"
    words = said(message)
    on, _, asked = words.partition("CAN YOU SIT?")
    assert "Tuesday 10 March 2026, 5:30pm to 6:30pm" in on
    assert f"/panels/sittings/{drafts[0].entry.uuid}" in on
    assert "Tuesday 17 March 2026, 5:30pm to 6:30pm" in asked
    assert f"/panels/offers/{offers_made[1].uuid}" in asked
    assert "Answer by" in asked
    assert files(message) == ["invitation.ics: REQUEST"]


def test_an_adviser_gets_a_file_for_each_and_a_case_manager_the_last_day(
    drafts: list[Sitting],
) -> None:
    adviser = scenes.seat(drafts[0], SeatKind.ADVISER).person
    assert adviser is not None
    message = letter(adviser)
    assert message is not None
    assert message["Subject"] == "You advise 2 panels"
    assert files(message) == ["invitation-1.ics: REQUEST", "invitation-2.ics: REQUEST"]
    alternatives = [part.get_content_type() for part in message.walk()]
    assert alternatives.count("text/calendar") == 2  # as files alone: none hides the letter
    managed = letter(drafts[0].panels[0].case_manager)
    assert "Please tell everyone by Tuesday 3 March." in said(managed)
    assert files(managed) == []


def test_what_was_answered_or_called_off_meanwhile_is_left_out(drafts: list[Sitting]) -> None:
    first, second = (scenes.seat(sitting, CHAIR).offers[0] for sitting in drafts)
    with changing():
        offers.decline_offer(offer=second, actor=second.person)
    assert "CAN YOU SIT?" not in said(letter(first.person))
    with changing():
        sittings.cancel_sitting(
            sitting=drafts[0],
            version=drafts[0].version,
            reason=CancelReason.ROOM,
            actor=drafts[0].coordinator,
        )
    assert letter(first.person) is None
    assert letter(drafts[0].panels[0].case_manager) is None
