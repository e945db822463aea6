"""A coordinator sees who will be erased, keeps one, and erases one who asks for it."""

from flask import Flask

from portal.people.models import Person
from portal.recruitment.models import Campaign
from tests.factories import AreaFactory
from tests.pages import Pages
from tests.recruitment.applying import scenes
from tests.recruitment.erasing.scenes import declined

LIST = "/recruitment/applications/to-be-erased"


def test_the_list_says_when_and_one_is_kept_longer_for_a_reason(
    desk: Pages, jo: Person, spring: Campaign
) -> None:
    assert "Nobody is to be erased" in desk.get(LIST).words
    made = declined(spring, jo)
    assert "Not appointed on Monday 2 March 2026, Panel members 2026" in desk.get(LIST).words
    assert "Wednesday 2 September 2026" in desk.get(LIST).words
    address = f"/recruitment/applications/{made.uuid}/forget"
    page = desk.post(address, 422)
    assert page.problems == ["Choose why it is still needed"]
    page = desk.submit(address, reason="complaint")
    assert page.notices == ["Kept until Wednesday 2 December 2026. You are warned again before."]


def test_who_asks_to_be_forgotten_is_erased_at_once(
    desk: Pages, jo: Person, spring: Campaign
) -> None:
    made = declined(spring, jo)
    page = desk.submit(f"/recruitment/applications/{made.uuid}/erase")
    assert page.notices == ["Erased. How far they came is still counted."]
    assert "Ines" not in page.words
    desk.get(f"/recruitment/applications/{made.uuid}", 404)
    desk.post(f"/recruitment/applications/{made.uuid}/erase", 404)


def test_a_colleague_says_nothing_of_how_long_their_own_is_kept(
    app: Flask, desk: Pages, jo: Person, spring: Campaign
) -> None:
    own = declined(spring, jo, name="Jo Hartley", email=jo.email)
    assert "Your own: a colleague sees to it" in desk.get(LIST).words
    assert not desk.get(LIST).select("#main-content td a")
    for step in ("forget", "erase"):
        desk.post(f"/recruitment/applications/{own.uuid}/{step}", 404, reason="complaint")
    di = scenes.coordinator("Di Fox")
    assert di.email
    Pages(app).sign_in(di.email).submit(f"/recruitment/applications/{own.uuid}/erase")
    assert own.erased_at


def test_somebody_of_another_area_and_somebody_on_their_way_are_not_found(
    app: Flask, desk: Pages, jo: Person, spring: Campaign
) -> None:
    ours = declined(spring, jo, area_id=AreaFactory().id)
    going = scenes.applied(spring, email="bo@example.org")
    di = scenes.limited(scenes.coordinator("Di Fox"), AreaFactory())
    assert di.email
    Pages(app).sign_in(di.email).get(f"/recruitment/applications/{ours.uuid}/forget", 404)
    desk.post(f"/recruitment/applications/{going.uuid}/erase", 404)
