"""Fields that every form shares: GOV.UK widgets, and sentences that say what to do.

What people type is never cut or silently changed beyond the white space around it; what will not
do comes back with a sentence, and stays in the field.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from typing import Any, Final
from uuid import UUID, uuid4

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovDateInput,
    GovFileInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    Field,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields import FileField
from wtforms.validators import StopValidation
from wtforms.widgets import HiddenInput

MAX_LINE: Final = 120
MAX_TEXT: Final = 2000
MAX_EMAIL: Final = 254
MAX_NUMBER_DIGITS: Final = 9
_NUMBER: Final = re.compile(r"-?[0-9]{1,9}")
INVISIBLE: Final = "There is an invisible character in this. Type it again rather than pasting it"
_KEPT_CONTROLS: Final = frozenset("\n\t")
_JOINERS: Final = frozenset("\u200c\u200d")
"""Format characters that real names and emoji are written with."""

_EMAIL: Final = re.compile(
    r"[^@\s,;<>()\[\]\\\"]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+",
    re.I,
)
_PHONE: Final = re.compile(r"\+?[0-9][0-9 ()\-]*(?:(?:ext|x)\.? ?[0-9]+)?", re.I)
_PHONE_DIGITS: Final = range(9, 16)
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.]?([0-5]\d))? ?(am|pm)?", re.I)
_NAMED_TIMES: Final = {"midday": time(12), "noon": time(12), "midnight": time(0)}
_DATE: Final = re.compile(r"(\d{1,2})[ ./-]+(\w+)[ ./-]+(\d{4}|\d{2})")
_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_CENTURY: Final = 2000
_DATE_PARTS: Final = 3
_HOURS: Final = 24
_HALF_DAY: Final = 12

Check = Callable[[Form, Field], None]
Options = Iterable[tuple[Any, str]]


class Given:
    """Refuses an empty answer with the sentence, without the browser's own bubble."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: Form, field: Field) -> None:
        """Stop at the first problem: nothing more is worth saying of nothing."""
        if field.data is False or field.data in (None, "", []):
            raise StopValidation(None if field.errors else self.sentence)


def _checks(needed: str | None, *checks: Check, more: Sequence[Check] = ()) -> list[Any]:
    first: list[Any] = [Given(needed)] if needed else [_stop_when_empty]
    return [*first, *checks, *more]


def _stop_when_empty(form: Form, field: Field) -> None:
    if field.data in (None, "", []):
        raise StopValidation


def first_invisible(text: str) -> str | None:
    """Return the first control, bidirectional or other character that cannot be seen, if any."""
    for character in text:
        if character in _KEPT_CONTROLS or character in _JOINERS:
            continue
        if unicodedata.category(character) in {
            "Cc",
            "Cf",
            "Cs",
            "Co",
            "Cn",
            "Zl",
            "Zp",
        }:
            return character
    return None


def tidy(text: str | None) -> str:
    """Return the text without white space around it, and with one kind of line end."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


class _Short:
    """Refuses text that is too long, or that has characters nobody can see."""

    def __init__(self, most: int, *, lines: bool) -> None:
        self.most = most
        self.lines = lines

    def __call__(self, form: Form, field: Field) -> None:
        text: str = field.data
        if first_invisible(text) or (not self.lines and ("\n" in text or "\t" in text)):
            raise StopValidation(INVISIBLE)
        if len(text) > self.most:
            over = len(text) - self.most
            raise StopValidation(
                f"Shorten this to {self.most:,} characters: it is {over:,} too many"
            )


class Text(StringField):
    """One line of text. `data` is never None."""

    widget = GovTextInput()
    lines = False
    usual_most = MAX_LINE

    def __init__(
        self,
        label: str,
        *,
        needed: str | None = None,
        most: int | None = None,
        hint: str = "",
        checks: Sequence[Check] = (),
        **kwargs: Any,
    ) -> None:
        short = _Short(most or self.usual_most, lines=self.lines)
        super().__init__(
            label,
            _checks(needed, short, *self.own_checks(), more=checks),
            filters=[tidy],
            description=hint,
            **kwargs,
        )

    def own_checks(self) -> Sequence[Check]:
        """Return what this kind of text must be, besides short and visible."""
        return ()


class LongText(Text):
    """Several lines of text."""

    widget = GovTextArea()
    lines = True
    usual_most = MAX_TEXT


class Email(Text):
    """An email address; nothing is looked up."""

    usual_most = MAX_EMAIL

    def __init__(self, label: str, **kwargs: Any) -> None:
        kwargs.setdefault(
            "render_kw",
            {"type": "email", "autocomplete": "email", "spellcheck": "false"},
        )
        super().__init__(label, **kwargs)

    def own_checks(self) -> Sequence[Check]:
        """> jo@example.org."""
        return (_like(_EMAIL, "Enter an email address in the format name@example.com"),)


class Phone(Text):
    """A telephone number as people write it."""

    usual_most = 40

    def __init__(self, label: str, **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", {"type": "tel", "autocomplete": "tel"})
        super().__init__(label, **kwargs)

    def own_checks(self) -> Sequence[Check]:
        """> 01632 960001, +44 (0)1632 960001, 01632 960001 ext 12."""
        sentence = "Enter a telephone number, like 01632 960001 or 07700 900982"
        return (_like(_PHONE, sentence), _phone_length)


def _like(pattern: re.Pattern[str], sentence: str) -> Check:
    def check(form: Form, field: Field) -> None:
        if not pattern.fullmatch(field.data):
            raise StopValidation(sentence)

    return check


def _phone_length(form: Form, field: Field) -> None:
    digits = re.sub(r"\D", "", re.split(r"x", field.data, flags=re.I)[0].replace("(0)", ""))
    if len(digits) not in _PHONE_DIGITS:
        raise StopValidation("Enter a telephone number with its area code, like 01632 960001")


class Password(PasswordField):
    """A password: never shown again, never tidied."""

    widget = GovPasswordInput()

    def __init__(self, label: str, *, needed: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(label, _checks(needed), description=hint, **kwargs)


class _Typed(StringField):
    """A field whose `data` is read from text; what was typed stays in it when it cannot be."""

    widget = GovTextInput()

    def __init__(
        self,
        label: str,
        *,
        needed: str | None = None,
        hint: str = "",
        checks: Sequence[Check] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, _checks(needed, more=checks), description=hint, **kwargs)

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


class WholeNumber(_Typed):
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


class TimeOfDay(_Typed):
    """A time in one box, as people write it; `data` is a `time` on a London clock."""

    def read(self, text: str) -> time:
        """> 5:30pm, 5.30 pm, 17:30, 1730, 5pm, midday."""
        if text.lower() in _NAMED_TIMES:
            return _NAMED_TIMES[text.lower()]
        found = _TIME.fullmatch(text)
        hour = _hour(*found.group(1, 3), bare=not found.group(2)) if found else None
        if found is None or hour is None:
            raise ValueError("Enter a time, like 5:30pm or 17:30")
        return time(hour, int(found.group(2) or 0))

    def show(self, value: time) -> str:
        """> 5:30pm."""
        half = "am" if value.hour < _HALF_DAY else "pm"
        return f"{value.hour % _HALF_DAY or _HALF_DAY}:{value:%M}{half}"


def _hour(digits: str, half: str | None, *, bare: bool) -> int | None:
    """Return the hour from 0 to 23; a bare number needs am or pm to mean anything."""
    hour = int(digits)
    if half is None:
        return hour if hour < _HOURS and not bare else None
    if not 1 <= hour <= _HALF_DAY:
        return None
    return hour % _HALF_DAY + (_HALF_DAY if half.lower() == "pm" else 0)


class _ThreeBoxes(GovDateInput):  # type: ignore[misc] -- the package has no types
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


class Day(_Typed):
    """A day in three boxes, day first; `data` is a `date`."""

    widget = _ThreeBoxes()
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
        iso = _ISO_DATE.fullmatch(text)
        found = _DATE.fullmatch(text)
        year, month, day = iso.groups() if iso else found.group(3, 2, 1) if found else ("", "", "")
        try:
            value = date(_year(year), _month(month), int(day))
        except ValueError:
            raise ValueError("Enter a real date, like 27 3 2026") from None
        if not self.least_year <= value.year <= self.most_year:
            raise ValueError("Check the year: enter it in full, like 2026")
        return value

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


def _year(text: str) -> int:
    return int(text) + (_CENTURY if len(text) < len(str(_CENTURY)) else 0)


def _month(text: str) -> int:
    name = text.lower()[:3]
    return _MONTHS.index(name) + 1 if name in _MONTHS else int(text)


class _Chosen:
    """Says in a sentence that the choice is not on the list; choices are passed in by the view."""

    choose = "Choose one of the answers in the list"

    def pre_validate(self, form: Form) -> None:
        """Refuse what is not on the list."""
        try:
            super().pre_validate(form)  # type: ignore[misc] -- mixed into WTForms' own fields
        except ValueError:
            raise StopValidation(self.choose) from None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the choice."""
        try:
            super().process_formdata(valuelist)  # type: ignore[misc] -- mixed into WTForms' own fields
        except ValueError:
            raise ValueError(self.choose) from None


def _none_when_empty(coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        return None if value in (None, "") else coerce(value)

    return read


class Choice(_Chosen, SelectField):
    """One of a list, in a drop-down. The empty value stands for no choice: `data` is None."""

    widget = GovSelect()

    def __init__(
        self,
        label: str,
        *,
        needed: str | None = None,
        coerce: Callable[[Any], Any] = str,
        choices: Options = (),
        hint: str = "",
        checks: Sequence[Check] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(
            label,
            _checks(needed, more=checks),
            coerce=_none_when_empty(coerce),
            choices=list(choices),
            description=hint,
            **kwargs,
        )
        self.choose = needed or self.choose


class OneOf(_Chosen, RadioField):
    """One of a few, as radio buttons. `data` is None when nothing is chosen."""

    widget = GovRadioInput()

    def __init__(
        self,
        label: str,
        *,
        needed: str | None = None,
        coerce: Callable[[Any], Any] = str,
        choices: Options = (),
        hint: str = "",
        checks: Sequence[Check] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(
            label,
            _checks(needed, more=checks),
            coerce=_none_when_empty(coerce),
            choices=list(choices),
            description=hint,
            validate_choice=True,
            **kwargs,
        )
        self.choose = needed or self.choose

    def pre_validate(self, form: Form) -> None:
        """Leave the empty answer to `needed`."""
        if self.data is not None:
            super().pre_validate(form)


class SomeOf(_Chosen, SelectMultipleField):
    """Any number of a list, as tick boxes. `data` is a list."""

    widget = GovCheckboxesInput()

    def __init__(
        self,
        label: str,
        *,
        needed: str | None = None,
        coerce: Callable[[Any], Any] = str,
        choices: Options = (),
        hint: str = "",
        checks: Sequence[Check] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(
            label,
            _checks(needed, more=checks),
            coerce=coerce,
            choices=list(choices),
            description=hint,
            **kwargs,
        )


class Tick(BooleanField):
    """One tick box."""

    widget = GovCheckboxInput()

    def __init__(
        self, label: str, *, needed: str | None = None, hint: str = "", **kwargs: Any
    ) -> None:
        checks = [Given(needed)] if needed else []
        super().__init__(label, checks, description=hint, **kwargs)


class Upload(FileField):
    """A file."""

    widget = GovFileInput()

    def __init__(
        self, label: str, *, needed: str | None = None, hint: str = "", **kwargs: Any
    ) -> None:
        super().__init__(label, _checks(needed), description=hint, **kwargs)


class Version(Field):
    """The version of the row that the form was made from, carried back unseen."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; nonsense is no version at all, which is always stale."""
        text = str(valuelist[0]) if valuelist else ""
        sound = text.isascii() and text.isdigit() and len(text) <= MAX_NUMBER_DIGITS
        self.data = int(text) if sound else None

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)


class OnceKey(Field):
    """A key made with the form, so that posting it twice does the thing once."""

    widget = HiddenInput()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", default=lambda: uuid4().hex, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the key; nonsense gets a new one."""
        try:
            self.data = UUID(str(valuelist[0])).hex
        except (ValueError, IndexError):
            self.data = uuid4().hex

    def _value(self) -> str:
        return str(self.data)
