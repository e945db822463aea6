"""Noting how somebody chaired. The trail says that it was noted, never what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.audit.actions import record
from portal.database import session
from portal.members.models import Member, MembersTag, Observation
from portal.members.queries import lock_member
from portal.members.queries import practice as queries
from portal.notifications.actions import post
from portal.people.models import Person
from portal.site.filters import day
from portal.site.refusals import Refused


@dataclass(frozen=True)
class Seen:
    """What was seen on an evening: an answer a question, what was good, and one next step."""

    on_day: date
    ratings: Mapping[str, str]
    strengths: str
    next_step: str


def observe_practice(*, member: Member, seen: Seen, actor: Person) -> Observation:
    """Keep what was seen of a volunteer's practice, and tell them that they can read it.

    Raises `Refused` for an evening that is noted already, on which they did not sit, or by
    themselves.
    """
    lock_member(member)
    if member.person_id == actor.id:
        raise Refused("Nobody watches themselves.", "Ask a colleague.")
    if seen.on_day not in queries.evenings(member):
        raise Refused(
            "They sat on no panel that day.", "Choose an evening on which they did.", "on_day"
        )
    if queries.seen_on(member, seen.on_day) is not None:
        raise Refused(
            f"{day(seen.on_day)} is noted already.",
            "Remove that first, or choose another.",
            "on_day",
        )
    noted = Observation(
        member=member,
        observer=actor,
        on_day=seen.on_day,
        ratings=dict(seen.ratings),
        strengths=seen.strengths,
        next_step=seen.next_step,
    )
    session.add(noted)
    record(MembersTag.PRACTICE_OBSERVED, noted, actor=actor)
    post(
        to=member.person,
        template="members/email/practice_observed",
        key=f"members:practice_observed:{noted.id}",
        actor=actor,
        observation=noted.id,
    )
    return noted


def remove_observation(*, noted: Observation, actor: Person) -> None:
    """Remove what was noted of an evening by mistake."""
    record(MembersTag.PRACTICE_REMOVED, noted, actor=actor)
    session.delete(noted)
