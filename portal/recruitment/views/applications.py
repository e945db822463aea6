"""One application: who it is, how they stand, what comes next, and what was."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.models import User
from portal.accounts.queries import signed_in_user
from portal.members.models import Member
from portal.recruitment.forms.stages import MoveForm
from portal.recruitment.letters.pipeline import placeholders
from portal.recruitment.models import Application, LetterStep, Stage
from portal.recruitment.permissions import approves, is_own, looks_after
from portal.recruitment.queries import applications as queries
from portal.recruitment.queries import appointing, approvers, letters, pipeline
from portal.recruitment.queries.approving import still_open_of
from portal.recruitment.queries.interviews import in_brief, interview_told
from portal.recruitment.queries.next_steps import first_steps
from portal.recruitment.queries.references import references_of
from portal.recruitment.rules.steps import AS_VOLUNTEER, following, reachable
from portal.recruitment.rules.texts import filled
from portal.recruitment.views import bp
from portal.recruitment.views.words import named, reason_words, reasons_for


@bp.get("/applications/<uuid:application_uuid>")
@requires(Permission.RECRUITMENT_READ)
def application(application_uuid: UUID) -> ResponseReturnValue:
    """Show an application with everything about it."""
    found = queries.application(application_uuid)
    return render_template("recruitment/application.html", **application_parts(found))


def began(member: Member) -> Mapping[str, Any]:
    """Return, for a volunteer's page, by which application they began."""
    may_read = may(Permission.RECRUITMENT_READ)
    return {"began_by": queries.begun_by(member) if may_read else None}


def application_parts(found: Application, to: str | None = None) -> dict[str, Any]:
    """Return what the page of an application shows; `to` is the stage that was chosen before."""
    user = signed_in_user()
    appointed = found.member is not None
    stages = reachable(found.stage, appointed=appointed)
    to = to if to in stages else following(found.stage, appointed=appointed)
    none_yet = [] if to else [("", "Choose a stage")]
    return {
        "found": found,
        "card": pipeline.of([found], user)[0],
        "reason": reasons_for(user)(found),
        "reason_words": reason_words,
        "changes_it": looks_after(user, found),
        "approves_it": approves(user, found, approvers.named()),
        "approver": named(approvers.approvers()),
        "move_form": MoveForm(
            formdata=None,
            data={"version": found.version, "to": to},
            choices={"to": none_yet + [(each, Stage(each).label) for each in stages]},
        ),
        "first": first_steps([found]).get(found.id),
        "letter": _letter(user, found),
        "welcome": filled(letters.words_now()[LetterStep.ACTIVE], placeholders(found, user.person)),
        **_beside(user, found),
    }


def _letter(user: User, found: Application) -> dict[str, Any] | None:
    """Return the letter of the last step, filled in, for whoever may send it; None when settled."""
    step = letters.to_write([found.id]).get(found.id) if looks_after(user, found) else None
    if step is None:
        return None
    words = filled(letters.words_now()[step], placeholders(found, user.person))
    return {"step": step, "change": found.changes[-1].id, "words": words}


def _beside(user: User, found: Application) -> dict[str, Any]:
    """Return what the blocks of the page need: interviews, references, the appointment."""
    made = appointing.appointment_of(found)
    progress = appointing.progress(made) if made else None
    interview, references = interview_told(found, user), references_of(found, user)
    return {
        "application": found,
        "appointment": made,
        "brief": in_brief(interview) if interview else None,
        "interview": interview,
        "is_own": is_own(user, found),
        "may_edit": looks_after(user, found),
        "progress": progress,
        "references": references,
        "still_open": still_open_of(
            found.member,
            references,
            made,
            progress,
            with_checks=may(Permission.MEMBERS_CHECKS),
        )
        if references and found.member and found.stage in AS_VOLUNTEER
        else [],
    }
