"""Reminders of reviews that the clock writes."""

from datetime import date, time

import pytest
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts.queries import account_of
from portal.database import changing, session
from portal.noticeboard import jobs
from portal.noticeboard.actions import handbook as actions
from portal.noticeboard.letters import pages_to_review
from portal.notifications.models import Mail
from portal.people.models import Person
from tests.noticeboard import scenes as notices
from tests.noticeboard.handbook import scenes


def written() -> list[str]:
    found = session.scalars(select(Mail).order_by(Mail.id))
    return [mail.to_person.name for mail in found if mail.to_person]


@pytest.mark.parametrize(
    ("month", "day", "hour", "people"),
    [(8, 1, 9, []), (8, 2, 7, []), (8, 2, 9, ["Jo Hartley"]), (9, 3, 9, ["Jo Hartley"])],
)
def test_an_owner_gets_one_letter_about_all_their_pages(
    jo: Person, month: int, day: int, hour: int, people: list[str]
) -> None:
    notices.somebody(Role.COORDINATOR, name="Di Fox")
    scenes.added(jo)
    scenes.added(jo, title="Expenses")
    with clock.frozen(clock.at(date(2026, month, day), time(hour))):
        for _ in range(2):
            jobs.remind_owners()
        assert written() == people


def test_when_its_owner_has_gone_all_coordinators_are_told(jo: Person) -> None:
    scenes.added(jo)
    notices.somebody(Role.COORDINATOR, name="Di Fox")
    account_of(jo).active = False
    session.commit()
    with clock.frozen(clock.at(date(2026, 8, 2), time(9))):
        jobs.remind_owners()
    assert written() == ["Di Fox"]


def test_a_letter_lists_what_is_still_to_be_looked_at(jo: Person) -> None:
    page, _ = scenes.added(jo), scenes.added(jo, title="Later", review_on=date(2027, 1, 1))
    with clock.frozen(clock.at(date(2026, 8, 2), time(9))):
        on = clock.today().toordinal()
        letter = pages_to_review(to=jo, on=on)
        assert letter is not None
        assert letter.subject == "1 page of the handbook to look at"
        assert [title for title, _, _ in letter.values["lines"]] == ["Sitting on a panel"]
        assert pages_to_review(to=jo, on=on - 30) is None
        with changing():
            actions.review_page(page=page, review_on=date(2027, 8, 1), actor=jo)
        assert pages_to_review(to=jo, on=on) is None
