"""What can be claimed, how much, and what is refused: over plain values."""

from datetime import date

import pytest

from portal.members.rules import expenses as rules
from portal.site.refusals import Refused

LIMITS = rules.Limits(most={"parking": 2000}, receipt_from=500)


def test_miles_are_suggested_there_and_back_by_road() -> None:
    here, there = (600_000, 160_000), (606_000, 168_000)
    assert rules.suggested_miles(here, there) == 17  # 10 km, winding to 13.3, twice: 16.6 miles
    assert rules.suggested_miles(here, here) == 0
    assert rules.suggested_miles(None, there) is None
    assert rules.suggested_miles(here, None) is None


@pytest.mark.parametrize(
    ("tenths", "rate", "pence"), [(10, 45, 45), (125, 45, 563), (1, 45, 5), (140, 45, 630)]
)
def test_miles_are_paid_to_the_nearest_penny(tenths: int, rate: int, pence: int) -> None:
    assert rules.by_car(tenths, rate) == rules.Cost("mileage", pence, tenths, rate)


def test_money_and_miles_read_as_people_write_them() -> None:
    assert [rules.in_pounds(pence) for pence in (5, 450, 120_400)] == [
        "£0.05",
        "£4.50",
        "£1,204.00",
    ]
    assert [rules.in_miles(tenths) for tenths in (10, 125, 140)] == [
        "1 mile",
        "12.5 miles",
        "14 miles",
    ]


@pytest.mark.parametrize(
    "text", ["20-00-00", "sort code 20 00 00", "acc 12345678", "20–00–00 please"]
)
def test_bank_details_are_recognised(text: str) -> None:
    assert rules.looks_like_bank(text)


@pytest.mark.parametrize(
    "text", ["Bus 12 from Northmere", "01632 960001", "Tuesday 10 March 2026", "2 x £4.50", ""]
)
def test_other_numbers_are_no_bank_details(text: str) -> None:
    assert not rules.looks_like_bank(text)


def test_a_cost_above_its_limit_or_without_its_receipt_is_refused_with_a_remedy() -> None:
    rules.check_cost(rules.Cost("parking", 499), LIMITS, has_receipt=False)
    rules.check_cost(rules.Cost("parking", 2000), LIMITS, has_receipt=True)
    rules.check_cost(rules.by_car(2000, 45), LIMITS, has_receipt=False)
    with pytest.raises(Refused, match=r"At most £20\.00 is paid back for this\. Claim £20\.00"):
        rules.check_cost(rules.Cost("parking", 2001), LIMITS, has_receipt=True)
    with pytest.raises(Refused, match=r"From £5\.00 on, a receipt is needed\. Add a photo"):
        rules.check_cost(rules.Cost("parking", 500), LIMITS, has_receipt=False)


def test_another_cost_says_what_it_was() -> None:
    rules.check_cost(rules.Cost("other", 300, words="Toll"), LIMITS, has_receipt=False)
    rules.check_cost(rules.Cost("fare", 300), LIMITS, has_receipt=False)
    with pytest.raises(Refused, match="Say in a few words what you paid for") as refused:
        rules.check_cost(rules.Cost("other", 300), LIMITS, has_receipt=False)
    assert refused.value.field == "words"


def test_what_is_claimed_already_says_on_which_claim() -> None:
    sent = rules.already_claimed("This journey", date(2026, 3, 10))
    assert sent.sentence.startswith(
        "This journey is already on the claim that you sent on 10 March 2026."
    )
    making = rules.already_claimed("This journey", None)
    assert making.sentence.startswith("This journey is already on the claim you are making.")


def test_nobody_decides_on_their_own_claim() -> None:
    rules.check_not_own(person_id=1, actor_id=2)
    with pytest.raises(Refused, match="Another coordinator has to decide"):
        rules.check_not_own(person_id=1, actor_id=1)
