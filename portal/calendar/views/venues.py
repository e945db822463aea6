"""Venues and their rooms."""

from typing import Any

from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.calendar import actions, queries, rules
from portal.calendar.forms import (
    AddVenueForm,
    EditVenueForm,
    RoomForm,
    VenueFields,
    said_of_venue,
)
from portal.calendar.models import Venue
from portal.calendar.views import bp
from portal.people.queries import areas
from portal.site import answers
from portal.site.compare import differences
from portal.site.pagination import requested_page


@bp.get("/venues")
@requires(Permission.CALENDAR_VENUES)
def venues() -> ResponseReturnValue:
    """List the places and their rooms."""
    return render_template("calendar/venues.html", page=queries.venues(requested_page()))


@bp.route("/venues/add", methods=["GET", "POST"])
@requires(Permission.CALENDAR_VENUES)
def add_venue() -> ResponseReturnValue:
    """Add a place."""
    form = AddVenueForm(choices=_choices())
    form.needs_area = bool(signed_in_user().area_ids)
    if not form.validate_on_submit():
        return _venue_page(form)
    try:
        venue = actions.add_venue(values=_values(form), actor=signed_in_person())
    except rules.NameTaken as taken:
        form.refuse(taken.sentence, "name")
        return _venue_page(form, answers.CONFLICT)
    flash(f"{venue.name} is added. Add its rooms next.", "done")
    return redirect(url_for(".venue", venue_id=venue.id), 303)


@bp.get("/venues/<int:venue_id>")
@requires(Permission.CALENDAR_VENUES)
def venue(venue_id: int) -> ResponseReturnValue:
    """Show one place and its rooms."""
    found = queries.venue(venue_id)
    return render_template(
        "calendar/venue.html",
        venue=found,
        photo=queries.venue_photo(found.id),
        grid=rules.grid_words(found.grid_e, found.grid_n),
        may_change=_is_ours(found),
    )


@bp.route("/venues/<int:venue_id>/edit", methods=["GET", "POST"])
@requires(Permission.CALENDAR_VENUES)
def edit_venue(venue_id: int) -> ResponseReturnValue:
    """Change a place."""
    found = changeable(venue_id)
    form = EditVenueForm(choices=_choices(), data=said_of_venue(found))
    form.needs_area = bool(signed_in_user().area_ids)
    if not form.validate_on_submit():
        return _venue_page(form, venue=found)
    if form.is_stale(found):
        form.renew(found)
        return _venue_page(
            form, answers.CONFLICT, venue=found, both=differences(form, said_of_venue(found))
        )
    try:
        actions.change_venue(venue=found, values=_values(form), actor=signed_in_person())
    except rules.NameTaken as taken:
        form.refuse(taken.sentence, "name")
        return _venue_page(form, answers.CONFLICT, venue=found)
    flash(f"{found.name} is changed.", "done")
    return redirect(url_for(".venue", venue_id=found.id), 303)


@bp.route("/venues/<int:venue_id>/rooms/add", methods=["GET", "POST"])
@requires(Permission.CALENDAR_VENUES)
def add_room(venue_id: int) -> ResponseReturnValue:
    """Add a room to a place."""
    found, form = changeable(venue_id), RoomForm()
    if not form.validate_on_submit():
        return _room_page(form, found)
    try:
        room = actions.add_room(
            venue=found,
            name=form.name.data or "",
            capacity=form.capacity.data,
            actor=signed_in_person(),
        )
    except rules.NameTaken as taken:
        form.refuse(taken.sentence, "name")
        return _room_page(form, found, answers.CONFLICT)
    flash(f"{room.full_name} is added.", "done")
    return redirect(url_for(".venue", venue_id=found.id), 303)


@bp.route("/venues/<int:venue_id>/rooms/<int:room_id>/edit", methods=["GET", "POST"])
@requires(Permission.CALENDAR_VENUES)
def edit_room(venue_id: int, room_id: int) -> ResponseReturnValue:
    """Change a room."""
    found = changeable(venue_id)
    room = queries.room_of(found.id, room_id)
    form = RoomForm(data={"name": room.name, "capacity": room.capacity})
    if not form.validate_on_submit():
        return _room_page(form, found, room=room)
    name, capacity = form.name.data or "", form.capacity.data
    try:
        actions.change_room(room=room, name=name, capacity=capacity, actor=signed_in_person())
    except rules.NameTaken as taken:
        form.refuse(taken.sentence, "name")
        return _room_page(form, found, answers.CONFLICT, room=room)
    flash(f"{room.full_name} is changed.", "done")
    return redirect(url_for(".venue", venue_id=found.id), 303)


def _values(form: VenueFields) -> dict[str, Any]:
    area = next((area for area in areas() if area.id == form.area.data), None)
    return {**form.values(), "area": area}


def _choices() -> dict[str, list[tuple[Any, str]]]:
    limited = signed_in_user().area_ids
    own = [(area.id, area.name) for area in areas() if not limited or area.id in limited]
    return {"area": [("", "" if limited else "The whole service"), *own]}


def _is_ours(venue: Venue) -> bool:
    limited = signed_in_user().area_ids
    return not limited or venue.area_id in limited


def changeable(venue_id: int) -> Venue:
    """Return a venue to change; 404 when there is none, 403 outside one's areas."""
    found = queries.venue(venue_id)
    if not _is_ours(found):
        abort(403)
    return found


def _venue_page(form: VenueFields, status: int | None = None, **context: Any) -> Response:
    page = render_template("calendar/venue_edit.html", form=form, **{"venue": None, **context})
    return make_response(page, status or (answers.FAILED if form.errors else 200))


def _room_page(form: RoomForm, venue: Venue, status: int | None = None, **context: Any) -> Response:
    page = render_template("calendar/room_edit.html", form=form, venue=venue, **context)
    return make_response(page, status or (answers.FAILED if form.errors else 200))
