"""What somebody without an account has begun or sent."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.accounts.rules import hash_of
from portal.database import session
from portal.recruitment.models import LIVE, Application, ApplicationLink, Stage

BATCH = 200


def by_form(form_key: str) -> Application | None:
    """Return the application that a form that was sent before has made."""
    return session.scalar(select(Application).where(Application.form_key == form_key))


def live_at(email: str, campaign_id: int | None) -> Application | None:
    """Return who is on their way in a campaign, or has begun to apply, with an address.

    Capitals make no other address. Who only enquired, of no campaign, is found for each of them.
    """
    asked = (Application.stage == Stage.ENQUIRY) & Application.campaign_id.is_(None)
    return session.scalars(
        select(Application)
        .options(joinedload(Application.link), joinedload(Application.campaign))
        .where(
            func.lower(Application.email) == email.lower(),
            Application.state.in_(LIVE),
            or_(Application.campaign_id == campaign_id, asked),
        )
        .order_by(Application.campaign_id.is_(None), Application.id)
        .limit(1)
    ).first()


def link_by(token: str) -> ApplicationLink:
    """Return the link that an address is of, also one that is over; raises NoResultFound."""
    of_it = joinedload(ApplicationLink.application)
    return session.scalars(
        select(ApplicationLink)
        .options(of_it.joinedload(Application.campaign), of_it.joinedload(Application.area))
        .where(ApplicationLink.token_hash == hash_of(token))
    ).one()


def application_numbered(number: int) -> Application | None:
    """Return an application that is not erased, by its number."""
    found = session.get(Application, number)
    return None if found is None or found.erased_at is not None else found


def left_behind() -> Sequence[Application]:
    """Return applications that were begun and not sent, and whose link is over."""
    return session.scalars(
        select(Application)
        .join(Application.link)
        .where(Application.submitted_at.is_(None), ApplicationLink.expires_at <= clock.now())
        .order_by(Application.id)
        .limit(BATCH)
    ).all()
