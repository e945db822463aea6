"""Two versions of a form side by side, when somebody else was quicker."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from wtforms import Field, HiddenField

from portal.site.fields import Choice, Day, OnceKey, OneOf, SomeOf, Tick, TimeOfDay, Version
from portal.site.filters import day_year
from portal.site.forms import Form


class Difference(NamedTuple):
    """A field that says something else in the two versions."""

    label: str
    theirs: str
    yours: str


def differences(theirs: Form, yours: Form) -> Sequence[Difference]:
    """Return the fields that differ, in the form's order."""
    return [
        Difference(field.label.text, in_words(theirs[field.name]), in_words(field))
        for field in yours
        if not isinstance(field, HiddenField | OnceKey | Version)
        and in_words(theirs[field.name]) != in_words(field)
    ]


def in_words(field: Field) -> str:
    """Return what a field says, as people read it."""
    value: Any = field.data
    if isinstance(field, Tick):
        return "Yes" if value else "No"
    if value in (None, "", []):
        return "Nothing"
    if isinstance(field, Choice | OneOf | SomeOf):
        chosen = value if isinstance(value, list) else [value]
        options = ((field.coerce(key), label) for key, label, *_ in field.iter_choices())
        return ", ".join(label for key, label in options if key in chosen)
    if isinstance(field, Day):
        return day_year(value)
    return field.show(value) if isinstance(field, TimeOfDay) else str(value)
