"""Gaps: what is asked for and not there; and counting a search that found nothing."""

from typing import Final

from flask import flash, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.people.queries import areas
from portal.reparation.actions.missed import count_missed
from portal.reparation.models import THEMES
from portal.reparation.queries import gaps as queries
from portal.reparation.views import bp
from portal.settings.queries import lines
from portal.site.fragments import fragment_or_redirect, wants_fragment

MISSED: Final = "missed"
MOST_KEPT: Final = 12


@bp.get("/gaps")
@requires(Permission.REPARATION_READ)
def gaps() -> ResponseReturnValue:
    """Show where projects are asked for and there are none, or none with a place."""
    return render_template(
        "reparation/catalogue/gaps.html", found=queries.found(), back=queries.BACK.days
    )


@bp.post("/gaps/missed")
@requires(Permission.REPARATION_READ)
def count_search() -> ResponseReturnValue:
    """Count a search that found nothing, once a day, area and theme for one browser."""
    codes = {str(area.id): area.code for area in areas()}
    area, theme = request.form.get("area", ""), request.form.get("theme", "")
    theme = theme if theme in lines(THEMES) else ""
    if _is_new(codes.get(area, ""), theme):
        count_missed(area=codes.get(area, ""), theme=theme)
    if not wants_fragment():  # a banner would take the focus from whoever is still typing
        flash("Counted, so that those who plan see what is missing.", "done")
    url = url_for("reparation.projects", area=area if area in codes else None, theme=theme or None)
    return fragment_or_redirect("reparation/catalogue/_counted.html", url)


def _is_new(area: str, theme: str) -> bool:
    """Return whether this browser has not had it counted today; only its own cookie remembers."""
    key = f"{clock.today()}:{area}:{theme}"
    kept = session.get(MISSED, [])
    if key in kept:
        return False
    session[MISSED] = [*kept[-MOST_KEPT:], key]
    return True
