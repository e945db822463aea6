"""A volunteer's checks: recorded, asked about again, and what is decided when one has lapsed."""

from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.database import session
from portal.members import actions, forms, permissions, queries, rules
from portal.members.models import (
    CHECK_LEVEL,
    CHECK_YEARS,
    LAPSED_BARS,
    STATUS_CHECK_MONTHS,
    CheckKind,
    Member,
    Outcome,
)
from portal.members.views import blocks, bp
from portal.settings.queries import value
from portal.site import answers
from portal.site.filters import day
from portal.site.forms import Form
from portal.site.refusals import Refused

CHECK = "/<string:number>/checks/<int:check_id>"


@bp.get("/<string:number>/checks")
@requires(Permission.MEMBERS_CHECKS)
def checks(number: str) -> ResponseReturnValue:
    """Show every check of a volunteer, and what came after each."""
    member = queries.member(number)
    newest = queries.newest_dbs(member)
    return render_template(
        "members/checks.html",
        member=member,
        checks=queries.checks_of(member),
        newest=newest,
        today=clock.today(),
        lapsed_bars=value(LAPSED_BARS),
        may_change=permissions.may_check(signed_in_user(), member),
        **blocks.checks(member),
    )


def _checked_by_me(number: str) -> Member:
    """Return a volunteer whose checks this account sees to; 403 for others', and for one's own."""
    member = queries.member(number)
    if not permissions.may_check(signed_in_user(), member):
        abort(403)
    return member


@bp.get("/<string:number>/checks/new")
@requires(Permission.MEMBERS_EDIT)
def new_check(number: str) -> ResponseReturnValue:
    """Ask what was checked, and when."""
    member = _checked_by_me(number)
    dbs = queries.newest_dbs(member)
    known = {
        "level": (dbs.level if dbs else None) or value(CHECK_LEVEL),
        "update_service": bool(dbs and dbs.update_service),
    }
    return _check_page(forms.NewCheck(data=known), member)


@bp.post("/<string:number>/checks/new")
@requires(Permission.MEMBERS_EDIT)
def add_check(number: str) -> ResponseReturnValue:
    """Record a check that was made; the same one sent twice is one."""
    member = _checked_by_me(number)
    form = forms.NewCheck()
    if not form.validate():
        return _check_page(form, member, answers.FAILED)
    dbs = form.kind.data is CheckKind.DBS
    again = rules.recheck_after(form.issued_on.data, value(CHECK_YEARS)) if dbs else None
    actions.record_check(
        member=member,
        kind=form.kind.data,
        made=rules.Check(
            form.issued_on.data, form.recheck_on.data or again, bool(form.update_service.data)
        ),
        level=form.level.data if dbs else None,
        actor=signed_in_person(),
    )
    flash(f"The {form.kind.data.label} check is recorded.", "done")
    return redirect(url_for(".show", number=member.number), 303)


def _check_page(form: forms.NewCheck, member: Member, status: int = 200) -> ResponseReturnValue:
    page = render_template("members/check.html", form=form, member=member, years=value(CHECK_YEARS))
    return page, status


@bp.get(f"{CHECK}/status")
@requires(Permission.MEMBERS_EDIT)
def new_status_check(number: str, check_id: int) -> ResponseReturnValue:
    """Ask what the update service says of a check."""
    member = _checked_by_me(number)
    form = forms.NewStatusCheck(data={"made_on": clock.today()})
    return _status_check_page(form, member, check_id)


@bp.post(f"{CHECK}/status")
@requires(Permission.MEMBERS_EDIT)
def add_status_check(number: str, check_id: int) -> ResponseReturnValue:
    """Note what the update service said; the same one sent twice is one."""
    member = _checked_by_me(number)
    check, form = queries.check_of(member, check_id), forms.NewStatusCheck()
    if not form.validate():
        return _status_check_page(form, member, check_id, answers.FAILED)
    again = _recheck_on(form)
    try:
        actions.record_status_check(
            member=member,
            check_id=check.id,
            made_on=form.made_on.data,
            outcome=form.outcome.data,
            recheck_on=again,
            actor=signed_in_person(),
        )
    except Refused as refused:
        return _refused(form, refused, _status_check_page, member, check_id)
    flash(f"The status check is recorded. Check again by {day(again)}.", "done")
    return redirect(url_for(".checks", number=member.number), 303)


def _recheck_on(form: forms.NewStatusCheck) -> date:
    changed = form.outcome.data is Outcome.CHANGED
    suggested = rules.recheck_after_asking(
        form.made_on.data, value(STATUS_CHECK_MONTHS), changed=changed
    )
    return suggested if changed else form.recheck_on.data or suggested


def _status_check_page(
    form: Form, member: Member, check_id: int, status: int = 200
) -> ResponseReturnValue:
    check = queries.check_of(member, check_id)
    months = value(STATUS_CHECK_MONTHS)
    page = render_template(
        "members/status_check.html", form=form, member=member, check=check, months=months
    )
    return page, status


@bp.get(f"{CHECK}/decision")
@requires(Permission.MEMBERS_EDIT)
def new_decision(number: str, check_id: int) -> ResponseReturnValue:
    """Ask whether a volunteer may sit once their check has lapsed."""
    member = _checked_by_me(number)
    return _decision_page(forms.NewDecision(), member, check_id)


@bp.post(f"{CHECK}/decision")
@requires(Permission.MEMBERS_EDIT)
def add_decision(number: str, check_id: int) -> ResponseReturnValue:
    """Decide it; the same form sent twice decides once."""
    member = _checked_by_me(number)
    check, form = queries.check_of(member, check_id), forms.NewDecision()
    if not form.validate():
        return _decision_page(form, member, check_id, answers.FAILED)
    bars, until = form.ruling.data == forms.BARS, form.until.data
    try:
        actions.decide_check(
            member=member,
            check_id=check.id,
            ruling=actions.Ruling(bars, until, str(form.reason.data)),
            form_key=str(form.form_key.data),
            actor=signed_in_person(),
        )
    except Refused as refused:
        return _refused(form, refused, _decision_page, member, check_id)
    may = "may not" if bars else "may"
    flash(f"Decided: they {may} sit with a lapsed check, until {day(until)}.", "done")
    return redirect(url_for(".checks", number=member.number), 303)


def _decision_page(
    form: Form, member: Member, check_id: int, status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "members/decision.html",
        form=form,
        member=member,
        check=queries.check_of(member, check_id),
        lapsed_bars=value(LAPSED_BARS),
    )
    return page, status


def _refused(
    form: Form, refused: Refused, page: Any, member: Member, check_id: int
) -> ResponseReturnValue:
    session.rollback()
    form.refuse(str(refused), refused.field or None)
    answer: ResponseReturnValue = page(
        form, queries.member(member.number), check_id, answers.CONFLICT
    )
    return answer
