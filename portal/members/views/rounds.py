"""Asking volunteers for dates, and seeing who has answered what."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.members import actions, forms, permissions, queries, rules
from portal.members.models import AvailabilityRound
from portal.members.views import bp
from portal.members.views.days import ask_about
from portal.members.views.my_rounds import round_context
from portal.members.views.volunteer import changed_by_me
from portal.people.queries import areas
from portal.site import answers
from portal.site.filters import day, plural
from portal.site.pagination import requested_page


@bp.get("/rounds/")
@requires(Permission.MEMBERS_READ)
def rounds() -> ResponseReturnValue:
    """Show the rounds, the newest first, with how many have answered each."""
    found = queries.rounds(signed_in_user().area_ids, requested_page())
    return render_template("members/rounds.html", found=found, name=rules.name_of_round)


@bp.get("/rounds/new")
@requires(Permission.MEMBERS_EDIT)
def new_round() -> ResponseReturnValue:
    """Ask which dates to ask about."""
    form = forms.NewRound(data=forms.usual_round(), choices={"area": _audiences()})
    return render_template("members/round_new.html", form=form)


@bp.post("/rounds/new")
@requires(Permission.MEMBERS_EDIT)
def open_round() -> ResponseReturnValue:
    """Open a round and write to everybody asked; the same form sent twice opens one."""
    form = forms.NewRound(choices={"area": _audiences()})
    opened = queries.round_by_form(form.form_key.data)
    if opened is None and form.validate():
        asking = _asking(form)
        if asking is not None:
            opened = actions.open_round(
                asking=asking, form_key=form.form_key.data, actor=signed_in_person()
            )
            flash("The round is open: everybody asked is being written to.", "done")
    if opened is None:
        return render_template("members/round_new.html", form=form), answers.FAILED
    return redirect(url_for(".show_round", round_uuid=opened.uuid), 303)


def _audiences() -> list[tuple[int | None, str]]:
    """Return whom this account may ask: those who serve an area of its own, or everybody."""
    mine = signed_in_user().area_ids
    served = [(each.id, f"Volunteers of {each.name}") for each in areas()]
    if mine:
        return [each for each in served if each[0] in mine]
    return [(None, "Every active volunteer"), *served]


def _asking(form: forms.NewRound) -> rules.Asking | None:
    """Return what the form asks; None, with a sentence, when there is no date in it."""
    first, last = form.first_on.data, form.last_on.data
    if form.which.data == forms.WEEK:
        closed = forms.closed_days(first, last)
        slots = rules.slots_in_weeks(
            first, last, form.weekdays.data or (), form.parts.data or (), closed
        )
        field, none = "weekdays", "None of these days is in the time to ask about: change either"
    else:
        slots = queries.draft_slots(first, last, form.area.data)
        field, none = "which", "No sitting is planned in that time: plan some, or ask by the week"
    if not slots:
        form.refuse(none, field)
        return None
    if len(slots) > rules.MOST_SLOTS:
        form.refuse(f"Ask about {rules.MOST_SLOTS} times at most: this is {len(slots)}", field)
        return None
    return rules.Asking(
        form.area.data, first, last, form.closes_on.data, form.confirm_by.data, tuple(slots)
    )


@bp.get("/rounds/<uuid:round_uuid>")
@requires(Permission.MEMBERS_READ)
def show_round(round_uuid: UUID) -> ResponseReturnValue:
    """Show who has answered a round, and how many suit each date."""
    asking = queries.round_of(round_uuid, signed_in_user().area_ids)
    return _page(asking, forms.Reopening(formdata=None))


def _page(
    asking: AvailabilityRound, form: forms.Reopening, status: int = 200
) -> ResponseReturnValue:
    people = queries.asked_by(asking)
    page = render_template(
        "members/round.html",
        asking=asking,
        name=rules.name_of_round(asking.first_on, asking.last_on),
        is_open=asking.closes_at > clock.now(),
        may_change=permissions.may_change_round(signed_in_user(), asking),
        waiting=[each for each in people if each.sent_at is None],
        answered=[each for each in people if each.sent_at is not None],
        parts=rules.parts_asked(queries.slots_of(asking)),
        months=rules.months_of(queries.slots_of(asking)),
        yes=queries.yes_by_slot(asking),
        form=form,
    )
    return page, status


def _changed_by_me(round_uuid: UUID) -> AvailabilityRound:
    user = signed_in_user()
    asking = queries.round_of(round_uuid, user.area_ids)
    if not permissions.may_change_round(user, asking):
        abort(403)
    return asking


@bp.post("/rounds/<uuid:round_uuid>/remind")
@requires(Permission.MEMBERS_EDIT)
def remind(round_uuid: UUID) -> ResponseReturnValue:
    """Remind those who have not answered; a second time on one day reminds nobody again."""
    asking = _changed_by_me(round_uuid)
    try:
        count = actions.remind(asking=asking, actor=signed_in_person())
    except rules.RoundClosed:
        flash("The round has closed: open it again first.", "problem")
    else:
        written = plural(count, "volunteer is", "volunteers are")
        flash(
            f"{written} being reminded." if count else "Everybody was reminded today already.",
            "done" if count else "note",
        )
    return redirect(url_for(".show_round", round_uuid=round_uuid), 303)


@bp.post("/rounds/<uuid:round_uuid>/close")
@requires(Permission.MEMBERS_EDIT)
def close_round(round_uuid: UUID) -> ResponseReturnValue:
    """Close a round now; twice is harmless."""
    asking = _changed_by_me(round_uuid)
    if asking.closes_at > clock.now():
        actions.set_closing(asking=asking, closes_at=clock.now(), actor=signed_in_person())
    flash("The round is closed. Answers that were not sent do not count.", "done")
    return redirect(url_for(".show_round", round_uuid=round_uuid), 303)


@bp.post("/rounds/<uuid:round_uuid>/reopen")
@requires(Permission.MEMBERS_EDIT)
def reopen_round(round_uuid: UUID) -> ResponseReturnValue:
    """Let a round be answered until another day."""
    asking = _changed_by_me(round_uuid)
    form = forms.Reopening()
    if not form.validate():
        return _page(asking, form, answers.FAILED)
    until = form.closes_on.data
    actions.set_closing(asking=asking, closes_at=actions.end_of(until), actor=signed_in_person())
    flash(f"The round can be answered until {day(until)}.", "done")
    return redirect(url_for(".show_round", round_uuid=round_uuid), 303)


@bp.get("/<string:number>/rounds/<uuid:round_uuid>")
@requires(Permission.MEMBERS_EDIT)
def own_answers(number: str, round_uuid: UUID) -> ResponseReturnValue:
    """Show a volunteer's answers, to note what they say on the telephone."""
    member = changed_by_me(number)
    own = queries.own_round(member, round_uuid)
    context = round_context(member, own) | {
        "noted": True,
        "away_url": url_for(".days", number=number, _anchor="away"),
        "months_name": rules.name_of_round(own.round.first_on, own.round.last_on),
    }
    return render_template("members/round_note.html", **context)


@bp.post("/<string:number>/rounds/<uuid:round_uuid>")
@requires(Permission.MEMBERS_EDIT)
def note_round(number: str, round_uuid: UUID) -> ResponseReturnValue:
    """Send the answers that a volunteer gave on the telephone."""
    member = changed_by_me(number)
    asking = queries.own_round(member, round_uuid).round
    slots = forms.numbers_of(request.form.getlist("free"))
    try:
        actions.send_answers(
            asking=asking, member=member, slots=slots, most=None, actor=signed_in_person()
        )
    except rules.RoundClosed:
        flash("The round has closed: open it again first.", "problem")
    else:
        flash(f"The answers of {member.person.display_name} are noted.", "done")
        blank = {(slot.on_day, slot.part) for slot in asking.slots if slot.id not in slots}
        ask_about(queries.promised_on(member, blank))
    return redirect(url_for(".show_round", round_uuid=round_uuid), 303)
