"""Risk assessments: what is to be reviewed, a subject's versions, one version, how two differ."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.calendar import queries as calendar
from portal.reparation import permissions
from portal.reparation.actions import risks as actions
from portal.reparation.forms import risks as forms
from portal.reparation.models import REVIEW_MONTHS, AssessmentState, Project, RiskAssessment
from portal.reparation.queries import risks as queries
from portal.reparation.rules import Refused
from portal.reparation.rules import risks as rules
from portal.reparation.rules.library import LIBRARY
from portal.reparation.views import bp
from portal.settings.queries import value
from portal.site import answers
from portal.site.pagination import requested_page
from portal.training.rules import add_months

LAST = "last"
"""Stands for the newest approved version, where a new one may start from it."""


@bp.get("/risks")
@requires(Permission.REPARATION_READ)
def risks() -> ResponseReturnValue:
    """Show what waits for approval, what was never assessed, and what is to be reviewed by when."""
    found = queries.reviews(requested_page())
    return render_template(
        "reparation/risks/risks.html",
        found=found,
        planned=queries.planned_after(found.items),
        unfinished=queries.unfinished(),
        never=queries.never_assessed(),
        soon=add_months(clock.today(), 2),
    )


@bp.get("/projects/<uuid:project_uuid>/risk")
@requires(Permission.REPARATION_READ)
def project_risk(project_uuid: UUID) -> ResponseReturnValue:
    """Show what counts of a project, and every version."""
    return _subject_page(queries.project_assessed(project_uuid))


@bp.get("/venues/<int:venue_id>/risk")
@requires(Permission.REPARATION_READ)
def venue_risk(venue_id: int) -> ResponseReturnValue:
    """Show what counts of a venue, and every version."""
    return _subject_page(calendar.venue(venue_id))


@bp.route("/projects/<uuid:project_uuid>/risk/new", methods=["GET", "POST"])
@requires(Permission.REPARATION_ASSESS)
def new_project_risk(project_uuid: UUID) -> ResponseReturnValue:
    """Begin the next version for a project."""
    return _start(queries.project_assessed(project_uuid))


@bp.route("/venues/<int:venue_id>/risk/new", methods=["GET", "POST"])
@requires(Permission.REPARATION_ASSESS)
def new_venue_risk(venue_id: int) -> ResponseReturnValue:
    """Begin the next version for a venue."""
    return _start(calendar.venue(venue_id))


@bp.get("/risks/<uuid:risk_uuid>")
@requires(Permission.REPARATION_READ)
def risk(risk_uuid: UUID) -> ResponseReturnValue:
    """Show a version, with what whoever looks may do about it."""
    return _page(queries.assessment(risk_uuid))


@bp.get("/risks/<uuid:risk_uuid>/print")
@requires(Permission.REPARATION_READ)
def print_risk(risk_uuid: UUID) -> ResponseReturnValue:
    """Show a version made for print, for the site."""
    return render_template("reparation/risks/print.html", **_context(queries.assessment(risk_uuid)))


@bp.get("/risks/<uuid:risk_uuid>/compare")
@requires(Permission.REPARATION_READ)
def compare_risk(risk_uuid: UUID) -> ResponseReturnValue:
    """Show how a version differs from another, the one before unless the address says which."""
    found = queries.assessment(risk_uuid)
    others = [each for each in queries.versions(found.subject) if each.id != found.id]
    other = _other(found, others)
    older, newer = (other, found) if other and other.number < found.number else (found, other)
    said = [queries.written(each) for each in (older, newer) if each]
    return render_template(
        "reparation/risks/compare.html",
        risk=found,
        others=others,
        older=older,
        newer=newer,
        differing=rules.compare(said[0], said[-1], clock.today()),
        subject_url=subject_url(found.subject),
    )


def _other(found: RiskAssessment, others: Sequence[RiskAssessment]) -> RiskAssessment | None:
    """Return the version that the address names, else the one before, None when there is none."""
    typed = request.args.get("with", "")
    usual = max((each.number for each in others if each.number < found.number), default=None)
    named = typed in {str(each.number) for each in others}
    chosen = int(typed) if named else usual
    return queries.version_numbered(found.subject, chosen) if chosen else None


@bp.post("/risks/<uuid:risk_uuid>/submit")
@requires(Permission.REPARATION_ASSESS)
def submit_risk(risk_uuid: UUID) -> ResponseReturnValue:
    """Send one's own version for approval."""
    found = queries.own_assessment(risk_uuid, signed_in_person())
    try:
        actions.submit(assessment=found, actor=signed_in_person())
    except Refused as refused:
        return _refused(risk_uuid, refused)
    flash("It was sent for approval. Somebody other than you looks at it.", "done")
    return redirect(url_for(".risk", risk_uuid=risk_uuid), 303)


@bp.post("/risks/<uuid:risk_uuid>/approve")
@requires(Permission.REPARATION_ASSESS)
def approve_risk(risk_uuid: UUID) -> ResponseReturnValue:
    """Let somebody else's version count."""
    found, form = queries.assessment(risk_uuid), forms.Approval()
    if not form.validate_on_submit():
        return _page(found, approval=form)
    try:
        actions.approve(assessment=found, review_on=form.review_on.data, actor=signed_in_person())
    except Refused as refused:
        answers.refuse(form, refused)
        return _page(queries.assessment(risk_uuid), approval=form)
    flash("It is approved: sessions can be booked until the day of its review.", "done")
    return redirect(url_for(".risk", risk_uuid=risk_uuid), 303)


@bp.post("/risks/<uuid:risk_uuid>/send-back")
@requires(Permission.REPARATION_ASSESS)
def send_risk_back(risk_uuid: UUID) -> ResponseReturnValue:
    """Give somebody else's version back to them."""
    found, form = queries.assessment(risk_uuid), forms.SentBack()
    if not form.validate_on_submit():
        return _page(found, back=form)
    try:
        actions.send_back(
            assessment=found, because=form.because.data or "", actor=signed_in_person()
        )
    except Refused as refused:
        answers.refuse(form, refused)
        return _page(queries.assessment(risk_uuid), back=form)
    flash(f"It went back to {found.assessor.display_name}, who is told by email.", "done")
    return redirect(url_for(".risk", risk_uuid=risk_uuid), 303)


@bp.post("/risks/<uuid:risk_uuid>/discard")
@requires(Permission.REPARATION_ASSESS)
def discard_risk(risk_uuid: UUID) -> ResponseReturnValue:
    """Throw away a version that was never approved: one's own, or a coordinator their areas'."""
    found = queries.assessment(risk_uuid)
    if not _may_discard(found):
        raise NoResultFound
    url = subject_url(found.subject)
    try:
        actions.discard(assessment=found, actor=signed_in_person())
    except Refused as refused:
        return _refused(risk_uuid, refused)
    flash("That version is gone. What counted before still counts.", "done")
    return redirect(url, 303)


def subject_url(subject: queries.Subject) -> str:
    """Return the address of a project's or a venue's versions."""
    if isinstance(subject, Project):
        return url_for("reparation.project_risk", project_uuid=subject.uuid)
    return url_for("reparation.venue_risk", venue_id=subject.id)


def _subject_page(subject: queries.Subject) -> ResponseReturnValue:
    counts = queries.approved_of(subject)
    return render_template(
        "reparation/risks/subject.html",
        subject=subject,
        name=_name(subject),
        versions=queries.versions(subject),
        new_url=_new_url(subject),
        said=queries.written(counts) if counts else None,
        counts=counts,
    )


def _start(subject: queries.Subject) -> ResponseReturnValue:
    counts = queries.approved_of(subject)
    form = forms.StartedFrom(choices={"source": _sources(counts)})
    if form.validate_on_submit():
        try:
            made = actions.start(
                subject=subject,
                written=_source(form.source.data, counts),
                template="" if form.source.data == LAST else form.source.data,
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            flash("Now make it true of this site: change what differs, hazard by hazard.", "note")
            return redirect(url_for(".risk", risk_uuid=made.uuid), 303)
    page = render_template(
        "reparation/risks/new.html",
        form=form,
        name=_name(subject),
        subject_url=subject_url(subject),
    )
    return page, answers.status()


def _sources(counts: RiskAssessment | None) -> list[tuple[str, str]]:
    last = [(LAST, f"Version {counts.number}, which counts now")] if counts else []
    return [*last, *((each.key, f"Template: {each.title}") for each in LIBRARY.values())]


def _source(chosen: str, counts: RiskAssessment | None) -> rules.Written:
    if chosen == LAST and counts is not None:
        return queries.written(counts)
    return LIBRARY[chosen].written


def _refused(risk_uuid: UUID, refused: Refused) -> ResponseReturnValue:
    """Show a version again with the reason why nothing was done."""
    answers.say_no(refused)
    return _page(queries.assessment(risk_uuid), status=answers.CONFLICT)


def _page(found: RiskAssessment, status: int | None = None, **sent: Any) -> ResponseReturnValue:
    page = render_template("reparation/risks/risk.html", **_context(found), **_decision(**sent))
    return page, status or answers.status()


def _decision(
    approval: forms.Approval | None = None, back: forms.SentBack | None = None
) -> dict[str, Any]:
    """Return the two forms of whoever decides; `form` is the one that was sent."""
    usual = add_months(clock.today(), value(REVIEW_MONTHS))
    return {
        "approval": approval or forms.Approval(formdata=None, data={"review_on": usual}),
        "back": back or forms.SentBack(formdata=None),
        "form": approval or back,
    }


def _context(found: RiskAssessment) -> dict[str, Any]:
    said, me = queries.written(found), signed_in_person()
    is_draft = found.state is AssessmentState.DRAFT
    is_mine = found.assessor_id == me.id
    return {
        "risk": found,
        "said": said,
        "missing": rules.missing(said) if is_draft else [],
        "writes": is_draft and is_mine and may(Permission.REPARATION_ASSESS),
        "decides": found.state is AssessmentState.SUBMITTED
        and not is_mine
        and may(Permission.REPARATION_ASSESS),
        "discards": _may_discard(found),
        "subject_url": subject_url(found.subject),
    }


def _may_discard(found: RiskAssessment) -> bool:
    is_mine = found.assessor_id == signed_in_person().id and may(Permission.REPARATION_ASSESS)
    area_id = queries.area_of(found.subject)
    may_this = is_mine or permissions.looks_after(signed_in_user(), area_id)
    return found.state in queries.OPEN and may_this


def _name(subject: queries.Subject) -> str:
    return subject.title if isinstance(subject, Project) else subject.name


def _new_url(subject: queries.Subject) -> str:
    if isinstance(subject, Project):
        return url_for(".new_project_risk", project_uuid=subject.uuid)
    return url_for(".new_venue_risk", venue_id=subject.id)
