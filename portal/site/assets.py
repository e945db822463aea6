"""Static files: addresses that change with the content, kept by browsers, and sent compressed."""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, current_app, request

YEAR: Final = 365 * 24 * 3600
MONTH: Final = 30 * 24 * 3600
LEAST_BYTES: Final = 700
"""Below this an answer fits into one packet, compressed or not."""
COMPRESSIBLE: Final = frozenset(
    {
        "text/html",
        "text/css",
        "text/javascript",
        "application/javascript",
        "image/svg+xml",
    }
)


def init_app(app: Flask) -> None:
    """Version the addresses of static files, and compress what is worth it."""
    app.url_defaults(_version)
    app.after_request(_keep)
    app.after_request(_compress)


def _version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static" and "filename" in values:
        file = Path(current_app.static_folder or "") / values["filename"]
        if file.is_file():
            values["v"] = _digest(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _digest(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _keep(response: Response) -> Response:
    """Let browsers keep static files, and never a page: people share computers."""
    if request.endpoint == "static" and response.status_code in {200, 304}:
        response.cache_control.no_cache = None
        response.cache_control.public = True
        versioned = "v" in request.args
        response.cache_control.max_age = YEAR if versioned else MONTH
        response.cache_control.immutable = versioned
    elif response.mimetype == "text/html" and not response.cache_control:
        response.cache_control.no_store = True
    return response


def _compress(response: Response) -> Response:
    """Compress text, except feeds: those are compared byte by byte.

    A page reflects what was asked beside a CSRF token; the cookie's SameSite=Lax keeps other
    sites from asking in a person's name and measuring the answers.
    """
    if not _worth_it(response):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip"):
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < LEAST_BYTES:
        return response
    squeeze = _squeeze_once if request.endpoint == "static" else _squeeze
    response.set_data(squeeze(content))
    response.headers["Content-Encoding"] = "gzip"
    etag, weak = response.get_etag()
    if etag and not weak:
        response.set_etag(etag, weak=True)
    return response


def _worth_it(response: Response) -> bool:
    whole = response.status_code not in {204, 206, 304}
    at_hand = request.endpoint == "static" or not response.is_streamed
    plain = "Content-Encoding" not in response.headers
    is_text = response.mimetype in COMPRESSIBLE
    return request.method == "GET" and whole and at_hand and plain and is_text


def _squeeze(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=5, mtime=0)


@lru_cache(maxsize=32)
def _squeeze_once(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)
