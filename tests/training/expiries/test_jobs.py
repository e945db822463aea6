"""What lapses, in the calendar: on its last day, in one's own words, and gone once renewed."""

from datetime import date, timedelta

import icalendar
import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import User, UserArea
from portal.calendar import queries as calendar
from portal.calendar.models import Attendee, Entry, FeedScope, Kind, PersonSlot
from portal.calendar.rules import Filters
from portal.database import changing, session
from portal.members.models import Member, MemberArea, Status
from portal.people.models import Area, Person
from portal.training import actions, jobs
from portal.training.models import Award, Course
from tests.calendar.feeds.programs import subscribed
from tests.factories import AreaFactory, user_with
from tests.statements import count_statements
from tests.training import scenes

LAST = date(2026, 4, 1)
DEADLINES = Filters(kinds=("due",))
TITLE, OWN = "Child safeguarding lapses: Ann Lee", "Your Child safeguarding lapses"


@pytest.fixture
def ann(app: Flask, monday: None) -> Member:
    """Return a volunteer of Northmere whose safeguarding lapses in 30 days."""
    member = scenes.volunteer("Ann Lee")
    user_with(Role.VOLUNTEER, person=member.person)
    northmere = AreaFactory(name="Northmere")
    session.add(MemberArea(member_id=member.id, area_id=northmere.id))
    session.commit()
    scenes.until(member.person, scenes.safeguarding(), LAST)
    return member


def coordinator(area: Area | None = None) -> User:
    user = user_with(Role.COORDINATOR)
    if area is not None:
        session.add(UserArea(user_id=user.id, area_id=area.id))
        session.commit()
    return user


def seen(person: Person, day: date = LAST, chosen: Filters = DEADLINES) -> list[str]:
    rows = calendar.coming(person.id, day, chosen, 10, last=day)
    return [f"{row.part or row.title} ({row.status.value})" for row in rows]


def entry() -> Entry:
    return session.scalars(select(Entry).where(Entry.kind == Kind.DUE)).one()


def award(person: Person) -> Award:
    return session.scalars(select(Award).where(Award.person_id == person.id)).one()


def course() -> Course:
    return session.scalars(select(Course).where(Course.code == "SAFE")).one()


def test_the_last_day_is_in_the_calendar_of_the_person_and_of_who_looks_after_them(
    ann: Member,
) -> None:
    northmere, elsewhere = ann.area_rows[0].area, AreaFactory()
    sees = [coordinator(), coordinator(northmere)]
    sees_not = [coordinator(elsewhere), user_with(Role.STAFF), user_with(Role.VOLUNTEER)]
    assert jobs.publish_expiries() == {"published": 1, "withdrawn": 0}
    assert [seen(user.person) for user in sees] == [[f"{TITLE} (confirmed)"]] * 2
    assert [seen(user.person) for user in sees_not] == [[]] * 3
    assert seen(ann.person) == [f"{OWN} (confirmed)"]
    assert seen(ann.person, chosen=Filters(who="mine")) == [f"{OWN} (confirmed)"]
    assert seen(ann.person, LAST - timedelta(days=1)) == seen(ann.person, date(2026, 4, 2)) == []
    made = entry()
    assert (made.all_day, made.first_day, made.last_day) == (True, LAST, LAST)
    assert (made.area, made.path) == (northmere, f"/training/people/{ann.person.uuid}")


def test_it_takes_no_time_and_asks_for_no_answer(app: Flask, ann: Member) -> None:
    jobs.publish_expiries()
    assert session.scalar(select(func.count()).select_from(PersonSlot)) == 0
    bounds = clock.day_bounds(LAST, LAST)
    assert calendar.busy([ann.person_id], *bounds) == {}
    assert not calendar.duties_of(ann.person_id, clock.now())
    told = session.scalars(select(Attendee)).one()
    [event] = icalendar.Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{told.ics}END:VCALENDAR\r\n").events
    assert (event["SUMMARY"], event["STATUS"], event["TRANSP"]) == (OWN, "CONFIRMED", "TRANSPARENT")
    assert (event.start, event.end) == (LAST, LAST + timedelta(days=1))


def test_the_feeds_of_deadlines_and_of_ones_own_carry_it(app: Flask, ann: Member) -> None:
    boss = coordinator()
    owner = session.scalars(select(User).where(User.person_id == ann.person_id)).one()
    feeds = [subscribed(app, boss, FeedScope.DEADLINES), subscribed(app, owner)]
    jobs.publish_expiries()
    assert [feed.titles() for feed in feeds] == [[TITLE], [OWN]]


def test_the_same_again_changes_nothing(ann: Member) -> None:
    jobs.publish_expiries()
    before = (entry().sequence, entry().changed_at, entry().version)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert jobs.publish_expiries() == {"published": 0, "withdrawn": 0}
    assert (entry().sequence, entry().changed_at, entry().version) == before


def test_what_is_renewed_or_taken_back_is_seen_no_more_and_called_off_in_feeds(
    app: Flask, ann: Member
) -> None:
    owner = session.scalars(select(User).where(User.person_id == ann.person_id)).one()
    feed = subscribed(app, owner)
    jobs.publish_expiries()
    with changing():
        actions.revoke_award(award=award(ann.person), reason="Entered twice", actor=None)
    assert jobs.publish_expiries() == {"published": 0, "withdrawn": 1}
    assert seen(ann.person) == []
    assert [str(event["STATUS"]) for event in feed.events()] == ["CANCELLED"]
    scenes.until(ann.person, course(), LAST)
    assert jobs.publish_expiries() == {"published": 1, "withdrawn": 0}
    assert seen(ann.person) == [f"{OWN} (confirmed)"]
    scenes.held(ann.person, course(), scenes.TODAY)
    assert jobs.publish_expiries() == {"published": 0, "withdrawn": 1}
    assert seen(ann.person) == []
    with clock.frozen(clock.now() + timedelta(days=15)):
        assert feed.events() == []


def test_what_lasts_longer_moves_and_what_is_over_stays(ann: Member) -> None:
    jobs.publish_expiries()
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert jobs.publish_expiries() == {"published": 0, "withdrawn": 0}
    with changing():
        actions.extend_award(
            award=award(ann.person),
            until=date(2026, 6, 1),
            reason="No course in spring",
            actor=coordinator().person,
        )
    assert jobs.publish_expiries() == {"published": 1, "withdrawn": 1}
    assert seen(ann.person, date(2026, 6, 1)) == [f"{OWN} (confirmed)"]


@pytest.mark.parametrize("status", [Status.PAUSED, Status.LEFT])
def test_nothing_is_asked_of_who_takes_a_break_or_left(ann: Member, status: Status) -> None:
    jobs.publish_expiries()
    ann.status = status
    ann.left_on = scenes.TODAY if status is Status.LEFT else None
    session.commit()
    assert jobs.publish_expiries() == {"published": 0, "withdrawn": 1}


def test_what_nobody_asks_for_or_ends_after_a_year_is_not_in_it(ann: Member) -> None:
    kim = scenes.volunteer("Kim Ray").person
    scenes.until(kim, course(), date(2027, 6, 1))
    other = scenes.safeguarding(code="FIRST", title="First aid", needs=[])
    scenes.until(ann.person, other, date(2026, 5, 1))
    assert jobs.publish_expiries() == {"published": 1, "withdrawn": 0}
    assert entry().title == TITLE


def test_who_looks_after_more_areas_sees_it_from_then_on(ann: Member) -> None:
    user = coordinator(AreaFactory())
    jobs.publish_expiries()
    assert seen(user.person) == []
    session.add(UserArea(user_id=user.id, area_id=ann.area_rows[0].area_id))
    session.commit()
    assert jobs.publish_expiries() == {"published": 1, "withdrawn": 0}
    assert seen(user.person) == [f"{TITLE} (confirmed)"]


def test_looking_costs_the_same_for_one_person_and_for_three(ann: Member) -> None:
    costs = []
    for number in range(2):
        for each in range(number * 2):
            scenes.until(scenes.volunteer(f"Person {each}").person, course(), LAST)
        jobs.publish_expiries()
        session.expunge_all()
        with count_statements() as sent:
            assert jobs.publish_expiries() == {"published": 0, "withdrawn": 0}
        costs.append(len(sent))
    assert costs[0] == costs[1] < 20
