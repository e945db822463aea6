"""A volunteer leaves: what follows from it, and what they say of it if they like."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta

from portal import clock
from portal.accounts.rules import hash_of
from portal.audit.actions import amend, record
from portal.database import session
from portal.members import rules
from portal.members.actions.register import giving_notice, set_status
from portal.members.models import EXIT_DAYS, ExitQuestionnaire, Member, MembersTag, Status
from portal.members.queries import leaving as queries
from portal.notifications.actions import post
from portal.people.models import Person
from portal.settings.queries import value


def leave(
    *, member: Member, on: date, reason: str, asks: bool, actor: Person | None
) -> ExitQuestionnaire | None:
    """Let a volunteer leave: all of `set_status`, and with `asks` a questionnaire by email.

    Twice is harmless: who has left already is asked nothing again.
    """
    member = queries.hold_leaver(member.id)
    if member.status is Status.LEFT:
        return None
    set_status(member=member, status=Status.LEFT, on=on, leave_reason=reason, actor=actor)
    if not asks or not member.person.email:
        return None
    asked = ExitQuestionnaire(member=member, left_on=on)
    session.add(asked)
    session.flush()  # the letter carries its number
    post(
        to=member.person,
        template="members/email/exit_questionnaire",
        key=f"members/exit:{asked.id}",
        questionnaire=asked.id,
    )
    return asked


def note_leaving(*, member: Member, on: date, reason: str, asks: bool, actor: Person) -> None:
    """Note the last day of a volunteer, which is to come: until then they are asked as ever.

    What they have promised for later days is given up at once, so that there is time to fill it;
    all else waits for `carry_out`. Noted again, the later word counts. Who has left stays so.
    """
    member = queries.hold_leaver(member.id)
    if member.status is Status.LEFT:
        return
    changes = amend(member, leaves_on=on, leave_reason=reason, leave_asks=asks)
    if not changes:
        return
    record(MembersTag.LEAVING_NOTED, member, actor=actor, changes=changes)
    session.flush()  # what follows asks who can be asked for later days
    for follow in giving_notice:
        follow(person=member.person, after=on, actor=actor)


def take_back_leaving(*, member: Member, actor: Person) -> bool:
    """Let a volunteer stay who was to leave; False where nothing is noted, or it is done already.

    What was given up for later days has been asked of others, and does not come back.
    """
    member = queries.hold_leaver(member.id)
    if member.leaves_on is None:
        return False
    changes = amend(member, leaves_on=None, leave_reason=None, leave_asks=False)
    record(MembersTag.LEAVING_TAKEN_BACK, member, actor=actor, changes=changes)
    return True


def carry_out(*, number: int) -> bool:
    """Let a volunteer leave whose last day is over; False where that was taken back, or is done."""
    member = queries.hold_leaver(number)
    if not rules.gone_by(clock.today(), member.leaves_on):
        return False
    leave(
        member=member,
        on=member.leaves_on or clock.today(),
        reason=member.leave_reason or "",
        asks=member.leave_asks,
        actor=None,
    )
    return True


def check_there(*, person: Person, on: date, field: str) -> None:
    """Raise `Refused` at a field for a volunteer who leaves before a day; a colleague stays on."""
    if not person.is_staff:
        rules.check_there(person.display_name, on, queries.last_day(person.id), field)


def mint_exit_link(*, questionnaire: ExitQuestionnaire) -> str:
    """Return a new token for the link, valid from now on; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    questionnaire.token_hash = hash_of(token)
    questionnaire.expires_at = clock.now() + timedelta(days=value(EXIT_DAYS))
    return token


def answer_exit(
    *, questionnaire: ExitQuestionnaire, answers: Mapping[str, str], words: str
) -> bool:
    """Keep what somebody says who left; False when their link was used before."""
    if questionnaire.answered_at is not None:
        return False
    questionnaire.answers, questionnaire.words = dict(answers), words
    questionnaire.answered_at = clock.now()
    record(MembersTag.EXIT_ANSWERED, questionnaire.member, actor=None)
    return True


def remove_exit_words(*, questionnaire: ExitQuestionnaire, actor: Person) -> None:
    """Take the words off that name somebody or tell of a case. Twice is harmless.

    The trail says that it was done, not what they said.
    """
    if questionnaire.words:
        questionnaire.words = ""
        record(MembersTag.EXIT_WORDS_REMOVED, questionnaire.member, actor=actor)


def note_reference(*, member: Member, actor: Person) -> None:
    """Note that a reference was written. Its words are on paper alone."""
    record(MembersTag.REFERENCE_WRITTEN, member, actor=actor)
