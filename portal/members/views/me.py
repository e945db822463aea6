"""A volunteer's own page: when they are free, when away, how to reach them, their own checks.

Everything here starts from who is signed in, so nobody reaches another's.
"""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.calendar import queries as calendar
from portal.calendar.models import Attendee
from portal.members import actions, forms, queries, rules
from portal.members.models import Member
from portal.members.views import bp
from portal.people.queries import areas
from portal.site import answers
from portal.site.fragments import fragment_or_redirect, page_or_fragment

VOLUNTEERS_OWN = (Permission.MEMBERS_OWN, Permission.ACCOUNTS_OWN)
"""A colleague may be a volunteer too; whoever is none has no member record, and gets no further."""


def my_member() -> Member:
    """Return the volunteer that is signed in; 404 for who is none."""
    member = queries.own_member(signed_in_person())
    if member is None:
        abort(404)
    return member


@bp.get("/me")
@requires(*VOLUNTEERS_OWN)
def me() -> ResponseReturnValue:
    """Show a volunteer their own page; who is none goes to their account."""
    member = queries.own_member(signed_in_person())
    if member is None:
        return redirect("/account", 303)
    return _page(member)


def _page(
    member: Member,
    *,
    away: forms.DaysAway | None = None,
    contact: forms.Contact | None = None,
    wishes: forms.Wishes | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    known = {"phone": member.person.phone or "", "phone_shared": member.person.phone_shared}
    page = render_template(
        "members/me.html",
        member=member,
        away_form=away or forms.DaysAway(formdata=None),
        contact_form=contact or forms.Contact(formdata=None, data=known),
        wishes_form=wishes or forms.wishes(member, areas(), formdata=None),
        form=away or contact or wishes,
        asked=queries.open_rounds(member),
        duty=calendar.next_for(member.person_id),
        check=rules.check_tag(
            queries.newest_checks([member.id]).get(member.id), queries.due_days()
        ),
        away=queries.away_to_come(member),
        **_week(member),
    )
    return page, status


def _week(member: Member) -> dict[str, Any]:
    slots = {(row.weekday, row.part.value) for row in member.availability}
    return {"week": rules.week(slots), "told": rules.week_in_words(slots)}


@bp.post("/me/week/<int:weekday>/<string:part>")
@requires(*VOLUNTEERS_OWN)
def tick(weekday: int, part: str) -> ResponseReturnValue:
    """Save one tick of the week, as it is set."""
    member = my_member()
    slot = forms.slot(f"{weekday}-{part}")
    if slot is None:
        abort(404)
    free = f"{weekday}-{part}" in request.form.getlist("free")
    actions.tick(member=member, slot=slot, free=free, actor=member.person)
    return fragment_or_redirect(
        "members/_tick.html",
        url_for(".me", _anchor="week"),
        weekday=weekday,
        name=rules.WEEKDAYS[weekday],
        part=part,
        free=free,
        saved=True,
        promised=[] if free else queries.promised_in_week(member, {slot}),
        **_week(member),
    )


@bp.post("/me/week")
@requires(*VOLUNTEERS_OWN)
def set_week() -> ResponseReturnValue:
    """Save the whole week at once, without JavaScript."""
    member = my_member()
    slots = {slot for text in request.form.getlist("free") if (slot := forms.slot(text))}
    before = {(row.weekday, row.part) for row in member.availability}
    actions.set_week(member=member, slots=slots, actor=member.person)
    flash("Your usual week is saved.", "done")
    return to_promised(queries.promised_in_week(member, before - slots), url_for(".me"))


def to_promised(promised: Sequence[Attendee], otherwise: str) -> ResponseReturnValue:
    """Go on to what was promised at times that no longer suit, if there is any."""
    if not promised:
        return redirect(otherwise, 303)
    return redirect(url_for(".promised", duty=[each.entry.uuid for each in promised]), 303)


@bp.get("/me/promised")
@requires(*VOLUNTEERS_OWN)
def promised() -> ResponseReturnValue:
    """Ask of each duty that falls on times that no longer suit whether cover is wanted."""
    member = my_member()
    asked = {uuid for text in request.args.getlist("duty") if (uuid := forms.uuid_of(text))}
    return page_or_fragment(
        "members/promised.html",
        "members/_promised.html",
        promised=queries.promised_among(member, asked),
    )


@bp.post("/me/away")
@requires(*VOLUNTEERS_OWN)
def add_away() -> ResponseReturnValue:
    """Add days away; days that touch others become one with them, and that is said."""
    member = my_member()
    form = forms.DaysAway()
    if not form.validate():
        return _page(member, away=form, status=answers.FAILED)
    asked = form.values()
    added = actions.add_away(member=member, actor=member.person, **asked)
    joined = (added.starts_on, added.ends_on) != (asked["starts_on"], asked["ends_on"])
    more = " They are joined with days you had already given." if joined else ""
    words = queries.away_in_words(added)
    flash(f"You are away {words}: you will not be asked then.{more}", "done")
    return to_promised(queries.promised_while_away(member, added), url_for(".me", _anchor="away"))


@bp.post("/me/away/<int:away_id>/remove")
@requires(*VOLUNTEERS_OWN)
def remove_away(away_id: int) -> ResponseReturnValue:
    """Take days away off; twice is harmless."""
    member = my_member()
    removed = actions.remove_away(member=member, away_id=away_id, actor=member.person)
    if removed is not None:
        flash(f"You are no longer away {queries.away_in_words(removed)}.", "done")
    return redirect(url_for(".me", _anchor="away"), 303)


@bp.post("/me/wishes")
@requires(*VOLUNTEERS_OWN)
def change_wishes() -> ResponseReturnValue:
    """Save how much, where and in which seat a volunteer would like to sit."""
    member = my_member()
    form = forms.wishes(member, areas())
    if not form.validate():
        return _page(member, wishes=form, status=answers.FAILED)
    actions.change(member=member, actor=member.person, **form.values())
    flash("Your wishes are saved.", "done")
    return redirect(url_for(".me", _anchor="wishes"), 303)


@bp.post("/me/contact")
@requires(*VOLUNTEERS_OWN)
def change_contact() -> ResponseReturnValue:
    """Save a volunteer's own telephone, and who sees it."""
    member = my_member()
    form = forms.Contact()
    if not form.validate():
        return _page(member, contact=form, status=answers.FAILED)
    actions.change_contact(
        member=member,
        actor=member.person,
        phone=form.phone.data or None,
        shared=bool(form.phone_shared.data),
    )
    flash("Your telephone number is saved.", "done")
    return redirect(url_for(".me", _anchor="contact"), 303)
