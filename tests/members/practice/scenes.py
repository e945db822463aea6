"""Chairs who sat on evenings, and what was seen of them."""

from datetime import date, time, timedelta

from portal import clock
from portal.calendar.actions import Duty, publish
from portal.calendar.models import AttendeeState, Kind
from portal.database import changing
from portal.members.actions import practice as actions
from portal.members.models import Member, Observation
from portal.members.rules.practice import QUESTIONS
from portal.people.models import Person

THURSDAY = date(2026, 2, 26)
RATINGS = dict.fromkeys(QUESTIONS, "well")


def sat(member: Member, *days: date) -> None:
    """Let somebody have sat on panels on these evenings."""
    for day in days:
        starts_at = clock.at(day, time(17))
        with changing():
            publish(
                actor=None,
                kind=Kind.PANEL,
                title="Panel",
                path=None,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=2),
                audience=(),
                duties=[Duty(member.person, "Panel – chair", AttendeeState.ACCEPTED, None)],
            )


def seen(on_day: date = THURSDAY) -> actions.Seen:
    """Return what was seen on an evening."""
    return actions.Seen(on_day, RATINGS, "Calm and clear", "Shorter opening words")


def observed(member: Member, jo: Person, on_day: date = THURSDAY) -> Observation:
    """Note what was seen on an evening on which they sat."""
    sat(member, on_day)
    with changing():
        return actions.observe_practice(member=member, seen=seen(on_day), actor=jo)
