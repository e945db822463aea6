"""Waking those who are parked."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.recruitment import jobs
from portal.recruitment.letters.pipeline import woken
from portal.recruitment.models import ApplicationState
from tests.factories import AreaFactory
from tests.recruitment.pipeline import scenes


def test_on_their_day_they_are_back_and_the_coordinators_of_their_area_are_told_once(
    app: Flask, jo: Person
) -> None:
    north = AreaFactory()
    scenes.limited(scenes.coordinator("Di Fox"), AreaFactory())
    pat, later = scenes.parked("Pat Ord", days=7), scenes.parked("Kit Moss", days=8)
    pat.area = north
    session.commit()
    for after, count in ((6, 0), (7, 1), (7, 0)):
        with clock.frozen(scenes.NOON + timedelta(days=after)):
            assert jobs.wake_parked() == {"woken": count}
    session.expire_all()
    assert (pat.state, pat.stage_since) == (
        ApplicationState.OPEN,
        scenes.TODAY + timedelta(days=7),
    )
    assert pat.changes[-1].by is None
    assert later.state is ApplicationState.PARKED
    told = session.scalars(select(Mail)).all()
    assert [mail.to_person for mail in told] == [jo]
    letter = woken(to=jo, application=pat.id)
    assert letter is not None
    assert letter.subject == "Somebody who was parked until today is back"


def test_the_letter_is_pointless_once_they_are_parked_anew(app: Flask, jo: Person) -> None:
    assert woken(to=jo, application=scenes.parked("Pat Ord").id) is None
