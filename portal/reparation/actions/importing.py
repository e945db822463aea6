"""Importing projects: what each row of a spreadsheet begins as a draft, or changes."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from portal.database import session
from portal.people.models import Person
from portal.people.queries import areas
from portal.reparation import imports
from portal.reparation.actions.projects import change_project, draft_project
from portal.reparation.imports import Host, ProjectChange, ProjectRow
from portal.reparation.models import THEMES, Partner, Project, ReparationTag
from portal.reparation.queries import importing as queries
from portal.reparation.queries import projects
from portal.reparation.rules.refusals import Refused
from portal.settings.queries import value
from portal.spreadsheets.actions import Importer
from portal.spreadsheets.imports import (
    BAD,
    NEW,
    Directory,
    Listed,
    Outcome,
    Reading,
    Sheet,
    bare,
    looked_at,
)

FRESH: Final = {
    "kind": "indirect",
    "group": "group",
    "place": "both",
    "demand": "light",
    "capacity": 4,
    "supervised": 4,
    "least_age": 10,
    "most_age": 17,
}
"""What a new project is where its row does not say."""


def understood(sheet: Sheet, actor: Person | None) -> Reading[ProjectRow]:
    """Return a spreadsheet understood, against the partners, sites, themes and areas there are."""
    mine = queries.areas_of(actor)
    known = [area for area in areas() if not mine or area.id in mine]
    hosts = [Listed(Host(each.id, each.name), each.name, each.name) for each in projects.partners()]
    sites = [Listed(number, name, name) for number, name in projects.sites(None)]
    themes = [each.strip() for each in value(THEMES).splitlines() if each.strip()]
    return imports.understand(
        sheet,
        imports.Known(
            Directory(hosts, "partner", "partners", "use the partner’s whole name"),
            Directory(sites, "site", "sites", "use the site’s whole name"),
            {bare(theme): theme for theme in themes},
            {bare(key): area.id for area in known for key in (area.code, area.name)},
            ", ".join(area.name for area in known),
        ),
    )


def weigh_projects(*, items: Sequence[ProjectRow], actor: Person | None) -> Outcome:
    """Return what `import_projects` would do; changes nothing."""
    return looked_at(change for change, _ in _weighed(items, actor))


def import_projects(*, items: Sequence[ProjectRow], actor: Person | None) -> Outcome:
    """Begin and change projects as the rows say; the same rows again change nothing.

    What is new is a draft: a coordinator approves and lists it like any other.
    """
    outcome = Outcome()
    hosts = {partner.id: partner for partner in projects.partners()}
    for change, project in _weighed(items, actor):
        if change.kind == BAD:
            outcome.refuse(change.lines, change.reason)
            continue
        try:
            with session.begin_nested():  # what is refused leaves nothing behind
                _take_in(change, project, hosts.get(change.row.host.id or 0), actor)
        except Refused as refused:
            outcome.refuse(change.lines, refused.sentence)
        else:
            outcome.counts[change.kind] += 1
    return outcome


def _take_in(
    change: ProjectChange, project: Project | None, host: Partner | None, actor: Person | None
) -> None:
    if change.kind == NEW:
        draft_project(partner=host, said=change.said, form_key=None, actor=actor)
    elif project is not None and change.said:
        change_project(project=project, version=project.version, said=change.said, actor=actor)


def _weighed(
    items: Sequence[ProjectRow], actor: Person | None
) -> Iterator[tuple[ProjectChange, Project | None]]:
    """Yield what each row would change, and what of, in a fixed number of statements."""
    mine = queries.areas_of(actor)
    found: dict[tuple[int | None, str], list[Project]] = {}
    for each in queries.projects_of({row.host.id for row in items}):
        found.setdefault((each.partner_id, bare(each.title)), []).append(each)
    for row in items:
        held = found.get(row.key, [])
        if len(held) > 1:
            reason = f"There are {len(held)} projects called {row.title}: change them one by one."
            yield ProjectChange(BAD, row, reason=reason), None
            continue
        project = held[0] if held else None
        yield imports.weigh(row, _held(project, mine) if project else None, FRESH), project


def _held(project: Project, mine: frozenset[int]) -> imports.Held:
    area = project.where_area
    return imports.Held(project.offered, not mine or area is None or area.id in mine)


PROJECTS: Final[Importer[Any]] = Importer(
    source="reparation.import_projects",
    noun="project",
    file="projects.csv",
    layout=imports.LAYOUT,
    tag=ReparationTag.IMPORT_RUN,
    understand=understood,
    weigh=weigh_projects,
    take_in=import_projects,
)
