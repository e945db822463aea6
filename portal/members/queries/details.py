"""What volunteers say of themselves, whom to ring for them, who looked at that, their picture."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.audit.models import AuditEvent, subject_of
from portal.database import session
from portal.members.models import (
    EmergencyContact,
    Member,
    MemberDetail,
    MemberPhoto,
    MembersTag,
)

MOST_LOOKS: Final = 50


def detail_of(member: Member) -> MemberDetail:
    """Return what a volunteer says of themselves; who has said nothing has an empty row, unsaved.

    Its version is 0 then, so that of two who are the first to say something one is told.
    """
    held = session.scalar(select(MemberDetail).where(MemberDetail.member_id == member.id))
    if held is not None:
        return held
    return MemberDetail(member_id=member.id, skills="", languages="", access_needs="", version=0)


def emergency_contact_of(member: Member) -> EmergencyContact | None:
    """Return whom to ring; whoever calls this for another's eyes notes the look."""
    return session.scalar(select(EmergencyContact).where(EmergencyContact.member_id == member.id))


def looks_at_contact(member: Member) -> Sequence[AuditEvent]:
    """Return who looked at a volunteer's emergency contact and when, the newest first."""
    subject_type, subject_id = subject_of(member)
    return session.scalars(
        select(AuditEvent)
        .where(
            AuditEvent.subject_type == subject_type,
            AuditEvent.subject_id == subject_id,
            AuditEvent.tag == MembersTag.EMERGENCY_CONTACT_SEEN.value,
        )
        .options(joinedload(AuditEvent.actor))
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(MOST_LOOKS)
    ).all()


def photo_of(member: Member) -> MemberPhoto | None:
    """Return a volunteer's picture."""
    return session.scalar(
        select(MemberPhoto)
        .where(MemberPhoto.member_id == member.id)
        .options(joinedload(MemberPhoto.document))
    )
