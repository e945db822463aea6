"""Importing sittings and their panels: those of the past as held, those to come as plans.

Nobody is written to. What a coordinator has done in the portal since stands: who is on a sitting
to come for sure is never changed by a spreadsheet.
"""

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import uuid4

from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.actions import amend, record
from portal.calendar import rules as calendar_rules
from portal.calendar.actions import cancel, publish
from portal.calendar.models import Entry, EntryStatus, Kind
from portal.calendar.queries import panel_rooms
from portal.database import session
from portal.members.models import Status
from portal.panels import imports, rules
from portal.panels.actions.checklists import lay_out
from portal.panels.actions.due_days import publish_due_days_of
from portal.panels.actions.entries import DRAFT_SEEN_BY, SEEN_BY, publish_sitting, title_of
from portal.panels.actions.importing.around import Gathered, gather, seats_of
from portal.panels.actions.importing.people import areas_for, colleagues, volunteers
from portal.panels.actions.plans import note_reason
from portal.panels.actions.references import next_reference
from portal.panels.actions.sittings import SEATS
from portal.panels.imports import KINDS, PUBLISHED, PanelChange, SittingChange, SittingRows
from portal.panels.models import (
    ADJOURN_REASONS,
    LATE_REASONS,
    PANEL_MINUTES,
    Attendance,
    CancelReason,
    Offer,
    OfferState,
    Panel,
    PanelKind,
    PanelsTag,
    PanelState,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries import importing as queries
from portal.panels.queries import orders as find_orders
from portal.panels.queries import plans, sittings
from portal.people import queries as people
from portal.people.models import Person
from portal.settings.queries import lines, value
from portal.spreadsheets.actions import Importer
from portal.spreadsheets.imports import (
    BAD,
    NEW,
    SAME,
    Directory,
    Listed,
    Outcome,
    Reading,
    Sheet,
    looked_at,
)

SET_ASIDE: Final = "Came with the service’s own spreadsheet"
"""The reason that is kept where something spoke against somebody on a sitting to come."""

NOT_SAID: Final = "Not known"
"""Why a panel was adjourned of which the spreadsheet does not say it."""

NO_COORDINATOR: Final = (
    "The sitting needs somebody who looks after it: name them in a column called Coordinator."
)
JUST_NOW: Final = "Somebody changed the same at this moment: import the file again."


def understood(sheet: Sheet, actor: Person | None) -> Reading[SittingRows]:
    """Return a spreadsheet of panels understood, against the people and places there are."""
    may_advise = {each.id for each in people.advisers()}
    known = imports.PanelsKnown(
        clock.now(),
        clock.today(),
        areas_for(actor),
        colleagues(queries.case_managers(), "case manager", "case managers"),
        _rooms(),
        volunteers(queries.volunteers(), not_asked={Status.APPLICANT, Status.LEFT}),
        colleagues(people.colleagues(), "colleague", "colleagues", sits=may_advise),
        _reasons([*lines(ADJOURN_REASONS), NOT_SAID]),
        _reasons(lines(LATE_REASONS)),
        value(PANEL_MINUTES),
    )
    return imports.understand_panels(sheet, known)


def _rooms() -> Directory[imports.Place]:
    rooms = panel_rooms()
    return Directory(
        [
            Listed(
                imports.Place(each.id, each.full_name, each.venue_id),
                each.full_name,
                each.full_name,
                (each.venue.name, each.name),
            )
            for each in rooms
        ],
        "room",
        "rooms",
        "name the venue and the room, like Northmere Library, Room 2",
    )


def _reasons(allowed: Sequence[str]) -> Directory[str]:
    listed = [Listed(each, each, each) for each in allowed]
    return Directory(listed, "reason", "reasons", "use one of the list in the settings")


def weigh_panels(*, items: Sequence[SittingRows], actor: Person | None) -> Outcome:
    """Return what `import_panels` would do; changes nothing."""
    return looked_at(change for change, _ in _weighed(items, gather(items, actor), actor))


def import_panels(*, items: Sequence[SittingRows], actor: Person | None) -> Outcome:
    """Add and change sittings as the rows say; the same rows again change nothing.

    A sitting that cannot be has all its rows given back, and nothing of it is kept.
    """
    outcome = Outcome()
    gathered = _hold(items, actor)
    for change, sitting in _weighed(items, gathered, actor):
        if change.kind == BAD:
            outcome.refuse(change.lines, change.reason)
            continue
        try:
            with session.begin_nested():
                _take_in(change, sitting, actor)
        except rules.Refused as refused:
            outcome.refuse(change.lines, refused.sentence)
        except IntegrityError:
            outcome.refuse(change.lines, JUST_NOW)
        else:
            outcome.counts[change.kind] += len(change.lines)
    return outcome


def _hold(items: Sequence[SittingRows], actor: Person | None) -> Gathered:
    """Hold people, then orders, then sittings, and return all as it then is."""
    found = gather(items, actor)
    sittings.lock_people(sorted({person.id for each in items for person in each.people.values()}))
    find_orders.lock_orders(found.orders)
    for sitting_id in sorted(found.sittings):
        sittings.lock_sitting(sitting_id)
    session.expire_all()  # what was read before it was held is read again
    return gather(items, actor)


def _weighed(
    items: Sequence[SittingRows], gathered: Gathered, actor: Person | None
) -> Iterator[tuple[SittingChange, Sitting | None]]:
    """Yield what the rows of each sitting would change, and which; changes nothing."""
    for rows in items:
        seen = gathered.seen(rows)
        change = imports.weigh_sitting(rows, seen, gathered.around)
        if change.kind == NEW and actor is None and rows.coordinator is None:
            change = SittingChange(BAD, rows, reason=NO_COORDINATOR)
        yield change, gathered.sittings[seen.id] if seen else None


def _take_in(change: SittingChange, sitting: Sitting | None, actor: Person | None) -> None:
    if change.kind == SAME:
        return
    if sitting is None:
        sitting = _open(change.rows, change, actor)
    for each in change.panels:
        _put(each, sitting, actor)
    session.flush()  # the sitting's panels are read below
    _settle(sitting, actor)
    _seat(change, sitting, actor)
    _note(change, sitting)
    if sitting.state is not SittingState.CANCELLED:
        publish_sitting(sitting, actor=actor)
    publish_due_days_of(sitting.panels, actor=actor)
    if change.seen is not None:
        record(PanelsTag.SITTING_IMPORTED, sitting, actor=actor, rows=len(change.lines))


def _open(rows: SittingRows, change: SittingChange, actor: Person | None) -> Sitting:
    """Put a sitting into the calendar, with its seats and nobody on them."""
    state = _state_of(rows)
    coordinator = actor
    if rows.coordinator:
        coordinator = session.get_one(Person, rows.coordinator.id)
    sitting = Sitting(
        entry=_entry(rows, change, state, actor),
        state=state,
        coordinator=coordinator,
        kept_for=_kept_for(rows),
        form_key=rows.import_key,
        cancel_reason=CancelReason.DID_NOT_SIT if state is SittingState.CANCELLED else None,
    )
    kinds = [*SEATS, *([SeatKind.MEMBER] if "second" in rows.people else [])]
    sitting.seats = [Seat(number=number, kind=kind) for number, kind in enumerate(kinds, start=1)]
    session.add(sitting)
    record(PanelsTag.SITTING_IMPORTED, sitting, actor=actor, rows=len(rows.rows))
    return sitting


def _kept_for(rows: SittingRows) -> int:
    """Return for how many panels an evening is kept though not all of them are known."""
    return len(rows.rows) if any(row.kind is None for row in rows.rows) else 1


def _state_of(rows: SittingRows) -> SittingState:
    if rows.is_off:
        return SittingState.CANCELLED
    if rows.starts_at <= clock.now():
        return SittingState.HELD
    return SittingState.PUBLISHED if rows.choice == PUBLISHED else SittingState.DRAFT


def _entry(
    rows: SittingRows, change: SittingChange, state: SittingState, actor: Person | None
) -> Entry:
    room = next(each for each in panel_rooms() if each.id == rows.room.id)
    area_ids = {panel.order.area.id for panel in change.panels if panel.order}
    area_ids |= {row.area.id for row in rows.rows if row.area}
    uuid, is_draft = uuid4(), state is SittingState.DRAFT
    status = EntryStatus.TENTATIVE if is_draft else EntryStatus.CONFIRMED
    try:
        return publish(
            actor=actor,
            kind=Kind.PANEL,
            title=title_of(room, is_draft=is_draft),
            path=f"/panels/sittings/{uuid}",
            starts_at=rows.starts_at,
            ends_at=rows.ends_at,
            audience=DRAFT_SEEN_BY if is_draft else SEEN_BY,
            uuid=uuid,
            room=room,
            area=next((each for each in people.areas() if each.id in area_ids), None),
            status=EntryStatus.CANCELLED if state is SittingState.CANCELLED else status,
        )
    except calendar_rules.RoomTaken as taken:
        raise rules.Refused(taken.sentence) from taken


def _put(change: PanelChange, sitting: Sitting, actor: Person | None) -> None:
    """Give a panel its turn, if it is new, and note what came of it."""
    panel = next(
        (each for each in sitting.panels if change.seen and each.id == change.seen.id), None
    )
    if panel is None:
        panel = _panel(change, sitting)
        session.add(panel)
        record(PanelsTag.PANEL_ADDED, panel, actor=actor, sitting=sitting.id)
    facts = change.facts
    if "state" in facts:
        panel.state = facts["state"]
    if panel.state is PanelState.ADJOURNED:
        panel.adjourn_reason = facts.get("adjourned_for") or panel.adjourn_reason or NOT_SAID
    elif panel.adjourn_reason:
        panel.adjourn_reason = None
    if "agreed" in facts:
        panel.contract_agreed = facts["agreed"]
    if facts.keys() - {"late_reason"} and panel.state is not PanelState.CANCELLED:
        panel.noted_at = panel.noted_at or clock.now()
    if "late_reason" in facts:
        explained = panel.order if panel.order and panel.explained_by_order else panel
        note_reason(explained, panel, facts["late_reason"], actor=actor)


def _panel(change: PanelChange, sitting: Sitting) -> Panel:
    """Return a panel that waits for a date, if the order's plan has one; else a new one."""
    order = find_orders.lock_order(change.order.id) if change.order else None
    kind = change.row.kind or PanelKind.INITIAL
    to_come = "state" not in change.facts
    waiting = plans.waiting(order.id, kind) if order and to_come else None
    panel = waiting or Panel(
        ref=next_reference("P"),
        order=order,
        kind=kind,
        due_on=plans.last_day(order, kind) if order else None,
    )
    if kind is PanelKind.PRE_COURT:
        said = change.row.order.said
        panel.court_on = panel.due_on = said["court_date"]
        panel.area_id, panel.case_manager_id = said["area"].id, said["case_manager"].id
    panel.state = PanelState.PLANNED
    panel.sitting = sitting
    before = sum(each is not panel for each in sittings.live_panels(sitting))
    panel.position = min(before + 1, rules.MOST_PANELS)
    if to_come:
        lay_out(panel)
    return panel


def _settle(sitting: Sitting, actor: Person | None) -> None:
    """Let a sitting whose panels' outcomes are known be over."""
    if sitting.entry.starts_at > clock.now() or sitting.state is SittingState.CANCELLED:
        return
    states = {panel.state for panel in sitting.panels}
    if states == {PanelState.CANCELLED}:
        changes = amend(
            sitting, state=SittingState.CANCELLED, cancel_reason=CancelReason.DID_NOT_SIT
        )
        cancel(entry=sitting.entry, actor=actor)
        record(PanelsTag.SITTING_CANCELLED, sitting, actor=actor, changes=changes)
    elif states != {PanelState.PLANNED}:
        changes = amend(sitting, state=SittingState.HELD)
        if changes:
            record(PanelsTag.SITTING_HELD, sitting, actor=actor, changes=changes)


def _seat(change: SittingChange, sitting: Sitting, actor: Person | None) -> None:
    """Seat people, for sure or in pencil; nobody is told."""
    seats = seats_of(sitting)
    found = queries.people_numbered([each.id for each in change.seats.values()])
    is_new = change.seen is None
    for field, somebody in change.seats.items():
        seat = seats.get(field) or _one_more(sitting, KINDS[field])
        person = found[somebody.id]
        seat.override_reason = SET_ASIDE if field in change.doubts else None
        sure = seat.kind is SeatKind.ADVISER or sitting.state is SittingState.HELD
        if sure or (is_new and sitting.state is SittingState.PUBLISHED):
            seat.person, seat.pencilled = person, None
        else:
            seat.pencilled = person
        if not sure and seat.person is not None:
            session.add(_yes(seat, person, actor))
    session.flush()  # the calendar asks who is on it


def _one_more(sitting: Sitting, kind: SeatKind) -> Seat:
    seat = Seat(number=max(each.number for each in sitting.seats) + 1, kind=kind)
    sitting.seats.append(seat)
    return seat


def _yes(seat: Seat, person: Person, actor: Person | None) -> Offer:
    """Return the yes by which a volunteer is on a sitting to come: they can take it back."""
    return Offer(
        seat=seat,
        person=person,
        offered_by=actor,
        state=OfferState.ACCEPTED,
        sits_on=clock.london(seat.sitting.entry.starts_at).date(),
        answered_at=clock.now(),
        override_reason=seat.override_reason,
    )


def _note(change: SittingChange, sitting: Sitting) -> None:
    """Note who came to the panels that the rows speak of; a correction keeps what was noted."""
    for each in change.panels:
        panel = _held(each, sitting)
        noted = {row.person_id: row for row in panel.attendance}
        for field, state in each.came.items():
            person_id = change.rows.people[field].id
            row = noted.get(person_id)
            if row is None:
                panel.attendance.append(
                    Attendance(person_id=person_id, part=KINDS[field], state=state)
                )
            else:
                row.corrected_from = row.corrected_from or row.state
                row.state = state


def _held(change: PanelChange, sitting: Sitting) -> Panel:
    order_id = change.order.id if change.order else None
    return next(
        panel
        for panel in sitting.panels
        if (panel.order_id, panel.kind) == (order_id, change.row.kind)
    )


PANELS: Final = Importer(
    source="panels.import_panels",
    noun="panel",
    file="panels.csv",
    layout=imports.PANELS,
    tag=PanelsTag.IMPORT_RUN,
    understand=understood,
    weigh=weigh_panels,
    take_in=import_panels,
    prepare=lambda sheet: imports.reduced(sheet, imports.PANELS),
    keeps_name=False,
    piece=1,
    kept_days=7,
)
