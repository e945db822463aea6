"""Whom to ask whether a session helps, what they said, and the results by course and trainer."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.people.models import Person
from portal.training import rules
from portal.training.models import (
    Attendance,
    Booking,
    BookingState,
    Course,
    CourseOutcome,
    FeedbackMoment,
    FeedbackResults,
    FeedbackSpent,
    SessionDay,
    SessionState,
    TrainingFeedback,
    TrainingSession,
)
from portal.training.queries.planned import last_entry

BEFORE, AFTER = FeedbackMoment.BEFORE, FeedbackMoment.AFTER
DAYS_BEFORE: Final = 2
DAYS_AFTER: Final = 30
"""How long after a session it may be said whether it helped."""

ASKED_WITHIN: Final = 14
"""Days after a session within which a register that is marked late still has people asked."""

MOST: Final = 2000


def session_by(uuid: UUID) -> TrainingSession:
    """Return a session with its course by its entry's uuid; raises NoResultFound."""
    return session.scalars(
        select(TrainingSession)
        .join(TrainingSession.entry)
        .options(contains_eager(TrainingSession.entry), joinedload(TrainingSession.course))
        .where(Entry.uuid == uuid)
    ).one()


def outcomes_of(course_id: int) -> Sequence[CourseOutcome]:
    """Return the outcomes that a course states now, in order."""
    return session.scalars(
        select(CourseOutcome)
        .where(CourseOutcome.course_id == course_id, CourseOutcome.retired_at.is_(None))
        .order_by(CourseOutcome.position, CourseOutcome.id)
    ).all()


def is_spent(token_hash: str) -> bool:
    """Return whether a link was used."""
    return session.get(FeedbackSpent, token_hash) is not None


def is_open(held: TrainingSession, moment: FeedbackMoment) -> bool:
    """Return whether it may be answered now: until it begins, or for some weeks after its end."""
    if held.state is SessionState.CANCELLED:
        return False
    if moment is BEFORE:
        return clock.now() < held.entry.starts_at
    ended = last_entry(held).ends_at
    return ended <= clock.now() < ended + timedelta(days=DAYS_AFTER)


def answers_of(session_id: int, moment: FeedbackMoment) -> Sequence[Mapping[str, Any]]:
    """Return all that was said of a session at a moment, in no order that means anything."""
    return session.scalars(
        select(TrainingFeedback.answers)
        .where(TrainingFeedback.session_id == session_id, TrainingFeedback.moment == moment)
        .order_by(TrainingFeedback.id)
    ).all()


def kept_results(session_id: int, moment: FeedbackMoment) -> FeedbackResults | None:
    """Return what is shown of a session at a moment."""
    return session.get(FeedbackResults, (session_id, moment))


def said_of(course_id: int) -> tuple[Sequence[TrainingFeedback], Sequence[FeedbackResults]]:
    """Return all answers about a course's sessions, and all that is shown of them."""
    of_course = select(TrainingSession.id).where(TrainingSession.course_id == course_id)
    answers = select(TrainingFeedback).where(TrainingFeedback.session_id.in_(of_course))
    shown = select(FeedbackResults).where(FeedbackResults.session_id.in_(of_course))
    return session.scalars(answers).all(), session.scalars(shown).all()


def booking_by_id(booking_id: int) -> Booking | None:
    """Return a booking for the letter about it."""
    return session.get(Booking, booking_id)


def to_ask_before() -> Sequence[Booking]:
    """Return the bookings of sessions of the next days whose courses state outcomes."""
    today = clock.today()
    states = exists().where(
        CourseOutcome.course_id == TrainingSession.course_id, CourseOutcome.retired_at.is_(None)
    )
    return _booked(
        TrainingSession.state == SessionState.PUBLISHED,
        Entry.first_day <= today + timedelta(days=DAYS_BEFORE),
        Entry.first_day > today,
        states,
    )


def to_ask_after() -> Sequence[Booking]:
    """Return the bookings of those who came to a session that ended yesterday or lately."""
    today = clock.today()
    since = today - timedelta(days=ASKED_WITHIN)
    return _booked(
        TrainingSession.state != SessionState.CANCELLED,
        Booking.attendance == Attendance.ATTENDED,
        Entry.last_day < today,
        ~_has_day(lambda day: day.last_day >= today),
        or_(Entry.last_day >= since, _has_day(lambda day: day.last_day >= since)),
    )


def _has_day(is_so: Any) -> ColumnElement[bool]:
    day = aliased(Entry)
    return exists().where(
        SessionDay.session_id == TrainingSession.id, SessionDay.entry_id == day.id, is_so(day)
    )


def _booked(*wanted: ColumnElement[bool]) -> Sequence[Booking]:
    return session.scalars(
        select(Booking)
        .join(Booking.session)
        .join(TrainingSession.entry)
        .outerjoin(Booking.person)
        .options(contains_eager(Booking.person))
        .where(Booking.state == BookingState.BOOKED, *wanted)
        .order_by(Booking.id)
        .limit(MOST)
    ).all()


@dataclass(frozen=True)
class SessionResults:
    """What may be shown of one session."""

    uuid: UUID
    day: date
    course_id: int
    code: str
    title: str
    trainer: str
    trainer_id: int | None
    before: rules.Results = field(default_factory=rules.Results)
    after: rules.Results = field(default_factory=rules.Results)


@dataclass(frozen=True)
class Summary:
    """Sessions added up: of a course, or of a trainer."""

    name: str
    sessions: Sequence[SessionResults]

    @property
    def shown(self) -> int:
        """Return of how many sessions anything may be shown."""
        return sum(bool(each.before.answers or each.after.answers) for each in self.sessions)

    @property
    def before(self) -> rules.Results:
        """Return all that was said before."""
        return sum((each.before for each in self.sessions), rules.Results())

    @property
    def after(self) -> rules.Results:
        """Return all that was said afterwards."""
        return sum((each.after for each in self.sessions), rules.Results())

    @property
    def gain(self) -> float | None:
        """Return by how much people were surer afterwards."""
        before, after = self.before.sure.mean, self.after.sure.mean
        return None if before is None or after is None else after - before


def results(
    *, course_id: int | None = None, given_with: TrainingSession | None = None
) -> list[SessionResults]:
    """Return the sessions that are over, newest first, each with what may be shown of it.

    Those of a course, or of whoever gave another session; two statements for any number.
    """
    wanted = [TrainingSession.state != SessionState.CANCELLED, Entry.first_day <= clock.today()]
    if course_id is not None:
        wanted.append(TrainingSession.course_id == course_id)
    if given_with is not None:
        wanted.append(_given_as(given_with))
    named = func.coalesce(Person.known_as, Person.name, TrainingSession.trainer_name)
    rows = session.execute(
        select(
            *(TrainingSession.id, Entry.uuid, Entry.first_day, Course.id, Course.code),
            *(Course.title, named, TrainingSession.trainer_id),
        )
        .join(TrainingSession.entry)
        .join(TrainingSession.course)
        .outerjoin(TrainingSession.trainer)
        .where(TrainingSession.state != SessionState.DRAFT, *wanted)
        .order_by(Entry.starts_at.desc(), TrainingSession.id.desc())
        .limit(MOST)
    ).all()
    kept = _kept([row[0] for row in rows])
    return [
        SessionResults(*row[1:], before=kept[row[0], BEFORE], after=kept[row[0], AFTER])
        for row in rows
    ]


def _given_as(held: TrainingSession) -> ColumnElement[bool]:
    """Return whether a session has the same trainer: one of ours, or somebody by their name."""
    if held.trainer_id is not None:
        return TrainingSession.trainer_id == held.trainer_id
    named = TrainingSession.trainer_name == held.trainer_name
    return and_(TrainingSession.trainer_id.is_(None), named)


def _kept(
    session_ids: Collection[int],
) -> defaultdict[tuple[int, FeedbackMoment], rules.Results]:
    found: defaultdict[tuple[int, FeedbackMoment], rules.Results] = defaultdict(rules.Results)
    rows = session.scalars(
        select(FeedbackResults).where(FeedbackResults.session_id.in_(session_ids))
    )
    for row in rows:
        found[row.session_id, row.moment] = rules.from_json(row.results)
    return found


def by_course(found: Iterable[SessionResults]) -> list[Summary]:
    """Add up sessions by course, by title."""
    return _summed(found, lambda each: each.title)


def by_trainer(found: Iterable[SessionResults]) -> list[Summary]:
    """Add up sessions by who gave them, by name; those of nobody named are left out."""
    return _summed((each for each in found if each.trainer), lambda each: each.trainer)


def words_of(found: Iterable[SessionResults], most: int) -> Sequence[str]:
    """Return the words of the newest sessions of which any may be shown, by the alphabet."""
    said = [each.after for each in found if each.after.words][:most]
    return sum(said, rules.Results()).words


def _summed(
    found: Iterable[SessionResults], name: Callable[[SessionResults], str]
) -> list[Summary]:
    ordered = sorted(found, key=lambda each: (name(each).casefold(), name(each)))
    return [Summary(key, list(group)) for key, group in groupby(ordered, key=name)]


def outcome_texts(numbers: Collection[int]) -> dict[int, str]:
    """Return the texts of outcomes, retired ones too."""
    rows = session.execute(
        select(CourseOutcome.id, CourseOutcome.text).where(CourseOutcome.id.in_(numbers))
    )
    return {row.id: row.text for row in rows}


HEADINGS: Final = (
    *("Day", "Course", "Trainer", "Answers before", "How sure before (1 to 5)"),
    *("Answers after", "How sure after (1 to 5)", "How useful (1 to 5)"),
)


def as_rows(found: Iterable[SessionResults]) -> list[Sequence[str]]:
    """Return every session as a line of a spreadsheet; what may not be shown is empty."""
    return [HEADINGS, *(_as_row(each) for each in found)]


def _as_row(each: SessionResults) -> Sequence[str]:
    before, after = each.before, each.after
    return (
        each.day.isoformat(),
        each.title,
        each.trainer,
        str(before.answers or ""),
        rules.mean_in_words(before.sure.mean),
        str(after.answers or ""),
        rules.mean_in_words(after.sure.mean),
        rules.mean_in_words(after.useful.mean),
    )
