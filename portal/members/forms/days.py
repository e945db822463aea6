"""The fields of a volunteer's own page: days away, the week, their telephone."""

import re
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from wtforms import Field
from wtforms.validators import StopValidation

from portal import clock
from portal.members import rules
from portal.members.forms.register import MAX_MONTH, area_choices
from portal.members.models import Member, PartOfDay, Repeat
from portal.members.rules import WEEKDAYS
from portal.people.models import Area
from portal.site.fields import Choice, Day, Phone, SomeOf, Tick, WholeNumber
from portal.site.forms import Form

DIGITS: Final = re.compile(r"[0-9]{1,9}")


class DaysAway(Form):
    """The first and the last day away, and whether they come again."""

    starts_on = Day("First day away", needed="Enter the first day away")
    ends_on = Day(
        "Last day away",
        hint="The day before coming back. Leave empty for one day.",
    )

    repeats = Choice(
        "Do these days come again?",
        choices=[("", "No"), *((each.value, rules.EVERY[each].capitalize()) for each in Repeat)],
        coerce=Repeat,
    )
    repeats_until = Day(
        "Until when do they come again?", hint="Leave empty if there is no end to it."
    )

    def validate_starts_on(self, field: Field) -> None:
        """Refuse a single day that is over."""
        if self.ends_on.data or self.repeats.data:
            return
        if field.data < clock.today():
            raise StopValidation("This day is over: enter a day from today on")

    def validate_ends_on(self, field: Field) -> None:
        """Refuse an end before the start, and days that are over."""
        if self.starts_on.data and field.data < self.starts_on.data:
            raise StopValidation("The last day must not be before the first: change one of the two")
        if field.data < clock.today() and not self.repeats.data:
            raise StopValidation("These days are over: enter days from today on")

    def validate_repeats(self, field: Field) -> None:
        """Refuse days that would leave none between."""
        if not field.data or not self.starts_on.data or not self.ends_on.data:
            return
        most = rules.LONGEST[field.data]
        if (self.ends_on.data - self.starts_on.data).days >= most:
            raise StopValidation(
                f"Days that come again {rules.EVERY[field.data]} can be {most} at most: "
                "enter fewer, or say that they do not come again"
            )

    def validate_repeats_until(self, field: Field) -> None:
        """Refuse an end to days that do not come again, and one that is over."""
        if not self.repeats.data:
            raise StopValidation("Choose how often the days come again, or leave this empty")
        if self.starts_on.data and field.data < self.starts_on.data:
            raise StopValidation("This must not be before the first day away")
        if field.data < clock.today():
            raise StopValidation("This day is over: enter a day from today on")

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data or self.starts_on.data,
            "repeats": self.repeats.data,
            "until": self.repeats_until.data,
        }


def slot(text: str) -> tuple[int, PartOfDay] | None:
    """Return the weekday and the part of the day that a tick stands for; None for nonsense."""
    known = {
        f"{number}-{part.value}": (number, part)
        for number in range(len(WEEKDAYS))
        for part in PartOfDay
    }
    return known.get(text)


def numbers_of(texts: Iterable[str]) -> set[int]:
    """Return the numbers of ticks; nonsense is passed over."""
    return {int(text) for text in texts if DIGITS.fullmatch(text)}


def uuid_of(text: str) -> UUID | None:
    """Return a UUID in an address; None for nonsense."""
    try:
        return UUID(text)
    except ValueError:
        return None


class Wishes(Form):
    """How much, where and in which seat somebody would like to sit: their own to say."""

    min_month = WholeNumber(
        "Least panels a month",
        needed="Enter the least, 0 if any number is fine",
        most=MAX_MONTH,
    )
    max_month = WholeNumber(
        "Most panels a month",
        needed="Enter the most, 0 if you would rather not sit for now",
        most=MAX_MONTH,
        hint="Beyond this you are asked first, never put down.",
    )
    areas = SomeOf("Areas", coerce=int, hint="Leave all empty to serve the whole service.")
    chairs = Tick("I am willing to chair", hint="Leave empty to sit as a panel member only.")

    def validate_max_month(self, field: Field) -> None:
        """Refuse a most below the least."""
        if field.data is not None and field.data < (self.min_month.data or 0):
            raise StopValidation("The most must not be below the least")

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        wish = {"willing_chair": bool(self.chairs.data)} if "chairs" in self else {}
        return {
            **wish,
            "min_month": self.min_month.data,
            "max_month": self.max_month.data,
            "area_ids": self.areas.data or [],
        }


def wishes(member: Member, areas: Iterable[Area], **kwargs: Any) -> Wishes:
    """Return the form with what a volunteer has said; only who may chair is asked about it."""
    known = {
        "min_month": member.min_month,
        "max_month": member.max_month,
        "areas": [row.area_id for row in member.area_rows],
        "chairs": member.willing_chair,
    }
    form = Wishes(data=known, choices={"areas": area_choices(areas)}, **kwargs)
    if not member.may_chair:
        del form.chairs
    return form


class Contact(Form):
    """A volunteer's own telephone, and who sees it."""

    phone = Phone("Telephone number", hint="The service can always see it.")
    phone_shared = Tick(
        "Fellow volunteers may see it", hint="Useful for sharing lifts and finding cover."
    )
