"""Fields for what people write, often pasted from Word. None of them takes a date of birth."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, Form
from wtforms.validators import StopValidation

from portal.members.forms.details import MAX_SAID
from portal.recruitment.rules import births, pasted
from portal.site.fields import LongText, Text
from portal.site.fields.checks import Check


def _no_own_birth(_form: Form, field: Field) -> None:
    if births.says_birth(field.data):
        raise StopValidation(births.BORN)


def _no_birth(_form: Form, field: Field) -> None:
    if births.says_birth(field.data):
        raise StopValidation(births.THEY_WERE_BORN)


def _no_day(_form: Form, field: Field) -> None:
    if births.holds_day(field.data):
        raise StopValidation(births.BORN)


class Pasted(LongText):
    """Several lines that somebody writes about themselves."""

    usual_most = MAX_SAID

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the text as it looked where it was copied."""
        super().process_formdata([pasted.readable(str(text)) for text in valuelist])

    def own_checks(self) -> Sequence[Check]:
        """Return what refuses a date of birth."""
        return [_no_own_birth]


class PastedOfOther(Pasted):
    """Several lines that somebody writes about somebody else."""

    usual_most = LongText.usual_most

    def own_checks(self) -> Sequence[Check]:
        """Return what refuses a date of birth."""
        return [_no_birth]


class Line(Text):
    """One line, in which no day has a place."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the text without what parts cells and lines."""
        super().process_formdata([pasted.line(str(text)) for text in valuelist])

    def own_checks(self) -> Sequence[Check]:
        """Return what refuses a date of birth."""
        return [_no_day]


class LineOfOther(Line):
    """One line about somebody else, like since when they are known: a day may stand in it."""

    def own_checks(self) -> Sequence[Check]:
        """Return what refuses a date of birth."""
        return [_no_birth]
