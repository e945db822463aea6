"""What becomes of a plan, from what speaks for and against the person."""

from datetime import date

import pytest

from portal.members.rules import Reason, promise_look, promise_words
from portal.members.rules.reasons import bar, doubt, favour, fixed_bar
from portal.panels import rules

YES = favour("Said they can do Tuesday 10 March evening", "round")
USUAL = favour("Usually free on Tuesday evenings", "availability")
OVER = doubt("Would be their third panel", "load", "ask them first", "over their most")
LAPSED = bar("The DBS check lapsed", "check", "DBS lapsed", "record the new check")
CONFLICT = fixed_bar("Said they should not sit", "conflict", "said no", "choose somebody else")


@pytest.mark.parametrize(
    ("reasons", "set_aside", "fate"),
    [
        ([YES], False, rules.Fate.ON),
        ([YES, OVER], False, rules.Fate.ON),
        ([USUAL], False, rules.Fate.ASKED),
        ([], False, rules.Fate.ASKED),
        ([YES, LAPSED], False, rules.Fate.BARRED),
        ([YES, LAPSED], True, rules.Fate.ON),
        ([USUAL, LAPSED], True, rules.Fate.ASKED),
        ([YES, CONFLICT], True, rules.Fate.BARRED),
    ],
)
def test_a_yes_in_a_round_seats_everybody_else_is_asked_and_what_bars_counts(
    reasons: list[Reason], set_aside: bool, fate: rules.Fate
) -> None:
    assert rules.verdict(reasons, set_aside=set_aside).fate is fate


def test_who_is_barred_has_a_reason_and_a_remedy() -> None:
    verdict = rules.verdict([YES, LAPSED], set_aside=False)
    assert (verdict.why, verdict.remedy) == ("The DBS check lapsed", "record the new check")


def test_a_fingerprint_is_of_what_is_in_it_whatever_the_order() -> None:
    assert rules.fingerprint([(1, 2), (3, 4)]) == rules.fingerprint([(3, 4), (1, 2)])
    assert rules.fingerprint([(1, 2)]) != rules.fingerprint([(1, 3)])


@pytest.mark.parametrize(
    ("confirmed_on", "today", "words", "look"),
    [
        (None, 19, "Promised by Friday", "due"),
        (None, 21, "Promised by Friday, and not kept yet", "risk"),
        (20, 25, "Confirmed when promised", "ok"),
        (21, 25, "Confirmed 1 day late", "risk"),
        (24, 25, "Confirmed 4 days late", "risk"),
    ],
)
def test_a_promise_is_kept_late_or_open(
    confirmed_on: int | None, today: int, words: str, look: str
) -> None:
    by, on = date(2026, 3, 20), date(2026, 3, today)
    confirmed = date(2026, 3, confirmed_on) if confirmed_on else None
    assert promise_words(by, confirmed, on, "Friday") == words
    assert promise_look(by, confirmed, on) == look
