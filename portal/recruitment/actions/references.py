"""Referees: named, asked by a link, reminded, rung, and what they say kept once.

A link is made of the referee's UUID, its turn and the portal's secret, when its letter is written:
the same in each letter of a turn, and nothing but its hash is kept. The trail says what happened
to whom, and neither a referee's name nor what they said: it outlives both.
"""

from datetime import timedelta
from hmac import digest
from typing import Any

from flask import current_app

from portal import clock
from portal.accounts.rules import hash_of
from portal.audit.actions import amend, record
from portal.database import session
from portal.notifications.actions import post
from portal.notifications.actions.delivery import forget_letters
from portal.people.models import Person
from portal.recruitment.models import (
    LIVE,
    REFERENCE_DAYS,
    Application,
    Channel,
    RecruitmentTag,
    Referee,
    RefereeState,
    Reference,
)
from portal.recruitment.queries import people
from portal.recruitment.queries import references as queries
from portal.recruitment.rules.references import check_referee
from portal.recruitment.rules.refusals import Refused
from portal.settings.queries import value

ASKED, CHASED = "recruitment/email/reference_asked", "recruitment/email/reference_chased"
ENDED = "This applicant is not on their way any more."


def name_referee(
    *, application: Application, form_key: str | None, actor: Person | None, **said: Any
) -> Referee:
    """Note who can say what an applicant is like; nobody is written to yet. The same form once.

    `said` are `name`, `email`, `phone` and `relation`. Raises `Refused` for the applicant's own
    address, and for one that another referee of theirs has.
    """
    made = queries.referee_by_form(form_key) if form_key else None
    if made is not None:
        return made
    known = queries.addresses(application.id).values()
    check_referee(said.get("email"), applicant=application.email, known=known)
    referee = Referee(application=application, form_key=form_key, **said)
    session.add(referee)
    record(RecruitmentTag.REFEREE_NAMED, referee, actor=actor)
    return referee


def change_referee(*, referee: Referee, actor: Person | None, **said: Any) -> Referee:
    """Correct what is known of a referee who has not answered.

    With another address their link ends, and what waits to go to the old one is not sent: whoever
    reads its mail was not meant.
    Raises `Refused` as `name_referee` does, and once they have answered.
    """
    referee = queries.lock_referee(referee.id)
    _check_open(referee)
    others = dict(queries.addresses(referee.application_id))
    others.pop(referee.id, None)
    application = referee.application
    check_referee(said.get("email"), applicant=application.email, known=others.values())
    before = referee.email
    changes = amend(referee, **said)
    if "email" in changes:
        forget_reference_letters(referee, before)
        referee.state, referee.token_hash, referee.expires_at = RefereeState.NAMED, None, None
    if changes:
        record(RecruitmentTag.REFEREE_CHANGED, referee, actor=actor)
    return referee


def ask_for_reference(*, referee: Referee, turn: int, actor: Person) -> Referee:
    """Write to a referee with a link of their own; one that they had before ends.

    `turn` is how many links they had when the button was shown: twice is harmless. Raises
    `Refused` when they have no address, have answered, or the applicant's way has ended.
    """
    referee = queries.lock_referee(referee.id)
    if referee.turn != turn:
        return referee
    _check_open(referee)
    _check_live(referee.application)
    if not referee.email:
        raise Refused("There is no email address for them.", "Add one, or ring them.")
    now, lasting = clock.now(), timedelta(days=value(REFERENCE_DAYS))
    referee.turn += 1
    referee.state, referee.asked_at, referee.expires_at = RefereeState.ASKED, now, now + lasting
    referee.token_hash = hash_of(token_of(referee))
    record(
        RecruitmentTag.REFERENCE_ASKED,
        referee,
        actor=actor,
        until=clock.london(now + lasting).date(),
    )
    _write(ASKED, referee, f"{referee.turn}")
    return referee


def chase(*, referee: Referee, days: int, actor: Person | None) -> bool:
    """Remind a referee after so many days' silence, once; return whether they were.

    Raises `Refused` when their link does not wait for an answer any more.
    """
    referee = queries.lock_referee(referee.id)
    if not referee.waits:
        raise Refused("Their link does not wait for an answer any more.", "Ask them again.")
    _check_live(referee.application)
    sent = _write(CHASED, referee, f"{referee.turn}:{days}")
    if sent:
        record(RecruitmentTag.REFERENCE_CHASED, referee, actor=actor, days=days)
    return sent


def give_reference(
    *, referee: Referee, channel: Channel, actor: Person | None, **said: Any
) -> Reference:
    """Keep what a referee said, once, and tell the coordinators that it is in.

    `said` are the columns of a `Reference`. `actor` is who noted what was said by telephone, for
    whom it does not matter whether they were asked by a link before. Raises `Refused` when there
    is one already, or it is not wanted any more.
    """
    referee = queries.lock_referee(referee.id)
    _check_open(referee)
    _check_live(referee.application)
    if channel is Channel.LINK and not referee.waits:
        raise Refused("The time to answer has run out.", "Ring us.")
    said = {"given_on": clock.today(), **said}
    reference = Reference(channel=channel, recorded_by=actor, **said)
    referee.reference, referee.state = reference, RefereeState.GIVEN
    record(RecruitmentTag.REFERENCE_GIVEN, referee, actor=actor, channel=channel)
    _tell("recruitment/email/reference_answered", referee, actor)
    return reference


def decline_reference(*, referee: Referee, actor: Person | None) -> None:
    """Note that a referee would rather say nothing. Twice is harmless.

    Raises `Refused` once they have said something.
    """
    referee = queries.lock_referee(referee.id)
    if referee.state is RefereeState.DECLINED:
        return
    _check_open(referee)
    referee.state = RefereeState.DECLINED
    record(RecruitmentTag.REFERENCE_DECLINED, referee, actor=actor)
    _tell("recruitment/email/reference_answered", referee, actor)


def drop_referee(*, referee: Referee, actor: Person) -> None:
    """Ask somebody no more; their link ends. Twice is harmless.

    Raises `Refused` once they have answered.
    """
    referee = queries.lock_referee(referee.id)
    if referee.state is RefereeState.DROPPED:
        return
    _check_open(referee)
    referee.state, referee.token_hash = RefereeState.DROPPED, None
    record(RecruitmentTag.REFEREE_DROPPED, referee, actor=actor)


def tell_silent(*, referee: Referee) -> bool:
    """Tell the coordinators, once, that a referee's time has run out without an answer."""
    return _tell("recruitment/email/reference_silent", referee, None)


def forget_reference_letters(referee: Referee, address: str | None) -> None:
    """Delete what was written to a referee at an address; other letters there stay."""
    for letter in (ASKED, CHASED):
        forget_letters(address=address or "", keys=f"{letter}:{referee.id}:")


def token_of(referee: Referee) -> str:
    """Return the token of a referee's link: the same each time of a turn."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    whose = b"recruitment-referee:%d:" % referee.turn + referee.uuid.bytes
    return digest(secret, whose, "sha256").hex()


def _check_open(referee: Referee) -> None:
    """Raise `Refused` when a referee has answered or is not asked any more."""
    if referee.state is RefereeState.GIVEN:
        raise Refused("Their reference is in already.", "Read it below.")
    if referee.state is RefereeState.DECLINED:
        raise Refused("They would rather not give one.", "Ask for another referee.")
    if referee.state is RefereeState.DROPPED:
        raise Refused("They are not asked any more.", "Name them again to ask them.")


def _check_live(application: Application) -> None:
    if application.state not in LIVE:
        raise Refused(ENDED, "Nobody is to be asked about them.")


def _write(template: str, referee: Referee, turn: str) -> bool:
    key = f"{template}:{referee.id}:{turn}"
    sent = post(to=None, address=referee.email, template=template, key=key, referee=referee.id)
    return sent is not None


def _tell(template: str, referee: Referee, actor: Person | None) -> bool:
    sent = [
        post(
            to=person,
            template=template,
            key=f"{template}:{referee.id}:{referee.turn}:{person.id}",
            actor=actor,
            referee=referee.id,
        )
        for person in people.coordinators(referee.application)
    ]
    return any(sent)
