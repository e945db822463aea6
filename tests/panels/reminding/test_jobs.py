"""Reminders and the coordinators' morning letter: whom, when, once, and never what is stale."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.accounts.queries import user_of
from portal.database import changing, session
from portal.panels import jobs
from portal.panels.actions import calls, cover, offers, reminding, sittings
from portal.panels.models import (
    FIRST_REMINDER_DAYS,
    CallMode,
    CancelReason,
    Seat,
    SeatKind,
    Sitting,
)
from portal.people.models import Area
from portal.settings.actions import change
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.panels import scenes
from tests.panels.test_words_of_letters import read
from tests.statements import count_statements

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER
SIXTEENTH = date(2026, 3, 16)


@contextmanager
def at(day: date, hour: int = 9) -> Iterator[None]:
    """Be at an hour of a day."""
    with clock.frozen(clock.at(day, time(hour))):
        yield


@pytest.fixture
def sitting(app: Flask) -> Sitting:
    """Return a sitting on Monday 16 March with an adviser and one volunteer."""
    adviser = scenes.colleague("Marcus Reid", may_advise=True)
    made = scenes.arranged(scenes.coordinator(), adviser=adviser, day=SIXTEENTH)
    scenes.accepted(made, MEMBER, scenes.volunteer("Ann Lee"))
    return made


def reminded() -> list[str]:
    return [who for who, name in scenes.mail() if name == "reminder"]


def test_everybody_on_a_sitting_is_reminded_twice_and_each_time_once(sitting: Sitting) -> None:
    for day, count in ((8, 0), (9, 2), (10, 0), (15, 2), (16, 0)):
        with at(date(2026, 3, day), 7):
            assert jobs.remind() == {"reminded": 0}
        with at(date(2026, 3, day)):
            assert jobs.remind() == {"reminded": count}
            assert jobs.remind() == {"reminded": 0}
    assert reminded() == ["Marcus Reid", "Ann Lee"] * 2


def test_a_reminder_of_a_day_farther_off_says_the_day_once(sitting: Sitting) -> None:
    with at(date(2026, 3, 9)):
        jobs.remind()
        letter = read("reminder", "Ann Lee")
    assert letter is not None
    assert letter[0] == "You are on a panel on Monday 16 March"


def test_a_reminder_says_what_when_and_how_to_say_no(sitting: Sitting) -> None:
    with at(date(2026, 3, 15)):
        jobs.remind()
        letter = read("reminder", "Ann Lee")
    assert letter is not None
    subject, text, _ = letter
    assert subject == "You are on a panel tomorrow, Monday 16 March"
    assert "As: panel member" in text
    assert "Marcus Reid, adviser" in text
    assert "If you can’t come, or may know the family, please say so" in text
    assert f"/panels/sittings/{sitting.entry.uuid}" in text


def test_several_sittings_of_a_day_are_one_letter(sitting: Sitting) -> None:
    other = scenes.arranged(sitting.coordinator, day=SIXTEENTH, at=time(14))
    scenes.accepted(other, MEMBER, scenes.members()[0])
    with at(date(2026, 3, 9)):
        jobs.remind()
        letter = read("reminder", "Ann Lee")
    assert reminded().count("Ann Lee") == 1
    assert letter is not None
    assert "2pm to 3pm" in letter[1]
    assert "5:30pm to 6:30pm" in letter[1]
    assert "/panels/duties" in letter[1]


def test_what_has_changed_since_is_not_reminded_of(sitting: Sitting) -> None:
    with at(date(2026, 3, 9)):
        jobs.remind()
        with changing():
            offers.leave_seat(
                offer=scenes.seat(sitting, MEMBER).offers[0], actor=scenes.members()[0].person
            )
        assert read("reminder", "Ann Lee") is None
        with changing():
            sittings.cancel_sitting(
                sitting=sitting,
                version=sitting.version,
                reason=CancelReason.ROOM,
                actor=sitting.coordinator,
            )
        assert read("reminder", "Marcus Reid") is None


def test_a_letter_that_waited_too_long_is_not_sent(sitting: Sitting) -> None:
    with at(date(2026, 3, 15)):
        jobs.remind()
    with at(date(2026, 3, 17)):
        assert read("reminder", "Ann Lee") is None


def test_who_looks_for_cover_is_reminded_that_they_are_still_on_it(sitting: Sitting) -> None:
    offer = scenes.seat(sitting, MEMBER).offers[0]
    with at(date(2026, 3, 15)):
        with changing():
            cover.ask_for_cover(
                offer=offer, wanted=cover.Wanted(everybody=True), actor=offer.person
            )
        jobs.remind()
        letter = read("reminder", "Ann Lee")
    assert letter is not None
    assert "Nobody has taken over yet, so you are still on it." in letter[1]


def test_a_reminder_can_be_switched_off(sitting: Sitting) -> None:
    with changing():
        change(setting=FIRST_REMINDER_DAYS, value=0, actor=sitting.coordinator)
    with at(date(2026, 3, 9)):
        assert jobs.remind() == {"reminded": 0}


def mornings() -> list[str]:
    return [who for who, name in scenes.mail() if name == "morning"]


def morning_text() -> str:
    """Return what Jo Hartley reads this morning."""
    letter = read("morning", "Jo Hartley")
    assert letter is not None
    assert letter[0] == f"Panels: what needs you, {clock.today():%A} {clock.today().day} March"
    return letter[1]


def test_coordinators_get_one_letter_a_working_day(sitting: Sitting) -> None:
    user_with(Role.VOLUNTEER)
    with at(date(2026, 3, 6), 7):
        assert jobs.write_mornings() == {"written": 0}
    with at(date(2026, 3, 6)):
        assert jobs.write_mornings() == {"written": 1}
        assert jobs.write_mornings() == {"written": 0}
    with at(date(2026, 3, 7)):  # a Saturday
        assert jobs.write_mornings() == {"written": 0}
    assert mornings() == ["Jo Hartley"]
    with at(date(2026, 3, 9)):
        assert read("morning", "Jo Hartley") is None  # it was for Friday


def test_the_morning_says_whose_name_is_put_down_though_nobody_was_called(
    sitting: Sitting,
) -> None:
    with changing():
        calls.come_forward(seat=scenes.seat(sitting, CHAIR), person=scenes.chair().person)
    with at(date(2026, 3, 3)):
        jobs.write_mornings()
        letter = read("morning", "Jo Hartley")
    assert letter is not None
    assert "Put down since Monday 2 March: chair on Monday 16 March" in letter[1]


def test_the_morning_says_what_is_short_unanswered_due_wanted_and_promised(
    sitting: Sitting,
) -> None:
    scenes.order(sitting.coordinator, area=AreaFactory(name="Saltmarsh"))
    scenes.offered(sitting, CHAIR, scenes.chair())
    scenes.volunteer("Bo Ray")
    near = scenes.arranged(sitting.coordinator, day=date(2026, 3, 12))
    scenes.accepted(near, MEMBER, scenes.members()[0])
    with at(date(2026, 3, 9)):
        with changing():
            offer = scenes.seat(near, MEMBER).offers[0]
            cover.ask_for_cover(
                offer=offer, wanted=cover.Wanted(everybody=False), actor=offer.person
            )
        with changing():
            calls.ask_everybody(
                seat=scenes.seat(sitting, SeatKind.OBSERVER),
                mode=CallMode.CHOOSE,
                confirm_by=clock.at(date(2026, 3, 10), time(17)),
                actor=sitting.coordinator,
            )
        with changing():
            named = scenes.seat(sitting, SeatKind.OBSERVER).offers[0]
            offers.accept_offer(offer=named, actor=named.person)
        jobs.write_mornings()
        text = morning_text()
    place = near.entry.room.venue.name if near.entry.room else ""
    for words in (
        f"Thursday 12 March, 5:30pm, {place}: Ann Lee looks for cover as panel member",
        "not quorate: needs a chair and an adviser, and cover is wanted",
        "By Tuesday 10 March, 5pm: observer on Monday 16 March",
        "1 name to choose from",
        "Graham Holt, chair on Monday 16 March: lapses",
        "Initial panel, Saltmarsh: by Wednesday 11 March, 2 working days left",
        f"/panels/sittings/{near.entry.uuid}",
    ):
        assert words in text, words


def test_the_morning_respects_areas_and_says_nothing_when_nothing_needs_anybody(
    sitting: Sitting,
) -> None:
    elsewhere: Area = AreaFactory(name="Castlebeck")
    limited = user_with(Role.COORDINATOR, person=PersonFactory(name="Rhiannon Pugh"))
    limited.area_rows = [UserArea(area=elsewhere)]
    session.commit()
    with at(date(2026, 3, 9)):
        assert jobs.write_mornings() == {"written": 2}
        assert read("morning", "Rhiannon Pugh") is None
        account = user_of(sitting.coordinator)
        assert account is not None
        account.active = False
        session.commit()
        assert read("morning", "Jo Hartley") is None


def test_the_morning_takes_the_same_statements_for_one_row_and_three(app: Flask) -> None:
    jo = scenes.coordinator()
    counts = []
    for number in range(3):
        made = scenes.arranged(jo, day=date(2026, 3, 6) + timedelta(days=3 * number))
        scenes.accepted(made, MEMBER, scenes.volunteer(f"Volunteer {number}"))
        scenes.order(jo)
        seat: Seat = scenes.seat(made, MEMBER)
        seat.cover_wanted_at = clock.now()
        session.commit()
        if number == 1:
            continue
        with changing():
            reminding.write_morning(person=jo, on=clock.today())
        session.expire_all()
        with count_statements() as sent:
            read("morning", "Jo Hartley")
        counts.append(len(sent))
    assert counts[0] == counts[1]
