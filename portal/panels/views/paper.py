"""The rota on paper: a month or a day for everybody, an evening for who looks after it."""

from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_user
from portal.panels.queries import rota as queries
from portal.panels.views import asked, bp
from portal.panels.views.rota import SEES, areas_of
from portal.site.filters import day_year


@bp.get("/rota/print")
@requires(*SEES)
def print_rota() -> ResponseReturnValue:
    """Show a month, or a quarter, without anything to press."""
    viewer = queries.viewer(signed_in_user())
    known = areas_of(viewer)
    found = queries.rota_of(viewer, asked.rota(known))
    area = next((each.name for each in known if each.id == found.ask.area_id), "")
    return render_template(
        "panels/rota_print.html",
        heading=f"Rota, {found.ask.period.words}",
        back=f"/panels/rota?{found.ask.query}",
        viewer=viewer,
        shown=found.found,
        days=sorted({each.on for each in found.found}),
        narrowed=", ".join(
            each for each in (area, found.ask.show and found.ask.show.label) if each
        ),
    )


@bp.get("/rota/print/<day:on>")
@requires(*SEES)
def print_day(on: date) -> ResponseReturnValue:
    """Show one day without anything to press."""
    viewer = queries.viewer(signed_in_user())
    return render_template(
        "panels/rota_print.html",
        heading=f"Rota, {day_year(on)}",
        back=f"/panels/rota?from={on:%Y-%m}",
        viewer=viewer,
        shown=queries.between(viewer, on, on),
        days=[],
        narrowed="",
    )


@bp.get("/rota/evening/<day:on>")
@requires(Permission.PANELS_ARRANGE)
def evening(on: date) -> ResponseReturnValue:
    """Show who comes on a day, and by which number each is rung."""
    found = queries.evening_of(queries.viewer(signed_in_user()), on)
    return render_template("panels/evening.html", on=on, evenings=found)
