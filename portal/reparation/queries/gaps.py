"""What is asked for and not there: by area and theme, by weekday, by age."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.people.models import Area
from portal.people.queries import areas
from portal.reparation.models import (
    MissedSearch,
    Place,
    PlaceState,
    ProjectSession,
    ProjectTheme,
    Referral,
    SessionState,
)
from portal.reparation.queries import catalogue, gate
from portal.reparation.rules import facets, gaps
from portal.reparation.rules.facets import Index, Known
from portal.reparation.rules.gaps import Need, Supply

BACK: Final = timedelta(days=90)
"""How far back searches without a result count."""
MOST: Final = 200
WEEKDAYS: Final = (*("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),)

Key = tuple[str, str]
"""An area's code and a theme; either may be empty, for any."""


@dataclass(frozen=True)
class Left:
    """A session to come: its project, weekday, places left and how many wait."""

    project_id: int
    weekday: int
    places: int
    waiting: int


@dataclass(frozen=True)
class Gaps:
    """What is asked for, the least provided first; and what there is by weekday and by age."""

    needs: Sequence[Need]
    days: Sequence[Supply]
    ages: Sequence[Supply]


def found() -> Gaps:
    """Return the gaps of the whole service; as many statements whatever there is."""
    index, left = catalogue.index(), _left()
    closed = gate.closed([each.id for each in index.projects], clock.today())
    places: Counter[int] = Counter()
    for each in left:
        # Where nothing can be booked now, what is left is no place for anybody.
        places[each.project_id] += 0 if closed.get(each.project_id) else each.places
    needs = gaps.worst_first(_needs(index, places))
    return Gaps(needs[:MOST], _by_day(left), list(_by_age(index, places)))


def _needs(index: Index, places: Counter[int]) -> Iterator[Need]:
    wishes, waiting, missed = _wishes(), _waiting(), _missed()
    named = {area.code: area for area in areas()}
    for code, theme in sorted({*wishes, *waiting, *missed}):
        area = named.get(code)
        if code and area is None:
            continue
        projects = list(index.each(_provided(index, area, theme)))
        yield Need(
            area.name if area else "Any area",
            theme or "Any theme",
            wishes[code, theme],
            waiting[code, theme],
            missed[code, theme],
            len(projects),
            sum(places[each.id] for each in projects),
        )


def _provided(index: Index, area: Area | None, theme: str) -> int:
    chosen = {facets.AREA: [str(area.id)] if area else [], facets.THEME: [theme] if theme else []}
    return index.narrowed(chosen, index.everything)


def _wishes() -> Counter[Key]:
    """Return how many open referrals have a wish, by area and theme."""
    return Counter(
        {
            (code, theme or ""): number
            for code, theme, number in session.execute(
                select(Area.code, Referral.wish_theme, func.count())
                .join(Referral.area)
                .where(Referral.closed_at.is_(None), Referral.wish_theme.is_not(None))
                .group_by(Area.code, Referral.wish_theme)
            )
        }
    )


def _waiting() -> Counter[Key]:
    """Return how many places wait for a turn, by the referral's area and the project's themes."""
    rows = session.execute(
        select(Area.code, ProjectTheme.theme, func.count())
        .select_from(Place)
        .join(Place.referral)
        .join(Referral.area)
        .join(Place.session)
        .join(ProjectSession.entry)
        .join(ProjectTheme, ProjectTheme.project_id == ProjectSession.project_id)
        .where(Place.state == PlaceState.WAITING, Entry.starts_at > clock.now())
        .group_by(Area.code, ProjectTheme.theme)
    )
    return Counter({(code, theme): number for code, theme, number in rows})


def _missed() -> Counter[Key]:
    """Return how many searches found nothing lately, by area and theme."""
    rows = session.execute(
        select(MissedSearch.area, MissedSearch.theme, func.sum(MissedSearch.number))
        .where(MissedSearch.day > clock.today() - BACK)
        .group_by(MissedSearch.area, MissedSearch.theme)
    )
    return Counter({(code, theme): int(number) for code, theme, number in rows})


def _left() -> list[Left]:
    now = clock.now()
    rows = session.execute(
        select(
            *(ProjectSession.project_id, Entry.first_day, ProjectSession.places),
            catalogue.taken(PlaceState.BOOKED).label("booked"),
            catalogue.taken(PlaceState.WAITING).label("waiting"),
        )
        .join(ProjectSession.entry)
        .where(
            ProjectSession.state == SessionState.PLANNED,
            Entry.starts_at > now,
            Entry.starts_at < now + catalogue.AHEAD,
        )
    )
    return [
        Left(row.project_id, row.first_day.weekday(), row.places - row.booked, row.waiting)
        for row in rows
    ]


def _by_day(left: Sequence[Left]) -> list[Supply]:
    projects: defaultdict[int, set[int]] = defaultdict(set)
    places: Counter[int] = Counter()
    waiting: Counter[int] = Counter()
    for each in left:
        projects[each.weekday].add(each.project_id)
        places[each.weekday] += each.places
        waiting[each.weekday] += each.waiting
    return [
        Supply(name, len(projects[day]), places[day], waiting[day])
        for day, name in enumerate(WEEKDAYS)
    ]


def _by_age(index: Index, places: Counter[int]) -> Iterator[Supply]:
    for age in facets.AGES:
        projects: list[Known] = list(index.each(index.bits(facets.AGE, str(age))))
        yield Supply(str(age), len(projects), sum(places[each.id] for each in projects))
