"""What every form has: a CSRF token, choices passed in, and, where asked for, two hidden fields."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Protocol

from flask import Flask
from flask_wtf import FlaskForm

from portal.site.fields import Day, OnceKey, Upload, Version
from portal.site.fields.choices import as_choices

AGAIN: Final = "Choose the file again: what you typed is kept here, and a file is not"


class HasVersion(Protocol):
    """A row that several people may edit."""

    version: Any


class Form(FlaskForm):
    """A form. Choices come from the view: `PersonForm(choices={"area": [(1, "Northmere")]})`.

    In a template: `<form method="post" novalidate>{{ form.hidden_tag() }} …`.
    """

    def __init__(
        self,
        *args: Any,
        choices: Mapping[str, Iterable[tuple[Any, str]]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, options in (choices or {}).items():
            self[name].choices = as_choices(options)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field; a file that came with what must be put right is asked for again."""
        sound = bool(super().validate(extra_validators))
        if not sound:
            self._ask_for_files()
        return sound

    def refuse(self, sentence: str, field: str | None = None) -> None:
        """Show a sentence that only the action could know, at the field or at the top alone."""
        if field is None:
            self.form_errors.append(sentence)
        else:
            self[field].errors = [*self[field].errors, sentence]
        self._ask_for_files()

    def _ask_for_files(self) -> None:
        """Say at each file that no browser sends it a second time: it would be missed unnoticed."""
        for field in self:
            if isinstance(field, Upload) and field.data and not field.errors:
                field.errors = [AGAIN]


class EditForm(Form):
    """A form over a row that several people may edit: it carries the row's version back."""

    version = Version()

    def is_stale(self, row: HasVersion) -> bool:
        """Return whether somebody changed the row since this form was made."""
        return bool(self.version.data != row.version)

    def renew(self, row: HasVersion) -> None:
        """Let the next sending be over the row as it now is; what was typed stays."""
        self.version.data = row.version


class OnceForm(Form):
    """A form that makes something: sent twice, it makes it once."""

    form_key = OnceKey()


def problems(form: Form) -> Iterator[tuple[str, str]]:
    """Return each problem of a form with the id of the field that it is about, or "" for none."""
    for sentence in form.form_errors:
        yield "", str(sentence)
    for field in form:
        for sentence in list(field.errors)[:1]:
            yield (
                (f"{field.id}-day" if isinstance(field, Day) else field.id),
                str(sentence),
            )


def init_app(app: Flask) -> None:
    """Give the layout what its error summary says."""
    app.jinja_env.globals.update(problems=problems)
