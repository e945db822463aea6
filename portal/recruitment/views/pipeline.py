"""The pipeline, as a board and as a table."""

from collections.abc import Sequence
from typing import Any, Final

from flask import request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_user
from portal.people.queries import areas
from portal.recruitment.models import Application, ApplicationState, CampaignState, Column
from portal.recruitment.permissions import looks_after
from portal.recruitment.queries import letters
from portal.recruitment.queries import pipeline as queries
from portal.recruitment.queries.approvers import approvers
from portal.recruitment.queries.next_steps import first_steps
from portal.recruitment.rules.steps import WAY, following
from portal.recruitment.views import asked, bp
from portal.recruitment.views.words import named, reasons_for
from portal.site.asked import number
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page

TABLE: Final = "table"
COLUMNS: Final = (
    ("name", "Name"),
    ("stage", "Stage"),
    ("days", "Time at it"),
    ("", "Ideal, most"),
    ("", "What it waits for"),
    ("", "Area"),
    ("campaign", "Campaign"),
    ("", "Next step"),
)
"""The headings of the table, and what those that are links sort it by."""
SORTS: Final = {f"{sign}{name}" for name in queries.SORTS for sign in ("", "-")}
SLOW, PARKED, ENDED = "slow", "parked", "ended"
KEPT: Final = ("view", "show", "sort", "campaign", "area", "words")
"""What an address of the pipeline says, and a step that is taken on it keeps."""


@bp.get("/pipeline")
@requires(Permission.RECRUITMENT_READ)
def pipeline() -> ResponseReturnValue:
    """Show who is on their way, on a board or in a table, narrowed as the address says."""
    parts = pipeline_parts()
    return page_or_fragment(
        "recruitment/pipeline.html",
        "recruitment/_pipeline.html",
        undo=_undo(parts.get("cards", ())),
        **parts,
    )


def pipeline_parts() -> dict[str, Any]:
    """Return what the pipeline shows, as the address asks for it."""
    narrowed = queries.Asked(asked.uuid("campaign"), number("area"), asked.words())
    show = asked.one_of("show", {SLOW, PARKED, ENDED})
    campaigns = queries.campaigns()
    return {
        "asked": narrowed,
        "show": show,
        "view": asked.one_of("view", {TABLE}),
        "sort": asked.one_of("sort", SORTS),
        "kept": kept(),
        "campaigns": campaigns,
        "campaign": next((each for each in campaigns if each.uuid == narrowed.campaign), None),
        "closing": [each for each in campaigns if each.state is CampaignState.OPEN],
        "areas": areas(),
        "totals": queries.totals(narrowed),
        **_listed(narrowed, show),
    }


def _undo(cards: Sequence[queries.Card]) -> tuple[Application, str] | None:
    """Return whom the step before this page has moved, and from where, as the address says."""
    moved, back = asked.uuid("moved"), asked.one_of("back", WAY)
    found = next((each.application for each in cards if each.application.uuid == moved), None)
    return (found, back) if found and back and looks_after(signed_in_user(), found) else None


def kept() -> dict[str, Any]:
    """Return what the address says of the pipeline, to be kept in the next."""
    return {name: request.args[name] for name in KEPT if request.args.get(name)}


def _listed(narrowed: queries.Asked, show: str) -> dict[str, Any]:
    if show in {PARKED, ENDED}:
        find = queries.parked if show == PARKED else queries.ended
        return {
            "found": find(narrowed, requested_page()),
            "reason_words": reasons_for(signed_in_user()),
            "parked_state": ApplicationState.PARKED,
        }
    user, sort = signed_in_user(), asked.one_of("sort", SORTS)
    cards = queries.cards(narrowed, user, sort)
    shown = [each for each in cards if each.age.is_slow or show != SLOW]
    ours = [each.application.id for each in shown if looks_after(user, each.application)]
    return {
        "first_steps": first_steps([each.application for each in shown]),
        "to_write": letters.to_write(ours),
        "columns": {column: [each for each in shown if each.column is column] for column in Column},
        "limits": queries.limits(),
        "cards": shown,
        "headings": [(words, *_sorted_by(sort, name)) for name, words in COLUMNS],
        "next_stages": {
            each.application.id: following(
                each.application.stage, appointed=each.application.member is not None
            )
            for each in shown
            if each.application.id in ours
        },
        "approver": named(approvers()),
    }


def _sorted_by(sort: str, name: str) -> tuple[str, str]:
    """Return how a column is sorted now, as `aria-sort` says it, and the address of its link.

    A column by which nothing is sorted has neither.
    """
    if not name:
        return "", ""
    directions = {name: "ascending", f"-{name}": "descending"}
    to = f"-{name}" if sort == name else name
    return directions.get(sort, "none"), url_for(".pipeline", **{**kept(), "sort": to})
