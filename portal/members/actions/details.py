"""Keeping what volunteers say of themselves, whom to ring for them, and their picture.

The trail tells that it changed and never what it says: whoever reads the trail may not read this.
"""

from typing import Any, Final

from portal.audit.actions import amend, record
from portal.database import session
from portal.members.models import EmergencyContact, Member, MemberPhoto, MembersTag
from portal.members.queries import details as queries
from portal.members.queries.rounds import lock_member
from portal.notifications.actions.files import delete_files, keep_file
from portal.people.models import Person
from portal.site.files import Kept
from portal.site.refusals import Stale

PHOTO: Final = "member_photo"
"""Whose files they are: of the volunteer whom they show."""


def set_details(*, member: Member, version: int | None, actor: Person, **values: Any) -> None:
    """Keep what a volunteer says of themselves; nothing new leaves no trace.

    Raises `Stale` when somebody changed it since `version`.
    """
    lock_member(member)
    held = queries.detail_of(member)
    if held.version != version:
        raise Stale(
            "Somebody changed this while you were typing.", "Compare the two, then save again."
        )
    if amend(held, **values):
        session.add(held)
        record(MembersTag.DETAILS_CHANGED, member, actor=actor)


def set_emergency_contact(
    *, member: Member, name: str, relation: str, phone: str, actor: Person
) -> None:
    """Keep whom to ring when something happens to a volunteer, instead of whom it was before."""
    lock_member(member)
    held = queries.emergency_contact_of(member) or EmergencyContact(member_id=member.id)
    if amend(held, name=name, relation=relation, phone=phone):
        session.add(held)
        record(MembersTag.EMERGENCY_CONTACT_CHANGED, member, actor=actor)


def remove_emergency_contact(*, member: Member, actor: Person) -> None:
    """Forget whom to ring. Twice is harmless."""
    held = queries.emergency_contact_of(member)
    if held is not None:
        session.delete(held)
        record(MembersTag.EMERGENCY_CONTACT_CHANGED, member, actor=actor)


def show_photo(*, member: Member, file: Kept, actor: Person) -> MemberPhoto:
    """Keep a picture of a volunteer, which was made anew, instead of the one before."""
    _forget_photo(member)
    document = keep_file(owner_type=PHOTO, owner_id=member.id, file=file)
    photo = MemberPhoto(member_id=member.id, document=document)
    session.add(photo)
    record(MembersTag.PHOTO_CHANGED, member, actor=actor)
    return photo


def remove_photo(*, member: Member, actor: Person) -> None:
    """Forget a volunteer's picture. Twice is harmless."""
    if _forget_photo(member):
        record(MembersTag.PHOTO_CHANGED, member, actor=actor)


def _forget_photo(member: Member) -> bool:
    lock_member(member)
    photo = queries.photo_of(member)
    if photo is None:
        return False
    document = photo.document
    session.delete(photo)
    session.flush()  # it points at the document, and somebody has one picture at a time
    delete_files([document])
    return True
