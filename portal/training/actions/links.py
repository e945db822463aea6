"""The link by which somebody says whether a session helped: personal, used once, without a name.

Nothing of it is stored until it is used, and then its hash alone. The same booking always gives
the same link, so that a letter that is sent twice does not let anybody answer twice. Which booking
it was made of cannot be read off it, not even by the portal without trying all of them.
"""

import hmac
from hashlib import sha256
from typing import Final
from uuid import UUID

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from portal.training.models import Booking, FeedbackMoment

LENGTH: Final = 32
Opened = tuple[UUID, FeedbackMoment]


def feedback_token(booking: Booking, moment: FeedbackMoment) -> str:
    """Return the token of a booking's link."""
    secret = str(current_app.secret_key).encode()
    whose = f"training-feedback:{booking.uuid}:{moment.value}".encode()
    key = hmac.new(secret, whose, sha256).hexdigest()[:LENGTH]
    return _signer().dumps([booking.session.entry.uuid.hex, moment.value, key])


def opened(token: str) -> Opened | None:
    """Return which session, and which moment, a token is for; None for one that is not ours."""
    try:
        entry_uuid, moment, _ = _signer().loads(token)
    except BadSignature:
        return None
    return UUID(entry_uuid), FeedbackMoment(moment)


def hash_of(token: str) -> str:
    """Return what is kept of a token that was used."""
    return sha256(token.encode()).hexdigest()


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="training-feedback")
