"""A person's own subscriptions."""

import functools
from collections.abc import Mapping
from dataclasses import replace

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.access.gate import may
from portal.accounts.queries import signed_in_person
from portal.calendar import actions, queries, rules
from portal.calendar.forms import ALARMS, FeedForm
from portal.calendar.models import Feed, FeedScope, Kind
from portal.calendar.permissions import FEED_NEEDS
from portal.calendar.rules import Carried
from portal.calendar.views import bp, filtering
from portal.people.models import Person
from portal.site import answers
from portal.site.fragments import page_or_fragment
from portal.site.urls import absolute


@bp.route("/feeds", methods=["GET", "POST"])
@requires(Permission.CALENDAR_SUBSCRIBE)
def feeds() -> ResponseReturnValue:
    """List one's subscriptions, and make another."""
    person, areas = signed_in_person(), queries.area_names()
    view = replace(filtering.asked(), imported=False)  # they are in no feed
    own, own_areas = queries.live_feeds(person.id), queries.own_areas(person.id)
    said = functools.partial(filtering.in_words, areas=areas, venues=queries.venue_names(person))
    offered = _offered(person, own_areas, said(view))
    form = FeedForm(
        choices={"scope": offered, "area": [("", "Every area"), *areas.items()]},
        data={"scope": offered[0][0]},
    )
    if form.validate_on_submit() and len(own) >= rules.MOST_FEEDS:
        form.refuse(f"You have {len(own)} subscriptions. Remove one before you make another")
    elif form.is_submitted() and not form.errors:
        filters = form.filters(own_areas, view)
        made, token = actions.subscribe(
            person=person,
            scope=FeedScope(form.scope.data),
            form_key=form.form_key.data,
            carried=form.carried(filters, said(filters)),
        )
        return _address_page(made, token)
    shown = [(feed, _said(feed)) for feed in own]
    page = render_template("calendar/feeds.html", form=form, feeds=shown, most=rules.MOST_FEEDS)
    return make_response(page, answers.FAILED if form.errors else 200)


@bp.get("/feeds/<int:feed_id>")
@requires(Permission.CALENDAR_SUBSCRIBE)
def feed_state(feed_id: int) -> ResponseReturnValue:
    """Say whether a calendar program has asked for a subscription yet."""
    feed = queries.feed_of(signed_in_person().id, feed_id)
    return page_or_fragment(
        "calendar/feed_state.html", "calendar/_feed_state.html", feed=feed, said=_said(feed)
    )


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


def _offered(person: Person, own_areas: Mapping[int, str], view: str) -> list[tuple[str, str]]:
    """Return what a subscription of theirs can show, with its words; first what they came from."""
    offered = {
        FeedScope.VIEW: f"The view that you came from: {view}",
        FeedScope.MINE: "My own duties, and what I am asked to do",
        FeedScope.TRAINING: "Training",
        FeedScope.PROJECTS: "Reparation projects",
        FeedScope.AREA: f"My area: {', '.join(own_areas.values())}, and the whole service",
        FeedScope.DEADLINES: "Deadlines: the last days on which panels can sit, and what lapses",
        FeedScope.ROOMS: "Rooms: what is booked in them",
        FeedScope.EVERYTHING: "Everything that I may see",
    }
    if not view:
        del offered[FeedScope.VIEW]
    if not own_areas:
        del offered[FeedScope.AREA]
    if not queries.sees_kind(person.id, Kind.REPARATION):
        del offered[FeedScope.PROJECTS]
    return [
        (scope.value, words)
        for scope, words in offered.items()
        if scope not in FEED_NEEDS or may(FEED_NEEDS[scope])
    ]


def _said(feed: Feed) -> str:
    """Return what its owner chose for a subscription, in words."""
    carried = Carried.of(feed.filter)
    parts = [
        carried.words,
        "without what was cancelled" if carried.without_cancelled else "",
        f"a reminder {dict(ALARMS)[carried.alarm].lower()}" if carried.alarm else "",
        f"from {carried.back} days back to {carried.ahead} days ahead",
    ]
    return ", ".join(part for part in parts if part)


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
