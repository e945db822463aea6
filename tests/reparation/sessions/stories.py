"""What leads to each letter about a session or a place, for the test that writes every letter."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Final
from uuid import uuid4

from portal import clock
from portal.database import changing
from portal.people.models import Person
from portal.reparation import jobs
from portal.reparation.actions import places
from portal.reparation.actions import sessions as actions
from portal.reparation.actions.handover import hand_over
from portal.reparation.actions.leaving import free_sessions
from portal.reparation.actions.projects import change_project
from portal.reparation.models import ProjectSession
from tests.factories import AreaFactory, PersonFactory, VenueFactory
from tests.panels import scenes as panels
from tests.reparation.handover.scenes import gone
from tests.reparation.sessions import scenes
from tests.reparation.sessions.scenes import SATURDAY, facts

WEEK = timedelta(weeks=1)


def sessions_are_planned_moved_and_cancelled() -> None:
    jo, partner = scenes.coordinator(), scenes.trusted()
    scenes.host(partner)
    ann, lee = panels.volunteer("Ann Lee").person, PersonFactory(name="Lee Ward", is_staff=True)
    project = scenes.project(partner=partner, meeting_point="The lock gate")
    held = scenes.planned(jo, project, SATURDAY, SATURDAY + WEEK, supervisor=ann, second=lee)
    scenes.booked(scenes.referral(scenes.practitioner()), held)
    other = scenes.planned(jo, project, SATURDAY + 2 * WEEK, supervisor=ann, second=lee)
    _changed(other, jo, SATURDAY + 3 * WEEK, supervisor=ann)
    with changing():
        actions.cancel_session(
            held=held, version=held.version, reason="The towpath is flooded", later=True, actor=jo
        )


def a_project_gets_another_title_and_another_site() -> None:
    jo, partner = scenes.coordinator(), scenes.trusted()
    scenes.host(partner)
    lee = PersonFactory(name="Lee Ward", is_staff=True)
    project = scenes.project(partner=partner)
    held = scenes.planned(jo, project, SATURDAY, SATURDAY + WEEK, supervisor=lee)
    scenes.booked(scenes.referral(scenes.practitioner()), held)
    with changing():
        change_project(
            project=project,
            version=project.version,
            said={"title": "Canal bank", "venue_id": VenueFactory().id},
            actor=jo,
        )


def a_place_is_booked_by_a_colleague_and_one_becomes_free() -> None:
    jo, sam = scenes.coordinator(), scenes.practitioner()
    held = scenes.planned(jo, places=1)
    first = scenes.booked(scenes.referral(sam), held, actor=jo)
    scenes.booked(scenes.referral(sam), held, actor=jo)
    with changing():
        places.move_place(
            place=first,
            to=scenes.planned(jo, None, SATURDAY + WEEK),
            waits=False,
            form_key=uuid4().hex,
            actor=jo,
        )


def a_referral_is_given_to_a_colleague() -> None:
    jo, sam = scenes.coordinator(), scenes.practitioner()
    scenes.referral(sam, actor=jo)


def a_practitioner_leaves_their_cases_to_a_colleague() -> None:
    jo, kim = scenes.coordinator(), scenes.practitioner("Kim Shaw")
    with changing():
        hand_over(of=gone(jo, AreaFactory()), to=kim, areas=frozenset(), actor=jo)


def a_supervisor_leaves() -> None:
    jo, ann = scenes.coordinator(), panels.volunteer("Ann Lee")
    scenes.planned(jo, None, SATURDAY, SATURDAY + WEEK, supervisor=ann.person)
    with changing():
        free_sessions(person=ann.person, actor=None)


def a_session_was_held_yesterday() -> None:
    jo, partner = scenes.coordinator(), scenes.trusted()
    scenes.host(partner)
    held = scenes.planned(jo, scenes.project(partner=partner))
    scenes.booked(scenes.referral(scenes.practitioner()), held)
    with clock.frozen(clock.at(SATURDAY + timedelta(days=1), time(9))):
        jobs.ask_who_came()


def _changed(held: ProjectSession, jo: Person, on: date, supervisor: Person) -> None:
    with changing():
        actions.change_session(
            held=held,
            version=held.version,
            facts=facts(on),
            adults=actions.Adults(supervisor),
            actor=jo,
        )


OF_SESSIONS: Final[tuple[Callable[[], None], ...]] = (
    sessions_are_planned_moved_and_cancelled,
    a_project_gets_another_title_and_another_site,
    a_place_is_booked_by_a_colleague_and_one_becomes_free,
    a_referral_is_given_to_a_colleague,
    a_practitioner_leaves_their_cases_to_a_colleague,
    a_supervisor_leaves,
    a_session_was_held_yesterday,
)
