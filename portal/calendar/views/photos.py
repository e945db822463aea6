"""The picture of a place: showing it, and choosing another."""

import io

from flask import (
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.calendar import actions, queries
from portal.calendar.forms import VenuePhotoForm
from portal.calendar.models import Venue
from portal.calendar.views import bp
from portal.calendar.views.venues import changeable
from portal.database import begins_deferred, changing, session
from portal.notifications.queries import file_content
from portal.site import answers
from portal.site.uploads import takes_files


@bp.get("/venues/<int:venue_id>/photo.jpg")
@requires(Permission.CALENDAR_READ)
def venue_photo(venue_id: int) -> ResponseReturnValue:
    """Send the picture of a place, or 304 when the browser has it already; 404 of others' sites."""
    photo = queries.photo_seen(venue_id, signed_in_person())
    if photo is None:
        abort(404)
    document = photo.document
    answer = send_file(
        io.BytesIO(file_content(document)),
        mimetype=document.media_type,
        etag=document.sha256,
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)


@bp.route("/venues/<int:venue_id>/photo", methods=["GET", "POST"])
@requires(Permission.CALENDAR_VENUES)
@takes_files
@begins_deferred
def change_photo(venue_id: int) -> ResponseReturnValue:
    """Ask for a picture of a place, and keep it."""
    found, form = changeable(venue_id), VenuePhotoForm()
    picture = form.picture() if form.validate_on_submit() else None
    if picture is None:
        return _page(form, found)
    session.rollback()  # what was read; the change begins its own transaction
    with changing():
        actions.show_venue(
            venue=queries.venue(venue_id),
            picture=picture,
            alt=str(form.alt.data),
            actor=signed_in_person(),
        )
    flash("The picture is kept, without what the camera noted in it.", "done")
    return redirect(url_for(".venue", venue_id=venue_id), 303)


@bp.post("/venues/<int:venue_id>/photo/remove")
@requires(Permission.CALENDAR_VENUES)
def remove_photo(venue_id: int) -> ResponseReturnValue:
    """Take the picture of a place away."""
    actions.hide_venue(venue=changeable(venue_id), actor=signed_in_person())
    flash("The picture is removed.", "done")
    return redirect(url_for(".venue", venue_id=venue_id), 303)


def _page(form: VenuePhotoForm, venue: Venue) -> Response:
    page = render_template(
        "calendar/venue_photo.html", form=form, venue=venue, photo=queries.venue_photo(venue.id)
    )
    return make_response(page, answers.FAILED if form.errors else 200)
