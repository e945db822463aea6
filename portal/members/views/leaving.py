"""A volunteer leaves: the page that says what follows, and what is printed for them."""

from datetime import date, time
from typing import Any, Final

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, Role, requires
from portal.accounts.queries import signed_in_person, user_of
from portal.calendar import queries as calendar
from portal.calendar.models import AttendeeState
from portal.members import actions, forms, rules
from portal.members.models import LEAVER_YEARS, Member, Status
from portal.members.views import bp
from portal.members.views.volunteer import STALE, changed_by_me
from portal.settings.queries import value
from portal.site import answers
from portal.site.filters import day

FIRST_DAY: Final = date(2000, 1, 1)
"""From which sittings are counted of somebody whose first day is not known."""
TO_WHOM: Final = "To whom it may concern"


@bp.get("/<string:number>/leave")
@requires(Permission.MEMBERS_EDIT)
def leave(number: str) -> ResponseReturnValue:
    """Say what follows when this volunteer leaves, and ask why they do."""
    member = changed_by_me(number)
    if member.status is Status.LEFT:
        return redirect(url_for(".show", number=number), 302)
    known = {"on": clock.today(), "asks": bool(member.person.email), "version": member.version}
    if member.leaves_on:
        noted = {"on": member.leaves_on, "asks": member.leave_asks, "reason": member.leave_reason}
        known |= noted
    return _page(forms.Leaving(data=known), member)


@bp.post("/<string:number>/leave")
@requires(Permission.MEMBERS_EDIT)
def record_leaving(number: str) -> ResponseReturnValue:
    """Let a volunteer leave, now or on a day to come; the same form sent twice does it once."""
    member = changed_by_me(number)
    if member.status is Status.LEFT:
        return redirect(url_for(".show", number=number), 303)
    form = forms.Leaving()
    good = form.validate()
    if form.is_stale(member):
        form.renew(member)
        form.refuse(f"{STALE}. The status is now: {member.status.label}")
        return _page(form, member, answers.CONFLICT)
    if not good:
        return _page(form, member, answers.FAILED)
    flash(_let_go(member, form), "done")
    return redirect(url_for(".show", number=number), 303)


def _let_go(member: Member, form: forms.Leaving) -> str:
    """Note what the form says, and return what is done in words."""
    name, on = member.person.display_name, form.on.data
    noted = {
        "member": member,
        "on": on,
        "reason": form.reason.data,
        "asks": bool(form.asks.data),
        "actor": signed_in_person(),
    }
    if on > clock.today():
        actions.note_leaving(**noted)
        return f"The last day of {name} is {day(on)}. What they promised after it is released."
    actions.leave(**noted)
    return f"{name} has left. Their duties to come are released."


@bp.post("/<string:number>/stay")
@requires(Permission.MEMBERS_EDIT)
def stay(number: str) -> ResponseReturnValue:
    """Let a volunteer stay who was to leave; twice is harmless."""
    member = changed_by_me(number)
    if actions.take_back_leaving(member=member, actor=signed_in_person()):
        name = member.person.display_name
        flash(f"{name} stays. What was released is not given back: ask them again.", "done")
    elif member.status is Status.LEFT:
        flash("They have left already. Change their status if they are back.", "note")
    return redirect(url_for(".show", number=number), 303)


@bp.get("/<string:number>/certificate")
@requires(Permission.MEMBERS_EDIT)
def certificate(number: str) -> ResponseReturnValue:
    """Show a certificate of service, made for print."""
    return render_template("members/certificate.html", **_service(changed_by_me(number)))


@bp.route("/<string:number>/reference", methods=["GET", "POST"])
@requires(Permission.MEMBERS_EDIT)
def reference(number: str) -> ResponseReturnValue:
    """Ask what to say in a reference, and show it made for print; its words are kept nowhere."""
    member = changed_by_me(number)
    form = forms.Reference(data={"addressed_to": TO_WHOM})
    if form.validate_on_submit():
        actions.note_reference(member=member, actor=signed_in_person())
        return render_template("members/reference.html", form=form, **_service(member))
    status = answers.status()
    return render_template("members/reference_new.html", form=form, member=member), status


def _service(member: Member) -> dict[str, Any]:
    """Return what a volunteer gave, as it is said on paper."""
    since = clock.at(member.joined_on or FIRST_DAY, time())
    return {
        "member": member,
        "sat": calendar.times_sat(member.person_id, since),
        "writer": signed_in_person(),
    }


def _page(form: forms.Leaving, member: Member, status: int = 200) -> ResponseReturnValue:
    duties = calendar.duties_of(member.person_id, clock.now())
    user = user_of(member.person)
    page = render_template(
        "members/leave.html",
        form=form,
        member=member,
        duties=[duty for duty in duties if duty.state is AttendeeState.ACCEPTED],
        feeds=len(calendar.live_feeds(member.person_id)),
        account=user if user and user.active else None,
        volunteer_alone=user is not None and user.role_names <= {Role.VOLUNTEER},
        keep_until=rules.keep_until(form.on.data or clock.today(), value(LEAVER_YEARS)),
        years=value(LEAVER_YEARS),
    )
    return page, status
