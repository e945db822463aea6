"""Reminders of what lapses: each once, one letter a day, none too late and no burst."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.members.models import Member, Status
from portal.notifications.actions import letters
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.training import actions, jobs
from portal.training.models import Award, BookingState, Course, SessionState, TrainingReminder
from portal.training.queries import reminders as queries
from tests.factories import user_with
from tests.statements import count_statements
from tests.training import scenes

LAST = date(2026, 4, 1)
"""The last day of what is held; 30 days after the story's Monday."""


@pytest.fixture
def ann(app: Flask, monday: None) -> Member:
    """Return a volunteer whose safeguarding lapses in 30 days."""
    member = scenes.volunteer("Ann Lee")
    scenes.until(member.person, scenes.safeguarding(), LAST)
    return member


def course() -> Course:
    return session.scalars(select(Course).where(Course.code == "SAFE")).one()


def on(day: date, hour: int = 10) -> None:
    """Run the job on a day."""
    with clock.frozen(clock.at(day, time(hour))):
        jobs.remind()


def steps_sent() -> list[tuple[date, int]]:
    rows = session.execute(
        select(TrainingReminder.sent_on, TrainingReminder.step).order_by(TrainingReminder.id)
    )
    return [(sent_on, step) for sent_on, step in rows]


def mails() -> list[Mail]:
    return list(session.scalars(select(Mail).order_by(Mail.id)))


def test_each_reminder_is_sent_once_however_often_the_job_runs(ann: Member) -> None:
    day = date(2025, 12, 30)
    while day <= date(2026, 4, 10):
        on(day)
        on(day, 11)
        day += timedelta(days=1)
    assert steps_sent() == [
        (date(2026, 1, 1), 90),
        (date(2026, 1, 31), 60),
        (date(2026, 3, 2), 30),
        (date(2026, 3, 25), 7),
        (date(2026, 4, 2), 0),
    ]
    assert len(mails()) == 5


def test_a_job_that_was_late_sends_one_letter_and_skips_none(ann: Member) -> None:
    on(date(2026, 3, 28))
    on(date(2026, 3, 29))
    assert steps_sent() == [(date(2026, 3, 28), 7)]
    on(date(2026, 4, 6))
    assert steps_sent() == [(date(2026, 3, 28), 7), (date(2026, 4, 6), 0)]


def test_nobody_is_written_to_before_the_morning(ann: Member) -> None:
    on(date(2026, 3, 2), 7)
    assert mails() == []


def test_several_courses_become_one_letter_a_day(ann: Member) -> None:
    trauma = scenes.safeguarding(code="TRAUMA", title="Trauma")
    scenes.until(ann.person, trauma, date(2026, 3, 20))
    on(scenes.TODAY)
    [mail] = mails()
    content = letters[mail.template](to=ann.person, **mail.context)
    assert content
    assert [line["title"] for line in content.values["lines"]] == ["Trauma", "Child safeguarding"]
    assert content.subject == "2 courses to renew: the first lapses on Friday 20 March"


def test_a_letter_says_of_what_has_lapsed_that_it_has(ann: Member) -> None:
    trauma = scenes.safeguarding(code="TRAUMA", title="Trauma")
    scenes.until(ann.person, trauma, date(2026, 3, 1))
    on(scenes.TODAY)
    [mail] = mails()
    content = letters[mail.template](to=ann.person, **mail.context)
    assert content
    assert content.subject == "2 courses to renew: the first lapsed on Sunday 1 March"


def test_what_falls_due_after_todays_letter_is_left_for_tomorrow(ann: Member) -> None:
    on(scenes.TODAY)
    trauma = scenes.safeguarding(code="TRAUMA", title="Trauma")
    scenes.until(ann.person, trauma, date(2026, 3, 20))
    on(scenes.TODAY, 12)
    assert len(mails()) == 1
    on(date(2026, 3, 3))
    assert len(mails()) == 2


def test_a_booking_stops_reminders_and_the_letter_that_waits(ann: Member) -> None:
    on(scenes.TODAY)
    scenes.booked(scenes.planned(course(), date(2026, 3, 30)), ann.person)
    [mail] = mails()
    assert letters[mail.template](to=ann.person, **mail.context) is None
    on(date(2026, 3, 26))
    assert len(mails()) == 1


def test_a_booking_stops_reminders_that_come_before_there_is_anything_to_do(ann: Member) -> None:
    course().renew_days = 14
    session.commit()
    on(scenes.TODAY)
    [mail] = mails()
    content = letters[mail.template](to=ann.person, **mail.context)
    assert content
    scenes.booked(scenes.planned(course(), date(2026, 3, 30)), ann.person)
    assert letters[mail.template](to=ann.person, **mail.context) is None
    with clock.frozen(clock.at(date(2025, 12, 30), time(10))):
        assert queries.digest(()).soon == []
    session.query(TrainingReminder).delete()
    session.commit()
    on(scenes.TODAY)
    assert len(mails()) == 1


@pytest.mark.parametrize("state", [BookingState.WAITING, None])
def test_neither_a_turn_on_the_list_nor_a_cancelled_session_counts_as_booked(
    ann: Member, state: BookingState | None
) -> None:
    made = scenes.planned(course(), date(2026, 3, 20))
    scenes.booked(made, ann.person, state or BookingState.BOOKED)
    if state is None:
        made.state = SessionState.CANCELLED
        session.commit()
    on(scenes.TODAY)
    assert len(mails()) == 1


def test_a_course_taken_again_gives_a_new_award_and_ends_reminders(ann: Member) -> None:
    scenes.held(ann.person, course(), date(2026, 3, 1))
    for day in (scenes.TODAY, date(2026, 3, 26), date(2026, 4, 2)):
        on(day)
    assert mails() == []


def test_an_extension_is_reminded_of_anew(ann: Member, jo: Person) -> None:
    on(scenes.TODAY)
    [award] = session.scalars(select(Award)).all()
    with changing():
        actions.extend_award(award=award, until=date(2026, 5, 31), reason="No course", actor=jo)
    on(date(2026, 3, 3))
    assert steps_sent() == [(scenes.TODAY, 30), (date(2026, 3, 3), 90)]


@pytest.mark.parametrize("status", [Status.PAUSED, Status.LEFT])
def test_nobody_who_is_away_or_gone_is_reminded(ann: Member, status: Status) -> None:
    ann.status = status
    session.commit()
    on(scenes.TODAY)
    assert mails() == []


@pytest.mark.parametrize(("days", "letters"), [(0, 1), (-1, 0)])
def test_who_is_to_leave_before_it_lapses_is_not_reminded(
    ann: Member, days: int, letters: int
) -> None:
    ann.leaves_on, ann.leave_reason = LAST + timedelta(days=days), "moved"
    session.commit()
    on(scenes.TODAY)
    assert len(mails()) == letters


def test_nobody_who_is_exempt_is_reminded(ann: Member, jo: Person) -> None:
    with changing():
        actions.exempt(
            person=ann.person,
            course=course(),
            since=scenes.TODAY,
            until=date(2026, 4, 30),
            reason="On leave",
            actor=jo,
        )
    scenes.panel(ann.person, date(2026, 5, 5))
    on(date(2026, 4, 2))
    assert mails() == []


def test_nobody_is_reminded_of_what_is_not_asked(ann: Member) -> None:
    course().needs = []
    session.commit()
    on(scenes.TODAY)
    assert mails() == []


def test_a_letter_names_the_duty_that_comes_after_the_last_day(ann: Member) -> None:
    scenes.panel(ann.person, date(2026, 4, 14))
    scenes.planned(course(), date(2026, 3, 20))
    on(scenes.TODAY)
    [mail] = mails()
    content = letters[mail.template](to=ann.person, **mail.context)
    assert content
    assert content.subject == "Child safeguarding lapses on Wednesday 1 April"
    [line] = content.values["lines"]
    assert line["duty"] == date(2026, 4, 14)
    assert line["to_do"] == "book Friday 20 March, 4 places left"


def test_coordinators_get_one_letter_a_week_about_everybody(ann: Member, jo: Person) -> None:
    bo = scenes.volunteer("Bo Ray")
    scenes.until(bo.person, course(), date(2026, 2, 27))
    late = scenes.volunteer("Cy Day")
    scenes.until(late.person, course(), date(2026, 4, 2))
    for day in (0, 1, 4, 6):
        with clock.frozen(scenes.NOON + timedelta(days=day)):
            jobs.write_digests()
    [mail] = mails()
    assert mail.to_person is jo
    content = letters[mail.template](to=jo, **mail.context)
    assert content
    assert [each.who.name for each in content.values["soon"]] == ["Ann Lee"]
    assert [each.who.name for each in content.values["lapsed"]] == ["Bo Ray"]
    with clock.frozen(scenes.NOON + timedelta(days=7)):
        jobs.write_digests()
    assert len(mails()) == 2


def test_a_digest_that_names_nobody_is_not_sent(ann: Member, jo: Person) -> None:
    scenes.booked(scenes.planned(course(), date(2026, 3, 20)), ann.person)
    jobs.write_digests()
    [mail] = mails()
    assert letters[mail.template](to=jo, **mail.context) is None


def test_a_volunteer_gets_no_digest(ann: Member) -> None:
    user_with(Role.VOLUNTEER, person=ann.person)
    jobs.write_digests()
    assert mails() == []


@pytest.mark.parametrize("count", [1, 3])
def test_finding_whom_to_remind_costs_the_same_for_many(
    app: Flask, monday: None, count: int
) -> None:
    safe = scenes.safeguarding()
    for number in range(count):
        scenes.until(scenes.volunteer(f"Ann {number}").person, safe, LAST)
    with count_statements() as sent:
        assert len(queries.due_reminders()) == count
    assert len([each for each in sent if each != "BEGIN"]) == 12
