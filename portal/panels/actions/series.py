"""Arranging many evenings at once, as drafts that no order is heard at yet."""

from dataclasses import dataclass, field
from datetime import date, datetime

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import Room
from portal.panels import rules
from portal.panels.actions.entries import publish_sitting
from portal.panels.actions.seats import seat_adviser
from portal.panels.actions.sittings import open_sitting
from portal.panels.models import Sitting
from portal.panels.queries import sittings
from portal.people.models import Area, Person
from portal.site.filters import span


@dataclass
class Arranged:
    """What became of a series: evenings made, days left out and why, evenings with no adviser."""

    made: list[Sitting] = field(default_factory=list)
    left_out: list[tuple[date, str]] = field(default_factory=list)
    unadvised: list[Sitting] = field(default_factory=list)


def arrange_series(
    *, facts: rules.SeriesFacts, room: Room, area: Area, form_key: str, actor: Person
) -> Arranged:
    """Keep a room and an adviser on some weekdays, for orders to come; nobody is told.

    Bank holidays and days on which the room is taken are left out; an evening on which the adviser
    has promised something else is made without one. The same form twice makes each evening once.
    Raises `rules.Refused` with the field it is about.
    """
    days = rules.evenings(facts, clock.bank_holiday)
    for (on, _), field_of_day in ((days[0], "first"), (days[-1], "last")):
        rules.check_times(
            clock.at(on, facts.at), facts.minutes, now=clock.now(), day_field=field_of_day
        )
    if facts.adviser_id:
        sittings.lock_people([facts.adviser_id])
    arranged = Arranged()
    for on, holiday in days:
        key = f"{form_key}:{on}"
        made = sittings.sitting_by_form(key)
        why = "" if made else _why_not(facts, room, clock.at(on, facts.at), holiday)
        if why:
            arranged.left_out.append((on, why))
            continue
        made = made or _keep(facts, room, area, on, key, actor=actor)
        arranged.made.append(made)
        if facts.adviser_id and not any(seat.person_id for seat in made.seats):
            arranged.unadvised.append(made)
    return arranged


def _why_not(facts: rules.SeriesFacts, room: Room, starts_at: datetime, holiday: str) -> str:
    """Say why there is no evening on a day, or nothing."""
    if holiday:
        return f"It is a bank holiday, {holiday}"
    ends_at = facts.evening(starts_at, adviser_id=None).ends_at(0)
    other = calendar.room_clash(room.id, starts_at, ends_at, ignoring=None)
    if other is None:
        return ""
    return f"The room is taken by “{other.title}”, {span(other.starts_at, other.ends_at)}"


def _keep(
    facts: rules.SeriesFacts, room: Room, area: Area, on: date, key: str, *, actor: Person
) -> Sitting:
    evening = facts.evening(clock.at(on, facts.at), adviser_id=facts.adviser_id)
    sitting = open_sitting(facts=evening, count=0, room=room, area=area, form_key=key, actor=actor)
    if evening.adviser_id:
        try:
            seat_adviser(sitting, evening, actor=actor)
        except rules.Busy:
            return sitting
        publish_sitting(sitting, actor=actor)
    return sitting
