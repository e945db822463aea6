"""The handbook: what somebody may read of it, what is found in it, and every version."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.access.rules import Permission
from portal.accounts.queries import people_with
from portal.calendar.queries.audience import keys_of
from portal.database import session
from portal.noticeboard.models import HandbookAudience, HandbookPage, HandbookVersion
from portal.noticeboard.queries.audience import number_of
from portal.people.models import Person
from portal.site.pagination import Page, page_of

MOST_PAGES: Final = 200
"""A handbook in which one finds one’s way has fewer."""
MOST_VERSIONS: Final = 100

Reader = int | None
"""The number of whom a page must be for; None for a coordinator, who sees every page."""

IN_ORDER: Final = (HandbookPage.position, HandbookPage.id)


def contents(reader: Reader) -> Sequence[HandbookPage]:
    """Return the pages in use that somebody may read, in order."""
    found = _readable(reader).where(_in_use()).order_by(*IN_ORDER).limit(MOST_PAGES)
    return session.scalars(found).all()


def retired() -> Sequence[HandbookPage]:
    """Return the pages out of use, in order."""
    found = _readable(None).where(~_in_use()).order_by(*IN_ORDER).limit(MOST_PAGES)
    return session.scalars(found).all()


def find(reader: Reader, words: Sequence[str], number: int = 1) -> Page[HandbookPage]:
    """Return one page of the pages in use in which all words stand: those so titled first."""
    titled = HandbookVersion.title.icontains(" ".join(words), autoescape=True)
    stands = (HandbookVersion.words.contains(word, autoescape=True) for word in words)
    found = _readable(reader).where(_in_use(), *stands).order_by(titled.desc(), *IN_ORDER)
    return page_of(found, number)


def page(reader: Reader, slug: str) -> HandbookPage:
    """Return a page of the handbook; raises NoResultFound, answered 404.

    One that is out of use is a coordinator’s alone.
    """
    return session.scalars(
        _readable(reader)
        .where(HandbookPage.slug == slug, true() if reader is None else _in_use())
        .options(joinedload(HandbookPage.owner), selectinload(HandbookPage.audience))
    ).one()


def versions(of: HandbookPage) -> Sequence[HandbookVersion]:
    """Return what a page says and said, the newest first."""
    return session.scalars(
        select(HandbookVersion)
        .where(HandbookVersion.page_id == of.id)
        .options(joinedload(HandbookVersion.written_by))
        .order_by(HandbookVersion.number.desc())
        .limit(MOST_VERSIONS)
    ).all()


def version(of: HandbookPage, number: int) -> HandbookVersion:
    """Return one version of a page; raises NoResultFound."""
    return session.scalars(
        select(HandbookVersion)
        .where(HandbookVersion.page_id == of.id, HandbookVersion.number == number)
        .options(joinedload(HandbookVersion.written_by))
    ).one()


def slugs() -> set[str]:
    """Return the addresses that pages have, those out of use too."""
    return set(session.scalars(select(HandbookPage.slug)))


def person_numbered(number: int) -> Person:
    """Return somebody who was chosen to see to a page; raises NoResultFound."""
    return session.get_one(Person, number)


def page_by_form(form_key: str) -> HandbookPage | None:
    """Return the page that a form that was sent before has made."""
    return session.scalar(select(HandbookPage).where(HandbookPage.form_key == form_key))


def lock_page(number: int) -> HandbookPage:
    """Return a page as it now is, held until this change is committed."""
    return session.scalars(
        select(HandbookPage)
        .where(HandbookPage.id == number)
        .with_for_update(of=HandbookPage)
        .execution_options(populate_existing=True)
    ).one()


def to_review(until: date) -> Sequence[HandbookPage]:
    """Return the pages in use that are to be reviewed by a day, soonest first; one statement."""
    found = session.scalars(
        _readable(None)
        .where(_in_use(), HandbookPage.review_on <= until)
        .options(joinedload(HandbookPage.owner), joinedload(HandbookPage.audience))
        .order_by(HandbookPage.review_on, HandbookPage.id)
        .limit(MOST_PAGES)
    )
    return found.unique().all()


def coordinators() -> Sequence[Person]:
    """Return everybody who looks after the handbook and can sign in."""
    return people_with(Permission.NOTICEBOARD_EDIT)


def who_sees_to(of: HandbookPage, among: Sequence[Person]) -> Sequence[Person]:
    """Return who sees to a page: its owner; every coordinator when its owner no longer is one."""
    return [of.owner] if of.owner in among else among


def _readable(reader: Reader) -> Select[HandbookPage]:
    return (
        select(HandbookPage)
        .join(
            HandbookVersion,
            and_(
                HandbookVersion.page_id == HandbookPage.id,
                HandbookVersion.number == HandbookPage.number,
            ),
        )
        .options(
            contains_eager(HandbookPage.current).joinedload(HandbookVersion.written_by),
        )
        .where(true() if reader is None else _is_for(reader))
    )


def _in_use() -> ColumnElement[bool]:
    return HandbookPage.retired_at.is_(None)


def _is_for(reader: int) -> ColumnElement[bool]:
    return exists().where(
        HandbookAudience.page_id == HandbookPage.id,
        HandbookAudience.key.in_(keys_of(number_of(reader))),
    )
