"""What volunteers say of themselves, whom to ring for them, and their picture."""

from typing import Any, Final

from portal.members.models import MemberDetail, Reach
from portal.people.models import MAX_NAME
from portal.site import files
from portal.site.fields import Choice, LongText, Phone, Text, Upload
from portal.site.forms import EditForm, Form

MAX_RELATION: Final = 60
MAX_SAID: Final = 4000
"""So much is taken here and on an application alike, from which it is carried over."""


class Details(EditForm):
    """What a volunteer says of themselves, in their own words."""

    skills = LongText(
        "Skills and experience",
        most=MAX_SAID,
        hint="What could help on a panel or a project. Nothing about a child, a victim or a case.",
        render_kw={"rows": 3},
    )
    languages = Text(
        "Languages", hint="Besides English, for example Polish, British Sign Language."
    )
    reach = Choice(
        "Best way to reach them",
        choices=[("", "No preference"), *((each.value, each.label) for each in Reach)],
        coerce=Reach,
    )
    access_needs = LongText(
        "Access needs",
        most=MAX_SAID,
        hint="In their own words, as much or as little as they like: what makes a room, a paper "
        "or a time work for them. Coordinators read it, to arrange for it.",
        render_kw={"rows": 3},
    )

    def values(self) -> dict[str, Any]:
        """Return the columns."""
        return {
            "skills": self.skills.data,
            "languages": self.languages.data,
            "reach": self.reach.data,
            "access_needs": self.access_needs.data,
        }

    def as_own(self) -> "Details":
        """Return the form in the words of whoever it is about."""
        self.reach.label.text = "Best way to reach me"
        self.access_needs.description = (
            "In your own words, as much or as little as you like: what makes a room, a paper or "
            "a time work for you. Coordinators read it, to arrange for it."
        )
        return self


def said(detail: MemberDetail) -> dict[str, Any]:
    """Return what a volunteer says of themselves as the form shows it."""
    return {
        "version": detail.version,
        "skills": detail.skills,
        "languages": detail.languages,
        "reach": detail.reach,
        "access_needs": detail.access_needs,
    }


class Emergency(Form):
    """Whom to ring when something happens to a volunteer."""

    name = Text("Name", needed="Enter the name of whom to ring", most=MAX_NAME)
    relation = Text("Who they are", most=MAX_RELATION, hint="For example, husband or neighbour.")
    phone = Phone(
        "Telephone number",
        needed="Enter their telephone number",
        render_kw={"type": "tel", "autocomplete": "off"},
    )


class Portrait(Form):
    """A picture of a volunteer."""

    file = Upload(
        "The picture",
        needed="Choose a picture",
        hint="JPEG, PNG or WebP. Where and when it was taken is removed from it.",
        render_kw={"accept": files.PICTURES_OFFERED},
    )
