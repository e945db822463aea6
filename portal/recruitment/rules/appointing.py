"""When an applicant may be appointed, and what an appointment says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from dateutil.relativedelta import relativedelta

from portal.members.rules import Check
from portal.site.refusals import Refused

APPOINTABLE = frozenset({"checks", "training"})
"""Stages at which somebody becomes a volunteer: their checks are back, their training begins."""


@dataclass(frozen=True)
class Appointing:
    """What a coordinator says of an appointment.

    `person` are columns of the person, `details` of what they say of themselves. `check` is their
    DBS check with its level. `session` is the induction they are booked on, None when no session
    suits; `observes` are sittings that they are asked to observe.
    """

    number: str
    person: Mapping[str, str | None]
    area_ids: tuple[int, ...]
    max_month: int
    review_on: date
    details: Mapping[str, str] = field(default_factory=dict)
    check: tuple[Check, str] | None = None
    buddy: UUID | None = None
    session: UUID | None = None
    observes: tuple[UUID, ...] = field(default=())
    invites: bool = True


def check_may_appoint(stage: str, state: str, *, is_adult: bool | None) -> None:
    """Raise `Refused` unless somebody has come far enough to be appointed, and is no child.

    `is_adult` is None where nobody has asked: their documents are seen before their checks.
    """
    if is_adult is False:
        raise Refused(
            "They said that they are not 18 yet, and volunteers must be 18 or over.",
            "End this application; once they are 18 they can apply again.",
        )
    if state != "open":
        raise Refused(
            "This application is parked, or has ended.", "Bring it back to its stage first."
        )
    if stage not in APPOINTABLE:
        raise Refused(
            "This application has not come as far as its checks.",
            "Move it on: somebody is appointed when their checks are back.",
        )


def review_after(appointed_on: date, months: int) -> date:
    """Return the day of a probation review so many months on; > 31 December and 2 is the 28th."""
    return appointed_on + relativedelta(months=months)


def check_review(held_on: date, *, appointed_on: date, today: date, next_on: date | None) -> None:
    """Raise `Refused` for a review before the appointment, one to come, or a next one before it."""
    if held_on > today:
        raise Refused("This day is still to come.", "Enter the day of the review.", "held_on")
    if held_on < appointed_on:
        raise Refused(
            "They were not appointed yet on this day.", "Enter the day of the review.", "held_on"
        )
    if next_on is not None and next_on <= held_on:
        raise Refused("The next review must be after this one.", "Enter a later day.", "next_on")
