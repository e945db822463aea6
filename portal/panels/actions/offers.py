"""Offering a seat, answering, taking back, lapsing. Each answer twice is harmless.

Every change here holds the person's row first, then the sitting's, then its seats: so one person
cannot say yes to two sittings at once, nor two people to one seat.
"""

from portal import clock
from portal.audit.actions import record
from portal.calendar import rules as calendar_rules  # noqa: F401
from portal.database import session
from portal.panels import rules
from portal.panels.actions import mail
from portal.panels.actions.entries import publish_sitting
from portal.panels.actions.seats import free
from portal.panels.models import (
    OFFER_HOURS,
    Offer,
    OfferState,
    OrderConflict,
    PanelsTag,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries import candidates, offers, sittings
from portal.people.models import Person
from portal.settings.queries import value
from portal.site.filters import moment
