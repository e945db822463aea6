"""Two versions of a form side by side, when somebody else was quicker."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from wtforms import Field
from wtforms.widgets import HiddenInput

from portal.site.fields import Choice, Day, OneOf, SomeOf, Tick
from portal.site.fields.typed import Typed
from portal.site.filters import day
from portal.site.forms import Form

NOTHING = "nothing"


class Difference(NamedTuple):
    """A field that says something else in the two versions, in the words of the form."""

    label: str
    held: str
    typed: str


def differences(form: Form, held: Mapping[str, Any]) -> list[Difference]:
    """Return the fields that say something else than is held, in the form's order.

    `held` is what the form would be filled with, by its names; what it does not name is not
    compared.
    """
    found = (
        Difference(
            field.label.text, _in_words(field, held[field.name]), _in_words(field, field.data)
        )
        for field in form
        if field.name in held and not isinstance(field.widget, HiddenInput)
    )
    return [each for each in found if each.held != each.typed]


def _in_words(field: Field, value: Any) -> str:
    """Return what a field would say, as people read it."""
    if isinstance(field, Tick):
        return "yes" if value else "no"
    if isinstance(field, Choice | OneOf | SomeOf):
        return _chosen(field, value)
    if value in (None, ""):
        return NOTHING
    if isinstance(field, Day):
        return day(value)
    return field.show(value) if isinstance(field, Typed) else str(value)


def _chosen(field: Choice | OneOf | SomeOf, value: Any) -> str:
    """Return the words of what is chosen, in the order of the list; what is not on it, last."""
    words = {str(key): str(label) for key, label, *_ in field.iter_choices()}
    several = value if isinstance(value, list) else [value]
    keys = dict.fromkeys("" if each is None else str(each) for each in several)
    on_list = [label for key, label in words.items() if key in keys]
    return ", ".join([*on_list, *(key for key in keys if key not in words)]) or NOTHING
