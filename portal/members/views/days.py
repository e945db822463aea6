"""When a volunteer is free and away, as a coordinator notes it for somebody who rang."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.calendar import queries as calendar
from portal.members import actions, forms, rules
from portal.members.models import Member
from portal.members.views import bp
from portal.members.views.volunteer import changed_by_me
from portal.site.filters import day


@bp.get("/<string:number>/days")
@requires(Permission.MEMBERS_EDIT)
def days(number: str) -> ResponseReturnValue:
    """Show the usual week and the days away of a volunteer, to be changed."""
    return _page(changed_by_me(number), forms.DaysAway(formdata=None))


@bp.post("/<string:number>/week")
@requires(Permission.MEMBERS_EDIT)
def note_week(number: str) -> ResponseReturnValue:
    """Save the whole week as the volunteer said it."""
    member = changed_by_me(number)
    slots = {slot for text in request.form.getlist("free") if (slot := forms.slot(text))}
    actions.set_week(member=member, slots=slots, actor=signed_in_person())
    flash("Their usual week is saved.", "done")
    return redirect(url_for(".show", number=member.number), 303)


@bp.post("/<string:number>/away")
@requires(Permission.MEMBERS_EDIT)
def note_away(number: str) -> ResponseReturnValue:
    """Add days away, and say what was promised in them."""
    member = changed_by_me(number)
    form = forms.DaysAway()
    if not form.validate():
        return _page(member, form, 422)
    asked = (form.starts_on.data, form.ends_on.data or form.starts_on.data)
    added = actions.add_away(
        member=member, starts_on=asked[0], ends_on=asked[1], actor=signed_in_person()
    )
    words = rules.days_in_words(added.starts_on, added.ends_on, clock.today())
    flash(f"{member.person.display_name} is away {words}.", "done")
    promised = calendar.busy([member.person_id], *clock.day_bounds(*asked))
    for entry in promised.get(member.person_id, ()):
        flash(
            f"They have promised to be at something in those days: {entry.title}, "
            f"{day(entry.starts_at)}. Release them there if they can’t come.",
            "note",
        )
    return redirect(url_for(".days", number=member.number, _anchor="away"), 303)


@bp.post("/<string:number>/away/<int:away_id>/remove")
@requires(Permission.MEMBERS_EDIT)
def note_back(number: str, away_id: int) -> ResponseReturnValue:
    """Take days away off; twice is harmless."""
    member = changed_by_me(number)
    removed = actions.remove_away(member=member, away_id=away_id, actor=signed_in_person())
    if removed is not None:
        words = rules.days_in_words(removed.starts_on, removed.ends_on, clock.today())
        flash(f"{member.person.display_name} is no longer away {words}.", "done")
    return redirect(url_for(".days", number=member.number, _anchor="away"), 303)


def _page(member: Member, form: forms.DaysAway, status: int = 200) -> ResponseReturnValue:
    slots = {(row.weekday, row.part.value) for row in member.availability}
    page = render_template(
        "members/days.html",
        member=member,
        form=form,
        week=rules.week(slots),
        away=[each for each in member.away if each.ends_on >= clock.today()],
    )
    return page, status
