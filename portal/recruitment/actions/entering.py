"""What a coordinator enters by hand: somebody who rang, or an application on paper."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.people.models import Person
from portal.recruitment.models import Application, Campaign, RecruitmentTag, Stage
from portal.recruitment.queries import applying as queries
from portal.recruitment.queries.campaigns import lock_campaign
from portal.recruitment.rules import entering as rules

MIDDAY: Final = time(12)
"""Of a day that somebody enters, no hour is known."""


def enter(
    *,
    stage: Stage,
    campaign: Campaign | None,
    received_on: date,
    said: Mapping[str, Any],
    form_key: str,
    actor: Person,
) -> Application:
    """Take up somebody who asked or wrote, as if they had used the public form; the form once.

    Nobody is written to. Raises `Refused` when somebody with that address is on their way already.
    """
    made = queries.by_form(form_key)
    if made is not None:
        return made
    if campaign is not None:
        lock_campaign(campaign.id)  # a form of the public with the same address waits
    email, number = said["email"], campaign.id if campaign else None
    known = queries.live_at(email, number) if email else None
    if known is not None:
        rules.refuse_known(name=known.name, is_begun=known.submitted_at is None)
    moment = clock.now() if received_on == clock.today() else clock.at(received_on, MIDDAY)
    application = Application(
        campaign=campaign,
        stage=stage,
        stage_since=received_on,
        submitted_at=moment,
        form_key=form_key,
        **said,
    )
    session.add(application)
    record(RecruitmentTag.APPLICATION_ENTERED, application, actor=actor, stage=stage)
    return application
