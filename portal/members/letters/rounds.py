"""Asking volunteers which dates they could do. A letter that has become pointless is not sent."""

from typing import Any

from flask import current_app

from portal import clock
from portal.members import queries, rules
from portal.members.models import AvailabilityRound
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.site.filters import day
from portal.site.urls import absolute


@letter("members/email/round_opened")
def round_opened(*, to: Person, asking: int) -> Content | None:
    """Ask a volunteer which dates they could do."""
    found = queries.round_numbered(asking)
    if not _waits_for(found, to):
        return None
    return Content(rules.question(found.first_on, found.last_on), _values(found, to))


@letter("members/email/round_reminder")
def round_reminder(*, to: Person, asking: int) -> Content | None:
    """Remind a volunteer who has not answered."""
    found = queries.round_numbered(asking)
    if not _waits_for(found, to):
        return None
    question = rules.question(found.first_on, found.last_on)
    return Content(f"Please answer by {day(found.last_day)}: {question}", _values(found, to))


def _waits_for(asking: AvailabilityRound, to: Person) -> bool:
    member = queries.member_of(to)
    reply = queries.reply_of(asking, member) if member else None
    return asking.closes_at > clock.now() and (reply is None or reply.sent_at is None)


def _values(asking: AvailabilityRound, to: Person) -> dict[str, Any]:
    opener = asking.opened_by
    return {
        "name": to.first_name,
        "months": rules.name_of_round(asking.first_on, asking.last_on),
        "dates": len({slot.on_day for slot in asking.slots}),
        "answer_by": asking.last_day,
        "confirm_by": asking.confirm_by,
        "coordinator": opener.display_name if opener else "",
        "phone": (opener.phone if opener else None) or current_app.config["SUPPORT_PHONE"],
        "link": absolute("members.my_round", round_uuid=asking.uuid),
    }
