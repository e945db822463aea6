"""Calendars of others: the list, one with its entries, a file of it, removing it."""

from typing import Any, Final
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.calendar import actions, permissions, queries, rules
from portal.calendar.forms import CalendarFileForm, ImportedCalendarForm
from portal.calendar.imports import current_limits
from portal.calendar.models import ImportedCalendar, ImportedKind
from portal.calendar.views import bp
from portal.people.queries import areas
from portal.site import answers
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page
from portal.site.uploads import takes_files

STILL_READING: Final = "Another file of this calendar is being read. Try again when it is done"
NO_FILE: Final = "No file waits to replace this calendar’s entries. Choose the next version again."


@bp.get("/imported")
@requires(Permission.CALENDAR_READ)
def imported() -> ResponseReturnValue:
    """List the calendars of others."""
    page, entries = queries.imported_calendars(requested_page())
    return render_template("calendar/imports/list.html", page=page, entries=entries)


@bp.route("/imported/add", methods=["GET", "POST"])
@requires(Permission.CALENDAR_ADD)
@takes_files
def add_imported() -> ResponseReturnValue:
    """Add a calendar of others with its first file."""
    form = ImportedCalendarForm(choices=_choices())
    form.needs_area = bool(signed_in_user().area_ids)
    content = _content(form)
    if content is None:
        return _add_page(form, answers.FAILED if form.errors else 200)
    try:
        made = actions.add_imported_calendar(
            name=form.name.data or "",
            kind=ImportedKind(form.kind.data),
            area=next((area for area in areas() if area.id == form.area.data), None),
            content=content,
            actor=signed_in_person(),
        )
    except rules.NameTaken as taken:
        form.refuse(taken.sentence, "name")
        return _add_page(form, answers.CONFLICT)
    return redirect(url_for(".imported_calendar", uuid=made.uuid), 303)


@bp.get("/imported/<uuid:uuid>")
@requires(Permission.CALENDAR_READ)
def imported_calendar(uuid: UUID) -> ResponseReturnValue:
    """Show a calendar of others, what it has to come, and how its last file was read."""
    found = queries.imported_calendar(uuid)
    keeps = may(Permission.CALENDAR_ADD) and _is_ours(found)
    return page_or_fragment(
        "calendar/imports/calendar.html",
        "calendar/imports/_file.html",
        calendar=found,
        coming=queries.imported_entries(
            signed_in_person().id, found, clock.today(), requested_page()
        ),
        keeps=keeps,
        job=queries.import_job(found) if keeps else None,
    )


@bp.route("/imported/<uuid:uuid>/read", methods=["GET", "POST"])
@requires(Permission.CALENDAR_ADD)
@takes_files
def read_imported(uuid: UUID) -> ResponseReturnValue:
    """Take the next version of a calendar, to be looked through first."""
    found, form = _kept(uuid), CalendarFileForm()
    content = _content(form)
    if content is None:
        return _read_page(found, form, answers.FAILED if form.errors else 200)
    try:
        actions.bring_file(calendar=found, content=content, actor=signed_in_person())
    except rules.StillReading:
        form.refuse(STILL_READING, "file")
        return _read_page(found, form, answers.CONFLICT)
    return redirect(url_for(".imported_calendar", uuid=uuid), 303)


@bp.post("/imported/<uuid:uuid>/replace")
@requires(Permission.CALENDAR_ADD)
def replace_imported(uuid: UUID) -> ResponseReturnValue:
    """Have the file that was looked through take the place of the last one."""
    found = _kept(uuid)
    try:
        actions.replace_entries(calendar=found, actor=signed_in_person())
    except rules.StillReading:
        flash(f"{STILL_READING}.", "problem")
    except rules.NothingToReplace:
        flash(NO_FILE, "problem")
    return redirect(url_for(".imported_calendar", uuid=uuid), 303)


@bp.route("/imported/<uuid:uuid>/remove", methods=["GET", "POST"])
@requires(Permission.CALENDAR_ADD)
def remove_imported(uuid: UUID) -> ResponseReturnValue:
    """Remove a calendar of others, after asking once."""
    found = _kept(uuid)
    if request.method == "GET":
        return render_template("calendar/imports/remove.html", calendar=found)
    actions.remove_imported_calendar(calendar=found, actor=signed_in_person())
    flash(f"{found.name} is removed, with everything that it showed.", "done")
    return redirect(url_for(".imported"), 303)


def _content(form: CalendarFileForm) -> bytes | None:
    """Return what the file of a sound form holds; None if there is none, or it is too large."""
    if not form.validate_on_submit():
        return None
    limits = current_limits()
    content: bytes = form.file.data.read(limits.bytes + 1)
    if len(content) > limits.bytes:
        form.refuse(limits.too_large, "file")
        return None
    return content


def _add_page(form: ImportedCalendarForm, status: int) -> ResponseReturnValue:
    page = render_template("calendar/imports/add.html", form=form, limits=current_limits())
    return page, status


def _read_page(
    calendar: ImportedCalendar, form: CalendarFileForm, status: int
) -> ResponseReturnValue:
    page = render_template(
        "calendar/imports/read.html", calendar=calendar, form=form, limits=current_limits()
    )
    return page, status


def _choices() -> dict[str, list[tuple[Any, str]]]:
    limited = signed_in_user().area_ids
    own = [(area.id, area.name) for area in areas() if not limited or area.id in limited]
    return {"area": [("", "" if limited else "The whole service"), *own]}


def _is_ours(calendar: ImportedCalendar) -> bool:
    return permissions.may_import(calendar, signed_in_user().area_ids)


def _kept(uuid: UUID) -> ImportedCalendar:
    """Return the calendar to change, held while it is; 403 when its area is not theirs."""
    found = queries.imported_calendar(uuid)
    if not _is_ours(found):
        abort(403)
    if request.method == "GET":
        return found
    return queries.imported_calendar_locked(found.id) or abort(404)
