"""Sessions to come that go along when their project has another title or site."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal import clock
from portal.calendar.actions import change_venue
from portal.calendar.models import Entry, Venue
from portal.database import changing, session
from portal.people.models import Person
from portal.reparation.actions import projects as actions
from portal.reparation.actions import revisions
from portal.reparation.models import Project
from portal.reparation.rules.refusals import Refused
from tests.factories import AreaFactory, PersonFactory, VenueFactory
from tests.reparation.projects.scenes import said
from tests.reparation.scenes import assessed
from tests.reparation.sessions import scenes
from tests.reparation.sessions.scenes import SATURDAY, facts

WEEK = timedelta(weeks=1)


@pytest.fixture
def lee() -> Person:
    return PersonFactory(name="Lee Ward", is_staff=True)


@pytest.fixture
def mill() -> Venue:
    made: Venue = VenueFactory(name="Old mill", address="2 Mill Lane", area=AreaFactory())
    return made


def change(project: Project, jo: Person, **now: Any) -> None:
    with changing():
        actions.change_project(project=project, version=project.version, said=now, actor=jo)


def shown(entry: Entry) -> tuple[str, str]:
    return entry.title, entry.place


def test_sessions_to_come_are_called_and_are_where_their_project_says(
    jo: Person, lee: Person, mill: Venue
) -> None:
    partner = scenes.trusted()
    scenes.host(partner)
    project = scenes.project(partner=partner)
    first = scenes.planned(jo, project, SATURDAY, SATURDAY + WEEK, supervisor=lee)
    scenes.booked(scenes.referral(scenes.practitioner()), first)
    before = len(scenes.letters())
    change(project, jo, title="Mill garden", venue_id=mill.id)
    entries = session.query(Entry).order_by(Entry.starts_at).all()
    assert [shown(entry) for entry in entries] == [
        ("Reparation: Mill garden", "Old mill, 2 Mill Lane")
    ] * 2
    assert [(entry.area, entry.sequence) for entry in entries] == [(mill.area, 1)] * 2
    assert [each.part for each in entries[0].attendees] == ["Reparation: Mill garden – supervisor"]
    assert "Mill garden" in entries[0].ics
    assert sorted(scenes.letters()[before:]) == [
        (name, "sessions_followed") for name in ("Lee Ward", "Robin Hale", "Sam Okafor")
    ]
    assert scenes.tags()[-3:] == ["project_changed", "session_changed", "session_changed"]


def test_another_title_alone_moves_nothing_and_another_summary_says_nothing(
    jo: Person, lee: Person
) -> None:
    held = scenes.planned(jo, supervisor=lee)
    before = len(scenes.letters())
    change(held.project, jo, summary="Paths are cleared.")
    assert len(scenes.letters()) == before
    change(held.project, jo, title="Canal bank")
    assert (held.entry.title, held.entry.sequence) == ("Reparation: Canal bank", 0)
    assert scenes.letters()[before:] == [("Lee Ward", "sessions_followed")]


def test_another_meeting_point_reaches_whoever_supervises(jo: Person, lee: Person) -> None:
    held = scenes.planned(jo, scenes.project(meeting_point="The lock gate"), supervisor=lee)
    change(held.project, jo, meeting_point="The bridge")
    assert [each.note for each in held.entry.attendees] == ["Meeting point: The bridge."]
    assert scenes.letters()[-1] == ("Lee Ward", "sessions_followed")


def test_what_has_begun_or_is_cancelled_stays_as_it_was(jo: Person, mill: Venue) -> None:
    project = scenes.project()
    scenes.planned(jo, project, SATURDAY, SATURDAY + WEEK)
    was = shown(session.query(Entry).order_by(Entry.starts_at).first() or Entry())
    with clock.frozen(facts().starts_at):
        change(project, jo, title="Mill garden", venue_id=mill.id)
    entries = session.query(Entry).order_by(Entry.starts_at).all()
    assert [shown(entry) == was for entry in entries] == [True, False]


def test_the_site_is_given_up_and_the_other_taken(jo: Person, mill: Venue) -> None:
    yard = VenueFactory(name="Depot yard")
    held = scenes.planned(jo, scenes.project(venue=yard))
    change(held.project, jo, venue_id=mill.id)
    scenes.planned(jo, scenes.project("Bike repair", venue=yard))
    with pytest.raises(Refused, match=r"“Canal towpath” is there on Saturday 14 March"):
        scenes.planned(jo, scenes.project("Bench building", venue=mill))


def test_a_site_that_another_project_has_then_is_refused_at_the_venue(
    jo: Person, mill: Venue
) -> None:
    scenes.planned(jo, scenes.project("Bench building", venue=mill))
    held = scenes.planned(jo)
    was = shown(held.entry)
    with pytest.raises(Refused, match=r"“Bench building” is there .*Move one of the two") as no:
        change(held.project, jo, venue_id=mill.id)
    assert no.value.field == "venue_id"
    session.expire_all()
    assert shown(held.entry) == was


def test_a_site_whose_risks_are_to_be_reviewed_before_a_session_is_refused(
    jo: Person, mill: Venue
) -> None:
    assessed(mill, review_on=date(2026, 3, 10))
    held = scenes.planned(jo)
    with pytest.raises(Refused, match="The risk assessment of Old mill holds until") as no:
        change(held.project, jo, venue_id=mill.id)
    assert no.value.field == "venue_id"


def test_a_venue_that_is_called_otherwise_is_so_in_the_sessions_to_come(
    jo: Person, lee: Person, mill: Venue
) -> None:
    held = scenes.planned(jo, scenes.project(venue=mill), supervisor=lee)
    other = scenes.planned(jo)
    was, before = shown(other.entry), len(scenes.letters())
    with changing():
        change_venue(venue=mill, values={"name": "Mill house", "address": "3 Mill Lane"}, actor=jo)
    assert held.entry.place == "Mill house, 3 Mill Lane"
    assert "Mill house" in held.entry.ics
    with changing():
        change_venue(venue=mill, values={"name": "Mill house", "area": AreaFactory()}, actor=jo)
    assert held.entry.area is mill.area
    assert shown(other.entry) == was
    assert len(scenes.letters()) == before


def test_a_partner_whose_changes_are_listed_reads_of_it_once(
    jo: Person, lee: Person, mill: Venue
) -> None:
    partner = scenes.trusted()
    robin = scenes.host(partner)
    project = scenes.project(partner=partner)
    change(project, jo, **said(venue_id=project.venue_id))
    held = scenes.planned(jo, project, supervisor=lee)
    with changing():
        revisions.propose(
            project=project,
            version=project.version,
            said=said(venue_id=mill.id),
            actor=robin,
        )
    before = len(scenes.letters())
    with changing():
        revisions.accept_revision(project=project, version=project.version, actor=jo)
    assert held.entry.place == "Old mill, 2 Mill Lane"
    assert sorted(scenes.letters()[before:]) == [
        ("Lee Ward", "sessions_followed"),
        ("Robin Hale", "revision_decided"),
    ]
