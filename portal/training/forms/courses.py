"""The fields of a course, and of what there is to read for it."""

import re
from decimal import Decimal
from typing import Any, Final

from wtforms import Field
from wtforms import Form as AnyForm
from wtforms.validators import StopValidation

from portal.site.fields import (
    MAX_LINK,
    Choice,
    Day,
    LongText,
    OneOf,
    SomeOf,
    Text,
    Upload,
    WholeNumber,
    link_check,
)
from portal.site.fields.typed import Typed
from portal.site.forms import EditForm, Form, OnceForm
from portal.training.actions import Around
from portal.training.models import CountedFrom, Course, Delivery, Kind, Level, Needing
from portal.training.rules import months_in_words

MAX_CODE: Final = 20
CODE: Final = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
HOURS: Final = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})?")
MAX_MONTHS: Final = 120
MAX_DAYS: Final = 365
MOST_HOURS: Final = 200
MOST_OUTCOMES: Final = 8
HOUR: Final = 60

NOT, BEFORE = "", "before"
MONTHS: Final = (1, 2, 3, 6, 9, 12, 18, 24)
NEEDS: Final = (
    (NOT, "Need not hold it"),
    (BEFORE, "Before a first panel, and in date at every panel"),
    *((str(months), f"Within {months_in_words(months)} of joining") for months in MONTHS),
)


class Hours(Typed):
    """A length in hours, kept in minutes: `data` is minutes."""

    def read(self, text: str) -> int:
        """> 90 for 1.5."""
        minutes = Decimal(text) * HOUR if HOURS.fullmatch(text) else Decimal(-1)
        if not 0 <= minutes <= MOST_HOURS * HOUR or minutes != int(minutes):
            raise ValueError(f"Enter hours from 0 to {MOST_HOURS}, like 2 or 1.5")
        return int(minutes)

    def show(self, value: int) -> str:
        """> 1.5."""
        return f"{Decimal(value) / HOUR:.2f}".rstrip("0").rstrip(".")


def _code(_form: AnyForm, field: Field) -> None:
    if not CODE.fullmatch(field.data.upper()):
        raise StopValidation("Use only letters, digits and hyphens, like SAFE-1")


def _need(label: str) -> Choice:
    return Choice(label, choices=NEEDS)


class CourseFields(Form):
    """What is said of a course, who must hold it, and what it builds on."""

    title = Text("Title", needed="Enter the title of the course")
    code = Text(
        "Short code",
        needed="Enter a short code, like SAFE-1",
        most=MAX_CODE,
        hint="For addresses and spreadsheets, like SAFE-1.",
        checks=[_code],
        render_kw={"class": "govuk-input--width-10", "autocomplete": "off"},
    )
    purpose = LongText("What it is for", hint="In a sentence or two, for those who book it.")
    topics = LongText("Topics", hint="One on each line.")
    kind = OneOf(
        "Kind",
        needed="Choose the kind of course",
        choices=[(each.value, each.label) for each in Kind],
        coerce=Kind,
    )
    delivery = OneOf(
        "How it is given",
        needed="Choose how it is given",
        choices=[(each.value, each.label) for each in Delivery],
        coerce=Delivery,
    )
    link = Text(
        "Link to the e-learning", most=MAX_LINK, hint="Only for e-learning.", checks=[link_check]
    )
    minutes = Hours("Length in hours", needed="Enter how long it takes, in hours")
    cpd_minutes = Hours("CPD hours that it counts for", hint="Leave empty for none.")
    level = Choice(
        "Level",
        coerce=Level,
        choices=[("", "None"), *((each.value, each.value.capitalize()) for each in Level)],
        hint="Of the Restorative Justice Council, if it has one.",
    )
    started_on = Day(
        "First given on", hint="Awards from before this day are refused. Leave empty if not known."
    )
    validity_months = WholeNumber(
        "Months for which an award lasts",
        least=1,
        most=MAX_MONTHS,
        hint="36 for 3 years. Leave empty if it never expires.",
    )
    counted_from = OneOf(
        "Counted from",
        needed="Choose the day from which the months count",
        choices=[
            (CountedFrom.COURSE.value, "The day on which the course was taken"),
            (CountedFrom.AWARD.value, "The day on the certificate"),
        ],
        coerce=CountedFrom,
        default=CountedFrom.COURSE,
    )
    renew_days = WholeNumber(
        "Days before the last day when it is called due soon",
        needed="Enter the days, 0 for none",
        most=MAX_DAYS,
    )
    volunteer = _need("Volunteers")
    chair = _need("Volunteers who chair")
    adviser = _need("Panel advisers")
    staff = _need("Everybody who works for the service")
    prerequisites = SomeOf("Must be held before it is booked", coerce=int)
    covers = SomeOf(
        "Whoever holds it also counts as holding",
        coerce=int,
        hint="For a higher level: tick the lower one.",
    )
    outcomes = LongText(
        "What people should be surer of afterwards",
        hint="One on each line. People rate these before and after.",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then what only several fields together can say."""
        sound = bool(super().validate(extra_validators))
        if sound and not self.minutes.data:
            self.refuse("Enter how long it takes, in hours", "minutes")
            return False
        if sound and self.delivery.data is Delivery.E_LEARNING and not self.link.data:
            self.refuse("Enter the link to the e-learning", "link")
            return False
        if sound and len(_lines(self.outcomes.data)) > MOST_OUTCOMES:
            self.refuse(f"Enter at most {MOST_OUTCOMES} outcomes", "outcomes")
            return False
        return sound

    def values(self) -> dict[str, Any]:
        """Return the columns of a course."""
        return {
            "title": self.title.data,
            "code": str(self.code.data).upper(),
            "purpose": self.purpose.data,
            "topics": "\n".join(_lines(self.topics.data)),
            "kind": self.kind.data,
            "delivery": self.delivery.data,
            "link": self.link.data if self.delivery.data is Delivery.E_LEARNING else None,
            "minutes": self.minutes.data,
            "cpd_minutes": self.cpd_minutes.data or 0,
            "level": self.level.data,
            "started_on": self.started_on.data,
            "validity_months": self.validity_months.data,
            "counted_from": self.counted_from.data,
            "renew_days": self.renew_days.data,
        }

    def around(self) -> Around:
        """Return who must hold it, what it builds on and stands for, and its outcomes."""
        asked = {each: self[each.value].data for each in Needing}
        needs = {each: _months(answer) for each, answer in asked.items() if answer}
        return Around(
            needs=needs,
            prerequisites=self.prerequisites.data or (),
            covers=self.covers.data or (),
            outcomes=_lines(self.outcomes.data),
        )


class NewCourse(CourseFields, OnceForm):
    """A course for the catalogue."""


class ChangedCourse(CourseFields, EditForm):
    """A course as it is now, to be changed."""


def _months(answer: str) -> int | None:
    return None if answer == BEFORE else int(answer)


def _lines(text: str | None) -> list[str]:
    """Return the lines that say something, each once."""
    lines = (line.strip() for line in (text or "").splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def held(course: Course) -> dict[str, Any]:
    """Return a course as the form shows it."""
    needs = {need.needing.value: need.months for need in course.needs}
    columns = ("title", "code", "purpose", "topics", "kind", "delivery", "minutes", "level")
    more = ("cpd_minutes", "started_on", "validity_months", "counted_from", "renew_days")
    return {
        **{name: getattr(course, name) for name in (*columns, *more, "version")},
        "link": course.link or "",
        **dict.fromkeys(Needing, NOT),
        **{needing: BEFORE if months is None else str(months) for needing, months in needs.items()},
        "prerequisites": [row.required_id for row in course.prerequisites],
        "covers": [row.covered_id for row in course.covers],
        "outcomes": "\n".join(
            outcome.text for outcome in course.outcomes if outcome.retired_at is None
        ),
    }


class NewMaterial(Form):
    """Something to read: a link, or a file."""

    title = Text("What it is called", needed="Enter what people will see")
    url = Text("Link", most=MAX_LINK, checks=[link_check])
    file = Upload("Or a file", hint="A PDF, or a picture.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one of the two."""
        sound = bool(super().validate(extra_validators))
        if sound and bool(self.url.data) == bool(self.file.data):
            self.refuse("Enter a link, or choose a file: one of the two", "url")
            return False
        return sound
