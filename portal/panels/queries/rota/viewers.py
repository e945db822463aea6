"""Who looks at the rota, and how much of it is for them."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.access.rules import Permission
from portal.accounts.models import User
from portal.database import session
from portal.members.models import Member, MemberArea


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks at the rota.

    `whole` sees drafts, plans in pencil, who was asked, and references, and `arranges` may change
    them; anybody else sees who has taken which seat of what is published. `areas` limits either;
    none means all of them.
    """

    person_id: int
    areas: frozenset[int]
    whole: bool = False
    arranges: bool = False


def viewer(user: User) -> Viewer:
    """Return how the rota is to be shown to an account.

    Who arranges panels may be limited to areas. A volunteer sees the areas that they serve, a
    colleague all of them.
    """
    held = user.permissions
    if Permission.PANELS_READ in held:
        arranges = Permission.PANELS_ARRANGE in held
        return Viewer(user.person_id, user.area_ids, whole=True, arranges=arranges)
    if Permission.MEMBERS_OWN in held:
        return Viewer(user.person_id, _served(user.person_id))
    return Viewer(user.person_id, frozenset())


def _served(person_id: int) -> frozenset[int]:
    rows = session.scalars(
        select(MemberArea.area_id)
        .join(Member, Member.id == MemberArea.member_id)
        .where(Member.person_id == person_id)
    )
    return frozenset(rows)
