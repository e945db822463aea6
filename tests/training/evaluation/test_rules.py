"""Answers added up, and how much of them is shown."""

from itertools import pairwise

from portal.training import rules
from portal.training.rules import Results, Tally, added_up, chart, shown_next


def answer(rating: int = 3, **values: object) -> dict[str, object]:
    return {"outcomes": {"7": rating}, "useful": rating, "words": "", **values}


def test_nothing_is_shown_of_four_and_all_of_five() -> None:
    four = [answer() for _ in range(4)]
    assert shown_next(Results(), added_up(four), enough=5) is None
    shown = shown_next(Results(), added_up([*four, answer(5)]), enough=5)
    assert shown
    assert (shown.answers, shown.outcomes[7].counts) == (5, (0, 0, 4, 0, 1))


def test_what_is_shown_never_differs_by_fewer_than_five_answers() -> None:
    given: list[dict[str, object]] = []
    shown, states = Results(), [Results()]
    for number in range(23):
        given.append(answer(number % 5 + 1, words=f"Word {number}"))
        shown = shown_next(shown, added_up(given), enough=5) or shown
        states.append(shown)
    assert sorted({state.answers for state in states}) == [0, 5, 10, 15, 20]
    for earlier, later in pairwise(states):
        grown = later.outcomes.get(7, Tally()).count - earlier.outcomes.get(7, Tally()).count
        assert grown in {0, 5}
        assert len(later.words) - len(earlier.words) in {0, 5}


def test_an_outcome_that_came_later_waits_for_five_of_its_own() -> None:
    old = [answer() for _ in range(5)]
    shown = shown_next(Results(), added_up(old), enough=5)
    assert shown
    both = {"outcomes": {"7": 3, "8": 1}, "useful": 3, "words": ""}
    later = shown_next(shown, added_up([*old, *[answer()] * 4, both]), enough=5)
    assert later
    assert list(later.outcomes) == [7]


def test_words_stand_in_the_order_of_the_alphabet() -> None:
    given = [answer(words=words) for words in ("pears", "Apples", "", "apples")]
    assert added_up(given).words == ("Apples", "apples", "pears")


def test_results_come_back_as_they_were_kept() -> None:
    results = added_up([answer(4, words="Good")] * 2)
    assert rules.from_json(rules.as_json(results)) == results
    assert (results + results).sure.mean == 4
    assert Results().sure.mean is None


def test_bars_stand_beside_each_other() -> None:
    drawn = chart.bars([(2.5, 5.0), (None, 4.0)])
    assert [bar and (bar.x, bar.y, bar.height) for bar in drawn.before] == [(0, 97, 75), None]
    assert [bar and (bar.x, bar.y) for bar in drawn.after] == [(34, 22), (128, 52)]
