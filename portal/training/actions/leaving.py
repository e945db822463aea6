"""What follows for training when somebody leaves, or their account is closed."""

from collections.abc import Iterable
from datetime import date

from portal.people.models import Person
from portal.training.actions.bookings import free
from portal.training.models import LIVE, Booking
from portal.training.queries import bookings as queries
from portal.training.queries import places
from portal.training.queries.planned import last_day


def free_bookings(*, person: Person, actor: Person | None) -> None:
    """End every booking to come of somebody whose account is closed; each place is offered on.

    `accounts.actions.deactivating` calls it.
    """
    _free(queries.to_begin(person.id), actor=actor)


def free_bookings_lost(*, person: Person, actor: Person | None, after: date | None = None) -> None:
    """End the bookings of somebody who volunteers no more, but what they may book as a colleague.

    `members.actions.leaving` calls it, and `giving_notice` with the last day, `after` which a
    session ends that is lost.
    """
    lost = [
        each
        for each in queries.to_begin(person.id)
        if after is None or last_day(each.session) > after
    ]
    keys = places.keys_of(person, date.max)
    _free(
        [each for each in lost if keys.isdisjoint(row.key for row in each.session.audience)],
        actor=actor,
    )


def _free(bookings: Iterable[Booking], *, actor: Person | None) -> None:
    """Free places in the order of sessions, which is the order in which they are held."""
    for booking in bookings:
        held = queries.lock_session(booking.session_id)
        still = next(each for each in held.bookings if each.id == booking.id)
        if still.state in LIVE:
            free(held, still, actor=actor)
