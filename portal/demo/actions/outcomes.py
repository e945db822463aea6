"""What came of panels: who came, how each ended, as `panels.actions.note_outcome` leaves it."""

from portal import clock
from portal.audit.actions import plain
from portal.database import session
from portal.demo.actions.rows import Rows, moment, note
from portal.demo.rules import sittings as told
from portal.demo.rules.orders import INITIAL, Meeting, Noted
from portal.panels import rules
from portal.panels.models import (
    Attendance,
    AttendanceState,
    Panel,
    PanelCheck,
    PanelsTag,
    Seat,
)

Changes = dict[str, list[object]]


def note_outcomes(rows: Rows, sittings: list[told.Sitting]) -> None:
    """Note what came of each panel of which it is known; the sittings stand already."""
    for each in sittings:
        sitting = rows.sittings[each]
        for panel, meeting in zip(sitting.panels, each.meetings, strict=True):
            if meeting.noted:
                with clock.frozen(moment(meeting.noted.at)):
                    _note(rows, panel, meeting, meeting.noted, sitting.seats)


def _note(rows: Rows, panel: Panel, meeting: Meeting, noted: Noted, seats: list[Seat]) -> None:
    changes = _presence(panel, noted, seats)
    if noted.reason:
        changes["state"] = ["held", panel.state.value]
        changes["adjourn_reason"] = [None, noted.reason]
        _follow(rows, panel, meeting, noted)
    if meeting.kind == INITIAL:
        changes["contract_agreed"] = [None, noted.agreed]
        panel.contract_agreed = noted.agreed
    panel.noted_at = clock.now()
    changes["noted_at"] = [None, plain(panel.noted_at)]
    _tick(rows, panel, noted)
    note(PanelsTag.OUTCOME_NOTED, panel, actor=rows.people[noted.by], changes=changes)


def _presence(panel: Panel, noted: Noted, seats: list[Seat]) -> Changes:
    changes: Changes = {}
    for seat in seats:
        if seat.person is None:
            continue
        came = seat.person.name not in noted.missing
        state = AttendanceState.CAME if came else AttendanceState.APOLOGISED
        session.add(
            Attendance(
                panel_id=panel.id,
                person_id=seat.person.id,
                part=seat.kind,
                state=state,
                created_at=clock.now(),
            )
        )
        changes[f"person:{seat.person.id}"] = [None, plain(state)]
    return changes


def _follow(rows: Rows, panel: Panel, meeting: Meeting, noted: Noted) -> None:
    following = Panel(
        ref=meeting.again,
        order=panel.order,
        kind=panel.kind,
        due_on=noted.again_on,
        follows=panel,
    )
    session.add(following)
    session.flush()  # the trail needs its number
    actor = rows.people[noted.by]
    note(PanelsTag.PANEL_TO_FOLLOW, following, actor=actor, follows=panel.id)


def _tick(rows: Rows, panel: Panel, noted: Noted) -> None:
    """Tick what is seen to once a panel is over, below the list of what was to be arranged."""
    who = rows.people[noted.by]
    last = max((check.position for check in panel.checks), default=0)
    done = {rules.PAPERS_RETURNED: True, rules.RECORDED: noted.recorded}
    for position, (item, is_done) in enumerate(done.items(), start=last + 1):
        panel.checks.append(
            PanelCheck(
                position=position,
                item=item,
                done_at=clock.now() if is_done else None,
                done_by=who if is_done else None,
                created_at=clock.now(),
            )
        )
        if is_done:
            note(PanelsTag.CHECK_TICKED, panel, actor=who, item=item)
