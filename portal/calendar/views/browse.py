"""Month, week, day and agenda: one region that moves in time, and keeps the filters."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, Role, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.calendar import queries, rules
from portal.calendar.forms import AddEventForm
from portal.calendar.rules import Filters
from portal.calendar.views import bp, filtering
from portal.calendar.views.shown import card, grid, hours, in_order, opened, schools_on
from portal.site import asked
from portal.site.filters import day as in_words
from portal.site.filters import plural
from portal.site.fragments import page_or_fragment, wants_fragment

YEARS: Final = range(2000, 2100)
AGENDA_MOST: Final = 40
MOST_A_WEEKDAY: Final = 60
MOST_OF_A_DAY: Final = 500
MOST_DIGITS: Final = 10
PHONE: Final = "Mobi"
"""What the browser of every phone says of itself, and that of no desk."""
FRAGMENTS: Final = {
    "month": "calendar/_grid.html",
    "week": "calendar/_grid.html",
    "day": "calendar/_day.html",
    "agenda": "calendar/_agenda.html",
}


@bp.get("/")
@requires(Permission.CALENDAR_READ)
def index() -> ResponseReturnValue:
    """Go to the view that suits: the agenda for a volunteer or a phone, else the month."""
    only_volunteers = signed_in_user().role_names <= {Role.VOLUNTEER, Role.PARTNER}
    on_a_phone = PHONE in request.headers.get("User-Agent", "")
    return redirect(url_for(".agenda" if only_volunteers or on_a_phone else ".month"), 302)


@bp.get("/month")
@bp.get("/month/<int(fixed_digits=4):year>-<int(fixed_digits=2):number>")
@requires(Permission.CALENDAR_READ)
def month(year: int | None = None, number: int | None = None) -> ResponseReturnValue:
    """Show a month."""
    first = _first_of(year, number)
    last = rules.last_of(first)
    weeks = rules.month_of(first)
    rows = _rows(weeks[0][0], weeks[-1][-1])
    inside = rules.touching(rows, first, last)
    heading = f"{first:%B %Y}"
    return _answer(
        "month",
        span=(first, last),
        heading=heading,
        said=f"{heading}, {plural(inside, 'entry', 'entries')}",
        weeks=grid(weeks, rows, month=first.month),
        is_empty=not inside,
        here=_month_url(first),
        earlier=_month_link(first - timedelta(days=1), first),
        later=_month_link(rules.next_month(first), first),
    )


@bp.get("/week")
@bp.get("/week/<day:day>")
@requires(Permission.CALENDAR_READ)
def week(day: date | None = None) -> ResponseReturnValue:
    """Show the week that a day lies in."""
    days = rules.week_of(within(day))
    monday, sunday = days[0], days[-1]
    rows = _rows(monday, sunday)
    heading = f"Week of {monday.day} {monday:%B %Y}"
    return _answer(
        "week",
        span=(monday, sunday),
        heading=heading,
        said=f"{heading}, {plural(len(rows), 'entry', 'entries')}",
        weeks=grid([days], rows, month=None, most=MOST_A_WEEKDAY),
        is_empty=not rows,
        here=f"/calendar/week/{monday}",
        earlier=("Week before", f"/calendar/week/{monday - timedelta(days=7)}"),
        later=("Week after", f"/calendar/week/{monday + timedelta(days=7)}"),
    )


@bp.get("/day")
@bp.get("/day/<day:day>")
@requires(Permission.CALENDAR_READ)
def day(day: date | None = None) -> ResponseReturnValue:
    """Show a day, hour by hour."""
    day = within(day)
    rows = _coming_rows(day, MOST_OF_A_DAY, last=day)
    whole, by_hour = hours(rows, day)
    return _answer(
        "day",
        span=(day, day),
        heading=in_words(day),
        said=f"{in_words(day)}, {plural(len(rows), 'entry', 'entries')}",
        day=day,
        holiday=clock.bank_holiday(day),
        school=schools_on([day]).get(day),
        whole=whole,
        hours=by_hour,
        quick=_quick(day),
        is_empty=not rows,
        here=_day_url(day),
        earlier=("Day before", _day_url(day - timedelta(days=1))),
        later=("Day after", _day_url(day + timedelta(days=1))),
    )


def _quick(day: date) -> AddEventForm | None:
    """Return a form for a meeting of the team on a day; none for a day that is over.

    Nor for who looks after several areas: they say in the whole form for which of them it is.
    """
    areas = signed_in_user().area_ids
    if not may(Permission.CALENDAR_ADD) or day < clock.today() or len(areas) > 1:
        return None
    named = [(area_id, "") for area_id in areas]
    return AddEventForm(choices={"room": [], "area": named}, data={"area": next(iter(areas), None)})


@bp.get("/agenda")
@requires(Permission.CALENDAR_READ)
def agenda() -> ResponseReturnValue:
    """Show what is coming up, day by day, from today or from the day asked for."""
    start = within(asked.day("from"))
    rows = _coming_rows(start, AGENDA_MOST + 1)
    kept, rest = rules.whole_days(rows, start, AGENDA_MOST)
    by_day = groupby(kept, key=lambda row: max(row.first_day, start))
    days = [(day, [card(row, opened()) for row in part]) for day, part in by_day]
    return _answer(
        "agenda",
        span=(start, start),
        heading="What is coming up" if start == clock.today() else f"From {in_words(start)}",
        said=f"Today is {in_words(clock.today())}. {_coming(len(kept), more=rest is not None)}",
        days=days,
        holidays={day: clock.bank_holiday(day) for day, _ in days},
        schools=schools_on(day for day, _ in days),
        came_by_later=request.headers.get("HX-Source") == "a#later",
        start=start,
        here=_agenda_url(start),
        earlier=("Four weeks earlier", _agenda_url(start - timedelta(days=28))),
        later=(f"Later: from {in_words(rest)}", _agenda_url(rest)) if rest else None,
    )


def _answer(view: str, *, span: tuple[date, date], **context: Any) -> Response:
    """Answer with the region that moves, or with the page around it."""
    chosen = filtering.asked()
    for name in ("here", "earlier", "later"):
        context[name] = _filtered(context[name], chosen)
    fragment = FRAGMENTS[view]
    return page_or_fragment(
        "calendar/browse.html",
        fragment,
        view=view,
        span=span,
        views=views_of(*span, chosen),
        region=fragment,
        nothing=_nothing(chosen),
        now_url=f"/calendar/{view}{chosen.query}",
        partial=wants_fragment(),
        **filtering.shown(chosen),
        **context,
    )


def _rows(first: date, last: date) -> Sequence[queries.Plain | queries.Row]:
    chosen = filtering.asked()
    rows = queries.seen(signed_in_person().id, first, last, chosen)
    if not chosen.imported:
        return rows
    imported = queries.imported_seen(signed_in_person().id, first, last, chosen.areas)
    return sorted([*rows, *imported], key=in_order)


def _coming_rows(start: date, most: int, *, last: date = date.max) -> Sequence[queries.Row]:
    chosen = filtering.asked()
    rows = queries.coming(signed_in_person().id, start, chosen, most, last=last)
    if not chosen.imported:
        return rows
    imported = queries.imported_seen(signed_in_person().id, start, last, chosen.areas, most)
    return sorted([*rows, *imported], key=in_order)[:most]


def _nothing(chosen: Filters) -> str:
    if chosen.query:
        return "Nothing here matches these filters. Choose fewer of them to see more."
    return "Nothing is in the calendar here that you may see."


def views_of(first: date, last: date, chosen: Filters) -> list[tuple[str, str, str]]:
    """Return the views of about the same time that the reader may open."""
    today = clock.today()
    day = today if first <= today <= last else first
    urls = (
        ("month", "Month", _month_url(day)),
        ("week", "Week", f"/calendar/week/{day}"),
        ("day", "Day", _day_url(day)),
        ("agenda", "Agenda", _agenda_url(day)),
    )
    rooms = [("rooms", "Rooms", f"/calendar/rooms/{day}")] if may(Permission.CALENDAR_ROOMS) else []
    return [*((name, label, _with(url, chosen)) for name, label, url in urls), *rooms]


def _filtered(link: Any, chosen: Filters) -> Any:
    """Return an address, or a label and an address, with the filters kept."""
    if link is None or isinstance(link, str):
        return link and _with(link, chosen)
    return (link[0], _with(link[1], chosen))


def _with(url: str, chosen: Filters) -> str:
    return url + (chosen.query.replace("?", "&", 1) if "?" in url else chosen.query)


def _month_url(day: date) -> str:
    return f"/calendar/month/{day:%Y-%m}"


def _month_link(day: date, beside: date) -> tuple[str, str]:
    return (f"{day:%B}" if day.year == beside.year else f"{day:%B %Y}", _month_url(day))


def _day_url(day: date) -> str:
    return f"/calendar/day/{day}"


def _agenda_url(day: date) -> str:
    return f"/calendar/agenda?from={day}"


def _first_of(year: int | None, number: int | None) -> date:
    if year is None or number is None:
        return clock.today().replace(day=1)
    try:
        return within(date(year, number, 1))
    except ValueError:
        abort(404)


def within(day: date | None) -> date:
    """Return the day, or today; a year that no calendar needs is not found."""
    if day is not None and day.year not in YEARS:
        abort(404)
    return day or clock.today()


def _coming(count: int, *, more: bool) -> str:
    if not count:
        return "Nothing more is in the calendar."
    return f"These are the next {count} things." if more else f"{plural(count, 'thing')} to come."
