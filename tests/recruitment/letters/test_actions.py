"""Writing to people about their steps, and changing what is written."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.notifications.actions import Content
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.recruitment.actions import letters as actions
from portal.recruitment.actions import stages
from portal.recruitment.actions.erasing import erase
from portal.recruitment.letters.pipeline import step
from portal.recruitment.models import (
    Application,
    ApplicationState,
    LetterStep,
    ParkReason,
    Stage,
    StepLetter,
    StepText,
)
from portal.recruitment.queries import letters as queries
from portal.recruitment.rules.refusals import Refused, Stale
from portal.recruitment.rules.texts import Words
from tests.recruitment.letters.scenes import moved
from tests.recruitment.pipeline import scenes
from tests.statements import count_statements


def written(application: Application, actor: Person, number: int = 0) -> None:
    with changing():
        actions.write(
            application=application,
            change_id=application.changes[-1].id,
            number=number,
            actor=actor,
        )


def letter_of(application: Application) -> Content | None:
    kept = application.changes[-1].letter
    assert kept
    return step(to=None, letter=kept.id)


def changed(actor: Person, number: int = 0, text: str = "Come on ((name))") -> None:
    with changing():
        actions.change_words(
            step=LetterStep.INTERVIEW, words=Words("Meet us", text, number), actor=actor
        )


def test_somebody_is_written_to_about_a_step_once(jo: Person) -> None:
    nadia = moved(jo)
    written(nadia, jo)
    (mail,) = session.scalars(select(Mail)).all()
    assert (mail.to_person, mail.to_address) == (None, nadia.email)
    content = letter_of(nadia)
    assert content
    assert content.subject == "We would like to meet you"
    assert content.values["lines"][0] == "Hello Nadia,"
    assert content.values["lines"][-2:] == ["Jo Hartley", "Kentmere Youth Justice Service"]
    with pytest.raises(Refused, match="settled already"):
        written(nadia, jo)
    assert session.query(Mail).count() == 1


def test_it_can_be_settled_that_nobody_writes(jo: Person) -> None:
    nadia = moved(jo)
    assert queries.to_write([nadia.id]) == {nadia.id: LetterStep.INTERVIEW}
    with changing():
        actions.leave(application=nadia, change_id=nadia.changes[-1].id, actor=jo)
    assert queries.to_write([nadia.id]) == {}
    assert session.query(Mail).count() == 0
    assert letter_of(nadia) is None


def test_a_letter_about_a_step_that_is_no_longer_the_last_is_not_sent(jo: Person) -> None:
    nadia = moved(jo)
    before = nadia.changes[-1].id
    with changing():
        stages.move(
            application=nadia, to=Stage.REFERENCES, actor=scenes.coordinator("Di Fox").person
        )
    with pytest.raises(Stale, match="Di Fox has changed where Nadia Rahman stands"), changing():
        actions.write(application=nadia, change_id=before, number=0, actor=jo)
    assert session.query(StepLetter).count() == 0


def test_a_letter_in_the_outbox_is_pointless_after_the_next_step_or_once_erased(
    jo: Person,
) -> None:
    nadia, chloe = moved(jo), moved(jo, name="Chloe Vance")
    for each in (nadia, chloe):
        written(each, jo)
    waiting, theirs = nadia.changes[-1].letter, chloe.changes[-1].letter
    assert waiting
    assert theirs
    number = theirs.id
    with changing():
        stages.move(application=nadia, to=Stage.REFERENCES, actor=jo)
    assert step(to=None, letter=waiting.id) is None
    with changing():
        stages.end(application=chloe, state=ApplicationState.WITHDRAWN, reason="moved", actor=jo)
    with changing():
        erase(application=chloe, actor=jo)
    assert step(to=None, letter=number) is None


def test_words_that_were_changed_after_they_were_read_are_not_sent(jo: Person) -> None:
    nadia = moved(jo)
    changed(scenes.coordinator("Di Fox").person)
    with pytest.raises(Stale, match="Di Fox has changed this letter meanwhile"):
        written(nadia, jo)
    written(nadia, jo, number=1)
    changed(jo, number=1, text="Another text")
    content = letter_of(nadia)
    assert content
    assert (content.subject, content.values["lines"]) == ("Meet us", ["Come on Nadia Rahman"])


def test_somebody_without_an_address_is_rung(jo: Person) -> None:
    nadia = moved(jo)
    nadia.email = None
    session.commit()
    with pytest.raises(Refused, match="Ring them"):
        written(nadia, jo)


def test_changed_words_are_a_row_each_and_the_same_words_none(jo: Person) -> None:
    changed(jo)
    changed(jo, number=1)
    assert session.scalars(select(StepText.number)).all() == [1]
    with pytest.raises(Stale):
        changed(jo)
    now = queries.words_now()[LetterStep.INTERVIEW]
    with changing():
        actions.change_words(
            step=LetterStep.INTERVIEW, words=replace(now, is_offered=False), actor=jo
        )
    nadia = moved(jo)
    assert queries.to_write([nadia.id]) == {}
    tags = session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)).all()
    assert tags.count("recruitment:letter_text_changed") == 2


def test_the_database_takes_one_text_of_a_number(jo: Person) -> None:
    changed(jo)
    session.add(StepText(step=LetterStep.INTERVIEW, number=1, subject="A", text="B"))
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_no_letter_is_offered_to_who_is_only_taken_up_again(app: Flask, jo: Person) -> None:
    nadia = scenes.somebody("Nadia Rahman", Stage.INTERVIEW)
    with changing():
        stages.park(
            application=nadia,
            reason=ParkReason.AWAY,
            until=scenes.TODAY.replace(day=9),
            actor=jo,
        )
    assert queries.to_write([nadia.id]) == {nadia.id: LetterStep.PARKED}
    with changing():
        stages.resume(application=nadia, actor=jo)
    assert queries.to_write([nadia.id]) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_to_ask_for_one_as_for_three(jo: Person, count: int) -> None:
    ids = [moved(jo, name=f"Applicant {number}").id for number in range(count)]
    with count_statements() as sent:
        assert len(queries.to_write(ids)) == count
    assert len([each for each in sent if each.startswith("SELECT")]) == 2
