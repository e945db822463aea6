"""Publishing: one sitting from its page, or all that is planned for some days and an area."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.database import session
from portal.members.queries import promises_about
from portal.panels import forms, rules
from portal.panels.actions import publishing as actions
from portal.panels.queries import publishing as queries
from portal.panels.queries import sittings
from portal.panels.queries.publishing import Programme
from portal.panels.views import asked, bp
from portal.people.queries import areas
from portal.site import answers
from portal.site.filters import plural

A_QUARTER: Final = timedelta(days=91)


@bp.get("/rota/publish")
@requires(Permission.PANELS_ARRANGE)
def preview_rota() -> ResponseReturnValue:
    """Show what publishing would do: who gets on, who is asked, what stays short."""
    form = _period()
    known = not request.args or form.validate()
    return render_template("panels/publish.html", **_context(form, known=known))


@bp.post("/rota/publish")
@requires(Permission.PANELS_ARRANGE)
def publish_rota() -> ResponseReturnValue:
    """Publish what the preview showed, and nothing else."""
    form = _period()
    if not form.validate():
        return render_template("panels/publish.html", **_context(form, known=False)), answers.FAILED
    found = queries.to_publish(asked.my_areas(), form.first.data, form.last.data, form.area.data)
    try:
        done = actions.publish_sittings(
            sittings_to_publish=found,
            seen=request.form.get("seen", ""),
            actor=signed_in_person(),
        )
    except rules.Refused as refused:
        session.rollback()
        form.form_errors.append(refused.sentence)
        return render_template("panels/publish.html", **_context(form)), answers.CONFLICT
    _say(done)
    chosen = {"first": form.first.data, "last": form.last.data, "area": form.area.data}
    return redirect(url_for(".preview_rota", **chosen), 303)


@bp.post("/sittings/<uuid:entry_uuid>/publish")
@requires(Permission.PANELS_ARRANGE)
def publish_sitting(entry_uuid: UUID) -> ResponseReturnValue:
    """Publish one sitting, or the plans of one that people know of."""
    found = sittings.sitting(entry_uuid, asked.my_areas())
    try:
        done = actions.publish_sittings(
            sittings_to_publish=[found],
            seen=request.form.get("seen", ""),
            actor=signed_in_person(),
        )
    except rules.Refused as refused:
        answers.say_no(refused)
    else:
        _say(done)
    return redirect(url_for(".sitting", entry_uuid=entry_uuid), 303)


def _period() -> forms.Period:
    """Return the days asked about: a quarter from tomorrow on, when none are."""
    tomorrow = clock.today() + timedelta(days=1)
    return forms.Period(
        request.values or None,
        data={"first": tomorrow, "last": tomorrow + A_QUARTER},
        choices={"area": [("", "Every area"), *_my_areas()]},
    )


def _my_areas() -> forms.Options:
    return [(each.id, each.name) for each in asked.within(areas())]


def _context(form: forms.Period, *, known: bool = True) -> dict[str, Any]:
    if not known:
        return {"form": form, "programme": None, "promises": ()}
    first, last, area = form.first.data, form.last.data, form.area.data
    found = queries.to_publish(asked.my_areas(), first, last, area)
    return {
        "form": form,
        "programme": queries.programme(found),
        "promises": promises_about(first, last, [area] if area else ()),
    }


def _say(done: Programme) -> None:
    if not done.items:
        flash("Nothing was left to publish: everybody planned has been told.", "note")
        return
    parts = [
        plural(len(done.items), "sitting"),
        f"{plural(done.count(rules.Fate.ON), 'person', 'people')} on it by their yes",
        f"{done.count(rules.Fate.ASKED)} asked",
    ]
    flash(f"Published: {', '.join(parts)}. Everybody gets one email.", "done")
