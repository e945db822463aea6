"""How often somebody is supervised, and how each stands."""

from datetime import date

import pytest

from portal.members.rules import supervision as rules
from portal.site.refusals import Refused

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("last_on", "joined_on", "expected"),
    [
        (None, None, ("None yet: plan one", "risk")),
        (None, date(2025, 9, 1), ("Overdue since 1 March 2026", "risk")),
        (date(2025, 9, 2), None, ("Due by 2 March 2026", "due")),
        (date(2025, 9, 2), date(2020, 1, 1), ("Due by 2 March 2026", "due")),
        (date(2025, 10, 13), None, ("Due by 13 April 2026", "due")),
        (date(2025, 10, 14), None, ("Next by 14 April 2026", "ok")),
    ],
)
def test_the_next_is_due_months_after_the_last_or_after_joining(
    last_on: date | None, joined_on: date | None, expected: tuple[str, str]
) -> None:
    assert rules.standing(rules.Times(last_on, joined_on, 6), None, TODAY) == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (rules.Step(date(2026, 3, 5)), ("Planned for 5 March 2026", "ok")),
        (rules.Step(date(2026, 3, 1)), ("To be written up since 1 March 2026", "due")),
        (rules.Step(None), ("Waits for the service to sign", "due")),
        (rules.Step(None, signed_by_service=True), ("Waits for the volunteer to sign", "wait")),
    ],
)
def test_what_is_open_says_who_has_it(step: rules.Step, expected: tuple[str, str]) -> None:
    held = rules.Times(date(2026, 2, 1), None, 6)
    assert rules.standing(held, step, TODAY) == expected


def test_one_that_nobody_signed_hides_no_overdue_one() -> None:
    old = rules.Times(date(2025, 1, 1), None, 6)
    assert rules.standing(old, rules.Step(None), TODAY)[0] == "Overdue since 1 July 2025"
    assert rules.standing(old, rules.Step(date(2026, 3, 5)), TODAY)[1] == "ok"


def test_topics_are_lines_once_each() -> None:
    assert rules.topics("Panels\n\n  Training \nPanels\n") == ["Panels", "Training"]
    assert len(rules.topics("\n".join(map(str, range(40))))) == rules.MOST_TOPICS


@pytest.mark.parametrize(
    ("signed", "sentence"),
    [
        ((TODAY, None), "Take the signature back first, then change it."),
        ((TODAY, TODAY), "Write what is new into the next one."),
    ],
)
def test_what_is_signed_is_not_changed(signed: tuple[object, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        rules.check_draft(signed=signed)
    rules.check_draft(signed=(None, None))
