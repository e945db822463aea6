"""The catalogue: finding a project by what it is, where and when; the best first for a referral."""

from typing import Final
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.reparation.queries import catalogue, finding
from portal.reparation.views import bp, searching
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page

TABLE_SIZE: Final = 12


@bp.get("/projects")
@requires(Permission.REPARATION_READ)
def projects() -> ResponseReturnValue:
    """Show one page of the listed projects, narrowed and in the order that the address says."""
    ask = searching.asked()
    choices = {name: [value for value, _ in ask.choices[name]] for name in searching.FACETS}
    size = TABLE_SIZE if ask.table else finding.SIZE
    return page_or_fragment(
        "reparation/catalogue/catalogue.html",
        "reparation/catalogue/_found.html",
        ask=ask,
        found=finding.search(ask.search, choices, requested_page(), size),
        musts=searching.MUSTS,
        days=searching.DAYS,
    )


@bp.get("/projects/<uuid:project_uuid>/print")
@requires(Permission.REPARATION_READ)
def print_project(project_uuid: UUID) -> ResponseReturnValue:
    """Show a project in plain words and large type, for a child and their family."""
    project = catalogue.project(project_uuid)
    return render_template(
        "reparation/catalogue/print.html",
        project=project,
        ahead=catalogue.ahead([project.id])[project.id],
    )
