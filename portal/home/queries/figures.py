"""Counts for a manager, and how the machinery stands for an administrator."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.accounts.models import User
from portal.home import rules
from portal.home.queries.counting import count_of
from portal.home.queries.limits import ENTRIES_AHEAD
from portal.home.queries.queue import queue
from portal.members.models import Member, Status
from portal.notifications import queries as notifications
from portal.notifications.models import Job, JobState, Mail, MailState
from portal.panels.models import (
    OrderState,
    ReferralOrder,
)


@dataclass(frozen=True)
class Figures:
    """What a manager reads: counts, each of which links to its list."""

    open_orders: int
    without_panel: int
    sittings: int
    at_risk: int
    volunteers: int


@dataclass(frozen=True)
class Machinery:
    """What an administrator looks after."""

    mail: dict[MailState, int]
    to_mend: Sequence[Mail]
    failed_jobs: int
    accounts: int


def figures(reader: User) -> Figures:
    """Return a manager's counts."""
    counted = queue(reader, None)
    return Figures(
        open_orders=count_of(
            select(ReferralOrder.id).where(ReferralOrder.state == OrderState.OPEN)
        ),
        without_panel=counted.counts[rules.Kind.ORDER],
        sittings=len(counted.sittings),
        at_risk=counted.counts[rules.Kind.RISK],
        volunteers=count_of(select(Member.id).where(Member.status == Status.ACTIVE)),
    )


def machinery() -> Machinery:
    """Return how mail, jobs and accounts stand."""
    return Machinery(
        mail=notifications.mail_counts(),
        to_mend=notifications.mail_to_mend(ENTRIES_AHEAD),
        failed_jobs=count_of(select(Job.id).where(Job.state == JobState.FAILED)),
        accounts=count_of(select(User.id).where(User.active)),
    )
