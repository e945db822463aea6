"""What packages below the register keep of a volunteer: their account, letters, and the trail."""

from datetime import datetime
from typing import Final

from sqlalchemy import and_, func, or_, select

from portal.accounts import queries as accounts
from portal.audit.models import AuditEvent, subject_of
from portal.database import session
from portal.members.models import Member
from portal.members.queries.held import Section
from portal.notifications.models import Mail
from portal.site.filters import day_year, plural

NEVER: Final = "never"


def signing_in(member: Member) -> Section:
    """Tell of their account: with which address they sign in, and when they last did."""
    user = accounts.user_of(member.person)
    if user is None:
        return Section("Signing in", nothing="You have no account.")
    seen = accounts.last_seen([user]).get(user.id)
    facts = (("Address", user.email), ("Last used", _on(seen)))
    return Section("Signing in", facts, path="/account", link="My account")


def letters(member: Member) -> Section:
    """Tell of the list of letters that went to them: what one said is not kept."""
    count, last = session.execute(
        select(func.count(), func.max(Mail.created_at)).where(Mail.to_person_id == member.person_id)
    ).one()
    facts = (("Letters to me", plural(count, "letter")), ("The last", _on(last))) if count else ()
    return Section("Letters", facts, nothing="No letter went to you.")


def trail(member: Member) -> Section:
    """Tell of the trail: what was changed about them, and what they did themselves."""
    about = _events(member)
    by_me = select(func.count()).where(AuditEvent.actor_id == member.person_id)
    facts = (
        ("Noted about me", plural(about, "change or look", "changes and looks")),
        ("Noted of what I did", plural(session.scalar(by_me) or 0, "action")),
    )
    return Section("The trail of changes", facts)


def _events(member: Member) -> int:
    about = (
        and_(AuditEvent.subject_type == subject_type, AuditEvent.subject_id == subject_id)
        for subject_type, subject_id in (subject_of(member), subject_of(member.person))
    )
    return session.scalar(select(func.count()).select_from(AuditEvent).where(or_(*about))) or 0


def _on(moment: datetime | None) -> str:
    return day_year(moment) if moment else NEVER
