"""What the catalogue's address asks for, and the address of another search beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import request, url_for

from portal.access import Permission
from portal.access.gate import may
from portal.accounts.queries import signed_in_user
from portal.people.models import Area
from portal.people.queries import areas
from portal.reparation.models import THEMES, Project, WorkKind
from portal.reparation.permissions import seen_by
from portal.reparation.queries import finding, referring
from portal.reparation.queries.finding import Search
from portal.reparation.queries.referring import Sought
from portal.reparation.rules import facets
from portal.reparation.rules.distance import Point
from portal.reparation.rules.ranking import Fit
from portal.reparation.views import asked as address
from portal.settings.queries import lines

MOST_TYPED: Final = 100
NEAR: Final = "near-"
SOON: Final = "soon"
MUSTS: Final = (
    (SOON, "A place in the next 14 days"),
    (facets.AWARD, "An award to gain"),
    (facets.STEP_FREE, "Step-free"),
    (facets.QUIET, "A quiet place"),
    (facets.TRANSPORT, "Staff take the child"),
    (facets.ONE_TO_ONE, "One to one"),
)
WHEN: Final = (
    ("", "Any time"),
    (facets.WEEKENDS, "Weekends"),
    (facets.EVENINGS, "Evenings"),
    (facets.HOLIDAYS, "School holidays"),
    (facets.TERM, "Term time"),
)
DAYS: Final = (
    *(("mon", "Monday"), ("tue", "Tuesday"), ("wed", "Wednesday"), ("thu", "Thursday")),
    *(("fri", "Friday"), ("sat", "Saturday"), ("sun", "Sunday")),
)

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `choices` are each select's options, `chosen` what stands in it.

    `musts` and `days` are what is ticked.
    """

    words: str
    choices: Mapping[str, Options]
    chosen: Mapping[str, str]
    musts: Sequence[str]
    days: Sequence[str]
    table: bool
    near: Point | None
    sought: Sought | None

    @property
    def search(self) -> Search:
        """Return the search."""
        numbers = frozenset(place for place, (day, _) in enumerate(DAYS) if day in self.days)
        picked = {name: (self.chosen[name],) for name in FACETS if self.chosen[name]}
        age = self.chosen[facets.AGE]
        return Search(
            words=self.words,
            chosen={**picked, facets.MUST: [each for each in self.musts if each != SOON]},
            days=numbers,
            soon=SOON in self.musts,
            near=self.near,
            wanted=self.sought.wanted(numbers, int(age) if age else None) if self.sought else None,
        )

    @property
    def values(self) -> dict[str, Any]:
        """Return the search as an address says it."""
        said: dict[str, Any] = {"words": self.words, **self.chosen}
        said |= {"must": self.musts, "day": self.days, "view": "table" * self.table}
        said["referral"] = self.sought.referral.uuid if self.sought else None
        return {name: value for name, value in said.items() if value}

    def url(self, **changes: Any) -> str:
        """Return the address of this search, with something else; None leaves that out."""
        said = {**self.values, **changes}
        return url_for("reparation.projects", **{name: each for name, each in said.items() if each})

    def project_url(self, project: Project) -> str:
        """Return the address of a project's page, which says why it fits the same referral."""
        kept = {name: self.values.get(name) for name in ("referral", "day")}
        return url_for(
            "reparation.project",
            project_uuid=project.uuid,
            **{name: each for name, each in kept.items() if each and self.sought},
        )

    @property
    def missed(self) -> dict[str, str]:
        """Return the area and the theme for which nothing was found, as the form sends them."""
        area, theme = self.chosen[facets.AREA], self.chosen[facets.THEME]
        if self.sought is not None:
            area = area or str(self.sought.referral.area_id)
            theme = theme or self.sought.referral.wish_theme or ""
        return {"area": "" if area.startswith(facets.NOT) else area, "theme": theme}

    @property
    def everything(self) -> str:
        """Return the address of every project, for the same referral."""
        return url_for("reparation.projects", referral=self.values.get("referral"))

    @property
    def removable(self) -> list[tuple[str, str]]:
        """Return what narrows the list, in words, each with the address without it."""
        names = {name: dict(options) for name, options in self.choices.items()}
        said = [(f"“{self.words}”", self.url(words=None))] if self.words else []
        said += [
            (names[name][self.chosen[name]], self.url(**{name: None}))
            for name in (*FACETS, "sort")
            if self.chosen[name]
        ]
        for field, options, ticked in (("must", MUSTS, self.musts), ("day", DAYS, self.days)):
            said += [
                (words, self.url(**{field: [other for other in ticked if other != each]}))
                for each, words in options
                if each in ticked
            ]
        return said


FACETS: Final = (facets.THEME, facets.AREA, facets.WHEN, facets.AGE, facets.KIND)


def asked() -> Asked:
    """Return what the address asks for; nonsense asks for nothing.

    Raises NoResultFound for a referral that is not there for whoever asks.
    """
    places = areas()
    choices = _choices(places)
    chosen = {name: _one_of(name, options) for name, options in choices.items()}
    return Asked(
        words=request.args.get("words", "").replace("\0", "")[:MOST_TYPED].strip(),
        choices=choices,
        chosen=chosen,
        musts=_ticked("must", MUSTS),
        days=_ticked("day", DAYS),
        table=request.args.get("view") == "table",
        near=_point(places, chosen["sort"]),
        sought=_sought(),
    )


def fit_here(project: Project) -> tuple[Sought, Fit] | None:
    """Return how a project fits the referral that the address names, with the days that it names.

    Raises NoResultFound for a referral that is not there for whoever asks.
    """
    found = _sought()
    if found is None:
        return None
    ticked = _ticked("day", DAYS)
    days = frozenset(place for place, (day, _) in enumerate(DAYS) if day in ticked)
    fit = finding.fit_of(project, found.wanted(days, None))
    return None if fit is None else (found, fit)


def _choices(places: Iterable[Area]) -> dict[str, Options]:
    named = [(str(area.id), area.name) for area in places]
    without = [(f"{facets.NOT}{number}", f"Not {name}") for number, name in named]
    near = [(f"{NEAR}{area.id}", f"Nearest to {area.name}") for area in places if _point_of(area)]
    return {
        facets.THEME: [("", "Any theme"), *((each, each) for each in lines(THEMES))],
        facets.AREA: [("", "All areas"), *named, *without],
        facets.WHEN: WHEN,
        facets.AGE: [("", "Any age"), *((str(age), f"Age {age}") for age in facets.AGES)],
        facets.KIND: [("", "Any kind"), *((each.value, each.label) for each in WorkKind)],
        "sort": [("", "By title"), *near],
    }


def _one_of(name: str, options: Options) -> str:
    typed = request.args.get(name, "")
    return typed if typed in dict(options) else ""


def _ticked(name: str, options: Options) -> list[str]:
    typed = request.args.getlist(name)
    return [value for value, _ in options if value in typed]


def _point(places: Iterable[Area], chosen: str) -> Point | None:
    return next((_point_of(each) for each in places if chosen == f"{NEAR}{each.id}"), None)


def _point_of(area: Area) -> Point | None:
    return None if area.grid_e is None or area.grid_n is None else (area.grid_e, area.grid_n)


def _sought() -> Sought | None:
    if not may(Permission.REPARATION_PLACE):
        return None
    uuid = address.uuid("referral")
    return referring.sought(uuid, seen_by(signed_in_user())) if uuid else None
