"""Risk assessments in the database: one at a time, one that counts, nobody's own approval."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.notifications.models import Mail
from portal.reparation.actions import risks as actions
from portal.reparation.models import AssessmentState, RiskAssessment
from portal.reparation.queries import risks as queries
from portal.reparation.rules import Refused, Stale
from tests.reparation import scenes
from tests.reparation.risks.versions import BEAM, GARDENING, begun

REVIEW = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen(clock.at(scenes.TODAY, time(10))):
        yield


def submitted(made: RiskAssessment) -> RiskAssessment:
    """Send a version on by its assessor."""
    with changing():
        actions.submit(assessment=made, actor=made.assessor)
    return made


def approved(made: RiskAssessment) -> RiskAssessment:
    """Have a version approved by a colleague."""
    submitted(made)
    with changing():
        actions.approve(assessment=made, review_on=REVIEW, actor=scenes.practitioner("Lee Okoro"))
    return made


def letters() -> set[tuple[str, str]]:
    """Return who is written to, and what."""
    return {
        (mail.template.rpartition("/")[2], mail.to_person.name)
        for mail in session.scalars(select(Mail))
        if mail.to_person
    }


def test_a_version_begun_from_a_template_says_what_the_template_says(app: Flask) -> None:
    made = begun(scenes.project(), scenes.practitioner())

    assert (made.number, made.state, made.template) == (1, AssessmentState.DRAFT, "gardening")
    assert queries.written(queries.assessment(made.uuid)) == GARDENING


def test_the_same_form_begins_one_version(app: Flask) -> None:
    project, marcus = scenes.project(), scenes.practitioner()

    assert begun(project, marcus, key="a").id == begun(project, marcus, key="a").id


def test_a_second_version_waits_until_the_first_is_finished(app: Flask) -> None:
    project = scenes.project()
    begun(project, scenes.practitioner("Marcus Reid"))

    with pytest.raises(Refused, match="Marcus Reid writes version 1 already"):
        begun(project, scenes.practitioner("Lee Okoro"))


def test_the_database_holds_one_open_and_one_approved_version_a_subject(app: Flask) -> None:
    project = scenes.project()
    scenes.assessed(project)
    for state in (AssessmentState.APPROVED, AssessmentState.DRAFT):
        if state is AssessmentState.DRAFT:
            scenes.assessed(project, number=2, state=state)
        with pytest.raises(IntegrityError):
            scenes.assessed(project, number=3, state=state)
        session.rollback()


def test_an_approved_version_replaces_the_one_before(app: Flask) -> None:
    project = scenes.project()
    before = scenes.assessed(project, date(2026, 4, 1))
    made = approved(begun(project, scenes.practitioner()))

    session.expire_all()

    assert (before.state, made.state) == (AssessmentState.REPLACED, AssessmentState.APPROVED)
    assert (made.number, made.review_on) == (2, REVIEW)
    assert made.approver
    assert made.approver.name == "Lee Okoro"


def test_nobody_approves_or_sends_back_their_own(app: Flask) -> None:
    made = submitted(begun(scenes.project(), scenes.coordinator()))

    with pytest.raises(Refused, match="Nobody approves their own"), changing():
        actions.approve(assessment=made, review_on=REVIEW, actor=made.assessor)
    with pytest.raises(Refused), changing():
        actions.send_back(assessment=made, because="x", actor=made.assessor)


def test_a_review_in_the_past_approves_nothing(app: Flask) -> None:
    made = submitted(begun(scenes.project(), scenes.practitioner()))

    with pytest.raises(Refused), changing():
        actions.approve(assessment=made, review_on=scenes.TODAY, actor=scenes.coordinator())

    assert session.get_one(RiskAssessment, made.id).state is AssessmentState.SUBMITTED


def test_a_decision_that_comes_too_late_changes_nothing(app: Flask) -> None:
    made = approved(begun(scenes.project(), scenes.practitioner()))
    jo = scenes.coordinator()

    with pytest.raises(Refused, match="does not wait for approval any more"), changing():
        actions.send_back(assessment=made, because="Too late", actor=jo)

    assert session.get_one(RiskAssessment, made.id).state is AssessmentState.APPROVED


def test_what_lacks_something_is_not_sent(app: Flask) -> None:
    made = begun(scenes.project(), scenes.practitioner(), replace(GARDENING, dangers=()))

    with pytest.raises(Refused, match="Add at least one hazard"):
        submitted(made)


def test_a_hazard_is_added_changed_and_taken_out(app: Flask) -> None:
    marcus = scenes.practitioner()
    made = begun(scenes.project(), marcus, replace(GARDENING, dangers=()))
    with changing():
        actions.put_hazard(
            assessment=made, version=made.version, number=None, danger=BEAM, actor=marcus
        )
    more = replace(BEAM, measures=(*BEAM.measures, replace(BEAM.measures[0], what="Say so")))
    with changing():
        actions.put_hazard(
            assessment=made, version=made.version, number=1, danger=more, actor=marcus
        )
    assert queries.written(queries.assessment(made.uuid)).dangers == (more,)
    with changing():
        actions.put_hazard(
            assessment=made, version=made.version, number=1, danger=BEAM, actor=marcus
        )
    assert queries.written(queries.assessment(made.uuid)).dangers == (BEAM,)
    for _twice in range(2):
        with changing():
            actions.remove_hazard(assessment=made, number=1, actor=marcus)
    assert queries.written(queries.assessment(made.uuid)).dangers == ()


def test_two_hazards_are_not_called_the_same(app: Flask) -> None:
    marcus = scenes.practitioner()
    made = begun(scenes.project(), marcus, replace(GARDENING, dangers=(BEAM,)))

    with pytest.raises(Refused, match="called this already") as refused, changing():
        actions.put_hazard(
            assessment=made, version=made.version, number=None, danger=BEAM, actor=marcus
        )

    assert refused.value.field == "what"


def test_a_form_opened_before_another_change_is_stale(app: Flask) -> None:
    marcus = scenes.practitioner()
    made = begun(scenes.project(), marcus)
    opened = made.version
    with clock.frozen(clock.at(scenes.TODAY, time(11))), changing():
        actions.put_hazard(assessment=made, version=opened, number=None, danger=BEAM, actor=marcus)

    with pytest.raises(Stale), changing():
        actions.change(assessment=made, version=opened, written=GARDENING, actor=marcus)


def test_what_was_sent_for_approval_is_not_changed(app: Flask) -> None:
    made = submitted(begun(scenes.project(), scenes.practitioner()))

    with pytest.raises(Refused, match="sent for approval"), changing():
        actions.change(
            assessment=made, version=made.version, written=GARDENING, actor=made.assessor
        )


def test_somebody_elses_draft_is_not_changed(app: Flask) -> None:
    made = begun(scenes.project(), scenes.practitioner())

    with pytest.raises(Refused, match="Somebody else writes"), changing():
        actions.change(
            assessment=made, version=made.version, written=GARDENING, actor=scenes.coordinator()
        )


def test_what_was_sent_back_is_changed_and_sent_again(app: Flask) -> None:
    made = submitted(begun(scenes.project(), scenes.practitioner()))
    with changing():
        actions.send_back(assessment=made, because="Check the shed", actor=scenes.coordinator())
    assert (made.state, made.sent_back_because) == (AssessmentState.DRAFT, "Check the shed")

    submitted(made)

    assert (made.state, made.sent_back_because) == (AssessmentState.SUBMITTED, None)


def test_a_draft_is_discarded_and_a_version_that_counted_is_kept(app: Flask) -> None:
    jo, project = scenes.coordinator(), scenes.project()
    counts = scenes.assessed(project)
    draft = begun(project, scenes.practitioner())
    with changing():
        actions.discard(assessment=draft, actor=jo)

    with pytest.raises(Refused, match="It was approved"), changing():
        actions.discard(assessment=counts, actor=jo)

    assert [each.id for each in queries.versions(project)] == [counts.id]


def test_those_who_wait_hear_of_it_and_nobody_of_their_own_click(app: Flask) -> None:
    jo, marcus = scenes.coordinator("Jo Hartley"), scenes.practitioner("Marcus Reid")
    scenes.coordinator("Ada Cole")
    made = submitted(begun(scenes.project(), marcus))
    assert letters() == {("risk_submitted", "Jo Hartley"), ("risk_submitted", "Ada Cole")}
    with changing():
        actions.approve(assessment=made, review_on=REVIEW, actor=jo)

    assert letters() - {("risk_submitted", "Jo Hartley"), ("risk_submitted", "Ada Cole")} == {
        ("risk_approved", "Marcus Reid")
    }


def test_the_only_coordinators_own_is_looked_at_by_those_who_assess(app: Flask) -> None:
    scenes.practitioner("Lee Okoro")
    submitted(begun(scenes.project(), scenes.coordinator("Jo Hartley")))

    assert letters() == {("risk_submitted", "Lee Okoro")}


def test_every_change_leaves_a_line_in_the_trail(app: Flask) -> None:
    marcus = scenes.practitioner()
    made = begun(scenes.project(), marcus)
    with changing():
        actions.put_hazard(
            assessment=made, version=made.version, number=None, danger=BEAM, actor=marcus
        )
    with changing():
        changed = replace(GARDENING, ppe="Boots")
        actions.change(assessment=made, version=made.version, written=changed, actor=marcus)
    with changing():
        actions.remove_hazard(assessment=made, number=1, actor=marcus)
    approved(made)

    told = session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)).all()
    assert [tag for tag in told if tag.startswith("reparation:risk")] == [
        "reparation:risk_started",
        "reparation:risk_hazard_added",
        "reparation:risk_changed",
        "reparation:risk_hazard_removed",
        "reparation:risk_submitted",
        "reparation:risk_approved",
    ]
