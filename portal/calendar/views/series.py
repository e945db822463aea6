"""Changing and calling off what repeats: one time alone, that and all after it, or all."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.calendar import actions, queries, rules
from portal.calendar.forms import (
    ALL,
    FOLLOWING,
    ONE,
    WHICH,
    EditSeriesForm,
    OccurrenceForm,
    WhichForm,
    said_of,
    said_of_series,
)
from portal.calendar.models import Entry, Series
from portal.calendar.views import bp
from portal.calendar.views.entries import choices_of, form_page, may_change
from portal.calendar.views.repeats import repeats_of
from portal.people.queries import areas
from portal.site import answers
from portal.site.compare import differences
from portal.site.filters import day


@bp.route("/occurrences/<uuid:uuid>/change", methods=["GET", "POST"])
@requires(Permission.CALENDAR_ADD)
def change_occurrence(uuid: UUID) -> ResponseReturnValue:
    """Ask which times to change, and change them."""
    found, series = _occurrence(uuid)
    which = request.args.get("which")
    if which == ONE:
        return _change_one(found, series)
    if which in {FOLLOWING, ALL}:
        return _change_more(found, series, whole=which == ALL)
    form = _which_form(found, formdata=None)
    return render_template(
        "calendar/which.html", entry=found, form=form, repeats=repeats_of(found), cancels=False
    )


def _change_one(found: Entry, series: Series) -> ResponseReturnValue:
    about = f"Only this one, on {day(found.starts_at)}. The others stay as they are."
    fresh = partial(
        OccurrenceForm,
        choices=choices_of(found),
        data=said_of(found),
        lasts_all_day=series.all_day,
    )
    form = fresh()
    answer = partial(form_page, form, entry=found, about=about)
    if not form.validate_on_submit():
        return answer()
    if form.is_stale(found):
        form.renew(found)
        return answer(answers.CONFLICT, both=differences(form, fresh(formdata=None).data))
    try:
        details = form.details(queries.open_rooms())
        actions.change_occurrence(entry=found, details=details, actor=signed_in_person())
    except rules.RoomTaken as clash:
        form.refuse(clash.sentence, "room")
        return answer(answers.CONFLICT)
    flash(f"“{found.title}” on {day(found.starts_at)} is changed. The others stay.", "done")
    return redirect(queries.page_of(found), 303)


def _change_more(found: Entry, series: Series, *, whole: bool) -> ResponseReturnValue:
    form, fresh, about = _form_of_more(found, series, whole=whole)
    answer = partial(form_page, form, entry=found, about=about)
    if not form.validate_on_submit():
        return answer()
    if form.is_stale(series):
        form.renew(series)
        return answer(answers.CONFLICT, both=differences(form, fresh(formdata=None).data))
    try:
        first = actions.change_series(
            entry=found,
            event=form.event(queries.open_rooms(), areas()),
            repeat=form.repeat,
            actor=signed_in_person(),
            whole=whole,
        )
    except rules.RoomTaken as clash:
        form.refuse(clash.sentence, "room")
        return answer(answers.CONFLICT)
    flash(f"“{first.title}” is changed from {day(first.starts_at)} on.", "done")
    return redirect(queries.page_of(first), 303)


def _form_of_more(
    found: Entry, series: Series, *, whole: bool
) -> tuple[EditSeriesForm, Callable[..., EditSeriesForm], str]:
    """Return the form of the times from one on, what makes it anew, and which times they are."""
    times = queries.occurrences(series.id)
    first = queries.first_changed(times, found, whole=whole)
    said = said_of_series(first, times[times.index(first) :])
    fresh = partial(EditSeriesForm, choices=choices_of(found), data=said)
    form = fresh()
    form.needs_area = bool(signed_in_user().area_ids)
    return form, fresh, f"All from {day(said['day'])} on."


@bp.route("/occurrences/<uuid:uuid>/cancel", methods=["GET", "POST"])
@requires(Permission.CALENDAR_ADD)
def cancel_occurrence(uuid: UUID) -> ResponseReturnValue:
    """Ask which times to call off, and call them off."""
    found, _ = _occurrence(uuid)
    form = _which_form(found)
    if not form.validate_on_submit():
        page = render_template(
            "calendar/which.html", entry=found, form=form, repeats=repeats_of(found), cancels=True
        )
        return page, answers.FAILED if form.errors else 200
    which, actor = form.which.data, signed_in_person()
    if which == ONE:
        actions.cancel_occurrence(entry=found, actor=actor)
        said = f"on {day(found.starts_at)} is cancelled. The others stay."
    else:
        actions.cancel_series(entry=found, actor=actor, whole=which == ALL)
        said = "is cancelled, but for what is over." if which == ALL else _from(found)
    flash(f"“{found.title}” {said}", "done")
    return redirect(queries.page_of(found), 303)


def _which_form(found: Entry, **kwargs: Any) -> WhichForm:
    named = [(which, words.format(day=day(found.starts_at))) for which, words in WHICH.items()]
    return WhichForm(choices={"which": named}, **kwargs)


def _from(found: Entry) -> str:
    return f"is cancelled from {day(found.starts_at)} on."


def _occurrence(uuid: UUID) -> tuple[Entry, Series]:
    """Return one time with its series; 404 for what does not repeat, 403 to change it."""
    person = signed_in_person()
    find = queries.entry_for if request.method == "GET" else queries.occurrence_to_change
    found = find(person.id, uuid)
    if found.series is None or found.recurs_on is None:
        abort(404)
    if not may_change(found):
        abort(403)
    return found, found.series
