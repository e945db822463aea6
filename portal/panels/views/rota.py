"""The rota of a month or a quarter, as a grid of people and as a list of panels."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_user
from portal.panels.queries import rota as queries
from portal.panels.rules.rota import Ask, Show, Span, View
from portal.panels.views import asked, bp
from portal.people.models import Area
from portal.people.queries import areas
from portal.site.forms import OnceForm
from portal.site.fragments import page_or_fragment, wants_fragment

SEES = (Permission.PANELS_READ, Permission.PANELS_ANSWER, Permission.PANELS_OWN_ORDERS)


@bp.get("/rota")
@requires(*SEES)
def rota() -> ResponseReturnValue:
    """Show who sits when: drafts and plans too to who arranges, what is published to the others."""
    viewer = queries.viewer(signed_in_user())
    known = areas_of(viewer)
    found = queries.rota_of(viewer, asked.rota(known, partial(queries.next_day, viewer)))
    grid = queries.grid_of(found) if found.ask.view is View.GRID else None
    return page_or_fragment(
        "panels/rota.html",
        "panels/_rota.html",
        rota=found,
        ask=found.ask,
        viewer=viewer,
        grid=grid,
        areas=known,
        partial=wants_fragment(),
        fill_form=OnceForm(),
        **_choices(found.ask),
    )


def areas_of(viewer: queries.Viewer) -> list[Area]:
    """Return the areas that a viewer may narrow the rota to."""
    return [each for each in areas() if not viewer.areas or each.id in viewer.areas]


def _choices(ask: Ask) -> dict[str, Any]:
    """Return the ways on from here: other months, other views, other filters."""
    return {
        "before": ask.with_(period=ask.period.before),
        "after": ask.with_(period=ask.period.after),
        "spans": [(each.value, ask.of_span(each)) for each in Span],
        "views": [(label, ask.with_(view=each)) for each, label in _VIEWS],
        "shows": [(each, ask.with_(show=each)) for each in Show],
        "pages": _pages(ask),
    }


_VIEWS: Sequence[tuple[View, str]] = (
    (View.GRID, "People by date"),
    (View.LIST, "Panels by date"),
)


def _pages(ask: Ask) -> list[tuple[str, Ask]]:
    """Return the months that the grid of a quarter is paged by."""
    if ask.view is not View.GRID or ask.period.span is Span.MONTH:
        return []
    months = ask.period.months
    return [(f"{each.first:%B}", ask.with_(page=at)) for at, each in enumerate(months, start=1)]
