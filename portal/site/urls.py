"""Addresses that work outside the portal: in mail, where no request says how we are reached."""

from typing import Any, Final
from urllib.parse import urlsplit

from flask import current_app
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter, ValidationError

MOST_NUMBER: Final = 2**31 - 1


class Number(IntegerConverter):
    """`<int:…>` in an address: a number that a column can hold, so that a longer one is a 404."""

    def __init__(self, url_map: Map, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max", MOST_NUMBER)
        super().__init__(url_map, *args, **kwargs)


class Word(UnicodeConverter):
    """`<string:…>` in an address: text that a column can hold, which a NUL is not."""

    def to_python(self, value: str) -> str:
        """Return the text; no page has an address with a NUL in it."""
        if "\0" in value:
            raise ValidationError
        return value


def absolute(endpoint: str, **values: Any) -> str:
    """Return the full address of a page, on BASE_URL.

    For links in mail: pass UUIDs, never a reference (`RO-…`, `P-…`), and a token only where the
    letter is being written.
    """
    base = urlsplit(current_app.config["BASE_URL"])
    adapter = current_app.url_map.bind(
        base.netloc, script_name=base.path or "/", url_scheme=base.scheme
    )
    current_app.inject_url_defaults(endpoint, values)
    return adapter.build(endpoint, values, force_external=True)
