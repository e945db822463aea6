"""What a partner's papers say of it, over plain values."""

from datetime import date

import pytest

from portal.reparation.rules import partners as rules
from portal.reparation.rules.partners import Held, Lack, Line, Stand
from portal.reparation.rules.refusals import Refused

TODAY = date(2026, 3, 2)
INSURANCE, POLICY, DBS = "Public liability insurance", "Safeguarding policy", "DBS position"
REQUIRED = (INSURANCE, POLICY)


def test_a_paper_counts_on_its_last_day_and_not_after() -> None:
    papers = [Held(INSURANCE, date(2026, 3, 10)), Held(POLICY, None)]
    assert rules.lacking(papers, REQUIRED, date(2026, 3, 10)) == ()
    assert rules.lacking(papers, REQUIRED, date(2026, 3, 11)) == (
        Lack(INSURANCE, date(2026, 3, 10)),
    )


def test_a_newer_paper_stands_for_an_older_one_in_whatever_order() -> None:
    old, new = Held(INSURANCE, date(2026, 1, 1)), Held(INSURANCE, date(2027, 1, 1))
    for papers in ([old, new], [new, old]):
        assert rules.lacking(papers, [INSURANCE], TODAY) == ()


def test_what_was_never_accepted_is_lacking_and_what_is_not_asked_for_is_not() -> None:
    assert rules.lacking([Held(DBS, date(2020, 1, 1))], REQUIRED, TODAY) == (
        Lack(INSURANCE),
        Lack(POLICY),
    )


@pytest.mark.parametrize(
    ("lacks", "sentence"),
    [
        ([], ""),
        (
            [Lack(INSURANCE, date(2026, 2, 28))],
            "Canal Trust cannot be booked: its public liability insurance ran out on "
            "28 February 2026. Once a new one is sent in and accepted, it can.",
        ),
        (
            [Lack(INSURANCE, date(2026, 5, 3)), Lack(POLICY), Lack(DBS)],
            "Canal Trust cannot be booked: its public liability insurance runs out on "
            "3 May 2026, no safeguarding policy is accepted yet, and no DBS position is accepted "
            "yet. Once new ones are sent in and accepted, it can.",
        ),
    ],
)
def test_the_sentence_says_which_document(lacks: list[Lack], sentence: str) -> None:
    assert rules.not_bookable("Canal Trust", lacks, TODAY) == sentence


@pytest.mark.parametrize(
    ("state", "begins"),
    [("active", ""), ("paused", "Canal Trust takes a break."), ("ended", "Canal Trust hosts no")],
)
def test_a_partner_that_rests_or_has_ended_is_not_booked(state: str, begins: str) -> None:
    said = rules.not_active("Canal Trust", state)
    assert said.startswith(begins)
    assert bool(said) == bool(begins)


@pytest.mark.parametrize(
    ("until", "stand"),
    [
        (None, Stand.HOLDS),
        (date(2026, 5, 2), Stand.HOLDS),
        (date(2026, 5, 1), Stand.SOON),
        (TODAY, Stand.SOON),
        (date(2026, 3, 1), Stand.LAPSED),
    ],
)
def test_a_paper_is_due_soon_so_many_days_before_its_last(until: date | None, stand: Stand) -> None:
    found = rules.lines([Held(INSURANCE, until)], [INSURANCE], today=TODAY, soon=60)
    assert found == [Line(INSURANCE, stand, until, required=True)]


def test_what_is_asked_for_comes_first_and_what_is_missing_is_shown() -> None:
    found = rules.lines([Held(DBS, None)], REQUIRED, today=TODAY, soon=60)
    assert [(line.title, line.stand, line.required) for line in found] == [
        (INSURANCE, Stand.MISSING, True),
        (POLICY, Stand.MISSING, True),
        (DBS, Stand.HOLDS, False),
    ]


def test_a_paper_that_ran_out_is_refused_at_its_day() -> None:
    rules.check_until(None, TODAY)
    rules.check_until(TODAY, TODAY)
    with pytest.raises(Refused, match="ran out on 1 March 2026") as refused:
        rules.check_until(date(2026, 3, 1), TODAY)
    assert refused.value.field == "until"


def test_nobody_takes_their_own_access_away() -> None:
    rules.check_removable(is_oneself=False, still_there=True)
    with pytest.raises(Refused, match="your own access"):
        rules.check_removable(is_oneself=True, still_there=True)
    with pytest.raises(Refused, match="no longer sign in"):
        rules.check_removable(is_oneself=False, still_there=False)
