"""Answers added up, how much of a share is told, and how links and shares are drawn."""

import pytest
import segno

from portal.reparation.models import Answerer
from portal.reparation.rules import chart, feedback, poster
from portal.reparation.rules.feedback import Results, Tally

FEW = 5


def test_everybody_who_is_asked_has_a_few_questions() -> None:
    assert set(feedback.QUESTIONS) == set(Answerer)
    assert all(3 <= len(each) <= 4 for each in feedback.QUESTIONS.values())


def test_answers_are_added_up_by_question_and_sentences_by_the_alphabet() -> None:
    said = [
        {"answers": {"safe": "yes", "worth": "mostly"}, "words": "Well led"},
        {"answers": {"safe": "unsure", "worth": "no"}, "words": "A good day"},
        {"answers": {"safe": "hardly"}, "words": ""},
    ]
    results = feedback.added_up(said)
    assert results == Results(
        3,
        {"safe": Tally((1, 0, 1, 0, 1)), "worth": Tally((0, 1, 0, 1, 0))},
        ("A good day", "Well led"),
    )
    assert (results.overall.yes, results.overall.count, results.overall.percent) == (2, 5, 40)
    assert feedback.from_json(3, feedback.as_json(results)) == results


def test_two_batches_are_added_whatever_was_asked_in_each() -> None:
    one = Results(5, {"safe": Tally((5, 0, 0, 0, 0))}, ("B",))
    other = Results(6, {"safe": Tally((1, 0, 0, 5, 0)), "new": Tally((6, 0, 0, 0, 0))}, ("A",))
    assert one + other == Results(
        11, {"safe": Tally((6, 0, 0, 5, 0)), "new": Tally((6, 0, 0, 0, 0))}, ("A", "B")
    )


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (4, 4, "Too few to tell"),
        (3, 7, "Too few to tell"),
        (0, 0, "Too few to tell"),
        (98, 100, "Over 95%"),
        (100, 100, "Over 95%"),
        (2, 100, "Under 5%"),
        (4, 30, "Under 17%"),
        (28, 30, "Over 83%"),
        (5, 10, "50%"),
        (20, 30, "67%"),
    ],
)
def test_a_share_never_tells_of_a_few(part: int, whole: int, words: str) -> None:
    assert feedback.share_in_words(part, whole, FEW) == words


def test_bars_stand_beside_each_other_as_high_as_their_share() -> None:
    drawn = chart.chart([0, 50, 100])
    assert [(bar.x, bar.y, bar.height) for bar in drawn.bars] == [
        (0, 142, 0),
        (84, 82, 60),
        (168, 22, 120),
    ]
    assert drawn.width == 252


def test_a_code_draws_every_dark_module_inside_its_quiet_edge() -> None:
    address = "https://amends.example/reparation/feedback/abcdefghjkmn"
    code, matrix = poster.code(address), segno.make(address, error="q", micro=False).matrix
    assert code.size == len(matrix) + 8
    assert code.path.count("M") == sum(map(sum, matrix))
    assert code.path.startswith("M4 4h1v1h-1z")
