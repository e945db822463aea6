"""Courses, sessions with who came or is booked, awards: as training's own actions leave them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from portal import clock
from portal.calendar.actions import Duty
from portal.calendar.models import AttendeeState, Entry, EntryStatus, Kind, Room
from portal.database import session
from portal.demo.actions.entries import Draft, Part
from portal.demo.actions.rows import Rows, morning, note
from portal.demo.rules import courses as told
from portal.demo.rules.county import Share
from portal.demo.rules.orders import BACK
from portal.demo.rules.training import COLLEAGUES_ONLY, IN_PERSON, OWEN, TOGETHER, Held, Session
from portal.notifications.actions.files import keep_file
from portal.people.models import Person
from portal.site.files import PDF, Kept
from portal.training import models
from portal.training.actions import CERTIFICATE, validity_of
from portal.training.actions.entries import path_of, seen_by, title_of
from portal.training.models import (
    Attendance,
    AwardSource,
    Booking,
    BookingState,
    Course,
    Needing,
    SessionState,
    TrainingSession,
    TrainingTag,
)
from portal.training.models.awards import CODE_LENGTH, CODE_LETTERS

JO: Final = "Jo Hartley"
PLANNED_AHEAD: Final = timedelta(days=42)
NOTICE: Final = timedelta(days=2)
OFFICES: Final = ("County Offices", "Meeting Room 4")
SENT_IN: Final = (
    ("Siân Morgan", told.FIRST_AID, "Lakes First Aid", 12),
    ("Ruth Adeyemi", told.VICTIMS, "Restorative Solutions", 20),
)
"""Certificates that wait to be looked at: whose, of what, from where, taken how many days ago."""

ONE_PAGE: Final = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def load_courses(rows: Rows) -> None:
    """Put in the catalogue."""
    for each in told.COURSES:
        course = Course(
            code=each.code,
            title=each.title,
            purpose=each.purpose,
            topics="\n".join(each.topics),
            kind=models.Kind(each.kind),
            delivery=models.Delivery(each.delivery),
            link="https://learning.example/" + each.code.lower()
            if each.delivery == "e_learning"
            else None,
            minutes=each.minutes,
            cpd_minutes=each.cpd,
            level=models.Level(each.level) if each.level else None,
            validity_months=each.months,
            counted_from=models.CountedFrom.AWARD if each.from_award else models.CountedFrom.COURSE,
            renew_days=each.renew_days,
            needs=[_need(*need) for need in each.needs],
            outcomes=[
                models.CourseOutcome(position=turn, text=text)
                for turn, text in enumerate(each.outcomes, start=1)
            ],
        )
        if each.after:
            course.prerequisites = [models.CoursePrerequisite(required=rows.courses[each.after])]
        if each.covers:
            course.covers = [models.CourseCover(covered=rows.courses[each.covers])]
        session.add(course)
        rows.courses[each.code] = course


def _need(needing: str, months: int | None) -> models.CourseNeed:
    by_when = models.NeedBy.BEFORE_DUTY if months is None else models.NeedBy.WITHIN_MONTHS
    return models.CourseNeed(needing=Needing(needing), by_when=by_when, months=months)


def session_drafts(rows: Rows, share: Share) -> list[Draft]:
    """Make the rows of a share's sessions, and return their entries, one a day."""
    room = rows.rooms.get(OFFICES) if share.places[-1].name == OFFICES[0] else None
    place = share.places[0]
    room = room or rows.rooms[place.name, place.rooms[-1][0]]
    # Nobody can be in two places: elsewhere the trainer is a name alone.
    people = rows.people if _is_first(share) else {}
    return [
        draft
        for each in share.training.sessions
        for draft in _drafts(rows, each, room, people.get(each.trainer))
    ]


def _is_first(share: Share) -> bool:
    return OWEN in {volunteer.name for volunteer in share.volunteers}


def _drafts(rows: Rows, each: Session, room: Room, trainer: Person | None) -> list[Draft]:
    course, made_at = rows.courses[each.course], _planned(rows, each)
    keys = _audience(each)
    entries = [_entry(rows, each, day, room) for day in each.days]
    for entry in entries:
        entry.path = path_of(entries[0].uuid)
    deadline = clock.at(each.days[0] - NOTICE, time(12))
    made = TrainingSession(
        course=course,
        entry=entries[0],
        state=_state(rows, each),
        trainer=trainer,
        trainer_name="" if trainer else each.trainer,
        join_url=None if each.course in IN_PERSON else f"https://meet.example/{rows.uuid().hex}",
        capacity=each.capacity,
        minimum=4,
        closes_at=deadline,
        cancel_by=deadline,
        cancel_reason="Too few had booked" if each.cancelled else None,
        more_days=[
            models.SessionDay(number=number, entry=entry)
            for number, entry in enumerate(entries[1:], start=2)
        ],
        audience=[models.SessionAudience(key=key) for key in keys],
        created_at=made_at,
    )
    session.add(made)
    rows.training[each] = made
    return [
        Draft(entry, seen_by(keys), made_at, _parts(rows, made, each, entry.title))
        for entry in entries
    ]


def _parts(rows: Rows, made: TrainingSession, each: Session, title: str) -> list[Part]:
    """Return whose duty a day of a session is: the trainer's, and those of the booked."""
    parts = [_part(rows, made, name, each, title) for name in each.booked]
    if made.trainer is not None:
        part = _part(rows, made, each.trainer, each, f"{title} – trainer")
        parts.append(replace(part, at=_planned(rows, each)))
    return parts


def _audience(each: Session) -> list[str]:
    if each.course in COLLEAGUES_ONLY:
        return ["role:staff"]
    return ["role:staff", "role:volunteer"] if each.course in TOGETHER else ["role:volunteer"]


def _planned(rows: Rows, each: Session) -> datetime:
    return morning(min(each.days[0] - PLANNED_AHEAD, rows.times.away(-3)))


def _booked_at(rows: Rows, each: Session) -> datetime:
    return morning(min(each.days[0] - PLANNED_AHEAD / 2, rows.times.away(-1)))


def _state(rows: Rows, each: Session) -> SessionState:
    if each.cancelled:
        return SessionState.CANCELLED
    return SessionState.HELD if each.last < rows.times.today else SessionState.PUBLISHED


def _entry(rows: Rows, each: Session, day: date, room: Room) -> Entry:
    made_at = _planned(rows, each)
    called_off = morning(each.days[0] - NOTICE) if each.cancelled else None
    in_person = each.course in IN_PERSON
    return Entry(
        uuid=rows.uuid(),
        kind=Kind.TRAINING,
        title=title_of(rows.courses[each.course], each.days.index(day) + 1, len(each.days)),
        path=None,
        description="",
        starts_at=clock.at(day, each.starts),
        ends_at=clock.at(day, each.ends),
        room=room if in_person else None,
        place="" if in_person else "Online",
        made_by=rows.people[JO],
        sequence=int(each.cancelled),
        changed_at=called_off or made_at,
        status=EntryStatus.CANCELLED if each.cancelled else EntryStatus.CONFIRMED,
        cancelled_at=called_off,
    )


def _part(rows: Rows, made: TrainingSession, name: str, each: Session, title: str) -> Part:
    note = f"Join at {made.join_url}" if made.join_url else ""
    duty = Duty(rows.people[name], title, AttendeeState.ACCEPTED, made.entry.path, note=note)
    return Part(duty, _booked_at(rows, each))


def load_awards(rows: Rows, share: Share) -> None:
    """Put in the bookings of sessions, everybody's awards, and what waits to be looked at."""
    for each in share.training.sessions:
        _note_session(rows, each)
        _book(rows, each)
    awards = [_award(rows, held) for held in share.training.held]
    session.flush()  # the trail needs the numbers of awards
    for award in awards:
        _note_award(award)
    if _is_first(share):
        _exempt(rows)
        _send_in(rows)


def _note_session(rows: Rows, each: Session) -> None:
    made = rows.training[each]
    with clock.frozen(_planned(rows, each)):
        note(TrainingTag.SESSION_PLANNED, made, actor=rows.people[JO])
    if each.cancelled:
        with clock.frozen(morning(each.days[0] - NOTICE)):
            reason = made.cancel_reason
            note(TrainingTag.SESSION_CANCELLED, made, actor=rows.people[JO], reason=reason)


def _book(rows: Rows, each: Session) -> None:
    made, at = rows.training[each], _booked_at(rows, each)
    held = made.state is SessionState.HELD
    for name in each.booked:
        booking = _booking(rows, made, name, at)
        booking.state = BookingState.BOOKED
        if held:
            booking.attendance = Attendance.ATTENDED
            mark = models.AttendanceMark(
                now=Attendance.ATTENDED, marked_by=rows.people[JO], created_at=morning(each.last)
            )
            booking.marks = [mark]
    for turn, name in enumerate(each.waiting, start=1):
        booking = _booking(rows, made, name, at)
        booking.state, booking.position = BookingState.WAITING, turn


def _booking(rows: Rows, made: TrainingSession, name: str, at: datetime) -> Booking:
    person = rows.people[name]
    booking = Booking(
        uuid=rows.uuid(), session=made, person=person, booked_by=person, created_at=at
    )
    session.add(booking)
    return booking


def _award(rows: Rows, held: Held) -> models.Award:
    course = rows.courses[held.course]
    brought_in = rows.times.away(-BACK)
    source = AwardSource.SESSION if held.session else AwardSource.CERTIFICATE
    if not held.session and held.taken < brought_in:
        source = AwardSource.IMPORTED
    until = validity_of(course).last_day(held.taken, held.taken)
    uuid = rows.uuid()
    award = models.Award(
        uuid=uuid,
        code=_code(uuid),
        person=rows.people[held.person],
        course=course,
        taken_on=held.taken,
        awarded_on=held.taken,
        until=until,
        source=source,
        session=rows.training[held.session] if held.session else None,
        provider="Kentmere e-learning" if source is AwardSource.CERTIFICATE else "",
        reason="Brought in with the register" if source is AwardSource.IMPORTED else "",
        cpd_minutes=course.cpd_minutes,
        given_by=rows.people[JO],
        created_at=morning(max(held.taken, brought_in)),
    )
    session.add(award)
    return award


def _note_award(award: models.Award) -> None:
    with clock.frozen(award.created_at):
        note(
            TrainingTag.AWARD_GIVEN,
            award,
            actor=award.given_by,
            course=award.course_id,
            person=award.person_id,
            source=award.source,
        )


def _code(uuid: UUID) -> str:
    """Return a check code: made up, and the same on every machine."""
    number, letters = uuid.int, ""
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_LETTERS))
        letters += CODE_LETTERS[place]
    return letters


def _exempt(rows: Rows) -> None:
    session.add(
        models.Exemption(
            person=rows.people[OWEN],
            course=rows.courses[told.TRAUMA],
            since=rows.times.away(-30),
            until=rows.times.monday + timedelta(days=120),
            reason="Away for work on the course days of this half-year",
            given_by=rows.people[JO],
        )
    )


def _send_in(rows: Rows) -> None:
    for name, code, provider, days in SENT_IN:
        person, taken = rows.people[name], rows.times.away(-days)
        certificate = models.Certificate(
            uuid=rows.uuid(),
            person=person,
            course=rows.courses[code],
            taken_on=taken,
            awarded_on=taken,
            provider=provider,
            document=keep_file(
                owner_type=CERTIFICATE,
                owner_id=person.id,
                file=Kept(ONE_PAGE, PDF, "certificate.pdf"),
            ),
            created_at=morning(rows.times.away(-days // 4)),
        )
        session.add(certificate)
