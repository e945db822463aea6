"""The noticeboard: notices, who has read them, and the handbook."""

from datetime import timedelta
from typing import Final

from portal.database import session
from portal.demo.actions.rows import Rows, morning
from portal.demo.rules import noticeboard as told
from portal.demo.rules.handbook import PAGES, Page
from portal.members.models import Status
from portal.noticeboard.models import (
    HandbookAudience,
    HandbookPage,
    HandbookVersion,
    Notice,
    NoticeAudience,
    NoticeRead,
)
from portal.noticeboard.rules.markdown import plain, slug
from portal.people.models import Person

JO: Final = "Jo Hartley"
GAP: Final = 10
"""Between the places of two pages, so that another fits between them."""
FIRST_VERSION: Final = timedelta(days=150)
"""So long before the second was the first version written."""


def load_noticeboard(rows: Rows) -> None:
    """Put in what stands on the board, and the handbook."""
    jo = rows.people[JO]
    for each in told.NOTICES:
        notice = _notice(rows, each, jo)
        session.add(notice)
        if each.asks_read:
            session.add_all(_reads(rows, each, notice))
    for number, page in enumerate(PAGES, start=1):
        session.add_all(_versions(rows, page, _page(rows, page, number * GAP, jo), jo))


def _notice(rows: Rows, each: told.Notice, jo: Person) -> Notice:
    first = rows.times.away(each.first)
    posted = morning(min(first, rows.times.today))
    return Notice(
        uuid=rows.uuid(),
        title=each.title,
        body=each.body,
        shown_from=first,
        shown_until=None if each.last is None else rows.times.away(each.last),
        pinned=each.pinned,
        asks_read=each.asks_read,
        edition_on=first,
        written_by=jo,
        audience=[NoticeAudience(key=_key(rows, key)) for key in sorted(each.keys)],
        created_at=posted,
        updated_at=posted,
    )


def _key(rows: Rows, key: str) -> str:
    """Return a key as the database knows it, with an area's number for its letter."""
    if not key.startswith(told.OF_AREA):
        return key
    return f"{told.OF_AREA}{rows.areas[key.removeprefix(told.OF_AREA)].id}"


def _reads(rows: Rows, each: told.Notice, notice: Notice) -> list[NoticeRead]:
    active = [one.person for one in rows.members.values() if one.status is Status.ACTIVE]
    return [
        NoticeRead(
            notice=notice,
            person=person,
            edition=1,
            created_at=morning(rows.times.away(each.first + 1)),
        )
        for number, person in enumerate(active)
        if number % told.READ_EVERY
    ]


def _page(rows: Rows, page: Page, position: int, jo: Person) -> HandbookPage:
    return HandbookPage(
        slug=slug(page.title),
        chapter=page.chapter,
        position=position,
        number=2 if page.before else 1,
        owner=jo,
        review_on=rows.times.away(page.review),
        audience=[HandbookAudience(key=key) for key in (told.STAFF, told.VOLUNTEERS)],
        created_at=morning(rows.times.away(-page.written)),
    )


def _versions(rows: Rows, page: Page, row: HandbookPage, jo: Person) -> list[HandbookVersion]:
    written = rows.times.away(-page.written)
    texts = [(page.before, written - FIRST_VERSION, "")] if page.before else []
    return [
        HandbookVersion(
            page=row,
            number=number,
            title=page.title,
            body=body,
            words=f"{page.title} {plain(body)}".casefold(),
            note=note,
            written_by=jo,
            created_at=morning(day),
        )
        for number, (body, day, note) in enumerate([*texts, (page.body, written, page.note)], 1)
    ]
