"""Rows of projects understood, weighed and taken in; the same rows again change nothing."""

from typing import Any

import pytest
from flask import Flask

from portal.database import changing, session
from portal.people.models import Person
from portal.reparation.actions import projects as actions
from portal.reparation.actions.importing import PROJECTS
from portal.reparation.models import Partner, Project, ProjectState
from portal.spreadsheets.actions import foresee
from portal.spreadsheets.imports import Outcome, Reading
from tests.factories import AreaFactory, VenueFactory
from tests.reparation.projects import scenes
from tests.reparation.sessions.scenes import planned
from tests.reparation.sessions.scenes import project as bookable
from tests.statements import count_statements

KITCHEN = "Castlebeck Cycle Kitchen"


def read(text: str, actor: Person | None = None) -> Reading[Any]:
    return PROJECTS.reading_of(text.encode(), actor)


def taken_in(text: str, actor: Person | None = None) -> Outcome:
    reading = read(text, actor)
    session.rollback()
    with changing():
        return PROJECTS.take_in(items=reading.items, actor=actor)


def reasons(text: str, actor: Person | None = None) -> list[str]:
    return [problem.reason for problem in foresee(PROJECTS, read(text, actor), actor).problems]


def test_a_row_begins_a_draft_and_a_second_run_changes_nothing(
    jo: Person, kitchen: Partner
) -> None:
    VenueFactory(name="Tannery Yard", for_projects=True)
    rows = (
        "Organisation,Project,Description,Themes,Type,Ratio,Min age,Max age,Step free,Site,Cost\n"
        f"{KITCHEN},Bike repair,Mend bikes,bicycles; FOOD,Community,1:3,13,17,Yes,tannery yard,4\n"
        ",Litter picking,Pick litter,Clean streets,,,,,,,\n"
    )
    assert read(rows).notes == ["Columns that were left out: Cost."]
    assert foresee(PROJECTS, read(rows), jo).numbers["new"] == len(("bikes", "litter"))
    assert taken_in(rows, jo).numbers == {"new": 2, "changed": 0, "same": 0, "bad": 0}
    bikes, litter = session.query(Project).order_by(Project.id)
    said = bikes.offered
    assert {name: said[name] for name in ("title", "summary", "themes", "kind", "supervised")} == {
        "title": "Bike repair",
        "summary": "Mend bikes",
        "themes": ["Bicycles", "Food"],
        "kind": "indirect",
        "supervised": 3,
    }
    assert (bikes.partner, bikes.state, bikes.step_free) == (kitchen, ProjectState.DRAFT, True)
    assert bikes.venue is not None
    assert (litter.partner, litter.least_age, litter.most_age) == (None, 10, 17)
    assert taken_in(rows, jo).numbers == {"new": 0, "changed": 0, "same": 2, "bad": 0}


def test_a_row_changes_what_it_says_alone(jo: Person, kitchen: Partner) -> None:
    project = scenes.listed(kitchen, jo)
    rows = f"Partner,Title,Places,Summary\n{KITCHEN},bike repair,6,\n"
    change = foresee(PROJECTS, read(rows), jo).changes[0]
    assert (change.kind, change.title, list(change.labels)) == (
        "changed",
        f"bike repair, {KITCHEN}",
        ["Places"],
    )
    taken_in(rows, jo)
    session.expire_all()
    assert project.offered == {**scenes.said(), "capacity": 6}
    assert project.state is ProjectState.LISTED


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            "Partner,Title\nCastlebeck Cycle Kitchn,Bikes\n",
            f"Partner: there is no partner called Castlebeck Cycle Kitchn: did you mean {KITCHEN}?",
        ),
        ("Partner,Title,Places\n,,4\n", "Title: this is blank, enter it."),
        ("Title,Themes\nBikes,Wheels\n", "Themes: there is no theme called Wheels: use Animals, "),
        ("Title,Themes,Kind\nBikes,,Other\n", "Kind: enter Direct, Indirect or Unpaid work."),
        ("Title,Places\nBikes,0\n", "Places: enter a whole number from 1 to 50."),
        (
            "Title,Places,Min age,Max age\nBikes,4,16,12\n",
            "Youngest age: 16 is above the oldest, 12. Correct one of them.",
        ),
        (
            "Title,Places\nBikes,4\nBikes,5\n",
            "Bikes, The service itself is on lines 2 and 3, with different details: "
            "keep one of them.",
        ),
    ],
)
def test_a_row_that_will_not_do_comes_back_with_the_reason(
    jo: Person, kitchen: Partner, rows: str, reason: str
) -> None:
    found = reasons(rows, jo)
    assert found
    assert {each.startswith(reason) for each in found} == {True}


def test_of_two_projects_with_one_title_none_is_changed(jo: Person, kitchen: Partner) -> None:
    for _ in range(2):
        scenes.draft(kitchen)
    rows = f"Partner,Title,Places\n{KITCHEN},Bike repair,6\n"
    assert reasons(rows, jo) == ["There are 2 projects called Bike repair: change them one by one."]


def test_a_site_that_is_taken_when_a_session_is_planned_leaves_its_project_as_it_was(
    jo: Person,
) -> None:
    mill = VenueFactory(name="Old mill", for_projects=True)
    planned(jo, bookable("Bench building", venue=mill))
    project = planned(jo, bookable("Bike repair")).project
    project.partner = None
    session.commit()
    outcome = taken_in("Title,Places,Site\nBike repair,5,Old mill\nLitter picking,6,\n", jo)
    assert outcome.numbers == {"new": 1, "changed": 0, "same": 0, "bad": 1}
    assert outcome.problems[0].reason.startswith("“Bench building” is there on Saturday 14 March")
    session.expire_all()
    assert (project.capacity, project.venue_id == mill.id) == (6, False)


def test_a_closed_project_is_left_and_its_title_begins_anew(jo: Person, kitchen: Partner) -> None:
    project = scenes.listed(kitchen, jo)
    with changing():
        actions.close_project(project=project, actor=jo)
    rows = f"Partner,Title,Places\n{KITCHEN},Bike repair,6\n"
    assert taken_in(rows, jo).numbers["new"] == 1


def test_who_looks_after_an_area_changes_no_other(app: Flask, jo: Person, kitchen: Partner) -> None:
    north, south = AreaFactory(name="Northmere"), AreaFactory(name="Saltmarsh")
    scenes.draft(kitchen, area_id=south.id)
    scenes.limited(jo, north)
    rows = f"Partner,Title,Places\n{KITCHEN},Bike repair,6\n"
    assert reasons(rows, jo) == ["You do not look after this project’s area."]
    assert reasons("Title,Places,Area\nBikes,4,Saltmarsh\n", jo) == [
        "Area: there is no area called Saltmarsh: use Northmere."
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_weighing_costs_the_same_for_one_row_and_three(
    jo: Person, kitchen: Partner, count: int
) -> None:
    rows = "Partner,Title,Places\n"
    for number in range(count):
        scenes.draft(kitchen, title=f"Bikes {number}")
        rows += f"{KITCHEN},Bikes {number},6\n"
    reading = read(rows)
    session.expunge_all()
    with count_statements() as sent:
        outcome = PROJECTS.weigh(items=reading.items, actor=None)
    assert outcome.numbers["changed"] == count
    assert len(sent) == len(("projects with their venues", "themes"))
