"""Referees and what they said: of one application, of many in brief, and by a link."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.accounts.models import User
from portal.accounts.rules import hash_of
from portal.database import session
from portal.recruitment.models import (
    REFERENCES_WANTED,
    Application,
    ApplicationState,
    Referee,
    RefereeState,
    Reference,
)
from portal.recruitment.permissions import is_own
from portal.recruitment.rules.references import Standing
from portal.settings.queries import value
from portal.site.filters import day

MOST: Final = 20
"""Referees of one application; nobody names more."""
BATCH: Final = 500
NO_LONGER: Final = (RefereeState.DROPPED, RefereeState.DECLINED)
"""Another is to be named in their place."""


@dataclass(frozen=True)
class References:
    """Who is or was asked about one applicant, and how it stands in words."""

    referees: Sequence[Referee]
    words: str


def references_of(application: Application, reader: User) -> References | None:
    """Return what an application’s page says of its references: nothing of what was said.

    None to whoever applies themself.
    """
    if is_own(reader, application):
        return None
    number = application.id
    return References(referees(number), standing([number])[number])


def referees(application_id: int) -> Sequence[Referee]:
    """Return who is or was asked about an applicant, the first named first."""
    return session.scalars(
        select(Referee)
        .where(Referee.application_id == application_id)
        .order_by(Referee.state == RefereeState.DROPPED, Referee.id)
        .limit(MOST)
    ).all()


def named_for(application_id: int) -> Sequence[Referee]:
    """Return who counts as a referee of an applicant: has answered, or may still."""
    return session.scalars(
        select(Referee)
        .where(Referee.application_id == application_id, Referee.state.not_in(NO_LONGER))
        .order_by(Referee.id)
        .limit(MOST)
    ).all()


def named_by(application_id: int, uuid: UUID) -> Referee:
    """Return a referee whom this applicant named themselves; raises NoResultFound."""
    return session.scalars(
        select(Referee).where(
            Referee.uuid == uuid,
            Referee.application_id == application_id,
            Referee.by_applicant,
            Referee.state.not_in(NO_LONGER),
        )
    ).one()


def every_referee(application_id: int) -> Sequence[Referee]:
    """Return everybody who was ever named for an applicant: nobody may be left to be forgotten."""
    return session.scalars(
        select(Referee).where(Referee.application_id == application_id).order_by(Referee.id)
    ).all()


def referee(uuid: UUID) -> Referee:
    """Return a referee with the application and what they said; raises NoResultFound."""
    return session.scalars(
        select(Referee)
        .options(
            joinedload(Referee.application),
            joinedload(Referee.reference).joinedload(Reference.recorded_by),
        )
        .where(Referee.uuid == uuid)
    ).one()


def referee_numbered(number: int) -> Referee | None:
    """Return a referee by the row's number, as a letter has it; None once forgotten."""
    return session.scalar(
        select(Referee).options(joinedload(Referee.application)).where(Referee.id == number)
    )


def referee_by(token: str) -> Referee | None:
    """Return whom a link was sent to; None for one that we did not send, or have replaced."""
    return session.scalar(
        select(Referee)
        .options(joinedload(Referee.application))
        .where(Referee.token_hash == hash_of(token))
    )


def referee_by_form(form_key: str) -> Referee | None:
    """Return the referee whom a form that was sent before has named."""
    return session.scalar(select(Referee).where(Referee.form_key == form_key))


def lock_referee(number: int) -> Referee:
    """Return a referee as they now are, whom nobody else changes until the transaction ends."""
    return session.scalars(
        select(Referee)
        .where(Referee.id == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def addresses(application_id: int) -> Mapping[int, str]:
    """Return the addresses of an applicant's referees, but of those who were dropped."""
    rows = session.execute(
        select(Referee.id, Referee.email).where(
            Referee.application_id == application_id,
            Referee.email.is_not(None),
            Referee.state != RefereeState.DROPPED,
        )
    )
    return {number: email for number, email in rows if email}


def is_asked_elsewhere(referee: Referee) -> bool:
    """Return whether another applicant has a referee with the same address."""
    other = select(Referee.id).where(
        func.lower(Referee.email) == (referee.email or "").lower(),
        Referee.application_id != referee.application_id,
    )
    return session.scalar(other.limit(1)) is not None


def silent(now: datetime) -> Sequence[Referee]:
    """Return whose link still works and who has not answered, of people still on their way."""
    return session.scalars(
        select(Referee)
        .join(Referee.application)
        .options(contains_eager(Referee.application))
        .where(
            Referee.state == RefereeState.ASKED,
            Referee.expires_at > now,
            Application.state == ApplicationState.OPEN,
        )
        .order_by(Referee.id)
        .limit(BATCH)
    ).all()


def run_out(since: datetime, now: datetime) -> Sequence[Referee]:
    """Return whose time ran out lately without an answer, of people still on their way."""
    return session.scalars(
        select(Referee)
        .join(Referee.application)
        .options(contains_eager(Referee.application))
        .where(
            Referee.state == RefereeState.ASKED,
            Referee.expires_at > since,
            Referee.expires_at <= now,
            Application.state == ApplicationState.OPEN,
        )
        .order_by(Referee.id)
        .limit(BATCH)
    ).all()


def standing(application_ids: Collection[int]) -> dict[int, str]:
    """Return how the references of applications stand, in words.

    One statement for all, none for nobody.
    """
    if not application_ids:
        return {}
    found = session.scalars(
        select(Referee)
        .where(
            Referee.application_id.in_(application_ids),
            Referee.state.not_in(NO_LONGER),
        )
        .order_by(Referee.expires_at, Referee.id)
    )
    by_application = defaultdict[int, list[Referee]](list)
    for each in found:
        by_application[each.application_id].append(each)
    wanted = value(REFERENCES_WANTED)
    return {
        number: _standing(by_application[number]).in_words(wanted) for number in application_ids
    }


def _standing(found: Sequence[Referee]) -> Standing:
    asked = [each for each in found if each.state is RefereeState.ASKED]
    return Standing(
        given=sum(each.state is RefereeState.GIVEN for each in found),
        asked=[
            (each.name, day(each.expires_at)) for each in asked if each.waits and each.expires_at
        ],
        silent=[each.name for each in asked if each.is_over],
        named=[each.name for each in found if each.state is RefereeState.NAMED],
    )
