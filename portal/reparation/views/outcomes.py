"""The anonymous figures that a service may publish of its reparation."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.reparation.models import ENOUGH_FEEDBACK
from portal.reparation.queries import feedback
from portal.reparation.queries import outcomes as queries
from portal.reparation.rules import outcomes as rules
from portal.reparation.rules.feedback import share_in_words
from portal.reparation.views import bp
from portal.settings.queries import value


@bp.get("/outcomes")
@requires(Permission.REPARATION_READ)
def outcomes() -> ResponseReturnValue:
    """Show what the last twelve whole months brought, and the twelve before them."""
    few, (first, last) = value(ENOUGH_FEEDBACK), rules.year_until(clock.today())
    earlier, before = rules.year_until(first)
    return render_template(
        "reparation/feedback/outcomes.html",
        first=first,
        last=last,
        before=before,
        figures=rules.published(queries.counted(first, last), few),
        figures_before=rules.published(queries.counted(earlier, before), few),
        said=feedback.said_between(first, last),
        share=share_in_words,
        few=few,
    )
