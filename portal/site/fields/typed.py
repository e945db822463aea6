"""Numbers, times and days: read from what people type, which stays there when it cannot be."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any, Final

from govuk_frontend_wtf.wtforms_widgets import GovDateInput, GovTextInput
from wtforms import Field

from portal.site.fields.checks import Check, checks_of, sized, tidy

_NUMBER: Final = re.compile(r"-?[0-9]{1,9}")
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.]?([0-5]\d))? ?(am|pm)?", re.I)
_NAMED_TIMES: Final = {"midday": time(12), "noon": time(12), "midnight": time(0)}
_DATE: Final = re.compile(r"(\d{1,2})[ ./-]+(\w+)[ ./-]+(\d{4}|\d{2})")
_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec"
_LETTERS: Final = 3
_CENTURY: Final = 2000
_DATE_PARTS: Final = 3
_HOURS: Final = 24
_HALF_DAY: Final = 12


class Typed(Field):
    """A field whose `data` is read from text; what was typed stays in it when it cannot be."""

    widget = GovTextInput()
    usual_width = "govuk-input--width-5"

    def __init__(
        self,
        label: str,
        *,
        needed: str | None = None,
        hint: str = "",
        checks: Sequence[Check] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(
            label,
            checks_of(needed, more=checks),
            description=hint,
            **sized(kwargs, self.usual_width),
        )

    def read(self, text: str) -> Any:
        """Return the value; raises ValueError with the sentence for the person."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """Return how the value stands in the field."""
        return str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        text = tidy(str(valuelist[0])) if valuelist else ""
        self.data = None
        if text:
            self.data = self.read(text)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)


class WholeNumber(Typed):
    """A whole number between bounds, both allowed."""

    def __init__(self, label: str, *, least: int = 0, most: int = 10_000, **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", {"inputmode": "numeric"})
        super().__init__(label, **kwargs)
        self.least = least
        self.most = most

    def read(self, text: str) -> int:
        """> 12."""
        number = int(text) if _NUMBER.fullmatch(text) else None
        if number is None or not self.least <= number <= self.most:
            raise ValueError(self._sentence)
        return number

    @property
    def _sentence(self) -> str:
        return f"Enter a whole number from {self.least:,} to {self.most:,}"


class TimeOfDay(Typed):
    """A time in one box, as people write it; `data` is a `time` on a London clock."""

    def read(self, text: str) -> time:
        """> 5:30pm, 5.30 pm, 17:30, 1730, 5pm, midday."""
        return time_from(text)

    def show(self, value: time) -> str:
        """> 5:30pm."""
        half = "am" if value.hour < _HALF_DAY else "pm"
        return f"{value.hour % _HALF_DAY or _HALF_DAY}:{value:%M}{half}"


def time_from(text: str) -> time:
    """Return the time of day that a text names, as people write it: 5:30pm, 5.30 pm, 1730, midday.

    Raises ValueError with the sentence for the person.
    """
    if text.lower() in _NAMED_TIMES:
        return _NAMED_TIMES[text.lower()]
    found = _TIME.fullmatch(text)
    hour = _hour(*found.group(1, 3), bare=not found.group(2)) if found else None
    if found is None or hour is None:
        raise ValueError("Enter a time, like 5:30pm or 17:30")
    return time(hour, int(found.group(2) or 0))


def _hour(digits: str, half: str | None, *, bare: bool) -> int | None:
    """Return the hour from 0 to 23; a bare number needs am or pm to mean anything."""
    hour = int(digits)
    if half is None:
        return hour if hour < _HOURS and not bare else None
    if not 1 <= hour <= _HALF_DAY:
        return None
    return hour % _HALF_DAY + (_HALF_DAY if half.lower() == "pm" else 0)


class _ThreeBoxes(GovDateInput):  # type: ignore[misc]  # the package has no types
    """The GOV.UK date input, fed by the field, whatever was posted."""

    def map_gov_params(self, field: "Day", **kwargs: Any) -> dict[str, Any]:
        """Describe the three boxes to the GOV.UK macro."""
        whole, field.raw_data = field.raw_data, None
        try:
            params: dict[str, Any] = super().map_gov_params(field, **kwargs)
        finally:
            field.raw_data = whole
        for item, value in zip(params["items"], field.boxes(), strict=True):
            item["value"] = value
        return params


class Day(Typed):
    """A day in three boxes, day first; `data` is a `date`."""

    widget = _ThreeBoxes()
    usual_width = ""
    least_year = 1900
    most_year = 2200

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the three boxes, or one text."""
        parts = [tidy(str(part)) for part in valuelist[:_DATE_PARTS]]
        self.data = None
        if not any(parts):
            return
        if len(parts) == _DATE_PARTS:
            missing = [
                name for name, part in zip(("day", "month", "year"), parts, strict=True) if not part
            ]
            if missing:
                raise ValueError(f"The date must have a {' and a '.join(missing)}")
        self.data = self.read(" ".join(parts))

    def read(self, text: str) -> date:
        """> 10 3 2026, 10/03/26, 10 March 2026, 2026-03-10."""
        return day_from(text, self.least_year, self.most_year)

    def boxes(self) -> tuple[str, str, str]:
        """Return what stands in the three boxes: what was typed, else the value."""
        if self.raw_data:
            typed = [str(part) for part in self.raw_data[:_DATE_PARTS]]
            if len(typed) < _DATE_PARTS and self.data is None:
                return (typed[0], "", "")
            if len(typed) == _DATE_PARTS:
                return (typed[0], typed[1], typed[2])
        if self.data is None:
            return ("", "", "")
        return (str(self.data.day), str(self.data.month), str(self.data.year))


def day_from(text: str, least_year: int = 1900, most_year: int = 2200) -> date:
    """Return the day that a text names, as people write it: 10 March 2026, 10/03/26, 2026-03-10.

    Raises ValueError with the sentence for the person.
    """
    iso = _ISO_DATE.fullmatch(text)
    found = _DATE.fullmatch(text)
    year, month, day = iso.groups() if iso else found.group(3, 2, 1) if found else ("", "", "")
    try:
        value = date(_year(year), _month(month), int(day))
    except ValueError:
        raise ValueError("Enter a real date, like 27 3 2026") from None
    if not least_year <= value.year <= most_year:
        raise ValueError("Check the year: enter it in full, like 2026")
    return value


def _year(text: str) -> int:
    return int(text) + (_CENTURY if len(text) < len(str(_CENTURY)) else 0)


def _month(text: str) -> int:
    """> 3 for 3, 03, mar and March."""
    if text.isdigit():
        return int(text)
    return _MONTHS.split().index(text.lower()[:_LETTERS]) + 1
