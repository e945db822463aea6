"""Counts for a manager, and how the machinery stands for an administrator."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.accounts.models import User
from portal.home.queries import panel_needs
from portal.home.queries.counting import counts_of
from portal.home.queries.limits import DAYS_AHEAD, ENTRIES_AHEAD
from portal.home.queries.queue import soon
from portal.members.models import Member, Status
from portal.notifications import queries as notifications
from portal.notifications.models import Job, JobState, Mail, MailState
from portal.panels.models import (
    OrderState,
    ReferralOrder,
)
from portal.panels.permissions import Areas
from portal.panels.queries import glance


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


def figures(areas: Areas) -> Figures:
    """Return a manager's counts."""
    ahead = glance.sittings_ahead(areas, DAYS_AHEAD)
    open_orders, volunteers = counts_of(
        select(ReferralOrder.id).where(ReferralOrder.state == OrderState.OPEN),
        select(Member.id).where(Member.status == Status.ACTIVE),
    )
    return Figures(
        open_orders=open_orders,
        without_panel=len(panel_needs.without_date(areas)),
        sittings=len(soon(ahead)),
        at_risk=len(panel_needs.at_risk(ahead)),
        volunteers=volunteers,
    )


def machinery() -> Machinery:
    """Return how mail, jobs and accounts stand."""
    failed_jobs, accounts = counts_of(
        select(Job.id).where(Job.state == JobState.FAILED), select(User.id).where(User.active)
    )
    return Machinery(
        mail=notifications.mail_counts(),
        to_mend=notifications.mail_to_mend(ENTRIES_AHEAD),
        failed_jobs=failed_jobs,
        accounts=accounts,
    )
