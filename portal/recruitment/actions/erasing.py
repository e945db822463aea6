"""Forgetting who was not appointed: after a warning, and with their counts kept."""

from typing import Final

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.notifications.actions import post
from portal.notifications.actions.delivery import forget_address
from portal.people.models import Person
from portal.recruitment.actions import forgetting
from portal.recruitment.actions.applying import drop
from portal.recruitment.models import Application, KeepReason, RecruitmentTag
from portal.recruitment.queries import applying
from portal.recruitment.queries import erasing as queries
from portal.recruitment.queries.applications import lock_application
from portal.recruitment.queries.people import coordinators

LONGER: Final = 3
"""Months for which an application is kept when somebody says that it is still needed."""


def warn() -> int:
    """Tell coordinators, in one letter each, whose day is near; return how many that are."""
    rule, today = queries.keeping(), clock.today()
    found = [
        each
        for each in queries.near()
        if each.ended_on
        and rule.is_to_warn(each.ended_on, each.kept_until, each.erasure_warned_on, today)
    ]
    told: dict[int, Person] = {}
    for application in found:
        application.erasure_warned_on = today
        told |= {person.id: person for person in coordinators(application)}
    for number, person in sorted(told.items()):
        post(
            to=person,
            template="recruitment/email/erasure_near",
            key=f"recruitment:erasure_near:{today.isoformat()}:{number}",
        )
    return len(found)


def erase_due() -> int:
    """Erase whoever was warned of, and whose day has come; return how many those were."""
    rule, today, count = queries.keeping(), clock.today(), 0
    for each in queries.near():
        warned = each.erasure_warned_on
        if each.ended_on and rule.is_to_erase(each.ended_on, each.kept_until, warned, today):
            erase(application=each, actor=None)
            count += 1
    return count


def erase(*, application: Application, actor: Person | None) -> None:
    """Take out of an application all that says who it was, and what was written to them.

    How far they came, when, and the coded reasons stay: they are counted.
    """
    forgetting.forget(application)
    application.link = None
    session.flush()  # nobody is forgotten of whom anything is left: the database holds to it
    if application.email and not queries.is_used_elsewhere(application):
        forget_address(address=application.email)
    application.name, application.email, application.phone = "", None, None
    application.why = application.experience = application.needs = application.heard_from = ""
    application.is_adult = application.form_key = None
    application.erased_at = clock.now()
    record(RecruitmentTag.APPLICATION_ERASED, application, actor=actor)


def keep_longer(*, application: Application, reason: KeepReason, actor: Person) -> None:
    """Put off that somebody is forgotten, for a coded reason; coordinators are warned again."""
    application, today = lock_application(application.id), clock.today()
    ended_on = application.ended_on or today
    application.kept_until = queries.keeping().longer(ended_on, today, LONGER)
    application.erasure_warned_on = None
    record(
        RecruitmentTag.APPLICATION_KEPT,
        application,
        actor=actor,
        reason=reason,
        until=application.kept_until,
    )


def drop_left_behind() -> int:
    """Delete what was begun, never sent, and whose link is over; return how many those were."""
    found = applying.left_behind()
    for each in found:
        drop(application=each)
    return len(found)
