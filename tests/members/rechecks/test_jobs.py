"""The day by which a check is to be made again, in the calendar of whose it is."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.calendar import queries as calendar
from portal.calendar.models import Entry
from portal.calendar.rules import Filters
from portal.database import changing, session
from portal.members import jobs, rules
from portal.members.actions import record_check
from portal.members.models import CheckKind, Member, MemberArea, Status
from portal.people.models import Person
from tests.factories import AreaFactory, MemberFactory, PersonFactory, user_with
from tests.pages import Pages
from tests.statements import count_statements

NOW = clock.at(date(2026, 3, 2), datetime.min.time()) + timedelta(hours=9)
AGAIN = date(2026, 9, 1)
DEADLINES = Filters(kinds=("due",))
TITLE, OWN = "DBS re-check due: Ann Lee", "Your DBS re-check is due"

pytestmark = pytest.mark.usefixtures("on_monday")


@pytest.fixture
def on_monday(app: Flask) -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def volunteer(name: str = "Ann Lee", again: date = AGAIN) -> Member:
    """Return a volunteer with an account whose check is to be made again on a day."""
    member = MemberFactory(person=PersonFactory(name=name))
    user_with(Role.VOLUNTEER, person=member.person)
    checked(member, date(2023, 9, 1), again)
    return member


def checked(member: Member, issued_on: date, again: date | None) -> None:
    with changing():
        record_check(
            member=member,
            kind=CheckKind.DBS,
            made=rules.Check(issued_on, again),
            level="Enhanced",
            actor=None,
        )


def seen(person: Person, day: date = AGAIN) -> list[str]:
    rows = calendar.coming(person.id, day, DEADLINES, 10, last=day)
    return [f"{row.part or row.title} ({row.status.value})" for row in rows]


def test_the_volunteer_and_the_coordinators_of_their_area_see_it() -> None:
    ann, north, south = volunteer(), AreaFactory(), AreaFactory()
    session.add(MemberArea(member_id=ann.id, area_id=north.id))
    everywhere, theirs, others = (user_with(Role.COORDINATOR) for _ in range(3))
    session.add(UserArea(user_id=theirs.id, area_id=north.id))
    session.add(UserArea(user_id=others.id, area_id=south.id))
    session.commit()
    assert jobs.publish_rechecks() == {"published": 1, "withdrawn": 0}
    assert seen(everywhere.person) == seen(theirs.person) == [f"{TITLE} (confirmed)"]
    assert seen(others.person) == seen(user_with(Role.STAFF).person) == []
    assert seen(ann.person) == [f"{OWN} (confirmed)"]


def test_a_new_check_puts_it_off_and_the_same_again_changes_nothing() -> None:
    ann = volunteer()
    jobs.publish_rechecks()
    assert jobs.publish_rechecks() == {"published": 0, "withdrawn": 0}
    checked(ann, date(2026, 3, 1), date(2027, 2, 1))
    assert jobs.publish_rechecks() == {"published": 1, "withdrawn": 1}
    assert seen(ann.person) == []
    assert seen(ann.person, date(2027, 2, 1)) == [f"{OWN} (confirmed)"]
    checked(ann, date(2026, 3, 2), None)
    assert jobs.publish_rechecks() == {"published": 0, "withdrawn": 1}


@pytest.mark.parametrize("status", [Status.APPLICANT, Status.PAUSED, Status.LEFT])
def test_nothing_is_asked_of_who_is_not_there(status: Status) -> None:
    ann = volunteer()
    jobs.publish_rechecks()
    ann.status = status
    session.commit()
    assert jobs.publish_rechecks() == {"published": 0, "withdrawn": 1}


def test_nothing_is_asked_for_a_day_after_the_last_of_who_is_to_leave() -> None:
    ann = volunteer()
    ann.leaves_on, ann.leave_reason = AGAIN, "moved"
    session.commit()
    assert jobs.publish_rechecks() == {"published": 1, "withdrawn": 0}
    ann.leaves_on = AGAIN - timedelta(days=1)
    session.commit()
    assert jobs.publish_rechecks() == {"published": 0, "withdrawn": 1}


def test_what_is_over_or_comes_after_a_year_is_not_in_it() -> None:
    volunteer("Kim Ray", date(2026, 3, 1))
    volunteer("Lee Moss", date(2027, 3, 4))
    assert jobs.publish_rechecks() == {"published": 0, "withdrawn": 0}
    volunteer(again=date(2026, 3, 2))
    assert jobs.publish_rechecks() == {"published": 1, "withdrawn": 0}


def test_it_leads_to_the_volunteers_page_and_ones_own(app: Flask, pages: Pages) -> None:
    ann = volunteer()
    desk = pages.sign_in(user_with(Role.COORDINATOR).email)
    jobs.publish_rechecks()
    uuid, number = ann.person.uuid, ann.number
    month = desk.get("/calendar/month/2026-09")
    [link] = month.select("a.app-ev")
    assert link["href"] == f"/members/people/{uuid}"
    answer = desk.client.get(f"/members/people/{uuid}")
    assert answer.headers["Location"] == f"/members/{number}"
    desk.get(f"/members/people/{PersonFactory().uuid}", 404)
    own = Pages(app).sign_in(user_email(ann))
    [link] = own.get("/calendar/month/2026-09").select("a.app-ev")
    assert (link.get_text(), link["href"]) == (f"Due date{OWN}", "/members/me")
    page = own.get(f"/calendar/entries/{session.scalars(select(Entry.uuid)).one()}")
    assert page.heading == OWN
    assert not page.select(".app-state")


def user_email(member: Member) -> str:
    assert member.person.email
    return member.person.email


def test_looking_costs_the_same_for_one_person_and_for_three() -> None:
    costs = []
    for names in (["Ann Lee"], ["Kim Ray", "Lee Moss"]):
        for name in names:
            volunteer(name)
        jobs.publish_rechecks()
        session.expunge_all()
        with count_statements() as sent:
            assert jobs.publish_rechecks() == {"published": 0, "withdrawn": 0}
        costs.append(len([one for one in sent if one.startswith("SELECT")]))
    assert costs == [6, 6]
