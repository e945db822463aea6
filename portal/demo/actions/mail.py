"""Letters about the story's sittings, written by the portal's own hand and kept to be read."""

from dataclasses import replace

from portal import clock
from portal.database import session
from portal.demo.actions.rows import Rows, moment
from portal.demo.queries import waiting_mail
from portal.demo.rules import sittings as told
from portal.demo.rules.sittings import ACCEPTED, SENT
from portal.notifications.jobs.writing import write
from portal.notifications.models import MAIL_TRIES, Mail, MailState
from portal.panels.actions.telling import offers, sittings
from portal.settings.queries import value

REFUSED_FOR = "Owen Price"
REFUSED = "The mail server would not take it: 552 5.2.2 Mailbox full."
VERSION = 2
"""The version that a sitting had when it was moved."""


def load_mail(rows: Rows, sittings: list[told.Sitting]) -> None:
    """Put in the letters that are of use to look at, each kept, refused, or without an address."""
    for each in sittings:
        if each.changed and each.state == "cancelled":
            _cancelled(rows, each)
        elif each.changed:
            _moved(rows, each)
        for seat in each.seats:
            for ask in seat.asks:
                _asked(rows, each, ask)
    keep_letters()


def keep_letters() -> None:
    """Write the letters that wait, each at its own moment, and keep them to be read."""
    session.flush()  # letters are found by what became of their writing
    for letter in waiting_mail():
        _keep(letter)


def _cancelled(rows: Rows, each: told.Sitting) -> None:
    sitting = rows.sittings[each]
    with clock.frozen(moment(each.changed or each.arranged)):
        sittings.cancelled(sitting, actor=sitting.coordinator)


def _moved(rows: Rows, each: told.Sitting) -> None:
    """Tell what it was; everybody on it stays on it."""
    sitting = rows.sittings[each]
    was, now = each.moved_from or each.day, sittings.Before.of(sitting)
    before = replace(
        now,
        was_start=int(clock.at(was, each.starts).timestamp()),
        was_end=int(clock.at(was, each.ends).timestamp()),
    )
    with clock.frozen(moment(each.changed or each.arranged)):
        sittings.moved(sitting, before, released=(), version=VERSION, actor=sitting.coordinator)


def _asked(rows: Rows, each: told.Sitting, ask: told.Ask) -> None:
    """Write what is still true of an offer: that it waits, or that it was accepted."""
    offer = rows.offers[ask]
    if ask.state == SENT:
        with clock.frozen(moment(ask.made)):
            offers.asked("offer_made", offer)
    elif ask.state == ACCEPTED and each.told and ask.answered and not each.changed:
        with clock.frozen(moment(ask.answered)):
            offers.seated(offer, actor=offer.person)
            offers.coordinator("offer_accepted", offer, actor=offer.person)


def _keep(letter: Mail) -> None:
    """Write a letter, and keep it; one could not be delivered."""
    with clock.frozen(letter.created_at):
        written = write(letter)
        letter.tries = 1
        if written is None:
            letter.state = MailState.OBSOLETE
            return
        if letter.to_person and letter.to_person.name == REFUSED_FOR:
            letter.state, letter.problem = MailState.FAILED, REFUSED
            letter.tries = value(MAIL_TRIES)
            return
        letter.state, letter.sent_at = MailState.KEPT, clock.now()
        letter.subject, letter.body = written.subject, written.text
