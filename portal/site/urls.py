"""Addresses that work outside the portal: in mail, where no request says how we are reached."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app


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
