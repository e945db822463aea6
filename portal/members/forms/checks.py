"""What is recorded of checks: that they were made, and what follows from a lapsed one."""

from datetime import timedelta
from typing import Any, Final

from wtforms import Field
from wtforms.validators import StopValidation

from portal import clock
from portal.members.forms.register import not_in_future
from portal.members.models import CHECK_LEVELS, CheckKind, Outcome
from portal.site.fields import Choice, Day, LongText, OneOf, Tick
from portal.site.forms import Form, OnceForm

LONGEST_DECISION: Final = 184
"""Days, half a year: then somebody looks again."""

BARS, SITS = "bars", "sits"


class NewCheck(Form):
    """A check that was made. No certificate number, no content, no scan."""

    kind = OneOf(
        "What was checked",
        needed="Choose what was checked",
        choices=[(each.value, each.label) for each in CheckKind],
        coerce=CheckKind,
        default=CheckKind.DBS,
    )
    issued_on = Day(
        "Date of the check", needed="Enter the date of the check", checks=[not_in_future]
    )
    level = Choice(
        "Level of the DBS check", choices=[("", "Not a DBS check"), *((x, x) for x in CHECK_LEVELS)]
    )
    update_service = Tick(
        "On the DBS update service", hint="Then the next check is usually done the same day."
    )
    recheck_on = Day("Date to check again")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the level of a DBS check."""
        good = bool(super().validate(extra_validators))
        if self.kind.data is CheckKind.DBS and not self.level.data:
            self.refuse("Choose the level of the DBS check", "level")
            return False
        return good

    def validate_recheck_on(self, field: Field) -> None:
        """Refuse to check again before the check."""
        if field.data and self.issued_on.data and field.data <= self.issued_on.data:
            raise StopValidation("The date to check again must be after the date of the check")


class NewStatusCheck(Form):
    """What the update service answered: that nothing changed, or that something did."""

    made_on = Day("Date of the status check", needed="Enter the date", checks=[not_in_future])
    outcome = OneOf(
        "What the update service says",
        needed="Choose what the update service says",
        choices=[
            (Outcome.UNCHANGED.value, "The certificate has not changed"),
            (Outcome.CHANGED.value, "It has changed: a new DBS check is needed"),
        ],
        coerce=Outcome,
    )
    recheck_on = Day("Date to check again")

    def validate_recheck_on(self, field: Field) -> None:
        """Refuse to check again before the check."""
        if field.data and self.made_on.data and field.data <= self.made_on.data:
            raise StopValidation("The date to check again must be after the status check")


class NewDecision(OnceForm):
    """Whether a volunteer may sit with a check that has lapsed, up to a day, and why."""

    ruling = OneOf(
        "Once the check has lapsed",
        needed="Choose whether they may sit",
        choices=[(SITS, "They may sit"), (BARS, "They may not sit")],
    )
    until = Day("Until when this holds", needed="Enter the day until which this holds")
    reason = LongText(
        "Why",
        needed="Enter why",
        most=500,
        hint="The volunteer can read it. Nothing about what a certificate says, and nobody else’s "
        "name.",
        render_kw={"rows": 3},
    )

    def validate_until(self, field: Field) -> None:
        """Refuse a day that is over, and one so far away that nobody would look again."""
        today = clock.today()
        if field.data < today:
            raise StopValidation("Enter a day that is not over")
        if field.data > today + timedelta(days=LONGEST_DECISION):
            raise StopValidation("Enter a day within the next six months: then look again")
