"""What a coordinator asks volunteers about their dates."""

from datetime import date, timedelta
from typing import Any, Final

from wtforms import Field
from wtforms.validators import StopValidation

from portal import clock
from portal.members import rules
from portal.members.models import PartOfDay
from portal.site.fields import Choice, Day, OneOf, SomeOf
from portal.site.forms import Form, OnceForm

WEEK, DRAFTS = "week", "drafts"
A_WEEK: Final = timedelta(days=7)
TUESDAY, THURSDAY = 1, 3
QUARTER: Final = 3


def _from_today(_form: Any, field: Field) -> None:
    if field.data < clock.today():
        raise StopValidation("This day is over: enter a day from today on")


class NewRound(OnceForm):
    """Which dates to ask about, of whom, and by when."""

    area = Choice("Who is asked", coerce=int)
    first_on = Day("First day to ask about", needed="Enter the first day", checks=[_from_today])
    last_on = Day("Last day to ask about", needed="Enter the last day")
    which = OneOf(
        "Which dates",
        needed="Choose which dates to ask about",
        choices=[
            (WEEK, "The days and times ticked below, every week"),
            (DRAFTS, "The dates of sittings that are planned and not published yet"),
        ],
        default=WEEK,
    )
    weekdays = SomeOf(
        "Days of the week",
        coerce=int,
        choices=[(str(number), name) for number, name in enumerate(rules.WEEKDAYS)],
        hint="Bank holidays are left out.",
        default=[TUESDAY, THURSDAY],
    )
    parts = SomeOf(
        "Times of the day",
        choices=[(part.value, part.value.capitalize()) for part in PartOfDay],
        hint="Morning is until midday, afternoon until 5pm, evening after.",
        default=[PartOfDay.EVENING.value],
    )
    closes_on = Day(
        "Last day to answer", needed="Enter the last day to answer", checks=[_from_today]
    )
    confirm_by = Day(
        "Day by which we say who sits when",
        needed="Enter the day by which you will have told them",
        hint="A promise: it stands on the page and in the letter.",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a day and a time of the week, where the week is what is asked about."""
        good = bool(super().validate(extra_validators))
        for name, what in (("weekdays", "day of the week"), ("parts", "time of the day")):
            if self.which.data == WEEK and not self[name].data:
                self.refuse(f"Tick at least one {what}", name)
                good = False
        return good

    def validate_last_on(self, field: Field) -> None:
        """Refuse an end before the start, and more than a person could answer."""
        if not self.first_on.data:
            return
        days = (field.data - self.first_on.data).days
        if days < 0:
            raise StopValidation("The last day must not be before the first")
        if days >= rules.MOST_DAYS:
            raise StopValidation(f"Ask about {rules.MOST_DAYS} days at most")

    def validate_closes_on(self, field: Field) -> None:
        """Refuse answers that come after the dates."""
        if self.last_on.data and field.data > self.last_on.data:
            raise StopValidation("This must not be after the last day that you ask about")

    def validate_confirm_by(self, field: Field) -> None:
        """Refuse a promise that ends before the answers are in."""
        if self.closes_on.data and field.data < self.closes_on.data:
            raise StopValidation("This must not be before the last day to answer")


def usual_round() -> dict[str, Any]:
    """Return what a coordinator most often asks: the next whole quarter, answers in a week."""
    today = clock.today()
    first = rules.month_later(today.replace(day=1), 1)
    while (first.month - 1) % QUARTER:
        first = rules.month_later(first, 1)
    return {
        "first_on": first,
        "last_on": rules.month_later(first, QUARTER) - timedelta(days=1),
        "closes_on": today + A_WEEK,
        "confirm_by": today + 2 * A_WEEK,
    }


class Reopening(Form):
    """Until when a round can be answered again."""

    closes_on = Day(
        "New last day to answer", needed="Enter the last day to answer", checks=[_from_today]
    )


def closed_days(first: date, last: date) -> set[date]:
    """Return the bank holidays between two days."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {day for day in days if clock.bank_holiday(day)}
