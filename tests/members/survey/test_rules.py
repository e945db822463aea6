"""Answers added up, and when volunteers are to be asked again."""

from datetime import date

from portal.members.rules import survey as rules
from tests.members.survey.scenes import said


def test_answers_are_added_up_with_sentences_by_the_alphabet() -> None:
    given = [said("strongly", "more tea"), said("agree"), said("disagree", "Earlier papers")]
    results = rules.added_up(given)
    assert results.answers == 3
    assert results.tallies["valued"] == (1, 1, 0, 1, 0)
    assert results.agree("valued") == 67
    assert results.words == ("Earlier papers", "more tea")
    assert rules.from_json(3, rules.as_json(results)) == results


def test_a_question_that_was_not_asked_has_no_share() -> None:
    results = rules.Results(5, {"valued": (5, 0, 0, 0, 0)}, ())
    assert (results.agree("valued"), results.agree("later")) == (100, None)


def test_the_next_is_due_half_a_year_after_the_last() -> None:
    today = date(2026, 3, 2)
    assert rules.next_due(None, 6, today) == ("None was asked yet", "due")
    assert rules.next_due(date(2025, 9, 2), 6, today) == ("Due since 2 March 2026", "due")
    assert rules.next_due(date(2025, 9, 3), 6, today)[0] == "The next is due by 3 March 2026"
