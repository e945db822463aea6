"""Delivering the outbox: at least once, by one worker at a time, whatever the mail server does.

A letter is claimed in one transaction, written in a second, sent outside any, and settled in a
third. A worker that dies before the third loses its claim, and the letter goes again under the
same Message-ID: doubled at worst, never lost.
"""

import logging
from contextlib import closing
from datetime import datetime
from functools import cache, partial
from random import SystemRandom
from typing import Final

import click
from flask import current_app
from sqlalchemy.exc import OperationalError

from portal import clock
from portal.database import changing, session
from portal.notifications import queries, rules
from portal.notifications.actions import delivery as actions
from portal.notifications.jobs import runner
from portal.notifications.jobs.relay import Relay
from portal.notifications.jobs.writing import Letter, write
from portal.notifications.models import MAIL_TRIES, Mail, MailState
from portal.settings.queries import is_demo, value
from portal.site.urls import absolute

log = logging.getLogger(__name__)

NO_SERVER: Final = "No mail server is set (MAIL_SERVER), so letters wait in the outbox."

_random: Final = SystemRandom()


def deliver() -> int:
    """Deliver what is due; return how many letters went out or, in a demonstration, were kept."""
    if not current_app.config["MAIL_SERVER"] and not is_demo():
        _say_once(NO_SERVER)
        return 0
    count = 0
    with closing(Relay(current_app.config)) as relay:
        try:
            while not runner.stopping.is_set() and (mail := _next()):
                count += _deliver(mail, relay)
        except rules.RelaySilent as outage:
            log.warning("%s Letters wait.", outage.sentence)
    return count


@cache
def _say_once(sentence: str) -> None:
    log.warning(sentence)


def _next() -> Mail | None:
    with runner.reading():
        if not queries.has_mail(clock.now()):
            return None
    with changing():
        return actions.claim()


def _deliver(mail: Mail, relay: Relay) -> bool:
    """Send one letter and note what became of it; raises `rules.RelaySilent` in an outage."""
    mail_id, lease, tries = mail.id, mail.claimed_until, mail.tries
    assert lease  # noqa: S101  # for the type checker: it was claimed a moment ago
    set_aside = partial(actions.set_aside, mail_id=mail_id, lease=lease)
    try:
        with changing():
            letter = write(mail)
            if letter is None:
                set_aside(state=MailState.OBSOLETE, problem=None)
                return False
        return _hand_over(letter, mail_id, lease, relay)
    except rules.RelaySilent as outage:
        until = clock.now() + rules.wait(1, _random.random())
        with changing():
            actions.hold_all(mail_id=mail_id, lease=lease, until=until, problem=outage.sentence)
        raise
    except rules.Refused as refused:
        nowhere = isinstance(refused, rules.NoAddress)
        state = MailState.NO_ADDRESS if nowhere else MailState.FAILED
        with changing():
            set_aside(state=state, problem=refused.sentence)
    except rules.NotNow as later:
        _put_off(mail_id, lease, tries, later.sentence)
    except OperationalError:
        # Others held the database for longer than we wait: the lease ends, and it is taken again.
        session.rollback()
        log.warning("letter %s waits: the database is busy", mail_id)
    except Exception as fault:
        log.exception("letter %s could not be written", mail_id)
        sentence = f"It could not be written ({type(fault).__name__}). Ask council IT, letter"
        _put_off(mail_id, lease, tries, f"{sentence} {mail_id}.")
    return False


def _hand_over(letter: Letter, mail_id: int, lease: datetime, relay: Relay) -> bool:
    if current_app.config["MAIL_SERVER"]:
        relay.send(letter)
        with changing():
            actions.sent(mail_id=mail_id)
        return True
    files = [part.get_filename() for part in letter.message.iter_attachments()]
    body = letter.text + "".join(f"\n\nWith this email: {name}" for name in files)
    with changing():
        actions.keep(mail_id=mail_id, lease=lease, subject=letter.subject, body=body)
    where = absolute("admin.outbox")
    click.echo(f"Mail to {letter.address}, kept to be read at {where}: {letter.subject}")
    return True


def _put_off(mail_id: int, lease: datetime, tries: int, problem: str) -> None:
    session.rollback()
    with changing():
        if tries >= value(MAIL_TRIES):
            state = MailState.FAILED
            actions.set_aside(mail_id=mail_id, lease=lease, state=state, problem=problem)
        else:
            until = clock.now() + rules.wait(tries, _random.random())
            actions.put_off(mail_id=mail_id, lease=lease, until=until, problem=problem)
