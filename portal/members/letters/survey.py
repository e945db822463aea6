"""Asking a volunteer how they find it. Everybody gets the same link."""

from portal.members.actions.survey import is_answerable
from portal.members.queries import survey as queries
from portal.members.rules.survey import QUESTIONS
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.site.filters import day
from portal.site.urls import absolute


@letter("members/email/survey")
def survey(*, to: Person, survey: int) -> Content | None:
    """Ask for an answer by a day; None once it is closed."""
    asked = queries.numbered(survey)
    if not is_answerable(asked):
        return None
    values = {
        "name": to.first_name,
        "questions": len(QUESTIONS),
        "closes_on": asked.closes_on,
        "link": absolute("members.answer_survey", token=asked.token),
    }
    return Content(f"How is volunteering for you? Please say by {day(asked.closes_on)}", values)
