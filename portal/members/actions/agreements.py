"""Publishing what volunteers sign, their signatures, and asking for them.

A letter carries nothing: what there is to sign is found out when it is sent. However much is
published in a day, somebody gets one letter about it.
"""

from datetime import date, time

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.members import rules
from portal.members.models import (
    AGREEMENT_REMINDERS,
    Agreement,
    AgreementKind,
    AgreementText,
    Member,
    MembersTag,
)
from portal.members.queries import agreements as queries
from portal.members.queries.rounds import lock_member
from portal.notifications.actions import post
from portal.people.models import Person
from portal.settings.queries import value


def publish_text(*, kind: AgreementKind, body: str, after: int, actor: Person) -> AgreementText:
    """Publish the next version of a text: everybody is asked to sign it, and written to.

    `after` is the number of the version that the writer saw, 0 for none. Raises `Stale` when
    another followed it meanwhile, `Refused` when it says the same.
    """
    queries.lock_texts(kind)
    newest = queries.newest_text(kind)
    number = newest.number if newest else 0
    rules.check_follows(number, after)
    rules.check_differs(newest.body if newest else None, body)
    text = AgreementText(kind=kind, number=number + 1, body=body, written_by=actor)
    session.add(text)
    record(MembersTag.AGREEMENT_PUBLISHED, text, actor=actor, kind=kind, number=text.number)
    for each in queries.waiting():
        _ask(each.member, "members/email/agreement_asked", actor)
    return text


def sign(*, member: Member, text: AgreementText, name: str, actor: Person) -> Agreement:
    """Keep a volunteer's signature under a text; a second one of the same changes nothing.

    Raises `Refused` when a newer version was published since they read it, and for another's name.
    """
    kept = _kept(member, text)
    if kept is None:
        rules.check_own_name(name, member.person.name, member.person.known_as)
        kept = Agreement(member_id=member.id, text=text, name=name)
        session.add(kept)
        told = {"kind": text.kind, "number": text.number}
        record(MembersTag.AGREEMENT_SIGNED, member, actor=actor, **told)
    return kept


def note_on_paper(*, member: Member, text: AgreementText, on: date, actor: Person) -> Agreement:
    """Note that a volunteer signed a text on paper on a day; one already signed stays as it is.

    Raises `Refused` when a newer version was published meanwhile, and for one's own signature.
    """
    rules.check_notes_another(actor.id, member.person_id)
    kept = _kept(member, text)
    if kept is None:
        kept = Agreement(
            member_id=member.id,
            text=text,
            name=member.person.name,
            signed_at=clock.at(on, time()),
            noted_by=actor,
        )
        session.add(kept)
        told = {"kind": text.kind, "number": text.number}
        record(MembersTag.AGREEMENT_NOTED, member, actor=actor, **told)
    return kept


def _kept(member: Member, text: AgreementText) -> Agreement | None:
    """Return what they signed already of a text, which nobody replaces meanwhile."""
    lock_member(member)
    newest = queries.newest_text(text.kind)
    rules.check_is_current(newest.number if newest else 0, text.number)
    return next((each.signed for each in queries.asked_of(member) if each.text is text), None)


def remind_to_sign(*, area_ids: frozenset[int], actor: Person) -> int:
    """Write to everybody of some areas who is overdue, once a day at most; return to how many."""
    overdue = [each.member for each in queries.waiting(area_ids) if each.overdue]
    asked = [_ask(each, "members/email/agreement_reminder", actor) for each in overdue]
    count = sum(asked)
    if count:
        record(MembersTag.AGREEMENTS_REMINDED, actor, actor=actor, reminded=count)
    return count


def remind_overdue() -> int:
    """Write to everybody of whom a reminder is due by the clock, each once; return to how many.

    Of whom a coordinator reminded on that very day, nobody is reminded twice.
    """
    due = queries.to_remind(clock.today(), value(AGREEMENT_REMINDERS))
    return sum(
        _ask(member, "members/email/agreement_reminder", None, on=since) for member, since in due
    )


def _ask(member: Member, template: str, actor: Person | None, *, on: date | None = None) -> bool:
    day = (on or clock.today()).isoformat()
    key = f"{template}:{member.id}:{day}"
    return post(to=member.person, template=template, key=key, actor=actor) is not None
