"""What is asked of a sitting, in words. Nothing here may be said of a child."""

from dataclasses import replace
from datetime import datetime

from wtforms import Field
from wtforms.validators import ValidationError

from portal import clock
from portal.panels import rules
from portal.panels.forms.options import NOT_KNOWN, Options
from portal.panels.models import CancelReason, PanelKind
from portal.site.fields import Choice, Day, OneOf, SomeOf, Text, TimeOfDay, WholeNumber
from portal.site.forms import EditForm, Form, OnceForm

NO_NAMES = (
    "Never write a child’s or a victim’s name, initials, school or address here: "
    "a few words about the arrangement are enough."
)
MOST_REASON = 200
KEPT_FOR: Options = [(1, "1 panel"), (2, "2 panels"), (3, "3 panels")]
NOW, DRAFT = "now", "draft"
WHY_LATE = "Why does it sit after its last day?"


def _reason_of(field: Choice) -> str | None:
    """Return why a panel is late: empty while that is to be asked, None when it is not known."""
    reason: str = field.data or ""
    return None if reason == NOT_KNOWN else reason


class _TimesFields(Form):
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


class _SittingFields(_TimesFields):
    date = Day("Date", needed="Enter the date of the sitting", hint="For example, 10 3 2026")
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
    late_reason = Choice(WHY_LATE)
    publish = OneOf(
        "Publish it at once?",
        choices=[
            (NOW, "Yes: the adviser and the case managers are told"),
            (DRAFT, "No, keep it as a draft: nobody is told, and only coordinators see it"),
        ],
        default=NOW,
    )

    @property
    def facts(self) -> rules.SittingFacts:
        """Return what was entered, once it is sound."""
        late_reason = _reason_of(self.late_reason)
        return replace(super().facts, late_reason=late_reason, is_draft=self.publish.data == DRAFT)

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

    late_reason = Choice(WHY_LATE)
    kept_for = Choice(
        "Keep the time for",
        needed="Choose for how many panels",
        hint="At least as long as the panels that it has",
        coerce=int,
        choices=KEPT_FOR,
    )

    @property
    def facts(self) -> rules.SittingFacts:
        """Return what was entered, once it is sound."""
        late_reason = _reason_of(self.late_reason)
        return replace(super().facts, kept_for=self.kept_for.data, late_reason=late_reason)


class Series(_TimesFields, OnceForm):
    """Evenings on some weekdays, kept for orders to come."""

    weekdays = SomeOf(
        "Weekdays",
        needed="Choose at least one weekday",
        coerce=int,
        choices=list(enumerate(rules.WEEKDAYS)),
    )
    first = Day("First day", needed="Enter the first day", hint="For example, 7 4 2026")
    last = Day("Last day", needed="Enter the last day", hint="For example, 30 6 2026")
    kept_for = Choice(
        "Keep the time for",
        needed="Choose for how many panels",
        hint="One after another, each as long as you say above",
        coerce=int,
        choices=KEPT_FOR,
        default=2,
    )
    area = Choice("Area", needed="Choose the area", coerce=int)

    @property
    def facts(self) -> rules.SeriesFacts:
        """Return what was entered, once it is sound."""
        return rules.SeriesFacts(
            weekdays=frozenset(self.weekdays.data or ()),
            first=self.first.data,
            last=self.last.data,
            at=self.time.data,
            minutes=self.minutes.data,
            kept_for=self.kept_for.data,
            room_id=self.room.data,
            adviser_id=self.adviser.data,
        )


class Period(Form):
    """Which days, and which area, in the address of a page: it changes nothing."""

    class Meta:
        csrf = False

    first = Day("First day", needed="Enter the first day")
    last = Day("Last day", needed="Enter the last day")
    area = Choice("Area", coerce=int)

    def validate_last(self, field: Field) -> None:
        """Refuse days that run backwards."""
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError("The last day must not be before the first")


class AddedPanel(EditForm):
    """One more panel of a sitting."""

    panel = Choice("Which order", needed="Choose an order")
    kind = Choice(
        "Kind of panel",
        needed="Choose the kind of panel",
        coerce=PanelKind,
        hint="One of that kind that waits for a date is taken first. A panel before court keeps "
        "its own kind, whatever stands here.",
    )
    late_reason = Choice(WHY_LATE)

    @property
    def why_late(self) -> str | None:
        """Return why it is late: empty while that is to be asked, None when it is not known."""
        return _reason_of(self.late_reason)


class SeenSitting(EditForm):
    """A change that needs no more than the version that was seen."""


class CancelledSitting(EditForm):
    """Why a sitting will not be."""

    reason = OneOf(
        "Why is it cancelled?",
        needed="Choose why it is cancelled",
        hint="Everybody on it reads this. Nothing is said of any order.",
        coerce=CancelReason,
        choices=[(reason, reason.label) for reason in CancelReason],
    )
