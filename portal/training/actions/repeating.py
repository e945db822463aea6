"""Planning a session again on other dates: all as it is, its deadlines as long before."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import Entry
from portal.people.models import Person
from portal.site.filters import span
from portal.training import rules
from portal.training.actions.sessions import Where, facts_of, plan_session
from portal.training.models import TrainingSession
from portal.training.queries import planned as queries


@dataclass
class Repeated:
    """What became of a series: sessions planned, and dates left out with the reason."""

    made: list[TrainingSession] = field(default_factory=list)
    left_out: list[tuple[date, str]] = field(default_factory=list)


def repeat_session(
    *,
    held: TrainingSession,
    dates: Sequence[date],
    publish: bool,
    form_key: str,
    actor: Person,
) -> Repeated:
    """Plan a session again on each of these first days; nobody is written to.

    Left out are bank holidays, days that are over, and days on which the room or the trainer is
    taken. The same form twice plans each once. Raises `rules.Refused` for far too many.
    """
    rules.check_dates(dates, field="dates")
    facts, where = facts_of(held), Where(held.entry.room, held.trainer)
    first = clock.london(facts.starts_at).date()
    found = Repeated()
    for on in dates:
        key = f"{form_key}:{on}"
        made, moved = queries.session_by_form(key), _moved(facts, on - first)
        why = "" if made else _why_not(moved, where)
        if why:
            found.left_out.append((on, why))
            continue
        found.made.append(
            made
            or plan_session(
                course=held.course,
                facts=moved,
                where=where,
                publish=publish,
                form_key=key,
                actor=actor,
            )
        )
    return found


def _moved(facts: rules.SessionFacts, by: timedelta) -> rules.SessionFacts:
    """Return the same at another date: at the same times by London's clocks."""
    return replace(
        facts,
        days=tuple((_later(start, by), _later(end, by)) for start, end in facts.days),
        opens_at=None if facts.opens_at is None else _later(facts.opens_at, by),
        closes_at=_later(facts.closes_at, by),
        cancel_by=_later(facts.cancel_by, by),
    )


def _later(moment: datetime, by: timedelta) -> datetime:
    there = clock.london(moment)
    return clock.at(there.date() + by, there.time())


def _why_not(facts: rules.SessionFacts, where: Where) -> str:
    """Say why there is no session on a date, or nothing."""
    if facts.closes_at <= clock.now():
        return "Booking would have closed already"
    for starts_at, ends_at in facts.days:
        holiday = clock.bank_holiday(clock.london(starts_at).date())
        if holiday:
            return f"It is a bank holiday, {holiday}"
        taken = _taken(where, starts_at, ends_at)
        if taken:
            return taken
    return ""


def _taken(where: Where, starts_at: datetime, ends_at: datetime) -> str:
    if where.room is not None:
        other = calendar.room_clash(where.room.id, starts_at, ends_at, ignoring=None)
        if other is not None:
            return f"The room is taken by {_words(other)}"
    if where.trainer is not None:
        busy = calendar.busy([where.trainer.id], starts_at, ends_at).get(where.trainer.id)
        if busy:
            return f"{where.trainer.display_name} has promised {_words(busy[0])}"
    return ""


def _words(entry: Entry) -> str:
    return f"“{entry.title}”, {span(entry.starts_at, entry.ends_at)}"
