"""The page of figures, for coordinators and managers."""

from flask import Flask

from portal.access.rules import Role
from portal.people.models import Person
from portal.recruitment.models import Campaign
from tests.factories import user_with
from tests.pages import Pages
from tests.recruitment.applying import scenes
from tests.recruitment.erasing.scenes import declined

FIGURES = "/recruitment/figures"


def test_a_manager_reads_counts_and_reasons_and_no_name(
    app: Flask, jo: Person, spring: Campaign
) -> None:
    boss = Pages(app).sign_in(user_with(Role.MANAGER).email)
    assert "Nobody has come yet" in boss.get(FIGURES).words
    declined(spring, jo)
    page = boss.get(FIGURES)
    assert "Panel members 2026 1 0 0 0 1" in page.words
    assert "Not recommended after the interview 1" in page.words
    assert "Ines" not in page.words


def test_figures_are_narrowed_to_a_campaign_and_nonsense_narrows_nothing(
    desk: Pages, jo: Person, spring: Campaign
) -> None:
    other = scenes.opened(jo, slug="autumn", title="Autumn")
    scenes.applied(spring)
    assert "Nobody has come yet" in desk.get(f"{FIGURES}?campaign={other.uuid}").words
    for typed in (spring.uuid, "nonsense", ""):
        assert "Panel members 2026 1 1 0 0 0" in desk.get(f"{FIGURES}?campaign={typed}").words
