"""The page on which an offer is answered, by the person it was made to and nobody else."""

from typing import Any, Final
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.database import session
from portal.panels import rules
from portal.panels.actions import cover
from portal.panels.actions import offers as actions
from portal.panels.actions.holding import facts_of
from portal.panels.models import Offer, OfferState
from portal.panels.queries import candidates, cards, openings, sittings
from portal.panels.queries import offers as queries
from portal.panels.views import asked, bp
from portal.site.fragments import fragment_or_redirect, page_or_fragment, wants_fragment

ANSWERS = {
    rules.Answer.YES: actions.accept_offer,
    rules.Answer.NO: actions.decline_offer,
    rules.Answer.CONFLICT: actions.declare_conflict,
    rules.Answer.LEAVE: actions.leave_seat,
    rules.Answer.STAY: cover.stay,
    rules.Answer.WAIT: actions.stand_by,
}

MOST_OPENINGS: Final = 3
"""Other dates that are shown to somebody who has left one; the page of them has the rest."""


@bp.get("/offers/<uuid:offer_uuid>")
@requires(Permission.ACCOUNTS_OWN)
def offer(offer_uuid: UUID) -> ResponseReturnValue:
    """Show an offer to whom it was made; anybody else learns only that it is not theirs."""
    found = queries.offer(offer_uuid)
    if found.person_id != signed_in_person().id:
        return make_response(render_template("accounts/not_yours.html"), 403)
    return page_or_fragment("panels/offer.html", "panels/_offer.html", **_context(found))


@bp.post("/offers/<uuid:offer_uuid>/answer")
@requires(Permission.ACCOUNTS_OWN)
def answer_offer(offer_uuid: UUID) -> ResponseReturnValue:
    """Take the answer, or say why it comes too late."""
    found, url = queries.offer(offer_uuid), url_for(".offer", offer_uuid=offer_uuid)
    if found.person_id != signed_in_person().id:
        # The page says whose it is not; htmx is told to go there whole.
        return ("", 403, {"HX-Redirect": url}) if wants_fragment() else redirect(url, 303)
    try:
        answer = rules.Answer(request.form.get("answer", ""))
    except ValueError:
        flash("Choose one of the answers.", "problem")
    else:
        _take(answer, found)
    return fragment_or_redirect(
        "panels/_offer.html",
        url,
        **_context(queries.offer(offer_uuid)),
        answered=True,
    )


def _take(answer: rules.Answer, found: Offer) -> None:
    try:
        ANSWERS[answer](offer=found, actor=signed_in_person())
    except rules.Refused as refused:
        session.rollback()
        if not isinstance(refused, rules.OfferRefused) or refused.outcome not in rules.ENDINGS:
            flash(refused.sentence, "problem")


def _context(found: Offer) -> dict[str, Any]:
    sitting, ending = found.seat.sitting, rules.ending(facts_of(found))
    outcome, me = ending or found.state.value, signed_in_person()
    left = outcome == OfferState.LEFT
    return {
        **asked.leaving_context(sitting, found.seat),
        "offer": found,
        "sitting": sitting,
        "outcome": outcome,
        "ending": rules.ENDINGS.get(ending),
        "may_wait": ending in rules.STANDS_BY,
        "place": cards.place_in_line(found),
        "turns": sittings.turns(sitting),
        "fits": candidates.fits(found, me) if outcome == OfferState.SENT else [],
        "openings": openings.openings(me)[:MOST_OPENINGS] if left else [],
    }
