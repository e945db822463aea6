"""What is asked of an order and of a sitting, in words. Nothing here may be said of a child."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from portal import clock
from portal.calendar.models import Room
from portal.panels import rules
from portal.panels.models import CancelReason, Panel, PanelKind, ReferralOrder, Sitting
from portal.people.models import Area, Person
from portal.site.fields import Choice, Day, OneOf, Text, Tick, TimeOfDay, WholeNumber
from portal.site.filters import day, plural
from portal.site.forms import EditForm, Form, OnceForm

Options = list[tuple[Any, str]]

NO_NAMES = (
    "Never write a child’s or a victim’s name, initials, school or address here: "
    "a few words about the arrangement are enough."
)
MOST_REASON = 200


class _OrderFields(Form):
    court_date = Day("Court date", needed="Enter the date on which the court made the order")
    months = WholeNumber(
        "Length of the order in months",
        needed="Enter the length of the order in months",
        hint="From 3 to 12",
        least=rules.FEWEST_MONTHS,
        most=rules.MOST_MONTHS,
        render_kw={"inputmode": "numeric", "class": "govuk-input--width-2"},
    )
    area = Choice("Area", needed="Choose the area", coerce=int)
    intensive = Tick("Intensive contract")
    case_manager = Choice("Case manager", needed="Choose the case manager", coerce=int)

    def say_intensive(self, days: int) -> None:
        """Say how soon the initial panel of an intensive contract must sit, which is a setting."""
        self.intensive.description = (
            f"The initial panel must then sit within {plural(days, 'working day')}"
        )

    @property
    def facts(self) -> rules.OrderFacts:
        """Return what was entered, once it is sound."""
        return rules.OrderFacts(
            self.court_date.data,
            self.months.data,
            self.area.data,
            bool(self.intensive.data),
            self.case_manager.data,
        )


class NewOrder(_OrderFields, OnceForm):
    """A new order."""


class ChangedOrder(_OrderFields, EditForm):
    """An order, corrected."""


class TransferredOrder(_OrderFields, OnceForm):
    """An order that comes from another area, with its contract signed there."""

    signed_on = Day("Day on which the contract was signed", needed="Enter the day it was signed")
    on_day = Day("Day on which it came to this area", needed="Enter the day it came here")

    @property
    def came(self) -> rules.Transfer:
        """Return how it came, once it is sound."""
        return rules.Transfer(on_day=self.on_day.data, signed_on=self.signed_on.data)


class SignedContract(EditForm):
    """When the contract of an order was signed."""

    signed_on = Day(
        "Contract signed on",
        needed="Enter the day on which the contract was signed",
        hint="The portal then proposes the panels that follow.",
    )


class LastDay(Form):
    """By when a panel of a plan must sit."""

    due_on = Day(
        "It must sit by",
        needed="Enter the last day for this panel",
        hint="A working day, not after the contract ends",
    )


class PlannedPanel(LastDay, OnceForm):
    """A panel that the coordinator adds to a plan."""

    kind = Choice("Kind of panel", needed="Choose the kind of panel", coerce=PanelKind)


class Extension(Form):
    """By how much an order was made longer, and when."""

    on_day = Day("Day of the extension", needed="Enter the day on which it was extended")
    months = WholeNumber(
        "By how many months?",
        needed="Enter by how many months it was extended",
        hint="An order lasts 12 months at most, extensions included.",
        least=1,
        most=rules.MOST_MONTHS,
        render_kw={"inputmode": "numeric", "class": "govuk-input--width-2"},
    )


class Ending(Form):
    """When an order ended early, or went to another area."""

    on_day = Day("On which day?", needed="Enter the day on which that was")


class _BeforeCourtFields(Form):
    court_on = Day("Court date to come", needed="Enter the court date to come")
    area = Choice("Area", needed="Choose the area", coerce=int)
    case_manager = Choice("Case manager", needed="Choose the case manager", coerce=int)

    @property
    def facts(self) -> rules.BeforeCourtFacts:
        """Return what was entered, once it is sound."""
        return rules.BeforeCourtFacts(self.court_on.data, self.area.data, self.case_manager.data)


class NewBeforeCourt(_BeforeCourtFields, OnceForm):
    """A new panel before court."""


class ChangedBeforeCourt(_BeforeCourtFields, EditForm):
    """A panel before court, corrected."""


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


class _Planned(Form):
    reason = Text(
        "Why, if something speaks against it",
        most=MOST_REASON,
        hint=f"It is kept in the trail. {NO_NAMES}",
    )


class PlannedSeat(_Planned):
    """Whom a seat is planned for."""

    person = Choice("Who", needed="Choose somebody", coerce=int)


class PlannedPerson(_Planned):
    """Which seat somebody is planned for."""

    seat = OneOf("Which seat", needed="Choose a seat", coerce=int)


class SwappedSeats(Form):
    """Whose place somebody takes, and who takes theirs."""

    with_seat = Choice("Swap with", needed="Choose whom to swap with", coerce=int)


def area_options(areas: Iterable[Area], limited_to: frozenset[int]) -> Options:
    """Return the areas that somebody may choose."""
    return [
        ("", "Choose an area"),
        *((area.id, area.name) for area in areas if not limited_to or area.id in limited_to),
    ]


def person_options(people: Sequence[Person], first: str, also: Person | None = None) -> Options:
    """Return people to choose from; `also` stays among them though they no longer would be."""
    missing = [also] if also is not None and also not in people else []
    return [("", first), *((each.id, each.display_name) for each in [*people, *missing])]


def room_options(rooms: Sequence[Room], also: Room | None = None) -> Options:
    """Return rooms to choose from, with their venues."""
    missing = [also] if also is not None and also not in rooms else []
    return [("", "Choose a room"), *((each.id, each.full_name) for each in [*rooms, *missing])]


def order_options(
    orders: Iterable[tuple[ReferralOrder, str]], panels: Iterable[Panel], first: str
) -> Options:
    """Return what can be heard: orders, each with how its plan stands, and panels before court."""
    return [
        ("", first),
        *((each.ref, f"{each.ref}, {each.area.name}, {stands}") for each, stands in orders),
        *((each.ref, _before_court_option(each)) for each in panels),
    ]


def _before_court_option(panel: Panel) -> str:
    court = f", court on {day(panel.court_on)}" if panel.court_on else ""
    return f"{panel.ref}, {panel.area.name}, {panel.kind.label.lower()}{court}"


def reason_options(reasons: Iterable[str]) -> Options:
    """Return why a panel may be late; it may also be said later."""
    return [
        ("", "Choose a reason"),
        *((reason, reason) for reason in reasons),
        (NOT_KNOWN, "Not known yet"),
    ]


NOT_KNOWN = "-"
KINDS: Options = [
    ("", "Choose a kind"),
    *((kind, kind.label) for kind in PanelKind if kind is not PanelKind.PRE_COURT),
]
PLANNED_KINDS: Options = [option for option in KINDS if option[0] != PanelKind.INITIAL]


def held(order: ReferralOrder) -> dict[str, Any]:
    """Return what stands in an order's form."""
    return {
        "court_date": order.court_date,
        "months": order.months,
        "area": order.area_id,
        "intensive": order.intensive,
        "case_manager": order.case_manager_id,
        "version": order.version,
    }


def before_court(panel: Panel) -> dict[str, Any]:
    """Return what stands in the form of a panel before court."""
    return {
        "court_on": panel.court_on,
        "area": panel.area_id,
        "case_manager": panel.case_manager_id,
        "version": panel.version,
    }


def arranged(sitting: Sitting, minutes: int) -> dict[str, Any]:
    """Return what stands in a sitting's form."""
    starts = clock.london(sitting.entry.starts_at)
    adviser = next((seat for seat in sitting.seats if seat.kind == "adviser"), None)
    return {
        "date": starts.date(),
        "time": starts.time(),
        "minutes": minutes,
        "room": sitting.entry.room_id,
        "adviser": adviser.person_id if adviser else None,
        "version": sitting.version,
    }


def differing(form: Form, now: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return the fields whose typed value is not what is held now: (label, held, typed)."""
    rows = []
    for name, value in now.items():
        field = form[name]
        if name != "version" and field.data != value:
            rows.append((field.label.text, _shown(field, value), _shown(field, field.data)))
    return rows


def _shown(field: Any, value: Any) -> str:
    """Return a value as the field's words say it."""
    if isinstance(field, Choice):
        words = {
            str(option[0]): str(option[1])
            for option in cast("list[tuple[Any, str]]", field.choices)
        }
        return words.get("" if value is None else str(value), "nobody")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(field, Day):
        return day(value) if value else "nothing"
    return field.show(value) if value is not None else "nothing"
