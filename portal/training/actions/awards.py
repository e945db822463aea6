"""Giving an award, making it last, taking it back; exempting somebody. History is rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.notifications.models import Document
from portal.people.models import Person
from portal.training import rules
from portal.training.models import (
    Award,
    AwardExtension,
    AwardSource,
    CountedFrom,
    Course,
    Exemption,
    ExtensionKind,
    TrainingSession,
    TrainingTag,
)
from portal.training.queries import awards as queries


@dataclass(frozen=True)
class Evidence:
    """What an award rests on."""

    source: AwardSource
    reason: str = ""
    provider: str = ""
    document: Document | None = None
    session: TrainingSession | None = None


def validity_of(course: Course) -> rules.Validity:
    """Return how long a course's awards last, as it says now."""
    return rules.Validity(course.validity_months, course.counted_from is CountedFrom.AWARD)


def give_award(
    *,
    person: Person,
    course: Course,
    facts: rules.AwardFacts,
    evidence: Evidence,
    actor: Person | None,
    form_key: str | None = None,
) -> Award:
    """Award a course to somebody, for as long as it or the course says; the same form once.

    A course taken again gives a new award, beside the old. One for the same session is given once.
    Raises `rules.Refused` for a day that cannot be, or on which they took it already.
    """
    rules.check_award(facts, title=course.title, started_on=course.started_on, today=clock.today())
    made = queries.award_by_form(form_key) if form_key else None
    if made is not None:
        return made
    held = queries.held_from(person.id, course.id, facts.taken_on)
    if held is not None and evidence.session and held.session_id == evidence.session.id:
        return held
    if held is not None:
        raise rules.Refused(
            f"{person.display_name} already holds {course.title} from that day.",
            "Enter the day on which it was taken again, or leave it.",
            "taken_on",
        )
    until = facts.until or validity_of(course).last_day(facts.taken_on, facts.awarded_on)
    award = Award(
        person=person,
        course=course,
        taken_on=facts.taken_on,
        awarded_on=facts.awarded_on,
        until=until,
        source=evidence.source,
        reason=evidence.reason,
        provider=evidence.provider,
        document=evidence.document,
        session=evidence.session,
        cpd_minutes=course.cpd_minutes,
        given_by=actor,
        form_key=form_key,
    )
    session.add(award)
    record(
        TrainingTag.AWARD_GIVEN,
        award,
        actor=actor,
        course=course.id,
        person=person.id,
        source=evidence.source,
    )
    return award


def revoke_award(*, award: Award, reason: str, actor: Person | None) -> None:
    """Take an award back: it counts for no day any more, and stays in the history."""
    award = queries.lock_award(award.id)
    if award.revoked_at is not None:
        return
    award.revoked_at, award.revoked_by, award.revoke_reason = clock.now(), actor, reason
    record(TrainingTag.AWARD_REVOKED, award, actor=actor)


def extend_award(*, award: Award, until: date, reason: str, actor: Person) -> None:
    """Let one award last longer. Raises `rules.Refused` when the day is not later, or it is gone.

    The same day again changes nothing.
    """
    award = queries.lock_award(award.id)
    if award.revoked_at is not None:
        raise rules.Refused("This award was taken back.", "Give a new one instead.")
    if award.valid_until == until and award.extensions:
        return
    rules.check_extension(until, valid_until=award.valid_until, near=clock.today())
    extension = _extend(award, until, reason, actor, ExtensionKind.SINGLE)
    changes = {"valid_until": [_plain(extension.was_until), _plain(until)]}
    record(TrainingTag.AWARD_EXTENDED, award, actor=actor, changes=changes)


def extend_all(
    *, course: Course, since: date, until: date, reason: str, actor: Person
) -> list[Award]:
    """Let everybody's award of a course that would lapse from one day on last until another.

    Asked for twice, the second finds nothing left to extend.
    """
    found = list(queries.lapsing(course.id, since, until, locked=True))
    batch = uuid4().hex
    for award in found:
        _extend(award, until, reason, actor, ExtensionKind.BLANKET, batch)
    if found:
        record(TrainingTag.AWARDS_EXTENDED, course, actor=actor, count=len(found), until=until)
    return found


def reckon_awards(*, course: Course, version: int, actor: Person) -> list[rules.Reckoned]:
    """Make awards last as the course now says, as was previewed; return what changed.

    Raises `rules.Stale` when the course has been changed since the preview.
    """
    if course.version != version:
        raise rules.Stale("This course was changed since you opened it.")
    awards = {award.id: award for award in queries.reckonable(course.id, locked=True)}
    reckoned = reckon(awards.values(), course)
    reason = f"The course now says: {validity_of(course).words}"
    batch = uuid4().hex
    for each in reckoned:
        award = awards[each.award_id]
        _extend(award, each.would_be, reason, actor, ExtensionKind.VALIDITY, batch)
    if reckoned:
        record(TrainingTag.AWARDS_RECKONED, course, actor=actor, count=len(reckoned))
    return reckoned


def reckon(awards: Iterable[Award], course: Course) -> list[rules.Reckoned]:
    """Return which awards would last until another day by the course as it now is."""
    values = (
        rules.Standing(award.id, award.taken_on, award.awarded_on, award.valid_until)
        for award in awards
    )
    return rules.reckon(values, validity_of(course))


def exempt(  # noqa: PLR0913 -- what an exemption says, named one by one
    *,
    person: Person,
    course: Course,
    since: date,
    until: date | None,
    reason: str,
    actor: Person,
    form_key: str | None = None,
) -> Exemption:
    """Ask a course of somebody no more, to the end of a day, or for good. The same form once."""
    made = queries.exemption_by_form(form_key) if form_key else None
    if made is not None:
        return made
    exemption = Exemption(
        person=person,
        course=course,
        since=since,
        until=until,
        reason=reason,
        given_by=actor,
        form_key=form_key,
    )
    session.add(exemption)
    record(TrainingTag.EXEMPTED, exemption, actor=actor, course=course.id, person=person.id)
    return exemption


def end_exemption(*, exemption: Exemption, actor: Person) -> None:
    """End an exemption: from today it counts no more. Twice is harmless."""
    if exemption.ended_on is None:
        exemption.ended_on = clock.today()
        record(TrainingTag.EXEMPTION_ENDED, exemption, actor=actor)


def _extend(
    award: Award,
    until: date | None,
    reason: str,
    actor: Person,
    kind: ExtensionKind,
    batch: str | None = None,
) -> AwardExtension:
    extension = AwardExtension(
        award=award,
        kind=kind,
        was_until=award.valid_until,
        now_until=until,
        reason=reason,
        given_by=actor,
        batch=batch,
    )
    award.valid_until = until
    session.add(extension)
    return extension


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None
