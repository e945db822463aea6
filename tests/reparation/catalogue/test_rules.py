"""Narrowing by bits, ranking with words, distance: over plain values."""

from datetime import date, datetime
from typing import Any

import pytest

from portal.reparation.rules import facets, ranking
from portal.reparation.rules.distance import miles, miles_in_words
from portal.reparation.rules.facets import Index, Known
from portal.reparation.rules.ranking import Wanted
from portal.reparation.rules.slots import Ahead, Slot

SATURDAY, SUNDAY = date(2026, 3, 14), date(2026, 3, 15)


def known(number: int, *themes: str, **values: Any) -> Known:
    return Known(
        **{
            "id": number,
            "area": "1",
            "kind": "indirect",
            "least_age": 10,
            "most_age": 17,
            "themes": frozenset(themes),
            "has": frozenset(),
            "point": None,
            "text": " ".join(themes).lower(),
            **values,
        }
    )


def ids(index: Index, found: int) -> list[int]:
    return [each.id for each in index.each(found)]


def test_each_choice_counts_beside_those_of_the_other_facets() -> None:
    index = Index(
        [
            known(1, "Bicycles", area="1"),
            known(2, "Bicycles", area="2"),
            known(3, "Food", area="2"),
        ]
    )
    chosen = {facets.THEME: ["Bicycles"], facets.AREA: ["2"]}
    choices = {facets.THEME: ["", "Bicycles", "Food"], facets.AREA: ["", "1", "2", "not-1"]}
    assert ids(index, index.narrowed(chosen, index.everything)) == [2]
    assert index.counts(choices, chosen, index.everything) == {
        facets.THEME: {"": 2, "Bicycles": 1, "Food": 1},
        facets.AREA: {"": 2, "1": 1, "2": 1, "not-1": 1},
    }


def test_a_project_of_the_whole_service_is_in_every_area_and_left_out_of_none() -> None:
    index = Index([known(1, area=None), known(2, area="2")])
    assert ids(index, index.bits(facets.AREA, "1")) == [1]
    assert ids(index, index.bits(facets.AREA, "not-2")) == [1]


def test_all_that_it_must_have_is_asked_for_at_once_and_every_word_too() -> None:
    quiet = known(1, "Food", has=frozenset({facets.QUIET, facets.STEP_FREE}))
    index = Index([quiet, known(2, "Food", has=frozenset({facets.QUIET}))])
    both = {facets.MUST: [facets.QUIET, facets.STEP_FREE]}
    assert ids(index, index.narrowed(both, index.everything)) == [1]
    assert ids(index, index.with_words("FO")) == [1, 2]
    assert ids(index, index.with_words("food bikes")) == []


@pytest.mark.parametrize(("age", "found"), [("12", []), ("13", [1]), ("17", [1]), ("18", [])])
def test_ages_count_with_both_ends(age: str, found: list[int]) -> None:
    index = Index([known(1, least_age=13, most_age=17)])
    assert ids(index, index.bits(facets.AGE, age)) == found


def test_the_wish_comes_first_and_the_reasons_say_so() -> None:
    bikes = known(1, "Bicycles", point=(1609, 0))
    garden = known(2, "Parks and nature", has=frozenset({facets.AWARD}), point=(0, 0))
    wanted = Wanted(theme="Bicycles", days=frozenset({5}), point=(0, 0))
    first, second = ranking.ranked(
        [garden, bikes], wanted, free={1: [SATURDAY], 2: [SUNDAY]}, closed=()
    )
    assert (first.project.id, first.level) == (1, "Fits well")
    assert first.sentence == (
        "it follows the wish, it runs on the free Saturdays and it is 1 mile away"
    )
    assert second.level == "Fits little"
    assert second.sentence == (
        "it is under a mile away and an award can be gained, "
        "but it does not follow the wish and it has no place on a free day"
    )


def test_what_cannot_be_booked_comes_last_however_well_it_fits() -> None:
    bikes, food = known(1, "Bicycles"), known(2, "Food")
    found = ranking.ranked(
        [bikes, food], Wanted(theme="Bicycles"), free={1: [SATURDAY], 2: [SATURDAY]}, closed={1}
    )
    assert [(each.project.id, each.level) for each in found] == [
        (2, "Fits little"),
        (1, "Can’t be booked yet"),
    ]


@pytest.mark.parametrize(
    ("values", "wanted", "said"),
    [
        ({"least_age": 16}, {}, "only ages 16 and 17 may come"),
        ({"least_age": 16}, {"age": 16}, ""),
        ({}, {"done": frozenset({1})}, "the same was booked before"),
        ({}, {"themes": frozenset({"Animals"})}, "it is something new"),
        (
            {"kind": "direct"},
            {"theme": "Food", "direct": False},
            "it follows the wish, but it is done for the person harmed, who did not ask for that",
        ),
        (
            {"kind": "direct"},
            {"theme": "Food", "direct": True},
            "it follows the wish and it is done for the person harmed",
        ),
    ],
)
def test_ages_variety_and_for_whom_are_said(
    values: dict[str, Any], wanted: dict[str, Any], said: str
) -> None:
    fit = ranking.fit(known(1, "Food", **values), Wanted(**wanted), free=[SATURDAY])
    assert fit.sentence == said


def test_the_reasons_are_few_and_a_full_project_says_so() -> None:
    fit = ranking.fit(known(1, "Food", point=(40_000, 0)), Wanted(point=(0, 0)), free=[])
    assert fit.sentence == "no place is free in the next six weeks and it is 25 miles away"


@pytest.mark.parametrize(
    ("metres", "words"), [(0, "under a mile"), (1600, "1 mile"), (6500, "4 miles")]
)
def test_distance_is_said_in_whole_miles(metres: int, words: str) -> None:
    far = miles((0, 0), (metres, 0))
    assert far is not None
    assert miles_in_words(far) == words
    assert miles(None, (0, 0)) is None


def at(day: date, left: int, waiting: int = 0) -> Slot:
    starts = datetime(day.year, day.month, day.day, 10)  # noqa: DTZ001 -- only its hour is read
    return Slot(starts, starts.replace(hour=12), left, waiting)


def test_a_card_shows_the_next_session_and_the_next_with_a_place() -> None:
    assert Ahead().look == "none"
    assert (Ahead((at(SATURDAY, 2),)).look, Ahead((at(SATURDAY, 3),)).look) == ("due", "ok")
    full = Ahead((at(SATURDAY, 0, 1), at(SUNDAY, 1)))
    assert (full.look, full.next_free) == ("wait", at(SUNDAY, 1))
    assert (full.weekday, full.same_hours) == ("", True)
    assert Ahead((at(SATURDAY, 1), at(date(2026, 3, 21), 1))).weekday == "Saturdays"
