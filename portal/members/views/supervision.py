"""Supervision as those who give it see it: who is due, one talk, its notes and signatures."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import people_with, signed_in_person, signed_in_user
from portal.calendar.rules import PersonBusy
from portal.members import permissions
from portal.members import queries as register
from portal.members.actions import supervision as actions
from portal.members.forms import supervision as forms
from portal.members.models import SUPERVISION_TOPICS, Member, Supervision
from portal.members.queries import practice, thanks
from portal.members.queries import supervision as queries
from portal.members.rules import supervision as rules
from portal.members.views import answering, bp
from portal.people.models import Person
from portal.settings.queries import value
from portal.site import answers
from portal.site.compare import differences
from portal.site.pagination import requested_page
from portal.site.refusals import Refused

ONE: Final = "/supervision/<uuid:supervision_uuid>"
STATES: Final = (
    ("", "Everybody"),
    (queries.OVERDUE, "Overdue"),
    (queries.PLANNED, "Planned"),
    (queries.WRITE, "To be written up or signed by us"),
    (queries.SIGN, "To be signed by the volunteer"),
)


@bp.get("/supervision")
@requires(Permission.MEMBERS_READ)
def supervisions() -> ResponseReturnValue:
    """Show who is due for supervision: days and how each stands, and nothing of what was said."""
    asked = request.args.get("state", "")
    state = asked if asked in dict(STATES) else ""
    found = queries.overview(state, requested_page())
    user = signed_in_user()
    return render_template(
        "members/supervision/overview.html",
        found=found,
        mine={
            line.member.id for line in found.items if permissions.may_supervise(user, line.member)
        },
        states=STATES,
        state=state,
        overdue=queries.count_overdue(),
    )


@bp.get("/<string:number>/supervision")
@requires(Permission.MEMBERS_SUPERVISE)
def supervisions_of(number: str) -> ResponseReturnValue:
    """Show the talks with one volunteer, and what is still to do of what was agreed."""
    member = supervised_by_me(number)
    return render_template(
        "members/supervision/of.html",
        member=member,
        line=queries.lines_of([member])[0],
        talks=queries.supervisions_of(member),
        to_do=queries.actions_to_do(member),
        observations=practice.observations_of(member),
        thanked=thanks.thanks_to(member),
    )


def supervised_by_me(number: str) -> Member:
    """Return a volunteer whom this account supervises; 404 for anybody else, and for oneself."""
    member = register.member(number)
    if not permissions.may_supervise(signed_in_user(), member):
        abort(404)
    return member


def held_by_me(supervision_uuid: UUID) -> Supervision:
    """Return a talk with a volunteer whom this account supervises; 404 for any other."""
    held = queries.supervision(supervision_uuid)
    if not permissions.may_supervise(signed_in_user(), held.member):
        abort(404)
    return held


def _supervisors(member: Member) -> list[Person]:
    """Return who may hold a talk with a volunteer, whoever asks first."""
    me = signed_in_person()
    others = [each for each in people_with(Permission.MEMBERS_SUPERVISE) if each.id != me.id]
    return [each for each in (me, *others) if each.id != member.person_id]


def _choices(people: Sequence[Person]) -> dict[str, list[tuple[int, str]]]:
    return {"supervisor": [(each.id, each.display_name) for each in people]}


def _facts(form: forms.When, people: Sequence[Person]) -> actions.Plan:
    starts_at, ends_at = form.span
    return actions.Plan(
        kind=form.kind.data,
        supervisor=next(each for each in people if each.id == form.supervisor.data),
        starts_at=starts_at,
        ends_at=ends_at,
        place=form.place.data or "",
    )


@bp.route("/<string:number>/supervision/new", methods=["GET", "POST"])
@requires(Permission.MEMBERS_SUPERVISE)
def plan_supervision(number: str) -> ResponseReturnValue:
    """Plan a talk with a volunteer; the same form sent twice plans one."""
    member = supervised_by_me(number)
    people = _supervisors(member)
    form = forms.NewSupervision(choices=_choices(people))
    status = None
    if form.validate_on_submit():
        try:
            held = actions.plan(
                member=member,
                facts=_facts(form, people),
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except (PersonBusy, Refused) as problem:
            status = answering.refuse(form, problem, at="starts")
        else:
            flash("It is planned, and in both calendars.", "done")
            return redirect(url_for(".supervision", supervision_uuid=held.uuid), 303)
    page = render_template("members/supervision/plan.html", form=form, member=member, held=None)
    return page, status or answering.status_of(form)


@bp.get(ONE)
@requires(Permission.MEMBERS_SUPERVISE)
def supervision(supervision_uuid: UUID) -> ResponseReturnValue:
    """Show one talk: when it is, or what was said and agreed, and who has signed."""
    return shown(held_by_me(supervision_uuid), forms.Agreed(formdata=None))


def shown(held: Supervision, form: forms.Agreed, status: int | None = None) -> ResponseReturnValue:
    """Answer with the page of a talk, and the form for what was agreed."""
    page = render_template(
        "members/supervision/talk.html",
        held=held,
        form=form,
        signing=forms.ForService(formdata=None, data={"version": held.version}),
        topics=rules.topics(value(SUPERVISION_TOPICS)),
    )
    return page, status or answering.status_of(form)


@bp.route(f"{ONE}/move", methods=["GET", "POST"])
@requires(Permission.MEMBERS_SUPERVISE)
def move_supervision(supervision_uuid: UUID) -> ResponseReturnValue:
    """Move a planned talk, or give it to another supervisor."""
    held = held_by_me(supervision_uuid)
    member, people = held.member, _supervisors(held.member)
    form = forms.MovedSupervision(data=forms.planned_as(held), choices=_choices(people))
    status, differing = None, []
    if form.validate_on_submit():
        try:
            actions.move(
                held=held,
                version=form.version.data,
                facts=_facts(form, people),
                actor=signed_in_person(),
            )
        except (PersonBusy, Refused) as problem:
            status = answering.refuse(form, problem, at="starts")
            differing = differences(form, forms.planned_as(held)) if form.is_stale(held) else []
            form.renew(held)
        else:
            flash("It is changed, in both calendars too.", "done")
            return redirect(url_for(".supervision", supervision_uuid=supervision_uuid), 303)
    page = render_template(
        "members/supervision/plan.html", form=form, member=member, held=held, differing=differing
    )
    return page, status or answering.status_of(form)


@bp.post(f"{ONE}/call-off")
@requires(Permission.MEMBERS_SUPERVISE)
def call_off_supervision(supervision_uuid: UUID) -> ResponseReturnValue:
    """Call a planned talk off."""
    held = held_by_me(supervision_uuid)
    number = held.member.number
    with answers.saying("It is called off. Plan another one when you have found a day."):
        actions.call_off(held=held, actor=signed_in_person())
    return redirect(url_for(".supervisions_of", number=number), 303)
