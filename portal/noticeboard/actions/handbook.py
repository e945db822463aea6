"""Writing the handbook: adding a page, changing it, saying that it is still right."""

from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.audit.actions import Changes, amend, record
from portal.database import session
from portal.noticeboard.models import (
    HandbookAudience,
    HandbookPage,
    HandbookVersion,
    NoticeboardTag,
)
from portal.noticeboard.queries import handbook as queries
from portal.noticeboard.rules import handbook as rules
from portal.noticeboard.rules.markdown import plain, slug, unused
from portal.noticeboard.rules.refusals import Stale
from portal.noticeboard.rules.words import check_no_reference
from portal.notifications.actions import post
from portal.people.models import Person

RESERVED = frozenset({"new", "print"})
"""Addresses below the handbook’s that are no page of it."""


@dataclass(frozen=True)
class Told:
    """A page as a form brings it; `keys` say whom it is for, `note` what changed."""

    title: str
    body: str
    chapter: str
    position: int
    keys: frozenset[str]
    owner: Person
    review_on: date
    note: str = ""


def add_page(*, told: Told, form_key: str, actor: Person) -> HandbookPage:
    """Add a page to the handbook; the same form once. Its first title makes its address.

    Raises `Refused` for a review that would be late at once, and where it names a case.
    """
    made = queries.page_by_form(form_key)
    if made is not None:
        return made
    rules.check_review(told.review_on, clock.today())
    _check(told)
    page = HandbookPage(
        slug=unused(slug(told.title), RESERVED | queries.slugs()),
        chapter=told.chapter,
        position=told.position,
        owner=told.owner,
        review_on=told.review_on,
        audience=[HandbookAudience(key=key) for key in sorted(told.keys)],
        form_key=form_key,
    )
    session.add_all((page, _version(page, told, 1, actor)))
    record(NoticeboardTag.PAGE_ADDED, page, actor=actor)
    return page


def change_page(*, page: HandbookPage, version: int, told: Told, actor: Person) -> None:
    """Change a page; a new version begins where its title or text differs.

    Raises `Stale` when somebody changed it meanwhile; `Refused` as `add_page` does.
    """
    page = queries.lock_page(page.id)
    if page.version != version:
        raise Stale("This page was changed since you opened it.")
    if told.review_on != page.review_on:
        rules.check_review(told.review_on, clock.today())
    _check(told)
    changes = {**_amend(page, told), **_address(page, told.keys)}
    if (told.title, told.body) != (page.current.title, page.current.body):
        changes.update(amend(page, number=page.number + 1))
        session.add(_version(page, told, page.number, actor))
    if changes:
        page.updated_at = clock.now()
        record(NoticeboardTag.PAGE_CHANGED, page, actor=actor, changes=changes, number=page.number)
        session.expire(page, ["current"])


def review_page(*, page: HandbookPage, review_on: date, actor: Person) -> None:
    """Keep that a page was looked at and is right; it is looked at anew by `review_on`.

    Raises `Refused` for a day that is no later.
    """
    page = queries.lock_page(page.id)
    rules.check_review(review_on, clock.today())
    page.review_on, page.reminded_on = review_on, None
    record(NoticeboardTag.PAGE_REVIEWED, page, actor=actor, review_on=review_on)


def retire_page(*, page: HandbookPage, actor: Person) -> None:
    """Take a page out of use: nobody but coordinators finds it. Twice is harmless."""
    page = queries.lock_page(page.id)
    if page.retired_at is None:
        page.retired_at = clock.now()
        record(NoticeboardTag.PAGE_RETIRED, page, actor=actor)


def reopen_page(*, page: HandbookPage, actor: Person) -> None:
    """Bring a page back into use. Twice is harmless."""
    page = queries.lock_page(page.id)
    if page.retired_at is not None:
        page.retired_at = None
        record(NoticeboardTag.PAGE_REOPENED, page, actor=actor)


def remind_owners(*, page: HandbookPage, on: date) -> int:
    """Remind who sees to a page of its review, and note the day; return how many they are.

    One letter a person and day, about all that they are to review. Where its owner no longer
    looks after the handbook, all coordinators are told.
    """
    people = queries.who_sees_to(page, queries.coordinators())
    for person in people:
        post(
            to=person,
            template="noticeboard/email/pages_to_review",
            key=f"pages_to_review:{person.id}:{on.isoformat()}",
            on=on.toordinal(),
        )
    page.reminded_on = on
    return len(people)


def _check(told: Told) -> None:
    for field in ("title", "body", "chapter", "note"):
        check_no_reference(getattr(told, field), field)


def _version(page: HandbookPage, told: Told, number: int, actor: Person) -> HandbookVersion:
    return HandbookVersion(
        page=page,
        number=number,
        title=told.title,
        body=told.body,
        words=f"{told.title} {plain(told.body)}".casefold(),
        note=told.note,
        written_by=actor,
    )


def _amend(page: HandbookPage, told: Told) -> Changes:
    changes = amend(
        page,
        chapter=told.chapter,
        position=told.position,
        owner_id=told.owner.id,
        review_on=told.review_on,
    )
    if "review_on" in changes or "owner_id" in changes:
        page.reminded_on = None
    return changes


def _address(page: HandbookPage, keys: frozenset[str]) -> Changes:
    before = page.keys
    if before == keys:
        return {}
    for row in [row for row in page.audience if row.key not in keys]:
        page.audience.remove(row)
    page.audience.extend(HandbookAudience(key=key) for key in sorted(keys - before))
    return {"audience": [sorted(before), sorted(keys)]}
