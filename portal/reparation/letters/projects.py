"""Letters about projects and how they stand: one that became pointless is not sent."""

from typing import Final

from portal import clock
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.reparation.models import STILL_ON_DAYS, Project, ProjectState, RevisionState
from portal.reparation.queries import projects as queries
from portal.reparation.queries.people import readers_of
from portal.settings.queries import value
from portal.site.urls import absolute

DECIDED: Final = (RevisionState.ACCEPTED, RevisionState.REFUSED)


@letter("reparation/email/project_submitted")
def project_submitted(*, to: Person, project: int) -> Content | None:
    """Ask a coordinator to look at a partner's project."""
    return _about(to, project, ProjectState.SUBMITTED, "A project to look at: {}")


@letter("reparation/email/project_changes_asked")
def project_changes_asked(*, to: Person, project: int) -> Content | None:
    """Tell a partner what is to change before its project can be approved."""
    return _about(to, project, ProjectState.CHANGES_ASKED, "What to change: {}", own=True)


@letter("reparation/email/project_approved")
def project_approved(*, to: Person, project: int) -> Content | None:
    """Tell a partner that its project is approved."""
    found = queries.project_numbered(project)
    if found is None or found.state not in {ProjectState.APPROVED, ProjectState.LISTED}:
        return None
    return _letter(to, found, "Approved: {}", own=True)


@letter("reparation/email/project_paused")
def project_paused(*, to: Person, project: int) -> Content | None:
    """Tell coordinators and the partner that a project rests, and why."""
    return _about(to, project, ProjectState.PAUSED, "Paused: {}")


@letter("reparation/email/project_closed")
def project_closed(*, to: Person, project: int) -> Content | None:
    """Tell coordinators and the partner that a project has ended."""
    return _about(to, project, ProjectState.CLOSED, "Closed: {}")


@letter("reparation/email/revision_proposed")
def revision_proposed(*, to: Person, project: int) -> Content | None:
    """Ask a coordinator to look at changes to what is listed."""
    found = queries.project_numbered(project)
    if found is None or found.waiting is None:
        return None
    letter = _letter(to, found, "Changes to look at: {}")
    letter.values["link"] = absolute("reparation.changes", project_uuid=found.uuid)
    return letter


@letter("reparation/email/photos_sent")
def photos_sent(*, to: Person, project: int) -> Content | None:
    """Ask a coordinator to look at photos; pointless once none waits."""
    found = queries.project_numbered(project)
    if found is None or all(photo.approved_at for photo in found.photos):
        return None
    return _letter(to, found, "Photos to look at: {}")


@letter("reparation/email/revision_decided")
def revision_decided(*, to: Person, project: int) -> Content | None:
    """Tell a partner whether its last changes are listed, and if not, why."""
    found = queries.project_numbered(project)
    decided = found.revisions[-1] if found and found.revisions else None
    if found is None or decided is None or decided.state not in DECIDED:
        return None
    taken = decided.state is RevisionState.ACCEPTED
    subject = "Your changes are listed: {}" if taken else "Your changes are not listed: {}"
    letter = _letter(to, found, subject, own=True)
    letter.values.update(taken=taken, reason=decided.refused_because)
    return letter


@letter("reparation/email/project_still_on")
def project_still_on(*, to: Person, project: int) -> Content | None:
    """Ask a partner whether a listed project is still on; pointless once somebody has said so."""
    found = queries.project_numbered(project)
    if found is None or found.state is not ProjectState.LISTED:
        return None
    said = found.confirmed_on or found.listed_on
    if said is None or (clock.today() - said).days < value(STILL_ON_DAYS):
        return None
    letter = _letter(to, found, "Is it still on? {}", own=True)
    letter.values["said"] = said
    return letter


def _about(
    to: Person, project: int, state: ProjectState, subject: str, *, own: bool = False
) -> Content | None:
    """Return a letter that has a point while the project stands so."""
    found = queries.project_numbered(project)
    if found is None or found.state is not state:
        return None
    return _letter(to, found, subject, own=own)


def _letter(to: Person, project: Project, subject: str, *, own: bool = False) -> Content:
    """Return what a letter says; whoever signs in for its partner gets the partner's page."""
    own = own or to in readers_of(project.partner_id)
    page = "reparation.my_project" if own else "reparation.project"
    values = {
        "name": to.first_name,
        "title": project.title,
        "host": project.host,
        "asked": project.asked_changes,
        "because": project.paused_because,
        "own": own,
        "link": absolute(page, project_uuid=project.uuid),
    }
    return Content(subject.format(project.title), values)
