"""Changing a setting, and what stays of it."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.notifications.models import MAIL_TRIES
from portal.settings import queries
from portal.settings.actions import change
from portal.settings.models import Setting, declare
from tests.factories import PersonFactory


def test_a_setting_has_its_default_until_it_is_changed(app: Flask) -> None:
    assert queries.value(MAIL_TRIES) == 12
    jo = PersonFactory()
    with changing():
        change(MAIL_TRIES, 5, actor=jo)
    assert queries.value(MAIL_TRIES) == 5
    (event,) = session.scalars(select(AuditEvent))
    assert event.actor == jo
    assert event.detail
    assert event.detail.values == {"key": "mail.tries", "changes": {"value": [12, 5]}}


def test_the_same_value_again_leaves_no_trace(app: Flask) -> None:
    for value in (12, 5, 5):
        with changing():
            change(MAIL_TRIES, value, actor=None)
    assert len(session.scalars(select(AuditEvent)).all()) == 1


def test_settings_are_read_once_a_request(app: Flask) -> None:
    queries.value(MAIL_TRIES)
    session.rollback()
    assert queries.is_demo() is False
    assert not session().in_transaction()


def test_a_key_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        declare(Setting("mail.tries", 1, "", "", ""))
