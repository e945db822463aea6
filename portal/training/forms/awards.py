"""The fields of awards, of what makes them last, of exemptions and certificates."""

from typing import Any, Final

from wtforms import Field
from wtforms.validators import StopValidation

from portal import clock
from portal.site.fields import Choice, Day, LongText, OneOf, Text, Upload
from portal.site.forms import Form, OnceForm
from portal.training.models import AwardSource
from portal.training.rules import AwardFacts

WHY: Final = "Kept in the history for good. No health details, nothing about a child."
SHORT: Final = 300
GIVEN: Final = (AwardSource.CERTIFICATE, AwardSource.PRIOR_LEARNING, AwardSource.GRANTED)


class AwardFields(OnceForm):
    """What was taken, and when."""

    course = Choice("Course", needed="Choose the course", coerce=int)
    taken_on = Day("Day on which it was taken", needed="Enter the day on which it was taken")
    awarded_on = Day("Day on the certificate", hint="Leave empty if it is the same.")

    @property
    def facts(self) -> AwardFacts:
        """Return the days, once the form is valid."""
        return AwardFacts(self.taken_on.data, self.awarded_on.data or self.taken_on.data)


class NewAward(AwardFields):
    """An award that comes from no session of ours."""

    source = OneOf(
        "How it comes",
        needed="Choose how it comes",
        choices=[(each.value, each.label) for each in GIVEN],
        coerce=AwardSource,
    )
    provider = Text("Who gave the course", hint="Only for a certificate from elsewhere.")
    file = Upload("The certificate", hint="A PDF, or a photograph. Leave empty if you saw it.")
    reason = LongText("Reason, or what was seen", most=SHORT, hint=WHY)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the reason of what was granted."""
        sound = bool(super().validate(extra_validators))
        if sound and self.source.data is not AwardSource.CERTIFICATE and not self.reason.data:
            self.refuse("Enter the reason: it stays with the award", "reason")
            return False
        return sound


class SentCertificate(AwardFields):
    """A certificate that somebody sends in themselves."""

    provider = Text("Who gave the course", needed="Enter who gave the course")
    file = Upload("The certificate", needed="Choose the certificate", hint="A PDF, or a photograph")


class Reason(Form):
    """Why something is taken back or refused."""

    reason = LongText("Reason", needed="Enter the reason", most=SHORT)


class Extension(Form):
    """Until when one award shall last, and why."""

    until = Day("New last day", needed="Enter the new last day")
    reason = LongText("Reason", needed="Enter the reason", most=SHORT, hint=WHY)


class AllExtension(Form):
    """Whose awards shall last longer, until when, and why."""

    since = Day("Awards that lapse from", needed="Enter the first day")
    until = Day("Let them last until", needed="Enter the new last day")
    reason = LongText("Reason", needed="Enter the reason", most=SHORT, hint=WHY)

    def validate_until(self, field: Field) -> None:
        """Refuse days that would extend nothing."""
        if self.since.data and field.data <= self.since.data:
            raise StopValidation("The new last day must be after the first day")
        if field.data < clock.today():
            raise StopValidation("This day is over: enter a day from today on")


class NewExemption(OnceForm):
    """Who need not hold what, until when, and why."""

    course = Choice("Course", needed="Choose the course", coerce=int)
    since = Day("From", needed="Enter the first day", default=clock.today)
    until = Day("To the end of", hint="Leave empty for good.")
    reason = Text("Reason", needed="Enter the reason", hint=f"Like: on leave. {WHY}")

    def validate_until(self, field: Field) -> None:
        """Refuse an end before the start."""
        if self.since.data and field.data < self.since.data:
            raise StopValidation("The last day must not be before the first")
