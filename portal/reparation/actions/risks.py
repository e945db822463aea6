"""Risk assessments: started, written hazard by hazard, approved by somebody else, sent back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal import clock
from portal.access.rules import Permission
from portal.accounts.queries import people_with
from portal.audit.actions import amend, record
from portal.calendar.models import Venue
from portal.database import session
from portal.notifications.actions import post
from portal.people.models import Person
from portal.reparation.models import (
    REVIEW_MONTHS,
    AssessmentState,
    Control,
    Hazard,
    Project,
    ReparationTag,
    RiskAssessment,
)
from portal.reparation.queries import risks as queries
from portal.reparation.queries.people import coordinators
from portal.reparation.rules import Refused, Stale
from portal.reparation.rules import risks as rules
from portal.settings.queries import value


def start(
    *,
    subject: queries.Subject,
    written: rules.Written,
    template: str,
    form_key: str,
    actor: Person,
) -> RiskAssessment:
    """Begin the next version of a project's or a venue's assessment; the same form begins it once.

    `template` is the key of the library's, "" for a copy of a version. Raises `Refused` while
    another version is written or waits.
    """
    queries.lock_subject(subject)
    made = queries.version_by_form(form_key)
    if made is not None:
        return made
    earlier = queries.versions(subject)
    _check_none_open(earlier)
    version = RiskAssessment(
        project=subject if isinstance(subject, Project) else None,
        venue=subject if isinstance(subject, Venue) else None,
        number=max((each.number for each in earlier), default=0) + 1,
        template=template,
        assessor=actor,
        hazards=[_hazard(number, each) for number, each in enumerate(written.dangers, start=1)],
        form_key=form_key,
        **_columns(written),
    )
    session.add(version)
    record(ReparationTag.RISK_STARTED, version, actor=actor, template=template)
    return version


def change(
    *, assessment: RiskAssessment, version: int, actor: Person, written: rules.Written
) -> None:
    """Change what a draft says of the whole: its hazards are changed one by one.

    Raises `Stale` when it was changed since, `Refused` when it is no draft of the actor's.
    """
    found = _draft(assessment, version, actor)
    changes = amend(found, **_columns(written))
    if changes:
        record(ReparationTag.RISK_CHANGED, found, actor=actor, changes=changes)


def put_hazard(
    *,
    assessment: RiskAssessment,
    version: int,
    number: int | None,
    danger: rules.Danger,
    actor: Person,
) -> None:
    """Add a hazard to a draft, or replace the one with a number.

    Raises as `change`; `Refused` too when another hazard is called the same, or when its controls
    make it worse.
    """
    found = _draft(assessment, version, actor)
    rules.check_scores(danger.before, danger.after)
    others = [each for each in found.hazards if each.number != number]
    if any(each.what == danger.what for each in others):
        raise Refused("Another hazard is called this already.", "Change that one.", "what")
    if number is None:
        number = max((each.number for each in found.hazards), default=0) + 1
        found.hazards.append(_hazard(number, danger))
        tag = ReparationTag.RISK_HAZARD_ADDED
    else:
        _replace(queries.hazard_of(found, number), danger)
        tag = ReparationTag.RISK_HAZARD_CHANGED
    _touch(found)
    record(tag, found, actor=actor, hazard=number)


def remove_hazard(*, assessment: RiskAssessment, number: int, actor: Person) -> None:
    """Take a hazard out of a draft; twice is harmless. Raises as `change`."""
    found = _draft(assessment, None, actor)
    gone = next((each for each in found.hazards if each.number == number), None)
    if gone is not None:
        found.hazards.remove(gone)
        _touch(found)
        record(ReparationTag.RISK_HAZARD_REMOVED, found, actor=actor, hazard=number)


def submit(*, assessment: RiskAssessment, actor: Person) -> None:
    """Send a draft for approval, and tell who could give it; raises `Refused` for what it lacks.

    Those are the coordinators; where no other one is, everybody else who assesses risks.
    """
    found = _draft(assessment, None, actor)
    rules.check_complete(queries.written(found))
    found.state = AssessmentState.SUBMITTED
    found.submitted_at = clock.now()
    found.sent_back_because = None
    record(ReparationTag.RISK_SUBMITTED, found, actor=actor)
    others = [each for each in coordinators() if each is not actor]
    asked = others or list(people_with(Permission.REPARATION_ASSESS))
    _tell(found, "reparation/email/risk_submitted", asked, actor)


def approve(*, assessment: RiskAssessment, review_on: date, actor: Person) -> None:
    """Let a version count from now until its review; the one before is replaced by it.

    Raises `Refused` to its own assessor, for a review that is not ahead, and when it does not wait.
    """
    found = queries.lock_assessment(assessment.id)
    _check_decidable(found, actor)
    rules.check_review(review_on, clock.today(), value(REVIEW_MONTHS))
    before = queries.approved_of(found.subject)
    if before is not None:
        before.state = AssessmentState.REPLACED
        session.flush()  # one version counts at a time: the old one goes first
    found.state = AssessmentState.APPROVED
    found.approver = actor
    found.approved_at = clock.now()
    found.review_on = review_on
    record(ReparationTag.RISK_APPROVED, found, actor=actor, review_on=review_on)
    _tell(found, "reparation/email/risk_approved", [found.assessor], actor)


def send_back(*, assessment: RiskAssessment, because: str, actor: Person) -> None:
    """Give a version back to its assessor with what is to be changed; raises as `approve`."""
    found = queries.lock_assessment(assessment.id)
    _check_decidable(found, actor)
    found.state = AssessmentState.DRAFT
    found.sent_back_because = because
    record(ReparationTag.RISK_SENT_BACK, found, actor=actor)
    _tell(found, "reparation/email/risk_sent_back", [found.assessor], actor)


def discard(*, assessment: RiskAssessment, actor: Person) -> None:
    """Throw a version away that was never approved; what counts stays. Raises `Refused` if it was.

    Who may is the view's to say: its assessor, and whoever looks after reparation.
    """
    found = queries.lock_assessment(assessment.id)
    if found.state not in queries.OPEN:
        raise Refused("It was approved, and is kept.", "Write the next version instead.")
    record(ReparationTag.RISK_DISCARDED, found, actor=actor, of=found.subject_name)
    session.delete(found)


def remind(*, assessment: RiskAssessment, days: int) -> int:
    """Remind the assessor and the coordinators of a review so many days ahead, each once.

    0 days tell that the day has passed. Returns how many letters were posted.
    """
    people = {each.id: each for each in [assessment.assessor, *coordinators()]}
    posted = [
        post(
            to=person,
            template="reparation/email/risk_review",
            key=f"reparation:risk_review:{assessment.id}:{assessment.review_on}:{days}:{person.id}",
            assessment=assessment.id,
        )
        for person in people.values()
    ]
    return sum(mail is not None for mail in posted)


def _draft(assessment: RiskAssessment, version: int | None, actor: Person) -> RiskAssessment:
    """Return a draft of the actor's, held; None for the version when nothing was typed over it."""
    found = queries.lock_assessment(assessment.id)
    rules.check_writable(
        is_draft=found.state is AssessmentState.DRAFT, is_assessor=found.assessor_id == actor.id
    )
    if version is not None and found.version != version:
        raise Stale("This assessment was changed since you opened it.")
    return found


def _check_decidable(found: RiskAssessment, actor: Person) -> None:
    rules.check_decidable(
        is_submitted=found.state is AssessmentState.SUBMITTED,
        is_assessor=found.assessor_id == actor.id,
    )


def _check_none_open(versions: Iterable[RiskAssessment]) -> None:
    for each in versions:
        if each.state in queries.OPEN:
            raise Refused(
                f"{each.assessor.display_name} writes version {each.number} already.",
                "Have that one finished or discarded first.",
            )


def _columns(written: rules.Written) -> dict[str, Any]:
    names = ("activity", "supervised", "least_age", "ppe", "first_aid", "emergency")
    return {name: getattr(written, name) for name in names}


def _hazard(number: int, danger: rules.Danger) -> Hazard:
    hazard = Hazard(number=number)
    _replace(hazard, danger)
    return hazard


def _replace(hazard: Hazard, danger: rules.Danger) -> None:
    hazard.what, hazard.who = danger.what, danger.who
    hazard.likelihood_before = danger.before.likelihood
    hazard.severity_before = danger.before.severity
    hazard.likelihood_after = danger.after.likelihood
    hazard.severity_after = danger.after.severity
    _set_controls(hazard, danger.measures)


def _set_controls(hazard: Hazard, measures: Iterable[rules.Measure]) -> None:
    """Make the controls these, in order: rows that stay keep their number."""
    wanted = list(measures)
    del hazard.controls[len(wanted) :]
    while len(hazard.controls) < len(wanted):
        hazard.controls.append(Control(number=len(hazard.controls) + 1))
    for control, measure in zip(hazard.controls, wanted, strict=True):
        control.what, control.owner, control.due_on = measure.what, measure.owner, measure.due_on


def _touch(found: RiskAssessment) -> None:
    """Count a change of a hazard as one of the assessment: forms opened before are stale."""
    found.updated_at = clock.now()


def _tell(found: RiskAssessment, template: str, people: Iterable[Person], actor: Person) -> None:
    """Write to people about what became of a version, once each time that it was sent on."""
    for person in people:
        post(
            to=person,
            template=template,
            key=f"{template}:{found.id}:{found.version}:{person.id}",
            actor=actor,
            assessment=found.id,
        )
