"""People by course on a day. By name, only the people of the page are asked about.

Narrowed to a state, or with what presses first, everybody is: that takes longer, and as many
statements.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Select, and_, or_, select

from portal.database import session
from portal.members.models import Member
from portal.members.queries.serving import serves
from portal.people.models import Person
from portal.site.pagination import SIZE, Page, page_of
from portal.training import rules
from portal.training.models import Needing
from portal.training.queries.people import NOT_TRAINED, Trained
from portal.training.queries.standings import CourseLine, Standings, standings

MOST: Final = 5_000
"""People in one file or on one print."""


@dataclass(frozen=True)
class Search:
    """What the matrix is narrowed to; an empty value narrows nothing.

    `within` are the areas to which whoever looks is limited: others' volunteers are not there.
    `state` is a `State`, `TO_DO` or `MISSING`. `courses` are the columns by number.
    """

    on: date
    role: str = ""
    area_id: int | None = None
    within: frozenset[int] = frozenset()
    state: str = ""
    courses: tuple[int, ...] = ()
    pressing: bool = False

    @property
    def asks_everybody(self) -> bool:
        """Return whether who is shown depends on how they stand."""
        return bool(self.state) or self.pressing


@dataclass(frozen=True)
class Row:
    """A person with a cell for each course."""

    who: Trained
    cells: Sequence[rules.Cell]

    @property
    def to_do(self) -> bool:
        """Return whether there is something to book."""
        return any(cell.to_do for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """One page of people by course."""

    on: date
    courses: Sequence[CourseLine]
    page: Page[Row]


def matrix(search: Search, number: int = 1, size: int = SIZE) -> Matrix:
    """Return one page of the matrix, in an order that stays.

    The number of statements does not depend on how many people and courses there are.
    """
    if search.asks_everybody:
        found, page = _of_everybody(search, number, size)
    else:
        ids: Page[int] = page_of(_roll(search), number, size)
        found = standings(on=search.on, person_ids=ids.items, course_ids=search.courses)
        page = Page(found.people, ids.number, ids.size, ids.total)
    rows = [_row(found, who) for who in page.items]
    return Matrix(search.on, found.courses, Page(rows, page.number, page.size, page.total))


def everything(search: Search) -> Matrix:
    """Return all of the matrix, to print or to take along."""
    return matrix(search, size=MOST)


def roll(search: Search) -> Sequence[int]:
    """Return the numbers of everybody who is trained and matches, whatever their standing."""
    return session.scalars(_roll(search).limit(MOST)).all()


def _of_everybody(search: Search, number: int, size: int) -> tuple[Standings, Page[Trained]]:
    found = standings(on=search.on, person_ids=roll(search), course_ids=search.courses)
    people = [who for who in found.people if _is_found(found, who, search)]
    if search.pressing:
        people.sort(key=lambda who: _rank(found, who))
    number = min(max(number, 1), max(1, -(-len(people) // size)))
    shown = people[(number - 1) * size : number * size]
    return found, Page(shown, number, size, len(people))


def _is_found(found: Standings, who: Trained, search: Search) -> bool:
    if not search.state:
        return True
    return any(
        rules.is_found(stand, search.state, search.on) for stand in found.of[who.id].values()
    )


def _rank(found: Standings, who: Trained) -> int:
    return min((stand.state.rank for stand in found.of[who.id].values()), default=0)


def _row(found: Standings, who: Trained) -> Row:
    stands, near = found.of[who.id], found.when.on
    return Row(
        who,
        [
            rules.cell(stands[course.id], found.mend_if_needed(who, course), near)
            for course in found.courses
        ],
    )


def _roll(search: Search) -> Select[int]:
    """Return the numbers of everybody who is trained and matches, by name."""
    volunteers = Member.status.not_in(NOT_TRAINED)
    roles = {
        "": or_(Person.is_staff, volunteers),
        Needing.VOLUNTEER: volunteers,
        Needing.CHAIR: and_(volunteers, Member.may_chair),
        Needing.STAFF: Person.is_staff,
        Needing.ADVISER: and_(Person.is_staff, Person.may_advise),
    }
    statement = (
        select(Person.id)
        .outerjoin(Member, Member.person_id == Person.id)
        .where(Person.erased_at.is_(None), roles[search.role])
        .order_by(Person.name, Person.id)
    )
    if search.area_id is not None:
        statement = statement.where(volunteers, serves({search.area_id}))
    if search.within:
        statement = statement.where(or_(Member.id.is_(None), serves(search.within)))
    return statement
