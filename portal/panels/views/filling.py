"""Filling the quarter: a draft beside today's rota, and what is decided about it."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.database import begins_deferred, changing, session
from portal.panels import rules, solver
from portal.panels.actions import accepting, deciding
from portal.panels.actions import filling as actions
from portal.panels.models import FillRun, RunState
from portal.panels.queries import filling as queries
from portal.panels.queries import rota
from portal.panels.rules.filling import Figures, Filled, Share
from portal.panels.rules.rota import Ask, Period, Span, days_words, month_later
from portal.panels.views import asked, bp
from portal.panels.views.rota import areas_of
from portal.site import answers
from portal.site.filters import plural
from portal.site.forms import OnceForm
from portal.site.fragments import fragment_or_redirect, page_or_fragment
from portal.site.pagination import requested_page

RUN = "/rota/runs/<int:run_id>"
PAGE, REGION = "panels/fill_run.html", "panels/_fill_run.html"


@bp.post("/rota/fill")
@requires(Permission.PANELS_ARRANGE)
@begins_deferred
def fill() -> ResponseReturnValue:
    """Begin to fill the months and the area that the rota shows; a first draft is there at once."""
    ask = asked.rota(areas_of(rota.viewer(signed_in_user())))
    first, last = max(ask.period.first, clock.today()), ask.period.last
    try:
        area_id = _area(ask.area_id)
        preview = _preview(first, last, area_id)
        with changing():
            found = actions.start(
                first=first,
                last=last,
                area_id=area_id,
                preview=preview,
                form_key=OnceForm().form_key.data,
                actor=signed_in_person(),
            )
            run_id = found.id
    except rules.Refused as refused:
        answers.say_no(refused)
        return redirect(f"{url_for('.rota')}?{ask.query}", 303)
    return redirect(url_for(".fill_run", run_id=run_id), 303)


@bp.get(RUN)
@requires(Permission.PANELS_ARRANGE)
def fill_run(run_id: int) -> ResponseReturnValue:
    """Show a draft beside today's rota: figures, gaps and why, panels by date, everybody's load."""
    return page_or_fragment(PAGE, REGION, **_context(_run(run_id)))


@bp.post(f"{RUN}/accept")
@requires(Permission.PANELS_ARRANGE)
def accept_fill(run_id: int) -> ResponseReturnValue:
    """Plan in pencil what the draft has, for all sittings or for those that are ticked."""
    run, ticked = _run(run_id), {asked.number(each) for each in request.form.getlist("sitting")}
    chosen = None if request.form.get("all") else ticked - {0}
    if chosen == set():
        return _refused(run_id, rules.Refused("No panel is ticked.", "Tick one, or accept all."))
    try:
        outcome = deciding.accept(run=run, sitting_ids=chosen, actor=signed_in_person())
    except rules.Refused as refused:
        return _refused(run_id, refused)
    _say(outcome, undoing=False)
    return _answer(run_id)


@bp.post(f"{RUN}/undo")
@requires(Permission.PANELS_ARRANGE)
def undo_fill(run_id: int) -> ResponseReturnValue:
    """Put back who was planned before the draft was accepted."""
    try:
        outcome = deciding.undo(run=_run(run_id), actor=signed_in_person())
    except rules.Refused as refused:
        return _refused(run_id, refused)
    _say(outcome, undoing=True)
    return _answer(run_id)


@bp.post(f"{RUN}/drop")
@requires(Permission.PANELS_ARRANGE)
def drop_fill(run_id: int) -> ResponseReturnValue:
    """Decide against the draft; the rota stays as it is."""
    try:
        actions.drop(run=_run(run_id), actor=signed_in_person())
    except rules.Refused as refused:
        return _refused(run_id, refused)
    flash("The draft is dropped. The rota is as it was.", "done")
    return _answer(run_id)


@bp.post(f"{RUN}/stop")
@requires(Permission.PANELS_ARRANGE)
def stop_fill(run_id: int) -> ResponseReturnValue:
    """Ask the search for the best draft that it has so far."""
    actions.stop(run=_run(run_id), actor=signed_in_person())
    return _answer(run_id)


def _run(run_id: int) -> FillRun:
    return queries.run(run_id, asked.my_areas())


def _area(area_id: int | None) -> int | None:
    """Return the area to fill: whoever is limited to some fills one of them at a time."""
    mine = asked.my_areas()
    if area_id is not None or not mine:
        return area_id
    if len(mine) > 1:
        raise rules.Refused("An area is filled by itself.", "Choose one of yours first.")
    return next(iter(mine))


def _preview(first: date, last: date, area_id: int | None) -> Filled:
    """Make the first draft, and end the transaction that it was read in."""
    problem = queries.board(first, last, area_id).problem
    session.rollback()
    return solver.preview(problem)


def _context(run: FillRun) -> dict[str, Any]:
    months, decision = queries.months_of(run), queries.decision(run)
    month = _month(months)
    in_hand = queries.is_deciding(run)
    whole = sum(months.values()) <= queries.MANY
    shares = [Share(**each) for each in run.measures["shares"]]
    searching = run.state is RunState.RUNNING and not queries.has_failed(run)
    drawn = None if searching or in_hand else queries.grid(run, _viewer(), month)
    return {
        "run": run,
        "failed": queries.has_failed(run),
        "searching": searching,
        "decision": decision,
        "deciding": in_hand,
        "tally": queries.tally(run),
        "parts": queries.parts(run, None if whole else month, requested_page()),
        "whole": whole,
        "months": months,
        "month": month,
        "drawn": drawn,
        "figures": [(label, Figures(**run.measures[key])) for label, key in _COLUMNS],
        "loads": _loads(shares),
        "people": len(shares),
        "words": days_words(run.first_on, run.last_on),
        "back": _rota_of(run),
    }


_COLUMNS = (("Today", "today"), ("Draft", "draft"))
MOST_LOADS: Final = 80
"""People whose load is shown whatever it is; of more, those alone whom the draft concerns."""


def _loads(shares: list[Share]) -> list[tuple[str, Share, rules.Load]]:
    """Return everybody's load; of very many people, of those whose load changes or is amiss."""
    by_id = {each.person: each for each in shares}
    found = [
        (name, by_id[who], rules.Load(by_id[who].draft, 0, by_id[who].least, by_id[who].most))
        for who, name in queries.names(by_id).items()
    ]
    if len(found) <= MOST_LOADS:
        return found
    return [each for each in found if each[1].draft != each[1].today or each[2].is_over]


def _month(months: Collection[date]) -> Period:
    """Return the month of the draft that the address asks for, else its first."""
    named = {f"{each:%Y-%m}": each for each in months}
    chosen = named.get(request.args.get("month", ""))
    return Period(chosen or min(months, default=clock.today().replace(day=1)), Span.MONTH)


def _viewer() -> rota.Viewer:
    return rota.viewer(signed_in_user())


def _rota_of(run: FillRun) -> str:
    """Return the address of the rota that was filled."""
    same = run.first_on.replace(day=1) == run.last_on.replace(day=1)
    span = Span.MONTH if same else Span.QUARTER
    first = month_later(run.last_on, 1 - span.months)
    return f"{url_for('.rota')}?{Ask(Period(first, span), area_id=run.area_id).query}"


def _say(outcome: accepting.Outcome | None, *, undoing: bool) -> None:
    """Say how many seats were changed, and which were left as they are and why."""
    if outcome is None:
        return  # the page shows how far it is
    done = "undone." if undoing else "accepted. Nobody is told until you publish."
    if outcome.count or not outcome.left:
        flash(f"{plural(outcome.count, 'change')} {done}", "done")
    if outcome.left:
        left = plural(len(outcome.left), "seat was", "seats were")
        flash(f"{left} left as they are. {' '.join(outcome.left[:5])}", "problem")


def _answer(run_id: int) -> ResponseReturnValue:
    session.flush()  # what the page reads anew must be there
    session.expire_all()
    at: dict[str, Any] = {
        name: request.args[name] for name in ("month", "page") if name in request.args
    }
    url = url_for(".fill_run", run_id=run_id, **at)
    return fragment_or_redirect(REGION, url, **_context(_run(run_id)), decided=True)


def _refused(run_id: int, refused: rules.Refused) -> ResponseReturnValue:
    answers.say_no(refused)
    return _answer(run_id)
