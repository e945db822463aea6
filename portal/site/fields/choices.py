"""Choices: passed in by the view, so that a form never queries."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovRadioInput,
    GovSelect,
)
from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from portal.site.fields.checks import Check, Given, checks_of

Options = Iterable[tuple[Any, str]]


def as_choices(options: Options) -> list[SelectChoice]:
    """Return options, each a value and its words, as WTForms wants them."""
    return [SelectChoice("" if value is None else str(value), words) for value, words in options]


class _NoEmptyHint:
    """Leaves out the hint that the package renders even when there is none to give."""

    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        """Describe the field to the GOV.UK macro."""
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)  # type: ignore[misc]  # mixed in
        if not field.description:
            params.pop("hint", None)
        return params


class _Radios(_NoEmptyHint, GovRadioInput):  # type: ignore[misc]  # the package has no types
    pass


class _Boxes(_NoEmptyHint, GovCheckboxesInput):  # type: ignore[misc]  # the package has no types
    pass


class _Box(_NoEmptyHint, GovCheckboxInput):  # type: ignore[misc]  # the package has no types
    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        """Put the hint below the words that it is about, which are read first."""
        params = super().map_gov_params(field, **kwargs)
        if "hint" in params:
            params["items"][0]["hint"] = params.pop("hint")
        return params


def _none_when_empty(coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        return None if value in (None, "") else coerce(value)

    return read


class _Chosen(Field):
    """Says in a sentence that the choice is not on the list; choices are passed in by the view."""

    choose = "Choose one of the answers in the list"

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
        listed: dict[str, Any] = {"coerce": coerce, "choices": as_choices(choices)}
        super().__init__(
            label, checks_of(needed, more=checks), description=hint, **listed, **kwargs
        )

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is not on the list."""
        try:
            super().pre_validate(form)
        except ValueError:
            raise StopValidation(self.choose) from None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the choice."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(self.choose) from None


class _ChosenOne(_Chosen):
    """One choice; the empty value stands for none: `data` is None."""

    def __init__(
        self,
        label: str,
        *,
        needed: str | None = None,
        coerce: Callable[[Any], Any] = str,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, needed=needed, coerce=_none_when_empty(coerce), **kwargs)
        self.choose = needed or self.choose


class Choice(_ChosenOne, SelectField):
    """One of a list, in a drop-down."""

    widget = GovSelect()


class OneOf(_ChosenOne, RadioField):
    """One of a few, as radio buttons."""

    widget = _Radios()

    def pre_validate(self, form: BaseForm) -> None:
        """Leave the empty answer to `needed`."""
        if self.data is not None:
            super().pre_validate(form)


class SomeOf(_Chosen, SelectMultipleField):
    """Any number of a list, as tick boxes. `data` is a list."""

    widget = _Boxes()


class Tick(BooleanField):
    """One tick box."""

    widget = _Box()

    def __init__(
        self, label: str, *, needed: str | None = None, hint: str = "", **kwargs: Any
    ) -> None:
        checks = [Given(needed)] if needed else []
        super().__init__(label, checks, description=hint, **kwargs)
