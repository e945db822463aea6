"""Choosing among more projects and referrals than a list shows."""

from uuid import uuid4

import pytest

from portal.people.models import Person
from tests.pages import Pages
from tests.reparation.sessions import scenes
from tests.reparation.sessions.test_views import NEW, one, path, plan


def test_what_was_chosen_is_among_very_many(
    desk: Pages, jo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = scenes.planned(jo, scenes.project("Wood carving"))
    scenes.project("Bike repair")
    scenes.referral(jo)
    referral = scenes.referral(jo)
    monkeypatch.setattr("portal.reparation.queries.sessions.MOST", 1)
    monkeypatch.setattr("portal.reparation.queries.referrals.MOST", 1)
    page = desk.get(f"{NEW}?project={held.project.uuid}")
    assert one(page, "#project option[selected]").get_text() == "Wood carving"
    asked = plan(project=held.project_id, supervisor=held.supervisor_id, on=["15", "3", "2026"])
    desk.post(str(one(page, "main form")["action"]), 303, **asked)
    page = desk.get(f"{path(held, '/book')}?referral={referral.uuid}")
    assert one(page, "#referral option[selected]")["value"] == str(referral.id)
    desk.post(
        str(one(page, "main form")["action"]), 303, referral=referral.id, form_key=uuid4().hex
    )
