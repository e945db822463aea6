"""The fields of what a coordinator enters by hand."""

from datetime import date
from typing import Any, Final

from wtforms import Field
from wtforms.validators import StopValidation

from portal import clock
from portal.members.forms.details import MAX_SAID
from portal.recruitment.forms.applying import NO, YES
from portal.recruitment.forms.words import Line, PastedOfOther
from portal.recruitment.models import Stage
from portal.site.fields import Choice, Day, Email, OneOf, Phone
from portal.site.forms import OnceForm

YOUNG: Final = (
    "Volunteers must be 18 or over. Enter them as somebody who asked, and write down no age"
)


class Entered(OnceForm):
    """Somebody who rang or came by, or an application on paper."""

    stage = OneOf(
        "What is it?",
        needed="Say whether they asked, or applied",
        choices=[
            (Stage.ENQUIRY.value, "An enquiry: they want to know more"),
            (Stage.APPLICATION.value, "An application on paper or by post"),
        ],
    )
    campaign_id = Choice("Campaign", coerce=int)
    received_on = Day("Day on which it came", needed="Enter the day on which it came")
    name = Line("Name", needed="Enter their name")
    email = Email("Email address (optional)", render_kw={"type": "email", "autocomplete": "off"})
    phone = Phone("Telephone number (optional)", render_kw={"type": "tel", "autocomplete": "off"})
    adult = OneOf(
        "Are they 18 or over?",
        choices=[(YES, "Yes"), (NO, "No"), ("", "They have not said")],
        hint="No date of birth is held.",
    )
    area_id = Choice("Area", coerce=int)
    why = PastedOfOther(
        "Why they would like to do this (optional)",
        most=MAX_SAID,
        hint="In their words. Never anything about a child or a victim.",
    )
    experience = PastedOfOther("What they bring (optional)", most=MAX_SAID)
    needs = PastedOfOther("What we should arrange for them (optional)", most=MAX_SAID)
    heard_from = Line("How they heard of us (optional)")

    def validate_received_on(self, field: Field) -> None:
        """Refuse a day that is still to come."""
        if isinstance(field.data, date) and field.data > clock.today():
            raise StopValidation("The day must be today or before")

    def can_be_kept(self) -> bool:
        """Return whether what belongs together is there; what is missing is said at its field."""
        if not self.email.data and not self.phone.data:
            self.refuse("Enter an email address or a telephone number: which of them is up to them")
        if self.adult.data == NO and self.stage.data == Stage.APPLICATION:
            self.refuse(YOUNG, "adult")
        return not self.errors

    def said(self) -> dict[str, Any]:
        """Return the columns of an application."""
        kept = ("name", "email", "phone", "area_id", "why", "experience", "needs", "heard_from")
        columns: dict[str, Any] = {name: self[name].data for name in kept}
        columns["email"], columns["phone"] = columns["email"] or None, columns["phone"] or None
        columns["is_adult"] = None if not self.adult.data else self.adult.data == YES
        return columns
