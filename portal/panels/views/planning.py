"""Planning on the rota itself: a small form for a seat, or for somebody on a day.

What is answered to htmx are the cells that changed, the foot of their days and the load of their
people; the rest of the grid stays as it is.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.panels import forms, rules
from portal.panels.actions import pencilling as actions
from portal.panels.actions.assigning import assign_seat
from portal.panels.actions.seats import release
from portal.panels.models import Seat, SeatKind
from portal.panels.queries import rota as queries
from portal.panels.queries import sittings
from portal.panels.rules.rota import View
from portal.panels.views import asked, bp
from portal.panels.views.rota import areas_of
from portal.people.models import Person
from portal.site import answers
from portal.site.filters import day
from portal.site.forms import Form
from portal.site.fragments import page_or_fragment, wants_fragment

SEAT: Final = "/rota/seats/<uuid:entry_uuid>/<int:number>"
PERSON: Final = "/rota/people/<int:person_id>/<day:on>"
NOT_TOLD: Final = "Nobody has been told"
ASSIGN: Final = "assign"
"""The button that gives a seat to somebody for sure."""


@bp.get(SEAT)
@requires(Permission.PANELS_ARRANGE)
def plan_seat(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Show what can be done to a seat, or put the form away again."""
    seat = _seat(entry_uuid, number)
    return _renew(_changed([seat], [])) if _closing() else _seat_form(seat)


@bp.post(f"{SEAT}/plan")
@requires(Permission.PANELS_ARRANGE)
def pencil_in(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Plan somebody for the seat."""
    seat = _seat(entry_uuid, number)
    form = forms.PlannedSeat(choices={"person": _people(seat)})
    if not form.validate_on_submit():
        return _seat_form(seat, form, answers.FAILED)
    person, was = sittings.person_numbered(form.person.data), _planned([seat])
    try:
        said = _put(person, seat, form.reason.data or "")
    except rules.Refused as refused:
        return _seat_refused(entry_uuid, number, refused, form)
    return _answer(said, [seat], [*was, person.id])


@bp.post(f"{SEAT}/rub-out")
@requires(Permission.PANELS_ARRANGE)
def rub_out(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Take back whom the seat was planned for."""
    seat = _seat(entry_uuid, number)
    was = _planned([seat])
    try:
        actions.rub_out(seat=seat, actor=signed_in_person())
    except rules.Refused as refused:
        return _seat_refused(entry_uuid, number, refused)
    return _answer(f"Nobody is planned for this seat now. {NOT_TOLD}.", [seat], was)


@bp.post(f"{SEAT}/release")
@requires(Permission.PANELS_ARRANGE)
def release_from(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Take somebody who has the seat for sure off it, and tell them."""
    seat = _seat(entry_uuid, number)
    person = seat.person
    try:
        release(seat=seat, actor=signed_in_person())
    except rules.Refused as refused:
        return _seat_refused(entry_uuid, number, refused)
    said = f"{person.display_name} is released, and told so." if person else "Nobody has this seat."
    return _answer(said, [seat], [person.id if person else None])


@bp.post(f"{SEAT}/pin")
@requires(Permission.PANELS_ARRANGE)
def pin_seat(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Keep filling from changing the seat, or let it again."""
    seat, pinned = _seat(entry_uuid, number), "pinned" in request.form
    try:
        actions.pin(seat=seat, pinned=pinned, actor=signed_in_person())
    except rules.Refused as refused:
        return _seat_refused(entry_uuid, number, refused)
    said = "Pinned: filling leaves this seat as it is." if pinned else "The pin is off."
    return _answer(said, [seat], [])


@bp.post(f"{SEAT}/swap")
@requires(Permission.PANELS_ARRANGE)
def swap_seats(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Let the people planned for two seats change places."""
    seat, found = _seat(entry_uuid, number), _rota()
    form = forms.SwappedSeats(choices={"with_seat": _swaps(found, seat)})
    if not form.validate_on_submit():
        return _seat_form(seat, form, answers.FAILED)
    both = [seat, queries.seat_numbered(found, form.with_seat.data)]
    was = _planned(both)
    try:
        actions.swap(seat=both[0], with_seat=both[1], actor=signed_in_person())
    except rules.Refused as refused:
        return _seat_refused(entry_uuid, number, refused, form)
    return _answer(f"They have changed places. {NOT_TOLD}.", both, was)


@bp.get(PERSON)
@requires(Permission.PANELS_ARRANGE)
def plan_person(person_id: int, on: date) -> ResponseReturnValue:
    """Show for which seats of a day somebody could be planned, or put the form away again."""
    if _closing():
        return _renew(_Changed(frozenset({person_id}), frozenset({on}), frozenset()))
    return _person_form(sittings.person_numbered(person_id), on)


@bp.post(f"{PERSON}/plan")
@requires(Permission.PANELS_ARRANGE)
def pencil_person(person_id: int, on: date) -> ResponseReturnValue:
    """Plan somebody for a seat of that day."""
    person, found = sittings.person_numbered(person_id), _rota()
    form = forms.PlannedPerson(choices={"seat": _seats(found, person, on)})
    if not form.validate_on_submit():
        return _person_form(person, on, form, answers.FAILED)
    seat = queries.seat_numbered(found, form.seat.data)
    try:
        said = _put(person, seat, form.reason.data or "")
    except rules.Refused as refused:
        answers.refuse(form, refused)
        return _person_form(sittings.person_numbered(person_id), on, form, answers.CONFLICT)
    return _answer(said, [seat], [person_id])


def _seat(entry_uuid: UUID, number: int) -> Seat:
    return sittings.seat_of(sittings.sitting(entry_uuid, asked.my_areas()), number)


def _rota() -> queries.Rota:
    viewer = queries.viewer(signed_in_user())
    return queries.rota_of(viewer, asked.rota(areas_of(viewer)))


def _people(seat: Seat) -> forms.Options:
    return [("", "Choose somebody"), *queries.people_for(seat.sitting, seat)]


def _swaps(found: queries.Rota, seat: Seat) -> forms.Options:
    return [("", "Choose a seat"), *queries.swaps_of(found, seat)]


def _seats(found: queries.Rota, person: Person, on: date) -> forms.Options:
    that_day = [each for each in found.of_area if each.on == on and not each.has_begun]
    return [*queries.seats_for(person.id, that_day)]


def _planned(seats: Sequence[Seat]) -> list[int | None]:
    return [seat.pencilled_id for seat in seats]


def _put(person: Person, seat: Seat, reason: str) -> str:
    """Plan somebody for a seat, or give it to them at once; return what to say of it."""
    name, on = person.display_name, day(seat.sitting.entry.starts_at)
    if request.form.get("do") == ASSIGN:
        assign_seat(seat=seat, person=person, actor=signed_in_person(), reason=reason)
        return f"{name} is assigned as {seat.kind.label} on {on}, and told so."
    actions.pencil(seat=seat, person=person, actor=signed_in_person(), override_reason=reason)
    return f"{name} is planned as {seat.kind.label} on {on}. {NOT_TOLD}."


def _seat_form(seat: Seat, form: Form | None = None, status: int = 200) -> ResponseReturnValue:
    """Show the forms of a seat; `form` is the one that was sent, if it must be shown again.

    It is shown although somebody has the seat by now, so that nothing typed is lost.
    """
    free = seat.person is None and seat.kind is not SeatKind.ADVISER
    planning, swapping = None, None
    if isinstance(form, forms.PlannedSeat):
        planning = form
    elif free:
        planning = forms.PlannedSeat(choices={"person": _people(seat)})
    if free and seat.pencilled:
        sent = isinstance(form, forms.SwappedSeats)
        swaps = {"with_seat": _swaps(_rota(), seat)}
        swapping = form if sent else forms.SwappedSeats(choices=swaps)
    return _form(form, status, seat=seat, planning=planning, swapping=swapping)


def _seat_refused(
    entry_uuid: UUID, number: int, refused: rules.Refused, form: Form | None = None
) -> ResponseReturnValue:
    if form is None:
        answers.say_no(refused)
    else:
        answers.refuse(form, refused)
    return _seat_form(_seat(entry_uuid, number), form, answers.CONFLICT)


def _person_form(
    person: Person, on: date, form: Form | None = None, status: int = 200
) -> ResponseReturnValue:
    """Show which seats somebody could be planned for."""
    planning = form or forms.PlannedPerson(choices={"seat": _seats(_rota(), person, on)})
    return _form(form, status, person=person, on=on, planning=planning)


def _form(form: Form | None, status: int, **context: Any) -> ResponseReturnValue:
    found = asked.rota(areas_of(queries.viewer(signed_in_user())))
    problems = {} if form is None else {"form": form}
    return page_or_fragment(
        "panels/rota_edit.html",
        "panels/_rota_edit.html",
        status,
        ask=found,
        who=_who(),
        partial=wants_fragment(),
        **problems,
        **context,
    )


def _who() -> int:
    """Return whose cell the form was opened from; 0 is the list of panels."""
    return asked.number(request.args.get("who"))


def _closing() -> bool:
    return "close" in request.args and wants_fragment()


@dataclass(frozen=True)
class _Changed:
    """What of the rota is to be shown anew."""

    people: frozenset[int | None]
    days: frozenset[date]
    sittings: frozenset[int]


def _changed(seats: Sequence[Seat], was: Collection[int | None]) -> _Changed:
    return _Changed(
        frozenset({*was, *_planned(seats), _who()}),
        frozenset(seat.sitting.entry.first_day for seat in seats),
        frozenset(seat.sitting_id for seat in seats),
    )


def _answer(said: str, seats: Sequence[Seat], was: Collection[int | None]) -> ResponseReturnValue:
    """Answer with what has changed on the rota, or go back to where one came from."""
    if wants_fragment():
        return _renew(_changed(seats, was), said)
    flash(said, "done")
    first, who = seats[0], _who()
    place = f"g-{who}-{first.sitting.entry.first_day}" if who else f"s-{first.sitting_id}"
    ask = asked.rota(areas_of(queries.viewer(signed_in_user())))
    return redirect(f"/panels/rota?{ask.query}#{place}", 303)


def _renew(changed: _Changed, said: str = "") -> str:
    found = _rota()
    return render_template(
        "panels/_rota_changed.html",
        said=said,
        rota=found,
        ask=found.ask,
        viewer=found.viewer,
        grid=queries.grid_of(found) if found.ask.view is View.GRID else None,
        changed=changed,
        who=_who(),
    )
