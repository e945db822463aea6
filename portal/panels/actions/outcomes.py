"""Noting what came of a sitting: who came, how each panel ended. No word about a case.

People are held first, then orders, then the sitting with its seats.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.audit.actions import Changes, amend, plain, record
from portal.calendar import queries as calendar
from portal.database import session
from portal.panels import rules
from portal.panels.actions import turns
from portal.panels.actions.checklists import note_afterwards
from portal.panels.actions.due_days import publish_due_days_of
from portal.panels.actions.entries import publish_sitting
from portal.panels.actions.telling import sittings as telling
from portal.panels.models import (
    FIRST_PANELS,
    Attendance,
    AttendanceState,
    Panel,
    PanelsTag,
    PanelState,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries import orders, outcomes, sittings
from portal.people.models import Person
from portal.site.filters import day

ENDED = (SittingState.PUBLISHED, SittingState.HELD)

Rows = dict[int, list[Attendance]]
"""Who was noted to have come or not, by panel."""


def note_outcome(
    *,
    sitting: Sitting,
    version: int,
    noted: Mapping[int, rules.Noted],
    sure: bool,
    actor: Person,
) -> Sitting:
    """Note who came to each panel of a sitting, by its number, and how it ended.

    The first time it takes effect at once; said again, it is a correction: raises
    `rules.WouldCorrect` with what it would change, unless that is known (`sure`), and keeps what
    was noted first. An adjourned panel is followed by one that needs a date. Who did not come has
    not sat. The coordinator is told what they must see to. Raises `rules.Stale` when somebody
    else changed it meanwhile, and `rules.Refused` when no panel can have ended so.
    """
    sittings.lock_people(_people(sitting, noted))
    orders.lock_orders(sittings.order_ids(sitting.panels))
    sitting = sittings.lock_sitting(sitting.id)
    if sitting.version != version:
        raise rules.Stale("This sitting was changed since you opened it.")
    _check_over(sitting)
    panels = sittings.live_panels(sitting)
    rows = outcomes.attendance(panel.id for panel in panels)
    for place, panel in enumerate(panels, start=1):
        _check(panel, noted[panel.id], sitting, place=place)
    corrected = any(panel.noted_at for panel in panels)
    told = _consequences(sitting, panels, rows, noted) if corrected and not sure else []
    if told:
        raise rules.WouldCorrect(told)
    for panel in panels:
        _note(panel, rows[panel.id], noted[panel.id], actor=actor)
    changes = amend(sitting, state=SittingState.HELD)
    if changes:
        record(PanelsTag.SITTING_HELD, sitting, actor=actor, changes=changes)
    flag_modified(sitting, "updated_at")  # its version counts up, so a stale form is noticed
    publish_sitting(sitting, actor=actor)
    telling.outcome_noted(sitting, actor=actor)
    return sitting


def _people(sitting: Sitting, noted: Mapping[int, rules.Noted]) -> list[int]:
    present = {each.person_id for one in noted.values() for each in one.present}
    return sorted({*turns.people_of(sitting), *present})


def _check_over(sitting: Sitting) -> None:
    if sitting.state not in ENDED:
        raise rules.Refused(
            "This sitting was cancelled, or never published.", "There is nothing to note of it."
        )
    if sitting.entry.starts_at > clock.now():
        raise rules.Refused("This sitting has not begun.", "Note its outcome once it has.")


def _check(panel: Panel, noted: rules.Noted, sitting: Sitting, *, place: int) -> None:
    on = clock.london(sitting.entry.starts_at).date()
    asks_agreed = panel.kind in FIRST_PANELS
    rules.check_noted(noted, sat_on=on, asks_agreed=asks_agreed, place=place)
    following = outcomes.following(panel.id)
    if noted.held and following is not None and following.sitting_id is not None:
        raise rules.Refused(
            f"{following.ref}, which follows {panel.ref}, has its date already.",
            "Take it off its sitting first.",
            f"result_{place}",
        )


def _consequences(
    sitting: Sitting, panels: Iterable[Panel], rows: Rows, noted: Mapping[int, rules.Noted]
) -> list[str]:
    """Say what a correction changes, before it does."""
    told: list[str] = []
    for panel in panels:
        now, known = noted[panel.id], rows[panel.id]
        following = outcomes.following(panel.id)
        told += rules.quorum_changes(
            panel.ref, _lacks(outcomes.quorum_of(known)), _lacks(_quorum(now, known))
        )
        told += rules.ending_changes(
            panel.ref,
            panel.state.value,
            now,
            following=following.ref if following else "",
            again=day(now.again_on) if now.again_on else "",
        )
    return told + _sat_changes(sitting, rows, noted)


def _sat_changes(sitting: Sitting, rows: Rows, noted: Mapping[int, rules.Noted]) -> list[str]:
    before = rules.came_at_all([_present(known) for known in rows.values()])
    after = rules.came_at_all(one.present for one in noted.values())
    year = clock.london(sitting.entry.starts_at).year
    since = clock.day_bounds(date(year, 1, 1), date(year, 1, 1))[0]
    when = "this year" if year == clock.today().year else f"since the start of {year}"
    told: list[str] = []
    for person_id in sorted(before ^ after):
        person = sittings.person_numbered(person_id)
        change = 1 if person_id in after else -1
        sat = calendar.times_sat(person_id, since)
        told += rules.sat_changes(person.display_name, sat, change, when)
    return told


def _present(rows: Iterable[Attendance]) -> list[rules.Present]:
    return [rules.Present(row.person_id, row.part.value, row.state.value) for row in rows]


def _lacks(quorum: rules.Quorum) -> str:
    return "" if quorum.holds else quorum.needs


def _quorum(noted: rules.Noted, known: Iterable[Attendance]) -> rules.Quorum:
    """Return the quorum by who came, each as what they count as."""
    parts = {row.person_id: row.part for row in known}
    return rules.quorum(
        ((parts.get(each.person_id) or _part(each)).value, False)
        for each in noted.present
        if each.state == AttendanceState.CAME
    )


def _part(present: rules.Present) -> SeatKind:
    """Return as what somebody counts: a colleague never for the community (s.91)."""
    part = SeatKind(present.part)
    in_service = sittings.person_numbered(present.person_id).is_staff
    return SeatKind.OBSERVER if in_service and part is not SeatKind.ADVISER else part


def _note(panel: Panel, known: list[Attendance], noted: rules.Noted, *, actor: Person) -> None:
    first = panel.noted_at is None
    changes = _note_presence(panel, known, noted)
    changes |= amend(
        panel,
        state=PanelState.HELD if noted.held else PanelState.ADJOURNED,
        adjourn_reason=None if noted.held else noted.reason,
        contract_agreed=noted.agreed if noted.held and panel.kind in FIRST_PANELS else None,
        noted_at=panel.noted_at or clock.now(),
    )
    followed = _follow(panel, noted, actor=actor)
    publish_due_days_of([panel, *([followed] if followed else [])], actor=actor)
    note_afterwards(
        panel=panel,
        done={rules.PAPERS_RETURNED: noted.papers, rules.RECORDED: noted.recorded},
        actor=actor,
    )
    if changes:
        tag = PanelsTag.OUTCOME_NOTED if first else PanelsTag.OUTCOME_CORRECTED
        record(tag, panel, actor=actor, changes=changes)


def _note_presence(panel: Panel, known: list[Attendance], noted: rules.Noted) -> Changes:
    """Write down who came; who is no longer named did not, after all."""
    rows = {row.person_id: row for row in known}
    wanted = {each.person_id: AttendanceState(each.state) for each in noted.present}
    wanted |= dict.fromkeys(rows.keys() - wanted.keys(), AttendanceState.ABSENT)
    parts = {each.person_id: each for each in noted.present}
    changes: Changes = {}
    for person_id, state in wanted.items():
        row = rows.get(person_id)
        if row is None:
            part = _part(parts[person_id])
            session.add(Attendance(panel_id=panel.id, person_id=person_id, part=part, state=state))
            changes[f"person:{person_id}"] = [None, plain(state)]
        elif row.state is not state:
            changes[f"person:{person_id}"] = [plain(row.state), plain(state)]
            row.corrected_from = row.corrected_from or row.state
            row.state = state
    return changes


def _follow(panel: Panel, noted: rules.Noted, *, actor: Person) -> Panel | None:
    """Plan the panel that follows an adjourned one, move its last day, or drop it again.

    Returns that panel, if there is or was one.
    """
    following = outcomes.following(panel.id)
    if noted.held:
        if following is not None:
            changes = amend(following, state=PanelState.CANCELLED)
            record(PanelsTag.PANEL_DROPPED, following, actor=actor, changes=changes)
    elif following is None:
        return turns.follow(panel, noted.again_on, actor=actor)
    else:
        changes = amend(following, due_on=noted.again_on)
        if changes:
            record(PanelsTag.PANEL_REDATED, following, actor=actor, changes=changes)
    return following
