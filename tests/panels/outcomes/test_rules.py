"""What a panel can have come to, and what a correction of that means."""

from datetime import date

import pytest

from portal.panels import rules

SAT_ON = date(2026, 3, 10)
CAME = (rules.Present(1, "chair", "came"),)


def noted(**values: object) -> rules.Noted:
    """Return an outcome with what is said of it."""
    return rules.Noted(**{"present": CAME, "held": True, **values})  # type: ignore[arg-type]  # its own fields


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"present": (rules.Present(1, "chair", "absent"),)}, "result_2"),
        ({"agreed": None}, "agreed_2"),
        ({"held": False, "again_on": date(2026, 3, 24)}, "reason_2"),
        ({"held": False, "reason": "The child did not come"}, "again_2"),
        ({"held": False, "reason": "x", "again_on": SAT_ON}, "again_2"),
        ({"held": False, "reason": "x", "again_on": date(2028, 3, 10)}, "again_2"),
    ],
)
def test_what_cannot_be_is_refused_where_it_was_said(values: dict[str, object], field: str) -> None:
    with pytest.raises(rules.Refused) as refused:
        rules.check_noted(noted(**values), sat_on=SAT_ON, asks_agreed=True, place=2)
    assert refused.value.field == field


def test_what_can_be_is_taken() -> None:
    rules.check_noted(noted(agreed=False), sat_on=SAT_ON, asks_agreed=True, place=1)
    rules.check_noted(noted(), sat_on=SAT_ON, asks_agreed=False, place=1)
    again = noted(present=(), held=False, reason="No room", again_on=date(2026, 3, 24))
    rules.check_noted(again, sat_on=SAT_ON, asks_agreed=True, place=1)


def fact(
    state: str = "held", *, known: bool = True, quorate: bool = True, named: bool = True
) -> rules.PanelFacts:
    """Return one panel of a sitting that is over."""
    return rules.PanelFacts(state, known, quorate, named)


@pytest.mark.parametrize(
    ("panels", "outcome"),
    [
        ([fact()], rules.Outcome.SAT),
        ([fact(), fact(known=False)], rules.Outcome.MISSING),
        ([fact(), fact(quorate=False)], rules.Outcome.UNQUORATE),
        ([fact(), fact(quorate=False, named=False)], rules.Outcome.UNKNOWN),
        ([fact(quorate=False, named=False), fact(quorate=False)], rules.Outcome.UNQUORATE),
        ([fact("adjourned", quorate=False)], rules.Outcome.ADJOURNED),
        ([fact("adjourned", quorate=False), fact()], rules.Outcome.SAT),
    ],
)
def test_a_sitting_reads_as_the_worst_of_its_panels(
    panels: list[rules.PanelFacts], outcome: rules.Outcome
) -> None:
    assert rules.outcome_of(panels) is outcome


def test_a_correction_says_what_it_changes_and_nothing_else() -> None:
    assert rules.quorum_changes("P-1", "", "a chair") == [
        "P-1 will no longer count as quorate: it needs a chair."
    ]
    assert rules.quorum_changes("P-1", "a chair", "") == ["P-1 will count as quorate."]
    assert rules.quorum_changes("P-1", "a chair", "an adviser") == []
    assert rules.sat_changes("Ann Lee", 5, -1, "this year") == [
        "Ann Lee’s sittings this year go from 5 to 4."
    ]
    assert rules.sat_changes("Ann Lee", 5, 0, "this year") == []
    adjourned = noted(held=False)
    assert rules.ending_changes("P-1", "held", adjourned, following="", again="Tuesday") == [
        "P-1 becomes adjourned: another panel is planned, to sit by Tuesday."
    ]
    assert rules.ending_changes("P-1", "adjourned", noted(), following="P-2", again="") == [
        "P-1 becomes held, and P-2, which was to follow it, is dropped."
    ]
    assert rules.ending_changes("P-1", "held", noted(), following="", again="") == []
