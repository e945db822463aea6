"""Filters of the lists: they change nothing, so they carry no token, and bad ones are ignored."""

from typing import Any

from flask import request
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms.validators import ValidationError

from portal.admin.queries import TrailFilter
from portal.notifications.models import MailState
from portal.site.fields import Choice, Day, Text, WholeNumber
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


class TrailForm(Filter):
    """Which events of the trail to show."""

    who = Text("Who", most=100, hint="A name, or “portal” for what it did by itself")
    tag = Choice("What", coerce=str)
    subject = Choice("To what", coerce=str)
    number = WholeNumber("Its number", least=1, most=999_999_999)
    first = Day("From", widget=GovTextInput(), render_kw={"type": "date"})
    last = Day("To", widget=GovTextInput(), render_kw={"type": "date"})

    def asked(self) -> TrailFilter:
        """Return what to look for; what cannot be read is left out, beside its sentence."""
        return TrailFilter(
            who=self.chosen("who") or "",
            tag=self.chosen("tag"),
            subject_type=self.chosen("subject"),
            subject_id=self.chosen("number"),
            first=self.chosen("first"),
            last=self.chosen("last"),
        )

    def validate_last(self, field: Day) -> None:
        """Refuse an end before the start."""
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError("“To” is before “From”: swap the two days")
