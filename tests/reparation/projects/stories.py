"""What leads to each letter about a project, for the test that writes every letter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import uuid4

from portal import clock
from portal.database import changing
from portal.people.models import Person
from portal.reparation import jobs
from portal.reparation.actions import photos, revisions, suggestions
from portal.reparation.actions import projects as actions
from portal.reparation.models import STILL_ON_DAYS, Partner, Project
from portal.site.files import Kept
from portal.site.pictures import JPEG
from tests.factories import PartnerFactory
from tests.reparation.projects import scenes


def a_project_is_sent_and_sent_back() -> None:
    jo, partner, mo = _cast()
    scenes.submitted(partner, mo)
    project = scenes.submitted(partner, mo)
    with changing():
        actions.ask_changes(
            project=project, words="Say which bus", version=project.version, actor=jo
        )


def a_project_is_approved_paused_and_closed() -> None:
    jo, partner, mo = _cast()
    scenes.listed(partner, jo)
    paused, closed = scenes.listed(partner, jo), scenes.listed(partner, jo)
    with changing():
        actions.pause_project(project=paused, because="The roof leaks.", actor=mo)
        actions.close_project(project=closed, actor=jo)


def changes_are_proposed_listed_and_refused() -> None:
    jo, partner, mo = _cast()
    _proposed(partner, jo, mo)
    taken, refused = _proposed(partner, jo, mo), _proposed(partner, jo, mo)
    with changing():
        revisions.accept_revision(project=taken, version=taken.version, actor=jo)
        revisions.refuse_revision(
            project=refused, version=refused.version, because="One adult only", actor=jo
        )


def a_photo_is_added_to_what_is_listed() -> None:
    jo, partner, mo = _cast()
    with changing():
        photos.add_photo(
            project=scenes.listed(partner, jo),
            file=Kept(scenes.PICTURE, JPEG, "bike.jpg"),
            alt="A bike on a stand",
            actor=mo,
        )


def a_partner_is_asked_whether_a_project_is_still_on() -> None:
    jo, partner, _ = _cast()
    project = scenes.listed(partner, jo)
    with changing():
        project.confirmed_on = clock.today() - timedelta(days=STILL_ON_DAYS.default)
    jobs.ask_still_on()


def a_project_is_suggested_and_answered() -> None:
    jo = scenes.coordinator()
    for taken_up in (None, True):
        with changing():
            made = suggestions.suggest(form_key=uuid4().hex, **scenes.SUGGESTION)
            if taken_up:
                suggestions.answer_suggestion(
                    suggestion=made, taken_up=taken_up, reply="Thank you", actor=jo
                )


def _cast() -> tuple[Person, Partner, Person]:
    partner = PartnerFactory()
    return scenes.coordinator(), partner, scenes.somebody_of(partner)


def _proposed(partner: Partner, jo: Person, mo: Person) -> Project:
    project = scenes.listed(partner, jo)
    with changing():
        revisions.propose(
            project=project, version=project.version, said=scenes.said(capacity=6), actor=mo
        )
    return project


OF_PROJECTS: Final[tuple[Callable[[], None], ...]] = (
    a_project_is_sent_and_sent_back,
    a_project_is_approved_paused_and_closed,
    changes_are_proposed_listed_and_refused,
    a_photo_is_added_to_what_is_listed,
    a_partner_is_asked_whether_a_project_is_still_on,
    a_project_is_suggested_and_answered,
)
