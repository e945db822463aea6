"""Work in the background: places not taken in time, reminders, too few booked, old guests."""

from datetime import timedelta
from typing import Any, Final

from portal import clock
from portal.database import changing
from portal.notifications.jobs import scheduled
from portal.settings.queries import value
from portal.training import actions, rules
from portal.training.actions import mail, telling
from portal.training.models import SESSION_REMINDER_DAYS
from portal.training.queries import bookings, planned

MORNING: Final = 8
"""The hour of the day from which letters are written: nobody is woken by one."""

A_DAY: Final = 24 * 60


@scheduled("training.lapse_places", minutes=5)
def lapse_places() -> dict[str, Any]:
    """Give up the places that nobody took in time, each in a transaction of its own.

    Each is offered to the next who waits with it.
    """
    ids = bookings.lapsed_ids()
    for booking_id in ids:
        with changing():
            actions.lapse_offer(booking=bookings.booking_numbered(booking_id))
    return {"lapsed": len(ids)}


@scheduled("training.remind_booked", minutes=15)
def remind_booked() -> dict[str, Any]:
    """Remind those booked of the sessions so many days ahead, guests too, each time once."""
    count = 0
    if _is_morning():
        for days in rules.days_of_reminders(value(SESSION_REMINDER_DAYS)):
            with changing():
                for booking in bookings.booked_on(clock.today() + timedelta(days=days)):
                    count += mail.reminded(booking, days=days)
    return {"reminded": count}


@scheduled("training.ask_too_few", minutes=15)
def ask_too_few() -> dict[str, Any]:
    """Ask the trainer and the coordinators, once, whether a session goes ahead with too few."""
    with changing():
        found = planned.undecided()
        asked = sum(telling.too_few(each.held, planned.deciders(each.held)) for each in found)
    return {"asked": asked}


@scheduled("training.forget_guests", minutes=A_DAY)
def forget_guests() -> dict[str, Any]:
    """Forget who the guests of sessions long over were."""
    with changing():
        return {"forgotten": actions.forget_guests()}


def _is_morning() -> bool:
    return clock.london(clock.now()).hour >= MORNING
