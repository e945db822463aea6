"""What is asked of an order and of a sitting, in words. Nothing here may be said of a child."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, cast

from portal import clock
from portal.calendar.models import Room
from portal.panels import rules
from portal.panels.models import CancelReason, PanelKind, ReferralOrder, Sitting
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
    kind_1 = Choice("Kind of panel", needed="Choose the kind of panel", coerce=PanelKind)
    order_2 = Choice("Second order")
    kind_2 = Choice("Kind of panel", coerce=PanelKind)
    order_3 = Choice("Third order")
    kind_3 = Choice("Kind of panel", coerce=PanelKind)

    @property
    def chosen(self) -> list[tuple[str, PanelKind]]:
        """Return the orders chosen, each with the kind of its panel."""
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


def order_options(orders: Iterable[tuple[ReferralOrder, date | None]], first: str) -> Options:
    """Return orders to choose from, each given with the day of its initial panel, if it has one."""
    return [("", first), *((each.ref, _order_option(each, on)) for each, on in orders)]


def _order_option(order: ReferralOrder, initial_on: date | None) -> str:
    initial = f"on {day(initial_on)}" if initial_on else f"due {day(order.due_on)}"
    return f"{order.ref}, {order.area.name}, initial panel {initial}"


KINDS: Options = [("", "Choose a kind"), *((kind, kind.label) for kind in PanelKind)]


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
