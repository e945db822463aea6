"""The thanks to a volunteer who leaves, with a few questions that nobody has to answer."""

from portal import clock
from portal.members import actions
from portal.members.models import Status
from portal.members.queries import leaving as queries
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.site.urls import absolute


@letter("members/email/exit_questionnaire")
def exit_questionnaire(*, to: Person, questionnaire: int) -> Content | None:
    """Ask somebody who left, unless they are back, or have answered."""
    asked = queries.questionnaire_numbered(questionnaire)
    if asked.answered_at is not None or asked.member.status is not Status.LEFT:
        return None
    token = actions.mint_exit_link(questionnaire=asked)
    until = clock.london(asked.expires_at).date() if asked.expires_at else None
    return Content(
        "Thank you, and a few questions",
        {
            "name": to.first_name,
            "link": absolute("members.exit_questions", token=token),
            "until": until,
        },
    )
