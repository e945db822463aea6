"""Those who have not signed are asked once more."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.members import jobs
from portal.members.actions import supervision as actions
from portal.notifications.models import Mail
from tests.members.supervision import scenes

A_WEEK_LATER = scenes.AFTER + timedelta(days=7)
MORNING = timedelta(hours=13)
"""From eight in the evening to nine in the morning."""


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.frozen(scenes.NOON):
        yield


def asked() -> int:
    """Return how often somebody was asked to sign."""
    template = "members/email/supervision_to_sign"
    return len(session.scalars(select(Mail).where(Mail.template == template)).all())


def test_who_has_not_signed_within_a_week_is_asked_once_more(app: Flask) -> None:
    scenes.signed(scenes.volunteer(), scenes.coordinator())
    with clock.frozen(A_WEEK_LATER - timedelta(hours=1)):
        assert jobs.remind_to_sign_supervision() == {"reminded": 0}
    with clock.frozen(A_WEEK_LATER + timedelta(hours=7)):
        assert jobs.remind_to_sign_supervision() == {"reminded": 0}  # nobody is woken by a letter
    with clock.frozen(A_WEEK_LATER + MORNING):
        assert jobs.remind_to_sign_supervision() == {"reminded": 1}
        assert jobs.remind_to_sign_supervision() == {"reminded": 0}
    assert asked() == 2


def test_who_has_signed_is_asked_nothing_more(app: Flask) -> None:
    ann = scenes.volunteer()
    held = scenes.signed(ann, scenes.coordinator())
    with clock.frozen(scenes.AFTER), changing():
        actions.sign_as_member(held=held, version=held.version, words="", actor=ann.person)
    with clock.frozen(A_WEEK_LATER + MORNING):
        assert jobs.remind_to_sign_supervision() == {"reminded": 0}
    assert asked() == 1
