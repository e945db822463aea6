"""Certificates from elsewhere: sending one in, and deciding on it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.database import begins_deferred, changing, session
from portal.notifications.views import saved
from portal.site import answers
from portal.site.pagination import requested_page
from portal.site.uploads import takes_files
from portal.training import actions, forms, permissions, rules
from portal.training.models import Certificate
from portal.training.queries import awards as queries
from portal.training.queries import courses
from portal.training.views import asked, bp
from portal.training.views.awards import changed_by_me


@bp.get("/certificates")
@requires(Permission.TRAINING_AWARD)
def certificates() -> ResponseReturnValue:
    """Show the certificates that wait to be looked at, the oldest first."""
    found = queries.waiting_certificates(requested_page())
    return render_template("training/certificates.html", found=found)


@bp.route("/certificates/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_OWN)
@takes_files
@begins_deferred
def send_certificate() -> ResponseReturnValue:
    """Let somebody send in a certificate of their own."""
    form = forms.SentCertificate(choices={"course": asked.course_options(courses.in_use())})
    if form.validate_on_submit():
        try:
            uuid = _send(form)
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            flash("Thank you. A coordinator looks at it, and you get an email then.", "done")
            return redirect(url_for(".certificate", certificate_uuid=uuid), 303)
    return render_template("training/certificate_new.html", form=form), answers.status()


def _send(form: forms.SentCertificate) -> UUID:
    file = asked.file_in(form.file.data)
    assert file is not None  # noqa: S101 -- the form asks for it
    session.rollback()  # what was read; the change begins its own transaction
    with changing():
        person = signed_in_person()
        certificate = actions.send_certificate(
            person=person,
            course=courses.course_by_id(form.course.data),
            facts=form.facts,
            provider=str(form.provider.data),
            file=file,
            actor=person,
            form_key=form.form_key.data,
        )
        return certificate.uuid


@bp.get("/certificates/<uuid:certificate_uuid>")
@requires(Permission.TRAINING_AWARD, Permission.TRAINING_OWN)
def certificate(certificate_uuid: UUID) -> ResponseReturnValue:
    """Show a certificate to whose it is, and to whoever decides on it."""
    return _page(_certificate(certificate_uuid), forms.Reason())


def _certificate(uuid: UUID) -> Certificate:
    """Return a certificate that this account may see; 404 for anybody else's."""
    found = queries.certificate(uuid)
    if not permissions.may_see_document(signed_in_user(), signed_in_person(), found.person_id):
        abort(404)
    return found


def _page(found: Certificate, form: forms.Reason, status: int = 200) -> ResponseReturnValue:
    decides = may(Permission.TRAINING_AWARD) and found.person_id != signed_in_person().id
    page = render_template(
        "training/certificate.html", certificate=found, form=form, decides=decides
    )
    return page, status


def _decided_by_me(uuid: UUID) -> Certificate:
    """Return a certificate that this account may decide on: not its own."""
    found = queries.certificate(uuid)
    if changed_by_me(found.person).id == signed_in_person().id:
        abort(403)
    return found


@bp.post("/certificates/<uuid:certificate_uuid>/approve")
@requires(Permission.TRAINING_AWARD)
def approve_certificate(certificate_uuid: UUID) -> ResponseReturnValue:
    """Make an award of a certificate."""
    found = _decided_by_me(certificate_uuid)
    try:
        actions.approve_certificate(certificate=found, actor=signed_in_person())
    except rules.Refused as refused:
        answers.say_no(refused)
        return redirect(url_for(".certificate", certificate_uuid=certificate_uuid), 303)
    flash(f"{found.course.title} is awarded to {found.person.display_name}.", "done")
    return redirect(url_for(".certificates"), 303)


@bp.post("/certificates/<uuid:certificate_uuid>/refuse")
@requires(Permission.TRAINING_AWARD)
def refuse_certificate(certificate_uuid: UUID) -> ResponseReturnValue:
    """Refuse a certificate, and tell whose it is why."""
    found = _decided_by_me(certificate_uuid)
    form = forms.Reason()
    if not form.validate():
        return _page(found, form, answers.FAILED)
    actions.refuse_certificate(
        certificate=found, reason=str(form.reason.data), actor=signed_in_person()
    )
    flash(f"{found.person.display_name} is told why.", "done")
    return redirect(url_for(".certificates"), 303)


@bp.get("/certificates/<uuid:certificate_uuid>/file")
@requires(Permission.TRAINING_AWARD, Permission.TRAINING_OWN)
def certificate_file(certificate_uuid: UUID) -> ResponseReturnValue:
    """Hand out the certificate to be saved."""
    return saved(_certificate(certificate_uuid).document)


@bp.get("/awards/<uuid:award_uuid>/file")
@requires(Permission.TRAINING_AWARD, Permission.TRAINING_OWN)
def award_file(award_uuid: UUID) -> ResponseReturnValue:
    """Hand out the certificate on which an award rests, to be saved."""
    award = queries.award(award_uuid)
    mine = permissions.may_see_document(signed_in_user(), signed_in_person(), award.person_id)
    if not mine or award.document is None:
        abort(404)
    return saved(award.document)
