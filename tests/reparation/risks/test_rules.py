"""Scores, what an assessment lacks, how two versions differ, the library: no database."""

from dataclasses import replace
from datetime import date

import pytest

from portal.reparation.rules import Refused
from portal.reparation.rules import risks as rules
from portal.reparation.rules.library import LIBRARY
from portal.reparation.rules.risks import Danger, Level, Measure, Score, Written

TODAY = date(2026, 3, 2)
TOOLS = Danger(
    "Tools", "Children", Score(3, 4), Score(1, 4), (Measure("Count them", "Supervisor"),)
)
GARDEN = Written("Gardening", 4, 10, "Gloves", "A kit in the shed", "Ring 999", (TOOLS,))


@pytest.mark.parametrize(
    ("score", "level", "tone"),
    [
        (Score(1, 1), Level.LOW, "ok"),
        (Score(2, 2), Level.LOW, "ok"),
        (Score(1, 5), Level.MEDIUM, "due"),
        (Score(3, 3), Level.MEDIUM, "due"),
        (Score(2, 5), Level.HIGH, "risk"),
        (Score(3, 5), Level.HIGH, "risk"),
        (Score(4, 4), Level.VERY_HIGH, "risk"),
        (Score(5, 5), Level.VERY_HIGH, "risk"),
    ],
)
def test_five_by_five_gives_a_level_in_words_and_a_colour(
    score: Score, level: Level, tone: str
) -> None:
    assert (score.level, score.level.tone) == (level, tone)
    assert score.words == f"{score.points}, {level.value}"


def test_every_score_has_a_level() -> None:
    scores = [Score(likely, severe) for likely in range(1, 6) for severe in range(1, 6)]

    assert {score.level for score in scores} == set(Level)


def test_what_is_whole_lacks_nothing() -> None:
    assert rules.missing(GARDEN) == []
    rules.check_complete(GARDEN)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (replace(GARDEN, dangers=()), "Add at least one hazard."),
        (replace(GARDEN, first_aid=""), "Say who gives first aid, and where the kit is."),
        (replace(GARDEN, emergency=""), "Say what happens in an emergency."),
        (
            replace(GARDEN, dangers=(replace(TOOLS, measures=()),)),
            "Tools: say what is done against it.",
        ),
        (
            replace(GARDEN, dangers=(replace(TOOLS, before=Score(5, 4), after=Score(4, 4)),)),
            "Tools: it stays very high. Do more against it, or leave that work out.",
        ),
    ],
)
def test_what_lacks_something_says_what_and_is_not_sent(written: Written, sentence: str) -> None:
    assert rules.missing(written) == [sentence]
    with pytest.raises(Refused):
        rules.check_complete(written)


def test_controls_that_make_it_worse_are_refused() -> None:
    rules.check_scores(Score(2, 3), Score(3, 2))
    with pytest.raises(Refused, match="6 before, 9 after") as refused:
        rules.check_scores(Score(2, 3), Score(3, 3))
    assert refused.value.field == "likelihood_after"


@pytest.mark.parametrize("day", [date(2026, 3, 3), date(2027, 3, 2)])
def test_a_review_is_ahead_and_within_what_is_set(day: date) -> None:
    rules.check_review(day, TODAY, 12)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (TODAY, "This day is not ahead. Enter the day of the next review."),
        (date(2026, 3, 1), "This day is not ahead. Enter the day of the next review."),
        (
            date(2027, 3, 3),
            "This is too far ahead. Enter 2 March 2027 or a day before it.",
        ),
    ],
)
def test_a_review_in_the_past_or_years_ahead_is_refused(day: date, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_review(day, TODAY, 12)
    assert (refused.value.sentence, refused.value.field) == (sentence, "review_on")


def test_the_same_words_do_not_differ() -> None:
    assert rules.compare(GARDEN, GARDEN, TODAY) == []


def test_two_versions_differ_in_words() -> None:
    beam = Danger("A low beam", "Adults", Score(3, 2), Score(1, 2), (Measure("Hang a ribbon"),))
    tools = replace(
        TOOLS,
        who="Everybody",
        after=Score(2, 4),
        measures=(Measure("Count them in and out", "Supervisor", date(2026, 3, 20)),),
    )
    newer = replace(GARDEN, supervised=3, ppe="", dangers=(tools, beam))

    found = [(each.what, each.before, each.after) for each in rules.compare(GARDEN, newer, TODAY)]

    assert found == [
        ("Children to one adult", "4", "3"),
        ("Protective equipment", "Gloves", "nothing"),
        ("Tools: who may be harmed", "Children", "Everybody"),
        (
            "Tools: after controls",
            "4, low (very unlikely, hospital or lasting harm)",
            "8, medium (unlikely, hospital or lasting harm)",
        ),
        (
            "Tools: control",
            "Count them (Supervisor)",
            "Count them in and out (Supervisor, by 20 March)",
        ),
        ("A low beam", "nothing", "New hazard: 2, low"),
    ]
    assert rules.compare(newer, GARDEN, TODAY)[-1] == rules.Difference(
        "A low beam", "Hazard: 2, low", "Taken out"
    )


@pytest.mark.parametrize("key", LIBRARY)
def test_a_template_can_be_sent_for_approval_as_it_is(key: str) -> None:
    written = LIBRARY[key].written

    assert rules.missing(written) == []
    assert len({danger.what for danger in written.dangers}) == len(written.dangers)
    for danger in written.dangers:
        rules.check_scores(danger.before, danger.after)
        assert danger.after.level in {Level.LOW, Level.MEDIUM}
        assert all(1 <= n <= 5 for score in (danger.before, danger.after) for n in vars_of(score))


def vars_of(score: Score) -> tuple[int, int]:
    """Return the two numbers of a score."""
    return score.likelihood, score.severity


def test_the_library_has_the_six_kinds_of_work() -> None:
    assert [template.title for template in LIBRARY.values()] == [
        "Bike repair",
        "Community kitchen or food bank",
        "Decorating",
        "Gardening",
        "Litter picking",
        "Working with animals",
    ]
