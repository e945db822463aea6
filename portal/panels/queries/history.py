"""What has happened to a sitting or an order, read from the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from portal.audit.models import AuditDetail, AuditEvent
from portal.database import session
from portal.panels import rules
from portal.panels.models import Panel, PanelState, ReferralOrder, Sitting
from portal.people.models import Person
from portal.site.filters import day, plural

NOBODY: Final = "The portal"
ENDINGS: Final = frozenset({PanelState.HELD.value, PanelState.ADJOURNED.value})
SITTING: Final = bindparam("sitting", type_=Integer())
OFFERS: Final = bindparam("offers", type_=Integer(), expanding=True)
PANELS: Final = bindparam("panels", type_=Integer(), expanding=True)


@dataclass(frozen=True)
class Happening:
    """One thing that was done, in words, and when."""

    words: str
    at: datetime


_HAPPENED: Final = (
    select(
        AuditEvent.tag,
        AuditEvent.subject_type,
        AuditEvent.subject_id,
        AuditEvent.at,
        func.coalesce(Person.known_as, Person.name).label("actor"),
        AuditDetail.values.label("noted"),
    )
    .outerjoin(AuditEvent.actor)
    .outerjoin(AuditEvent.detail)
    .where(
        AuditEvent.tag.in_(list(rules.SAID)),
        or_(
            and_(AuditEvent.subject_type == "sitting", AuditEvent.subject_id == SITTING),
            and_(AuditEvent.subject_type == "offer", AuditEvent.subject_id.in_(OFFERS)),
            and_(AuditEvent.subject_type == "panel", AuditEvent.subject_id.in_(PANELS)),
        ),
    )
    .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    .limit(bindparam("most", type_=Integer()))
)


def history(sitting: Sitting, *, limit: int = 15) -> list[Happening]:
    """Return what was done to a sitting, its panels, seats and offers, the latest first."""
    asked = {offer.id: offer.person for seat in sitting.seats for offer in seat.offers}
    panels = {panel.id: panel.ref for panel in sitting.panels}
    events = session.execute(
        _HAPPENED,
        {"sitting": sitting.id, "offers": list(asked), "panels": list(panels), "most": limit},
    ).all()
    known = {seat.person_id: seat.person.display_name for seat in sitting.seats if seat.person}
    named = _named(events, known)
    return [_happening(event, asked, named, panels) for event in events]


def order_history(order: ReferralOrder, *, limit: int = 15) -> list[Happening]:
    """Return what was done to an order and to its panels, the latest first."""
    panels = {panel.id: (panel, panel.ref) for panel in order.panels}
    return _told(
        or_(
            and_(AuditEvent.subject_type == "referral_order", AuditEvent.subject_id == order.id),
            and_(AuditEvent.subject_type == "panel", AuditEvent.subject_id.in_(panels)),
        ),
        panels,
        limit,
    )


def panel_history(panel: Panel, *, limit: int = 15) -> list[Happening]:
    """Return what was done to a panel that has no order yet, the latest first."""
    about = and_(AuditEvent.subject_type == "panel", AuditEvent.subject_id == panel.id)
    return _told(about, {panel.id: (panel, "it")}, limit)


Called = dict[int, tuple[Panel, str]]
"""Panels with how they are called, by number."""


def _told(about: ColumnElement[bool], panels: Called, limit: int) -> list[Happening]:
    events = session.scalars(
        select(AuditEvent)
        .where(AuditEvent.tag.in_(rules.SAID_OF_ORDERS), about)
        .options(joinedload(AuditEvent.actor), joinedload(AuditEvent.detail))
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(limit)
    ).all()
    return [Happening(_words(event, panels), event.at) for event in events]


def _words(event: AuditEvent, panels: Called) -> str:
    noted = event.detail.values if event.detail else {}
    details = {name: str(noted[name]) for name in ("panel", "reason") if noted.get(name)}
    if event.subject_type == "panel" and event.subject_id in panels:
        panel, details["panel"] = panels[event.subject_id]
        details["ended"] = _ended(panel, noted.get("changes", {}).get("state"))
    if noted.get("on"):
        details["on"] = day(date.fromisoformat(noted["on"]))
    if noted.get("months"):
        details["months"] = plural(noted["months"], "month")
    actor = event.actor.display_name if event.actor else NOBODY
    return rules.happened_to_order(event.tag, actor=actor, **details)


def _ended(panel: Panel, states: Sequence[str | None] | None) -> str:
    """> : initial panel adjourned on Tuesday 10 March. Why, stands with what came of it."""
    if not states or states[-1] not in ENDINGS or panel.sits_on is None:
        return ""
    return f": {panel.kind.label.lower()} {states[-1]} on {day(panel.sits_on)}"


def _named(events: Sequence[Any], known: dict[int | None, str]) -> dict[int | None, str]:
    """Return the names of the people that events speak of by number, those not on it looked up."""
    spoken_of = [event for event in events if event.subject_type == "sitting"]
    numbers = {(event.noted or {}).get("person") for event in spoken_of} - known.keys() - {None}
    if not numbers:
        return known
    name = func.coalesce(Person.known_as, Person.name)
    rows = session.execute(select(Person.id, name).where(Person.id.in_(numbers)))
    return known | {row[0]: row[1] for row in rows}


def _happening(
    event: Any,
    asked: dict[int, Person],
    named: dict[int | None, str],
    panels: dict[int, str],
) -> Happening:
    details = event.noted or {}
    person = asked.get(event.subject_id or 0) if event.subject_type == "offer" else None
    seat = details.get("seat", "")
    words = rules.happened(
        event.tag,
        actor=event.actor or NOBODY,
        person=person.display_name if person else named.get(details.get("person"), ""),
        seat="panel member" if seat == "member" else seat,
        reason=details.get("reason") or "",
        count=plural(details.get("count", 0), "person", "people"),
        item=details.get("item", ""),
        panel=panels.get(event.subject_id, "") if event.subject_type == "panel" else "",
        panels=details.get("panels", ""),
    )
    return Happening(words, event.at)
