"""Arranging an interview, moving it, calling it off: its calendar, and the letters that tell.

No name of an applicant is in the calendar: a feed carries it to wherever somebody keeps theirs.
The interviewers read it on a page behind their sign-in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid4

from portal import clock
from portal.audit.actions import amend, record
from portal.calendar import rules as calendar_rules
from portal.calendar.actions import Duty, publish
from portal.calendar.actions import cancel as cancel_entry
from portal.calendar.models import AttendeeState, Entry, Kind, Room
from portal.calendar.rules import ARRANGING
from portal.database import session
from portal.members import actions as members
from portal.people.models import Person
from portal.recruitment.actions.telling import tell_applicant, tell_coordinators, tell_interviewer
from portal.recruitment.models import (
    INTERVIEW_QUESTIONS,
    LIVE,
    Application,
    Interview,
    Interviewer,
    InterviewQuestion,
    RecruitmentTag,
)
from portal.recruitment.queries import interviews as queries
from portal.recruitment.queries.applications import lock_application
from portal.recruitment.queries.people import themselves
from portal.recruitment.rules.interviews import check_time
from portal.recruitment.rules.refusals import Refused, Stale
from portal.settings.queries import value

TITLE: Final = "Volunteer interview"


@dataclass(frozen=True)
class Plan:
    """When and where an interview is, and who holds it."""

    starts_at: datetime
    ends_at: datetime
    room: Room | None
    place: str
    interviewers: Sequence[Person]
    instructions: str = ""


def arrange_interview(
    *,
    application: Application,
    plan: Plan,
    form_key: str,
    actor: Person,
    uuid: UUID | None = None,
) -> Interview:
    """Arrange an interview with the questions agreed today, and tell everybody who is at it.

    The same form once. Raises `Refused` when there is one already, the applicant's way has ended,
    or the time, the room or an interviewer will not do.
    """
    made = queries.interview_by_form(form_key)
    if made is not None:
        return made
    application = lock_application(application.id)  # their way may end at this moment
    if application.state not in LIVE:
        raise Refused("This applicant is not on their way any more.", "No interview is needed.")
    if queries.interview_of(application.id) is not None:
        raise Refused("An interview is arranged already.", "Move that one, or call it off.")
    check_time(plan.starts_at, plan.ends_at, clock.now())
    _check_others(plan, application)
    interview = Interview(
        application=application,
        entry=_publish(plan, uuid=uuid or uuid4(), application=application, actor=actor),
        instructions=plan.instructions,
        form_key=form_key,
        questions=[
            InterviewQuestion(position=position, text=text)
            for position, text in enumerate(_agreed(), start=1)
        ],
        interviewers=[Interviewer(person=person) for person in plan.interviewers],
    )
    session.add(interview)
    record(RecruitmentTag.INTERVIEW_ARRANGED, interview, actor=actor)
    tell_applicant("recruitment/email/interview_arranged", interview, moved=0)
    for each in interview.interviewers:
        tell_interviewer(
            "recruitment/email/interviewer_named", interview, each.person, actor=actor, moved=0
        )
    return interview


def move_interview(*, interview: Interview, plan: Plan, version: int, actor: Person) -> Interview:
    """Give an interview another time, place or other interviewers, and tell whom it concerns.

    Raises `Stale` when somebody changed it meanwhile; `Refused` once it is called off, or a
    recommendation is in, and when the time, the room or an interviewer will not do.
    """
    interview = queries.lock_interview(interview.id)
    if interview.version != version:
        raise Stale("Somebody changed this interview meanwhile.", "Look at how it is now.")
    _check_open(interview)
    check_time(plan.starts_at, plan.ends_at, clock.now())
    _check_others(plan, interview.application)
    before = interview.entry.sequence
    _publish(
        plan,
        uuid=interview.entry.uuid,
        application=interview.application,
        entry=interview.entry,
        actor=actor,
    )
    moved = interview.entry.sequence != before
    said = amend(interview, instructions=plan.instructions)
    new, gone = _exchange(interview, plan.interviewers)
    if not (moved or said or new or gone):
        return interview
    interview.turn += 1
    record(RecruitmentTag.INTERVIEW_MOVED, interview, actor=actor)
    if moved or said:
        tell_applicant("recruitment/email/interview_arranged", interview, moved=1)
    for each in interview.interviewers if moved else new:
        known = int(each not in new)
        tell_interviewer(
            "recruitment/email/interviewer_named", interview, each.person, actor=actor, moved=known
        )
    for each in gone:
        _tell_released(interview, each.person, actor)
    return interview


def cancel_interview(*, interview: Interview, actor: Person | None) -> None:
    """Call an interview off, and tell everybody who was to be at it. Twice is harmless.

    Raises `Refused` once a recommendation is in.
    """
    interview = queries.lock_interview(interview.id)
    if interview.cancelled_at is not None:
        return
    _check_open(interview)
    interview.cancelled_at = clock.now()
    cancel_entry(entry=interview.entry, actor=actor)
    record(RecruitmentTag.INTERVIEW_CANCELLED, interview, actor=actor)
    if interview.entry.starts_at > clock.now():
        tell_applicant("recruitment/email/interview_cancelled", interview)
    for each in interview.interviewers:
        _tell_released(interview, each.person, actor)


def cancel_coming(*, application: Application, actor: Person | None) -> None:
    """Call off an interview to come of somebody whose way has ended."""
    interview = queries.interview_of(application.id)
    if interview is not None and not interview.has_begun:
        cancel_interview(interview=interview, actor=actor)


def release_interviewer(*, interviewer: Interviewer, actor: Person | None) -> None:
    """Take somebody off an interview whose word is not waited for. What they noted is deleted.

    Raises `Refused` when they have sent theirs, or nobody else holds the interview.
    """
    interview = queries.lock_interview(interviewer.interview_id)
    if interviewer.sent_at is not None:
        raise Refused("Their recommendation is in already.", "Nobody needs to be asked again.")
    if len(interview.interviewers) == 1:
        raise Refused("Nobody else holds this interview.", "Name somebody else first.")
    _take_off(interview, interviewer, actor)
    _tell_released(interview, interviewer.person, actor)


def give_up_interviews(*, person: Person, actor: Person | None, after: date | None = None) -> None:
    """Take somebody off the interviews to come that they hold, and tell the coordinators.

    `accounts.actions.deactivating` and `members.actions.leaving` call it, and `giving_notice` with
    the last day, `after` which it is done. Twice is harmless.
    """
    for number in queries.to_hold(person.id, after):
        interview = queries.lock_interview(number)
        held = [each for each in interview.interviewers if each.person_id == person.id]
        for each in held:
            _take_off(interview, each, actor)
            tell_coordinators("recruitment/email/interviewer_missing", interview, actor=actor)


def _take_off(interview: Interview, interviewer: Interviewer, actor: Person | None) -> None:
    interview.interviewers.remove(interviewer)
    entry, people = interview.entry, [each.person for each in interview.interviewers]
    plan = Plan(entry.starts_at, entry.ends_at, entry.room, entry.place, people)
    _publish(
        plan,
        uuid=entry.uuid,
        application=interview.application,
        entry=entry,
        actor=actor,
        keeping=True,
    )
    interview.turn += 1
    record(RecruitmentTag.INTERVIEWER_RELEASED, interview, actor=actor)


def _tell_released(interview: Interview, person: Person, actor: Person | None) -> None:
    tell_interviewer("recruitment/email/interviewer_released", interview, person, actor=actor)


def _agreed() -> list[str]:
    return [line.strip() for line in value(INTERVIEW_QUESTIONS).splitlines() if line.strip()]


def _check_open(interview: Interview) -> None:
    if interview.cancelled_at is not None:
        raise Refused("This interview was called off.", "Arrange another.")
    if len(interview.missing) < len(interview.interviewers):
        raise Refused(
            "A recommendation of this interview is in already.", "It stays as it was held."
        )


def _check_others(plan: Plan, application: Application) -> None:
    """Raise `Refused` where a colleague who applies would interview themself, or a leaver then."""
    on, own = clock.london(plan.starts_at).date(), themselves(plan.interviewers, application)
    for number, person in enumerate(plan.interviewers, start=1):
        if person.id in own:
            raise Refused(
                f"{person.display_name} applies themself.",
                "Choose another interviewer.",
                f"interviewer_{number}",
            )
        members.check_there(person=person, on=on, field=f"interviewer_{number}")


def _exchange(
    interview: Interview, people: Sequence[Person]
) -> tuple[list[Interviewer], list[Interviewer]]:
    """Make these the interviewers, and return who is new and who is gone."""
    had = {each.person: each for each in interview.interviewers}
    gone = [each for person, each in had.items() if person not in people]
    new = [Interviewer(person=person) for person in people if person not in had]
    for each in gone:
        interview.interviewers.remove(each)
    interview.interviewers.extend(new)
    return new, gone


def _publish(
    plan: Plan,
    *,
    uuid: UUID,
    application: Application,
    actor: Person | None,
    entry: Entry | None = None,
    keeping: bool = False,
) -> Entry:
    """Put an interview into the calendar; `keeping` its time, whoever holds it may be busy."""
    path = f"/recruitment/interviews/{uuid}"
    duties = [
        Duty(person, TITLE, AttendeeState.ACCEPTED, path, override=keeping)
        for person in plan.interviewers
    ]
    try:
        return publish(
            actor=actor,
            kind=Kind.TEAM,
            title=TITLE,
            path=path,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            audience=ARRANGING,
            duties=duties,
            entry=entry,
            uuid=uuid,
            room=plan.room,
            place=plan.place,
            area=application.area,
        )
    except calendar_rules.RoomTaken as taken:
        raise Refused(taken.sentence, field="room") from taken
    except calendar_rules.PersonBusy as busy:
        number = next(
            index
            for index, person in enumerate(plan.interviewers, start=1)
            if person.id == busy.person_id
        )
        raise Refused(busy.sentence, field=f"interviewer_{number}") from busy
