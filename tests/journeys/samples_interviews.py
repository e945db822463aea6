"""What the addresses of interviews and references name: an applicant of the tour's own."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any, Final
from uuid import uuid4

from portal import clock
from portal.database import session
from portal.recruitment.actions import references as actions
from portal.recruitment.actions.interviews import Plan, arrange_interview
from portal.recruitment.actions.recommending import keep_notes, send_recommendation
from portal.recruitment.models import (
    Application,
    Channel,
    Interview,
    Recommendation,
    Referee,
    Stage,
)
from portal.recruitment.rules.references import QUESTIONS
from tests.journeys.demo import demo_user

LATER: Final = count(400)
"""Days from today on which nobody has promised anything."""


def _applicant() -> Application:
    made = Application(name="Nadia Fell", stage=Stage.REFERENCES, submitted_at=clock.now())
    session.add(made)
    session.flush()  # referees are named for its number
    return made


def _asked() -> Referee:
    jo = demo_user("coordinator").person
    referee = actions.name_referee(
        application=_applicant(),
        form_key=uuid4().hex,
        actor=jo,
        name="Owen Park",
        email=f"{uuid4().hex[:8]}@example.org",
        phone="01632 960017",
        relation="Her team leader",
    )
    session.flush()  # a referee is asked under a lock of the row
    return actions.ask_for_reference(referee=referee, turn=0, actor=jo)


def _given() -> Referee:
    referee = _asked()
    actions.give_reference(
        referee=referee,
        channel=Channel.PHONE,
        actor=demo_user("coordinator").person,
        answers=dict.fromkeys(QUESTIONS, "mostly"),
        known_for="1_to_2",
        how_known="She works on his team.",
        words="She can be hard to reach by telephone.",
        given_by="Owen Park",
    )
    return referee


def _referee() -> dict[str, Any]:
    return {"referee_uuid": _asked().uuid}


def _interview(*, heard: bool = False) -> Interview:
    """Return an interview that the coordinator holds, to come or, once heard, over."""
    jo, days = demo_user("coordinator").person, next(LATER)
    arranged = clock.now() - timedelta(days=2 * days) if heard else clock.now()
    starts = arranged.replace(minute=0, second=0, microsecond=0) + timedelta(days=days)
    with clock.frozen(arranged):
        made = arrange_interview(
            application=_applicant(),
            plan=Plan(starts, starts + timedelta(hours=1), None, "By telephone", [jo], "Be well."),
            form_key=uuid4().hex,
            actor=jo,
        )
    if heard:
        [own] = made.interviewers
        session.flush()  # what is noted is kept under a lock of the row
        keep_notes(
            interviewer=own,
            notes={question.id: "Listens well." for question in made.questions},
            recommendation=Recommendation.RESERVED,
            words="Has little time.",
            actor=jo,
        )
        send_recommendation(interviewer=own, actor=jo)
    return made


def _to_come() -> dict[str, Any]:
    return {"interview_uuid": _interview().entry.uuid}


OF_INTERVIEWS: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "recruitment.arrange_interview": lambda: {"application_uuid": _applicant().uuid},
    "recruitment.cancel_interview": _to_come,
    "recruitment.change_referee": _referee,
    "recruitment.interview": _to_come,
    "recruitment.interview_of": lambda: {
        "application_uuid": _interview(heard=True).application.uuid
    },
    "recruitment.move_interview": _to_come,
    "recruitment.name_referee": lambda: {"application_uuid": _applicant().uuid},
    "recruitment.reference": lambda: {"token": actions.token_of(_asked())},
    "recruitment.reference_by_phone": _referee,
    "recruitment.references": lambda: {"application_uuid": _given().application.uuid},
    "recruitment.referee": lambda: {"referee_uuid": _given().uuid},
}
"""By endpoint."""
