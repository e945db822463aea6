"""Filters of the lists: they change nothing, so they carry no token, and bad ones are ignored."""

from typing import Any

from flask import request

from portal.notifications.models import MailState
from portal.site.fields import Choice, Text
from portal.site.forms import Form

MAIL_STATES = {
    MailState.WAITING: "Waiting to go",
    MailState.SENT: "Sent",
    MailState.FAILED: "Failed",
    MailState.NO_ADDRESS: "No email: ring them",
    MailState.KEPT: "Kept here to read",
    MailState.DROPPED: "Dropped",
    MailState.OBSOLETE: "Not needed any more",
}


class Filter(Form):
    """A form that is sent by GET, read from the address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formdata=request.args, meta={"csrf": False}, **kwargs)
        self.validate()

    def chosen(self, name: str) -> Any:
        """Return what a field says, or None while it says nothing that can be used."""
        return None if self[name].errors else self[name].data or None


class OutboxFilter(Filter):
    """Which letters to show."""

    q = Text("Person", most=100)
    state = Choice(
        "Show",
        coerce=MailState,
        choices=[("", "All mail"), *((state.value, words) for state, words in MAIL_STATES.items())],
    )
