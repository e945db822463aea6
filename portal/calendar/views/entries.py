"""One entry: its page, its file for a calendar; and events that are entered by hand."""

from typing import Any
from uuid import UUID

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.calendar import actions, ics, permissions, queries, rules
from portal.calendar.forms import AddEventForm, EditEventForm, EventFields, said_of
from portal.calendar.models import Attendee, AttendeeState, Entry, EntryStatus, Kind
from portal.calendar.views import bp
from portal.calendar.views.repeats import repeats_of
from portal.calendar.views.shown import STATES, opened
from portal.people.models import Person
from portal.people.queries import areas
from portal.site import answers, asked
from portal.site.compare import differences


@bp.get("/entries/<uuid:uuid>")
@requires(Permission.CALENDAR_READ)
def entry(uuid: UUID) -> ResponseReturnValue:
    """Show one entry to whoever may see it."""
    person = signed_in_person()
    found = queries.entry_for(person.id, uuid)
    mine = next((who for who in queries.on_it(found) if who.person_id == person.id), None)
    path = mine.path if mine else _path_of(found)
    return render_template(
        "calendar/entry.html",
        entry=found,
        mine=mine,
        my_state=STATES[mine.state] if mine else None,
        others=_others(found, mine),
        path=path,
        photo=queries.photo_seen(found.room.venue_id, person) if found.room else None,
        links=_links(found, mine),
        may_change=may_change(found),
        repeats=repeats_of(found),
    )


def _links(found: Entry, mine: Attendee | None) -> list[tuple[str, str]]:
    """Return where programs on the web offer to add an entry that is still to come."""
    if found.status is EntryStatus.CANCELLED or found.ends_at < clock.now():
        return []
    seen = queries.seen_as(found, mine)
    return [
        ("Google Calendar", ics.google_link(seen)),
        ("Outlook on the web", ics.outlook_link(seen)),
    ]


def _others(found: Entry, mine: Attendee | None) -> list[Person]:
    """Return who is on an entry; who booked a course is for those who keep its register alone.

    Who supervises a session of reparation is for colleagues, and for those who do it together:
    its partner reads no volunteer's name.
    """
    together = mine is not None or signed_in_person().is_staff
    if found.kind is Kind.TRAINING or (found.kind is Kind.REPARATION and not together):
        return []
    return [who.person for who in queries.on_it(found) if who.state is AttendeeState.ACCEPTED]


def _path_of(found: Entry) -> str | None:
    return found.path if opened().page_of(found.kind, found.area_id) else None


@bp.get("/entries/<uuid:uuid>.ics")
@requires(Permission.CALENDAR_READ)
def entry_file(uuid: UUID) -> ResponseReturnValue:
    """Give the entry as a file that any calendar opens; a feed carries it under the same UID.

    What repeats is given whole.
    """
    person = signed_in_person()
    found = queries.entry_for(person.id, uuid)
    mine = next((who for who in queries.on_it(found) if who.person_id == person.id), None)
    texts = [ics.timezone(), found.series.ics] if found.series else [(mine or found).ics]
    answer = make_response(ics.single(*texts))
    answer.content_type = ics.MEDIA_TYPE
    answer.headers["Content-Disposition"] = 'attachment; filename="event.ics"'
    return answer


@bp.route("/entries/add", methods=["GET", "POST"])
@requires(Permission.CALENDAR_ADD)
def add_entry() -> ResponseReturnValue:
    """Put a meeting or leave into the calendar."""
    form = AddEventForm(choices=choices_of(), data=_suggested())
    form.needs_area = bool(signed_in_user().area_ids)
    if not form.validate_on_submit():
        return form_page(form)
    try:
        made = _add(form)
    except rules.RoomTaken as clash:
        form.refuse(clash.sentence, "room")
        return form_page(form, answers.CONFLICT)
    flash(f"“{made.title}” is in the calendar.", "done")
    return redirect(queries.page_of(made), 303)


def _add(form: AddEventForm) -> Entry:
    event, key = form.event(queries.open_rooms(), areas()), form.form_key.data
    if form.is_repeating:
        return actions.add_series(
            event=event, repeat=form.repeat, form_key=key, actor=signed_in_person()
        )
    return actions.add_event(event=event, form_key=key, actor=signed_in_person())


@bp.route("/entries/<uuid:uuid>/edit", methods=["GET", "POST"])
@requires(Permission.CALENDAR_ADD)
def edit_entry(uuid: UUID) -> ResponseReturnValue:
    """Change an event that was entered by hand; of what repeats, ask first which."""
    found = _changeable(uuid)
    if found.recurs_on:
        return redirect(url_for(".change_occurrence", uuid=uuid), 303)
    form = EditEventForm(choices=choices_of(found), data=said_of(found))
    form.needs_area = bool(signed_in_user().area_ids)
    if not form.validate_on_submit():
        return form_page(form, entry=found)
    if form.is_stale(found):
        form.renew(found)
        theirs = EditEventForm(choices=choices_of(found), formdata=None, data=said_of(found))
        return form_page(form, answers.CONFLICT, entry=found, both=differences(form, theirs.data))
    try:
        _change(found, form)
    except rules.RoomTaken as clash:
        form.refuse(clash.sentence, "room")
        return form_page(form, answers.CONFLICT, entry=found)
    flash(f"“{found.title}” is changed.", "done")
    return redirect(queries.page_of(found), 303)


def _change(found: Entry, form: EditEventForm) -> None:
    event, actor = form.event(queries.open_rooms(), areas()), signed_in_person()
    if form.is_repeating:
        actions.repeat_event(entry=found, event=event, repeat=form.repeat, actor=actor)
    else:
        actions.change_event(entry=found, event=event, actor=actor)


@bp.route("/entries/<uuid:uuid>/cancel", methods=["GET", "POST"])
@requires(Permission.CALENDAR_ADD)
def cancel_entry(uuid: UUID) -> ResponseReturnValue:
    """Call an event off, after asking once; of what repeats, ask which."""
    found = _changeable(uuid)
    if found.recurs_on:
        return redirect(url_for(".cancel_occurrence", uuid=uuid), 303)
    if request.method == "GET":
        return render_template("calendar/cancel.html", entry=found)
    actions.cancel(entry=found, actor=signed_in_person())
    flash(f"“{found.title}” is cancelled. Calendars say so for 14 days.", "done")
    return redirect(queries.page_of(found), 303)


def _suggested() -> dict[str, Any]:
    """Return what stands in a new form: the day, hour and room that the link came from."""
    return {
        "day": asked.day("day"),
        "starts": asked.hour("starts"),
        "ends": asked.hour("ends"),
        "room": asked.number("room"),
    }


def form_page(
    form: EventFields, status: int | None = None, *, entry: Entry | None = None, **context: Any
) -> Response:
    """Answer with the form of an event, and what was typed into it."""
    status = status or (answers.FAILED if form.errors else 200)
    page = render_template("calendar/edit.html", form=form, entry=entry, **context)
    return make_response(page, status)


def choices_of(entry: Entry | None = None) -> dict[str, list[tuple[Any, str]]]:
    """Return the rooms and areas to choose from: a coordinator's own, when limited to areas."""
    limited = signed_in_user().area_ids
    rooms = [(room.id, room.full_name) for room in queries.open_rooms()]
    if entry is not None and entry.room and entry.room_id not in dict(rooms):
        rooms.append((entry.room.id, entry.room.full_name))
    every = "" if limited else "The whole service"
    own = [(area.id, area.name) for area in areas() if not limited or area.id in limited]
    return {"room": [("", "No room of ours"), *rooms], "area": [("", every), *own]}


def may_change(entry: Entry) -> bool:
    """Return whether who is signed in may change an entry."""
    user = signed_in_user()
    allowed = Permission.CALENDAR_ADD in user.permissions
    return allowed and permissions.may_change(entry, user.area_ids)


def _changeable(uuid: UUID) -> Entry:
    """Return the entry to change; 404 for one that is not theirs to see, 403 to change."""
    person = signed_in_person()
    find = queries.entry_for if request.method == "GET" else queries.entry_to_change
    found = find(person.id, uuid)
    if not may_change(found):
        abort(403)
    return found
