"""Publishing sittings: those planned get to know, each by one letter, however many there are.

People are held first, then all sittings with their seats, in one order.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.members import actions as members
from portal.members.queries import promises_about
from portal.panels import rules
from portal.panels.actions import turns
from portal.panels.actions.entries import publish_sitting
from portal.panels.actions.offers import answer_by
from portal.panels.actions.taking import take_seat
from portal.panels.actions.telling import sittings as telling
from portal.panels.models import (
    STANDING_OFFERS,
    Offer,
    OfferState,
    PanelsTag,
    Sitting,
    SittingState,
)
from portal.panels.queries import publishing, sittings
from portal.panels.queries.publishing import Programme, Publication, SeatPlan
from portal.people.models import Person

Parts = defaultdict[Person, dict[str, int]]
"""What a letter to each person lists: numbers of offers and of sittings, by a name of their own."""


def publish_sittings(
    *, sittings_to_publish: Iterable[Sitting], seen: str, actor: Person
) -> Programme:
    """Let everybody know who is planned, and return what was done. Twice is harmless.

    Whoever said yes to that date in a round is thereby on it; everybody else planned is asked.
    Who can no longer sit stays planned, and is told nothing. A sitting that has begun, or is
    published and has no plans, is left as it is. `seen` is the fingerprint of the preview: raises
    `rules.Stale` when something else would now be done.
    """
    known = list(sittings_to_publish)
    # The plans tell whom to hold; that they are still the same is asked once all is held.
    sittings.lock_people(sorted({who for each in known for who in turns.people_of(each)}))
    held = publishing.programme(sittings.lock_sittings([each.id for each in known]))
    if held.items and held.fingerprint != seen:
        raise rules.Stale(
            "Something was changed since you looked.", "See what would be published now."
        )
    letters: Parts = defaultdict(dict)
    for item in held.items:
        _publish(item, letters, actor=actor)
    for person, parts in letters.items():
        telling.published(person, parts, actor=actor)
    _keep_promises(held.items, actor=actor)
    return held


def _publish(item: Publication, letters: Parts, *, actor: Person) -> None:
    sitting, now = item.sitting, clock.now()
    if item.is_draft:
        sitting.state = SittingState.PUBLISHED
        record(PanelsTag.SITTING_PUBLISHED, sitting, actor=actor)
    for plan in item.having(rules.Fate.ON):
        offer = _seat(sitting, plan, at=now, actor=actor)
        letters[plan.person][f"offer_{offer.id}"] = offer.id
    for plan in item.having(rules.Fate.ASKED):
        offer = _ask(sitting, plan, actor=actor)
        letters[plan.person][f"offer_{offer.id}"] = offer.id
    for person in [item.adviser] if item.adviser else []:
        letters[person][f"advises_{sitting.id}"] = sitting.id
    for person in item.managers:
        letters[person][f"manages_{sitting.id}"] = sitting.id
    flag_modified(sitting, "updated_at")  # its version counts up, so a stale form is noticed
    publish_sitting(sitting, actor=actor)


def _seat(sitting: Sitting, plan: SeatPlan, *, at: datetime, actor: Person) -> Offer:
    """Put somebody on the seat that they are planned for; their tick in the round was a yes."""
    offer = _offer(sitting, plan, actor=actor)
    offer.expires_at = None
    take_seat(sitting, offer, at=at)
    record(
        PanelsTag.SEAT_CONFIRMED, sitting, actor=actor, seat=plan.seat.kind, person=plan.person.id
    )
    return offer


def _ask(sitting: Sitting, plan: SeatPlan, *, actor: Person) -> Offer:
    """Ask somebody to take the seat that they were planned for."""
    seat = plan.seat
    offer = _offer(sitting, plan, actor=actor)
    if offer.state is OfferState.QUEUED:
        offer.state, offer.expires_at = OfferState.SENT, answer_by(sitting)
    seat.pencilled = seat.override_reason = None
    record(PanelsTag.OFFER_MADE, offer, actor=actor, seat=seat.kind, person=plan.person.id)
    return offer


def _offer(sitting: Sitting, plan: SeatPlan, *, actor: Person) -> Offer:
    """Return what the person was asked of this seat already, or a new offer."""
    seat, person = plan.seat, plan.person
    for made in seat.offers:
        if made.person_id == person.id and made.state in STANDING_OFFERS:
            return made
    offer = Offer(
        seat=seat,
        person=person,
        state=OfferState.QUEUED,
        offered_by=actor,
        sits_on=clock.london(sitting.entry.starts_at).date(),
        override_reason=seat.override_reason,
    )
    session.add(offer)
    session.flush()  # its number goes into the letter
    return offer


def _keep_promises(items: Sequence[Publication], *, actor: Person) -> None:
    """Note of each round whether everybody has now heard which of their dates became duties."""
    if not items:
        return
    days = [item.sitting.entry.first_day for item in items]
    areas = {item.sitting.entry.area_id for item in items if item.sitting.entry.area_id}
    session.flush()  # what is still a plan is asked of the database
    for promise in promises_about(min(days), max(days), areas, is_open=True):
        asking = promise.round
        touched = any(asking.first_on <= on <= asking.last_on for on in days)
        left = publishing.plans_left(asking.first_on, asking.last_on, asking.area_id)
        if touched and not left and asking.closes_at <= clock.now():
            members.confirm_round(asking=asking, actor=actor)
