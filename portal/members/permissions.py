"""Who may change which volunteer."""

from portal.access.rules import Permission, Role
from portal.accounts.models import User
from portal.calendar.models import Entry
from portal.members.models import AvailabilityRound, Claim, Member, Status


def may_change(user: User, member: Member) -> bool:
    """Return whether the account may change a volunteer.

    A coordinator who is limited to areas changes the volunteers who serve one of them, and those
    who serve the whole service.
    """
    return Permission.MEMBERS_EDIT in user.permissions and _looks_after(user, member)


def may_check(user: User, member: Member) -> bool:
    """Return whether the account may record a volunteer's checks and decide on them: never its own.

    Whether somebody may sit is not for themselves to say.
    """
    return may_change(user, member) and member.person_id != user.person_id


def may_supervise(user: User, member: Member) -> bool:
    """Return whether the account may plan, write up and read supervision of a volunteer.

    Nobody does their own: a coordinator who volunteers too reads what every volunteer reads.
    """
    return (
        Permission.MEMBERS_SUPERVISE in user.permissions
        and member.person_id != user.person_id
        and _looks_after(user, member)
    )


def _looks_after(user: User, member: Member) -> bool:
    theirs = {row.area_id for row in member.area_rows}
    return not user.area_ids or not theirs or bool(theirs & user.area_ids)


def may_change_round(user: User, asking: AvailabilityRound) -> bool:
    """Return whether the account may remind of a round, close it and open it again."""
    if Permission.MEMBERS_EDIT not in user.permissions:
        return False
    return not user.area_ids or asking.area_id in user.area_ids


def may_invite(user: User, member: Member, account: User | None) -> bool:
    """Return whether the account may invite a volunteer to sign in.

    It gives the role of a volunteer and nothing else: who works for the service, or has an account
    in use or closed, is the administrator's.
    """
    if not may_change(user, member) or member.status is Status.LEFT or member.person.is_staff:
        return False
    return account is None or (
        account.active and account.password is None and account.role_names <= {Role.VOLUNTEER}
    )


def may_decide(user: User, claim: Claim) -> bool:
    """Return whether the account may decide on a claim: never on its own person's."""
    return Permission.MEMBERS_EXPENSES in user.permissions and claim.person_id != user.person_id


def may_write_to(user: User, entry: Entry) -> bool:
    """Return whether the account may write to everybody on a panel or session of its areas.

    What is for no area brings people of all together: who is limited to some does not write there.
    """
    ours = not user.area_ids or entry.area_id in user.area_ids
    return ours and Permission.MEMBERS_MESSAGE in user.permissions
