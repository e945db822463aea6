"""What the addresses of projects name: the demo partner's own, made in its data."""

from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import select

from portal.database import session
from portal.reparation.actions import photos, revisions, suggestions
from portal.reparation.actions import projects as actions
from portal.reparation.models import Partner, PartnerPerson, Project
from portal.site.files import Kept
from portal.site.pictures import JPEG
from tests.journeys.demo import demo_user
from tests.reparation.projects.scenes import PICTURE, SUGGESTION, said


def _partner() -> Partner:
    """Return the partner of the demo's contact, who gets one if they have none."""
    person = demo_user("partner").person
    found = session.scalar(
        select(Partner).join(Partner.people).where(PartnerPerson.person_id == person.id)
    )
    if found is None:
        found = Partner(name="A partner to look at", people=[PartnerPerson(person=person)])
        session.add(found)
        session.flush()  # its projects point at its number
    return found


def listed() -> Project:
    """Return a project of the demo partner's own that is listed."""
    project = actions.draft_project(partner=_partner(), said=said(), form_key=None, actor=None)
    jo = demo_user("coordinator").person
    actions.approve_project(project=project, version=project.version, actor=jo)
    actions.list_project(project=project, actor=jo)
    return project


def _project() -> dict[str, Any]:
    """Return a listed project, to which changes wait."""
    project = listed()
    session.flush()  # the proposal is over the version that the list has
    revisions.propose(
        project=project,
        version=project.version,
        said=said(title="Bikes for all", work="Strip, paint and rebuild a bike.", capacity=6),
        actor=demo_user("partner").person,
    )
    return {"project_uuid": project.uuid}


def _sent() -> dict[str, Any]:
    """Return a project that waits for the coordinator."""
    project = actions.draft_project(partner=_partner(), said=said(), form_key=None, actor=None)
    actions.submit_project(project=project, actor=demo_user("partner").person)
    return {"project_uuid": project.uuid}


def _photo() -> dict[str, Any]:
    """Return a photo that staff see."""
    photo = photos.add_photo(
        project=listed(),
        file=Kept(PICTURE, JPEG, "bike.jpg"),
        alt="A bike on a stand",
        actor=demo_user("coordinator").person,
        approved=True,
    )
    session.flush()  # its address has its UUID
    return {"photo_uuid": photo.uuid}


def _suggestion() -> dict[str, Any]:
    """Return a suggestion that waits for the coordinator."""
    made = suggestions.suggest(form_key=uuid4().hex, **SUGGESTION)
    return {"suggestion_uuid": made.uuid}


OF_PROJECTS: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "reparation.add_my_photo": _project,
    "reparation.add_photo": _project,
    "reparation.ask_changes": _sent,
    "reparation.change_my_project": _project,
    "reparation.change_project": _project,
    "reparation.changes": _project,
    "reparation.my_project": _project,
    "reparation.pause_my_project": _project,
    "reparation.pause_project": _project,
    "reparation.photo": _photo,
    "reparation.print_project": _project,
    "reparation.project": _project,
    "reparation.suggestion": _suggestion,
}
"""By endpoint."""
