"""What accounts write: links with tokens are made here, when the letter is sent, never before."""

from typing import Any, Final

from flask import current_app
from flask_security import MailUtil

from portal.accounts import actions, queries
from portal.accounts.models import INVITATION_DAYS, RESET_HOURS
from portal.notifications.actions import Content, letter, post
from portal.people.models import Person
from portal.settings.queries import value
from portal.site.urls import absolute

OF_FLASK_SECURITY: Final = {
    "security/email/change_notice": "accounts/email/password_changed",
}


class OutboxMail(MailUtil):
    """Posts what Flask-Security would send by itself, so that it goes the way of all mail."""

    def send_mail(self, template: str, *args: Any, **context: Any) -> None:
        """Post our letter instead; raises KeyError for one that nobody has written."""
        user = context["user"]
        name = OF_FLASK_SECURITY[template]
        # The account's mark changes with its password, so each change is told of once.
        key = f"{name}:{user.id}:{user.fs_uniquifier[:16]}"
        post(to=user.person, template=name, key=key, address=user.email, user_id=user.id)


@letter("accounts/email/invitation")
def invitation(*, to: Person, invitation_id: int) -> Content | None:
    """Invite somebody, unless they came meanwhile, were sent a newer link, or were closed."""
    invited = queries.invitation_numbered(invitation_id)
    user = queries.user_of(invited.person)
    newest = queries.newest_invitations([invited.person])[invited.person_id]
    if invited.used_at or newest is not invited or user is None or not user.active:
        return None
    link = absolute("accounts.invitation", token=actions.mint(invitation=invited))
    return Content(
        f"Choose a password for {current_app.config['SERVICE_NAME']}",
        {
            "name": to.first_name,
            "email": user.email,
            "invited_by": invited.invited_by and invited.invited_by.display_name,
            "link": link,
            "days": value(INVITATION_DAYS),
            "until": invited.expires_at,
        },
    )


@letter("accounts/email/password_reset")
def password_reset(*, to: Person, user_id: int) -> Content | None:
    """Send a link to choose a new password, unless the account was closed meanwhile."""
    user = queries.user_numbered(user_id)
    if not user.active:
        return None
    token = current_app.extensions["security"].reset_serializer.dumps(user.fs_uniquifier)
    link = absolute("security.reset_password", token=token)
    return Content(
        "Choose a new password",
        {"name": to.first_name, "link": link, "hours": value(RESET_HOURS)},
    )


@letter("accounts/email/password_changed")
def password_changed(*, to: Person, user_id: int) -> Content | None:
    """Tell somebody that their password was changed: it may not have been them."""
    user = queries.user_numbered(user_id)
    link = absolute("security.forgot_password")
    return Content(
        "Your password was changed", {"name": to.first_name, "email": user.email, "link": link}
    )
