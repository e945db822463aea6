"""Fair load: who carries how much of the rota, and the rows behind each figure."""

from dataclasses import replace
from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.panels.queries import load as queries
from portal.panels.rules.rota import Period, Span, period_of
from portal.panels.views import asked, bp
from portal.people.queries import areas
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page

COLUMNS: Final = (
    ("name", "Person"),
    ("sittings", "Sittings"),
    ("chaired", "Chaired"),
    ("offers", "Offers made"),
    ("declined", "Declined"),
    ("lead", "Days’ notice"),
    ("last", "Last sat"),
)
SORTS: Final = {f"{sign}{name}" for name, _ in COLUMNS for sign in ("", "-")}


@bp.get("/load")
@requires(Permission.PANELS_READ)
def load() -> ResponseReturnValue:
    """Show how much each volunteer sits against what they agreed to, and how they are asked."""
    known = asked.within(areas())
    narrowed = queries.LoadFilter(
        _period(),
        asked.area(known),
        queries.Show(asked.one_of("show", set(queries.Show))),
        asked.one_of("sort", SORTS, "name"),
    )
    return page_or_fragment(
        "panels/load.html",
        "panels/_load.html",
        found=queries.loads(asked.my_areas(), narrowed, page=requested_page()),
        narrowed=narrowed,
        columns=[(words, *_sorted_by(narrowed, name)) for name, words in COLUMNS],
        shows=[(each, replace(narrowed, show=each)) for each in queries.Show],
        spans=[(each, replace(narrowed, period=_around(narrowed.period, each))) for each in Span],
        before=replace(narrowed, period=narrowed.period.before),
        after=replace(narrowed, period=narrowed.period.after),
        areas=[(each, replace(narrowed, area_id=each.id)) for each in known],
        anywhere=replace(narrowed, area_id=None),
    )


@bp.get("/load/<int:person_id>")
@requires(Permission.PANELS_READ)
def load_rows(person_id: int) -> ResponseReturnValue:
    """Show the sittings and the offers that a volunteer's figures count."""
    period, member = _period(), queries.volunteer(person_id)
    return render_template(
        "panels/load_rows.html",
        member=member,
        period=period,
        sat=queries.sat_of(person_id, period, asked.my_areas()),
        offers=queries.asked_of(person_id, period),
    )


def _period() -> Period:
    span = Span(asked.one_of("span", set(Span), Span.QUARTER))
    return period_of(request.args.get("from", ""), span, clock.today())


def _around(period: Period, span: Span) -> Period:
    return Period.around(period.first, span)


def _sorted_by(narrowed: queries.LoadFilter, name: str) -> tuple[str, queries.LoadFilter]:
    """Return how a column is sorted now, as `aria-sort` says it, and where its link leads."""
    turned = narrowed.sort == name
    directions = {name: "ascending", f"-{name}": "descending"}
    to = replace(narrowed, sort=f"-{name}" if turned else name)
    return directions.get(narrowed.sort, "none"), to
