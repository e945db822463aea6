"""Open calls: opening one, choosing among those who put their name down, closing it."""

from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.panels import forms, rules
from portal.panels.actions import calls as actions
from portal.panels.models import CONFIRM_DAYS, CallMode, Seat
from portal.panels.queries import calls as queries
from portal.panels.queries import candidates
from portal.panels.views import asked, bp, changed
from portal.panels.views.changed import OFFER, SEAT
from portal.settings.queries import value
from portal.site import answers

BY_FIVE: Final = time(17)
"""When the day of a promise ends: people are rung and written to in office hours."""


@bp.route(f"{SEAT}/call", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def open_call(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Ask everybody who can for the seat."""
    seat = changed.seat_at(entry_uuid, number)
    form = forms.OpenCall(data={"mode": CallMode.FIRST, "confirm_by": _usual_day()})
    if form.validate_on_submit():
        try:
            actions.ask_everybody(
                seat=seat,
                mode=form.mode.data,
                confirm_by=_moment(form.promise),
                actor=signed_in_person(),
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
            seat = changed.seat_at(entry_uuid, number)  # the refusal has let go of it
        else:
            flash("Everybody who can has been asked, by email and here.", "done")
            return redirect(changed.address(entry_uuid, number), 303)
    return _page(seat, form)


@bp.post(f"{SEAT}/call/close")
@requires(Permission.PANELS_ARRANGE)
def close_call(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """End the seat's open call; whoever put their name down is told."""
    actions.close_call(seat=changed.seat_at(entry_uuid, number), actor=signed_in_person())
    changed.say("The call is closed. Everybody who put their name down is told.")
    return changed.answer(entry_uuid, number)


@bp.post(f"{OFFER}/choose")
@requires(Permission.PANELS_ARRANGE)
def choose(entry_uuid: UUID, offer_uuid: UUID) -> ResponseReturnValue:
    """Give the seat to somebody who put their name down."""
    offer = changed.offer_at(entry_uuid, offer_uuid)
    number, name = offer.seat.number, offer.person.display_name
    try:
        actions.choose(offer=offer, actor=signed_in_person())
    except rules.Refused as refused:
        return changed.answer(entry_uuid, number, refused)
    changed.say(f"{name} has the seat. Everybody who put their name down is told.")
    return changed.answer(entry_uuid, number)


def _page(seat: Seat, form: forms.OpenCall) -> ResponseReturnValue:
    can = sum(each.can for each in candidates.candidates(seat.sitting, seat))
    page = render_template(
        "panels/seat_call.html",
        form=form,
        seat=seat,
        can=can,
        kept=queries.kept(asked.my_areas()),
    )
    return page, answers.status()


def _usual_day() -> date:
    return clock.add_working_days(clock.today(), value(CONFIRM_DAYS))


def _moment(on: date | None) -> datetime | None:
    return clock.at(on, BY_FIVE) if on else None
