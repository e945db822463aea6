"""Two forms with one address at once: one application, and the other text beside it."""

from datetime import date
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from portal.database import session
from portal.people.models import Person
from portal.recruitment.actions import applying as actions
from portal.recruitment.models import Application, ApplicationLink, Campaign
from tests.recruitment.applying import scenes
from tests.threads import at_once

pytestmark = pytest.mark.race


def test_one_address_sent_twice_at_once_is_one_application_and_nothing_is_lost(
    app: Flask, jo: Person
) -> None:
    # A thread has the real clock: this one is open for it too.
    number = scenes.opened(jo, closes_on=date(2100, 1, 1)).id
    session.remove()

    def send(why: str) -> None:
        campaign = session.get_one(Campaign, number)
        said = {**scenes.SAID, "why": why}
        actions.apply(campaign=campaign, form_key=uuid4().hex, said=said, send=True)

    texts = {"First", "Second"}
    assert at_once(app, *(lambda why=why: send(why) for why in sorted(texts))) == [None, None]
    kept = session.scalars(select(Application.why)).one()
    beside = session.scalars(select(ApplicationLink.typed_again)).one()
    assert beside is not None
    assert {kept, beside["why"]} == texts
