"""Observed practice: who chairs and was watched when, and what was seen of it."""

from datetime import date
from typing import Final
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.members import permissions
from portal.members.actions import practice as actions
from portal.members.forms.practice import Observed, observed
from portal.members.models import Observation
from portal.members.queries import practice as queries
from portal.members.rules.practice import ANSWERS, QUESTIONS
from portal.members.views import answering, bp
from portal.members.views.me import VOLUNTEERS_OWN
from portal.members.views.supervision import supervised_by_me
from portal.site.pagination import requested_page
from portal.site.refusals import Refused

ONE: Final = "/practice/<uuid:observation_uuid>"


@bp.get("/practice")
@requires(Permission.MEMBERS_READ)
def practice() -> ResponseReturnValue:
    """Show who chairs, and when each was last watched: days, and nothing of what was seen."""
    found, user = queries.chairs(requested_page()), signed_in_user()
    return render_template(
        "members/practice/chairs.html",
        found=found,
        mine={
            line.member.id for line in found.items if permissions.may_supervise(user, line.member)
        },
    )


@bp.route("/<string:number>/practice/new", methods=["GET", "POST"])
@requires(Permission.MEMBERS_SUPERVISE)
def observe(number: str) -> ResponseReturnValue:
    """Write down how a volunteer chaired; the same evening is noted once."""
    member = supervised_by_me(number)
    form = observed(queries.evenings(member))
    status = None
    if form.validate_on_submit():
        try:
            actions.observe_practice(member=member, seen=_seen(form), actor=signed_in_person())
        except Refused as refused:
            status = answering.refuse(form, refused)
        else:
            flash(f"It is noted. {member.person.first_name} is told that they can read it.", "done")
            return redirect(url_for(".supervisions_of", number=number, _anchor="practice"), 303)
    page = render_template("members/practice/observe.html", form=form, member=member)
    return page, status or answering.status_of(form)


def _seen(form: Observed) -> actions.Seen:
    on_day: date = form.on_day.data
    return actions.Seen(on_day, form.ratings, form.strengths.data or "", form.next_step.data or "")


def _noted(observation_uuid: UUID) -> Observation:
    noted = queries.observation(observation_uuid)
    if not permissions.may_supervise(signed_in_user(), noted.member):
        abort(404)
    return noted


@bp.get(ONE)
@requires(Permission.MEMBERS_SUPERVISE)
def observation(observation_uuid: UUID) -> ResponseReturnValue:
    """Show those who supervise what was seen on an evening."""
    return _page(_noted(observation_uuid), is_own=False)


@bp.get(f"/me{ONE}")
@requires(*VOLUNTEERS_OWN)
def my_practice(observation_uuid: UUID) -> ResponseReturnValue:
    """Show a volunteer what was seen of their own practice."""
    return _page(queries.own_observation(signed_in_person(), observation_uuid), is_own=True)


def _page(noted: Observation, *, is_own: bool) -> ResponseReturnValue:
    return render_template(
        "members/practice/observation.html",
        noted=noted,
        is_own=is_own,
        questions=QUESTIONS,
        answers=ANSWERS,
    )


@bp.post(f"{ONE}/remove")
@requires(Permission.MEMBERS_SUPERVISE)
def remove_observation(observation_uuid: UUID) -> ResponseReturnValue:
    """Remove what was noted by mistake."""
    noted = _noted(observation_uuid)
    number = noted.member.number
    actions.remove_observation(noted=noted, actor=signed_in_person())
    flash("It is removed.", "done")
    return redirect(url_for(".supervisions_of", number=number, _anchor="practice"), 303)
