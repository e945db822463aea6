"""How days, times and counts are written: 5:30pm, Tuesday 10 March, 1 panel, 2 panels."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from flask import Flask

from portal import clock

NOON: Final = 12
DAYS_OF_A_WEEK: Final = 7
SOON: Final = timedelta(days=2)
_NEAR: Final = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def init_app(app: Flask) -> None:
    """Give the filters and the clock to every template."""
    app.jinja_env.filters.update(
        day=day,
        day_year=day_year,
        short_day=short_day,
        time=time,
        span=span,
        moment=moment,
        plural=plural,
        when=when,
        ago=ago,
        is_soon=is_soon,
        lower_first=lower_first,
        options=options,
    )
    app.jinja_env.globals.update(today=clock.today, now=clock.now, london=clock.london)


def day(value: date | datetime) -> str:
    """> Tuesday 10 March; with the year when it is not this year's."""
    value = _date(value)
    year = "" if value.year == clock.today().year else f" {value.year}"
    return f"{value:%A} {value.day} {value:%B}{year}"


def day_year(value: date | datetime) -> str:
    """> Tuesday 10 March 2026."""
    value = _date(value)
    return f"{value:%A} {value.day} {value:%B %Y}"


def short_day(value: date | datetime) -> str:
    """> Tue 10 March; with the year when it is not this year's."""
    value = _date(value)
    year = "" if value.year == clock.today().year else f" {value.year}"
    return f"{value:%a} {value.day} {value:%B}{year}"


def time(value: datetime) -> str:
    """> 5:30pm, 5pm, midday, midnight (GOV.UK style)."""
    value = clock.london(value)
    if value.minute == 0 and value.hour in {0, NOON}:
        return "midday" if value.hour else "midnight"
    minutes = f":{value:%M}" if value.minute else ""
    return f"{value.hour % NOON or NOON}{minutes}{'am' if value.hour < NOON else 'pm'}"


def span(starts: datetime, ends: datetime) -> str:
    """> 5:30pm to 6:45pm, or with both days when it runs over midnight."""
    if _date(starts) == _date(ends - timedelta(microseconds=1)):
        return f"{time(starts)} to {time(ends)}"
    return f"{time(starts)} on {day(starts)} to {time(ends)} on {day(ends)}"


def moment(value: datetime, *, begins: bool = True) -> str:
    """> Today, 8:50am; Yesterday, 4pm; Saturday 28 February, 9:10am.

    Where it does not begin a sentence: today, 8:50am.
    """
    named = _NEAR.get((_date(value) - clock.today()).days)
    if named and begins:
        named = named.capitalize()
    return f"{named or day(value)}, {time(value)}"


def when(value: date | datetime) -> str:
    """> today; tomorrow; on Thursday, within a week; on Tuesday 17 March."""
    ahead = (_date(value) - clock.today()).days
    if ahead in _NEAR:
        return _NEAR[ahead]
    return f"on {_date(value):%A}" if 0 < ahead < DAYS_OF_A_WEEK else f"on {day(value)}"


def when_named(value: date | datetime) -> str:
    """> tomorrow, Monday 16 March; on Monday 16 March, which says the day once."""
    near = _NEAR.get((_date(value) - clock.today()).days)
    return f"{near}, {day(value)}" if near else f"on {day(value)}"


def ago(value: date | datetime) -> str:
    """> today; yesterday; 3 days ago."""
    days = (clock.today() - _date(value)).days
    return _NEAR.get(-days) or f"{days:,} days ago"


def is_soon(value: datetime) -> bool:
    """Return whether it is less than two days away: what then waits for somebody is due."""
    return value - clock.now() < SOON


def lower_first(text: str) -> str:
    """> initial panel, for use inside a sentence."""
    return text[:1].lower() + text[1:]


def plural(count: int, one: str, many: str | None = None) -> str:
    """> 1 panel, 2 panels."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def options(rows: Iterable[Any], key: str = "id", words: str = "name") -> list[tuple[Any, str]]:
    """> [(1, "Northmere")] for areas: what of some rows a drop-down offers."""
    return [(getattr(each, key), getattr(each, words)) for each in rows]


def _date(value: date | datetime) -> date:
    return clock.london(value).date() if isinstance(value, datetime) else value
