"""The fields of a partner, of whom to ring there, of its papers, its people and what it is told."""

from collections.abc import Iterable
from typing import Any, Final

from wtforms import Field
from wtforms.validators import StopValidation

from portal.people.models import Area
from portal.reparation.models import ContactKind, PaperKind, Partner, PartnerState
from portal.site.fields import (
    MAX_LINK,
    Choice,
    Day,
    Email,
    LongText,
    OneOf,
    Phone,
    SomeOf,
    Text,
    Upload,
    link_check,
)
from portal.site.forms import EditForm, Form, OnceForm

SHORT: Final = 300
NO_CHILD: Final = "Never anything about a child or a victim."
FILE: Final = "A PDF, or a photograph"
STATES: Final = (
    (PartnerState.ACTIVE.value, "Hosts reparation"),
    (PartnerState.PAUSED.value, "Takes a break"),
    (PartnerState.ENDED.value, "Hosts none any more"),
)


class OwnFields(Form):
    """What a partner says of itself."""

    about = LongText("What they do", most=1000, hint="In a sentence or two, as staff read it.")
    website = Text("Website", most=MAX_LINK, checks=[link_check], hint="Like https://example.org")
    address = LongText("Address", most=SHORT)


class PartnerFields(OwnFields):
    """What a coordinator holds of a partner."""

    name = Text("Name of the organisation", needed="Enter the name of the organisation")
    areas = SomeOf("Areas they serve", coerce=int, hint="None ticked means the whole service.")
    agreed_on = Day("Day of the service level agreement")
    agreement_review_on = Day("Day by which the agreement is reviewed")
    agreement_levels = LongText(
        "What was agreed",
        hint="Like: answers within two working days; one adult for four young people.",
    )

    def validate_agreement_review_on(self, field: Field) -> None:
        """Refuse a review before the agreement."""
        if field.data and self.agreed_on.data and field.data <= self.agreed_on.data:
            raise StopValidation("The review must be after the day of the agreement")

    def values(self) -> dict[str, Any]:
        """Return what was typed, as the partner's columns."""
        return {
            "name": self.name.data,
            "about": self.about.data,
            "website": self.website.data,
            "address": self.address.data,
            "area_ids": self.areas.data or [],
            "agreed_on": self.agreed_on.data,
            "agreement_review_on": self.agreement_review_on.data,
            "agreement_levels": self.agreement_levels.data,
        }


class NewPartner(PartnerFields, OnceForm):
    """An organisation that shall host reparation."""


class ChangedPartner(PartnerFields, EditForm):
    """A partner as held now, to be changed."""

    state = OneOf(
        "Where they stand",
        needed="Choose where they stand",
        choices=STATES,
        coerce=PartnerState,
        hint="Nothing is booked with one that takes a break or has ended. Its page stays.",
    )

    def values(self) -> dict[str, Any]:
        """Return what was typed, as the partner's columns."""
        return {**super().values(), "state": self.state.data}


class OwnDetails(OwnFields, EditForm):
    """What a partner's own people may change of it."""

    def values(self) -> dict[str, Any]:
        """Return what was typed, as the partner's columns."""
        return {name: self[name].data for name in ("about", "website", "address")}


def held(partner: Partner) -> dict[str, Any]:
    """Return a partner as its forms show it."""
    return {
        "version": partner.version,
        "name": partner.name,
        "about": partner.about,
        "website": partner.website,
        "address": partner.address,
        "areas": [row.area_id for row in partner.areas],
        "agreed_on": partner.agreed_on,
        "agreement_review_on": partner.agreement_review_on,
        "agreement_levels": partner.agreement_levels,
        "state": partner.state,
    }


class NewContact(Form):
    """Whom to ring, and about what."""

    kind = OneOf(
        "What for",
        needed="Choose what they are rung about",
        choices=[(kind.value, kind.label) for kind in ContactKind],
        coerce=ContactKind,
    )
    name = Text("Name", needed="Enter their name")
    phone = Phone("Telephone number")
    email = Email("Email address")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a way to reach them."""
        good = bool(super().validate(extra_validators))
        if good and not self.phone.data and not self.email.data:
            self.refuse("Enter a telephone number or an email address", "phone")
            return False
        return good


class Paper(OnceForm):
    """A paper, and how long it holds."""

    kind = Choice(
        "What it is",
        needed="Choose what it is",
        choices=[("", "Choose a document"), *((kind.value, kind.label) for kind in PaperKind)],
        coerce=lambda text: PaperKind(text) if text else "",
    )
    note = Text("What it is called", hint="Only for another document.", most=100)
    until = Day(
        "Last day on which it holds",
        hint="As it says on the document, or the day by which it is reviewed.",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the day of all but another document, and for that one's name."""
        good = bool(super().validate(extra_validators))
        if not good:
            return False
        other = self.kind.data is PaperKind.OTHER
        if other and not self.note.data:
            self.refuse("Enter what it is called", "note")
        if not other and self.until.data is None:
            self.refuse("Enter the last day on which it holds", "until")
        return not self.errors


class SentPaper(Paper):
    """A paper that a partner sends in."""

    file = Upload("The document", needed="Choose the document", hint=FILE)


class SeenPaper(Paper):
    """A paper that a coordinator has seen."""

    file = Upload("The document", hint=f"{FILE}. Leave empty if you saw it.")


class Refusal(Form):
    """Why a paper cannot be taken."""

    reason = LongText(
        "Reason", needed="Enter the reason", most=SHORT, hint="They read it in an email."
    )


class NewPerson(Form):
    """Somebody who shall sign in for a partner."""

    name = Text("Full name", needed="Enter their full name")
    email = Email(
        "Email address",
        needed="Enter their email address",
        hint="The invitation goes here, and they sign in with it.",
    )


class Message(OnceForm):
    """What a coordinator tells a partner."""

    text = LongText("Message", needed="Enter the message", most=1000, hint=NO_CHILD)


def area_choices(areas: Iterable[Area]) -> list[tuple[int, str]]:
    """Return areas as choices."""
    return [(area.id, area.name) for area in areas]
