"""After the panel: who came counts, a correction says first what it changes and keeps the first."""

from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.models import AuditEvent
from portal.calendar import queries as calendar
from portal.calendar.models import AttendeeState
from portal.database import changing, session
from portal.panels import jobs, rules
from portal.panels.actions import sittings
from portal.panels.models import (
    Attendance,
    AttendanceState,
    CancelReason,
    Panel,
    PanelKind,
    PanelState,
    Sitting,
    SittingState,
)
from portal.panels.queries import outcomes as find
from portal.panels.queries.sittings import readiness
from tests.panels import scenes
from tests.panels.outcomes.evenings import ADVISER, AFTER, CHAIR, MEMBER, NEXT, note, noted, ready


def attendees(sitting: Sitting) -> dict[str, str]:
    """Return whose duty the sitting was, and how it went."""
    return {name.partition(":")[0]: state for name, state in scenes.duties(sitting).items()}


def test_everybody_came_and_the_sitting_was_held(app: Flask) -> None:
    sitting = ready(panels=2)
    note(sitting, noted(sitting, papers=True))
    assert sitting.state is SittingState.HELD
    for panel in sitting.panels:
        assert (panel.state, panel.contract_agreed, panel.noted_at) == (
            PanelState.HELD,
            True,
            AFTER,
        )
        assert {row.part for row in panel.attendance} == {CHAIR, MEMBER, ADVISER}
        after = {check.item: check.done_by for check in panel.checks if check.done_at}
        assert [(item, who.name) for item, who in after.items() if who] == [
            ("Papers returned", "Marcus Reid")
        ]
    with clock.frozen(AFTER):
        assert readiness(sitting).outcome is rules.Outcome.SAT
    assert ("Jo Hartley", "outcome_noted") in scenes.mail()  # which is not sent: nothing to see to
    assert scenes.tags().count("outcome_noted") == 2


def test_who_did_not_come_has_not_sat_and_the_panel_was_not_quorate(app: Flask) -> None:
    sitting = ready()
    note(sitting, noted(sitting, "Ann Lee"))
    assert attendees(sitting) == {
        "Graham Holt": "accepted",
        "Ann Lee": "absent",
        "Marcus Reid": "accepted",
    }
    graham, ann = (scenes.seat(sitting, kind).person for kind in (CHAIR, MEMBER))
    assert graham
    assert ann
    with clock.frozen(clock.at(date(2026, 3, 11), time(9))):
        since = clock.at(date(2026, 1, 1), time())
        assert calendar.times_sat(graham.id, since) == 1
        assert calendar.times_sat(ann.id, since) == 0
        assert calendar.last_duty([graham.id, ann.id], clock.now()).keys() == {graham.id}
        ready_now = readiness(sitting)
    assert (ready_now.words, ready_now.look) == ("Held, but not quorate on the day", "risk")
    assert not find.quorum_of(sitting.panels[0].attendance).holds


def test_a_correction_says_first_what_it_changes_and_keeps_what_was_noted(app: Flask) -> None:
    sitting = ready()
    note(sitting, noted(sitting))
    ref, corrected = sitting.panels[0].ref, noted(sitting, "Ann Lee")
    with pytest.raises(rules.WouldCorrect) as asked:
        note(sitting, corrected, at=clock.at(date(2026, 3, 11), time(9)))
    assert asked.value.sentences == (
        f"{ref} will no longer count as quorate: it needs a community member.",
        "Ann Lee’s sittings this year go from 1 to 0.",
    )
    session.expire_all()
    assert attendees(sitting)["Ann Lee"] == "accepted"
    note(sitting, corrected, sure=True)
    ann = next(row for row in sitting.panels[0].attendance if row.person.name == "Ann Lee")
    assert (ann.state, ann.corrected_from) == (AttendanceState.ABSENT, AttendanceState.CAME)
    assert attendees(sitting)["Ann Lee"] == "absent"
    note(sitting, noted(sitting), sure=True)  # and back again
    session.refresh(ann)
    assert (ann.state, ann.corrected_from) == (AttendanceState.CAME, AttendanceState.CAME)
    assert attendees(sitting)["Ann Lee"] == "accepted"
    event = session.scalars(
        select(AuditEvent)
        .where(AuditEvent.tag == "panels:outcome_corrected")
        .order_by(AuditEvent.id)
    ).first()
    assert event is not None
    assert event.detail is not None
    assert event.detail.values["changes"] == {f"person:{ann.person_id}": ["came", "absent"]}


def test_a_correction_without_a_consequence_needs_no_word(app: Flask) -> None:
    sitting = ready()
    note(sitting, noted(sitting))
    note(sitting, noted(sitting, recorded=True))
    assert scenes.tags()[-1] == "check_ticked"


def test_an_adjourned_panel_is_followed_by_one_that_needs_a_date(app: Flask) -> None:
    sitting = ready()
    panel = sitting.panels[0]
    adjourned = noted(
        sitting, held=False, agreed=None, reason="The child did not come", again_on=NEXT
    )
    note(sitting, adjourned)
    following = find.following(panel.id)
    assert following is not None
    assert (panel.state, panel.adjourn_reason) == (PanelState.ADJOURNED, "The child did not come")
    assert (following.kind, following.due_on, following.state, following.sitting_id) == (
        PanelKind.INITIAL,
        NEXT,
        PanelState.PLANNED,
        None,
    )
    assert sitting.state is SittingState.HELD
    with clock.frozen(AFTER):
        assert readiness(sitting).words == "Adjourned"
    assert scenes.mail()[-1] == ("Jo Hartley", "outcome_noted")
    assert attendees(sitting)["Ann Lee"] == "accepted"  # who came has sat, adjourned or not
    again = scenes.arranged(sitting.coordinator, *([panel.order] if panel.order else []), day=NEXT)
    assert again.panels == [following]
    with pytest.raises(rules.Refused, match="has its date already"):
        note(sitting, noted(sitting), sure=True)


def test_an_adjournment_taken_back_drops_the_panel_that_was_to_follow(app: Flask) -> None:
    sitting = ready()
    panel = sitting.panels[0]
    note(sitting, noted(sitting, held=False, agreed=None, reason="No room", again_on=NEXT))
    following = find.following(panel.id)
    assert following is not None
    with pytest.raises(rules.WouldCorrect, match=f"becomes held, and {following.ref}"):
        note(sitting, noted(sitting))
    note(sitting, noted(sitting), sure=True)
    assert (panel.state, panel.adjourn_reason) == (PanelState.HELD, None)
    assert following.state is PanelState.CANCELLED
    later = date(2026, 4, 7)
    adjourned = noted(sitting, held=False, agreed=None, reason="No room", again_on=later)
    note(sitting, adjourned, sure=True)
    found = find.following(panel.id)
    assert found is not None
    assert (found.id != following.id, found.due_on) == (True, later)


def test_whoever_stepped_in_counts_and_has_sat(app: Flask) -> None:
    sitting, ruth = ready(), scenes.volunteer("Ruth Adeyemi")
    what = noted(sitting, "Ann Lee")
    panel_id, one = next(iter(what.items()))
    came = rules.Present(ruth.person_id, "member", "came")
    what[panel_id] = rules.Noted((*one.present, came), held=True, agreed=True)
    note(sitting, what)
    assert attendees(sitting)["Ruth Adeyemi"] == "accepted"
    with clock.frozen(AFTER):
        assert readiness(sitting).outcome is rules.Outcome.SAT
    note(sitting, noted(sitting, "Ann Lee"), sure=True)  # it was somebody else after all
    assert "Ruth Adeyemi" not in attendees(sitting)
    row = next(row for row in sitting.panels[0].attendance if row.person_id == ruth.person_id)
    assert (row.state, row.corrected_from) == (AttendanceState.ABSENT, AttendanceState.CAME)


def test_a_colleague_never_counts_for_the_community_nor_does_the_database_let_them(
    app: Flask,
) -> None:
    sitting = ready()
    ann = scenes.seat(sitting, MEMBER).person
    assert ann
    ann.is_staff = True  # joined the service since she said yes
    session.commit()
    note(sitting, noted(sitting))
    with clock.frozen(AFTER):
        assert readiness(sitting).outcome is rules.Outcome.UNQUORATE
    other = scenes.arranged(sitting.coordinator, day=NEXT)
    session.add(
        Attendance(
            panel_id=other.panels[0].id,
            person_id=ann.id,
            part=MEMBER,
            state=AttendanceState.CAME,
        )
    )
    with pytest.raises(IntegrityError):
        session.commit()


def test_a_sitting_that_lacked_somebody_can_still_be_noted_and_is_then_held(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting = scenes.arranged(jo)
    scenes.accepted(sitting, CHAIR, scenes.chair())
    with clock.frozen(AFTER):
        assert jobs.close_ended() == {"held": 0, "missed": 1, "unused": 0}
    adjourned = noted(
        sitting, held=False, agreed=None, reason="The panel was not quorate", again_on=NEXT
    )
    note(sitting, adjourned)
    assert sitting.state is SittingState.HELD
    with clock.frozen(AFTER):
        assert jobs.close_ended() == {"held": 0, "missed": 0, "unused": 0}


def test_what_has_not_begun_or_is_off_has_no_outcome(app: Flask) -> None:
    sitting = ready()
    with pytest.raises(rules.Refused, match="has not begun"):
        note(sitting, noted(sitting), at=clock.at(scenes.TENTH, time(17)))
    with pytest.raises(rules.Stale):
        note(sitting, noted(sitting), version=99)
    session.rollback()
    what = noted(sitting)
    with changing():
        sittings.cancel_sitting(
            sitting=sitting,
            version=sitting.version,
            reason=CancelReason.ROOM,
            actor=sitting.coordinator,
        )
    with pytest.raises(rules.Refused, match="was cancelled"):
        note(sitting, what)


def test_the_clock_asks_once_for_an_outcome_that_nobody_noted(app: Flask) -> None:
    sitting = ready()
    for day in (11, 13, 14):
        with clock.frozen(clock.at(date(2026, 3, day), time(9))):
            jobs.close_ended()
    asked = [each for each in scenes.mail() if each[1] == "outcome_missing"]
    assert asked == [("Jo Hartley", "outcome_missing")]
    assert sitting.state is SittingState.HELD
    with clock.frozen(clock.at(date(2026, 3, 14), time(9))):
        assert readiness(sitting).words == "Held, outcome not noted yet"


def test_an_order_waits_for_a_date_again_after_an_adjournment(app: Flask) -> None:
    sitting = ready(kind=PanelKind.PROGRESS)
    note(sitting, noted(sitting, held=False, agreed=None, reason="No room", again_on=NEXT))
    panels = session.scalars(select(Panel).order_by(Panel.id)).all()
    assert [(panel.kind, panel.state, panel.follows_id) for panel in panels] == [
        (PanelKind.PROGRESS, PanelState.ADJOURNED, None),
        (PanelKind.PROGRESS, PanelState.PLANNED, panels[0].id),
    ]
    assert AttendeeState.ABSENT not in attendees(sitting).values()
