"""What residents and groups suggested, some of it answered."""

from typing import Final

from portal.database import session
from portal.demo.actions.rows import Rows, morning
from portal.demo.rules.suggestions import SUGGESTIONS
from portal.demo.rules.suggestions import Suggestion as Told
from portal.reparation.models import Suggestion, SuggestionState

JO: Final = "Jo Hartley"


def load_suggestions(rows: Rows) -> None:
    """Put in what was suggested; who sent it is still known."""
    session.add_all(_suggestion(rows, each) for each in SUGGESTIONS)


def _suggestion(rows: Rows, told: Told) -> Suggestion:
    made = Suggestion(
        uuid=rows.uuid(),
        title=told.title,
        idea=told.idea,
        benefits=told.benefits,
        place=told.place,
        area=rows.areas[told.area],
        name=told.name,
        email=f"{told.name.split()[0].lower()}@example.org",
        organisation=told.organisation,
        created_at=morning(rows.times.away(-told.sent)),
    )
    if told.answered is not None:
        made.state = SuggestionState.TAKEN_UP if told.taken_up else SuggestionState.DECLINED
        made.reply, made.decided_by = told.reply, rows.people[JO]
        made.decided_at = morning(rows.times.away(-told.answered))
    return made
