"""One's own training in words: how a course stands, why it counts, what to do."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from portal.members.rules import day_in_words
from portal.training.rules.standing import Need, Stand, State
from portal.training.rules.validity import months_in_words
from portal.training.rules.words import Mend

AT_PANELS: Final = {
    "volunteer": "You need it at every panel",
    "chair": "You need it to chair a panel",
    "adviser": "You need it to advise a panel",
    "staff": "You need it to advise a panel",
}
ASKED_OF: Final = {
    "volunteer": "every volunteer",
    "chair": "everybody who chairs",
    "adviser": "every panel adviser",
    "staff": "everybody who works for the service",
}


def why(needs: Iterable[Need], needing: frozenset[str]) -> list[str]:
    """Return which of one's parts a course counts for, the panels first.

    > ["You need it at every panel"]; ["Asked of every volunteer within 6 months of joining"].
    """
    mine = sorted(
        (need for need in needs if need.needing in needing), key=lambda need: need.months or 0
    )
    lines = [
        AT_PANELS[need.needing]
        if need.months is None
        else f"Asked of {ASKED_OF[need.needing]} within {months_in_words(need.months)} of joining"
        for need in mine
    ]
    return list(dict.fromkeys(lines))


def stand_in_words(stand: Stand, near: date) -> str:
    """> Valid today, lapses before your duty on Saturday 14 March; Lapsed on 3 March."""
    if stand.state is State.LAPSES_BEFORE and stand.duty is not None:
        return f"Valid today, lapses before your duty on {_weekday(stand.duty, near)}"
    if stand.state is State.NEVER_HELD:
        by = f": wanted by {_weekday(stand.by, near)}" if stand.by else ""
        return f"Not done yet{by}"
    if stand.until is None:
        return "Does not expire" if stand.since else stand.state.label
    verb = "Lapsed on" if stand.state is State.LAPSED else "Holds to the end of"
    return f"{verb} {_weekday(stand.until, near)}"


def next_step(title: str, stand: Stand, mend: Mend, near: date) -> str:
    """> Safeguarding lapses on Tuesday 3 March: book Thursday 12 February, 4 places left."""
    return f"{_fact(title, stand, near)}: {to_do(mend, near)}"


def to_do(mend: Mend, near: date) -> str:
    """Return what one can do oneself; where nothing can be booked, whom to ask."""
    if mend.next is None and mend.e_learning is None and mend.booked is None:
        return "no session can be booked now, so ask your coordinator"
    return mend.words(near)


def _fact(title: str, stand: Stand, near: date) -> str:
    if stand.state is State.NEVER_HELD or stand.until is None:
        return f"{title} is still to do"
    verb = "lapsed" if stand.state is State.LAPSED else "lapses"
    before = f", before your duty on {_weekday(stand.duty, near)}" if stand.duty else ""
    return f"{title} {verb} on {_weekday(stand.until, near)}{before}"


def _weekday(day: date, near: date) -> str:
    return f"{day:%A} {day_in_words(day, near)}"
