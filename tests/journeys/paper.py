"""Forms as a page shows them: found, filled with something plausible, spoiled and posted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from portal import clock
from tests.pages import PASSWORD, Page

TYPED = {"text", "search", "email", "tel", "number", "url", "date", "time", "textarea", "password"}


@dataclass(frozen=True)
class Field:
    """A named control, its kind, and what it would send."""

    name: str
    kind: str
    values: tuple[str, ...]
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A form on a page."""

    found_on: str
    action: str
    method: str
    fields: tuple[Field, ...]

    @property
    def shape(self) -> tuple[str, ...]:
        """Return what makes two forms the same: where to, without numbers, and with what."""
        path = urlsplit(self.action).path
        steps = ["*" if any(c.isdigit() for c in step) else step for step in path.split("/")]
        return (self.method, "/".join(steps), *sorted({field.name for field in self.fields}))

    def filled(self) -> dict[str, Any]:
        """Return what somebody sensible would send."""
        return {field.name: list(field.values) for field in self.fields if field.values}

    def typed(self) -> list[str]:
        """Return the names of the boxes that people type in."""
        return list(dict.fromkeys(field.name for field in self.fields if field.kind in TYPED))

    def chosen(self) -> list[str]:
        """Return the names of lists, radio buttons, tick boxes and hidden fields."""
        others = {"select", "radio", "checkbox", "hidden"}
        return list(dict.fromkeys(field.name for field in self.fields if field.kind in others))

    def files(self) -> list[str]:
        """Return the names of file fields."""
        return [field.name for field in self.fields if field.kind == "file"]

    def __str__(self) -> str:
        return f"{self.method} {self.action} (on {self.found_on})"


def papers(page: Page, path: str) -> Iterator[Paper]:
    """Return the forms of a page."""
    for form in page.find_all("form"):
        action = urljoin(path, str(form.get("action") or path))
        method = str(form.get("method") or "get").lower()
        fields = _merged(field for tag in _controls(page, form) for field in _read(tag))
        if method != "dialog":
            yield Paper(path, action, method, tuple(fields))


def _controls(page: Page, form: Tag) -> list[Tag]:
    own = form.select("input[name], select[name], textarea[name], button[name]")
    away = page.select(f"[form='{form['id']}'][name]") if form.get("id") else []
    return [*own, *away]


def _read(tag: Tag) -> Iterator[Field]:
    name = str(tag["name"])
    if tag.name == "select":
        options = [str(option.get("value", option.get_text())) for option in tag.select("option")]
        chosen = [str(option.get("value")) for option in tag.select("option[selected]")]
        picked = chosen or [value for value in options if value][:1]
        yield Field(name, "select", tuple(picked))
    elif tag.name == "textarea":
        yield Field(name, "textarea", (tag.get_text() or "Some words",))
    elif tag.name == "button":
        yield Field(name, "button", (str(tag.get("value", "")),))
    else:
        yield _read_input(name, tag)


def _read_input(name: str, tag: Tag) -> Field:
    kind = str(tag.get("type") or "text").lower()
    value = str(tag.get("value") or "")
    if kind in {"radio", "checkbox"}:
        sent = value or "on"
        return Field(name, kind, (sent,) if tag.has_attr("checked") else (), (sent,))
    if kind in TYPED:
        return Field(name, kind, (value or _plausible(name, tag),))
    return Field(name, kind, () if kind == "file" else (value,))


def _plausible(name: str, tag: Tag) -> str:
    soon = clock.today() + timedelta(days=21)
    box = str(tag.get("id") or name)
    endings = {"-day": str(soon.day), "-month": str(soon.month), "-year": str(soon.year)}
    for ending, value in endings.items():
        if box.endswith(ending):
            return value
    hints = {
        "email": "somebody@example.org",
        "password": PASSWORD,
        "time": "6pm",
        "start": "6pm",
        "end": "7:30pm",
        "phone": "01632 960123",
        "month": "6",
    }
    return next((value for hint, value in hints.items() if hint in name.lower()), "Words")


def _merged(fields: Iterator[Field]) -> list[Field]:
    """Return fields with the values of one name together; of several buttons one is pressed."""
    found: dict[tuple[str, str], Field] = {}
    for field in fields:
        if field.kind == "button" and any(kind == "button" for _, kind in found):
            continue
        before = found.get((field.name, field.kind), replace(field, values=(), options=()))
        found[field.name, field.kind] = replace(
            field,
            values=(*before.values, *field.values),
            options=(*before.options, *field.options),
        )
    return [_answered(field) for field in found.values()]


def _answered(field: Field) -> Field:
    """Return radio buttons of which none is chosen with the first one chosen."""
    return (
        replace(field, values=field.values or field.options[:1]) if field.kind == "radio" else field
    )
