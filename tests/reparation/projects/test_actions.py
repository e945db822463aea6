"""Projects through their states, and two people at one of them."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.reparation.actions import projects as actions
from portal.reparation.actions import revisions
from portal.reparation.models import (
    Partner,
    Project,
    ProjectRevision,
    ProjectState,
    RevisionState,
)
from portal.reparation.rules.refusals import Refused, Stale
from tests.factories import AreaFactory
from tests.reparation.projects import scenes


def told() -> list[tuple[str, str]]:
    """Return who got which letter."""
    session.expire_all()
    found = session.scalars(select(Mail).order_by(Mail.id))
    return [
        (mail.to_person.name, mail.template.rpartition("/")[2]) for mail in found if mail.to_person
    ]


def tags() -> list[str]:
    events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    return [event.tag for event in events if event.subject_type == "project"]


def propose(project: Project, mo: Person, **more: Any) -> ProjectRevision | None:
    with changing():
        return revisions.change_own(
            project=project, version=project.version, said=scenes.said(**more), actor=mo
        )


def test_a_project_goes_from_a_draft_into_the_list_and_who_waits_is_told(
    jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.submitted(kitchen, mo)
    with changing():
        actions.ask_changes(project=project, words="Say where.", version=project.version, actor=jo)
    with changing():
        actions.submit_project(project=project, actor=mo)
        actions.submit_project(project=project, actor=mo)
    with changing():
        actions.approve_project(project=project, version=project.version, actor=jo)
        actions.list_project(project=project, actor=jo)
    assert (project.state, project.listed_on) == (ProjectState.LISTED, scenes.TODAY)
    session.expire_all()
    assert project.asked_changes is None
    assert told() == [
        ("Jo Hartley", "project_submitted"),
        ("Mo Brennan", "project_changes_asked"),
        ("Jo Hartley", "project_submitted"),
        ("Mo Brennan", "project_approved"),
    ]
    assert tags() == [
        "reparation:project_added",
        "reparation:project_submitted",
        "reparation:project_changes_asked",
        "reparation:project_submitted",
        "reparation:project_approved",
        "reparation:project_listed",
    ]


def test_what_lacks_something_is_not_sent(kitchen: Partner, mo: Person) -> None:
    project = scenes.draft(kitchen, benefits="", contact_phone="")
    with pytest.raises(Refused) as refused, changing():
        actions.submit_project(project=project, actor=mo)
    assert refused.value.sentence == (
        "Something is missing. Say who benefits. "
        "Give the telephone number of the contact on the day."
    )
    assert project.state is ProjectState.DRAFT


def test_a_form_sent_twice_begins_one_project(kitchen: Partner, mo: Person) -> None:
    key = uuid4().hex
    made = set()
    for _ in range(2):
        with changing():
            project = actions.draft_project(
                partner=kitchen, said=scenes.said(), form_key=key, actor=mo
            )
        made.add(project.id)
    assert len(made) == 1


def test_a_coordinator_of_another_area_is_not_told(
    app: Flask, kitchen: Partner, mo: Person
) -> None:
    north, south = AreaFactory(name="Northmere"), AreaFactory(name="Saltmarsh")
    for name, area in (("Jo Hartley", north), ("Di Fox", south)):
        scenes.limited(scenes.coordinator(name), area)
    scenes.submitted(kitchen, mo, area_id=north.id)
    assert told() == [("Jo Hartley", "project_submitted")]


def test_what_was_changed_after_it_was_read_is_not_approved(
    jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.submitted(kitchen, mo)
    read = project.version
    propose(project, mo, themes=["Food"])
    with pytest.raises(Stale), changing():
        actions.approve_project(project=project, version=read, actor=jo)
    assert project.state is ProjectState.SUBMITTED


def test_the_second_of_two_partners_is_told_and_changes_nothing(
    kitchen: Partner, mo: Person
) -> None:
    project = scenes.draft(kitchen)
    read = project.version
    propose(project, mo, title="Bikes for all")
    with pytest.raises(Stale), changing():
        revisions.change_own(
            project=project, version=read, said=scenes.said(title="Bikes for some"), actor=mo
        )
    assert project.title == "Bikes for all"


def test_changes_to_what_is_listed_wait_beside_it_and_are_listed_once_accepted(
    jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.listed(kitchen, jo)
    waiting = propose(project, mo, capacity=6, themes=["Bicycles", "Food"], kind="direct")
    assert waiting is not None
    assert waiting.body == {"kind": "direct", "themes": ["Bicycles", "Food"], "capacity": 6}
    assert (project.capacity, project.offered["themes"]) == (4, ["Bicycles"])
    with changing():
        revisions.accept_revision(project=project, version=project.version, actor=jo)
        revisions.accept_revision(project=project, version=project.version, actor=jo)
    assert (project.capacity, project.offered["themes"]) == (6, ["Bicycles", "Food"])
    assert project.offered["kind"] == "direct"
    assert waiting.state is RevisionState.ACCEPTED
    assert told()[-2:] == [("Jo Hartley", "revision_proposed"), ("Mo Brennan", "revision_decided")]


def test_a_second_proposal_takes_the_place_of_the_first_and_one_that_changes_nothing_ends_it(
    jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.listed(kitchen, jo)
    first = propose(project, mo, capacity=6)
    second = propose(project, mo, capacity=8)
    assert first is second
    assert second is not None
    assert second.body == {"capacity": 8}
    assert propose(project, mo) is None
    assert second.state is RevisionState.WITHDRAWN
    third = propose(project, mo, capacity=5)
    assert third is not None
    assert [revision.number for revision in project.revisions] == [1, 2]


def test_a_proposal_that_changed_since_it_was_read_is_not_listed(
    jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.listed(kitchen, jo)
    propose(project, mo, capacity=6)
    read = project.version
    propose(project, mo, capacity=40)
    with pytest.raises(Stale), changing():
        revisions.accept_revision(project=project, version=read, actor=jo)
    assert project.capacity == scenes.said()["capacity"]


def test_refused_changes_leave_what_is_listed_and_say_why(
    jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.listed(kitchen, jo)
    waiting = propose(project, mo, capacity=40)
    assert waiting is not None
    with changing():
        revisions.refuse_revision(
            project=project, version=project.version, because="One adult only.", actor=jo
        )
    assert project.capacity == scenes.said()["capacity"]
    assert (waiting.state, waiting.refused_because) == (RevisionState.REFUSED, "One adult only.")
    with pytest.raises(Refused), changing():
        revisions.refuse_revision(
            project=project, version=project.version, because="Again", actor=jo
        )


def test_the_database_keeps_one_proposal_waiting(jo: Person, kitchen: Partner) -> None:
    project = scenes.listed(kitchen, jo)
    project.revisions = [ProjectRevision(number=number, body={}) for number in (1, 2)]
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_a_closed_project_is_kept_and_a_copy_begins_as_a_draft(
    jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.listed(kitchen, jo, themes=["Bicycles", "Food"])
    with changing():
        actions.close_project(project=project, actor=mo)
        actions.close_project(project=project, actor=mo)
    assert (project.state, project.closed_on) == (ProjectState.CLOSED, scenes.TODAY)
    with pytest.raises(Refused), changing():
        actions.list_project(project=project, actor=jo)
    with pytest.raises(Refused), changing():
        revisions.change_own(project=project, version=project.version, said=scenes.said(), actor=mo)
    with changing():
        copy = actions.copy_project(project=project, form_key=uuid4().hex, actor=mo)
    assert copy.offered == project.offered
    assert (copy.state, copy.partner, copy.listed_on) == (ProjectState.DRAFT, kitchen, None)


def test_what_a_coordinator_paused_a_partner_does_not_list_again(
    jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.listed(kitchen, jo)
    for actor in (mo, jo):
        with changing():
            actions.pause_project(project=project, because="The roof leaks.", actor=actor)
        if actor is mo:
            with changing():
                actions.resume_own(project=project, actor=mo)
    with pytest.raises(Refused) as refused, changing():
        actions.resume_own(project=project, actor=mo)
    assert refused.value.sentence == (
        "A coordinator has paused this project. Ask them to list it again."
    )
    assert project.state is ProjectState.PAUSED


def test_a_paused_project_says_why_and_comes_back_as_confirmed(
    jo: Person, kitchen: Partner, mo: Person
) -> None:
    project = scenes.listed(kitchen, jo)
    with changing():
        actions.pause_project(project=project, because="The roof leaks.", actor=mo)
    assert (project.state, project.paused_because) == (ProjectState.PAUSED, "The roof leaks.")
    with pytest.raises(Refused), changing():
        actions.confirm_project(project=project, actor=mo)
    with changing():
        actions.list_project(project=project, actor=mo)
    assert (project.paused_because, project.confirmed_on) == (None, scenes.TODAY)
    assert told()[-1] == ("Jo Hartley", "project_paused")
