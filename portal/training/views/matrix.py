"""Who is in date on a day: people by course, to narrow, to print and to take along."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_user
from portal.people.queries import areas
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page
from portal.spreadsheets.views import as_csv, as_workbook
from portal.training import queries, rules
from portal.training.models import Needing
from portal.training.queries import CourseLine
from portal.training.queries import matrix as found
from portal.training.views import asked, bp

ALL_COURSES: Final = "all"
PRESSING: Final = "pressing"
STATES: Final = (
    ("", "Any state"),
    (rules.TO_DO, "Something to book"),
    (rules.MISSING, "Wanted, and not in date"),
    *((state.value, state.label) for state in rules.PRESSING),
)
ROLES: Final = (("", "Everybody"), *((each.value, each.label) for each in Needing))
ORDERS: Final = (("", "By name"), (PRESSING, "Most pressing"))

Choices = dict[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the search, and what stands in each filter."""

    search: found.Search
    choices: Choices
    chosen: dict[str, str]
    on: asked.AskedDay

    def url(self, endpoint: str) -> str:
        """Return the address of another page of the same search."""
        values: dict[str, Any] = {name: value for name, value in self.chosen.items() if value}
        return url_for(endpoint, on=self.search.on.isoformat(), **values)

    @property
    def narrowed(self) -> str:
        """> Volunteers, Northmere, Child safeguarding; for a print."""
        said = (dict(self.choices[name])[value] for name, value in self.chosen.items() if value)
        return ", ".join(said)


@bp.get("/matrix")
@requires(Permission.TRAINING_MATRIX)
def matrix() -> ResponseReturnValue:
    """Show one page of people by course, narrowed as the address says."""
    ask = _asked()
    return page_or_fragment(
        "training/matrix/matrix.html",
        "training/matrix/_matrix.html",
        ask=ask,
        found=found.matrix(ask.search, requested_page()),
        **_words(),
    )


@bp.get("/matrix/print")
@requires(Permission.TRAINING_MATRIX)
def print_matrix() -> ResponseReturnValue:
    """Show everybody whom the filters leave, on wide paper."""
    ask = _asked()
    return render_template(
        "training/matrix/print.html", ask=ask, found=found.everything(ask.search), **_words()
    )


@bp.get("/matrix.csv")
@requires(Permission.TRAINING_MATRIX)
def matrix_csv() -> ResponseReturnValue:
    """Give everybody whom the filters leave, as text."""
    on, rows = _rows()
    return as_csv(rows, f"training-{on}")


@bp.get("/matrix.xlsx")
@requires(Permission.TRAINING_MATRIX)
def matrix_xlsx() -> ResponseReturnValue:
    """Give everybody whom the filters leave, as a workbook."""
    on, rows = _rows()
    return as_workbook(rows, f"Training {on}", f"training-{on}")


def _asked() -> Asked:
    within, lines = signed_in_user().area_ids, queries.needed_courses()
    choices = _choices(within, lines)
    chosen = {name: asked.one_of(name, dict(options)) for name, options in choices.items()}
    on = asked.day_or("on", clock.today())
    search = found.Search(
        on=on.day,
        role=chosen["role"],
        area_id=int(chosen["area"]) if chosen["area"] else None,
        within=within,
        state=chosen["state"],
        courses=tuple(line.id for line in lines if _is_shown(line, chosen)),
        pressing=chosen["order"] == PRESSING,
    )
    return Asked(search, choices, chosen, on)


def _choices(within: frozenset[int], lines: Iterable[CourseLine]) -> Choices:
    mine = (area for area in areas() if not within or area.id in within)
    courses = ((line.code, line.title) for line in lines)
    return {
        "role": ROLES,
        "area": (("", "Any area"), *((str(area.id), area.name) for area in mine)),
        "state": STATES,
        "course": (("", "All required"), (ALL_COURSES, "Every course"), *courses),
        "order": ORDERS,
    }


def _is_shown(line: CourseLine, chosen: dict[str, str]) -> bool:
    """Return whether a course is a column: those asked for of these people, unless said."""
    if chosen["course"]:
        return chosen["course"] in {ALL_COURSES, line.code}
    role = chosen["role"]
    return any(not role or need.needing == role for need in line.needs)


def _words() -> dict[str, Any]:
    """Return what the templates call things by."""
    return {
        "area_names": {area.id: area.name for area in areas()},
        "role_words": rules.role_words,
        "months_in_words": rules.months_in_words,
    }


def _rows() -> tuple[str, list[Sequence[str]]]:
    search = _asked().search
    return search.on.isoformat(), list(_table(found.everything(search)))


def _table(whole: found.Matrix) -> Iterator[Sequence[str]]:
    names = {area.id: area.name for area in areas()}
    yield ["Person", "Role", "Areas", *(course.title for course in whole.courses)]
    for row in whole.page.items:
        served = ", ".join(names[area] for area in row.who.area_ids)
        cells = (f"{cell.words}, {cell.days}" for cell in row.cells)
        yield [row.who.name, rules.role_words(row.who.needing), served, *cells]
