"""The catalogue: finding a project by what it is, where and when; the best first for a referral."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_user
from portal.reparation.models import Referral
from portal.reparation.permissions import seen_by
from portal.reparation.queries import catalogue, finding, referrals
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
        referrals=_referrals,
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


def _referrals() -> Sequence[Referral]:
    """Return the referrals to choose from: asked for by the page, not by its fragment."""
    if not may(Permission.REPARATION_PLACE):
        return ()
    return referrals.open_referrals(seen_by(signed_in_user()))
