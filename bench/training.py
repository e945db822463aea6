"""Made-up people who hold courses, written straight into the tables: so many, so many courses.

Each holds nearly every course, some of it lapsed; a few are exempt, have promised panels, or are
booked on a session.
"""

import gc
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from statistics import median
from time import process_time
from typing import Any, Final

from flask_security.utils import hash_password
from sqlalchemy import select

from bench.server import PASSWORD
from portal import clock, create_app
from portal.access.rules import Role
from portal.accounts.models import User, UserRole
from portal.calendar.models import Attendee, AttendeeState, Entry
from portal.calendar.models import Kind as EntryKind
from portal.database import changing, session
from portal.members.models import Member, MemberArea, Status
from portal.people.models import Area, Person
from portal.training import queries
from portal.training.models import (
    Award,
    AwardSource,
    Booking,
    BookingState,
    Course,
    CourseNeed,
    Delivery,
    Exemption,
    Kind,
    NeedBy,
    Needing,
    SessionAudience,
    SessionState,
    TrainingSession,
)

ROUNDS: Final = 21
SESSIONS: Final = 4
"""Sessions of each course."""


def make_training(people: int, courses: int) -> None:
    """Add a coordinator who signs in, volunteers, and what they hold. Does not commit."""
    jo = Person(name="Quentin Quarter", email="coordinator@demo.example", is_staff=True)
    account = User(
        person=jo,
        email=jo.email,
        password=hash_password(PASSWORD),
        role_rows=[UserRole(role=Role.COORDINATOR)],
    )
    areas = [Area(code=f"T{number}", name=f"Area {number}") for number in range(3)]
    held = [_course(number) for number in range(courses)]
    members = [_member(number, areas) for number in range(people)]
    session.add_all([jo, account, *areas, *held, *members])
    session.flush()  # awards need their numbers
    for number, member in enumerate(members):
        session.add_all(_of(number, member.person, held))
    planned = [_planned(course, turn) for course in held for turn in range(SESSIONS)]
    session.add_all(planned)
    session.flush()  # bookings need their numbers
    session.add_all(
        Booking(session=made, person=members[at % people].person, state=BookingState.BOOKED)
        for at, made in enumerate(planned)
    )


def _course(number: int) -> Course:
    return Course(
        code=f"T-{number:02}",
        title=f"Course of training {number:02}",
        kind=Kind.MANDATORY,
        delivery=Delivery.E_LEARNING if number % 5 == 0 else Delivery.IN_PERSON,
        link="https://learning.example/" if number % 5 == 0 else None,
        minutes=120,
        validity_months=36,
        renew_days=90,
        needs=[CourseNeed(needing=Needing.VOLUNTEER, by_when=NeedBy.BEFORE_DUTY)],
    )


def _member(number: int, areas: list[Area]) -> Member:
    return Member(
        person=Person(name=f"Volunteer {number:04}", email=f"trained{number}@example.org"),
        number=f"T{number:04}",
        status=Status.ACTIVE,
        min_month=1,
        max_month=4,
        may_chair=number % 2 == 0,
        joined_on=date(2020, 1, 6),
        area_rows=[MemberArea(area=areas[number % len(areas)])],
    )


def _of(number: int, person: Person, courses: list[Course]) -> Iterator[Award | Exemption | Entry]:
    today = clock.today()
    for at, course in enumerate(courses):
        turn = (number * 7 + at * 3) % 40
        if turn == 0:
            continue
        if turn == 1:
            yield Exemption(person=person, course=course, since=today, reason="On leave")
        until = today + timedelta(days=turn * 27 - 60)
        taken = until - timedelta(days=3 * 365)
        yield Award(
            person=person,
            course=course,
            taken_on=taken,
            awarded_on=taken,
            until=until,
            source=AwardSource.IMPORTED,
        )
    for ahead in range(number % 3):
        yield _entry(EntryKind.PANEL, today + timedelta(days=20 + 30 * ahead), person)


def _entry(kind: EntryKind, day: date, *people: Person) -> Entry:
    starts = clock.at(day, time(17, 30))
    return Entry(
        kind=kind,
        title=kind.label,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        attendees=[
            Attendee(person=person, part="Panel – member", state=AttendeeState.ACCEPTED)
            for person in people
        ],
    )


def _planned(course: Course, turn: int) -> TrainingSession:
    entry = _entry(EntryKind.TRAINING, clock.today() + timedelta(days=10 + 30 * turn))
    return TrainingSession(
        course=course,
        entry=entry,
        state=SessionState.PUBLISHED,
        capacity=12,
        closes_at=entry.starts_at - timedelta(days=2),
        cancel_by=entry.starts_at - timedelta(days=2),
        audience=[SessionAudience(key="role:volunteer")],
    )


def timed() -> dict[str, float]:
    """Return the median seconds of everybody's standing, and of one scan of the same awards.

    SQLite works inside the program, so the program's own time is all that it takes, whatever else
    the machine does.
    """
    gc.collect()
    gc.freeze()  # as gunicorn.conf.py does
    on = clock.today() + timedelta(days=31)
    scan = select(Award.person_id, Award.course_id, Award.taken_on, Award.valid_until).order_by(
        Award.person_id, Award.course_id, Award.taken_on
    )
    times = {
        "standing": _median(lambda: queries.standings(on=on)),
        "scan": _median(lambda: session.execute(scan).all()),
    }
    return {**times, "awards": float(len(session.execute(scan).all()))}


def _median(work: Callable[[], Any]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        started = process_time()
        work()
        seconds.append(process_time() - started)
        session.rollback()
    return median(seconds)


def main(*words: str) -> None:
    """Add people and courses to the database that the environment names; or time a standing."""
    with create_app().app_context():
        if words == ("time",):
            print(json.dumps(timed()))
            return
        with changing():
            make_training(*(int(text) for text in words))


if __name__ == "__main__":
    main(*sys.argv[1:])
