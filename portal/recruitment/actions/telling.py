"""Posting what an applicant, an interviewer and the coordinators read about an interview."""

from typing import Any

from portal.notifications.actions import post
from portal.people.models import Person
from portal.recruitment.models import Interview
from portal.recruitment.queries import people


def tell_applicant(template: str, interview: Interview, **numbers: Any) -> None:
    """Write to an applicant about their interview; one without an address is rung instead."""
    address = interview.application.email
    if address:
        post(
            to=None,
            address=address,
            template=template,
            key=f"{template}:{interview.id}:{interview.turn}",
            interview=interview.id,
            **numbers,
        )


def tell_interviewer(
    template: str,
    interview: Interview,
    person: Person,
    *,
    actor: Person | None,
    turn: str = "",
    **numbers: Any,
) -> bool:
    """Write to somebody who holds, or held, an interview; return whether it is a new letter."""
    sent = post(
        to=person,
        template=template,
        key=f"{template}:{interview.id}:{person.id}:{turn or interview.turn}",
        actor=actor,
        interview=interview.id,
        **numbers,
    )
    return sent is not None


def tell_coordinators(template: str, interview: Interview, *, actor: Person | None) -> None:
    """Write to who looks after the applicant, but to nobody of their own click."""
    for person in people.coordinators(interview.application):
        post(
            to=person,
            template=template,
            key=f"{template}:{interview.id}:{person.id}:{interview.turn}",
            actor=actor,
            interview=interview.id,
        )
