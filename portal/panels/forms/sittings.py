"""What is asked of a sitting, in words. Nothing here may be said of a child."""

from dataclasses import replace
from datetime import datetime

from portal import clock
from portal.panels import rules
from portal.panels.forms.options import NOT_KNOWN
from portal.panels.models import CancelReason, PanelKind
from portal.site.fields import Choice, Day, OneOf, Text, TimeOfDay, WholeNumber
from portal.site.forms import EditForm, Form, OnceForm

NO_NAMES = (
    "Never write a child’s or a victim’s name, initials, school or address here: "
    "a few words about the arrangement are enough."
)
MOST_REASON = 200


class _SittingFields(Form):
    date = Day("Date", needed="Enter the date of the sitting", hint="For example, 10 3 2026")
    time = TimeOfDay(
        "Start time",
        needed="Enter the time at which the first panel starts",
        hint="On the quarter of an hour, for example 5:30pm",
        render_kw={"class": "govuk-input--width-5"},
    )
    minutes = WholeNumber(
        "Length of each panel, in minutes",
        needed="Enter how long each panel lasts",
        hint="Whole quarters of an hour. Panels follow one another without a break.",
        least=rules.QUARTER,
        most=rules.MOST_MINUTES,
        render_kw={"inputmode": "numeric", "class": "govuk-input--width-3"},
    )
    room = Choice("Room", needed="Choose the room", coerce=int)
    adviser = Choice("Adviser", coerce=int, hint="Can be chosen later")
    clash_reason = Text(
        "Why the adviser takes both duties",
        most=MOST_REASON,
        hint=f"Only if they have promised something else then. It is kept in the trail. {NO_NAMES}",
    )

    @property
    def starts_at(self) -> datetime:
        """Return the moment at which the first panel starts."""
        return clock.at(self.date.data, self.time.data)

    @property
    def facts(self) -> rules.SittingFacts:
        """Return what was entered, once it is sound."""
        return rules.SittingFacts(
            self.starts_at,
            self.minutes.data,
            self.room.data,
            self.adviser.data,
            self.clash_reason.data or "",
        )


class NewSitting(_SittingFields, OnceForm):
    """A new sitting, with the orders that it hears one after another."""

    order_1 = Choice("First order", needed="Choose an order")
    kind_1 = Choice(
        "Kind of panel",
        needed="Choose the kind of panel",
        coerce=PanelKind,
        hint="A panel before court keeps its own kind, whatever stands here.",
    )
    order_2 = Choice("Second order")
    kind_2 = Choice("Kind of panel", coerce=PanelKind)
    order_3 = Choice("Third order")
    kind_3 = Choice("Kind of panel", coerce=PanelKind)
    late_reason = Choice("Why does it sit after its last day?")

    @property
    def facts(self) -> rules.SittingFacts:
        """Return what was entered, once it is sound."""
        reason = self.late_reason.data or ""
        return replace(super().facts, late_reason=None if reason == NOT_KNOWN else reason)

    @property
    def chosen(self) -> list[tuple[str, PanelKind]]:
        """Return the references chosen, each with the kind of its panel."""
        return [
            (self[f"order_{number}"].data, self[f"kind_{number}"].data or PanelKind.INITIAL)
            for number in range(1, rules.MOST_PANELS + 1)
            if self[f"order_{number}"].data
        ]


class ChangedSitting(_SittingFields, EditForm):
    """A sitting's date, time, room and adviser, changed."""


class CancelledSitting(EditForm):
    """Why a sitting will not be."""

    reason = OneOf(
        "Why is it cancelled?",
        needed="Choose why it is cancelled",
        hint="Everybody on it reads this. Nothing is said of any order.",
        coerce=CancelReason,
        choices=[(reason, reason.label) for reason in CancelReason],
    )
