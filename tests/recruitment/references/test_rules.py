"""When a referee is reminded, who may be one, and how an applicant's references stand."""

from datetime import date

import pytest

from portal.recruitment.rules.references import (
    Standing,
    chase_due,
    check_referee,
    is_named,
    needs_words,
)
from portal.recruitment.rules.refusals import Refused

ASKED_ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 3, 8), None),
        (date(2026, 3, 9), 7),
        (date(2026, 3, 15), 7),
        (date(2026, 3, 16), 14),
        (date(2026, 4, 30), 14),
    ],
)
def test_a_referee_is_reminded_after_each_of_the_silences(today: date, due: int | None) -> None:
    assert chase_due(ASKED_ON, today, (14, 7)) == due


@pytest.mark.parametrize("typed", ["ann@example.net", " ANN@Example.net "])
def test_an_address_is_known_however_it_is_typed(typed: str) -> None:
    assert is_named(typed, "Ann@example.net")
    assert not is_named(typed, "anne@example.net")


@pytest.mark.parametrize(("answer", "asks"), [("yes", False), ("unknown", False), ("no", True)])
def test_only_what_cannot_be_weighed_alone_has_to_be_explained(answer: str, asks: bool) -> None:
    assert needs_words({"reliable": "yes", "children": answer}) is asks


def test_nobody_is_their_own_referee_or_named_twice() -> None:
    with pytest.raises(Refused, match="the applicant’s own address"):
        check_referee("ROSA@example.org", applicant="rosa@example.org", known=())
    with pytest.raises(Refused, match="named already"):
        check_referee("ann@example.net", applicant=None, known=["Ann@example.net"])
    check_referee(None, applicant=None, known=["ann@example.net"])


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing(0), "0 of 2 references in; none named yet"),
        (Standing(2), "Both references are in"),
        (Standing(3, named=["Bo Ray"]), "Both references are in"),
        (Standing(1), "1 of 2 references in; 1 more to be named"),
        (
            Standing(0, asked=[("Ann Lee", "Monday 30 March")], silent=["Bo Ray"]),
            "0 of 2 references in; no answer from Bo Ray; Ann Lee has until Monday 30 March",
        ),
        (
            Standing(0, named=["Bo Ray"]),
            "0 of 2 references in; ask Bo Ray; 1 more to be named",
        ),
    ],
)
def test_how_references_stand_says_what_to_do_next(standing: Standing, words: str) -> None:
    assert standing.in_words(2) == words


def test_another_number_of_references_may_be_wanted() -> None:
    assert Standing(1).in_words(1) == "1 reference in"
    assert Standing(1, named=["Bo Ray"]).in_words(3) == (
        "1 of 3 references in; ask Bo Ray; 1 more to be named"
    )
