"""What was done in reparation within a span of days, as counts that lead to nobody."""

from datetime import date

from sqlalchemy import func, select

from portal.calendar.models import Entry
from portal.database import session
from portal.reparation.models import Place, ProjectSession, Referral, SessionState
from portal.reparation.queries.referrals import worked_as_wished
from portal.reparation.rules.outcomes import Counted


def counted(first: date, last: date) -> Counted:
    """Count what was done at the sessions of some days; three statements whatever there is.

    A wish counts in the span in which its referral worked, followed or not.
    """
    within = Entry.first_day.between(first, last)
    sessions, awards = session.execute(
        select(func.count(), func.sum(ProjectSession.unit_awards))
        .select_from(ProjectSession)
        .join(ProjectSession.entry)
        .where(ProjectSession.state == SessionState.HELD, within)
    ).one()
    places, referrals, minutes = session.execute(
        select(
            func.count(Place.id),
            func.count(Place.referral_id.distinct()),
            func.sum(Place.minutes),
        )
        .join(Place.session)
        .join(ProjectSession.entry)
        .where(Place.attended.is_(True), within)
    ).one()
    worked = (
        select(Place.referral_id)
        .join(Place.session)
        .join(ProjectSession.entry)
        .where(Place.attended.is_(True), within)
    )
    wishes, followed = session.execute(
        select(
            func.count(Referral.id),
            func.count(Referral.id).filter(
                worked_as_wished(ProjectSession.entry_id == Entry.id, within)
            ),
        ).where(Referral.wish_theme.is_not(None), Referral.id.in_(worked))
    ).one()
    done = (int(awards or 0), places, referrals, int(minutes or 0))  # a sum of none is None
    return Counted(sessions, *done, wishes, followed)
