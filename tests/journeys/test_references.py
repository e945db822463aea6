"""A reference stands for a child: none leaves the signed-in pages that need it.

Every letter that a journey sends is searched too, when the journey ends (`Live.watched`).
"""

import json
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from portal import clock
from portal.access.rules import HELD_BY, Role
from portal.calendar.models import Attendee, Entry, Kind
from portal.database import session
from portal.notifications.models import Mail
from tests.journeys import tour
from tests.live import Live, references_in

SOME = 10


def test_the_search_finds_a_reference() -> None:
    assert references_in(
        "See /panels/P-2026-031, ro-2026-014 and RF-2026-003, not PL- or P-45"
    ) == [
        "P-2026-031",
        "ro-2026-014",
        "RF-2026-003",
    ]


def test_no_entry_or_letter_of_the_demo_names_a_reference(demo: Live) -> None:
    kept = [
        *session.execute(
            select(Entry.title, Entry.description, Entry.place, Entry.path, Entry.ics)
        ),
        *session.execute(select(Attendee.part, Attendee.path, Attendee.ics)),
        *session.execute(select(Mail.subject, Mail.body, Mail.dedupe_key, Mail.context)),
    ]
    session.rollback()
    assert kept
    named = [found for row in kept if (found := references_in(json.dumps(list(row), default=str)))]
    assert named == []


def test_no_page_of_the_calendar_names_a_reference_to_anybody(demo: Live) -> None:
    named = []
    for role in Role:
        visitor = demo.visitor().sign_in(f"{role}@demo.example")
        for path in _calendar_paths(demo, role):
            answer = visitor.get(path)
            assert answer.status in {200, 302, 303, 403, 404}, f"{path} as {role}: {answer.status}"
            if references_in(answer.text):
                named.append(f"{path} as {role}: {references_in(answer.text)}")
    assert named == []


def test_no_public_page_names_a_reference(demo: Live) -> None:
    named = [
        rule.rule
        for rule in tour.pages(demo.app)
        if getattr(demo.app.view_functions[rule.endpoint], "permissions", ()) is None
        and not rule.arguments
        and references_in(demo.visitor().get(rule.rule).text)
    ]
    assert named == []


def _calendar_paths(portal: Live, role: Role) -> Iterator[str]:
    month = (clock.today().replace(day=1) + timedelta(days=32)).strftime("%Y-%m")
    for rule in tour.pages(portal.app):
        permissions = getattr(portal.app.view_functions[rule.endpoint], "permissions", None)
        seen = rule.endpoint.startswith("calendar.") and (permissions or set()) & HELD_BY[role]
        if seen and not rule.arguments:
            yield rule.rule
            yield f"{rule.rule}?month={month}"
    near = select(Entry.uuid).where(Entry.kind == Kind.PANEL).order_by(Entry.starts_at.desc())
    for uuid in session.scalars(near.limit(SOME)):
        yield f"/calendar/entries/{uuid}"
    session.rollback()
