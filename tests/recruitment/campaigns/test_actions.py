"""A campaign is drafted, opened until a day, changed and closed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import clock
from portal.database import changing, session
from portal.people.models import Person
from portal.recruitment.actions import campaigns as actions
from portal.recruitment.models import Campaign, CampaignState
from portal.recruitment.queries import campaigns as queries
from portal.recruitment.rules.refusals import Refused
from tests.recruitment.applying import scenes


def changed(campaign: Campaign, jo: Person, **more: Any) -> None:
    with changing():
        actions.change_campaign(campaign=campaign, actor=jo, **{**scenes.CAMPAIGN, **more})


def test_a_form_sent_twice_drafts_one_campaign_which_the_public_does_not_see(jo: Person) -> None:
    key = uuid4().hex
    for _ in range(2):
        with changing():
            actions.add_campaign(actor=jo, form_key=key, **scenes.CAMPAIGN)
    assert session.query(Campaign).one().state is CampaignState.DRAFT
    with pytest.raises(NoResultFound):
        queries.public_campaign("panel-members-2026")


def test_it_opens_once_and_takes_applications_until_the_end_of_its_closing_day(
    jo: Person,
) -> None:
    made = scenes.drafted(jo)
    for _ in range(2):
        with changing():
            actions.open_campaign(campaign=made, actor=jo)
    assert scenes.tags().count("recruitment:campaign_opened") == 1
    with clock.frozen(clock.at(scenes.LAST, scenes.LATE)):
        assert made.is_taking
    with clock.frozen(clock.at(scenes.LAST + timedelta(days=1), scenes.LATE)):
        assert not made.is_taking


@pytest.mark.parametrize("lacking", [{"closes_on": None}, {"summary": ""}, {"takes": ""}])
def test_a_campaign_that_says_too_little_does_not_open(jo: Person, lacking: dict[str, Any]) -> None:
    made = scenes.drafted(jo, **lacking)
    with pytest.raises(Refused, match="Change the campaign"), changing():
        actions.open_campaign(campaign=made, actor=jo)
    assert made.state is CampaignState.DRAFT


def test_an_open_one_gets_no_closing_day_that_is_past_and_keeps_one_that_has_passed(
    jo: Person, spring: Campaign
) -> None:
    with pytest.raises(Refused):
        changed(spring, jo, closes_on=scenes.TODAY - timedelta(days=1))
    with clock.frozen(scenes.NOON + timedelta(days=60)):
        changed(spring, jo, title="Panel members, spring 2026")
    assert (spring.title, spring.closes_on) == ("Panel members, spring 2026", scenes.LAST)


@pytest.mark.parametrize("lacking", [{"summary": ""}, {"takes": ""}])
def test_an_open_one_goes_on_saying_what_people_apply_for(
    jo: Person, spring: Campaign, lacking: dict[str, Any]
) -> None:
    with pytest.raises(Refused, match="would not know what they apply for"):
        changed(spring, jo, **lacking)
    with changing():
        actions.close_campaign(campaign=spring, actor=jo)
    changed(spring, jo, **lacking)


def test_a_public_address_belongs_to_one_campaign(jo: Person, spring: Campaign) -> None:
    with pytest.raises(Refused) as refused:
        scenes.drafted(jo)
    assert refused.value.field == "slug"
    other = scenes.drafted(jo, slug="autumn")
    with pytest.raises(Refused, match="Another campaign has this address"):
        changed(other, jo)
    changed(spring, jo, role="Chair")
    assert spring.role == "Chair"


def test_it_closes_once_and_can_open_again(jo: Person, spring: Campaign) -> None:
    for _ in range(2):
        with changing():
            actions.close_campaign(campaign=spring, actor=jo)
    assert (spring.state, spring.is_taking) == (CampaignState.CLOSED, False)
    assert scenes.tags().count("recruitment:campaign_closed") == 1
    with changing():
        actions.open_campaign(campaign=spring, actor=jo)
    assert spring.is_taking


def test_the_database_keeps_no_open_campaign_without_a_last_day(app: Flask, jo: Person) -> None:
    scenes.drafted(jo, closes_on=None).state = CampaignState.OPEN
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()
