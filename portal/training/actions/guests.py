"""People of a neighbouring service: invited by a link, booked without an account, forgotten later.

What a guest is sent holds a link of their own, made of the booking's UUID and the portal's secret:
the same in every letter, and nothing but its hash is kept.
"""

import secrets
from datetime import datetime, timedelta
from hmac import digest
from typing import Final

from flask import current_app

from portal import clock
from portal.accounts.rules import hash_of
from portal.audit.actions import record
from portal.database import session
from portal.notifications.actions.delivery import forget_address
from portal.people.models import Person
from portal.settings.queries import value
from portal.training import rules
from portal.training.actions.bookings import add, check_window, keep_until
from portal.training.actions.telling import bookings as telling
from portal.training.models import (
    GUESTS_KEPT_DAYS,
    LIVE,
    Booking,
    BookingState,
    SessionInvitation,
    TrainingSession,
    TrainingTag,
)
from portal.training.queries import bookings as queries
from portal.training.queries import guests, places

TOKEN_BYTES: Final = 32
FORGOTTEN: Final = "A guest"
FORGOTTEN_AT: Final = "@forgotten.invalid"
"""No mail is ever sent there (RFC 2606)."""


def invite(
    *,
    held: TrainingSession,
    organisation: str,
    number: int,
    expires_at: datetime,
    form_key: str,
    actor: Person,
) -> tuple[SessionInvitation, str]:
    """Make a link by which so many people of an organisation can book; return it with its token.

    Nothing keeps the token. The same form again gives the same invitation with a new one: only
    the last works. Raises `rules.Refused` when nobody could book by it.
    """
    held = queries.lock_session(held.id)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made = guests.invitation_by_form(form_key, held.id)
    if made is not None:
        made.token_hash = hash_of(token)
        return made, token
    check_window(held, late=True)
    rules.check_invitation(
        number, expires_at, capacity=held.capacity, now=clock.now(), starts_at=held.entry.starts_at
    )
    made = SessionInvitation(
        session=held,
        organisation=organisation,
        places=number,
        expires_at=expires_at,
        token_hash=hash_of(token),
        form_key=form_key,
    )
    session.add(made)
    record(TrainingTag.INVITATION_MADE, made, actor=actor)
    return made, token


def revoke_invitation(*, invitation: SessionInvitation, actor: Person) -> None:
    """End a link. Whoever has booked by it keeps their place. Twice is harmless."""
    if invitation.revoked_at is None:
        invitation.revoked_at = clock.now()
        record(TrainingTag.INVITATION_REVOKED, invitation, actor=actor)


def ask_as_guest(*, invitation: SessionInvitation, name: str, email: str, form_key: str) -> Booking:
    """Keep a place for a guest until they confirm it by the link that they are sent.

    When none is left they wait for one. The same address again is sent its letter again. Raises
    `rules.Refused` when booking is not open, or all places of the invitation are taken.
    """
    held = queries.lock_session(invitation.session_id)
    email = email.strip().lower()
    live = [each for each in held.bookings if each.state in LIVE]
    made = next((each for each in live if each.guest_email == email), None)
    if made is not None:
        _write(made, form_key)
        return made
    check_window(held, late=False)
    used = sum(each.invitation_id == invitation.id for each in live)
    rules.check_invited(used, invitation.places)
    has_place = places.places_of(held, live).left > 0
    state = BookingState.OFFERED if has_place else BookingState.WAITING
    made = Booking(
        invitation=invitation,
        guest_name=name,
        guest_email=email,
        state=state,
        offered_until=keep_until(held) if has_place else None,
        form_key=form_key,
    )
    add(held, made)
    mint(booking=made)
    tag = TrainingTag.PLACE_OFFERED if has_place else TrainingTag.BOOKED
    extra = {} if has_place else {"state": state}
    record(tag, made, actor=None, person=None, **extra)
    _write(made, form_key)
    return made


def mint(*, booking: Booking) -> str:
    """Return the token of a guest's own link: the same each time, unless the secret was changed."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    token = digest(secret, b"training-guest:" + booking.uuid.bytes, "sha256").hex()
    booking.token_hash = hash_of(token)
    return token


def forget_guests() -> int:
    """Forget who the guests of sessions long over were, and what was sent to them.

    That somebody came stays in the register. Return how many were forgotten.
    """
    before = clock.today() - timedelta(days=value(GUESTS_KEPT_DAYS))
    found = guests.guests_before(before, like=f"%{FORGOTTEN_AT}")
    for each in found:
        forget_address(address=each.guest_email or "")
        each.guest_name, each.token_hash = FORGOTTEN, None
        each.guest_email = f"{each.uuid.hex}{FORGOTTEN_AT}"
    if found:
        record(TrainingTag.GUESTS_FORGOTTEN, found[0].session, actor=None, count=len(found))
    return len(found)


def _write(booking: Booking, form_key: str) -> None:
    if booking.state is BookingState.BOOKED:
        telling.write("booked", booking, turn=form_key, by_other=0)
    elif booking.state is BookingState.OFFERED:
        telling.write("place_offered", booking, turn=form_key)
    else:
        telling.write("booking_waiting", booking, turn=form_key)
