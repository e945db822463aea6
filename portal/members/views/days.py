"""When a volunteer is free and away, as a coordinator notes it for somebody who rang."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.calendar.models import Attendee
from portal.members import actions, forms, queries, rules
from portal.members.models import Member
from portal.members.views import bp
from portal.members.views.volunteer import changed_by_me
from portal.site import answers
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
    before = {(row.weekday, row.part) for row in member.availability}
    actions.set_week(member=member, slots=slots, actor=signed_in_person())
    flash("Their usual week is saved.", "done")
    ask_about(queries.promised_in_week(member, before - slots))
    return redirect(url_for(".show", number=member.number), 303)


def ask_about(promised: Sequence[Attendee]) -> None:
    """Say what was promised at times of which a volunteer has now said that they do not suit."""
    for duty in promised:
        flash(
            f"They have promised to be at something then: {duty.entry.title}, "
            f"{day(duty.entry.starts_at)}. Ask whether they can still come, and if not, find "
            "cover on its page.",
            "note",
        )


@bp.post("/<string:number>/away")
@requires(Permission.MEMBERS_EDIT)
def note_away(number: str) -> ResponseReturnValue:
    """Add days away, and say what was promised in them."""
    member = changed_by_me(number)
    form = forms.DaysAway()
    if not form.validate():
        return _page(member, form, answers.FAILED)
    added = actions.add_away(member=member, actor=signed_in_person(), **form.values())
    flash(f"{member.person.display_name} is away {queries.away_in_words(added)}.", "done")
    ask_about(queries.promised_while_away(member, added))
    return redirect(url_for(".days", number=member.number, _anchor="away"), 303)


@bp.post("/<string:number>/away/<int:away_id>/remove")
@requires(Permission.MEMBERS_EDIT)
def note_back(number: str, away_id: int) -> ResponseReturnValue:
    """Take days away off; twice is harmless."""
    member = changed_by_me(number)
    removed = actions.remove_away(member=member, away_id=away_id, actor=signed_in_person())
    if removed is not None:
        words = queries.away_in_words(removed)
        flash(f"{member.person.display_name} is no longer away {words}.", "done")
    return redirect(url_for(".days", number=member.number, _anchor="away"), 303)


def _page(member: Member, form: forms.DaysAway, status: int = 200) -> ResponseReturnValue:
    slots = {(row.weekday, row.part.value) for row in member.availability}
    page = render_template(
        "members/days.html",
        member=member,
        form=form,
        week=rules.week(slots),
        away=queries.away_to_come(member),
    )
    return page, status
