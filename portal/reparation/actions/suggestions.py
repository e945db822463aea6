"""What is suggested from outside: taken in, answered, and who sent it forgotten in time."""

from datetime import timedelta
from typing import Any

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.notifications.actions import post
from portal.notifications.actions.delivery import forget_address
from portal.people.models import Person
from portal.reparation.actions.projects import draft_project
from portal.reparation.models import (
    SUGGESTIONS_KEPT_DAYS,
    ReparationTag,
    Suggestion,
    SuggestionState,
)
from portal.reparation.queries import people
from portal.reparation.queries import suggestions as queries
from portal.reparation.rules.refusals import Refused
from portal.settings.queries import value


def suggest(*, form_key: str, **said: Any) -> Suggestion:
    """Keep what somebody suggests, and tell the coordinators of the area. The same form once."""
    made = queries.suggestion_by_form(form_key)
    if made is not None:
        return made
    suggestion = Suggestion(form_key=form_key, **said)
    session.add(suggestion)
    record(ReparationTag.SUGGESTED, suggestion, actor=None)
    for person in people.coordinators(suggestion.area_id):
        post(
            to=person,
            template="reparation/email/suggestion_received",
            key=f"reparation:suggested:{suggestion.id}:{person.id}",
            suggestion=suggestion.id,
        )
    return suggestion


def answer_suggestion(
    *, suggestion: Suggestion, taken_up: bool, reply: str, actor: Person
) -> Suggestion:
    """Answer whoever suggested something; what is taken up begins as a draft of the service's own.

    Raises `Refused` when somebody has answered already.
    """
    suggestion = queries.lock_suggestion(suggestion.id)
    if suggestion.state is not SuggestionState.WAITING:
        by = suggestion.decided_by.display_name if suggestion.decided_by else "Somebody"
        raise Refused(f"{by} has answered this already.", "Read the answer below.")
    suggestion.state = SuggestionState.TAKEN_UP if taken_up else SuggestionState.DECLINED
    suggestion.reply, suggestion.decided_by = reply, actor
    suggestion.decided_at = clock.now()
    if taken_up:
        said = {
            "title": suggestion.title,
            "work": suggestion.idea,
            "benefits": suggestion.benefits,
            "meeting_point": suggestion.place,
            "area_id": suggestion.area_id,
        }
        suggestion.project = draft_project(partner=None, said=said, form_key=None, actor=actor)
    record(ReparationTag.SUGGESTION_ANSWERED, suggestion, actor=actor, state=suggestion.state.value)
    post(
        to=None,
        address=suggestion.email,
        template="reparation/email/suggestion_answered",
        key=f"reparation:suggestion_answered:{suggestion.id}",
        suggestion=suggestion.id,
    )
    return suggestion


def forget_suggesters() -> int:
    """Forget who sent what was answered long ago, and what was written to them.

    The idea and the answer stay. Return how many were forgotten.
    """
    before = clock.now() - timedelta(days=value(SUGGESTIONS_KEPT_DAYS))
    found = queries.answered_before(before)
    for each in found:
        forget_address(address=each.email or "")
        each.name = each.email = None
        each.organisation = ""
    if found:
        record(ReparationTag.SUGGESTERS_FORGOTTEN, found[0], actor=None, count=len(found))
    return len(found)
