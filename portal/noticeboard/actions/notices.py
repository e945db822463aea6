"""Posting a notice, changing it, taking it off; saying that one has read it; reminding."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal import clock
from portal.audit.actions import Changes, amend, record
from portal.database import session
from portal.noticeboard.models import Notice, NoticeAudience, NoticeboardTag, NoticeRead
from portal.noticeboard.queries import notices as queries
from portal.noticeboard.rules import notices as rules
from portal.noticeboard.rules.refusals import Stale
from portal.noticeboard.rules.words import check_no_reference
from portal.notifications.actions import post
from portal.people.models import Person

LETTER = "noticeboard/email/notices_to_read"


@dataclass(frozen=True)
class Said:
    """A notice as a form brings it; `keys` say whom it is for."""

    title: str
    body: str
    keys: frozenset[str]
    shown_from: date
    shown_until: date | None = None
    pinned: bool = False
    asks_read: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        """Return what goes into the notice’s own row."""
        return {name: kept for name, kept in vars(self).items() if name != "keys"}


def post_notice(*, said: Said, form_key: str, actor: Person) -> Notice:
    """Put a notice on the board, from its first day on; the same form once.

    Raises `Refused` for days on which nobody would see it, and where it names a case.
    """
    made = queries.notice_by_form(form_key)
    if made is not None:
        return made
    _check(said)
    notice = Notice(
        **said.columns,
        audience=[NoticeAudience(key=key) for key in sorted(said.keys)],
        written_by=actor,
        form_key=form_key,
    )
    session.add(notice)
    record(NoticeboardTag.NOTICE_POSTED, notice, actor=actor)
    return notice


def change_notice(
    *, notice: Notice, version: int, said: Said, ask_again: bool, actor: Person
) -> None:
    """Change a notice; `ask_again` asks everybody anew to read it, who has read it too.

    Raises `Stale` when somebody changed it meanwhile; `Refused` as `post_notice` does.
    """
    notice = queries.lock_notice(notice.id)
    if notice.version != version:
        raise Stale("This notice was changed since you opened it.")
    _check(said)
    changes = {**amend(notice, **said.columns), **_address(notice, said.keys)}
    if ask_again:
        notice.edition += 1
        notice.edition_on, notice.reminded_on = clock.today(), None
    if changes or ask_again:
        notice.updated_at = clock.now()
        record(
            NoticeboardTag.NOTICE_CHANGED,
            notice,
            actor=actor,
            changes=changes,
            edition=notice.edition,
        )


def withdraw_notice(*, notice: Notice, actor: Person) -> None:
    """Take a notice off the board. Twice is harmless."""
    notice = queries.lock_notice(notice.id)
    if notice.withdrawn_at is None:
        notice.withdrawn_at = clock.now()
        record(NoticeboardTag.NOTICE_WITHDRAWN, notice, actor=actor)


def put_back(*, notice: Notice, actor: Person) -> None:
    """Put a notice that was taken off back on the board. Twice is harmless."""
    notice = queries.lock_notice(notice.id)
    if notice.withdrawn_at is not None:
        notice.withdrawn_at = None
        record(NoticeboardTag.NOTICE_PUT_BACK, notice, actor=actor)


def read_notice(*, notice: Notice, actor: Person) -> None:
    """Keep that somebody has read a notice as it now stands. Twice is harmless."""
    notice = queries.lock_notice(notice.id)
    if queries.receipt(notice, actor) is None:
        session.add(NoticeRead(notice=notice, person=actor, edition=notice.edition))
        record(NoticeboardTag.NOTICE_READ, notice, actor=actor, edition=notice.edition)


def remind_readers(*, notice: Notice, actor: Person | None) -> int:
    """Write to everybody who is asked to read a notice and has not; return how many they are.

    One letter a person and day, about all that they are asked to read. `actor` is None for the
    clock.
    """
    notice = queries.lock_notice(notice.id)
    today = clock.today()
    people = [each for each in queries.missing(notice) if each is not actor]
    for person in people:
        post(
            to=person,
            template=LETTER,
            key=f"notices_to_read:{person.id}:{today.isoformat()}",
            on=today.toordinal(),
        )
    notice.reminded_on = today
    record(NoticeboardTag.READERS_REMINDED, notice, actor=actor, count=len(people))
    return len(people)


def _check(said: Said) -> None:
    rules.check_days(said.shown_from, said.shown_until, clock.today())
    check_no_reference(said.title, "title")
    check_no_reference(said.body, "body")


def _address(notice: Notice, keys: frozenset[str]) -> Changes:
    before = notice.keys
    if before == keys:
        return {}
    for row in [row for row in notice.audience if row.key not in keys]:
        notice.audience.remove(row)
    notice.audience.extend(NoticeAudience(key=key) for key in sorted(keys - before))
    return {"audience": [sorted(before), sorted(keys)]}
