"""Text: a line, several lines, an address, a telephone number, a password, a file."""

import re
from collections.abc import Sequence
from typing import Any, Final

from govuk_frontend_wtf.wtforms_widgets import (
    GovFileInput,
    GovPasswordInput,
    GovTextArea,
    GovTextInput,
)
from werkzeug.datastructures import FileStorage
from wtforms import Field, Form, PasswordField, StringField
from wtforms.fields import FileField
from wtforms.validators import StopValidation

from portal.site.fields.checks import Check, Short, checks_of, sized, tidy

TWO_THIRDS: Final = "govuk-!-width-two-thirds"
MAX_LINE: Final = 120
MAX_TEXT: Final = 2000
MAX_EMAIL: Final = 254
_EMAIL: Final = re.compile(
    r"[^@\s,;<>()\[\]\\\"]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+",
    re.I,
)
_PHONE: Final = re.compile(r"\+?[0-9(][0-9 ()\-]*(?:(?:ext|x)\.? ?[0-9]+)?", re.I)
_PHONE_DIGITS: Final = range(9, 16)


class Text(StringField):
    """One line of text. `data` is never None."""

    widget = GovTextInput()
    lines = False
    usual_most = MAX_LINE
    usual_width = TWO_THIRDS

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
        short = Short(most or self.usual_most, lines=self.lines)
        super().__init__(
            label,
            checks_of(needed, short, *self.own_checks(), more=checks),
            filters=[tidy],
            description=hint,
            **sized(kwargs, self.usual_width),
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
    usual_width = "govuk-input--width-20"

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
        super().__init__(label, checks_of(needed), description=hint, **sized(kwargs, TWO_THIRDS))


class Upload(FileField):
    """A file. `data` is None when none was chosen, and when somebody sent text in its place."""

    widget = GovFileInput()

    def __init__(
        self, label: str, *, needed: str | None = None, hint: str = "", **kwargs: Any
    ) -> None:
        super().__init__(label, checks_of(needed), description=hint, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the file; one that was not chosen has no name."""
        files = (sent for sent in valuelist if isinstance(sent, FileStorage) and sent)
        self.data = next(files, None)
