"""The register of a session, made for a phone at the door, and the sheet to sign."""

from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.site import answers
from portal.site.fragments import fragment_or_redirect, wants_fragment
from portal.training import actions, forms, permissions, rules
from portal.training.models import Attendance, Booking, TrainingSession
from portal.training.queries import planned, registers, trained
from portal.training.views import asked, bp

KEEPS: Final = (Permission.TRAINING_REGISTER, Permission.TRAINING_BOOK)
"""Coordinators, and whoever trains the session: `permissions.may_register` tells."""
REGISTER: Final = "/sessions/<uuid:session_uuid>/register"


@dataclass
class Asked:
    """What a form chose, and what a correction would take away until it is agreed to."""

    chosen: dict[int, Attendance] = field(default_factory=dict)
    warnings: dict[int, str] = field(default_factory=dict)


def kept_by_me(session_uuid: UUID) -> TrainingSession:
    """Return a session whose register whoever is signed in keeps; else NoResultFound."""
    found = planned.session_at(session_uuid)
    if not permissions.may_register(signed_in_user(), found):
        raise NoResultFound
    return found


@bp.get(REGISTER)
@requires(*KEEPS)
def register(session_uuid: UUID) -> ResponseReturnValue:
    """Show who is on the register, and how each is marked."""
    found = kept_by_me(session_uuid)
    return render_template("training/sessions/register.html", **_context(found))


@bp.post(REGISTER)
@requires(*KEEPS)
def save_register(session_uuid: UUID) -> ResponseReturnValue:
    """Save all marks that were changed; says first what a correction would take away."""
    found = kept_by_me(session_uuid)
    said = Asked()
    try:
        for line in registers.register_of(found):
            _mark(line.booking, said)
    except rules.Refused as refused:
        flash(refused.sentence, "problem")
        return _again(session_uuid, said)
    if said.warnings:
        return _again(session_uuid, said)
    flash("The register is saved.", "done")
    return redirect(_address(session_uuid), 303)


@bp.post(f"{REGISTER}/<uuid:booking_uuid>")
@requires(*KEEPS)
def mark_attendance(session_uuid: UUID, booking_uuid: UUID) -> ResponseReturnValue:
    """Save one mark, and answer with its line."""
    found = kept_by_me(session_uuid)
    booking, said = registers.booking_of(found, booking_uuid), Asked()
    try:
        _mark(booking, said)
    except rules.Refused as refused:
        return _refused(session_uuid, booking_uuid, refused)
    return _line(session_uuid, booking_uuid, said)


@bp.post(f"{REGISTER}/<uuid:booking_uuid>/undo")
@requires(*KEEPS)
def undo_mark(session_uuid: UUID, booking_uuid: UUID) -> ResponseReturnValue:
    """Put the last mark of somebody back to what it was before."""
    booking = registers.booking_of(kept_by_me(session_uuid), booking_uuid)
    try:
        actions.undo_mark(
            booking=booking,
            mark_id=asked.number(request.form.get("mark", "")) or 0,
            actor=signed_in_person(),
        )
    except rules.Refused as refused:
        return _refused(session_uuid, booking_uuid, refused)
    return _line(session_uuid, booking_uuid, Asked())


@bp.route(f"{REGISTER}/walk-in", methods=["GET", "POST"])
@requires(*KEEPS)
def add_walk_in(session_uuid: UUID) -> ResponseReturnValue:
    """Put somebody on the register who came without a place."""
    found = kept_by_me(session_uuid)
    form = forms.NewWalkIn(choices={"person": _could_have_come(found)})
    if form.validate_on_submit():
        person = planned.person_numbered(form.person.data) if form.person.data else None
        who = actions.WalkIn(person, form.guest_name.data, form.guest_email.data)
        try:
            booking = actions.add_walk_in(
                held=found, who=who, form_key=form.form_key.data, actor=signed_in_person()
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
            found = kept_by_me(session_uuid)
        else:
            flash(f"{booking.name} is on the register, as attended.", "done")
            return redirect(_address(session_uuid), 303)
    page = render_template("training/sessions/walk_in.html", form=form, held=found)
    return page, answers.status()


def _could_have_come(found: TrainingSession) -> forms.Options:
    """Return everybody of whom training is asked, and whoever waits for a place of this session."""
    waiting = [each.person for each in found.bookings if each.state in planned.WAITS if each.person]
    people = {
        **{each.id: each.display_name for each in waiting},
        **{each.id: each.name for each in trained()},
    }
    by_name = sorted(people.items(), key=lambda item: (item[1], item[0]))
    return [("", "Nobody of ours: a guest"), *by_name]


@bp.get("/sessions/<uuid:session_uuid>/sign-in-sheet")
@requires(*KEEPS)
def sign_in_sheet(session_uuid: UUID) -> ResponseReturnValue:
    """Show a sheet to print and sign, one for each day: names, and nothing to reach anybody by."""
    found = kept_by_me(session_uuid)
    return render_template(
        "training/sessions/sheet.html",
        held=found,
        entries=planned.entries_of(found),
        lines=registers.register_of(found),
        spare=range(forms.SPARE_LINES),
    )


def _mark(booking: Booking, said: Asked) -> None:
    """Mark as the form says, if that is not what it was opened with."""
    chosen, was = asked.attendance(f"a-{booking.id}"), request.form.get(f"was-{booking.id}", "")
    if chosen is None or chosen == was:
        return
    said.chosen[booking.id] = chosen
    try:
        actions.mark(
            booking=booking,
            attendance=chosen,
            agreed=str(booking.id) in request.form.getlist("agreed"),
            actor=signed_in_person(),
        )
    except rules.WouldRevoke as refused:
        said.warnings[booking.id] = refused.sentence


def _again(session_uuid: UUID, said: Asked) -> ResponseReturnValue:
    """Show the register with what was chosen; nothing of it is saved."""
    answers.undo()
    found = kept_by_me(session_uuid)
    page = render_template("training/sessions/register.html", **_context(found, said))
    return page, answers.FAILED


def _refused(session_uuid: UUID, booking_uuid: UUID, refused: rules.Refused) -> ResponseReturnValue:
    answers.undo()
    flash(refused.sentence, "problem")
    return _line(session_uuid, booking_uuid, Asked(), status=answers.FAILED)


def _line(
    session_uuid: UUID, booking_uuid: UUID, said: Asked, status: int = 200
) -> ResponseReturnValue:
    if said.warnings and not wants_fragment():
        return _again(session_uuid, said)
    context = _context(kept_by_me(session_uuid), said)
    line = next((each for each in context["lines"] if each.booking.uuid == booking_uuid), None)
    if line is None:
        return redirect(_address(session_uuid), 303)
    return fragment_or_redirect(
        "training/sessions/_marked.html", _address(session_uuid), status, line=line, **context
    )


def _context(found: TrainingSession, said: Asked | None = None) -> dict[str, Any]:
    lines, me = registers.register_of(found), signed_in_person()
    last_day = planned.last_day(found)
    return {
        "held": found,
        "lines": lines,
        "marked": sum(line.booking.attendance is not None for line in lines),
        "said": said or Asked(),
        "answers": forms.ATTENDANCES,
        "opens_on": last_day if clock.today() < last_day else None,
        "undoable": {
            line.booking.id for line in lines if line.mark and permissions.may_undo(me, line.mark)
        },
    }


def _address(session_uuid: UUID) -> str:
    return url_for(".register", session_uuid=session_uuid)
