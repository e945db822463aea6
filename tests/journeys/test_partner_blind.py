"""A partner reads its own organisation and numbers: no reference, no volunteer, no other partner.

Over every page that its role opens, each with its own rows and with those of others, and over its
feed. What letters say is held beside them (`tests/notifications`, `tests/reparation/partners`).
"""

import html
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Select, select

from portal.access.rules import HELD_BY, Role
from portal.calendar.actions import subscribe
from portal.calendar.models import Entry, FeedScope, Kind
from portal.database import changing, session
from portal.members.models import Member
from portal.people.models import Person
from portal.reparation.models import (
    Partner,
    PartnerContact,
    PartnerPaper,
    PartnerPerson,
    Project,
    ProjectPhoto,
    ProjectSession,
)
from portal.reparation.queries.partners import mine
from tests.journeys import tour
from tests.journeys.demo import demo_user
from tests.live import Live, Visitor, references_in

OTHERS: Final = 4
"""Rows of other partners with which each address is tried."""

WHOSE: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "paper_uuid": select(PartnerPaper.uuid, PartnerPaper.partner_id).order_by(PartnerPaper.id),
    "partner_uuid": select(Partner.uuid, Partner.id).order_by(Partner.id),
    "photo_uuid": select(ProjectPhoto.uuid, Project.partner_id)
    .join(Project, Project.id == ProjectPhoto.project_id)
    .order_by(ProjectPhoto.id),
    "project_uuid": select(Project.uuid, Project.partner_id).order_by(Project.id),
    "session_uuid": select(Entry.uuid, Project.partner_id)
    .join(ProjectSession, ProjectSession.entry_id == Entry.id)
    .join(ProjectSession.project)
    .order_by(Entry.id),
}
"""What the addresses of reparation name, with the number of its partner."""


def test_no_page_of_a_partner_tells_of_anybody_else(demo: Live) -> None:
    visitor = demo.visitor().sign_in("partner@demo.example")
    forbidden = _forbidden()
    told = []
    for path, own in _paths(demo):
        answer = visitor.get(path)
        expected = {200, 302, 303, 404, 409} if own else {404}
        assert answer.status in expected, f"{path}: {answer.status}"
        if answer.headers["content-type"].startswith("text/"):  # a photo has no words
            told += [f"{path}: {words}" for words in _found(answer.text, forbidden)]
    session.rollback()
    assert told == [], "\n".join(told)


def test_the_calendar_shows_a_partner_its_own_sessions_alone(demo: Live) -> None:
    visitor = demo.visitor().sign_in("partner@demo.example")
    forbidden, number = _forbidden(), mine(demo_user("partner").person).id
    shown = 0
    for uuid, partner_id in session.execute(WHOSE["session_uuid"]).all():
        for path in (f"/calendar/entries/{uuid}", f"/calendar/entries/{uuid}.ics"):
            answer = visitor.get(path)
            assert answer.status == (200 if partner_id == number else 404), path
            assert _found(answer.text, forbidden) == [], path
            shown += partner_id == number
    panels = select(Entry.uuid).where(Entry.kind == Kind.PANEL).order_by(Entry.id).limit(OTHERS)
    for uuid in session.scalars(panels).all():
        assert visitor.get(f"/calendar/entries/{uuid}").status == 404
    session.rollback()
    assert shown


def test_a_partners_feed_tells_of_nobody_else(demo: Live) -> None:
    forbidden = _forbidden()
    with changing():
        _, token = subscribe(
            person=demo_user("partner").person, scope=FeedScope.EVERYTHING, form_key="partner-blind"
        )
    answer = demo.visitor().get(f"/feeds/{token}.ics")
    assert answer.status == 200
    assert "BEGIN:VEVENT" in answer.text
    assert _found(answer.text.replace("\r\n ", ""), forbidden) == []


def _paths(demo: Live) -> Iterator[tuple[str, bool]]:
    """Yield every address that a partner's role opens, and whether what it names is theirs."""
    number = mine(demo_user("partner").person).id
    for rule in tour.pages(demo.app):
        permissions = getattr(demo.app.view_functions[rule.endpoint], "permissions", None) or set()
        names = rule.arguments
        if not permissions & HELD_BY[Role.PARTNER]:
            continue
        if not names:
            yield rule.rule, True
        elif rule.endpoint.startswith("reparation."):
            [name] = names  # one partner's row a page
            yield from _with_rows(rule.rule, name, number)


def _with_rows(rule: str, name: str, number: int) -> Iterator[tuple[str, bool]]:
    rows = session.execute(WHOSE[name]).all()
    others = [uuid for uuid, partner_id in rows if partner_id != number]
    for uuid in [*(uuid for uuid, partner_id in rows if partner_id == number), *others[:OTHERS]]:
        yield rule.replace(f"<uuid:{name}>", str(uuid)), uuid not in others


def _forbidden() -> set[str]:
    """Return the names of volunteers, and what stands of other partners, but not of this one."""
    own = mine(demo_user("partner").person)
    volunteers = select(Person.name).join(Member, Member.person_id == Person.id)
    contacts = select(PartnerContact.name).where(PartnerContact.kind == "site")
    people = select(Person.name).join(PartnerPerson, PartnerPerson.person_id == Person.id)
    return {
        *session.scalars(volunteers),
        *session.scalars(select(Partner.name).where(Partner.id != own.id)),
        *session.scalars(select(Project.title).where(Project.partner_id != own.id)),
        *session.scalars(contacts.where(PartnerContact.partner_id != own.id)),
        *session.scalars(people.where(PartnerPerson.partner_id != own.id)),
    }


def _found(text: str, forbidden: set[str]) -> list[str]:
    plain = html.unescape(text)
    return [*references_in(plain), *sorted(words for words in forbidden if words in plain)]


def test_the_search_would_find_them(demo: Live) -> None:
    visitor: Visitor = demo.visitor().sign_in("coordinator@demo.example")
    assert len(_found(visitor.get("/reparation/partners").text, _forbidden())) > OTHERS
    assert _found(visitor.get("/members/").text, _forbidden())
    session.rollback()
