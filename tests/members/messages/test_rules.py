"""How an audience is named and counted, and what no email may say."""

import pytest

from portal.members.rules import messages as rules
from portal.site.refusals import Refused


def test_an_audience_is_named_as_it_was_chosen() -> None:
    named = rules.audience_words(["Active", "Taking a break"], "Northmere", rules.CHAIRS)
    assert named == "Volunteers of Northmere who may chair: active and taking a break"
    assert rules.audience_words(["Active"], "", "") == "Volunteers: active"


@pytest.mark.parametrize(
    ("people", "without", "words"),
    [
        (14, [], "This goes to 14 people."),
        (2, ["Ann Lee"], "This goes to 1 person. 1 has no email: Ann Lee."),
        (5, ["Ann Lee", "Bo Ray"], "This goes to 3 people. 2 have no email: Ann Lee and Bo Ray."),
    ],
)
def test_the_count_says_who_is_not_reached(people: int, without: list[str], words: str) -> None:
    assert rules.count_words(people, without) == words


def test_the_mark_is_of_the_people_and_not_of_their_order() -> None:
    assert rules.mark_of([2, 1]) == rules.mark_of([1, 2]) != rules.mark_of([1, 3])


@pytest.mark.parametrize("text", ["See RO-2026-014", "of p-2026-031.", "PL-2026-002"])
def test_no_email_names_a_case(text: str) -> None:
    with pytest.raises(Refused):
        rules.check_no_reference(text, "body")
    rules.check_no_reference("On 12-2026 in room P-3", "body")
