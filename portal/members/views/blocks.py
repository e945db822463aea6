"""What the fragments of a volunteer's page show, each for those who may see it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from portal.access import Permission
from portal.access.gate import may
from portal.accounts.queries import signed_in_user
from portal.members import permissions, queries, rules
from portal.members.models import LEAVER_YEARS, Member
from portal.members.queries import leaving
from portal.members.queries import supervision as supervisions
from portal.members.queries.agreements import SIGNING, asked_of
from portal.members.queries.details import detail_of, photo_of
from portal.settings.queries import value

Block = Callable[[Member], Mapping[str, Any]]


def checks(member: Member) -> Mapping[str, Any]:
    """Return how their DBS check stands, and whether whoever looks may record one."""
    if not may(Permission.MEMBERS_CHECKS):
        return {}
    newest = queries.newest_checks([member.id]).get(member.id)
    return {
        "check": rules.check_tag(newest, queries.due_days()),
        "may_check": permissions.may_check(signed_in_user(), member),
    }


def left(member: Member) -> Mapping[str, Any]:
    """Return until when what is held of somebody who left is kept, and what they were asked.

    Of who is to leave, why.
    """
    if member.left_on is None:
        return {"leave_reasons": rules.LEAVE_REASONS} if member.leaves_on else {}
    return {
        "keep_until": rules.keep_until(member.left_on, value(LEAVER_YEARS)),
        "asked_on_leaving": leaving.newest_questionnaire(member),
        "leave_reasons": rules.LEAVE_REASONS,
    }


def supervision(member: Member) -> Mapping[str, Any]:
    """Return when they were supervised and how it stands: days, and nothing of what was said."""
    return {
        "supervised": supervisions.lines_of([member])[0],
        "is_supervised": member.status in supervisions.SUPERVISED,
        "may_supervise": permissions.may_supervise(signed_in_user(), member),
    }


def agreements(member: Member) -> Mapping[str, Any]:
    """Return what they signed, and what not."""
    asked = asked_of(member)
    to_sign = member.status in SIGNING and any(each.signed is None for each in asked)
    return {"agreements": asked, "to_sign": to_sign}


def details(member: Member) -> Mapping[str, Any]:
    """Return what they say of themselves, and whether there is a picture of them."""
    return {"said": detail_of(member), "has_photo": photo_of(member) is not None}


BLOCKS: Final[tuple[Block, ...]] = (agreements, checks, details, left, supervision)
"""A fragment of `members/volunteer.html` each."""

above: Final[list[Block]] = []
"""Those of packages above, which `create_app` fills in."""


def of(member: Member) -> dict[str, Any]:
    """Return the values of every fragment."""
    return {name: value for block in (*BLOCKS, *above) for name, value in block(member).items()}
