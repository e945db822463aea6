"""On which days volunteers are away, and on which they are free: three statements."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from portal import clock
from portal.members.queries.said import On, Week, answers_on, away_on, usual_weeks
from portal.members.rules import parts_of_day
from portal.panels.rules.rota import is_free

Parts = tuple[str, ...]


def parts_of(starts_at: datetime, ends_at: datetime) -> Parts:
    """Return the parts of the day that a time touches."""
    return parts_of_day(clock.london(starts_at).time(), clock.london(ends_at).time())


def away_and_free(
    member_ids: Collection[int], wanted: Mapping[date, Collection[Parts]]
) -> tuple[set[On], set[On]]:
    """Return who is away on which of the days, and who could come to something then.

    It is the light form of `members.queries.standings_at`: what they said of their time, nothing
    of what else speaks for or against them.
    """
    away = set(away_on(member_ids, wanted))
    weeks, answers = usual_weeks(member_ids), answers_on(member_ids, wanted)
    free = set()
    for member_id in member_ids:
        week = weeks.get(member_id, Week()).free
        for day, parts in wanted.items():
            on = (member_id, day)
            usual, said = week.get(day.weekday(), frozenset()), dict(answers.get(on, ()))
            if on not in away and any(is_free(each, usual, said) for each in parts):
                free.add(on)
    return away, free
