"""What the demo's database holds: the same for the same day, and lawful to the last row."""

import shutil
from collections import Counter
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
from portal.members import queries as members
from portal.members.models import Member
from portal.members.queries import standings
from portal.notifications.models import Mail, MailState
from portal.panels import rules as panels
from portal.panels.models import (
    ADJOURN_REASONS,
    CallMode,
    OfferState,
    Panel,
    PanelState,
    ReferralOrder,
    Seat,
    SeatCall,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries import ended, outcomes
from portal.panels.queries.sittings import readiness
from portal.people.models import Person
from portal.recruitment.models import Interview
from portal.settings.queries import lines
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
            person = seat.person or seat.pencilled
            if person and seat.kind is not SeatKind.ADVISER:
                standing = who[person.id]
                cannot += [(person.name, why.text) for why in standing.bars(seat.kind.value)]
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
        [reasons] = training.barring_on([person_id or 0], days=[day], part=part)[day].values()
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
    assert set(failed) == {"Owen Price"}
    mine = {
        letter.subject
        for letter in letters
        if letter.to_person and letter.to_person.name == "Margaret Osei"
    }
    assert mine >= {
        "Can you sit on Thursday 26 March?",
        "Can you sit on Tuesday 17 March?",
        "Please read and sign: Supervision with Jo Hartley",
        "Supervision with Jo Hartley on Tuesday 24 February",
        "When could you sit, April to June?",
        "Would you like to sit on Tuesday 21 April?",
        "You are on the panel on Thursday 5 March",
        "Your claim of Tuesday 24 February is approved",
    }


def test_interviews_are_when_people_can_come(kentmere: None) -> None:
    found = session.scalars(select(Interview)).all()
    hours = {clock.london(each.entry.starts_at).hour for each in found}
    assert len(hours) > 1
    assert min(hours) >= 12
    assert max(hours) <= 18


def test_a_round_of_next_quarter_waits_for_a_third_of_the_answers(kentmere: None) -> None:
    [line] = members.rounds(()).items
    assert (line.round.first_on, line.round.last_on) == (date(2026, 4, 1), date(2026, 6, 30))
    assert line.round.closes_at > clock.now()
    assert line.answered * 3 == pytest.approx(line.asked * 2, abs=2)
    asked = members.asked_by(line.round)
    assert [each.sent_at for each in asked if each.member.person.name == "Margaret Osei"] == [None]
    assert {each.dates > 0 for each in asked if each.sent_at} == {True, False}


def test_evenings_of_next_quarter_are_there_to_be_filled(kentmere: None) -> None:
    drafts = session.scalars(
        select(Sitting)
        .join(Sitting.entry)
        .where(Sitting.state == SittingState.DRAFT)
        .order_by(Entry.starts_at)
    ).all()
    at = [(each.entry.starts_at, each.entry.room and each.entry.room.venue.name) for each in drafts]
    assert len(drafts) == 12
    assert {clock.london(starts_at).time() for starts_at, _ in at} == {time(17, 30)}
    assert {place for _, place in at} == {"Northmere Library"}
    assert all(each.adviser for each in drafts)
    planned = [(seat.kind, seat.pinned) for each in drafts for seat in each.seats if seat.pencilled]
    assert planned == [(SeatKind.CHAIR, True), (SeatKind.MEMBER, False)]


def test_one_person_looks_for_cover_whom_the_second_volunteer_can_help(kentmere: None) -> None:
    [seat] = session.scalars(select(Seat).where(Seat.cover_wanted_at.is_not(None))).all()
    asked = {each.person.name for each in seat.offers if each.state is OfferState.SENT}
    assert "Graham Holt" in asked
    [call] = seat.calls
    assert (call.for_cover, call.closed_at) == (True, None)


def test_a_coordinator_has_two_names_to_choose_from(kentmere: None) -> None:
    [call] = session.scalars(select(SeatCall).where(SeatCall.mode == CallMode.CHOOSE)).all()
    names = [each for each in call.seat.offers if each.state is OfferState.VOLUNTEERED]
    assert call.confirm_by
    assert (len(names), call.confirm_by > clock.now()) == (2, True)


def test_all_but_the_last_evening_is_noted_and_nobody_is_written_to_about_the_rest(
    kentmere: None,
) -> None:
    held = session.scalars(
        select(Sitting)
        .join(Sitting.entry)
        .where(Sitting.state == SittingState.HELD)
        .order_by(Entry.starts_at)
    ).all()
    told = [outcomes.outcome_of(sitting.panels) for sitting in held]
    assert told == [panels.Outcome.SAT] * (len(held) - 1) + [panels.Outcome.MISSING]
    assert not ended.ended_unused()
    assert [ended.ended_sittings(could_sit=could) for could in (True, False)] == [[], []]


def test_contracts_have_their_plan_and_one_panel_sits_again(kentmere: None) -> None:
    states = Counter(session.scalars(select(Panel.state)))
    assert states[PanelState.ADJOURNED] == 1
    assert states[PanelState.PROPOSED] > 0
    again = session.scalars(select(Panel).where(Panel.follows_id.is_not(None))).one()
    assert (again.state, again.sitting) == (PanelState.PLANNED, None)
    reasons = set(session.scalars(select(Panel.adjourn_reason))) - {None}
    assert reasons <= set(lines(ADJOURN_REASONS))
    agreed = Counter(session.scalars(select(Panel.contract_agreed).where(Panel.kind == "initial")))
    assert (agreed[False], agreed[True] > 10) == (1, True)


def test_lists_of_panels_to_come_are_ticked_the_more_the_nearer_they_are(kentmere: None) -> None:
    coming = session.scalars(
        select(Panel)
        .join(Panel.sitting)
        .join(Sitting.entry)
        .where(Entry.starts_at > clock.now(), Panel.state == PanelState.PLANNED)
        .order_by(Entry.starts_at)
    ).all()
    done = [[check.done_at is not None for check in panel.checks] for panel in coming]
    assert all(done)
    assert sum(done[0]) > sum(done[-1])
    assert any(any(each) and not all(each) for each in done)


def test_a_larger_one_has_more_of_everything(empty: Path) -> None:
    with loaded(empty, "larger", time(9), scale=2):
        tables = (Member, ReferralOrder, Panel, Entry)
        assert [session.query(table).count() for table in tables] == [80, 120, 408, 1454]
