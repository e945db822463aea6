"""One sentence for each seat: why nobody has it, or why this one does."""

import pytest

from portal.panels.rules.filling import Chosen, Hindered, Hindrance, why_chosen, why_empty

ANN = Hindered("Ann Lee", Hindrance.MOST)
RUTH = Hindered("Ruth Okafor", Hindrance.ELSEWHERE)
DEV = Hindered("Dev Patel", Hindrance.ELSEWHERE)
SIAN = Hindered("Siân Morgan", Hindrance.BARRED, "DBS lapses on 26 June", "Record a new check.")


@pytest.mark.parametrize(
    ("hindered", "why", "remedy"),
    [
        ([], "Nobody is free then who may sit.", "Ask who else could come"),
        ([ANN], "Nobody is left who may sit: Ann Lee is at the most", "Ask whether they would sit"),
        ([RUTH, DEV], "Ruth Okafor and Dev Patel sit elsewhere at that hour.", "Move the sitting"),
        ([SIAN], "Siân Morgan can’t (DBS lapses on 26 June).", "Record a new check."),
        ([RUTH, ANN], "they agreed to; Ruth Okafor sits elsewhere", "Ask whether"),
    ],
)
def test_it_names_who_is_free_and_what_keeps_them(
    hindered: list[Hindered], why: str, remedy: str
) -> None:
    found = why_empty("member", hindered)
    assert why in found.why
    assert remedy in found.remedy


def test_many_names_are_not_all_said() -> None:
    many = [Hindered(f"Number {each}", Hindrance.MOST) for each in range(1, 6)]
    expected = "Number 1, Number 2 and 3 others are at the most sittings that they agreed to."
    assert why_empty("chair", many).why == expected


def test_a_seat_that_somebody_could_have_says_so() -> None:
    assert why_empty("chair", [ANN], could=["Dev Patel"]).why.startswith("Dev Patel could chair")


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (Chosen("chair", only=True, knows=True), "is the only one free who may chair"),
        (Chosen("chair", knows=True), "sat with the same order before"),
        (Chosen("member", weeks=6), "has not sat for 6 weeks"),
        (Chosen("member"), "has not sat yet"),
        (Chosen("member", weeks=1), "is free, and has room in their month"),
    ],
)
def test_what_counted_most_is_why(chosen: Chosen, words: str) -> None:
    assert why_chosen(chosen) == words
