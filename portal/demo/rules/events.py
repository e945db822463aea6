"""The team's own calendar: briefings, supervision, leave, volunteers' evenings, duty desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from portal.demo.rules.orders import AHEAD, BACK
from portal.demo.rules.people import AREAS, Colleague
from portal.demo.rules.times import Times

ENTRIES: Final = 600

TEAM, LEAVE = "team", "leave"
STAFF, VOLUNTEERS, EVERYONE, OF_AREA = "staff", "volunteers", "everyone", "area"
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)
SUPERVISED_EVERY: Final = 42
LEAVE_EVERY: Final = 66
LONGEST_LEAVE: Final = 5
MEETING_BACK: Final = 56
MEETING_TIMES: Final = 16
"""The team meets every second Thursday, since eight weeks ago."""
EVENING: Final = 23
"""Days after the story's Monday on which the volunteers' evening is; every four weeks around it."""

OFFICES: Final = ("County Offices", "Meeting Room 4")
MAIN_HALL: Final = ("Northmere Library", "Main hall")


@dataclass(frozen=True)
class Event:
    """Something that a colleague entered by hand. Without times it lasts all day.

    `audience` is one of the form's choices; `room` a place of ours and its room, else `place`.
    """

    kind: str
    title: str
    day: date
    starts: time | None
    ends: time | None
    last: date
    audience: str
    by: str
    room: tuple[str, str] | None = None
    place: str = ""
    area: str = ""


def events(
    colleagues: list[Colleague], busy: set[tuple[str, date]], times: Times, *, turn: int, count: int
) -> list[Event]:
    """Return so many events of one share, soonest first; `busy` is who advises on which day."""
    leave = list(_leave(colleagues, busy, times))
    away = {(each.by, day) for each in leave for day in _span(each.day, each.last)}
    desk = list(_desk(colleagues, away, times))
    fixed = [
        *_briefings(times, turn),
        *_evenings(times, turn),
        *_group_supervision(times, turn),
        *_supervision(colleagues, times),
        *leave,
        *desk,
    ]
    spare = list(_court_duty(colleagues, away | {(each.by, each.day) for each in desk}, times))
    wanted = count - len(fixed)
    step = len(spare) / max(wanted, 1)
    found = fixed + [spare[int(number * step)] for number in range(min(wanted, len(spare)))]
    return sorted(found, key=lambda each: (each.day, each.starts or time(), each.title))


def meeting(times: Times) -> Event:
    """Return the first of the team's meetings, which repeat."""
    day = times.away(-MEETING_BACK)
    day += timedelta(days=THURSDAY - day.weekday())
    return _at("Team meeting", day, time(14), time(15), STAFF, place="County Offices")


def _days(times: Times, *weekdays: int) -> Iterator[date]:
    """Yield the working days of the nine months that are one of these weekdays."""
    for offset in range(-BACK, AHEAD + 1):
        day = times.away(offset)
        if day.weekday() in weekdays and times.days.is_working_day(day):
            yield day


def _at(  # noqa: PLR0913 -- a row of a table, spelled by column
    title: str,
    day: date,
    starts: time,
    ends: time,
    audience: str,
    *,
    by: str = "Jo Hartley",
    room: tuple[str, str] | None = None,
    place: str = "",
    area: str = "",
) -> Event:
    return Event(TEAM, title, day, starts, ends, day, audience, by, room, place, area)


def _briefings(times: Times, turn: int) -> Iterator[Event]:
    title = "Team briefing" if turn == 0 else f"Team {turn + 1} briefing"
    room = OFFICES if turn == 0 else None
    for day in _days(times, MONDAY):
        yield _at(title, day, time(9, 30), time(10, 15), STAFF, room=room)


def _evenings(times: Times, turn: int) -> Iterator[Event]:
    title = "Volunteers’ evening"
    if turn:
        return
    for weeks in range(-28, 16, 4):
        day = times.story(EVENING + 7 * weeks)
        if times.away(-BACK) <= day <= times.away(AHEAD):
            yield _at(title, day, time(19), time(21), EVERYONE, room=MAIN_HALL)


def _group_supervision(times: Times, turn: int) -> Iterator[Event]:
    """Panel members of an area talk over their sittings, every five weeks."""
    wednesdays = list(_days(times, WEDNESDAY))
    for number, (area, name) in enumerate(AREAS.items()):
        for day in wednesdays[number + turn % 5 :: 5]:
            yield _at(
                "Group supervision for panel members",
                day,
                time(18),
                time(19, 30),
                OF_AREA,
                place=f"{name}, and online",
                area=area,
            )


def _supervision(colleagues: list[Colleague], times: Times) -> Iterator[Event]:
    for number, each in enumerate(colleagues):
        for offset in range(-BACK + 3 * number, AHEAD, SUPERVISED_EVERY):
            day = times.working(times.away(offset))
            starts = time(10 + number % 6)
            title = f"Supervision, {each.name}"
            ends = time(11 + number % 6)
            yield _at(title, day, starts, ends, STAFF, by=each.name, place="County Offices")


def _leave(
    colleagues: list[Colleague], busy: set[tuple[str, date]], times: Times
) -> Iterator[Event]:
    """Yield each colleague's leave, of one to five days, on none of which they advise."""
    for number, each in enumerate(colleagues):
        for offset in range(-BACK + 5 * number, AHEAD - 14, LEAVE_EVERY):
            first = times.working(times.away(offset))
            length = (number + offset) % LONGEST_LEAVE
            last = first + timedelta(days=min(length, FRIDAY - first.weekday()))
            if not {(each.name, day) for day in _span(first, last)} & busy:
                title = f"{each.name} on leave"
                yield Event(LEAVE, title, first, None, None, last, STAFF, each.name)


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=extra) for extra in range((last - first).days + 1)]


def _desk(
    colleagues: list[Colleague], away: set[tuple[str, date]], times: Times
) -> Iterator[Event]:
    """Yield who answers the telephone, day by day, in turn."""
    names = [each.name for each in colleagues if each.role == "staff"]
    for number, day in enumerate(_days(times, *range(5))):
        name = _here(names, number, day, away)
        yield _at(f"Duty desk: {name}", day, time(9), time(16), STAFF, by=name)


def _court_duty(
    colleagues: list[Colleague], away: set[tuple[str, date]], times: Times
) -> Iterator[Event]:
    """Yield who is at court, day by day, in turn."""
    names = [each.name for each in colleagues if each.manages]
    for number, day in enumerate(_days(times, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)):
        name = _here(names, number, day, away)
        title, where = f"Court duty: {name}", "Kentmere Youth Court"
        yield _at(title, day, time(9, 30), time(13), STAFF, by=name, place=where)


def _here(names: list[str], turn: int, day: date, away: set[tuple[str, date]]) -> str:
    """Return whose turn it is of those who are not away that day."""
    in_turn = names[turn % len(names) :] + names[: turn % len(names)]
    return next((name for name in in_turn if (name, day) not in away), in_turn[0])
