"""Saved views: filters under a name of one's own, to open, to share and to subscribe to."""

from collections.abc import Sequence
from typing import Final

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.calendar import actions, queries, rules
from portal.calendar.forms import VIEWS, SavedViewForm
from portal.calendar.models import SavedView
from portal.calendar.rules import Filters
from portal.calendar.views import bp, filtering
from portal.site import answers

NOTHING_CHOSEN: Final = (
    "Choose a kind, an area, a venue or whose it is, so that it is a part of the calendar"
)


@bp.route("/views", methods=["GET", "POST"])
@requires(Permission.CALENDAR_READ)
def saved_views() -> ResponseReturnValue:
    """List one's saved views, and save the one that was come from or another."""
    person, areas = signed_in_person(), queries.area_names()
    venues, own = queries.venue_names(person), queries.saved_views(person.id)
    form = SavedViewForm(
        choices={"areas": areas.items(), "venues": venues.items(), "who": filtering.whose()},
        data=_come_from(),
    )
    if form.validate_on_submit() and not _refused(form, own):
        saved = actions.save_view(
            name=form.name.data or "", view=form.view.data, filters=form.filters(), actor=person
        )
        flash(f"The view “{saved.name}” is saved.", "done")
        return redirect(url_for(".saved_views"), 303)
    shown = [
        (each, filtering.url_of(each), filtering.in_words(Filters.of(each.filter), areas, venues))
        for each in own
    ]
    page = render_template("calendar/saved_views.html", form=form, shown=shown)
    return make_response(page, answers.FAILED if form.errors else 200)


@bp.post("/views/<int:view_id>/remove")
@requires(Permission.CALENDAR_READ)
def remove_view(view_id: int) -> ResponseReturnValue:
    """Forget a saved view."""
    person = signed_in_person()
    saved = queries.saved_view(person.id, view_id)
    actions.remove_view(saved=saved, actor=person)
    flash(f"The view “{saved.name}” is removed.", "done")
    return redirect(url_for(".saved_views"), 303)


def _come_from() -> dict[str, object]:
    """Return what the form shows of the view in the address."""
    chosen, view = filtering.asked(), request.args.get("view")
    return {
        "view": view if view in dict(VIEWS) else "month",
        "kinds": list(chosen.kinds),
        "areas": list(chosen.areas),
        "venues": list(chosen.venues),
        "who": chosen.who,
        "imported": chosen.imported,
    }


def _refused(form: SavedViewForm, own: Sequence[SavedView]) -> bool:
    """Return whether the view cannot be saved, having said why."""
    if not form.filters().query:
        form.refuse(NOTHING_CHOSEN, "kinds")
    elif len(own) >= rules.MOST_VIEWS and form.name.data not in {each.name for each in own}:
        form.refuse(f"You have {len(own)} saved views. Remove one before you save another")
    return bool(form.errors)
