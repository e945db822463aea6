"""Private fields of volunteers stand only where the permission table says.

These are checks, supervision, concerns, expenses, access needs and whom to ring. Words that stand
nowhere else are planted on two volunteers. Every page, export and feed is then read as every role,
and every letter is written: where a word may stand is said below by hand, and it must stand exactly
there. A page that shows one more fails until somebody has thought about it.
"""

import html
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import select

from portal.access.rules import HELD_BY, Permission, Role
from portal.calendar.actions import subscribe
from portal.calendar.models import FeedScope
from portal.database import changing, session
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail, MailState
from tests.journeys import private, tour
from tests.journeys.demo import demo_user
from tests.journeys.private import OWN, THEIRS, Planted
from tests.live import Answer, Live, whole_text_of

Found = set[tuple[str, str, str]]
"""A field, whose, and the endpoint where it stands."""

SHOWN_TO_SERVICE: Final[dict[str, frozenset[str]]] = {
    private.ACCESS_NEEDS: frozenset({"members.details", "members.show"}),
    private.ANSWER: frozenset({"members.claim"}),
    private.CHECK_LEVEL: frozenset({"members.checks", "members.show"}),
    private.CHECK_REASON: frozenset({"members.checks"}),
    private.CONCERN: frozenset({"members.close_concern", "members.concern"}),
    private.CONCERN_CLOSED: frozenset({"members.close_concern", "members.concern"}),
    private.CONCERN_TO_DO: frozenset({"members.concern"}),
    private.COST: frozenset({"members.claim", "members.receipt"}),
    private.EMERGENCY: frozenset({"members.emergency"}),
    private.PRACTICE: frozenset({"members.observation"}),
    private.QUESTION: frozenset({"members.claim"}),
    private.TALK_AGREED: frozenset({"members.supervision", "members.supervisions_of"}),
    private.TALK_NOTE: frozenset({"members.supervision", "members.write_up_supervision"}),
    private.TALK_PRIVATE: frozenset({"members.supervision", "members.write_up_supervision"}),
    private.TALK_WORDS: frozenset({"members.supervision"}),
}
"""Where each stands, for those whose permission it takes."""
SHOWN_TO_OWN: Final[dict[str, frozenset[str]]] = {
    private.ACCESS_NEEDS: frozenset({"members.held", "members.my_details"}),
    private.ANSWER: frozenset({"members.my_claim"}),
    private.CHECK_LEVEL: frozenset({"members.held"}),
    private.CHECK_REASON: frozenset({"members.held"}),
    private.COST: frozenset({"members.my_claim", "members.my_receipt"}),
    private.EMERGENCY: frozenset({"members.held", "members.my_details"}),
    private.PRACTICE: frozenset({"members.my_practice"}),
    private.QUESTION: frozenset({"members.my_claim"}),
    private.TALK_AGREED: frozenset({"members.my_supervision", "members.my_supervisions"}),
    private.TALK_NOTE: frozenset({"members.my_supervision"}),
    private.TALK_WORDS: frozenset({"members.my_supervision"}),
}
"""Where a volunteer reads of themselves; private notes and concerns are on no page of theirs."""

ABOUT_VOLUNTEERS: Final = ("/calendar/", "/members/", "/training/")
"""Where an address that names a person, a number or an entry means one of theirs."""
WORKBOOK: Final = b"PK"
FAULT: Final = 500


def expected(role: Role) -> Found:
    """Return where the permission table lets a role read each field."""
    found = {
        (field, whose, endpoint)
        for field, permission in private.FIELDS.items()
        if permission in HELD_BY[role]
        for endpoint in SHOWN_TO_SERVICE[field]
        for whose in (OWN, THEIRS)
    }
    if role is Role.VOLUNTEER:
        found |= {(field, OWN, page) for field, pages in SHOWN_TO_OWN.items() for page in pages}
    return found


@pytest.mark.parametrize("role", list(Role))
def test_each_private_field_stands_only_where_the_permission_table_says(
    demo: Live, role: Role
) -> None:
    planted, found = _planted(demo.app), set()
    visitor = demo.visitor().sign_in(f"{role}@demo.example")
    for endpoint, path in _addresses(demo.app, planted, role):
        answer = visitor.get(path)
        assert answer.status < FAULT, f"{path} as {role}: {answer.status}"
        found |= {(*mark, endpoint) for mark in private.marks(_text(answer))}
    assert sorted(found ^ expected(role)) == []


def test_nobody_who_is_not_signed_in_reads_any(demo: Live) -> None:
    planted, visitor = _planted(demo.app), demo.visitor()
    for _, path in _addresses(demo.app, planted, None):
        assert private.marks(_text(visitor.get(path))) == set(), path


def test_no_feed_tells_any(demo: Live) -> None:
    _planted(demo.app)
    for role in Role:
        if Permission.CALENDAR_SUBSCRIBE not in HELD_BY[role]:
            continue
        for scope in (FeedScope.MINE, FeedScope.EVERYTHING):
            with changing():
                _, token = subscribe(
                    person=demo_user(role).person, scope=scope, form_key=f"private-{role}-{scope}"
                )
            answer = demo.visitor().get(f"/feeds/{token}.ics")
            assert "BEGIN:VCALENDAR" in answer.text
            assert private.marks(answer.text.replace("\r\n ", "")) == set(), f"{scope} of {role}"


def test_no_letter_tells_any(demo: Live) -> None:
    _planted(demo.app)
    written = 0
    posted = select(Mail.id).where(Mail.state != MailState.NO_ADDRESS).order_by(Mail.id)
    for number in session.scalars(posted).all():
        with changing():
            letter = write(session.get_one(Mail, number))
        if letter is not None:
            written += 1
            assert private.marks(whole_text_of(letter.message)) == set(), letter.message["Subject"]
    assert written


@cache
def _planted(app: Flask) -> list[Planted]:
    """Plant once in the demo's data; inside an application context.

    After the samples of pages: some of these say the same things anew.
    """
    tour.visits(app)
    with changing():
        return private.plant()


def _addresses(app: Flask, planted: list[Planted], role: Role | None) -> Iterator[tuple[str, str]]:
    """Yield every page and file that a role may open, of what was planted where it names that."""
    samples = {visit.endpoint: visit.path for visit in tour.visits(app)}
    for rule in tour.pages(app):
        if not _opens(app, rule.endpoint, role):
            continue
        yield rule.endpoint, samples[rule.endpoint]
        names = rule.arguments
        for each in planted:
            if names and names <= each.named.keys() and rule.rule.startswith(ABOUT_VOLUNTEERS):
                yield rule.endpoint, _url(app, rule.endpoint, {n: each.named[n] for n in names})


def _opens(app: Flask, endpoint: str, role: Role | None) -> bool:
    permissions: Any = getattr(app.view_functions[endpoint], "permissions", frozenset())
    if role is None or not permissions:
        return role is None and not permissions
    return bool(permissions & HELD_BY[role])


def _url(app: Flask, endpoint: str, values: dict[str, Any]) -> str:
    with app.test_request_context():
        return app.url_for(endpoint, **values)


def _text(answer: Answer) -> str:
    """Return what an answer says: of a workbook, the text of its sheets."""
    if answer.body.startswith(WORKBOOK):
        with zipfile.ZipFile(BytesIO(answer.body)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    return html.unescape(answer.body.decode(errors="replace"))
