"""Which state of a project follows which, what is missing, and what differs, in words."""

from typing import Any

import pytest

from portal.reparation.models import OFFERED, ProjectState
from portal.reparation.rules import projects as rules
from portal.reparation.rules.projects import Piece
from portal.reparation.rules.refusals import Refused
from tests.reparation.projects.scenes import said

PATH = ("draft", "submitted", "changes_asked", "submitted", "approved", "listed", "paused")


def test_a_project_is_drafted_sent_sent_back_approved_listed_paused_and_closed() -> None:
    for state, then in zip(PATH, (*PATH[1:], "closed"), strict=True):
        rules.check_follows(state, then)


@pytest.mark.parametrize(
    ("state", "then", "sentence"),
    [
        (
            "closed",
            "listed",
            "This project is closed, so it cannot be listed. Copy it: the copy is a draft.",
        ),
        (
            "draft",
            "listed",
            "This project is a draft, so it cannot be listed. See what can be done now.",
        ),
        (
            "listed",
            "submitted",
            "This project is listed, so it cannot be sent to the coordinator. "
            "See what can be done now.",
        ),
    ],
)
def test_what_does_not_follow_is_refused_in_words(state: str, then: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_follows(state, then)
    assert refused.value.sentence == sentence


def test_every_state_is_known_and_everything_that_is_offered_has_a_name() -> None:
    states = {state.value for state in ProjectState}
    assert rules.FOLLOWS.keys() == rules.STANDS.keys() == states
    assert rules.LABELS.keys() == {*OFFERED, "themes"}


def test_what_is_missing_is_said_in_the_order_of_the_form() -> None:
    assert rules.missing(said()) == []
    assert rules.missing(said(summary="", themes=[], no_paid_work=False)) == [
        "Sum the project up in a sentence or two",
        "Choose at least one theme",
        "Confirm that it replaces no paid work",
    ]


def test_differences_are_told_in_words_and_marked_word_by_word() -> None:
    after = said(
        kind="direct",
        capacity=6,
        quiet=True,
        themes=["Bicycles", "Food"],
        venue_id=3,
        work="Strip, paint and rebuild a bike.",
    )
    kinds = {"direct": "Direct", "indirect": "Indirect"}
    words: dict[str, dict[Any, str]] = {"kind": kinds, "venue_id": {3: "Tannery Yard"}}
    found = rules.differences(said(), after, words)
    assert [(each.label, each.before, each.after) for each in found] == [
        (
            "What is done",
            "Strip, clean and rebuild a bike.",
            "Strip, paint and rebuild a bike.",
        ),
        ("Kind", "Indirect", "Direct"),
        ("Themes", "Bicycles", "Bicycles, Food"),
        ("Places", "4", "6"),
        ("A quiet space", "No", "Yes"),
        ("Venue", "nothing", "Tannery Yard"),
    ]
    assert found[0].pieces == [
        Piece("same", "Strip,"),
        Piece("gone", "clean"),
        Piece("new", "paint"),
        Piece("same", "and rebuild a bike."),
    ]
