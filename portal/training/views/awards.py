"""Giving an award by hand, making one last, taking it back; exempting somebody."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.database import begins_deferred, changing, session
from portal.notifications.actions.files import keep_file
from portal.people.models import Person
from portal.site import answers
from portal.site.files import Kept
from portal.site.filters import day
from portal.site.uploads import takes_files
from portal.training import actions, forms, permissions, queries, rules
from portal.training.models import Award
from portal.training.queries import awards, courses
from portal.training.queries.people import person as person_by
from portal.training.views import asked, bp


def changed_by_me(person: Person) -> Person:
    """Return somebody whose awards this account may change; 403 when their areas are not its."""
    who = next(iter(queries.trained([person.id])), None)
    if not permissions.may_award(signed_in_user(), who.area_ids if who else ()):
        abort(403)
    return person


def _award(uuid: UUID) -> Award:
    award = awards.award(uuid)
    changed_by_me(award.person)
    return award


def _record_of(person: Person) -> ResponseReturnValue:
    return redirect(url_for(".person", person_uuid=person.uuid), 303)


@bp.route("/people/<uuid:person_uuid>/awards/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_AWARD)
@takes_files
@begins_deferred
def give_award(person_uuid: UUID) -> ResponseReturnValue:
    """Ask what somebody has done elsewhere, or is granted, and award it."""
    person = changed_by_me(person_by(person_uuid))
    options = {"course": asked.course_options(courses.in_use())}
    form = forms.NewAward(choices=options)
    if form.validate_on_submit():
        try:
            _give(person_uuid, form, asked.file_in(form.file.data))
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            flash("The award is recorded.", "done")
            return redirect(url_for(".person", person_uuid=person_uuid), 303)
    page = render_template("training/award_new.html", form=form, person=person)
    return page, answers.status()


def _give(person_uuid: UUID, form: forms.NewAward, file: Kept | None) -> None:
    session.rollback()  # what was read; the change begins its own transaction
    with changing():
        person, course = person_by(person_uuid), courses.course_by_id(form.course.data)
        if awards.award_by_form(form.form_key.data):
            return
        document = None
        if file is not None:
            document = keep_file(owner_type=actions.CERTIFICATE, owner_id=person.id, file=file)
        evidence = actions.Evidence(
            form.source.data, str(form.reason.data), str(form.provider.data), document
        )
        actions.give_award(
            person=person,
            course=course,
            facts=form.facts,
            evidence=evidence,
            actor=signed_in_person(),
            form_key=form.form_key.data,
        )


@bp.route("/awards/<uuid:award_uuid>/extend", methods=["GET", "POST"])
@requires(Permission.TRAINING_AWARD)
def extend_award(award_uuid: UUID) -> ResponseReturnValue:
    """Let one award last longer, with a reason."""
    award = _award(award_uuid)
    form = forms.Extension()
    if form.validate_on_submit():
        try:
            actions.extend_award(
                award=award,
                until=form.until.data,
                reason=str(form.reason.data),
                actor=signed_in_person(),
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"{award.course.title} now lasts until {day(form.until.data)}.", "done")
            return _record_of(award.person)
    page = render_template("training/award_extend.html", form=form, award=award)
    return page, answers.status()


@bp.route("/awards/<uuid:award_uuid>/revoke", methods=["GET", "POST"])
@requires(Permission.TRAINING_AWARD)
def revoke_award(award_uuid: UUID) -> ResponseReturnValue:
    """Take an award back, with a reason; it stays in the history."""
    award = _award(award_uuid)
    form = forms.Reason()
    if not form.validate_on_submit():
        page = render_template("training/award_revoke.html", form=form, award=award)
        return page, answers.status()
    actions.revoke_award(award=award, reason=str(form.reason.data), actor=signed_in_person())
    flash(f"{award.course.title} is taken back. It stays in the history.", "done")
    return _record_of(award.person)


@bp.route("/people/<uuid:person_uuid>/exemptions/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_AWARD)
def exempt(person_uuid: UUID) -> ResponseReturnValue:
    """Ask a course of somebody no more, with a reason and an end."""
    person = changed_by_me(person_by(person_uuid))
    form = forms.NewExemption(choices={"course": asked.course_options(courses.in_use())})
    if not form.validate_on_submit():
        page = render_template("training/exemption_new.html", form=form, person=person)
        return page, answers.status()
    actions.exempt(
        person=person,
        course=courses.course_by_id(form.course.data),
        since=form.since.data,
        until=form.until.data,
        reason=str(form.reason.data),
        actor=signed_in_person(),
        form_key=form.form_key.data,
    )
    flash("The exemption is recorded.", "done")
    return _record_of(person)


@bp.post("/exemptions/<int:exemption_id>/end")
@requires(Permission.TRAINING_AWARD)
def end_exemption(exemption_id: int) -> ResponseReturnValue:
    """End an exemption today."""
    exemption = awards.exemption(exemption_id)
    person = changed_by_me(exemption.person)
    actions.end_exemption(exemption=exemption, actor=signed_in_person())
    flash("The exemption has ended.", "done")
    return _record_of(person)
