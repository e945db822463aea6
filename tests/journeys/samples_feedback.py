"""What the addresses of feedback name: a project of the demo's of which enough was said."""

from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from portal.database import session
from portal.reparation.actions import feedback as actions
from portal.reparation.models import Answerer, Project
from portal.reparation.rules.feedback import QUESTIONS
from tests.journeys.demo import demo_user
from tests.journeys.samples_projects import listed

KIND: Final = Answerer.PARTNER


def _link() -> dict[str, Any]:
    """Return a link that partners may answer by."""
    jo = demo_user("coordinator").person
    return {"token": actions.open_link(project=_listed(), answerer=KIND, actor=jo).token}


def _said() -> dict[str, Any]:
    """Return a project of which five have said something."""
    project, jo = _listed(), demo_user("coordinator").person
    link = actions.open_link(project=project, answerer=KIND, actor=jo)
    session.flush()  # answers are counted at the link's row
    answers = {"answers": dict.fromkeys(QUESTIONS[KIND], "yes"), "words": "Well led."}
    for _ in range(5):
        actions.answer(link=link, form_key=uuid4().hex, answers=answers)
    return {"project_uuid": project.uuid}


def _listed() -> Project:
    project = listed()
    session.flush()  # its link is made under a lock of its row
    return project


OF_FEEDBACK: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "reparation.feedback_poster": lambda: {**_said(), "kind": KIND.value},
    "reparation.give_feedback": _link,
    "reparation.project_feedback": _said,
}
"""By endpoint."""
