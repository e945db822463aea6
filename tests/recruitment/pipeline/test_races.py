"""Two coordinators at once: a step is taken once, and one letter is sent about it."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.database import session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.recruitment.actions import letters, stages
from portal.recruitment.models import Application, Stage, StageChange
from portal.recruitment.rules.refusals import Refused, Stale
from tests.recruitment.pipeline import scenes
from tests.threads import at_once

pytestmark = pytest.mark.race

ROUNDS = 5


def test_of_two_who_move_somebody_at_once_one_is_told(app: Flask, jo: Person) -> None:
    jo_id, di_id = jo.id, scenes.coordinator("Di Fox").person.id
    for number in range(1, ROUNDS + 1):
        nadia = scenes.somebody("Nadia Rahman")
        nadia_id, version = nadia.id, nadia.version
        session.remove()

        def move(to: Stage, actor_id: int, number: int = nadia_id, version: int = version) -> str:
            stages.move(
                application=session.get_one(Application, number),
                to=to,
                actor=session.get_one(Person, actor_id),
                version=version,
            )
            return "moved"

        both = at_once(app, lambda: move(Stage.INTERVIEW, jo_id), lambda: move(Stage.CHECKS, di_id))
        assert sorted(map(str, both)) == sorted(["moved", str(Stale)])
        assert session.scalar(select(func.count(StageChange.id))) == number
        session.remove()


def test_of_two_who_write_at_once_one_letter_is_sent(app: Flask, jo: Person) -> None:
    jo_id, di_id = jo.id, scenes.coordinator("Di Fox").person.id
    for number in range(1, ROUNDS + 1):
        nadia = scenes.somebody("Nadia Rahman", Stage.INTERVIEW)
        nadia.changes = [
            StageChange(from_stage=Stage.SHORTLISTING, to_stage=Stage.INTERVIEW, state="open")
        ]
        session.commit()
        nadia_id, change_id = nadia.id, nadia.changes[0].id
        session.remove()

        def write(actor_id: int, number: int = nadia_id, change: int = change_id) -> str:
            letters.write(
                application=session.get_one(Application, number),
                change_id=change,
                number=0,
                actor=session.get_one(Person, actor_id),
            )
            return "written"

        both = at_once(app, lambda: write(jo_id), lambda: write(di_id))
        assert sorted(map(str, both)) == sorted(["written", str(Refused)])
        assert session.scalar(select(func.count(Mail.id))) == number
        session.remove()
