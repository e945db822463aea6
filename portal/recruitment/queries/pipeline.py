"""The pipeline: who is on their way, how long they have been at it, and what they wait for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.accounts.models import User
from portal.database import session
from portal.members.models import Member
from portal.recruitment.models import (
    COLUMN_OF,
    DAYS,
    ENDED,
    Application,
    ApplicationState,
    Campaign,
    CampaignState,
    Column,
    Stage,
)
from portal.recruitment.permissions import is_own
from portal.recruitment.queries import interviews, references
from portal.recruitment.queries.inductions import Induction, inductions
from portal.recruitment.rules.pace import Age, Counts, Limits, Pace, count
from portal.settings.queries import value
from portal.site.pagination import Page, page_of

MOST: Final = 200
"""So many are shown at once: a service has a few dozen on their way."""
MOST_WORDS: Final = 5
WAITS_FOR: Final = {
    Stage.ENQUIRY: "Has asked, and not applied yet",
    Stage.APPLICATION: "Application received",
    Stage.SHORTLISTING: "To be shortlisted",
    Stage.CHECKS: "Checks to be done",
    Stage.TRAINING: "Induction to be booked",
    Stage.APPROVAL: "To be decided",
}

OWN: Final = "Your own application, which colleagues see to"


@dataclass(frozen=True)
class Asked:
    """Whom a list is narrowed to: a campaign, an area and words of name or contact."""

    campaign: UUID | None = None
    area_id: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Card:
    """Somebody on their way, with how long they have been at it and what they wait for."""

    application: Application
    column: Column
    age: Age
    waits_for: str


SORTS: Final[dict[str, Callable[[Card], Any]]] = {
    "name": lambda card: card.application.name.casefold(),
    "stage": lambda card: list(Stage).index(card.application.stage),
    "days": lambda card: card.age.days,
    "campaign": lambda card: _campaign(card).casefold(),
}
"""What the table can be sorted by; of equals the slowest comes first, either way round."""


@dataclass(frozen=True)
class Totals:
    """How many are on their way (and slow among them), parked, and ended."""

    underway: Counts
    parked: int
    ended: int


def limits() -> dict[Column, Limits | None]:
    """Return the ideal and most days of each part of the way; training waits for its date."""
    return {
        column: Limits(*(value(setting) for setting in DAYS[column])) if column in DAYS else None
        for column in Column
    }


def cards(asked: Asked, reader: User, sort: str = "") -> list[Card]:
    """Return those on their way as somebody may read of them, the slowest first.

    Or by one of `SORTS`; a minus before it turns it round.
    """
    found = session.scalars(
        _open(asked).order_by(Application.stage_since, Application.id).limit(MOST)
    ).all()
    slowest = sorted(of(found, reader), key=lambda each: each.age.turn)
    by = SORTS.get(sort.removeprefix("-"))
    return sorted(slowest, key=by, reverse=sort.startswith("-")) if by else slowest


def of(found: Sequence[Application], reader: User) -> list[Card]:
    """Return applications with how they stand, in the same order and in so many statements.

    Of their own, somebody reads where it is and not what others say, nor who is asked.
    """
    today, days = clock.today(), limits()
    own = {each.id: OWN for each in found if is_own(reader, each)}
    told = [each for each in found if each.id not in own]
    members = [each.member for each in found if each.member is not None]
    inducted = inductions([member.person_id for member in members])
    waits = {
        **interviews.standing([each.id for each in told if each.stage is Stage.INTERVIEW]),
        **references.standing([each.id for each in told if each.stage is Stage.REFERENCES]),
        **own,
    }
    return [_card(each, today, days, inducted, waits.get(each.id)) for each in found]


def pressing(areas: frozenset[int], most: int, reader: User) -> list[Card]:
    """Return who is too long at a stage or waits to be approved, in some areas; none means all.

    The slowest first. Nobody’s own is among what presses them: they may do nothing about it.
    """
    statement = _open(Asked())
    if areas:
        statement = statement.where(
            or_(Application.area_id.in_(areas), Application.area_id.is_(None))
        )
    found = session.scalars(
        statement.where(Application.stage != Stage.TRAINING)
        .order_by(Application.stage_since, Application.id)
        .limit(MOST)
    ).all()
    waits = [
        each
        for each in of([each for each in found if not is_own(reader, each)], reader)
        if each.age.pace is Pace.TOO_LONG or each.application.stage is Stage.APPROVAL
    ]
    return sorted(waits, key=lambda each: each.age.turn)[:most]


def totals(asked: Asked) -> Totals:
    """Return the counts of the same lists, however many they show."""
    today, days = clock.today(), limits()
    rows = session.execute(
        select(Application.stage, Application.stage_since, func.count())
        .where(Application.state == ApplicationState.OPEN, *_narrowed(asked))
        .group_by(Application.stage, Application.stage_since)
    )
    ages = [
        (Age(_days(since, today), days[COLUMN_OF[stage]]), people) for stage, since, people in rows
    ]
    others = session.execute(
        select(Application.state, func.count()).where(*_narrowed(asked)).group_by(Application.state)
    )
    by_state: dict[ApplicationState, int] = dict(others.all())
    return Totals(
        underway=count(ages),
        parked=by_state.get(ApplicationState.PARKED, 0),
        ended=sum(by_state.get(state, 0) for state in ENDED),
    )


def parked(asked: Asked, number: int = 1) -> Page[Application]:
    """Return one page of those who are parked, the next to be woken first."""
    return page_of(
        _loaded(asked)
        .where(Application.state == ApplicationState.PARKED)
        .order_by(Application.wake_on, Application.id),
        number,
    )


def ended(asked: Asked, number: int = 1) -> Page[Application]:
    """Return one page of those who withdrew or were not appointed, the latest first."""
    return page_of(
        _loaded(asked)
        .where(Application.state.in_(ENDED))
        .order_by(Application.ended_on.desc(), Application.id.desc()),
        number,
    )


def campaigns() -> Sequence[Campaign]:
    """Return the campaigns that a list can be narrowed to, the latest first."""
    return session.scalars(
        select(Campaign)
        .where(Campaign.state != CampaignState.DRAFT)
        .order_by(Campaign.id.desc())
        .limit(MOST)
    ).all()


def _campaign(card: Card) -> str:
    campaign = card.application.campaign
    return campaign.title if campaign else ""


def _card(
    found: Application,
    today: date,
    days: dict[Column, Limits | None],
    inducted: dict[int, Induction],
    waits_for: str | None,
) -> Card:
    column = COLUMN_OF[found.stage]
    waits_for = waits_for or WAITS_FOR.get(found.stage, "")
    induction = inducted.get(found.member.person_id) if found.member else None
    if found.stage is Stage.TRAINING and induction:
        waits_for = induction.words
    age = Age(
        _days(found.stage_since, today),
        days[column],
        booked=induction is not None and induction.booked,
    )
    return Card(found, column, age, waits_for)


def _days(since: date, today: date) -> int:
    return max(0, (today - since).days)


def _open(asked: Asked) -> Select[Application]:
    return _loaded(asked).where(Application.state == ApplicationState.OPEN)


def _loaded(asked: Asked) -> Select[Application]:
    return (
        select(Application)
        .where(*_narrowed(asked))
        .options(
            joinedload(Application.campaign),
            joinedload(Application.area),
            joinedload(Application.member).joinedload(Member.person),
        )
    )


def _narrowed(asked: Asked) -> list[ColumnElement[bool]]:
    """Return the conditions of a list: what is half done or erased is on none."""
    conditions: list[ColumnElement[bool]] = [
        Application.submitted_at.is_not(None),
        Application.erased_at.is_(None),
    ]
    if asked.campaign is not None:
        conditions.append(Application.campaign.has(Campaign.uuid == asked.campaign))
    if asked.area_id is not None:
        conditions.append(or_(Application.area_id == asked.area_id, Application.area_id.is_(None)))
    for word in asked.words.split()[:MOST_WORDS]:
        columns = (Application.name, Application.email, Application.phone)
        conditions.append(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return conditions
