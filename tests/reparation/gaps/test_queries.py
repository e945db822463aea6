"""What is asked for against what there is, on both databases."""

from datetime import timedelta
from typing import Any

from portal.database import session
from portal.reparation.models import MissedSearch, ProjectTheme
from portal.reparation.queries import gaps
from tests.reparation import scenes as reparation
from tests.reparation.catalogue import scenes
from tests.statements import count_statements


def test_wishes_waiting_lists_and_searches_are_held_against_what_there_is(
    short: dict[str, Any],
) -> None:
    session.add(MissedSearch(day=scenes.TODAY, area="CAST", theme="Bicycles", number=2))
    session.add(
        MissedSearch(day=scenes.TODAY - timedelta(days=91), area="CAST", theme="Food", number=9)
    )
    session.commit()
    found = gaps.found()
    assert [(each.area, each.theme, each.demand, each.supply) for each in found.needs] == [
        ("Castlebeck", "Bicycles", "1 wish, 2 searches without a result", "No project"),
        ("Northmere", "Parks and nature", "1 waiting", "1 project, no place free"),
    ]
    saturday = next(each for each in found.days if each.name == "Saturday")
    assert (saturday.projects, saturday.places, saturday.waiting) == (1, 0, 1)
    assert [each.projects for each in found.ages] == [1] * 9


def test_gaps_take_as_many_statements_for_one_project_as_for_three(
    short: dict[str, Any],
) -> None:
    counts = []
    for theme in ("Food", "Sport", "Animals"):
        scenes.session_of(scenes.open_project(theme, theme, area=short["here"]))
        gaps.found()
        with count_statements() as sent:
            gaps.found()
        counts.append(len(sent))
    assert counts[0] == counts[2]


def test_places_where_nothing_can_be_booked_are_none(short: dict[str, Any]) -> None:
    risky = reparation.project("Risky", themes=[ProjectTheme(theme="Bicycles")])
    risky.area = short["there"]
    scenes.session_of(risky)
    [need] = [each for each in gaps.found().needs if each.theme == "Bicycles"]
    assert need.supply == "1 project, no place free"
