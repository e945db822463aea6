"""What a draft says of itself: why nobody has a seat, or why this one does."""

import pytest

from portal.panels.rules.filling import (
    CHAIR,
    MEMBER,
    OBSERVER,
    Chosen,
    Hindered,
    Hindrance,
    why_chosen,
    why_empty,
)

GRAHAM = Hindered("Graham Holt", Hindrance.MOST, most=2)
PRIYA, JOSEPH = (Hindered(name, Hindrance.ELSEWHERE) for name in ("Priya Nair", "Joseph Okafor"))
SIAN = Hindered(
    "Siân Morgan",
    Hindrance.BARRED,
    words="the DBS re-check falls on 26 June, before this panel",
    remedy="start a new DBS check now",
)
DEV = Hindered("Dev Patel", Hindrance.ALONE)


@pytest.mark.parametrize(
    ("hindered", "why", "remedy"),
    [
        (
            [GRAHAM],
            "The only person left who is free then, Graham Holt, is at the 2 sittings "
            "that they asked for as a month’s most.",
            "Ask Graham Holt for a third.",
        ),
        (
            [PRIYA, JOSEPH],
            "The two left who are free then, Joseph Okafor and Priya Nair, "
            "sit elsewhere at that hour.",
            "Move the sitting to another hour, and ask Joseph Okafor for both.",
        ),
        (
            [SIAN],
            "Siân Morgan is free, but can’t sit: the DBS re-check falls on 26 June, "
            "before this panel.",
            "Siân Morgan: start a new DBS check now.",
        ),
        (
            [DEV],
            "The only person left who is free then, Dev Patel, is still learning, "
            "and would have nobody experienced beside them.",
            "Ask somebody experienced who could come that day.",
        ),
        (
            [SIAN, PRIYA, GRAHAM, JOSEPH],
            "Of the four left who are free then, Graham Holt is at the 2 sittings that they asked "
            "for as a month’s most; Joseph Okafor and Priya Nair sit elsewhere at that hour; "
            "and Siân Morgan can’t sit (the DBS re-check falls on 26 June, before this panel).",
            "Ask Graham Holt for a third.",
        ),
    ],
)
def test_an_empty_seat_says_who_was_nearest_to_it_and_what_would_bring_them(
    hindered: list[Hindered], why: str, remedy: str
) -> None:
    empty = why_empty(MEMBER, hindered)
    assert (empty.why, empty.remedy) == (why, remedy)


def test_a_chair_is_sought_among_those_who_may() -> None:
    assert why_empty(CHAIR, [PRIYA]).why == (
        "The only person left who is free then and may chair, Priya Nair, "
        "sits elsewhere at that hour."
    )


def test_nobody_free_leads_to_those_who_have_not_said() -> None:
    empty = why_empty(CHAIR, [], silent=["Ann Lee", "Bo Reid", "Cy Moss", "Di Webb"])
    assert empty.why == "Nobody who may chair has said that they are free then."
    assert empty.remedy == (
        "Ask Ann Lee, Bo Reid and 2 others: they have not said which days suit them."
    )
    assert why_empty(MEMBER, []).remedy == "Ask who else could come that day, or move the sitting."


def test_many_are_counted_and_few_named() -> None:
    people = [Hindered(f"Person {number}", Hindrance.ELSEWHERE) for number in range(1, 13)]
    assert why_empty(MEMBER, people).why == (
        "The 12 left who are free then, Person 1, Person 10 and 10 others, "
        "sit elsewhere at that hour."
    )
    barred = [Hindered(f"P{n}", Hindrance.BARRED, words="no DBS check") for n in range(1, 6)]
    assert why_empty(MEMBER, barred).why.endswith(
        "P3 can’t sit (no DBS check); and 2 more can’t sit."
    )


def test_who_could_and_is_not_there_is_said_too() -> None:
    assert why_empty(MEMBER, [GRAHAM], could=["Ann Lee"]).why == (
        "Ann Lee could, but other things counted more, or time was up first."
    )


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"only": True, "knew": "sat"}, "Ann Lee is the only one free who may chair."),
        (
            {"knew": "chaired this order’s initial panel", "again": "Tuesday 9 June"},
            "Ann Lee chaired this order’s initial panel.",
        ),
        ({"again": "Tuesday 9 June"}, "Ann Lee meets this order on Tuesday 9 June too."),
        ({"least": 2}, "Ann Lee has not reached the 2 a month that they asked for."),
        ({"chaired_least": True}, "Ann Lee has chaired least in the past year."),
        ({"nearest": True, "weeks": 6}, "Ann Lee is nearest, and has not sat for 6 weeks."),
        ({"nearest": True, "weeks": 1}, "Ann Lee is nearest."),
        ({}, "Ann Lee has not sat yet."),
        ({"weeks": 4}, "Ann Lee has not sat for 4 weeks."),
        ({"weeks": 3}, "Ann Lee is free, and has room in their month."),
        (
            {"chaired_least": True, "gone": "Graham Holt sits elsewhere at that hour"},
            "Ann Lee has chaired least in the past year; Graham Holt sits elsewhere at that hour.",
        ),
    ],
)
def test_whoever_is_chosen_is_chosen_for_what_counted_most(
    said: dict[str, object], why: str
) -> None:
    assert why_chosen(Chosen("Ann Lee", CHAIR, **said)) == why  # type: ignore[arg-type]  # each case says only what differs


def test_a_learner_sits_beside_whom_they_learn_from() -> None:
    chosen = Chosen("Siân Morgan", OBSERVER, beside=["Joseph Okafor"])
    assert why_chosen(chosen) == "Siân Morgan is still learning, beside Joseph Okafor."
