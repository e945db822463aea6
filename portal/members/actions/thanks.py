"""Thanking volunteers in somebody's own words: for a milestone once, and for anything else."""

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.members.models import Member, MembersTag, Thanks, ThanksKind
from portal.members.queries import lock_member
from portal.members.queries import thanks as queries
from portal.members.rules import thanks as rules
from portal.members.rules.messages import check_no_reference
from portal.notifications.actions import post
from portal.people.models import Person
from portal.site.filters import day
from portal.site.refusals import Refused


def thank(
    *,
    member: Member,
    milestone: rules.Milestone | None,
    words: str,
    form_key: str,
    actor: Person,
) -> Thanks:
    """Write to a volunteer; None is for no milestone. The same form twice sends one letter.

    Raises `Refused` when a colleague was quicker, the milestone is not reached, or the words name
    a case.
    """
    lock_member(member)
    made = queries.by_form(form_key)
    if made is not None:
        return made
    check_no_reference(words, "words")
    kind = ThanksKind(milestone.kind) if milestone else ThanksKind.OTHER
    number = milestone.number if milestone else 0
    if milestone is not None:
        _check(member, milestone, kind)
    sent = Thanks(
        member=member,
        kind=kind,
        number=number,
        words=words,
        sent_by=actor,
        on_day=clock.today(),
        form_key=form_key,
    )
    session.add(sent)
    record(MembersTag.THANKED, sent, actor=actor, kind=kind, number=number)
    post(
        to=member.person,
        template="members/email/thanks",
        key=f"members:thanks:{sent.id}",
        actor=actor,
        thanks=sent.id,
    )
    return sent


def _check(member: Member, milestone: rules.Milestone, kind: ThanksKind) -> None:
    before = queries.thanked_for(member, kind, milestone.number)
    if before is not None:
        raise Refused(
            f"They were thanked for this on {day(before.on_day)}.",
            "Thank them for something else, if you like.",
        )
    if milestone not in queries.milestones_of(member):
        raise Refused(f"They have not reached {milestone.words} yet.", "Thank them when they have.")
