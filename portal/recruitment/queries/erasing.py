"""Who was not appointed and is to be forgotten, with the day on which that happens."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.database import session
from portal.recruitment.models import (
    ENDED,
    ERASURE_WARNING_DAYS,
    KEPT_MONTHS,
    Application,
    Referee,
)
from portal.recruitment.rules.erasing import Keeping
from portal.settings.queries import value
from portal.site.pagination import Page, page_of

BATCH: Final = 200
MONTH_END: Final = timedelta(days=3)
"""By so much months differ when days are counted back instead of on."""


@dataclass(frozen=True)
class Ending:
    """An application that is to be erased, and when; `is_warned` once that is sure."""

    application: Application
    on: date
    is_warned: bool


def keeping() -> Keeping:
    """Return for how long applications are kept, as the settings say."""
    return Keeping(value(KEPT_MONTHS), value(ERASURE_WARNING_DAYS))


def to_erase(areas: Collection[int], number: int = 1) -> Page[Application]:
    """Return one page of those in some areas who will be forgotten, who ended first comes first."""
    loaded = (joinedload(Application.campaign), joinedload(Application.member))
    return page_of(_unsuccessful(areas).options(*loaded), number)


def endings(found: Sequence[Application]) -> list[Ending]:
    """Return when each of some applications is erased."""
    rule = keeping()
    return [_ending(each, rule) for each in found]


def one_to_erase(uuid: UUID, areas: Collection[int]) -> Application:
    """Return somebody in some areas who will be forgotten; raises NoResultFound."""
    return session.scalars(
        _unsuccessful(areas).where(Application.uuid == uuid).options(joinedload(Application.member))
    ).one()


def near() -> Sequence[Application]:
    """Return those whose day is near or past, of whom some may have been put off."""
    days = timedelta(days=value(ERASURE_WARNING_DAYS))
    last = clock.today() + days - relativedelta(months=value(KEPT_MONTHS)) + MONTH_END
    ahead = or_(Application.kept_until.is_(None), Application.kept_until <= clock.today() + days)
    return session.scalars(
        _unsuccessful(()).where(Application.ended_on <= last, ahead).limit(BATCH)
    ).all()


def warned(areas: Collection[int]) -> list[Ending]:
    """Return those in some areas of whose erasure coordinators were warned, the soonest first."""
    found = session.scalars(
        _unsuccessful(areas)
        .where(Application.erasure_warned_on >= Application.ended_on)
        .limit(BATCH)
    ).all()
    return sorted(endings(found), key=lambda each: each.on)


def is_used_elsewhere(application: Application) -> bool:
    """Return whether somebody who is not forgotten, or a referee, has an application's address."""
    email = (application.email or "").lower()
    other = exists().where(func.lower(Application.email) == email, Application.id != application.id)
    vouches = exists().where(func.lower(Referee.email) == email)
    return session.scalar(select(or_(other, vouches))) or False


def _ending(found: Application, rule: Keeping) -> Ending:
    ended_on, warned_on = found.ended_on or clock.today(), found.erasure_warned_on
    return Ending(
        found,
        on=rule.erased_on(ended_on, found.kept_until, warned_on),
        is_warned=warned_on is not None and warned_on >= ended_on,
    )


def _unsuccessful(areas: Collection[int]) -> Select[Application]:
    """Return whose way ended otherwise than well, appointed in between or not.

    Of somebody who was in the register by then, that record has a clock of its own.
    """
    return (
        select(Application)
        .where(
            Application.state.in_(ENDED),
            Application.submitted_at.is_not(None),
            Application.erased_at.is_(None),
            _in_areas(areas),
        )
        .order_by(Application.ended_on, Application.id)
    )


def _in_areas(areas: Collection[int]) -> ColumnElement[bool]:
    if not areas:
        return Application.id.is_not(None)
    return or_(Application.area_id.in_(areas), Application.area_id.is_(None))
