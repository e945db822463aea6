"""A feed, as calendar programs fetch it: no sign-in, no session, no cookie; the token is enough.

Every wrong token, old and revoked ones included, gets the same bare answer. Somebody who makes
mistakes is slowed down, but never others at the same address: a council office is one, and Google
fetches for everybody from a few.
"""

import json
from collections import OrderedDict
from datetime import date, time
from functools import lru_cache
from threading import Lock
from typing import Final

from flask import Blueprint, Flask, Request, Response, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.http import http_date, is_resource_modified

from portal import clock
from portal.access import public
from portal.calendar import actions, ics, queries, rules
from portal.calendar.models import FeedScope
from portal.calendar.queries import Fetched
from portal.database import db
from portal.site.filters import lower_first

bp = Blueprint("feeds", __name__, url_prefix="/feeds")

FORMAT: Final = 3
"""Counts up when the same rows would be written differently."""

DISCREET: Final = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
NAMED_BY_WORDS: Final = {FeedScope.EVERYTHING, FeedScope.VIEW}
MOST_KEPT_BYTES: Final = 16 * 1024 * 1024


class Sessions(SecureCookieSessionInterface):
    """Sessions as everywhere, but none at all for a feed: it can neither read nor set a cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Open the session that the cookie speaks of, unless a feed is asked for."""
        if request.path.startswith(f"{bp.url_prefix}/"):
            return self.make_null_session(app)
        return super().open_session(app, request)


class Kept:
    """The contents sent last, by their ETag, which changes with everything in them.

    Some programs never ask whether anything changed (Google's does not): the same bytes are not
    put together for them again and again.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.contents: OrderedDict[str, bytes] = OrderedDict()
        self.lock = Lock()

    def get(self, etag: str) -> bytes | None:
        """Return the content, if it was sent lately."""
        return self.contents.get(etag)

    def put(self, etag: str, content: bytes) -> bytes:
        """Keep a content, and drop the oldest when it becomes too much; return it."""
        with self.lock:
            self.contents[etag] = content
            while sum(map(len, self.contents.values())) > self.most:
                self.contents.popitem(last=False)
        return content


kept: Final = Kept(MOST_KEPT_BYTES)
RETRY_AFTER: Final = str(int(rules.COUNTED_FOR.total_seconds()))


@bp.get("/<string:token>.ics")
@public
def feed(token: str) -> Response:
    """Send the calendar behind a token, or 304 when the program has it already."""
    found, fetches = actions.fetch(rules.hash_of(token))
    if found is None:
        misses = actions.count_miss(request.remote_addr or "")
        return _too_many() if misses > rules.MOST_MISSES else _not_found()
    if fetches > rules.MOST_FETCHES:
        return _too_many()
    answer = _sent(found, clock.today())
    answer.headers.update(DISCREET)
    _note(answer, found)
    return answer


def _sent(found: Fetched, today: date) -> Response:
    """Return the calendar, or 304 where the heads of the request say that it is known.

    What depends on others is put together to see whether it changed, and has no time of a change.
    """
    made = _content(found, today) if found.is_of_others else None
    etag = _etag(found, today, made)
    changed_at = max(found.changed_at, clock.at(today, time())).replace(microsecond=0)
    known = None if made else changed_at
    if is_resource_modified(request.environ, etag=etag, last_modified=known):
        content = made or kept.get(etag) or kept.put(etag, _content(found, today))
        answer = Response(content, content_type=ics.MEDIA_TYPE)
        answer.headers["Content-Disposition"] = 'inline; filename="amends.ics"'
    else:
        answer = Response(status=304)
        del answer.headers["Content-Type"]
    answer.headers["ETag"] = f'"{etag}"'
    if known:
        answer.headers["Last-Modified"] = http_date(known)
    return answer


def _content(found: Fetched, today: date) -> bytes:
    """Return the whole calendar: kept texts, and a time zone where a rule needs one."""
    name = _name(current_app.config["SERVICE_NAME"], found)
    repeating = queries.series_texts(found, today)
    zone = _zone() if repeating else ""
    return "".join(
        (_head(name), zone, queries.feed_texts(found, today), repeating, ics.END)
    ).encode()


def _etag(found: Fetched, today: date, made: bytes | None) -> str:
    """Return the hash of all that the bytes depend on: the day's window and what was changed."""
    if made:
        return rules.etag_of(FORMAT, made)
    return rules.etag_of(
        FORMAT,
        current_app.config["SERVICE_NAME"],
        today,
        found.person_id,
        found.scope,
        json.dumps(found.filter, sort_keys=True),
        found.is_allowed,
        found.revisions,
    )


def _name(service: str, found: Fetched) -> str:
    """Return how the calendar is called: by what it carries, never by what somebody typed."""
    label = "" if found.scope in NAMED_BY_WORDS else lower_first(found.scope.label)
    words = ", ".join(word for word in (label, found.filter.get("words")) if word)
    return f"{service}: {words}" if words else service


@lru_cache(maxsize=64)
def _head(name: str) -> str:
    return ics.head(name)


@lru_cache(maxsize=1)
def _zone() -> str:
    return ics.timezone()


def _not_found() -> Response:
    """Answer no, in the same words whatever the reason."""
    return _bare("Not found\n", 404)


def _too_many() -> Response:
    answer = _bare("Too many requests\n", 429)
    answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def _bare(words: str, status: int) -> Response:
    return Response(words, status, content_type="text/plain; charset=utf-8", headers=DISCREET)


def _note(answer: Response, found: Fetched) -> None:
    """Note the fetch once the answer is sent, unless that was done lately."""
    now, program = clock.now(), rules.program_of(request.headers.get("User-Agent", ""))
    lately = found.last_fetched_at and now - found.last_fetched_at < rules.NOTED_EVERY
    if lately and program == found.last_program:
        return
    engine, feed_id = db.engine, found.id

    @answer.call_on_close
    def note() -> None:
        actions.note_fetch(engine, feed_id, program=program, at=now)
