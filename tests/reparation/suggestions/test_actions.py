"""What is suggested from outside: kept, answered once, and its sender forgotten."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.database import changing, session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.reparation import jobs
from portal.reparation.actions import suggestions as actions
from portal.reparation.letters.suggestions import suggestion_received
from portal.reparation.models import (
    SUGGESTIONS_KEPT_DAYS,
    ProjectState,
    Suggestion,
    SuggestionState,
)
from portal.reparation.queries import suggestions as queries
from portal.reparation.rules.refusals import Refused
from tests.factories import AreaFactory
from tests.reparation.projects import scenes


def suggested(**more: Any) -> Suggestion:
    with changing():
        return actions.suggest(form_key=uuid4().hex, **{**scenes.SUGGESTION, **more})


def answered(suggestion: Suggestion, jo: Person, *, taken_up: bool) -> None:
    with changing():
        actions.answer_suggestion(
            suggestion=suggestion, taken_up=taken_up, reply="Thank you.", actor=jo
        )


def letters() -> list[tuple[str | None, str]]:
    found = session.scalars(select(Mail).order_by(Mail.id))
    return [
        (mail.to_person.name if mail.to_person else mail.to_address, mail.template.split("/")[-1])
        for mail in found
    ]


def test_a_suggestion_waits_and_the_coordinators_of_its_area_are_told_once(
    app: Flask, jo: Person
) -> None:
    north = AreaFactory()
    scenes.limited(scenes.coordinator("Di Fox"), AreaFactory())
    for _ in range(2):
        with changing():
            actions.suggest(form_key="1", **scenes.SUGGESTION, area_id=north.id)
    assert session.query(Suggestion).count() == 1
    assert letters() == [("Jo Hartley", "suggestion_received")]


def test_no_letter_holds_what_a_stranger_typed_before_somebody_has_read_it(
    app: Flask, jo: Person
) -> None:
    made = suggested(title="For Kai Brown", idea="He broke it", area_id=AreaFactory().id)
    letter = suggestion_received(to=jo, suggestion=made.id)
    assert letter is not None
    assert made.area is not None
    assert letter.subject == f"Somebody suggests a project for {made.area.name}"
    assert "Kai" not in str(letter)


def test_what_is_taken_up_begins_as_a_draft_and_its_sender_is_answered(jo: Person) -> None:
    suggestion = suggested()
    answered(suggestion, jo, taken_up=True)
    project = suggestion.project
    assert project is not None
    assert (project.title, project.work, project.meeting_point, project.state) == (
        "Litter by the canal",
        scenes.SUGGESTION["idea"],
        "Lock 4",
        ProjectState.DRAFT,
    )
    assert letters()[-1] == ("nell@example.org", "suggestion_answered")


def test_it_is_answered_once(jo: Person) -> None:
    suggestion = suggested()
    answered(suggestion, jo, taken_up=False)
    with pytest.raises(Refused) as refused:
        answered(suggestion, scenes.coordinator("Di Fox"), taken_up=True)
    assert refused.value.sentence == "Jo Hartley has answered this already. Read the answer below."
    assert (suggestion.state, suggestion.project) == (SuggestionState.DECLINED, None)


def test_the_sender_is_forgotten_long_after_the_answer_and_the_idea_stays(jo: Person) -> None:
    waiting, done = suggested(email="cy@example.org"), suggested()
    answered(done, jo, taken_up=False)
    kept = timedelta(days=SUGGESTIONS_KEPT_DAYS.default)
    for after, count in ((kept, 0), (kept + timedelta(minutes=1), 1), (2 * kept, 0)):
        with clock.frozen(scenes.NOON + after):
            assert jobs.forget_who_suggested() == {"forgotten": count}
    session.expire_all()
    assert (done.name, done.email, done.organisation) == (None, None, "")
    assert (done.title, done.reply) == ("Litter by the canal", "Thank you.")
    assert waiting.email == "cy@example.org"
    assert "nell@example.org" not in [to for to, _template in letters()]


def test_the_database_keeps_no_answer_without_words(jo: Person) -> None:
    suggested().state = SuggestionState.DECLINED
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_the_queue_is_of_ones_areas_and_the_longest_waiting_comes_first(jo: Person) -> None:
    north, south = AreaFactory(), AreaFactory()
    first, second = suggested(area_id=north.id), suggested()
    other = suggested(area_id=south.id)
    waiting = SuggestionState.WAITING
    assert list(queries.suggestions(waiting, frozenset({north.id})).items) == [first, second]
    assert list(queries.suggestions(waiting, frozenset()).items) == [first, second, other]
    answered(first, jo, taken_up=False)
    answered(second, jo, taken_up=False)
    declined = queries.suggestions(SuggestionState.DECLINED, frozenset()).items
    assert list(declined) == [second, first]
