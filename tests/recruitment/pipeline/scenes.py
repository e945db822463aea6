"""People on their way to be volunteers, as little said of each as a test needs."""

from datetime import date, time, timedelta
from typing import Any, Final

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import User, UserArea
from portal.accounts.queries import account_of
from portal.database import session
from portal.members.models import Member, Status
from portal.people.models import Area
from portal.recruitment.models import (
    Application,
    ApplicationState,
    Campaign,
    CampaignState,
    DeclineReason,
    ParkReason,
    Stage,
)
from tests.factories import Factory, MemberFactory, PersonFactory, user_with

TODAY: Final = date(2026, 3, 2)
NOON: Final = clock.at(TODAY, time(12))
CampaignFactory = Factory(
    Campaign,
    slug=lambda n: f"campaign-{n}",
    title=lambda n: f"Campaign {n}",
    role=lambda _: "Community panel member",
    summary=lambda _: "You sit with families and the person who was harmed.",
    takes=lambda _: "An evening a month",
    state=lambda _: CampaignState.OPEN,
    closes_on=lambda _: TODAY + timedelta(days=18),
)
ApplicationFactory = Factory(
    Application,
    name=lambda n: f"Applicant {n}",
    email=lambda n: f"applicant{n}@example.org",
    submitted_at=lambda _: NOON - timedelta(days=3),
    stage_since=lambda _: TODAY,
)


def somebody(
    name: str, stage: Stage = Stage.APPLICATION, days: int = 0, **more: Any
) -> Application:
    """Return somebody who has been at a stage for so many days."""
    return ApplicationFactory(
        name=name, stage=stage, stage_since=TODAY - timedelta(days=days), **more
    )


def parked(name: str, days: int = 7) -> Application:
    """Return somebody whose way is interrupted for so many days from now."""
    return somebody(
        name,
        state=ApplicationState.PARKED,
        reason=ParkReason.AWAY,
        wake_on=TODAY + timedelta(days=days),
    )


def not_appointed(name: str, reason: str = DeclineReason.INTERVIEW) -> Application:
    """Return somebody whom the service did not appoint."""
    return somebody(
        name,
        Stage.INTERVIEW,
        state=ApplicationState.NOT_APPOINTED,
        reason=reason,
        ended_on=TODAY,
    )


def appointed(name: str, stage: Stage = Stage.TRAINING, days: int = 0, **more: Any) -> Application:
    """Return somebody who is in the register, in training."""
    member: Member = MemberFactory(person=PersonFactory(name=name), status=Status.TRAINING)
    return somebody(name, stage, days, member=member, **more)


def coordinator(name: str = "Jo Hartley") -> User:
    """Return the account of somebody who looks after recruitment."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name=name))


def limited(user: User, area: Area) -> User:
    """Return the account, limited to an area."""
    account_of(user.person).area_rows.append(UserArea(area=area))
    session.commit()
    return user


def manager(name: str = "Helen Marsh") -> User:
    """Return the account of somebody who approves."""
    return user_with(Role.MANAGER, person=PersonFactory(name=name))
