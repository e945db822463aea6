"""Small quarters to fill: made by hand, and made up by hypothesis."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from portal.panels.rules.filling import (
    KINDS,
    Fit,
    OpenSitting,
    Placement,
    Problem,
    Volunteer,
    Weights,
    month_of,
)

TODAY = date(2026, 3, 2)
TENTH = date(2026, 3, 10)
PAIR = {"chair": 1, "member": 1}


def volunteer(number: int, **values: Any) -> Volunteer:
    """Return somebody who sits up to three times a month, and may chair."""
    return replace(Volunteer(number, 0, 3, chairs=True, experienced=True), **values)


def learner(number: int, **values: Any) -> Volunteer:
    """Return somebody who is still learning."""
    return replace(Volunteer(number, 0, 3, learner=True), **values)


def sitting(number: int, **values: Any) -> OpenSitting:
    """Return a sitting on Tuesday 10 March that needs a chair and a member."""
    return replace(OpenSitting(number, TENTH, seats=PAIR), **values)


def problem(
    volunteers: Sequence[Volunteer], sittings: Sequence[OpenSitting], **values: Any
) -> Problem:
    """Return a problem in which everybody fits everywhere, but where `fits` says otherwise."""
    fits = tuple(Fit(who.id, where.id, KINDS) for who in volunteers for where in sittings)
    return replace(Problem(TODAY, tuple(volunteers), tuple(sittings), fits), **values)


def without(found: Problem, **seats: Any) -> Problem:
    """Return a problem with its first sitting changed."""
    first, *others = found.sittings
    return replace(found, sittings=(replace(first, **seats), *others))


@st.composite
def problems(draw: st.DrawFn, most_seats: int = 5) -> Problem:
    """Return a small problem with every kind of rule in it."""
    volunteers = [draw(_volunteer(number)) for number in range(1, draw(st.integers(1, 4)) + 1)]
    numbers = [each.id for each in volunteers]
    sittings: list[OpenSitting] = []
    left = most_seats
    for number in range(1, draw(st.integers(1, 3)) + 1):
        sittings.append(draw(_sitting(number, numbers, left)))
        left -= sum(sittings[-1].seats.values())
    fits = [
        draw(_fit(who, where)) for who in numbers for where in sittings if draw(st.integers(0, 4))
    ]
    pairs = [(one.id, other.id) for one in sittings for other in sittings if one.id < other.id]
    clashes = frozenset(pair for pair in pairs if draw(st.booleans()))
    pencilled = frozenset(
        Placement(fit.sitting, fit.kinds[0], fit.volunteer)
        for fit in fits
        if fit.kinds and not draw(st.integers(0, 3))
    )
    return Problem(
        TODAY,
        tuple(volunteers),
        tuple(sittings),
        tuple(fits),
        clashes,
        pencilled,
        draw(st.sampled_from([Weights(), _weights(3), _weights(40)])),
    )


def _weights(scale: int) -> Weights:
    """Return weights that are near each other, so that each tips the balance now and then."""
    return Weights(9 * scale, 5, 7 * scale, 6 * scale, scale, 2, 3 * scale, 4, 1)


@st.composite
def _volunteer(draw: st.DrawFn, number: int) -> Volunteer:
    least = draw(st.integers(0, 2))
    is_learner = not draw(st.integers(0, 2))
    return Volunteer(
        number,
        least,
        draw(st.integers(max(1, least), 3)),
        chairs=draw(st.booleans()),
        learner=is_learner,
        experienced=draw(st.booleans()),
        chaired=draw(st.integers(0, 3)),
        last_sat=draw(st.none() | st.dates(date(2026, 1, 1), TODAY)),
        loads={month_of(TENTH): draw(st.integers(0, 2))},
    )


@st.composite
def _sitting(draw: st.DrawFn, number: int, people: list[int], left: int) -> OpenSitting:
    seats = {}
    for kind in KINDS:
        seats[kind] = draw(st.integers(0, min(left, 2 if kind == "member" else 1)))
        left -= seats[kind]
    taken = draw(st.lists(st.sampled_from([*people, 99]), max_size=2, unique=True))
    return OpenSitting(
        number,
        TENTH + timedelta(draw(st.integers(0, 40))),
        draw(st.none() | st.dates(TODAY, date(2026, 6, 1))),
        seats,
        tuple((draw(st.sampled_from(KINDS)), who) for who in taken),
        draw(st.frozensets(st.integers(1, 3), max_size=2)),
    )


@st.composite
def _fit(draw: st.DrawFn, who: int, where: OpenSitting) -> Fit:
    kinds = draw(st.sets(st.sampled_from(KINDS), min_size=1))
    ordered = tuple(kind for kind in KINDS if kind in kinds)
    return Fit(who, where.id, ordered, draw(st.integers(0, 2)), draw(st.integers(0, 5)))
