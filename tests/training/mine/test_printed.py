"""A certificate on paper, and its code confirmed without a name."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.people.models import Person
from portal.training import actions
from portal.training.models import Award, AwardSource
from portal.training.rules import grouped
from portal.training.views import printed
from tests.factories import user_with
from tests.pages import Page, Pages
from tests.training import scenes


@pytest.fixture
def award(app: Flask, monday: None) -> Award:
    """Return an award of Ann Lee, who has an account."""
    person = scenes.volunteer("Ann Lee").person
    user_with(Role.VOLUNTEER, person=person)
    return scenes.until(person, scenes.safeguarding(), date(2028, 3, 31))


def test_ones_own_award_is_printed_with_its_code(pages: Pages, award: Award) -> None:
    assert award.person.email
    page = pages.sign_in(award.person.email).get(f"/training/awards/{award.uuid}/certificate")
    assert page.heading == "Ann Lee"
    for words in ("Child safeguarding", "Friday 31 March 2028", grouped(award.code)):
        assert words in page.words
    assert "/training/check" in page.words


def test_nobody_prints_another_volunteers(pages: Pages, award: Award) -> None:
    other = user_with(Role.VOLUNTEER).person
    assert other.email
    pages.sign_in(other.email).get(f"/training/awards/{award.uuid}/certificate", status=404)


def test_a_coordinator_prints_for_those_they_may_award(desk: Pages, award: Award) -> None:
    assert desk.get(f"/training/awards/{award.uuid}/certificate").heading == "Ann Lee"


def test_what_was_taken_back_is_not_printed(desk: Pages, jo: Person, award: Award) -> None:
    with changing():
        actions.revoke_award(award=award, reason="By mistake", actor=jo)
    page = desk.get(f"/training/awards/{award.uuid}/certificate")
    assert page.heading == "This award was taken back"
    assert grouped(award.code) not in page.words


def check(pages: Pages, code: str, status: int = 200) -> Page:
    return pages.post("/training/check", status, code=code)


def test_a_code_is_confirmed_without_a_name(pages: Pages, award: Award) -> None:
    page = check(pages, award.code)
    assert "This is a certificate of ours Valid" in page.words
    assert "Child safeguarding" in page.words
    assert "to the end of Friday 31 March 2028" in page.words
    assert "Ann" not in page.get_text()


@pytest.mark.parametrize(
    "typed", ["bcdf 2s6z ghjk", "BCDF-2562-GHJK", "bcdf25g2ghjk", " BCDF Z56Z 6HJK"]
)
def test_a_code_may_be_typed_as_it_was_read(pages: Pages, award: Award, typed: str) -> None:
    with_code(award, "BCDF2562GHJK")
    assert "Child safeguarding" in check(pages, typed).words


def with_code(award: Award, code: str) -> None:
    """Award the same once more, with a code that a test knows."""
    day = date(2025, 5, 5)
    made = Award(
        person=award.person,
        course=award.course,
        taken_on=day,
        awarded_on=day,
        source=AwardSource.IMPORTED,
        code=code,
    )
    session.add(made)
    session.commit()


@pytest.mark.parametrize("typed", ["", "BCDF2345GHJK", "BCDF", "БCDF2345GHJK", "'; --", "A" * 60])
def test_a_wrong_code_gets_a_sentence(pages: Pages, award: Award, typed: str) -> None:
    page = check(pages, typed, 200 if typed else 422)
    if typed:
        assert "No certificate of ours has this code" in page.words
    else:
        assert page.problems == ["Enter the code on the certificate"]


def test_a_lapsed_an_extended_and_a_revoked_one_are_told_apart(
    pages: Pages, award: Award, jo: Person
) -> None:
    with clock.frozen(scenes.NOON + timedelta(days=1000)):
        assert "Lapsed" in check(pages, award.code).words
    with changing():
        actions.extend_award(award=award, until=date(2028, 6, 30), reason="No course", actor=jo)
    words = check(pages, award.code).words
    assert "to the end of Friday 30 June 2028, extended from Friday 31 March 2028" in words
    with changing():
        actions.revoke_award(award=award, reason="By mistake", actor=jo)
    words = check(pages, award.code).words
    assert "Taken back" in words
    assert "no more: taken back on Monday 2 March 2026" in words
    assert "By mistake" not in words


def test_it_holds_on_its_last_day_to_the_end(pages: Pages, award: Award) -> None:
    last = clock.at(date(2028, 3, 31), scenes.NOON.time().replace(hour=23, minute=59))
    with clock.frozen(last):
        assert "Valid" in check(pages, award.code).words


def test_somebody_who_tries_codes_is_stopped(pages: Pages, award: Award) -> None:
    for _ in range(printed.LOOKS.tries):
        check(pages, "BCDF2345GHJK")
    page = check(pages, award.code, 429)
    assert page.problems == ["Too many codes were checked from here. Wait 10 minutes and try again"]
    with clock.frozen(scenes.NOON + timedelta(minutes=11)):
        assert "Child safeguarding" in check(pages, award.code).words
