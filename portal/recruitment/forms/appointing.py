"""What is asked when somebody is appointed: all that is known stands there already."""

from typing import Any
from uuid import UUID

from wtforms import Field
from wtforms.validators import StopValidation

from portal import clock
from portal.members.forms.details import MAX_SAID
from portal.members.forms.register import MAX_MONTH, MAX_NUMBER, NUMBER
from portal.members.models import CHECK_LEVELS
from portal.members.rules import Check, recheck_after
from portal.people.models import MAX_NAME
from portal.recruitment.models import ReviewOutcome
from portal.recruitment.rules import Appointing
from portal.site.fields import (
    Choice,
    Day,
    Email,
    LongText,
    OneOf,
    Phone,
    SomeOf,
    Text,
    Tick,
    WholeNumber,
)
from portal.site.forms import EditForm


class Appointment(EditForm):
    """An applicant becomes a volunteer; `version` is the application's."""

    number = Text(
        "Volunteer number",
        needed="Enter the volunteer number",
        most=MAX_NUMBER,
        hint="The next free one. Somebody who was a volunteer before keeps theirs.",
        render_kw={"class": "govuk-input--width-10", "autocomplete": "off"},
    )
    name = Text("Full name", needed="Enter the full name", most=MAX_NAME)
    known_as = Text("Known as", most=MAX_NAME, hint="Leave empty if it is the same.")
    email = Email("Email address")
    phone = Phone("Telephone")
    skills = LongText(
        "Skills and experience",
        most=MAX_SAID,
        hint="As they wrote it. Colleagues read it in the register: take out what is not for them.",
        render_kw={"rows": 3},
    )
    access_needs = LongText(
        "Access needs",
        most=MAX_SAID,
        hint="As they wrote it. Coordinators alone read it, to arrange for it.",
        render_kw={"rows": 3},
    )
    areas = SomeOf("Areas", coerce=int, hint="Tick none for the whole service.")
    max_month = WholeNumber(
        "Most panels a month", needed="Enter the most they agreed to", most=MAX_MONTH
    )
    issued_on = Day(
        "Date of the DBS check",
        hint="Leave empty if it has not been seen yet. Nobody is asked to observe before it has.",
    )
    level = Choice("Level", choices=[("", "Not seen yet"), *((x, x) for x in CHECK_LEVELS)])
    update_service = Tick("On the DBS update service")
    session = OneOf("Induction", coerce=str)
    buddy = Choice("Buddy", hint="An experienced volunteer, who is told by email.")
    observes = SomeOf(
        "Panels to observe",
        coerce=str,
        hint="They are asked by email for those that are ticked. Without a DBS check tick none: "
        "they can be asked later, on the page that follows.",
    )
    review_on = Day("Probation review by", needed="Enter the day of the probation review")
    invites = Tick(
        "Send them an invitation to sign in",
        hint="A link to choose a password goes to the email address above.",
    )

    def validate_number(self, field: Field) -> None:
        """Refuse what imports could not find again."""
        if not NUMBER.fullmatch(field.data.upper()):
            raise StopValidation("Use only letters, digits, hyphens and full stops, like V012")

    def validate_issued_on(self, field: Field) -> None:
        """Refuse a check to come, and one without a level."""
        if field.data and field.data > clock.today():
            raise StopValidation("Enter a day that is not in the future")
        if field.data and not self.level.data:
            raise StopValidation("Choose the level of the DBS check below as well")

    def validate_review_on(self, field: Field) -> None:
        """Refuse a day that is over."""
        if field.data < clock.today():
            raise StopValidation("This day is over: enter a day from today on")

    def facts(self, check_years: int) -> Appointing:
        """Return what was said; a DBS check is made again after so many years."""
        person = {
            "name": self.name.data,
            "known_as": self.known_as.data or None,
            "email": str(self.email.data).lower() or None,
            "phone": self.phone.data or None,
        }
        return Appointing(
            number=str(self.number.data).upper(),
            person=person,
            details={
                "skills": self.skills.data or "",
                "access_needs": self.access_needs.data or "",
            },
            area_ids=tuple(self.areas.data or ()),
            max_month=self.max_month.data,
            review_on=self.review_on.data,
            check=self._check(check_years),
            buddy=_uuid(self.buddy.data),
            session=_uuid(self.session.data),
            observes=tuple(UUID(each) for each in self.observes.data or ()),
            invites=bool(self.invites.data),
        )

    def _check(self, years: int) -> tuple[Check, str] | None:
        on, level = self.issued_on.data, self.level.data
        if not on or not level:
            return None
        return Check(on, recheck_after(on, years), bool(self.update_service.data)), level


class Naming(EditForm):
    """Who is somebody's buddy from now on; `version` is the appointment's."""

    buddy = Choice("Who is their buddy?", hint="An experienced volunteer, who is told by email.")

    @property
    def uuid(self) -> UUID | None:
        """Return who was chosen, None for nobody."""
        return _uuid(self.buddy.data)


class Observing(EditForm):
    """More panels to observe."""

    observes = SomeOf("Panels to observe", needed="Tick a panel", coerce=str)

    @property
    def uuids(self) -> list[UUID]:
        """Return the sittings that were ticked."""
        return [UUID(each) for each in self.observes.data or ()]


class Review(EditForm):
    """A probation review that was held. What was said in it is not kept here."""

    held_on = Day("When it was held", needed="Enter the day of the review")
    outcome = OneOf(
        "What it came to",
        needed="Choose what the review came to",
        coerce=ReviewOutcome,
        choices=[
            (ReviewOutcome.CONFIRMED.value, "Confirmed: the probation is over"),
            (ReviewOutcome.EXTENDED.value, "Extended: reviewed again"),
        ],
    )
    next_on = Day("Reviewed again by", hint="Only when it is extended.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the day of the next review of a probation that goes on."""
        good = bool(super().validate(extra_validators))
        extended = self.outcome.data is ReviewOutcome.EXTENDED
        if extended and not self.next_on.errors and self.next_on.data is None:
            self.refuse("Enter the day of the next review", "next_on")
            return False
        return good


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
