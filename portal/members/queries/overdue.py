"""What is overdue about volunteers, in one place: for whoever has just taken the register over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from portal import clock
from portal.accounts.models import User
from portal.database import session
from portal.members import rules
from portal.members.models import (
    ClaimState,
    Member,
    Status,
    Supervision,
    SupervisionAction,
)
from portal.members.queries import agreements as signing
from portal.members.queries import expenses as claiming
from portal.members.queries import supervision as supervising
from portal.members.queries.checks import newest_checks, with_check
from portal.members.queries.rechecks import NOT_CHECKED
from portal.members.queries.register import due_days
from portal.members.queries.serving import serves
from portal.people.models import Person
from portal.site.filters import ago, day, plural

MOST: Final = 25
"""Lines of each list; the page that it leads to has the rest."""


@dataclass(frozen=True)
class Line:
    """Somebody or something that waits: its name, since when or for what, and its page."""

    name: str
    words: str
    path: str


@dataclass(frozen=True)
class Overdue:
    """What of one kind is overdue: the first lines, how many there are, and where all are."""

    title: str
    lines: Sequence[Line]
    total: int
    path: str
    link: str


lists: Final[list[Callable[[User], Overdue]]] = []
"""Each tells of one kind, as far as somebody sees to it; `create_app` fills it, from above too."""


def everything(reader: User) -> list[Overdue]:
    """Return all that is overdue for a coordinator, in their areas or in the whole service."""
    return [tell(reader) for tell in lists]


def checks(reader: User) -> Overdue:
    """Tell who has no DBS check, or one that has lapsed."""
    found = session.scalars(
        with_check(select(Member), "lapsed", due_days())
        .join(Member.person)
        .where(
            Member.status.not_in(NOT_CHECKED),
            Person.erased_at.is_(None),
            serves(reader.area_ids),
        )
        .order_by(Person.name, Member.id)
    ).all()
    newest, due = newest_checks([member.id for member in found]), due_days()
    lines = [
        _of(member, rules.check_tag(newest.get(member.id), due)[0], "/checks")
        for member in found[:MOST]
    ]
    return Overdue("DBS checks", lines, len(found), "/members/?check=lapsed", "All of them")


def agreements(reader: User) -> Overdue:
    """Tell who has not signed what was asked of them long enough ago."""
    found = [each for each in signing.waiting(reader.area_ids) if each.overdue]
    lines = [
        _of(each.member, f"{_labels(each)}, asked for since {day(each.since)}")
        for each in found[:MOST]
    ]
    return Overdue("Agreements to sign", lines, len(found), "/members/agreements", "All agreements")


def supervision(_reader: User) -> Overdue:
    """Tell who was not supervised for too long and has nothing planned, in the whole service."""
    page = supervising.overview(supervising.OVERDUE)
    lines = [_of(each.member, each.standing[0], "/supervision") for each in page.items[:MOST]]
    return Overdue(
        "Supervision", lines, page.total, "/members/supervision?state=overdue", "All supervision"
    )


def agreed(reader: User) -> Overdue:
    """Tell for whom something agreed in supervision is not done: by when, and never what it is."""
    statement = (
        select(SupervisionAction)
        .join(SupervisionAction.supervision)
        .join(Supervision.member)
        .join(Member.person)
        .options(
            contains_eager(SupervisionAction.supervision)
            .contains_eager(Supervision.member)
            .contains_eager(Member.person)
        )
        .where(
            Supervision.agreed_supervisor_at.is_not(None),
            SupervisionAction.done_on.is_(None),
            SupervisionAction.due_on < clock.today(),
            Member.status != Status.LEFT,
            Person.erased_at.is_(None),
            serves(reader.area_ids),
        )
        .order_by(SupervisionAction.due_on, SupervisionAction.id)
    )
    found = session.scalars(statement).all()
    lines = [
        _of(each.supervision.member, f"To be done by {day(each.due_on)}", "/supervision")
        for each in found[:MOST]
    ]
    title = "Agreed in supervision, not done"
    return Overdue(title, lines, len(found), "/members/supervision", "All supervision")


def expenses(reader: User) -> Overdue:
    """Tell which claims wait for a coordinator, and since when: how much is on their own pages."""
    page = claiming.claims(ClaimState.SENT, reader.area_ids, 1)
    lines = [
        Line(
            each.person.display_name,
            f"{plural(len(each.lines), 'cost')}, sent {ago(each.sent_at or each.created_at)}",
            f"/members/expenses/{each.uuid}",
        )
        for each in page.items[:MOST]
    ]
    return Overdue("Claims to decide", lines, page.total, "/members/expenses", "All claims")


def _labels(waiting: signing.Waiting) -> str:
    return ", ".join(text.kind.label for text in waiting.texts)


def _of(member: Member, words: str, page: str = "") -> Line:
    return Line(member.person.display_name, words, f"/members/{member.number}{page}")
