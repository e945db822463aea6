"""Sittings and offers as a first page shows them: plain rows, few statements, built once.

Everybody starts on such a page, so it is made of columns and not of objects: loading objects and
composing statements costs several times as much as all the rest of the page.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Integer, Row, Select, bindparam, func, select

from portal import clock
from portal.calendar.models import Entry, Room, Venue
from portal.database import UtcDateTime, session
from portal.panels import rules
from portal.panels.models import (
    INTENSIVE_NOTICE_DAYS,
    NOTICE_DAYS,
    RISK_DAYS,
    Offer,
    OfferState,
    Panel,
    PanelState,
    ReferralOrder,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.permissions import Areas
from portal.people.models import Area, Person
from portal.settings.queries import value

MOST: Final = 200
LONGEST: Final = timedelta(days=1)
"""No sitting lasts longer."""
NAME: Final = func.coalesce(Person.known_as, Person.name)
PLACE: Final = func.coalesce(Venue.name, Entry.place)
NOW: Final = bindparam("now", type_=UtcDateTime())
SINCE: Final = bindparam("since", type_=UtcDateTime())
UNTIL: Final = bindparam("until", type_=UtcDateTime())
PERSON: Final = bindparam("person", type_=Integer())
AREAS: Final = bindparam("areas", type_=Integer(), expanding=True)
SITTINGS: Final = bindparam("sittings", type_=Integer(), expanding=True)
LIMIT: Final = bindparam("most", type_=Integer())

Rows = Sequence[Row[*tuple[Any, ...]]]
Panels = defaultdict[int, list[Any]]
"""The panels that sittings hear, by the sitting's number."""


class SittingGlance(NamedTuple):
    """A sitting to come, who is still needed, and until when people must be told."""

    path: str | None
    starts_at: datetime
    place: str
    area: str | None
    refs: tuple[str, ...]
    quorum: rules.Quorum
    risk: rules.Risk
    tell_by: date

    @property
    def words(self) -> str:
        """> Quorate; At risk: cover wanted; Not quorate: needs a chair."""
        return rules.standing_words("published", self.quorum, over=False)


class OfferGlance(NamedTuple):
    """An offer that waits for an answer."""

    uuid: UUID
    person: str
    kind: SeatKind
    path: str | None
    starts_at: datetime
    place: str
    refs: tuple[str, ...]
    made_at: datetime
    expires_at: datetime | None


class Desk(NamedTuple):
    """What a coordinator's first page begins with: sittings to come, and offers unanswered."""

    sittings: list[SittingGlance]
    offers: list[OfferGlance]


def sittings_ahead(areas: Areas, days: int) -> list[SittingGlance]:
    """Return the sittings of the next days, and all whose people must soon be told, in order."""
    rows = _sittings_ahead(areas, days)
    return _sittings(rows, _panels(row.id for row in rows))


def offers_unanswered(areas: Areas, most: int) -> list[OfferGlance]:
    """Return the offers that nobody has answered, those that lapse soonest first."""
    return _offers(_offers_unanswered(areas, most))


def desk(areas: Areas, days: int, most: int) -> Desk:
    """Return both: which panels a sitting hears is read once, for most offers are of these."""
    sittings, offers = _sittings_ahead(areas, days), _offers_unanswered(areas, most)
    panels = _panels({*(row.id for row in sittings), *(row.sitting_id for row in offers)})
    return Desk(_sittings(sittings, panels), _offers(offers, panels))


def own_offers(person_id: int, most: int) -> list[OfferGlance]:
    """Return the offers that wait for this person's yes or no, the soonest to lapse first."""
    statement = _open_offers(limited=False, own=True)
    asked = _asked(frozenset(), most=most, person=person_id)
    return _offers(session.execute(statement, asked).all())


def _sittings_ahead(areas: Areas, days: int) -> Rows:
    asked = _asked(areas, since=clock.now() - LONGEST, until=_horizon(days))
    return session.execute(_ahead(limited=bool(areas)), asked).all()


def _offers_unanswered(areas: Areas, most: int) -> Rows:
    statement = _open_offers(limited=bool(areas), own=False)
    return session.execute(statement, _asked(areas, most=most)).all()


def _asked(areas: Areas, **values: Any) -> dict[str, Any]:
    return {"now": clock.now(), **({"areas": sorted(areas)} if areas else {}), **values}


def _horizon(days: int) -> datetime:
    """The end of the last day of interest: so far ahead, or where people must soon be told."""
    notice = max(value(NOTICE_DAYS), value(INTENSIVE_NOTICE_DAYS))
    telling = clock.add_working_days(clock.today(), notice + value(RISK_DAYS))
    ahead = clock.today() + timedelta(days=days)
    return clock.day_bounds(telling, max(telling, ahead))[1]


@cache
def _ahead(*, limited: bool) -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            Sitting.id, Entry.path, Entry.starts_at, PLACE.label("place"), Area.name.label("area")
        )
        .join(Sitting.entry)
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .outerjoin(Area, Area.id == Entry.area_id)
        .where(
            Sitting.state == SittingState.PUBLISHED,
            Entry.ends_at > NOW,
            # The index is by the start: without this, all of the past would be looked through.
            Entry.starts_at > SINCE,
            Entry.starts_at < UNTIL,
        )
        .order_by(Entry.starts_at, Sitting.id)
        .limit(MOST)
    )
    return statement.where(Entry.area_id.in_(AREAS)) if limited else statement


_PANELS: Final = (
    select(Panel.sitting_id, Panel.ref, ReferralOrder.court_date, ReferralOrder.intensive)
    .outerjoin(Panel.order)
    .where(Panel.sitting_id.in_(SITTINGS), Panel.state != PanelState.CANCELLED)
    .order_by(Panel.sitting_id, Panel.position, Panel.id)
)

_TAKEN: Final = (
    select(Seat.sitting_id, Seat.kind, Person.is_staff, Seat.cover_wanted_at)
    .join(Seat.person)
    .where(Seat.sitting_id.in_(SITTINGS))
    .order_by(Seat.sitting_id, Seat.number)
)


def _panels(ids: Iterable[int]) -> Panels:
    """Return the panels of sittings by the sitting; for none, nothing is asked."""
    found: Panels = defaultdict(list)
    asked = list(ids)
    for row in session.execute(_PANELS, {"sittings": asked}) if asked else ():
        found[row.sitting_id].append(row)
    return found


def _quorums(ids: Collection[int]) -> dict[int, rules.Quorum]:
    taken: defaultdict[int, list[rules.Taken]] = defaultdict(list)
    looking: defaultdict[int, list[rules.Taken]] = defaultdict(list)
    rows = session.execute(_TAKEN, {"sittings": list(ids)}) if ids else ()
    for sitting_id, kind, is_staff, cover_wanted_at in rows:
        taken[sitting_id].append((kind.value, is_staff))
        if cover_wanted_at is not None:
            looking[sitting_id].append((kind.value, is_staff))
    return {each: rules.quorum(taken[each], looking[each]) for each in ids}


class _Telling:
    """By when people must be told, as `rules.timing` has it; a test holds both together."""

    def __init__(self) -> None:
        self.notice = {True: value(INTENSIVE_NOTICE_DAYS), False: value(NOTICE_DAYS)}
        self.warn_days = value(RISK_DAYS)
        self.today = clock.today()
        self.told: dict[tuple[date, bool], date] = {}

    def by(self, sits_on: date, panel: Any) -> date:
        """Return the last day for one panel of a sitting; many sit on the same day."""
        key = (sits_on, bool(panel.intensive))  # one before court has no order, and is not
        if key not in self.told:
            self.told[key] = clock.add_working_days(sits_on, -self.notice[key[1]])
        return max(self.told[key], cast("date", panel.court_date or self.told[key]))

    def usual(self, sits_on: date) -> date:
        """Return the last day for a sitting that hears no order yet."""
        return clock.add_working_days(sits_on, -self.notice[False])

    def risk(self, tell_by: date, quorum: rules.Quorum, *, hears: bool) -> rules.Risk:
        """Return how a sitting stands against that day."""
        left = clock.working_days_between(self.today, tell_by)
        return rules.risk(
            left,
            quorate=quorum.holds,
            warn_days=self.warn_days,
            cover=quorum.cover,
            hears=hears,
        )


def _sittings(rows: Rows, panels: Panels) -> list[SittingGlance]:
    quorums, told = _quorums([row.id for row in rows]), _Telling()
    return [_sitting(row, panels[row.id], quorums[row.id], told) for row in rows]


def _sitting(row: Any, panels: list[Any], quorum: rules.Quorum, told: _Telling) -> SittingGlance:
    sits_on = clock.london(row.starts_at).date()
    tell_by = min((told.by(sits_on, panel) for panel in panels), default=told.usual(sits_on))
    return SittingGlance(
        path=row.path,
        starts_at=row.starts_at,
        place=row.place,
        area=row.area,
        refs=tuple(panel.ref for panel in panels),
        quorum=quorum,
        risk=told.risk(tell_by, quorum, hears=bool(panels)),
        tell_by=tell_by,
    )


@cache
def _open_offers(*, limited: bool, own: bool) -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            Offer.uuid,
            NAME.label("person"),
            Seat.kind,
            Seat.sitting_id,
            Entry.path,
            Entry.starts_at,
            PLACE.label("place"),
            Offer.created_at,
            Offer.expires_at,
        )
        .join(Offer.seat)
        .join(Offer.person)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .where(
            Offer.state == OfferState.SENT,
            Offer.call_id.is_(None),
            Sitting.state == SittingState.PUBLISHED,
            Entry.ends_at > NOW,
        )
        .order_by(Offer.expires_at, Offer.id)
        .limit(LIMIT)
    )
    if own:
        statement = statement.where(Offer.person_id == PERSON, Offer.expires_at > NOW)
    return statement.where(Entry.area_id.in_(AREAS)) if limited else statement


def _offers(rows: Rows, panels: Panels | None = None) -> list[OfferGlance]:
    if panels is None:
        panels = _panels({row.sitting_id for row in rows})
    return [
        OfferGlance(
            uuid=row.uuid,
            person=row.person,
            kind=row.kind,
            path=row.path,
            starts_at=row.starts_at,
            place=row.place,
            refs=tuple(panel.ref for panel in panels[row.sitting_id]),
            made_at=row.created_at,
            expires_at=row.expires_at,
        )
        for row in rows
    ]
