"""Who rang or wrote on paper is taken up by a coordinator, once, and on the day it came."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from portal import clock
from portal.database import changing, session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.recruitment.actions import entering as actions
from portal.recruitment.models import Application, Campaign, Stage
from portal.recruitment.queries.applications import application
from portal.recruitment.rules.refusals import Refused
from tests.recruitment.applying import scenes


def entered(jo: Person, campaign: Campaign | None = None, **more: Any) -> Application:
    given = {"stage": Stage.ENQUIRY, "received_on": scenes.TODAY, "form_key": uuid4().hex, **more}
    said = {**scenes.SAID, **given.pop("said", {})}
    with changing():
        return actions.enter(campaign=campaign, said=said, actor=jo, **given)


def test_an_enquiry_is_taken_up_once_and_nobody_is_written_to(jo: Person) -> None:
    made = [entered(jo, form_key="1") for _ in range(2)]
    assert made[0] is made[1]
    found = application(made[0].uuid)
    assert (found.name, found.stage, found.submitted_at, found.is_sent) == (
        "Ines Okoro",
        Stage.ENQUIRY,
        scenes.NOON,
        False,
    )
    assert session.query(Mail).count() == 0
    assert scenes.tags()[-1] == "recruitment:application_entered"


def test_its_age_counts_from_the_day_on_which_it_came(jo: Person, spring: Campaign) -> None:
    day = scenes.TODAY - timedelta(days=9)
    made = entered(jo, spring, stage=Stage.APPLICATION, received_on=day)
    assert (made.stage_since, made.submitted_at) == (day, clock.at(day, actions.MIDDAY))
    assert made.is_sent


def test_who_is_on_their_way_already_is_not_entered_again(jo: Person, spring: Campaign) -> None:
    scenes.applied(spring, email="INES@example.org")
    with pytest.raises(Refused) as refused:
        entered(jo, spring)
    assert refused.value.sentence.startswith("Ines Okoro is on their way with this address.")
    assert refused.value.field == "email"
    session.rollback()
    assert entered(jo).campaign is None


def test_who_has_begun_online_is_to_send_that(jo: Person, spring: Campaign) -> None:
    scenes.applied(spring, send=False)
    with pytest.raises(Refused, match="Ask them to send it by the link"):
        entered(jo, spring)


def test_several_may_have_no_address(jo: Person, spring: Campaign) -> None:
    for name in ("Ann Lee", "Bo Ray"):
        entered(jo, spring, said={"name": name, "email": None})
    assert session.query(Application).count() == 2
