"""Who will be forgotten: the list, and one of them, to be kept for longer or erased at once."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.recruitment.actions import erasing as actions
from portal.recruitment.forms.erasing import KeepLonger
from portal.recruitment.models import Application, KeepReason
from portal.recruitment.permissions import is_own
from portal.recruitment.queries import erasing as queries
from portal.recruitment.views import bp
from portal.site import answers
from portal.site.filters import day_year
from portal.site.pagination import requested_page


@bp.get("/applications/to-be-erased")
@requires(Permission.RECRUITMENT_EDIT)
def to_erase() -> ResponseReturnValue:
    """List whose way ended without an appointment, with the day on which each is erased."""
    user = signed_in_user()
    found = queries.to_erase(user.area_ids, requested_page())
    return render_template(
        "recruitment/erasing/to_erase.html",
        found=found,
        endings=queries.endings(found.items),
        own=[each.id for each in found.items if is_own(user, each)],
        keeping=queries.keeping(),
    )


@bp.route("/applications/<uuid:application_uuid>/forget", methods=["GET", "POST"])
@requires(Permission.RECRUITMENT_EDIT)
def forget(application_uuid: UUID) -> ResponseReturnValue:
    """Show when somebody is erased, and put it off for a reason."""
    found, form = _ended(application_uuid), KeepLonger()
    if form.validate_on_submit():
        actions.keep_longer(
            application=found, reason=KeepReason(form.reason.data), actor=signed_in_person()
        )
        ending = queries.endings([found])[0]
        flash(f"Kept until {day_year(ending.on)}. You are warned again before.", "done")
        return redirect(url_for(".to_erase"), 303)
    page = render_template(
        "recruitment/erasing/forget.html",
        ending=queries.endings([found])[0],
        form=form,
        months=actions.LONGER,
    )
    return page, answers.status()


@bp.post("/applications/<uuid:application_uuid>/erase")
@requires(Permission.RECRUITMENT_EDIT)
def erase_now(application_uuid: UUID) -> ResponseReturnValue:
    """Erase somebody at once: they asked for it, or nobody needs it."""
    actions.erase(application=_ended(application_uuid), actor=signed_in_person())
    flash("Erased. How far they came is still counted.", "done")
    return redirect(url_for(".to_erase"), 303)


def _ended(uuid: UUID) -> Application:
    """Return somebody who will be forgotten, of whom whoever is signed in may say so."""
    user = signed_in_user()
    found = queries.one_to_erase(uuid, user.area_ids)
    if is_own(user, found):
        abort(404)
    return found
