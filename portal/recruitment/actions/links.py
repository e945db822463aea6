"""The link of somebody without an account: made of their application and the portal's secret.

It is the same in every letter until it is over, and nothing but its hash is kept.
"""

from datetime import timedelta
from hmac import digest

from flask import current_app

from portal import clock
from portal.accounts.rules import hash_of
from portal.database import session
from portal.notifications.actions import post
from portal.notifications.actions.delivery import forget_letters
from portal.recruitment.models import LINK_DAYS, Application, ApplicationLink
from portal.settings.queries import value


def prolong(application: Application) -> ApplicationLink:
    """Let somebody's link work for its full time from now; one that is over gives way to a new."""
    link = renew(application)
    link.expires_at = clock.now() + timedelta(days=value(LINK_DAYS))
    return link


def renew(application: Application) -> ApplicationLink:
    """Return somebody's link: the one they have while it works, else a new one."""
    until, link = clock.now() + timedelta(days=value(LINK_DAYS)), application.link
    if link is None:
        link = application.link = ApplicationLink(turn=1, expires_at=until)
    elif link.is_over:
        link.turn, link.token_hash, link.expires_at = link.turn + 1, None, until
    return link


def mint(*, link: ApplicationLink) -> str:
    """Return the token of a link, to be written into a letter: the same each time."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    whose = f"recruitment-application:{link.application.uuid}:{link.turn}"
    token = digest(secret, whose.encode(), "sha256").hex()
    link.token_hash = hash_of(token)
    return token


def send_link(*, application: Application, form_key: str) -> None:
    """Mail somebody the link to what they began or sent, once for each form that asks for it."""
    session.flush()  # one that was just begun has no number before
    post(
        to=None,
        address=application.email,
        template="recruitment/email/application_link",
        key=f"{_key(application)}{form_key}",
        application=application.id,
    )


def forget_link_letters(application: Application) -> None:
    """Delete the letters with somebody's link, those too that have not gone yet."""
    forget_letters(address=application.email or "", keys=_key(application))


def _key(application: Application) -> str:
    return f"recruitment:link:{application.id}:"
