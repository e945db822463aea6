"""What somebody without an account does: begins an application, goes on with it, sends it.

Whoever types an address is told nothing of what is known about it. What they typed is kept, and
whoever reads the mail of that address decides what becomes of it.
"""

from collections.abc import Mapping
from typing import Any

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.notifications.actions import post
from portal.recruitment.actions import stages
from portal.recruitment.actions.links import forget_link_letters, prolong, renew, send_link
from portal.recruitment.models import (
    Application,
    ApplicationLink,
    ApplicationState,
    Campaign,
    RecruitmentTag,
    Stage,
    WithdrawReason,
)
from portal.recruitment.queries import applying as queries
from portal.recruitment.queries.applications import lock_application
from portal.recruitment.queries.campaigns import lock_campaign
from portal.recruitment.queries.people import coordinators
from portal.recruitment.rules import applying as rules
from portal.site.filters import day

Said = Mapping[str, Any]
"""The columns of an application that its form asks for."""


def apply(*, campaign: Campaign, form_key: str, said: Said, send: bool) -> None:
    """Keep what somebody typed on the public form, and send it in if they say so.

    An address of which something is known gets a letter with its link, whoever typed it, and what
    was typed waits there. The same form again goes on with what it made. Raises `Refused` when the
    campaign takes no applications.
    """
    campaign = lock_campaign(campaign.id)  # two forms with one address are kept one by one
    _check_taking(campaign)
    made, known = queries.by_form(form_key), queries.live_at(said["email"], campaign.id)
    if made is not None and (made.is_sent or made.campaign_id != campaign.id):
        return
    if known is not None and known is not made and (known.stage is not Stage.ENQUIRY or not send):
        if made is not None:
            drop(application=made)  # begun under another address, which may be somebody else's
        known.campaign = known.campaign or campaign
        if _says_the_same(known, said):
            renew(known)
        else:
            _keep_beside(known, said)
        send_link(application=known, form_key=form_key)
        return
    application = made or known or _begun(campaign)
    application.form_key = form_key
    if made is not None and made.email != said["email"]:
        _forget_link(made)
    _fill(application, said)
    if send:
        _send(application, campaign)
    else:
        prolong(application)
        send_link(application=application, form_key=form_key)


def go_on(*, link: ApplicationLink, said: Said, send: bool) -> None:
    """Keep what somebody changed by their own link, and send it in if they say so.

    Raises `Refused` when it was sent before, or the campaign takes no applications any more.
    """
    application = lock_application(link.application_id)
    rules.check_unsent(is_sent=application.is_sent)
    if not send and application.stage is Stage.ENQUIRY:
        _keep_beside(application, said)
        return
    _fill(application, said)
    if send:
        _send(application, _check_taking(application.campaign))
    else:
        prolong(application)


def take_typed_again(*, link: ApplicationLink) -> None:
    """Put what was typed the second time in place of the first. Twice is harmless.

    Raises `Refused` when the application is being looked at already.
    """
    application = lock_application(link.application_id)
    session.refresh(link)
    if link.typed_again is None:
        return
    rules.check_replaceable(is_read=application.stage is not Stage.APPLICATION)
    _fill(application, link.typed_again)
    link.typed_again = link.typed_again_at = None
    record(RecruitmentTag.TYPED_AGAIN_TAKEN, application, actor=None)


def drop_typed_again(*, link: ApplicationLink) -> None:
    """Forget what was typed the second time; twice is harmless."""
    link.typed_again = link.typed_again_at = None


def withdraw(*, link: ApplicationLink) -> None:
    """End an application as its applicant wishes, and tell the coordinators; twice is harmless.

    Nothing is kept of what was never sent.
    """
    application = lock_application(link.application_id)
    if application.submitted_at is None:
        drop(application=application)
        return
    if application.state not in {ApplicationState.OPEN, ApplicationState.PARKED}:
        return
    stages.end(
        application=application,
        state=ApplicationState.WITHDRAWN,
        reason=WithdrawReason.NOT_SAID.value,
        actor=None,
    )
    _tell_coordinators("application_withdrawn", application)


def drop(*, application: Application) -> None:
    """Delete an application that was begun and not sent, and the letters with its link.

    What was written to the same address about another application stays.
    """
    record(RecruitmentTag.APPLICATION_DROPPED, application, actor=None, campaign=_of(application))
    forget_link_letters(application)
    session.delete(application)


def ask_link(*, campaign: Campaign, email: str, form_key: str) -> None:
    """Mail the link to whoever has begun or sent an application from an address; else nothing.

    Nor to somebody who only rang: there is nothing that they could go on with.
    """
    found = queries.live_at(email, campaign.id)
    if found is not None and (found.stage is not Stage.ENQUIRY or found.link is not None):
        renew(found)
        send_link(application=found, form_key=form_key)


def replace_link(*, link: ApplicationLink, form_key: str) -> None:
    """Mail a new link in place of one that is over, to the address of its application."""
    renew(link.application)
    send_link(application=link.application, form_key=form_key)


def _begun(campaign: Campaign) -> Application:
    application = Application(campaign=campaign, stage=Stage.APPLICATION, changes=[])
    session.add(application)
    return application


def _fill(application: Application, said: Said) -> None:
    is_new = not application.name
    for column, value in said.items():
        setattr(application, column, value)
    if is_new:
        campaign = _of(application)
        record(RecruitmentTag.APPLICATION_BEGUN, application, actor=None, campaign=campaign)


def _send(application: Application, campaign: Campaign) -> None:
    application.campaign, application.submitted_at = campaign, clock.now()
    if application.stage is Stage.ENQUIRY:
        stages.move(application=application, to=Stage.APPLICATION, actor=None)
    else:
        application.stage_since = clock.today()
    drop_typed_again(link=prolong(application))
    record(RecruitmentTag.APPLICATION_SENT, application, actor=None, campaign=campaign.id)
    post(
        to=None,
        address=application.email,
        template="recruitment/email/application_sent",
        key=f"recruitment:sent:{application.id}",
        application=application.id,
    )
    _tell_coordinators("application_received", application)


def _says_the_same(known: Application, said: Said) -> bool:
    """Return whether nothing new was typed: somebody went back, and sent the same once more."""
    return all(getattr(known, name) == said[name] for name in said.keys() - {"email"})


def _keep_beside(known: Application, said: Said) -> None:
    """Keep what was typed where only the link leads: nobody here reads what was not sent."""
    link = renew(known)
    link.typed_again, link.typed_again_at = dict(said), clock.now()
    record(RecruitmentTag.TYPED_AGAIN, known, actor=None, campaign=_of(known))


def _forget_link(application: Application) -> None:
    """Let the link that went to another address end: it may be somebody else's.

    A letter that has not gone there yet would bring the new link, so none is left.
    """
    forget_link_letters(application)
    if application.link is not None:
        application.link.turn += 1
        application.link.token_hash = None


def _tell_coordinators(letter: str, application: Application) -> None:
    for person in coordinators(application):
        post(
            to=person,
            template=f"recruitment/email/{letter}",
            key=f"recruitment:{letter}:{application.id}:{person.id}",
            application=application.id,
        )


def _check_taking(campaign: Campaign | None) -> Campaign:
    """Return the campaign that takes an application; raises `Refused` when it does not."""
    if campaign is None or not campaign.is_taking:
        last = campaign.closes_on if campaign else None
        rules.refuse_closed(last_day=day(last) if last else "")
    return campaign


def _of(application: Application) -> int | None:
    return application.campaign.id if application.campaign else None
