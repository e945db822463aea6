"""A person's own subscriptions."""

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.calendar import actions, queries, rules
from portal.calendar.forms import FeedForm
from portal.calendar.models import Feed, FeedScope, Kind
from portal.calendar.views import bp
from portal.people.queries import areas
from portal.site.urls import absolute


@bp.route("/feeds", methods=["GET", "POST"])
@requires(Permission.CALENDAR_SUBSCRIBE)
def feeds() -> ResponseReturnValue:
    """List one's subscriptions, and make another."""
    person, every_area = signed_in_person(), areas()
    own = queries.live_feeds(person.id)
    form = FeedForm(choices={"area": [("", "Every area"), *((a.id, a.name) for a in every_area)]})
    if form.validate_on_submit() and len(own) >= rules.MOST_FEEDS:
        form.refuse(f"You have {len(own)} subscriptions. Remove one before you make another")
    elif form.is_submitted() and not form.errors:
        made, token = actions.subscribe(
            person=person,
            scope=FeedScope(form.scope.data),
            kind=Kind(form.kind.data) if form.kind.data else None,
            area=next((area for area in every_area if area.id == form.area.data), None),
            form_key=form.form_key.data,
            switches=form.switches.data or (),
        )
        return _address_page(made, token)
    names = {area.id: area.name for area in every_area}
    page = render_template("calendar/feeds.html", form=form, feeds=own, areas=names, Kind=Kind)
    return make_response(page, 422 if form.errors else 200)


@bp.post("/feeds/<int:feed_id>/reset")
@requires(Permission.CALENDAR_SUBSCRIBE)
def reset_feed(feed_id: int) -> ResponseReturnValue:
    """Give a subscription a new address."""
    person = signed_in_person()
    feed = queries.feed_of(person.id, feed_id)
    return _address_page(feed, actions.reset(feed=feed, actor=person))


@bp.post("/feeds/<int:feed_id>/revoke")
@requires(Permission.CALENDAR_SUBSCRIBE)
def revoke_feed(feed_id: int) -> ResponseReturnValue:
    """End a subscription."""
    person = signed_in_person()
    actions.revoke(feed=queries.feed_of(person.id, feed_id), actor=person)
    flash("The subscription is removed. Its address has stopped working.", "done")
    return redirect(url_for(".feeds"), 303)


def _address_page(feed: Feed, token: str) -> Response:
    """Show the address, the one time that it can be shown, and what to do with it."""
    address = absolute("feeds.feed", token=token)
    answer = make_response(
        render_template(
            "calendar/feed_address.html",
            feed=feed,
            address=address,
            webcal=f"webcal://{address.partition('://')[2]}",
        )
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
