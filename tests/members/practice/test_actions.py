"""Noting how somebody chaired."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.audit.models import AuditDetail
from portal.database import changing, session
from portal.members.actions import practice as actions
from portal.members.models import Observation
from portal.notifications.models import Mail
from portal.site.refusals import Refused
from tests.members.practice import scenes
from tests.members.supervision.scenes import NOON, coordinator, volunteer


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


def test_what_was_seen_is_kept_and_the_volunteer_is_told(app: Flask) -> None:
    jo, ann = coordinator(), volunteer()
    noted = scenes.observed(ann, jo)
    assert (noted.ratings, noted.observer) == (scenes.RATINGS, jo)
    [mail] = session.scalars(select(Mail))
    assert (mail.template, mail.to_person) == ("members/email/practice_observed", ann.person)
    told = str([detail.values for detail in session.scalars(select(AuditDetail))])
    assert "Calm" not in told


def test_an_evening_is_noted_once(app: Flask) -> None:
    jo, ann = coordinator(), volunteer()
    scenes.observed(ann, jo)
    with pytest.raises(Refused, match="Thursday 26 February is noted already"), changing():
        actions.observe_practice(member=ann, seen=scenes.seen(), actor=jo)
    assert session.query(Observation).count() == 1


def test_only_an_evening_on_which_they_sat_is_noted_and_not_by_themselves(app: Flask) -> None:
    jo, ann = coordinator(), volunteer()
    scenes.sat(ann, scenes.THURSDAY)
    another = scenes.seen(scenes.THURSDAY + timedelta(days=1))
    with pytest.raises(Refused, match="They sat on no panel that day"), changing():
        actions.observe_practice(member=ann, seen=another, actor=jo)
    with pytest.raises(Refused, match="Nobody watches themselves"), changing():
        actions.observe_practice(member=ann, seen=scenes.seen(), actor=ann.person)


def test_a_mistake_is_removed_and_the_evening_can_be_noted_again(app: Flask) -> None:
    jo, ann = coordinator(), volunteer()
    noted = scenes.observed(ann, jo)
    with changing():
        actions.remove_observation(noted=noted, actor=jo)
    with changing():
        actions.observe_practice(member=ann, seen=scenes.seen(), actor=jo)
    assert session.query(Observation).count() == 1
