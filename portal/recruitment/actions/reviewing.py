"""Reviewing a probation: it is over, or goes on until another day."""

from datetime import date

from portal import clock
from portal.audit.actions import record
from portal.people.models import Person
from portal.recruitment import rules
from portal.recruitment.models import (
    Appointment,
    ProbationReview,
    RecruitmentTag,
    ReviewOutcome,
)
from portal.site.refusals import Refused


def review(
    *,
    appointment: Appointment,
    held_on: date,
    outcome: ReviewOutcome,
    next_on: date | None,
    actor: Person,
) -> ProbationReview:
    """Record that a probation was reviewed. What was said is in no record.

    Raises `Refused` when none is due any more, or the days cannot be.
    """
    if appointment.review_on is None:
        raise Refused("This probation is over: it was confirmed.")
    next_on = next_on if outcome is ReviewOutcome.EXTENDED else None
    rules.check_review(
        held_on, appointed_on=appointment.appointed_on, today=clock.today(), next_on=next_on
    )
    held = ProbationReview(
        due_on=appointment.review_on, held_on=held_on, outcome=outcome, next_on=next_on, by=actor
    )
    appointment.reviews.append(held)
    appointment.review_on = next_on
    record(
        RecruitmentTag.PROBATION_REVIEWED,
        appointment.application,
        actor=actor,
        outcome=outcome,
        next=next_on,
    )
    return held
