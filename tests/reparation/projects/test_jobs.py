"""Asking partners by the clock whether what is listed is still on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.reparation import jobs
from portal.reparation.actions import projects as actions
from portal.reparation.models import STILL_ON_DAYS, Partner, Project
from portal.reparation.queries import projects as queries
from tests.reparation.projects import scenes

DAYS = STILL_ON_DAYS.default


def asked_after(days: int, hour: int = 9) -> int:
    """Return how many letters the job writes on a day so much later."""
    on = scenes.TODAY + timedelta(days=days)
    with clock.frozen(clock.at(on, scenes.NOON.time().replace(hour=hour))):
        done = jobs.ask_still_on()
    assert done is not None
    return int(done["asked"])


@pytest.fixture
def project(jo: Person, kitchen: Partner, mo: Person) -> Project:
    """Return a project that was listed today."""
    return scenes.listed(kitchen, jo)


def test_a_partner_is_asked_when_nobody_has_said_for_long_that_it_is_on(project: Project) -> None:
    assert [asked_after(days) for days in (1, DAYS - 1, DAYS, DAYS, DAYS + 1)] == [0, 0, 1, 0, 0]
    assert [asked_after(days) for days in (2 * DAYS - 1, 2 * DAYS)] == [0, 1]
    session.expire_all()
    mail = session.scalars(select(Mail).order_by(Mail.id.desc()).limit(1)).one()
    assert mail.to_person is not None
    assert (mail.to_person.name, mail.template) == (
        "Mo Brennan",
        "reparation/email/project_still_on",
    )


def test_nobody_is_asked_at_night(project: Project) -> None:
    assert asked_after(DAYS, hour=6) == 0


def test_who_has_said_so_is_not_asked_again_until_long_after(project: Project, mo: Person) -> None:
    with clock.frozen(scenes.NOON + timedelta(days=DAYS - 1)), changing():
        actions.confirm_project(project=project, actor=mo)
    assert [asked_after(days) for days in (DAYS, 2 * DAYS - 2, 2 * DAYS - 1)] == [0, 0, 1]


def test_what_is_paused_or_the_services_own_is_not_asked_about(
    project: Project, jo: Person
) -> None:
    scenes.listed(None, jo)
    with changing():
        actions.pause_project(project=project, because="Winter", actor=jo)
    assert asked_after(DAYS) == 0


def test_the_coordinators_list_has_those_of_which_nobody_has_said_it(project: Project) -> None:
    for before, found in ((scenes.TODAY, []), (scenes.TODAY + timedelta(days=1), [project])):
        search = queries.Search(state=queries.STALE, before=before)
        assert list(queries.managed(search, frozenset()).items) == found
        assert queries.counts(frozenset(), before)[queries.STALE] == len(found)
