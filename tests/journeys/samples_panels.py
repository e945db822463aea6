"""What the addresses of panels' pages name, found or made in the demo's data."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Select, select

from portal import clock
from portal.calendar.models import Entry
from portal.calendar.queries import panel_rooms
from portal.database import session
from portal.members.models import Member, Status
from portal.panels import solver
from portal.panels.actions import before_court, filling, plans, series
from portal.panels.models import Offer, OfferState, ReferralOrder, Seat, Sitting, SittingState
from portal.panels.queries.filling import board
from portal.panels.rules import BeforeCourtFacts, SeriesFacts
from portal.people.models import Area
from portal.people.queries import areas
from tests.journeys.demo import demo_user


def _order() -> dict[str, Any]:
    # One that the coordinator may arrange a panel for.
    ordered = select(ReferralOrder).where(ReferralOrder.state == "open").order_by(ReferralOrder.id)
    return {"ref": session.scalars(ordered.limit(1)).one().ref}


def _planned() -> dict[str, Any]:
    """Return an order with a plan, and the panel that is proposed for its end."""
    found = session.scalars(
        select(ReferralOrder)
        .where(ReferralOrder.state == "open", ReferralOrder.signed_on.is_not(None))
        .order_by(ReferralOrder.id.desc())
        .limit(1)
    ).one()
    assert found.signed_on is not None
    plans.sign_contract(
        order=found,
        version=found.version,
        signed_on=found.signed_on,
        actor=demo_user("coordinator").person,
    )
    proposed = next(panel for panel in found.panels if panel.state == "proposed")
    return {"ref": found.ref, "panel_ref": proposed.ref}


def _planned_order() -> dict[str, Any]:
    return {"ref": _planned()["ref"]}


def _due() -> dict[str, Any]:
    ordered = select(ReferralOrder.uuid).order_by(ReferralOrder.id).limit(1)
    return {"due_uuid": session.scalars(ordered).one()}


def _before_court() -> dict[str, Any]:
    actor = demo_user("coordinator").person
    area = session.scalars(select(Area).order_by(Area.id).limit(1)).one()
    facts = BeforeCourtFacts(clock.today() + timedelta(days=20), area.id, actor.id)
    panel = before_court.enter_before_court(facts=facts, form_key=uuid4().hex, actor=actor)
    return {"ref": panel.ref}


def _coming() -> Select[Sitting]:
    open_ = select(Sitting).join(Sitting.entry).where(Sitting.state == "published")
    return open_.where(Entry.starts_at > clock.now()).order_by(Entry.starts_at, Entry.id)


def _sitting() -> dict[str, Any]:
    """Return a sitting to come with a free seat, on which the demo's volunteer has another."""
    volunteer = demo_user("volunteer").person_id
    theirs = _coming().where(Sitting.seats.any(Seat.person_id == volunteer))
    return {"entry_uuid": session.scalars(theirs.limit(1)).one().entry.uuid}


def _sat() -> dict[str, Any]:
    """Return the sitting that was held last, whose outcome can be noted or corrected."""
    over = (
        select(Sitting)
        .join(Sitting.entry)
        .where(Sitting.state == SittingState.HELD, Entry.ends_at <= clock.now())
        .order_by(Entry.starts_at.desc(), Sitting.id)
    )
    return {"entry_uuid": session.scalars(over.limit(1)).one().entry.uuid}


def _seat() -> dict[str, Any]:
    sitting = session.scalars(_coming().where(Sitting.seats.any(Seat.person_id.is_(None))).limit(1))
    found = sitting.one()
    number = next(seat.number for seat in found.seats if seat.person_id is None)
    return {"entry_uuid": found.entry.uuid, "number": number}


def _person_on() -> dict[str, Any]:
    sitting = session.scalars(_coming().limit(1)).one()
    member = session.scalars(select(Member).where(Member.status == Status.ACTIVE).limit(1)).one()
    return {"person_id": member.person_id, "on": sitting.entry.first_day}


def _day() -> dict[str, Any]:
    return {"on": _person_on()["on"]}


def _panel() -> dict[str, Any]:
    coming = session.scalars(_coming().limit(1)).one()
    return {"ref": coming.panels[0].ref}


def _offer() -> dict[str, Any]:
    volunteer = demo_user("volunteer").person_id
    waiting = select(Offer).where(Offer.person_id == volunteer, Offer.state == OfferState.SENT)
    return {"offer_uuid": session.scalars(waiting.order_by(Offer.id).limit(1)).one().uuid}


def _left() -> dict[str, Any]:
    """Return what put the demo's volunteer on a sitting to come, which they can no longer make."""
    volunteer = demo_user("volunteer").person_id
    theirs = select(Offer).join(Offer.seat).join(Seat.sitting).join(Sitting.entry)
    promised = theirs.where(Offer.person_id == volunteer, Offer.state == OfferState.ACCEPTED)
    coming = promised.where(Sitting.state == "published", Entry.starts_at > clock.now())
    found = session.scalars(coming.order_by(Entry.starts_at, Offer.id).limit(1)).one()
    return {"offer_uuid": found.uuid}


def _set_aside() -> dict[str, Any]:
    return {**_seat(), "person": _person_on()["person_id"]}


def _draft() -> dict[str, Any]:
    """Return a draft; without one, keep the first evening from a year ahead that is no holiday."""
    kept = select(Sitting).join(Sitting.entry).where(Sitting.state == "draft")
    ahead = kept.where(Entry.starts_at > clock.now()).order_by(Entry.starts_at, Entry.id).limit(1)
    found = session.scalars(ahead).first() or _kept_evening()
    return {"entry_uuid": found.entry.uuid}


def _kept_evening() -> Sitting:
    room, on = panel_rooms()[0], clock.today() + timedelta(days=365)
    wanted = SeriesFacts(
        weekdays=frozenset(range(7)),
        first=on,
        last=on + timedelta(days=6),
        at=time(17, 30),
        minutes=60,
        kept_for=2,
        room_id=room.id,
        adviser_id=None,
    )
    actor = demo_user("coordinator").person
    arranged = series.arrange_series(
        facts=wanted, room=room, area=areas()[0], form_key=uuid4().hex, actor=actor
    )
    return arranged.made[0]


def _fill_run() -> dict[str, Any]:
    """Return a draft of the next three months that waits to be decided on."""
    first = clock.today()
    last = first + timedelta(days=91)
    found = solver.preview(board(first, last, None).problem)
    actor = demo_user("coordinator").person
    run = filling.start(first=first, last=last, area_id=None, preview=found, actor=actor)
    return {"run_id": filling.finish(run_id=run.id, found=found).id}


OF_PANELS: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "panels.before_court_panel": _before_court,
    "panels.cancel_sitting": _sitting,
    "panels.change_sitting": _sitting,
    "panels.drop_draft": _draft,
    "panels.due": _due,
    "panels.edit_before_court": _before_court,
    "panels.edit_order": _order,
    "panels.end_early": _order,
    "panels.evening": _day,
    "panels.extend_order": _planned_order,
    "panels.fill_run": _fill_run,
    "panels.leave": _left,
    "panels.load_rows": lambda: {"person_id": _person_on()["person_id"]},
    "panels.move_panel": _planned,
    "panels.offer": _offer,
    "panels.note_outcome": _sat,
    "panels.open_call": _seat,
    "panels.order": _planned_order,
    "panels.panel": _panel,
    "panels.plan_panel": _planned_order,
    "panels.plan_person": _person_on,
    "panels.plan_seat": _seat,
    "panels.print_day": _day,
    "panels.put_panel_in": _draft,
    "panels.seat_candidates": _seat,
    "panels.set_aside": _set_aside,
    "panels.sitting": _sitting,
    "panels.transfer_order": _order,
}
"""By endpoint. They may make rows."""
