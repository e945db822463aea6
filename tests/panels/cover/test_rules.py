"""Who may leave, and what it means for a panel that somebody looks for cover."""

from datetime import date

import pytest

from portal.panels import rules

SIXTEENTH = date(2026, 3, 16)
WHOLE = [("chair", False), ("member", False), ("adviser", True)]


@pytest.mark.parametrize(
    ("today", "how"),
    [
        (date(2026, 3, 1), "free"),
        (date(2026, 3, 9), "free"),
        (date(2026, 3, 10), "cover"),
        (date(2026, 3, 15), "cover"),
        (SIXTEENTH, "today"),
        (date(2026, 3, 17), "today"),
    ],
)
def test_until_seven_days_before_one_may_leave_freely(today: date, how: str) -> None:
    found = rules.leaving(SIXTEENTH, today, free_days=7)
    assert found == how
    if how == "free":
        rules.check_may_leave(found)
    else:
        with pytest.raises(rules.OfferRefused, match="until somebody takes over"):
            rules.check_may_leave(found)


def test_with_no_free_days_one_may_leave_until_the_day_before() -> None:
    assert rules.leaving(SIXTEENTH, date(2026, 3, 15), free_days=0) == "free"
    assert rules.leaving(SIXTEENTH, SIXTEENTH, free_days=0) == "today"


def test_who_looks_for_cover_counts_until_somebody_takes_over() -> None:
    found = rules.quorum(WHOLE, [("member", False)])
    assert (found.holds, found.cover) == (True, True)
    assert rules.standing_words("published", found, over=False) == "At risk: cover wanted"
    assert rules.standing_words("published", found, over=True) == "Quorate"
    assert rules.standing_look("published", found, over=True, risk=rules.Risk.RISK) == "ok"


def test_cover_puts_at_risk_only_what_hangs_on_it() -> None:
    spare = [*WHOLE, ("member", False), ("observer", False)]
    assert not rules.quorum(spare, [("member", False)]).cover
    assert not rules.quorum(WHOLE, [("observer", False)]).cover
    assert rules.quorum(spare, [("chair", False)]).cover
    short = rules.quorum([("member", False), ("adviser", True)], [("member", False)])
    assert (short.holds, short.cover) == (False, True)
    assert rules.standing_words("published", short, over=False) == (
        "Not quorate: needs a chair, and cover is wanted"
    )


def test_cover_that_is_wanted_is_a_risk_however_far_away() -> None:
    assert rules.risk(50, quorate=True, warn_days=2) is rules.Risk.NONE
    assert rules.risk(50, quorate=True, warn_days=2, cover=True) is rules.Risk.RISK
