"""The list of sittings: plain rows, few statements, built once.

A list of objects costs several times what the rest of its page does, so it is made of columns.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from portal import clock
from portal.calendar.models import Entry, Room, Venue
from portal.database import UtcDateTime, session
from portal.panels import rules
from portal.panels.models import (
    INTENSIVE_NOTICE_DAYS,
    NOTICE_DAYS,
    RISK_DAYS,
    Panel,
    PanelKind,
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
from portal.site.pagination import SIZE, Page

UPCOMING, PAST, AT_RISK = "upcoming", "past", "risk"

NOW: Final = bindparam("now", type_=UtcDateTime())
USUAL: Final = bindparam("usual", type_=UtcDateTime())
INTENSIVE: Final = bindparam("intensive", type_=UtcDateTime())
AREAS: Final = bindparam("areas", type_=Integer(), expanding=True)
AREA: Final = bindparam("area", type_=Integer())
WORDS: Final = bindparam("words", type_=String())
SITTINGS: Final = bindparam("sittings", type_=Integer(), expanding=True)


@dataclass(frozen=True)
class SittingFilter:
    """What the list of sittings is narrowed to."""

    show: str = UPCOMING
    area_id: int | None = None
    words: str = ""


@dataclass(frozen=True)
class ListedPanel:
    """One panel of a sitting in the list."""

    ref: str
    kind: PanelKind
    due_on: date | None
    is_late: bool


@dataclass(frozen=True)
class ListedSitting:
    """A line of the list: when, which panels, where, who, and how it stands."""

    path: str
    starts_at: datetime
    place: str
    area: str | None
    panels: tuple[ListedPanel, ...]
    people: tuple[str, ...]
    words: str
    look: str


def sittings(areas: Areas, narrowed: SittingFilter, *, page: int = 1) -> Page[ListedSitting]:
    """Return sittings: those to come soonest first, those of the past latest first."""
    chosen = _where(narrowed.show, bool(areas), bool(narrowed.area_id), bool(narrowed.words))
    asked = _asked(areas, narrowed)
    total = session.scalar(_counted(chosen), asked) or 0
    page = min(max(page, 1), max(1, -(-total // SIZE)))
    rows = session.execute(
        _listed(chosen, narrowed.show == PAST), {**asked, "most": SIZE, "skip": (page - 1) * SIZE}
    ).all()
    ids = [row.id for row in rows]
    panels, people = _panels(ids), _people(ids)
    items = [_sitting(row, panels[row.id], people[row.id]) for row in rows]
    return Page(items, page, SIZE, total)


Chosen = tuple[str, bool, bool, bool]
"""Which conditions a statement has: what is shown, limited areas, one area, words."""


def _where(show: str, limited: bool, area: bool, words: bool) -> Chosen:
    return (show, limited, area, words)


def _asked(areas: Areas, narrowed: SittingFilter) -> dict[str, Any]:
    sought = narrowed.words.replace("%", "").replace("_", "")
    asked: dict[str, Any] = {"now": clock.now()}
    if areas:
        asked["areas"] = sorted(areas)
    if narrowed.area_id:
        asked["area"] = narrowed.area_id
    if narrowed.words:
        asked["words"] = f"%{sought}%"
    if narrowed.show == AT_RISK:
        asked["usual"] = _horizon(value(NOTICE_DAYS))
        asked["intensive"] = _horizon(value(INTENSIVE_NOTICE_DAYS))
    return asked


def _horizon(notice: int) -> datetime:
    """Say `notice_left <= warn_days` of `rules.risk` as a bound on the sitting's day."""
    last = clock.add_working_days(clock.today(), notice + value(RISK_DAYS))
    return clock.day_bounds(last, last)[1]


@cache
def _counted(chosen: Chosen) -> Select[int]:
    return select(func.count(Sitting.id)).join(Sitting.entry).where(*_conditions(chosen))


@cache
def _listed(chosen: Chosen, latest_first: bool) -> Select[*tuple[Any, ...]]:
    order = (
        (Entry.starts_at.desc(), Sitting.id.desc())
        if latest_first
        else (Entry.starts_at, Sitting.id)
    )
    return (
        select(
            Sitting.id,
            Sitting.state,
            Entry.path,
            Entry.starts_at,
            Entry.ends_at,
            Entry.place,
            Room.name.label("room"),
            Venue.name.label("venue"),
            Area.name.label("area"),
        )
        .join(Sitting.entry)
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .outerjoin(Area, Area.id == Entry.area_id)
        .where(*_conditions(chosen))
        .order_by(*order)
        .limit(bindparam("most", type_=Integer()))
        .offset(bindparam("skip", type_=Integer()))
    )


def _conditions(chosen: Chosen) -> list[ColumnElement[bool]]:
    show, limited, area, words = chosen
    conditions = _shown(show)
    if limited:
        conditions.append(Entry.area_id.in_(AREAS))
    if area:
        conditions.append(Entry.area_id == AREA)
    if words:
        conditions.append(_speaks_of())
    return conditions


def _shown(show: str) -> list[ColumnElement[bool]]:
    published = Sitting.state == SittingState.PUBLISHED
    if show == PAST:
        return [or_(Entry.ends_at <= NOW, Sitting.state == SittingState.CANCELLED)]
    if show == AT_RISK:
        # Those whose time ran out like this stay until somebody cancels them for their orders.
        short = and_(~quorate(), _people_must_soon_be_told())
        return [published, or_(short, and_(Entry.ends_at > NOW, _hangs_on_cover()))]
    return [published, Entry.ends_at > NOW]


def _people_must_soon_be_told() -> ColumnElement[bool]:
    usual = (
        select(Panel.id)
        .outerjoin(Panel.order)
        .where(
            Panel.sitting_id == Sitting.id,
            Panel.state != PanelState.CANCELLED,
            ReferralOrder.intensive.is_not(True),  # nor is one before court, without an order
        )
        .correlate(Sitting)
        .exists()
    )
    return or_(and_(usual, Entry.starts_at < USUAL), and_(~usual, Entry.starts_at < INTENSIVE))


def _speaks_of() -> ColumnElement[bool]:
    panels = (
        select(Panel.sitting_id)
        .outerjoin(Panel.order)
        .where(or_(Panel.ref.ilike(WORDS), ReferralOrder.ref.ilike(WORDS)))
    )
    seats = select(Seat.sitting_id).join(Seat.person).where(Person.name.ilike(WORDS))
    rooms = select(Room.id).join(Room.venue).where(Venue.name.ilike(WORDS))
    return or_(Sitting.id.in_(panels), Sitting.id.in_(seats), Entry.room_id.in_(rooms))


def quorate(*, for_sure: bool = False) -> ColumnElement[bool]:
    """`rules.quorum(…).holds`, where a list must be narrowed by it; a test holds both together.

    `for_sure` does not count whoever looks for cover.
    """
    chair, community = SeatKind.CHAIR, (SeatKind.CHAIR, SeatKind.MEMBER)
    return and_(
        _taken(chair, community=True, for_sure=for_sure) >= 1,
        _taken(*community, community=True, for_sure=for_sure) >= rules.COMMUNITY_NEEDED,
        _taken(SeatKind.ADVISER, community=False) >= 1,
    )


def _hangs_on_cover() -> ColumnElement[bool]:
    """`rules.quorum(…).cover`, likewise."""
    looking = exists().where(
        Seat.sitting_id == Sitting.id,
        Seat.kind.in_((SeatKind.CHAIR, SeatKind.MEMBER)),
        Seat.cover_wanted_at.is_not(None),
    )
    return and_(looking, ~quorate(for_sure=True))


def _taken(*kinds: SeatKind, community: bool, for_sure: bool = False) -> ColumnElement[int]:
    """Count the taken seats of these kinds."""
    sitter = aliased(Person)
    counted = (
        select(func.count())
        .select_from(Seat)
        .join(sitter, sitter.id == Seat.person_id)
        .where(Seat.sitting_id == Sitting.id, Seat.kind.in_(kinds))
    )
    if community:
        counted = counted.where(sitter.is_staff.is_(False))
    if for_sure:
        counted = counted.where(Seat.cover_wanted_at.is_(None))
    return counted.correlate(Sitting).scalar_subquery()


_PANELS: Final = (
    select(
        Panel.sitting_id,
        Panel.ref,
        Panel.kind,
        Panel.due_on,
        Panel.state,
        ReferralOrder.court_date,
        ReferralOrder.intensive,
    )
    .outerjoin(Panel.order)
    .where(Panel.sitting_id.in_(SITTINGS))
    .order_by(Panel.sitting_id, Panel.position, Panel.id)
)

_PEOPLE: Final = (
    select(
        Seat.sitting_id,
        Seat.kind,
        Person.is_staff,
        Seat.cover_wanted_at,
        func.coalesce(Person.known_as, Person.name).label("name"),
    )
    .join(Seat.person)
    .where(Seat.sitting_id.in_(SITTINGS))
    .order_by(Seat.sitting_id, Seat.number)
)


def _panels(ids: Collection[int]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in session.execute(_PANELS, {"sittings": list(ids)}):
        found[row.sitting_id].append(row)
    return found


def _people(ids: Collection[int]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in session.execute(_PEOPLE, {"sittings": list(ids)}):
        found[row.sitting_id].append(row)
    return found


def _sitting(row: Any, panels: Sequence[Any], people: Sequence[Any]) -> ListedSitting:
    if row.state is not SittingState.CANCELLED:
        panels = [each for each in panels if each.state is not PanelState.CANCELLED]
    sits_on, over = clock.london(row.starts_at).date(), row.ends_at <= clock.now()
    quorum = rules.quorum(_seats(people), _seats(each for each in people if each.cover_wanted_at))
    left = min((_notice_left(sits_on, each) for each in panels), default=0)
    return ListedSitting(
        path=row.path,
        starts_at=row.starts_at,
        place=f"{row.venue}, {row.room}" if row.room else row.place,
        area=row.area,
        panels=tuple(
            ListedPanel(
                each.ref,
                each.kind,
                each.due_on,
                each.due_on is not None and sits_on > each.due_on,
            )
            for each in panels
        ),
        people=tuple(_seated(each) for each in people),
        words=rules.standing_words(row.state.value, quorum, over=over),
        look=rules.standing_look(
            row.state.value,
            quorum,
            over=over,
            risk=rules.risk(
                left, quorate=quorum.holds, warn_days=value(RISK_DAYS), cover=quorum.cover
            ),
        ),
    )


def _seats(people: Iterable[Any]) -> list[rules.Taken]:
    return [(each.kind.value, each.is_staff) for each in people]


def _seated(each: Any) -> str:
    """> Ann Lee (panel member, looks for cover)."""
    looking = ", looks for cover" if each.cover_wanted_at else ""
    return f"{each.name} ({each.kind.label}{looking})"


def _notice_left(sits_on: date, panel: Any) -> int:
    """As `rules.timing` has it; a test holds both together."""
    notice = value(INTENSIVE_NOTICE_DAYS if panel.intensive else NOTICE_DAYS)
    tell_by = _back(sits_on, notice)
    return _left(clock.today(), max(tell_by, panel.court_date or tell_by))


# Which days are working days does not change, and a list asks for the same few again and again.
@lru_cache(maxsize=4096)
def _back(day: date, count: int) -> date:
    return clock.add_working_days(day, -count)


@lru_cache(maxsize=4096)
def _left(start: date, end: date) -> int:
    return clock.working_days_between(start, end)
