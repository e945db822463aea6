"""Arranging a series of evenings, for orders to come."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.calendar.queries import panel_rooms
from portal.panels import forms, rules
from portal.panels.actions import series as actions
from portal.panels.models import PANEL_MINUTES
from portal.panels.views import asked, bp
from portal.people.queries import advisers, areas
from portal.settings.queries import value
from portal.site import answers


@bp.route("/sittings/series", methods=["GET", "POST"])
@requires(Permission.PANELS_ARRANGE)
def arrange_series() -> ResponseReturnValue:
    """Ask which evenings to keep, and say which were made and which left out, and why.

    The answer to the form is the page itself, because it can be long; sent again, the form makes
    nothing more.
    """
    form = forms.Series(data={"minutes": value(PANEL_MINUTES)}, choices=_choices())
    if form.validate_on_submit():
        try:
            arranged = actions.arrange_series(
                facts=form.facts,
                room=next(each for each in panel_rooms() if each.id == form.room.data),
                area=next(each for each in areas() if each.id == form.area.data),
                form_key=form.form_key.data,
                actor=signed_in_person(),
            )
        except rules.Refused as refused:
            answers.refuse(form, refused)
        else:
            return render_template("panels/series_made.html", arranged=arranged, form=form)
    status = answers.status()
    return render_template("panels/series_new.html", form=form), status


def _choices() -> dict[str, forms.Options]:
    return {
        "room": forms.room_options(panel_rooms()),
        "adviser": forms.person_options(advisers(), "Nobody yet"),
        "area": forms.area_options(areas(), asked.my_areas()),
    }
