"""An applicant's references, as a coordinator sees to them: whom to ask, and what they said."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.recruitment import permissions
from portal.recruitment.actions import references as actions
from portal.recruitment.forms import references as forms
from portal.recruitment.models import REFERENCE_DAYS, Channel, Referee
from portal.recruitment.queries import applications
from portal.recruitment.queries import references as queries
from portal.recruitment.rules.references import ANSWERS, LENGTHS, QUESTIONS
from portal.recruitment.rules.refusals import Refused
from portal.recruitment.views import asked, bp
from portal.settings.queries import value
from portal.site import answers

REFEREE = "/referees/<uuid:referee_uuid>"
APPLICATION = "/applications/<uuid:application_uuid>"


@bp.get(f"{APPLICATION}/references")
@requires(Permission.RECRUITMENT_READ)
def references(application_uuid: UUID) -> ResponseReturnValue:
    """Show who was asked about an applicant and who has answered, and not what."""
    user = signed_in_user()
    found = applications.application_of_another(application_uuid, user)
    return render_template(
        "recruitment/references/references.html",
        application=found,
        references=queries.references_of(found, user),
        may_edit=permissions.looks_after(user, found),
    )


@bp.route(f"{APPLICATION}/referees/new", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def name_referee(application_uuid: UUID) -> ResponseReturnValue:
    """Note a referee; they are asked by a button of their own, once they are noted."""
    found, form = asked.mine(application_uuid), forms.NewReferee()
    if form.validate_on_submit():
        try:
            made = actions.name_referee(
                application=found,
                form_key=form.form_key.data,
                actor=signed_in_person(),
                **form.said(),
            )
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            flash(f"{made.name} is noted. Nobody has written to them yet.", "done")
            return redirect(url_for(".references", application_uuid=application_uuid), 303)
    page = render_template("recruitment/references/new.html", application=found, form=form)
    return page, answers.status()


@bp.get(REFEREE)
@requires(Permission.RECRUITMENT_EDIT)
def referee(referee_uuid: UUID) -> ResponseReturnValue:
    """Show a referee, how far they are, and what they said."""
    return render_template(
        "recruitment/references/referee.html",
        referee=_own(referee_uuid),
        questions=QUESTIONS,
        answers=ANSWERS,
        lengths=LENGTHS,
        days=value(REFERENCE_DAYS),
    )


@bp.route(f"{REFEREE}/change", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def change_referee(referee_uuid: UUID) -> ResponseReturnValue:
    """Correct how a referee is reached."""
    found = _own(referee_uuid)
    form = forms.ChangedReferee(obj=found)
    if form.validate_on_submit():
        if form.is_stale(found):
            form.refuse("Somebody changed this meanwhile. Look at how it is now, then save again.")
            form.renew(found)
            return _change_page(found, form, answers.CONFLICT)
        try:
            actions.change_referee(referee=found, actor=signed_in_person(), **form.said())
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            return _back(found)
    return _change_page(found, form, answers.status())


@bp.post(f"{REFEREE}/ask/<int:turn>")
@requires(Permission.RECRUITMENT_EDIT)
def ask_for_reference(referee_uuid: UUID, turn: int) -> ResponseReturnValue:
    """Write to a referee, with a new link."""
    found = _own(referee_uuid)
    with answers.saying(f"Our letter to {found.name} is on its way."):
        actions.ask_for_reference(referee=found, turn=turn, actor=signed_in_person())
    return _back(found)


@bp.post(f"{REFEREE}/remind")
@requires(Permission.RECRUITMENT_EDIT)
def remind_referee(referee_uuid: UUID) -> ResponseReturnValue:
    """Remind a referee now, at most once a day."""
    found = _own(referee_uuid)
    since = clock.london(found.asked_at or clock.now()).date()
    days = (clock.today() - since).days
    try:
        sent = actions.chase(referee=found, days=days, actor=signed_in_person())
    except Refused as refused:
        answers.say_no(refused)
    else:
        done = "A reminder is on its way to" if sent else "One was written today already to"
        flash(f"{done} {found.name}.", "done")
    return _back(found)


@bp.route(f"{REFEREE}/by-phone", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def reference_by_phone(referee_uuid: UUID) -> ResponseReturnValue:
    """Note what a referee said on the telephone."""
    found = _own(referee_uuid)
    form = forms.NotedReference(data={"given_by": found.name, "given_on": clock.today()})
    if form.validate_on_submit():
        try:
            actions.give_reference(
                referee=found, channel=Channel.PHONE, actor=signed_in_person(), **form.said()
            )
        except Refused as refused:
            answers.refuse(form, refused)
        else:
            return _back(found)
    page = render_template("recruitment/references/by_phone.html", referee=found, form=form)
    return page, answers.status()


@bp.post(f"{REFEREE}/declined")
@requires(Permission.RECRUITMENT_EDIT)
def note_declined(referee_uuid: UUID) -> ResponseReturnValue:
    """Note that a referee told us that they would rather say nothing."""
    return _end(referee_uuid, actions.decline_reference)


@bp.post(f"{REFEREE}/drop")
@requires(Permission.RECRUITMENT_EDIT)
def drop_referee(referee_uuid: UUID) -> ResponseReturnValue:
    """Ask somebody no more."""
    return _end(referee_uuid, actions.drop_referee)


def _end(referee_uuid: UUID, ending: Any) -> ResponseReturnValue:
    found = _own(referee_uuid)
    try:
        ending(referee=found, actor=signed_in_person())
    except Refused as refused:
        answers.say_no(refused)
    return _back(found)


def _own(uuid: UUID) -> Referee:
    found = queries.referee(uuid)
    if not permissions.looks_after(signed_in_user(), found.application):
        abort(404)
    return found


def _change_page(found: Referee, form: forms.ChangedReferee, status: int) -> ResponseReturnValue:
    page = render_template("recruitment/references/change.html", referee=found, form=form)
    return page, status


def _back(found: Referee) -> ResponseReturnValue:
    return redirect(url_for(".referee", referee_uuid=found.uuid), 303)
