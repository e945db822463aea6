"""The anonymous figures that a service may publish of its reparation."""

from datetime import date

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
from portal.spreadsheets.views import as_csv


@bp.get("/outcomes")
@requires(Permission.REPARATION_READ)
def outcomes() -> ResponseReturnValue:
    """Show what the last twelve whole months brought, and the twelve before them."""
    few, (first, last) = value(ENOUGH_FEEDBACK), rules.year_until(clock.today())
    before, figures, figures_before = _two_years(first, last)
    return render_template(
        "reparation/feedback/outcomes.html",
        first=first,
        last=last,
        before=before,
        figures=figures,
        figures_before=figures_before,
        said=feedback.said_between(first, last),
        share=share_in_words,
        few=few,
    )


@bp.get("/outcomes.csv")
@requires(Permission.REPARATION_READ)
def outcomes_csv() -> ResponseReturnValue:
    """Give the figures of both years as they are published: none is of a few."""
    first, last = rules.year_until(clock.today())
    before, figures, figures_before = _two_years(first, last)
    headings = ("What", f"Year to {last}", f"Year to {before}")
    rows = [(name, words, figures_before[name]) for name, words in figures.items()]
    return as_csv([headings, *rows], f"reparation-outcomes-{last}")


def _two_years(first: date, last: date) -> tuple[date, dict[str, str], dict[str, str]]:
    """Return the last day of the year before, and the figures of the year and of that one."""
    few, (earlier, before) = value(ENOUGH_FEEDBACK), rules.year_until(first)
    return (
        before,
        rules.published(queries.counted(first, last), few),
        rules.published(queries.counted(earlier, before), few),
    )
