"""The list of sittings: plain rows, few statements, built once.

A list of objects costs several times what the rest of its page does, so it is made of columns.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    func,
    or_,
    select,
)

from portal import clock
from portal.calendar.models import Entry, Room, Venue
from portal.database import UtcDateTime, session
from portal.panels import rules
from portal.panels.models import (
    INTENSIVE_NOTICE_DAYS,
    NOTICE_DAYS,
    RISK_DAYS,
    Attendance,
    AttendanceState,
    Panel,
    PanelKind,
    PanelState,
    ReferralOrder,
    Seat,
    Sitting,
    SittingState,
)
from portal.panels.permissions import Areas
from portal.panels.queries.criteria import HEARS_SOMEBODY, UNNOTED_PANEL, hangs_on_cover, quorate
from portal.people.models import Area, Person
from portal.settings.queries import value
from portal.site.pagination import SIZE, Page

UPCOMING, PAST, AT_RISK = "upcoming", "past", "risk"
DRAFTS, UNNOTED = "drafts", "unnoted"

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
    kept_for: int
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
    held = [row.id for row in rows if row.state is SittingState.HELD]
    panels, people, came = _panels(ids), _people(ids), _came(held)
    items = [_sitting(row, panels[row.id], people[row.id], came) for row in rows]
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
            Sitting.kept_for,
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
        short = and_(HEARS_SOMEBODY, ~quorate(), _people_must_soon_be_told())
        return [published, or_(short, and_(Entry.ends_at > NOW, hangs_on_cover()))]
    if show == UNNOTED:
        return [
            or_(published, Sitting.state == SittingState.HELD),
            Entry.ends_at <= NOW,
            UNNOTED_PANEL,
        ]
    drafts = Sitting.state == SittingState.DRAFT
    return [drafts if show == DRAFTS else or_(published, drafts), Entry.ends_at > NOW]


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
        .where(
            or_(Panel.ref.ilike(WORDS), ReferralOrder.ref.ilike(WORDS)),
            Panel.sitting_id.is_not(None),
        )
    )
    seats = (
        select(Seat.sitting_id)
        .join(Person, Person.id == func.coalesce(Seat.person_id, Seat.pencilled_id))
        .where(Person.name.ilike(WORDS))
    )
    rooms = select(Room.id).join(Room.venue).where(Venue.name.ilike(WORDS))
    return or_(Sitting.id.in_(panels), Sitting.id.in_(seats), Entry.room_id.in_(rooms))


_PANELS: Final = (
    select(
        Panel.sitting_id,
        Panel.ref,
        Panel.kind,
        Panel.due_on,
        Panel.state,
        Panel.id,
        Panel.noted_at,
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
        Seat.person_id.is_(None).label("planned"),
    )
    .join(Person, Person.id == func.coalesce(Seat.person_id, Seat.pencilled_id))
    .where(Seat.sitting_id.in_(SITTINGS))
    .order_by(Seat.sitting_id, Seat.number)
)

_CAME: Final = (
    select(Attendance.panel_id, Attendance.part)
    .join(Attendance.panel)
    .where(Panel.sitting_id.in_(SITTINGS), Attendance.state == AttendanceState.CAME)
    .order_by(Attendance.panel_id, Attendance.id)
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


def _came(ids: Collection[int]) -> defaultdict[int, list[str]]:
    """Return as what people came to the panels of sittings; nothing is asked of none."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    if not ids:
        return found
    for panel_id, part in session.execute(_CAME, {"sittings": list(ids)}):
        found[panel_id].append(part.value)
    return found


def _sitting(
    row: Any, panels: Sequence[Any], people: Sequence[Any], came: Mapping[int, Sequence[str]]
) -> ListedSitting:
    if row.state is not SittingState.CANCELLED:
        panels = [each for each in panels if each.state is not PanelState.CANCELLED]
    sits_on, over = clock.london(row.starts_at).date(), row.ends_at <= clock.now()
    draft = row.state is SittingState.DRAFT
    quorum = rules.quorum(
        _seats(each for each in people if draft or not each.planned),
        _seats(each for each in people if each.cover_wanted_at),
    )
    outcome = _outcome(panels, came) if row.state is SittingState.HELD else None
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
        kept_for=row.kept_for,
        words=rules.standing_words(row.state.value, quorum, over=over, outcome=outcome),
        look=rules.standing_look(
            row.state.value,
            quorum,
            over=over,
            risk=rules.risk(
                left,
                quorate=quorum.holds,
                warn_days=value(RISK_DAYS),
                cover=quorum.cover,
                hears=bool(panels),
            ),
            outcome=outcome,
        ),
    )


def _seats(people: Iterable[Any]) -> list[rules.Taken]:
    return [(each.kind.value, each.is_staff) for each in people]


def _seated(each: Any) -> str:
    """> Ann Lee (panel member, looks for cover); Bo Ray (chair, pencilled in)."""
    more = ", looks for cover" if each.cover_wanted_at else ", pencilled in" if each.planned else ""
    return f"{each.name} ({each.kind.label}{more})"


def _outcome(panels: Sequence[Any], came: Mapping[int, Sequence[str]]) -> rules.Outcome:
    return rules.outcome_of(
        rules.PanelFacts(
            each.state.value,
            each.noted_at is not None,
            rules.quorum((part, False) for part in came.get(each.id, ())).holds,
            bool(came.get(each.id)),
        )
        for each in panels
    )


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
