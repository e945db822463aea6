"""Who may change whose application, whose own it is, and who may change which campaign."""

from portal.access.rules import Permission, Role
from portal.accounts.models import User
from portal.people.models import Person
from portal.recruitment.models import Application, Campaign


def looks_after(user: User, application: Application) -> bool:
    """Return whether the account changes an application: a coordinator of its area, or of all.

    Somebody who did not say which area is everybody’s. Nobody looks after their own, nor reads
    what was said of them.
    """
    return _in_areas(user, application.area_id) and not is_own(user, application)


def is_own(user: User, application: Application) -> bool:
    """Return whether a colleague applies to volunteer too: whoever it is is told nothing of it.

    By the address with which they sign in too, which may differ from the one to write to.
    """
    return is_by(user.person, application) or _same(user.email, application.email)


def is_by(person: Person, application: Application) -> bool:
    """Return whether somebody applies themself: by their address, or in the register.

    By that with which they sign in, `is_own` and `queries.people.themselves` know.
    """
    member = application.member
    if member is not None and member.person_id == person.id:
        return True
    return _same(person.email, application.email)


def runs(user: User, campaign: Campaign) -> bool:
    """Return whether the account changes a campaign: a coordinator of its area, or of all."""
    return _in_areas(user, campaign.area_id)


def approves(user: User, application: Application, named: frozenset[str]) -> bool:
    """Return whether the account may approve somebody in the end; nobody approves themselves."""
    return may_approve(user, named) and not is_own(user, application)


def _same(address: str | None, other: str | None) -> bool:
    return bool(address and other and address.lower() == other.lower())


def _in_areas(user: User, area_id: int | None) -> bool:
    ours = not user.area_ids or area_id in {None, *user.area_ids}
    return ours and Permission.RECRUITMENT_EDIT in user.permissions


def may_approve(user: User, named: frozenset[str]) -> bool:
    """Return whether the account approves volunteers in the end.

    `named` are the addresses that the setting names, in small letters; none means any manager.
    """
    chosen = user.email.lower() in named if named else Role.MANAGER in user.role_names
    return chosen and Permission.RECRUITMENT_APPROVE in user.permissions
