"""One volunteer: their page, and the forms that change what is held of them."""

from datetime import timedelta
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, Role, requires
from portal.accounts import actions as invitations
from portal.accounts import queries as accounts
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.calendar import queries as calendar
from portal.calendar.models import AttendeeState
from portal.members import actions, forms, permissions, queries, rules
from portal.members.models import Member, Status
from portal.members.views import blocks, bp
from portal.people.queries import areas
from portal.site import answers
from portal.site.compare import differences
from portal.site.refusals import Refused

A_YEAR = timedelta(days=365)
STALE = "Somebody changed this volunteer while you were typing. Compare the two, then save again"


def changed_by_me(number: str) -> Member:
    """Return a volunteer whom this account may change; 403 when their areas are not its own."""
    member = queries.member(number)
    if not permissions.may_change(signed_in_user(), member):
        abort(403)
    return member


@bp.get("/people/<uuid:person_uuid>")
@requires(Permission.MEMBERS_READ)
def person(person_uuid: UUID) -> ResponseReturnValue:
    """Lead from the calendar, which keeps no volunteer's number, to their page."""
    return redirect(url_for(".show", number=queries.number_of(person_uuid)), 302)


@bp.get("/<string:number>")
@requires(Permission.MEMBERS_READ)
def show(number: str) -> ResponseReturnValue:
    """Show what is held of a volunteer, and what they have promised."""
    member = queries.member(number)
    account = accounts.user_of(member.person)
    return render_template(
        "members/volunteer.html",
        member=member,
        told=rules.week_in_words({(row.weekday, row.part.value) for row in member.availability}),
        away=queries.away_to_come(member),
        duties=calendar.duties_of(member.person_id, clock.now()),
        may_change=permissions.may_change(signed_in_user(), member),
        only_areas=signed_in_user().area_ids,
        sat=calendar.times_sat(member.person_id, clock.now() - A_YEAR),
        last_sat=calendar.last_duty([member.person_id], clock.now()).get(member.person_id),
        account=account,
        invitation=accounts.newest_invitations([member.person]).get(member.person_id),
        may_invite=permissions.may_invite(signed_in_user(), member, account),
        **blocks.of(member),
    )


@bp.post("/<string:number>/invite")
@requires(Permission.MEMBERS_EDIT)
def invite(number: str) -> ResponseReturnValue:
    """Post a link to choose a password and sign in as a volunteer; sent twice, it is sent once."""
    member = changed_by_me(number)
    person, account = member.person, accounts.user_of(member.person)
    if not permissions.may_invite(signed_in_user(), member, account):
        abort(403)
    newest = accounts.newest_invitations([person]).get(person.id)
    try:
        if not (newest and newest.is_fresh(clock.now())):
            invitations.invite(person=person, role=Role.VOLUNTEER, actor=signed_in_person())
        flash(f"{person.display_name} is invited: a link is on its way to {person.email}.", "done")
    except Refused as refused:
        answers.say_no(refused)
    return redirect(url_for(".show", number=number), 303)


@bp.get("/new")
@requires(Permission.MEMBERS_EDIT)
def new() -> ResponseReturnValue:
    """Ask who joins."""
    form = forms.NewVolunteer(choices={"areas": forms.area_choices(areas())})
    return render_template("members/new.html", form=form)


@bp.post("/new")
@requires(Permission.MEMBERS_EDIT)
def add() -> ResponseReturnValue:
    """Add a volunteer; the same form sent twice adds one."""
    form = forms.NewVolunteer(choices={"areas": forms.area_choices(areas())})
    added = queries.with_form_key(form.form_key.data)
    if added is None and form.validate():
        values = form.values()
        if queries.number_is_taken(values["number"]):
            form.refuse(f"{values['number']} is another volunteer’s: enter a new one", "number")
        else:
            values |= {"status": form.standing.data, "form_key": form.form_key.data}
            added = actions.add(actor=signed_in_person(), **values)
            flash(f"{added.person.name} is in the register. Record their checks next.", "done")
    if added is None:
        return render_template("members/new.html", form=form), answers.FAILED
    return redirect(url_for(".show", number=added.number), 303)


@bp.get("/<string:number>/edit")
@requires(Permission.MEMBERS_EDIT)
def edit(number: str) -> ResponseReturnValue:
    """Show what is held, to be changed."""
    member = changed_by_me(number)
    form = forms.ChangedVolunteer(
        data=forms.held(member), choices={"areas": forms.area_choices(areas())}
    )
    return render_template("members/edit.html", form=form, member=member)


@bp.post("/<string:number>/edit")
@requires(Permission.MEMBERS_EDIT)
def change(number: str) -> ResponseReturnValue:
    """Change what is held; a form over an older version shows both, and keeps what was typed."""
    member = changed_by_me(number)
    form = forms.ChangedVolunteer(choices={"areas": forms.area_choices(areas())})
    differing, status = [], answers.FAILED
    good = form.validate()
    if form.is_stale(member):
        differing, status, good = differences(form, forms.held(member)), answers.CONFLICT, False
        form.renew(member)
        form.refuse(STALE)
    elif good and form.values()["number"] != member.number:
        good = _is_free(form)
    if not good:
        page = render_template("members/edit.html", form=form, member=member, differing=differing)
        return page, status
    if actions.change(member=member, actor=signed_in_person(), **form.values()):
        flash("Saved.", "done")
    return redirect(url_for(".show", number=member.number), 303)


def _is_free(form: forms.Volunteer) -> bool:
    taken = queries.number_is_taken(form.values()["number"])
    if taken:
        form.refuse("This number is another volunteer’s: enter a new one", "number")
    return not taken


@bp.get("/<string:number>/status")
@requires(Permission.MEMBERS_EDIT)
def status(number: str) -> ResponseReturnValue:
    """Say what each status would mean for this volunteer, and ask for the new one."""
    member = changed_by_me(number)
    form = forms.NewStatus(
        data={"standing": member.status, "on": clock.today(), "version": member.version}
    )
    return _status_page(form, member)


@bp.post("/<string:number>/status")
@requires(Permission.MEMBERS_EDIT)
def set_status(number: str) -> ResponseReturnValue:
    """Change where a volunteer stands with the service."""
    member = changed_by_me(number)
    form = forms.NewStatus()
    good = form.validate()
    if form.is_stale(member):
        form.renew(member)
        form.refuse(f"{STALE}. The status is now: {member.status.label}")
        return _status_page(form, member, answers.CONFLICT)
    if not good:
        return _status_page(form, member, answers.FAILED)
    try:
        _set(member, form)
    except Refused as refused:
        return _status_page(form, member, answers.refuse(form, refused, "standing"))
    flash(f"{member.person.display_name}: {member.status.label.lower()}.", "done")
    account = accounts.user_of(member.person)
    if account is not None and not account.active and member.status is not Status.LEFT:
        flash("Their account is still closed: ask council IT to open it again.", "note")
    return redirect(url_for(".show", number=member.number), 303)


def _set(member: Member, form: forms.NewStatus) -> None:
    actions.set_status(
        member=member,
        status=form.standing.data,
        on=form.on.data,
        leave_reason=None,
        actor=signed_in_person(),
    )


def _status_page(form: forms.NewStatus, member: Member, status: int = 200) -> ResponseReturnValue:
    duties = [
        duty
        for duty in calendar.duties_of(member.person_id, clock.now())
        if duty.state is AttendeeState.ACCEPTED
    ]
    check = queries.newest_checks([member.id]).get(member.id)
    told = rules.consequences(len(duties), may_sit=rules.may_sit(check, clock.today()))
    hints = [{"hint": {"text": told[each.value]}} for each in Status if each is not Status.LEFT]
    page = render_template(
        "members/status.html", form=form, member=member, duties=duties, hints=hints
    )
    return page, status
