"""What the demo's database holds: the same for the same day, and lawful to the last row."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text

from portal import clock
from portal.calendar.models import Attendee, Entry, EntryStatus
from portal.database import changing, db, session
from portal.demo import actions
from portal.members.models import Member
from portal.members.queries import standings
from portal.notifications.models import Mail, MailState
from portal.panels.models import Panel, ReferralOrder, Seat, SeatKind, Sitting
from portal.panels.queries.sittings import readiness
from portal.people.models import Person
from portal.training import queries as training
from portal.training.rules import State
from tests import databases
from tests.live import references_in

STORY = date(2026, 3, 2)

SECRET_OR_RANDOM = {"fs_uniquifier", "message_id", "password"}


@pytest.fixture(scope="module")
def empty(folder: Path) -> Path:
    """Return a migrated database, to be copied."""
    home = folder / "kentmere"
    home.mkdir()
    return databases.Sqlite(home).template


@contextmanager
def loaded(empty: Path, name: str, hour: time, scale: int = 1) -> Iterator[None]:
    """Load the demo into an empty database at an hour of the story's first day."""
    file = empty.with_name(name)
    shutil.copyfile(empty, file)
    app = databases.make_app(f"sqlite:///{file}")
    with app.app_context(), clock.frozen(clock.at(STORY, hour)):
        with changing():
            actions.load(scale=scale, password="not used")
        yield
        session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def whole(empty: Path) -> Iterator[None]:
    with loaded(empty, "whole", time(15, 45)):
        yield


@pytest.fixture
def kentmere(whole: None) -> Iterator[None]:
    """Read the database that is loaded once for this module; nothing here changes it."""
    with clock.frozen(clock.at(STORY, time(15, 45))):
        yield
        session.rollback()


def fingerprint() -> list[str]:
    """Return every row of the database as text, but for what is made up anew each time."""
    told = []
    for table in sorted(inspect(db.engine).get_table_names()):
        columns = [
            column["name"]
            for column in inspect(db.engine).get_columns(table)
            if column["name"] not in SECRET_OR_RANDOM
        ]
        names = ", ".join(f'"{name}"' for name in columns)
        rows = session.execute(text(f'SELECT {names} FROM "{table}" ORDER BY 1'))  # noqa: S608 -- names of our own tables
        told += [f"{table}: {tuple(row)}" for row in rows]
    return told


def test_the_same_day_gives_the_same_rows_at_any_hour(empty: Path) -> None:
    told = []
    for hour in (time(0, 1), time(23, 58)):
        with loaded(empty, f"at-{hour:%H%M}", hour):
            told.append(fingerprint())
    assert told[0] == told[1]


def test_nothing_that_leaves_the_portal_carries_a_reference(kentmere: None) -> None:
    entries = session.execute(select(Entry.title, Entry.description, Entry.path, Entry.ics))
    duties = session.execute(select(Attendee.part, Attendee.path, Attendee.ics))
    letters = session.execute(select(Mail.subject, Mail.body))
    said = " ".join(
        str(value) for rows in (entries, duties, letters) for row in rows for value in row
    )
    assert references_in(said) == []


def test_whoever_promised_a_sitting_to_come_can_sit_on_it(kentmere: None) -> None:
    sittings = session.scalars(
        select(Sitting)
        .join(Sitting.entry)
        .where(Entry.starts_at > clock.now(), Entry.status != EntryStatus.CANCELLED)
        .order_by(Entry.starts_at)
    ).all()
    cannot = []
    for sitting in sittings:
        entry = sitting.entry
        who = {
            each.member.person_id: each.standing
            for each in standings(
                starts_at=entry.starts_at,
                ends_at=entry.ends_at,
                area_id=entry.area_id,
                ignoring=entry.id,
            )
        }
        for seat in sitting.seats:
            if seat.person and seat.kind is not SeatKind.ADVISER:
                standing = who[seat.person.id]
                cannot += [(seat.person.name, why.text) for why in standing.bars(seat.kind.value)]
    assert cannot == [("Dev Patel", "The DBS re-check falls on 8 March, before this panel")]


def test_training_keeps_nobody_who_promised_from_a_sitting_but_dev(kentmere: None) -> None:
    seats = session.execute(
        select(Seat.person_id, Seat.kind, Entry.first_day)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(
            Entry.starts_at > clock.now(),
            Entry.status != EntryStatus.CANCELLED,
            Seat.person_id.is_not(None),
        )
    ).all()
    assert seats
    kept_away = set()
    for person_id, kind, day in seats:
        part = training.ADVISER if kind is SeatKind.ADVISER else training.VOLUNTEER
        [reasons] = training.barring([person_id or 0], on=day, part=part).values()
        person = session.get_one(Person, person_id)
        bars = [each for each in reasons if each.bars and kind.value in each.seats]
        kept_away |= {(person.name, each.text) for each in bars}
    text = "Child safeguarding lapses on 14 March, before this panel"
    assert kept_away == {("Dev Patel", text)}


def test_people_stand_in_every_state(kentmere: None) -> None:
    found = training.standings(on=STORY)
    states = {each.state for stands in found.of.values() for each in stands.values()}
    assert states == set(State)


def test_what_was_held_could_sit(kentmere: None) -> None:
    held = session.scalars(select(Sitting).where(Sitting.state == "held")).all()
    assert held
    assert all(readiness(sitting).quorum.holds for sitting in held)


def test_no_colleague_is_on_a_community_seat(kentmere: None) -> None:
    community = (SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER)
    seats = session.scalars(
        select(Seat).where(Seat.kind.in_(community), Seat.person_id.is_not(None))
    )
    assert {seat.person.is_staff for seat in seats if seat.person} == {False}


def test_mail_is_there_to_read_to_send_again_and_to_ring_about(kentmere: None) -> None:
    letters = session.scalars(select(Mail)).all()
    states = {letter.state for letter in letters}
    assert states == {MailState.KEPT, MailState.FAILED, MailState.NO_ADDRESS}
    failed = [letter.to_person.name for letter in letters if letter.problem and letter.to_person]
    assert failed == ["Owen Price"]
    mine = [
        letter.subject
        for letter in letters
        if letter.to_person and letter.to_person.name == "Margaret Osei"
    ]
    assert sorted(filter(None, mine)) == [
        "Can you sit on Thursday 26 March?",
        "Can you sit on Tuesday 17 March?",
        "You are on the panel on Thursday 5 March",
    ]


def test_a_larger_one_has_more_of_everything(empty: Path) -> None:
    with loaded(empty, "larger", time(9), scale=2):
        tables = (Member, ReferralOrder, Panel, Entry)
        assert [session.query(table).count() for table in tables] == [80, 120, 301, 1200]
