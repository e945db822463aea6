"""Cases whose case manager or practitioner can sign in no more, and who could take them over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select

from portal.access.rules import Permission
from portal.accounts.models import User
from portal.accounts.queries import people_with
from portal.calendar.rules import in_a_row
from portal.database import session
from portal.panels.models import Panel, ReferralOrder
from portal.panels.queries import managed
from portal.panels.queries.conditions import within
from portal.people.models import Person
from portal.reparation.models import Referral
from portal.reparation.queries.projects import Areas
from portal.site.filters import plural

MOST: Final = 20


def cases_in_words(orders: int, panels: int, referrals: int) -> str:
    """> 3 orders, 1 panel before court and 2 referrals."""
    counted = (
        (orders, "order", "orders"),
        (panels, "panel before court", "panels before court"),
        (referrals, "referral", "referrals"),
    )
    return in_a_row([plural(count, one, many) for count, one, many in counted if count])


@dataclass(frozen=True)
class Left:
    """How many cases somebody has whose account is closed."""

    person: Person
    orders: int
    panels: int
    referrals: int

    @property
    def words(self) -> str:
        """> 3 orders and 2 referrals; nothing once all are handed over."""
        return cases_in_words(self.orders, self.panels, self.referrals)


def left(areas: Areas, most: int = MOST) -> list[Left]:
    """Return who has open cases in some areas and a closed account, by name; one statement."""
    orders, panels, referrals = counts = _counts(areas)
    rows = session.execute(
        _gone(*counts)
        .where(orders + panels + referrals > 0)
        .order_by(Person.name, Person.id)
        .limit(most)
    )
    return [Left(*row) for row in rows]


def left_by(uuid: UUID, areas: Areas) -> Left:
    """Return what somebody has whose account is closed; raises NoResultFound for anybody else."""
    return Left(*session.execute(_gone(*_counts(areas)).where(Person.uuid == uuid)).one())


def looks_after_any(person_id: int) -> bool:
    """Return whether somebody has an open order or referral, or a panel before court."""
    orders, panels, referrals = _counts(frozenset())
    found = select(orders + panels + referrals).select_from(Person).where(Person.id == person_id)
    return bool(session.scalar(found))


def able() -> list[Person]:
    """Return who can have orders and referrals, and sign in: by name."""
    both = {each.id for each in people_with(Permission.PANELS_OWN_ORDERS)}
    found = (each for each in people_with(Permission.REPARATION_PLACE) if each.id in both)
    return sorted(found, key=lambda person: (person.name, person.id))


def lock_open_of(person_id: int, areas: Areas) -> Sequence[Referral]:
    """Return somebody's open referrals as they now are, held until this change is done."""
    return session.scalars(
        select(Referral)
        .where(Referral.practitioner_id == person_id, *_open(areas))
        .order_by(Referral.id)
        .with_for_update(of=Referral)
        .execution_options(populate_existing=True)
    ).all()


def _open(areas: Areas) -> list[ColumnElement[bool]]:
    return [Referral.closed_at.is_(None), within(Referral.area_id, areas)]


def _counts(areas: Areas) -> list[ScalarSelect[int]]:
    """Return how many open orders, panels before court and referrals a person has."""
    counted = (
        select(func.count(ReferralOrder.id)).where(
            ReferralOrder.case_manager_id == Person.id, *managed.open_orders(areas)
        ),
        select(func.count(Panel.id)).where(
            Panel.case_manager_id == Person.id, *managed.before_court(areas)
        ),
        select(func.count(Referral.id)).where(Referral.practitioner_id == Person.id, *_open(areas)),
    )
    return [each.correlate(Person).scalar_subquery() for each in counted]


def _gone(*counts: ScalarSelect[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(Person, *counts)
        .join(User, User.person_id == Person.id)
        .where(User.active.is_(False))
    )
