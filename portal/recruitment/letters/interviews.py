"""Letters about interviews: to the applicant, to who holds them, and to the coordinators.

To interviewers no letter names the applicant: they read it where they are signed in.
"""

from typing import Any

from flask import current_app

from portal import clock
from portal.calendar import queries as calendar
from portal.notifications.actions import Attachment, Content, letter
from portal.people.models import Person
from portal.recruitment.models import LIVE, Interview
from portal.recruitment.queries import interviews as queries
from portal.site.filters import day, day_year, span
from portal.site.urls import absolute


@letter("recruitment/email/interview_arranged")
def interview_arranged(*, to: None, interview: int, moved: int) -> Content | None:
    """Tell an applicant when and where they are interviewed, with a file for their calendar."""
    found = queries.interview_numbered(interview)
    if found is None or found.cancelled_at is not None or found.has_begun:
        return None
    subject = "Your interview has changed" if moved else "Your interview"
    return Content(
        f"{subject}: {day(found.entry.starts_at)}",
        {**_for_applicant(found), "moved": bool(moved)},
        (_file(found, gone=False),),
    )


@letter("recruitment/email/interview_cancelled")
def interview_cancelled(*, to: None, interview: int) -> Content | None:
    """Tell an applicant that they need not come, and take it out of their calendar."""
    found = queries.interview_numbered(interview)
    if found is None or found.cancelled_at is None:
        return None
    subject = f"Your interview is called off: {day(found.entry.starts_at)}"
    values = {**_for_applicant(found), "goes_on": found.application.state in LIVE}
    return Content(subject, values, (_file(found, gone=True),))


@letter("recruitment/email/interviewer_named")
def interviewer_named(*, to: Person, interview: int, moved: int) -> Content | None:
    """Tell somebody that they hold an interview, or that its time or place is another."""
    found = queries.interview_numbered(interview)
    if found is None or found.cancelled_at is not None or not _holds(found, to):
        return None
    subject = "An interview has moved" if moved else "You are to hold an interview"
    return Content(
        f"{subject}: {day(found.entry.starts_at)}",
        {**_for_interviewer(found, to), "moved": bool(moved)},
        _files(found, to),
    )


@letter("recruitment/email/interviewer_released")
def interviewer_released(*, to: Person, interview: int) -> Content | None:
    """Tell somebody that they do not hold an interview any more, or that it is called off."""
    found = queries.interview_numbered(interview)
    if found is None:
        return None
    off = found.cancelled_at is not None
    if not off and _holds(found, to):
        return None
    subject = "An interview is called off" if off else "You are off an interview"
    return Content(
        f"{subject}: {day(found.entry.starts_at)}",
        {**_for_interviewer(found, to), "off": off},
        _files(found, to),
    )


@letter("recruitment/email/recommendation_missing")
def recommendation_missing(*, to: Person, interview: int) -> Content | None:
    """Remind an interviewer to say what they recommend; pointless once they have."""
    found = queries.interview_numbered(interview)
    if found is None or found.cancelled_at is not None:
        return None
    if to.id not in {each.person_id for each in found.missing}:
        return None
    subject = f"What do you recommend? Your interview of {day(found.entry.starts_at)}"
    return Content(subject, _for_interviewer(found, to))


@letter("recruitment/email/recommendations_in")
def recommendations_in(*, to: Person, interview: int) -> Content | None:
    """Tell a coordinator that every recommendation is in, and not what they are."""
    found = queries.interview_numbered(interview)
    if found is None or not found.is_heard:
        return None
    applicant = found.application
    values = {
        "name": to.first_name,
        "applicant": applicant.name,
        "link": absolute("recruitment.interview_of", application_uuid=applicant.uuid),
    }
    return Content(f"Every recommendation about {applicant.name} is in", values)


@letter("recruitment/email/interviewer_missing")
def interviewer_missing(*, to: Person, interview: int) -> Content | None:
    """Tell a coordinator that an interview lost one of its interviewers, who left."""
    found = queries.interview_numbered(interview)
    if found is None or found.cancelled_at is not None or found.has_begun:
        return None
    applicant = found.application
    values = {
        **_when_and_where(found),
        "name": to.first_name,
        "applicant": applicant.name,
        "still": [each.person.display_name for each in found.interviewers],
        "link": absolute("recruitment.interview_of", application_uuid=applicant.uuid),
    }
    return Content(f"The interview of {applicant.name} lost an interviewer", values)


def _holds(found: Interview, person: Person) -> bool:
    return any(each.person_id == person.id for each in found.interviewers)


def _when_and_where(found: Interview) -> dict[str, Any]:
    entry = found.entry
    return {
        "when": f"{day_year(entry.starts_at)}, {span(entry.starts_at, entry.ends_at)}",
        "where": entry.room.full_name if entry.room else entry.place,
        "address": entry.room.venue.address if entry.room else "",
        "is_over": entry.ends_at <= clock.now(),
    }


def _for_applicant(found: Interview) -> dict[str, Any]:
    lines = found.instructions.splitlines()
    return {
        **_when_and_where(found),
        "name": found.application.name,
        "with_whom": [each.person.display_name for each in found.interviewers],
        "lines": [line for line in lines if line.strip()],
        "phone": current_app.config["SUPPORT_PHONE"],
    }


def _for_interviewer(found: Interview, to: Person) -> dict[str, Any]:
    link = absolute("recruitment.interview", interview_uuid=found.entry.uuid)
    return {**_when_and_where(found), "name": to.first_name, "link": link}


def _file(found: Interview, *, gone: bool) -> Attachment:
    return calendar.guest_invitation(
        found.entry,
        name=found.application.name,
        email=found.application.email or "",
        mark=found.application.uuid.hex,
        url=absolute("site.privacy"),
        note="",
        gone=gone,
    )


def _files(found: Interview, to: Person) -> tuple[Attachment, ...]:
    """Return the file for somebody's calendar, if no feed of theirs brings it."""
    file = calendar.invitation(found.entry.id, to.id)
    return (file,) if file else ()
