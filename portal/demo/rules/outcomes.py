"""What came of the panels that were held: all but the last evening's, which waits to be noted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final

from portal.demo.rules.orders import INITIAL, PROGRESS, Meeting, Noted
from portal.demo.rules.sittings import OBSERVER, Sitting
from portal.demo.rules.times import Times, When

NEXT_MORNING, LATE_EVENING = time(9, 40), time(20, 50)
APOLOGIES_EVERY: Final = 4
UNRECORDED_EVERY: Final = 8
ADJOURNED_FOR: Final = "A report was not ready"
"""One of the reasons that the settings list from the beginning."""

LATELY: Final = timedelta(days=35)
AGAIN_AFTER, AGAIN_AT_LEAST = 15, 8
"""Working days from an adjourned panel, and from today, until the one that follows it is due."""


def note(sittings: Iterable[Sitting], times: Times, *, told: bool) -> None:
    """Say what came of each panel that was held; where the story is told, not all went well."""
    held = [each for each in sittings if each.state == "held"]
    for turn, sitting in enumerate(held[:-1]):
        for meeting in sitting.meetings:
            meeting.noted = _usual(sitting, meeting, turn, times)
    if told:
        days = {meeting: each.day for each in held[:-1] for meeting in each.meetings}
        _adjourn_one(days, times)
        _disagree_once(days, times)
        _leave_unsigned(days, times)


def _usual(sitting: Sitting, meeting: Meeting, turn: int, times: Times) -> Noted:
    observer = sitting.seat(OBSERVER).person
    apologised = observer is not None and turn % APOLOGIES_EVERY == 0
    return Noted(
        at=_noted_at(sitting, times),
        by=sitting.adviser,
        missing=frozenset({observer} if observer and apologised else ()),
        agreed=True if meeting.kind == INITIAL else None,
        recorded=turn % UNRECORDED_EVERY != 0,
    )


def _noted_at(sitting: Sitting, times: Times) -> When:
    """Return the next working morning, or the same evening where that is still to come."""
    following = times.days.add_working_days(sitting.day, 1)
    if following < times.today:
        return When(following, NEXT_MORNING)
    return When(sitting.day, LATE_EVENING)


def _adjourn_one(days: dict[Meeting, date], times: Times) -> None:
    """Let the last progress panel have been adjourned, so that its order needs another date."""
    add = times.days.add_working_days
    for meeting, day in reversed(days.items()):
        lately = day >= times.today - LATELY
        if meeting.kind == PROGRESS and meeting.noted and lately:
            again_on = max(add(day, AGAIN_AFTER), add(times.today, AGAIN_AT_LEAST))
            meeting.noted = replace(meeting.noted, reason=ADJOURNED_FOR, again_on=again_on)
            return


def _disagree_once(days: dict[Meeting, date], times: Times) -> None:
    """Let no contract have been agreed at the last first panel of an order with nothing else."""
    for meeting, day in reversed(days.items()):
        alone = meeting.order.meetings == [meeting]
        lately = day >= times.today - LATELY
        if meeting.kind == INITIAL and meeting.noted and alone and lately:
            meeting.noted = replace(meeting.noted, agreed=False)
            return


def _leave_unsigned(days: dict[Meeting, date], times: Times) -> None:
    """Let the last contract that was agreed not be signed yet."""
    for meeting, day in reversed(days.items()):
        if meeting.noted and meeting.noted.agreed and day >= times.today - LATELY:
            meeting.noted = replace(meeting.noted, signed=False)
            return
