"""What a coordinator writes to many, and to whom."""

from typing import Any, Final
from uuid import UUID

from wtforms import Field, HiddenField
from wtforms.validators import StopValidation

from portal.members.models import Status
from portal.members.queries.messages import Audience
from portal.members.rules.messages import CHAIRS, LEARNERS, audience_words, check_no_reference
from portal.site.fields import Choice, LongText, OneOf, SomeOf, Text
from portal.site.forms import OnceForm
from portal.site.refusals import Refused

VOLUNTEERS, OCCASION = "volunteers", "occasion"
MOST_SUBJECT: Final = 120
MOST_BODY: Final = 5_000


class NewMessage(OnceForm):
    """A text and its audience. `counted` stands for the people whom whoever sends it was shown."""

    who = OneOf(
        "Who gets it?",
        needed="Choose who gets it",
        choices=[
            (VOLUNTEERS, "Volunteers, by status, area and seat"),
            (OCCASION, "Everybody on one panel or session"),
        ],
        default=VOLUNTEERS,
    )
    statuses = SomeOf(
        "Status",
        coerce=Status,
        choices=[(each.value, each.label) for each in Status if each is not Status.LEFT],
        default=[Status.ACTIVE],
    )
    area = Choice("Area", coerce=int)
    sits = Choice("Seat", choices=[("", "Any seat"), (CHAIRS, "May chair"), (LEARNERS, "Learners")])
    occasion = Choice("Panel or session")
    subject = Text("Subject", needed="Enter a subject", most=MOST_SUBJECT)
    body = LongText(
        "Text",
        needed="Enter the text",
        most=MOST_BODY,
        hint="It begins with ‘Hello’ and their first name, and ends with your name. Name no child, "
        "no family and no case.",
    )
    counted = HiddenField()

    def validate_subject(self, field: Field) -> None:
        """Refuse what names a case before anything is counted."""
        _check_no_reference(field)

    def validate_body(self, field: Field) -> None:
        """Refuse what names a case before anything is counted."""
        _check_no_reference(field)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what the chosen kind of audience needs."""
        good = bool(super().validate(extra_validators))
        if self.who.data == VOLUNTEERS and not self.statuses.data:
            self.refuse("Tick at least one status", "statuses")
            return False
        if self.who.data == OCCASION and not self.occasion.data:
            self.refuse("Choose the panel or session", "occasion")
            return False
        return good

    def audience(self, areas: frozenset[int]) -> Audience:
        """Return who is meant, for whoever is limited to these areas."""
        if self.who.data == OCCASION:
            return Audience(areas, occasion=UUID(self.occasion.data))
        statuses = tuple(self.statuses.data or ())
        return Audience(areas, statuses, self.area.data, self.sits.data or "")

    @property
    def words(self) -> str:
        """Return who is meant, as the copy of the message names them."""
        if self.who.data == OCCASION:
            return f"Everybody on: {_chosen(self.occasion).rpartition(':')[0]}"
        statuses = [each.label for each in self.statuses.data or ()]
        area = _chosen(self.area) if self.area.data else ""
        return audience_words(statuses, area, self.sits.data or "")


def _check_no_reference(field: Field) -> None:
    try:
        check_no_reference(field.data, field.id)
    except Refused as refused:
        raise StopValidation(refused.sentence) from None


def _chosen(field: Any) -> str:
    """Return the words of the answer that was chosen in a list."""
    return next(str(each.label) for each in field.choices if each.value == str(field.data))
