"""Telling whoever looks after a referral that it is theirs, and of its places."""

from portal import clock
from portal.database import session
from portal.notifications.actions import post
from portal.people.models import Person
from portal.reparation.models import Place, Referral


def referral_given(referral: Referral, *, actor: Person) -> None:
    """Tell somebody that they look after a referral from now on."""
    session.flush()  # the letter carries its number, and is one for each version of it
    post(
        to=referral.practitioner,
        template="reparation/email/referral_given",
        key=f"reparation:referral_given:{referral.id}:{referral.version}",
        actor=actor,
        referral=referral.id,
    )


def cases_handed_over(
    *, of: Person, to: Person, orders: int, panels: int, referrals: int, actor: Person
) -> None:
    """Tell somebody which cases of a colleague are theirs from now on, in one letter."""
    now = int(clock.now().timestamp())
    post(
        to=to,
        template="reparation/email/cases_handed_over",
        key=f"reparation:cases_handed_over:{of.id}:{to.id}:{now}",
        actor=actor,
        of=of.id,
        orders=orders,
        panels=panels,
        referrals=referrals,
    )


def place_given(place: Place) -> None:
    """Tell whose referral waited that a place has become theirs, though they freed it."""
    post(
        to=place.referral.practitioner,
        template="reparation/email/place_given",
        key=f"reparation:place_given:{place.id}",
        place=place.id,
    )


def place_booked(place: Place, *, actor: Person) -> None:
    """Tell whose referral it is that somebody else booked a place for it."""
    post(
        to=place.referral.practitioner,
        template="reparation/email/place_booked",
        key=f"reparation:place_booked:{place.id}",
        actor=actor,
        place=place.id,
    )
