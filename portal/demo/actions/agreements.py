"""What volunteers signed, what they say of themselves, and status checks of their DBS checks."""

from datetime import date, time, timedelta
from typing import Final

from portal import clock
from portal.database import session
from portal.demo.actions.rows import Rows, morning, note
from portal.demo.rules import agreements as told
from portal.demo.rules.checks import years_after
from portal.demo.rules.names import telephone
from portal.members.models import (
    Agreement,
    AgreementKind,
    AgreementText,
    CheckKind,
    EmergencyContact,
    Member,
    MemberDetail,
    MembersTag,
    Outcome,
    Reach,
    StatusCheck,
)
from portal.members.queries.agreements import SIGNING

JO: Final = "Jo Hartley"
EVENING: Final = time(19)
SIGNED_WITHIN: Final = 5


def load_agreements(rows: Rows) -> None:
    """Put in the texts, who signed them, and what volunteers say of themselves."""
    texts = [_published(rows, each) for each in told.TEXTS]
    session.flush()  # the trail needs the numbers of texts
    for text in texts:
        with clock.frozen(morning(text.asked_on)):
            told_of = {"kind": text.kind, "number": text.number}
            note(MembersTag.AGREEMENT_PUBLISHED, text, actor=rows.people[JO], **told_of)
    newest = {text.kind: text for text in texts}
    for turn, member in enumerate(rows.members.values()):
        _asked_about(rows, member)
        for text in texts if member.status in SIGNING else ():
            late = text.number > 1 and turn % told.SIGNS_LATE == 0
            known = newest[text.kind] is text or _joined(rows, member) < newest[text.kind].asked_on
            if known and not late:
                _sign(rows, member, text, turn)
    _said(rows)


def _published(rows: Rows, each: told.Text) -> AgreementText:
    on = rows.times.away(-each.ago)
    text = AgreementText(
        kind=AgreementKind(each.kind),
        number=each.number,
        body=each.body,
        asked_on=on,
        written_by=rows.people[JO],
        created_at=morning(on),
        updated_at=morning(on),
    )
    session.add(text)
    return text


def _joined(rows: Rows, member: Member) -> date:
    return member.joined_on or rows.times.away(-SIGNED_WITHIN * 2)


def _sign(rows: Rows, member: Member, text: AgreementText, turn: int) -> None:
    on = max(text.asked_on, _joined(rows, member)) + timedelta(days=turn % SIGNED_WITHIN)
    at = clock.at(min(on, rows.times.away(-1)), EVENING)
    # Without an address nobody has an account, so these signed on paper.
    noted_by = None if member.person.email else rows.people[JO]
    session.add(
        Agreement(
            member_id=member.id,
            text=text,
            name=member.person.name,
            signed_at=at,
            noted_by=noted_by,
            created_at=at,
            updated_at=at,
        )
    )
    with clock.frozen(at):
        told_of = {"kind": text.kind, "number": text.number}
        tag = MembersTag.AGREEMENT_NOTED if noted_by else MembersTag.AGREEMENT_SIGNED
        note(tag, member, actor=noted_by or member.person, **told_of)


def _asked_about(rows: Rows, member: Member) -> None:
    """Note that the update service was asked once a year about the check that counts."""
    newest = next((each for each in member.checks if each.kind is CheckKind.DBS), None)
    if newest is None or not newest.update_service:
        return
    for years in (1, 2):
        on = years_after(newest.issued_on, years)
        if on < rows.times.today:
            asked = StatusCheck(made_on=on, outcome=Outcome.UNCHANGED, made_by=rows.people[JO])
            newest.status_checks.append(asked)
            with clock.frozen(morning(on)):
                note(MembersTag.STATUS_CHECKED, member, actor=rows.people[JO])


def _said(rows: Rows) -> None:
    members = list(rows.members.values())
    for member, said in zip(members, told.SAID, strict=False):
        detail = MemberDetail(
            member_id=member.id,
            skills=said.skills,
            languages=said.languages,
            access_needs=said.needs,
            reach=Reach(said.reach) if said.reach else None,
        )
        session.add(detail)
    for turn, (member, (name, relation)) in enumerate(zip(members, told.CONTACTS, strict=False)):
        surname = member.person.name.rpartition(" ")[2]
        phone = telephone(rows.number() + turn)
        contact = EmergencyContact(
            member_id=member.id, name=f"{name} {surname}", relation=relation, phone=phone
        )
        session.add(contact)
