"""Sittings: the list, and one sitting as each of those who may open it sees it."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person, signed_in_user
from portal.panels import permissions
from portal.panels.actions.turns import STANDS
from portal.panels.models import Offer, OfferState, Seat, SeatKind, Sitting
from portal.panels.queries import candidates, cards, history, listing, plans, publishing
from portal.panels.queries import sittings as queries
from portal.panels.views import asked, bp, ticks
from portal.panels.views.outcomes import noted_context
from portal.people.models import Person
from portal.people.queries import areas
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page

SHOWN = 10
SHOWS = (
    (listing.UPCOMING, "To come"),
    (listing.AT_RISK, "At risk"),
    (listing.DRAFTS, "Drafts"),
    (listing.UNNOTED, "Outcome to be noted"),
    (listing.PAST, "Past and cancelled"),
)
SEES = (Permission.PANELS_READ, Permission.PANELS_ANSWER, Permission.PANELS_OWN_ORDERS)


@bp.get("/")
@requires(Permission.PANELS_READ)
def index() -> ResponseReturnValue:
    """Show the sittings to come, at risk, or past."""
    known = asked.within(areas())
    narrowed = listing.SittingFilter(
        asked.one_of("show", dict(SHOWS), listing.UPCOMING), asked.area(known), asked.words()
    )
    found = listing.sittings(asked.my_areas(), narrowed, page=requested_page())
    return page_or_fragment(
        "panels/index.html",
        "panels/_sittings.html",
        found=found,
        narrowed=narrowed,
        shows=SHOWS,
        areas=known,
    )


@bp.get("/sittings/<uuid:entry_uuid>")
@requires(*SEES)
def sitting(entry_uuid: UUID) -> ResponseReturnValue:
    """Show a sitting: all of it to who arranges, their own part to who is on it."""
    return page_of(entry_uuid)


def page_of(entry_uuid: UUID, **said: Any) -> ResponseReturnValue:
    """Return a sitting's page, with what is `said` of a form on it that was refused."""
    if Permission.PANELS_READ in signed_in_user().permissions:
        try:
            return _whole(queries.sitting(entry_uuid, asked.my_areas()), **said)
        except NoResultFound:
            pass  # they may be on it all the same
    return _own(queries.sitting_for(signed_in_person(), entry_uuid), **said)


@bp.get("/<string:ref>")
@requires(*SEES)
def panel(ref: str) -> ResponseReturnValue:
    """Show the sitting in which a panel is held, with that panel marked."""
    if Permission.PANELS_READ in signed_in_user().permissions:
        try:
            return _whole(queries.sitting_of_panel(ref, asked.my_areas()), marked=ref)
        except NoResultFound:
            pass  # they may be on it all the same
    try:
        return _own(queries.sitting_of_panel_for(signed_in_person(), ref))
    except NoResultFound:
        return _undated(ref)


def _undated(ref: str) -> ResponseReturnValue:
    """Lead to where a panel stands that has no sitting."""
    if Permission.PANELS_READ not in signed_in_user().permissions:
        raise NoResultFound
    panel = plans.undated_panel(ref, asked.my_areas())
    if panel.order is None:
        return redirect(url_for(".before_court_panel", ref=ref))
    return redirect(url_for(".order", ref=panel.order.ref, _anchor=f"step-{ref}"))


@bp.get("/sittings/<uuid:entry_uuid>/seats/<int:number>/candidates")
@requires(Permission.PANELS_ARRANGE)
def seat_candidates(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Show who could take a seat, best first."""
    found = queries.sitting(entry_uuid, asked.my_areas())
    return page_or_fragment(
        "panels/sitting.html", "panels/_candidates.html", **context_of(found, number)
    )


def _whole(found: Sitting, **said: Any) -> ResponseReturnValue:
    return render_template("panels/sitting.html", **context_of(found, ranked=False) | said)


def context_of(found: Sitting, number: int | None = None, *, ranked: bool = True) -> dict[str, Any]:
    """Return what a sitting's page and its live regions show; `number` is the seat chosen.

    Ranking the whole register takes longer than all the rest: the page itself leaves it out, and
    its region asks for it when the page has arrived. Not on the day, when it stands first.
    """
    ready = queries.readiness(found)
    may_arrange = permissions.may_change_sitting(signed_in_user(), found) and found.state in STANDS
    may_change = may_arrange and found.state == "published" and not ready.over
    seat, sits_today = _chosen(found, number) if may_change else None, _sits_today(found, ready)
    ranked = ranked or sits_today
    people = candidates.candidates(found, seat) if seat and ranked else []
    show_all = request.values.get("show") == "all"
    return {
        "sitting": found,
        "ready": ready,
        "turns": queries.turns(found),
        "may_change": may_change,
        "may_arrange": may_arrange and not ready.over,
        "may_cancel": may_arrange,
        "publishing": publishing.programme([found]) if may_arrange else None,
        "seat": seat,
        "ranked": ranked,
        "quiet": "quiet" in request.args,
        "candidates": people if show_all else people[:SHOWN],
        "hidden": 0 if show_all else max(0, len(people) - SHOWN),
        "history": history.history(found),
        "cards": cards.cards(found),
        "in_turn": sum(each.can and not each.over_most for each in people),
        "sits_today": sits_today,
        "checklists": ticks.lists_of(found),
        **noted_context(found),
    }


def _sits_today(found: Sitting, ready: queries.Readiness) -> bool:
    """Return whether it sits today and somebody is still wanted: then only a telephone helps."""
    on = clock.london(found.entry.starts_at).date()
    wanted = [seat for seat in cards.seats_to_fill(found) if seat.kind is not SeatKind.OBSERVER]
    going = found.state == "published" and not ready.over
    return on == clock.today() and bool(wanted) and going


def _chosen(found: Sitting, number: int | None) -> Seat | None:
    """Return the open seat that was chosen, else the first that the panel still needs."""
    seats = cards.seats_to_fill(found)
    wanted = [seat for seat in seats if seat.number == number]
    needed = [seat for seat in seats if seat.kind is not SeatKind.OBSERVER]
    return next(iter(wanted or needed), None)


def _own(found: Sitting, **said: Any) -> ResponseReturnValue:
    """Show somebody their part in a sitting, or the offer that waits for their answer."""
    person = signed_in_person()
    seat = next((each for each in found.seats if each.person_id == person.id), None)
    mine = _latest_offer(found, person)
    if seat is None and mine is not None:
        return redirect(url_for(".offer", offer_uuid=mine.uuid))
    context = {
        "sitting": found,
        "seat": seat,
        "turns": queries.turns(found),
        "sees_references": person.is_staff,
        "ready": queries.readiness(found),
        "checklists": ticks.lists_of(found) if ticks.advises(found) else (),
        **asked.leaving_context(found, seat),
        **(noted_context(found) if ticks.advises(found) else {}),
    }
    return render_template("panels/duty.html", **context | said)


def _latest_offer(found: Sitting, person: Person) -> Offer | None:
    offers = [
        offer
        for seat in found.seats
        for offer in seat.offers
        if offer.person_id == person.id and offer.state is not OfferState.QUEUED
    ]
    return max(offers, key=lambda offer: offer.id, default=None)
