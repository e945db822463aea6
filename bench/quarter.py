"""A quarter of made-up sittings, written straight into the tables: so many people, so many."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from flask_security.utils import hash_password

from bench.server import PASSWORD
from portal import clock, create_app
from portal.access.rules import Role
from portal.accounts.models import User, UserRole
from portal.calendar.models import Entry, Kind, Room, Venue
from portal.database import changing, session
from portal.members.models import (
    Availability,
    Away,
    CheckKind,
    CheckRecord,
    Member,
    PartOfDay,
    Status,
)
from portal.panels.models import (
    Panel,
    PanelKind,
    ReferralOrder,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.people.models import Area, Person

FIRST = date(2027, 4, 1)
SEATS = (SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER, SeatKind.ADVISER)


def make_quarter(people: int, sittings: int, *, email: str, password: str) -> None:
    """Add a coordinator who signs in, volunteers, and sittings on the working days of a quarter.

    Every third seat is taken, every third planned for, every third empty. Does not commit.
    """
    arranger = Person(name="Quentin Quarter", email=email, is_staff=True, may_advise=True)
    area = Area(code=f"Q{people}", name=f"Quarter {people}")
    rooms = [
        Room(venue=Venue(name=f"Venue {people}-{number}", area=area), name="Room 1")
        for number in range(8)
    ]
    account = User(
        person=arranger,
        email=email,
        password=password,
        role_rows=[UserRole(role=Role.COORDINATOR)],
    )
    volunteers = [_volunteer(number) for number in range(people)]
    session.add_all([arranger, area, account, *rooms, *volunteers])
    session.flush()  # seats and slots need their numbers
    days = list(_working_days())
    for number in range(sittings):
        day = days[number * len(days) // sittings]
        session.add_all(_sitting(number, day, rooms[number % len(rooms)], arranger, volunteers))


def _volunteer(number: int) -> Member:
    person = Person(name=f"Volunteer {number:03}", email=f"quarter{number}@example.org")
    member = Member(
        person=person,
        number=f"Q{number:04}",
        status=Status.ACTIVE,
        min_month=1,
        max_month=4,
        may_chair=number % 2 == 0,
    )
    member.availability = [
        Availability(weekday=weekday, part=PartOfDay.EVENING) for weekday in range(number % 5 + 1)
    ]
    away = FIRST + timedelta(days=number)
    member.away = [Away(starts_on=away, ends_on=away + timedelta(days=6))]
    member.checks = [
        CheckRecord(kind=CheckKind.DBS, issued_on=FIRST, recheck_on=FIRST + timedelta(days=1000))
    ]
    return member


def _working_days() -> Iterator[date]:
    last = FIRST + timedelta(days=90)
    day = FIRST
    while day <= last:
        if clock.is_working_day(day):
            yield day
        day += timedelta(days=1)


def _sitting(
    number: int, day: date, room: Room, arranger: Person, volunteers: Sequence[Member]
) -> Iterator[Entry | Sitting | ReferralOrder | Panel]:
    starts = clock.at(day, time(17 + number % 3))
    entry = Entry(
        kind=Kind.PANEL,
        title="Panel",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        room=room,
        area=room.venue.area,
    )
    sitting = Sitting(
        entry=entry,
        coordinator=arranger,
        state=SittingState.DRAFT if number % 4 == 0 else SittingState.PUBLISHED,
    )
    sitting.seats = [Seat(number=at, kind=kind) for at, kind in enumerate(SEATS, start=1)]
    for at, seat in enumerate(sitting.seats[:3]):
        person = volunteers[(number * 3 + at) % len(volunteers)].person
        if (number + at) % 3 == 0:
            seat.person = person
        elif (number + at) % 3 == 1:
            seat.pencilled = person
    order = ReferralOrder(
        ref=f"RO-2027-{number:04}",
        area=room.venue.area,
        court_date=day - timedelta(days=20),
        due_on=day + timedelta(days=3),
        months=6,
        case_manager=arranger,
    )
    yield from (entry, sitting, order)
    yield Panel(ref=f"P-2027-{number:04}", order=order, sitting=sitting, kind=PanelKind.INITIAL)


def main(people: int, sittings: int) -> None:
    """Add the quarter to the database that the environment names."""
    with create_app().app_context(), changing():
        make_quarter(
            people, sittings, email="coordinator@demo.example", password=hash_password(PASSWORD)
        )


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:]))
