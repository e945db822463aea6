"""The fields of the register."""

import re
from collections.abc import Iterable
from typing import Any, Final

from wtforms import Field
from wtforms import Form as AnyForm
from wtforms.validators import StopValidation

from portal import clock
from portal.members.models import Member, Status
from portal.people.models import MAX_NAME
from portal.site.fields import (
    Day,
    Email,
    OneOf,
    Phone,
    SomeOf,
    Text,
    Tick,
    WholeNumber,
)
from portal.site.forms import EditForm, Form, OnceForm

MAX_NUMBER: Final = 20
MAX_MONTH: Final = 31
NUMBER: Final = re.compile(r"[A-Z0-9][A-Z0-9._-]*")

CHAIR, UNWILLING, MEMBER, LEARNER = "chair", "unwilling", "member", "learner"
SITS: Final = (
    (CHAIR, "May chair"),
    (UNWILLING, "May chair, and would rather not"),
    (MEMBER, "Member only"),
    (LEARNER, "Learner: observes, or sits beside experienced members"),
)


def _number(_form: AnyForm, field: Field) -> None:
    if not NUMBER.fullmatch(field.data.upper()):
        raise StopValidation("Use only letters, digits, hyphens and full stops, like V012")


def not_in_future(_form: AnyForm, field: Field) -> None:
    """Refuse a day to come."""
    if field.data > clock.today():
        raise StopValidation("Enter a day that is not in the future")


class Volunteer(Form):
    """What is held of a volunteer besides their checks, their status and their days."""

    number = Text(
        "Volunteer number",
        needed="Enter the volunteer number",
        most=MAX_NUMBER,
        hint="The service’s own, for example V012. Imports find the volunteer by it.",
        checks=[_number],
        render_kw={"class": "govuk-input--width-10", "autocomplete": "off"},
    )
    name = Text("Full name", needed="Enter the full name", most=MAX_NAME)
    known_as = Text(
        "Known as",
        most=MAX_NAME,
        hint="What others see instead of the full name. Leave empty if it is the same.",
    )
    email = Email(
        "Email address",
        hint="Where offers and invitations go. Two people may share one; leave empty if none.",
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false"},
    )
    phone = Phone("Telephone number", render_kw={"type": "tel", "autocomplete": "off"})
    phone_shared = Tick(
        "Fellow volunteers may see the telephone number", hint="Ask before ticking this."
    )
    areas = SomeOf(
        "Areas", coerce=int, hint="Leave all empty for a volunteer who serves the whole service."
    )
    sits = OneOf(
        "Seats on a panel", needed="Choose which seats they may take", choices=SITS, default=MEMBER
    )
    joined_on = Day("Date joined", hint="For example, 27 3 2024. Leave empty if it is not known.")
    min_month = WholeNumber(
        "Least panels a month",
        needed="Enter the least, 0 if they have not said",
        most=MAX_MONTH,
        default=0,
    )
    max_month = WholeNumber(
        "Most panels a month",
        needed="Enter the most they agreed to",
        most=MAX_MONTH,
        default=2,
        hint="Somebody over their most is asked, never put down without asking.",
    )

    def validate_max_month(self, field: Field) -> None:
        """Refuse a most below the least."""
        if field.data is not None and field.data < (self.min_month.data or 0):
            raise StopValidation("The most must not be below the least")

    def values(self) -> dict[str, Any]:
        """Return what the actions take: columns, and `area_ids`."""
        chairs = self.sits.data in {CHAIR, UNWILLING}
        wish = {"willing_chair": self.sits.data == CHAIR} if chairs else {}
        return {
            **wish,
            "number": str(self.number.data).upper(),
            "name": self.name.data,
            "known_as": self.known_as.data or None,
            "email": str(self.email.data).lower() or None,
            "phone": self.phone.data or None,
            "phone_shared": bool(self.phone_shared.data and self.phone.data),
            "area_ids": self.areas.data or [],
            "may_chair": chairs,
            "is_learner": self.sits.data == LEARNER,
            "joined_on": self.joined_on.data,
            "min_month": self.min_month.data,
            "max_month": self.max_month.data,
        }


class NewVolunteer(Volunteer, OnceForm):
    """Somebody who joins the register."""

    standing = OneOf(
        "Where they stand now",
        needed="Choose where they stand with the service",
        choices=[(each.value, each.label) for each in Status if each is not Status.LEFT],
        coerce=Status,
        default=Status.VETTING,
    )


class ChangedVolunteer(Volunteer, EditForm):
    """A volunteer as held now, to be changed."""


def held(member: Member) -> dict[str, Any]:
    """Return a volunteer as the form shows them."""
    person = member.person
    return {
        "version": member.version,
        "number": member.number,
        "name": person.name,
        "known_as": person.known_as or "",
        "email": person.email or "",
        "phone": person.phone or "",
        "phone_shared": person.phone_shared,
        "areas": [row.area_id for row in member.area_rows],
        "sits": _sits(member),
        "joined_on": member.joined_on,
        "min_month": member.min_month,
        "max_month": member.max_month,
    }


def _sits(member: Member) -> str:
    if member.may_chair:
        return CHAIR if member.willing_chair else UNWILLING
    return LEARNER if member.is_learner else MEMBER


class NewStatus(EditForm):
    """Where a volunteer stands from a day on. Leaving has a form of its own."""

    standing = OneOf(
        "New status",
        needed="Choose the new status",
        choices=[(each.value, each.label) for each in Status if each is not Status.LEFT],
        coerce=Status,
    )
    on = Day("From when", needed="Enter the day", checks=[not_in_future])


def area_choices(areas: Iterable[Any]) -> list[tuple[int, str]]:
    """Return areas as choices."""
    return [(area.id, area.name) for area in areas]
