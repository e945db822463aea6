"""What letters of panels say to whom, and what they bring for a calendar."""

from datetime import date
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.calendar.actions import subscribe
from portal.calendar.models import FeedScope
from portal.database import changing, session
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from portal.panels.actions import offers, sittings, turns
from portal.panels.models import CancelReason, Sitting, SittingState
from portal.panels.models import SeatKind as Kind
from tests.panels import scenes


def letter(to: str, template: str) -> EmailMessage | None:
    """Write the newest letter of a kind to somebody, as the worker would; None if pointless."""
    rows = session.scalars(
        select(Mail).where(Mail.template == f"panels/email/{template}").order_by(Mail.id.desc())
    )
    mail = next(row for row in rows if row.to_person and row.to_person.name == to)
    with changing():
        written = write(mail)
    return written.message if written else None


def said(message: EmailMessage | None) -> str:
    """Return the plain part, white space folded."""
    assert message is not None
    part = message.get_body(("plain",))
    return " ".join(str(part.get_content()).split()) if part else ""


def method(message: EmailMessage | None) -> str:
    """Return what the letter's calendar part asks a calendar to do; empty without one."""
    assert message is not None
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return str(parts[0].get_param("method")) if parts else ""


def cancelled(sitting: Sitting) -> None:
    """Cancel a sitting."""
    with changing():
        sittings.cancel_sitting(
            sitting=sitting,
            version=sitting.version,
            reason=next(iter(CancelReason)),
            actor=sitting.coordinator,
        )


def test_who_leaves_gets_it_out_of_their_calendar_unless_a_feed_does_that(app: Flask) -> None:
    ann, ben = scenes.volunteer("Ann Lee", account=True), scenes.volunteer("Ben Ray")
    for member in (ann, ben):
        sitting = scenes.arranged(scenes.coordinator())
        offer = scenes.accepted(sitting, Kind.MEMBER, member)
        if member is ann:
            with changing():
                feed, _ = subscribe(person=ann.person, scope=FeedScope.MINE, form_key="a")
                feed.last_fetched_at = clock.now()
        with changing():
            offers.leave_seat(offer=offer, actor=member.person)
    assert letter("Ann Lee", "seat_released") is None
    left = letter("Ben Ray", "seat_released")
    assert method(left) == "CANCEL"
    assert "Thank you for telling us." in said(left)


def test_a_cancelled_sitting_leaves_only_calendars_that_have_it(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator())
    scenes.accepted(sitting, Kind.CHAIR, scenes.chair("Graham Holt"))
    scenes.offered(sitting, Kind.MEMBER, scenes.volunteer("Ann Lee"))
    cancelled(sitting)
    assert method(letter("Graham Holt", "sitting_cancelled")) == "CANCEL"
    asked = letter("Ann Lee", "sitting_cancelled")
    assert method(asked) == ""
    assert "There is nothing for you to come to." in said(asked)


def test_a_case_manager_is_asked_to_tell_the_family_of_a_cancelled_panel(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator())
    cancelled(sitting)
    words = said(letter("Casey Moran", "sitting_cancelled"))
    assert "Please tell the child and any parent under the order." in words
    assert "/panels/my-orders" in words


def test_of_a_panel_before_court_no_order_is_spoken(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting = scenes.arranged(jo, scenes.before_court(jo))
    words = said(letter("Casey Moran", "panel_arranged"))
    assert "A panel has been arranged for a case before court that you manage." in words
    assert "The child and their parents must be told" in words
    cancelled(sitting)
    words = said(letter("Casey Moran", "sitting_cancelled"))
    assert "order" not in words.split("When:")[0]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 3, 2), "Please tell everyone by Tuesday 3 March."),
        (date(2026, 3, 5), "The last day for that was Tuesday 3 March, so please tell everyone at"),
    ],
)
def test_a_last_day_that_is_past_is_said_to_be(app: Flask, day: date, sentence: str) -> None:
    scenes.arranged(scenes.coordinator())
    with clock.frozen(clock.at(day, scenes.HALF_FIVE)):
        assert sentence in said(letter("Casey Moran", "panel_arranged"))


def test_case_managers_learn_which_panel_starts_later_and_which_needs_another_date(
    app: Flask,
) -> None:
    jo = scenes.coordinator()
    first = scenes.order(jo, case_manager=scenes.colleague("Casey Moran"))
    second = scenes.order(jo, area=first.area, case_manager=scenes.colleague("Dee Marsh"))
    sitting = scenes.arranged(jo, first, second)
    with changing():
        turns.take_panel_off(
            sitting=sitting, version=sitting.version, panel=sitting.panels[0], actor=jo
        )
    taken = said(letter("Casey Moran", "turns_changed"))
    assert "It was to start at 5:30pm, and does not sit then. It needs another date." in taken
    assert letter("Casey Moran", "panel_arranged") is None
    moved = said(letter("Dee Marsh", "turns_changed"))
    assert "It was to start at 6:30pm, and now starts at 5:30pm." in moved
    assert "/panels/my-orders" in moved


def test_an_evening_without_a_panel_is_said_to_be_kept_for_some(app: Flask) -> None:
    sitting = scenes.evening(scenes.coordinator())
    sitting.state = SittingState.PUBLISHED
    session.commit()
    scenes.accepted(sitting, Kind.MEMBER, scenes.volunteer("Ann Lee"))
    words = said(letter("Ann Lee", "seat_confirmed"))
    assert "The evening is kept for panels to come." in words
    cancelled(sitting)
    assert method(letter("Ann Lee", "sitting_cancelled")) == "CANCEL"
