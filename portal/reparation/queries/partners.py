"""Partners: the one of whoever is signed in, all of them, and what keeps one from being booked."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import selectinload

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import User, UserRole
from portal.database import session
from portal.people.models import Area, Person
from portal.reparation.models import (
    REQUIRED_PAPERS,
    PaperState,
    Partner,
    PartnerArea,
    PartnerMessage,
    PartnerPaper,
    PartnerPerson,
    PartnerState,
    title_of,
)
from portal.reparation.rules import partners as rules
from portal.settings.queries import lines
from portal.site.pagination import Page, page_of

MOST_WORDS = 8
MOST_MESSAGES = 5
PARTNERS: Final = bindparam("partners", type_=Integer(), expanding=True)


@dataclass(frozen=True)
class Search:
    """What the list of partners is narrowed to; an empty value narrows nothing."""

    words: str = ""
    state: PartnerState | None = None
    area_id: int | None = None


@dataclass(frozen=True)
class Row:
    """A partner in the list: its areas by name, what is lacking, and what waits to be looked at."""

    partner: Partner
    areas: Sequence[str]
    lacking: tuple[rules.Lack, ...]
    waiting: int


def mine(person: Person) -> Partner:
    """Return the partner that a person signs in for; raises NoResultFound, answered 404.

    Every query for a partner's pages starts here: what is not of this partner is not found.
    """
    return session.scalars(
        select(Partner).join(Partner.people).where(PartnerPerson.person_id == person.id)
    ).one()


def partner_keys(person: ColumnElement[int]) -> Select[str]:
    """Return the select of a person's audience key by partner (`calendar.queries.key_sources`).

    > partner:7. Those of a partner that has ended see no entries of it any more, nor does who
    has the role no longer.
    """
    return (
        select(literal("partner:", String) + cast(Partner.id, String))
        .join(Partner.people)
        .join(User, User.person_id == PartnerPerson.person_id)
        .join(UserRole, and_(UserRole.user_id == User.id, UserRole.role == Role.PARTNER))
        .where(PartnerPerson.person_id == person, Partner.state != PartnerState.ENDED, User.active)
    )


def partner(uuid: UUID) -> Partner:
    """Return a partner with what its page shows; raises NoResultFound."""
    return session.scalars(
        select(Partner)
        .where(Partner.uuid == uuid)
        .options(
            selectinload(Partner.areas).joinedload(PartnerArea.area),
            selectinload(Partner.contacts),
            selectinload(Partner.people).joinedload(PartnerPerson.person),
        )
    ).one()


def lock_partner(number: int) -> Partner:
    """Return a partner that no other change can touch until this one ends."""
    return session.scalars(
        select(Partner)
        .where(Partner.id == number)
        .with_for_update(of=Partner)
        .execution_options(populate_existing=True)
    ).one()


def partner_by_form(form_key: str) -> Partner | None:
    """Return the partner that a form that was sent before has added."""
    return session.scalar(select(Partner).where(Partner.form_key == form_key))


def name_is_taken(name: str, *, besides: Partner | None = None) -> bool:
    """Return whether another partner has this name, however it is written."""
    same = func.lower(Partner.name) == name.lower()
    others = select(Partner.id).where(same, Partner.id != (besides.id if besides else 0))
    return session.scalar(select(others.exists())) or False


def partners(search: Search, number: int = 1) -> Page[Row]:
    """Return one page of partners, by name."""
    page = page_of(_found(search), number)
    ids = [each.id for each in page.items]
    lacks, areas, waiting = lacking(ids, clock.today()), _area_names(ids), _waiting(ids)
    rows = [
        Row(each, areas[each.id], lacks[each.id], waiting.get(each.id, 0)) for each in page.items
    ]
    return Page(rows, page.number, page.size, page.total)


def _found(search: Search) -> Select[Partner]:
    found = select(Partner).order_by(Partner.name, Partner.id)
    for word in search.words.split()[:MOST_WORDS]:
        columns: tuple[Any, ...] = (Partner.name, Partner.about, Partner.address)
        found = found.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    if search.state is not None:
        found = found.where(Partner.state == search.state)
    if search.area_id is not None:
        serves = Partner.areas.any(PartnerArea.area_id == search.area_id)
        found = found.where(or_(serves, ~Partner.areas.any()))
    return found


def _area_names(ids: Collection[int]) -> defaultdict[int, list[str]]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(PartnerArea.partner_id, Area.name)
        .join(PartnerArea.area)
        .where(PartnerArea.partner_id.in_(ids))
        .order_by(Area.name, Area.id)
    )
    for partner_id, name in rows:
        names[partner_id].append(name)
    return names


def _waiting(ids: Collection[int]) -> dict[int, int]:
    rows = session.execute(
        select(PartnerPaper.partner_id, func.count())
        .where(PartnerPaper.partner_id.in_(ids), PartnerPaper.state == PaperState.SENT)
        .group_by(PartnerPaper.partner_id)
    )
    return dict(rows.all())


def held(partner_ids: Collection[int]) -> defaultdict[int, list[rules.Held]]:
    """Return the accepted papers of each partner, of each title the one that lasts longest."""
    found: defaultdict[int, list[rules.Held]] = defaultdict(list)
    rows = session.execute(_accepted(), {"partners": list(partner_ids)})
    for partner_id, kind, note, until, for_good in rows:
        paper = rules.Held(title_of(kind, note), None if for_good else until)
        found[partner_id].append(paper)
    return found


@cache
def _accepted() -> Select[*tuple[Any, ...]]:
    """Composed once: each search of the catalogue sends it."""
    return (
        select(
            PartnerPaper.partner_id,
            PartnerPaper.kind,
            PartnerPaper.note,
            func.max(PartnerPaper.until),
            func.count() - func.count(PartnerPaper.until),
        )
        .where(PartnerPaper.partner_id.in_(PARTNERS), PartnerPaper.state == PaperState.ACCEPTED)
        .group_by(PartnerPaper.partner_id, PartnerPaper.kind, PartnerPaper.note)
        .order_by(PartnerPaper.partner_id, PartnerPaper.kind, PartnerPaper.note)
    )


def sent_titles(partner_ids: Collection[int]) -> set[tuple[int, str]]:
    """Return which papers of partners wait to be looked at, by partner and title."""
    rows = session.scalars(
        select(PartnerPaper).where(
            PartnerPaper.partner_id.in_(partner_ids), PartnerPaper.state == PaperState.SENT
        )
    )
    return {(paper.partner_id, paper.title) for paper in rows}


def lacking(partner_ids: Collection[int], on: date) -> dict[int, tuple[rules.Lack, ...]]:
    """Return which required papers of each partner do not hold on a day. One statement."""
    papers, required = held(partner_ids), lines(REQUIRED_PAPERS)
    return {number: rules.lacking(papers[number], required, on) for number in partner_ids}


def bookable(partner_ids: Collection[int], on: date) -> dict[int, str]:
    """Return why no session can be booked with each partner on a day; "" if one can.

    Two statements, however many partners.
    """
    lacks, today = lacking(partner_ids, on), clock.today()
    rows = session.execute(
        select(Partner.id, Partner.name, Partner.state).where(Partner.id.in_(partner_ids))
    )
    return {
        number: rules.not_active(name, state.value)
        or rules.not_bookable(name, lacks[number], today)
        for number, name, state in rows
    }


def messages(number: int) -> Sequence[PartnerMessage]:
    """Return what coordinators told a partner, the newest first."""
    return session.scalars(
        select(PartnerMessage)
        .where(PartnerMessage.partner_id == number)
        .options(selectinload(PartnerMessage.sent_by))
        .order_by(PartnerMessage.id.desc())
        .limit(MOST_MESSAGES)
    ).all()


def message_by_form(form_key: str) -> PartnerMessage | None:
    """Return the message that a form that was sent before has made."""
    return session.scalar(select(PartnerMessage).where(PartnerMessage.form_key == form_key))


def message_numbered(number: int) -> PartnerMessage | None:
    """Return a message that a letter is about."""
    return session.get(PartnerMessage, number)
