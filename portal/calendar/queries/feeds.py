"""Finding feeds: by their owner, and by the token in their address; and what one carries."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
)

from portal import clock
from portal.access.rules import HELD_BY, Permission, Role
from portal.accounts.models import User, UserRole
from portal.calendar import ics
from portal.calendar.models import (
    Attendee,
    AttendeeState,
    AudienceRevision,
    Entry,
    EntryStatus,
    Feed,
    FeedScope,
    Kind,
    Series,
)
from portal.calendar.permissions import FEED_NEEDS
from portal.calendar.queries.audience import (
    KEPT,
    addressed_to,
    in_areas,
    in_venues,
    is_mine,
    keys_of,
    of_team,
    own,
    still_shown,
    within,
)
from portal.calendar.rules import LONGEST, Carried, carries
from portal.database import session

LIVE_FOR: Final = timedelta(days=14)
"""A program that has not looked for two weeks shows nobody anything."""

TOKEN_HASH: Final = bindparam("token_hash", type_=String)
SUBSCRIBERS: Final = [
    role for role, held in HELD_BY.items() if Permission.CALENDAR_SUBSCRIBE in held
]


class Fetched(NamedTuple):
    """A feed as a fetch finds it: what it carries, and how often that has changed."""

    id: int
    person_id: int
    scope: FeedScope
    filter: dict[str, Any]
    is_allowed: bool
    last_fetched_at: datetime | None
    last_program: str | None
    changed_at: datetime
    revisions: tuple[tuple[str, int], ...]

    @property
    def is_of_others(self) -> bool:
        """Return whether it depends on what others are on: no revision of the owner's tells."""
        return self.filter.get("who") == "team"


def has_live_feed(person_id: int, *, kind: Kind = Kind.PANEL, area_id: int | None = None) -> bool:
    """Return whether a program of theirs lately fetched a feed that carries such duties."""
    found = session.scalars(
        select(Feed.filter).where(
            Feed.person_id == person_id,
            Feed.revoked_at.is_(None),
            Feed.last_fetched_at >= clock.now() - LIVE_FOR,
        )
    )
    return any(carries(Carried.of(kept), kind, area_id) for kept in found)


def live_feeds(person_id: int) -> Sequence[Feed]:
    """Return a person's subscriptions that have not been revoked, oldest first."""
    return session.scalars(
        select(Feed).where(Feed.person_id == person_id, Feed.revoked_at.is_(None)).order_by(Feed.id)
    ).all()


def feed_of(person_id: int, feed_id: int) -> Feed:
    """Return a person's own live subscription; raises NoResultFound, answered 404, for others."""
    return session.scalars(
        select(Feed).where(
            Feed.id == feed_id, Feed.person_id == person_id, Feed.revoked_at.is_(None)
        )
    ).one()


def feed_made_by_form(person_id: int, form_key: str) -> Feed | None:
    """Return the subscription that this sending of a form made already."""
    return session.scalar(
        select(Feed).where(Feed.person_id == person_id, Feed.form_key == form_key)
    )


def key_of_feed(now: ColumnElement[datetime]) -> Select[*tuple[Any, ...]]:
    """Return the select of a row that begins to count the fetches of the feed of a token."""
    return (
        select(literal("feed:", String) + cast(Feed.id, String), literal(1), now, now, now)
        .join(User, and_(User.person_id == Feed.person_id, User.active))
        .where(Feed.token_hash == TOKEN_HASH, Feed.revoked_at.is_(None))
    )


def fetched(own: Connection, token_hash: str) -> Fetched | None:
    """Return the live feed behind a token with the revisions of its owner's keys: one statement.

    None for a wrong, old or revoked token, a closed account, and one that may subscribe no more.
    """
    rows = own.execute(_by_token(), {"token_hash": token_hash}).all()
    if not rows:
        return None
    first = rows[0]
    changes = [row.revised_at for row in rows if row.revised_at is not None]
    return Fetched(
        id=first.id,
        person_id=first.person_id,
        scope=first.scope,
        filter=first.filter,
        is_allowed=first.is_allowed,
        last_fetched_at=first.last_fetched_at,
        last_program=first.last_program,
        changed_at=max([first.created_at, *changes]),
        revisions=tuple((row.key, row.number) for row in rows if row.key is not None),
    )


def feed_texts(feed: Fetched, today: date) -> str:
    """Return the kept texts of what a feed carries, in order of time: one statement.

    Nothing when its owner is no longer allowed what such a feed is for.

    The window and the two weeks for what was called off count from the beginning of the day, so
    that the same day gives the same bytes.
    """
    if not feed.is_allowed:
        return ""
    since, chosen = clock.at(today, time()) - KEPT, Carried.of(feed.filter)
    first, last = today - timedelta(days=chosen.back), today + timedelta(days=chosen.ahead)
    in_order = (
        _carried(feed, chosen, since)
        .where(within(first, last, first - LONGEST), still_shown(since), *_chosen(feed, chosen))
        .order_by(Entry.first_day, Entry.starts_at, Entry.id)
    )
    return "".join(session.connection().scalars(in_order))


def series_texts(feed: Fetched, today: date) -> str:
    """Return the kept texts of what repeats and has a time in the feed: one statement.

    Each is there once and whole, with its past and its future. Nobody has a duty in what repeats,
    so a feed of one's own duties has none.
    """
    chosen = Carried.of(feed.filter)
    own_alone = feed.scope is FeedScope.MINE or chosen.filters.who == "mine"
    if own_alone or not feed.is_allowed:
        return ""
    since = clock.at(today, time()) - KEPT
    first, last = today - timedelta(days=chosen.back), today + timedelta(days=chosen.ahead)
    # Begun with the series, of which there are few: the entries are then found by their number.
    there = exists().where(
        Entry.series_id == Series.id,
        Entry.recurs_on.is_not(None),
        addressed_to(_owner(feed)),
        within(first, last, first - LONGEST),
        still_shown(since),
        *_chosen(feed, chosen),
    )
    in_order = select(Series.ics).where(there).order_by(Series.id)
    return "".join(session.connection().scalars(in_order))


@lru_cache(maxsize=1)
def _by_token() -> Select[*tuple[Any, ...]]:
    """Return the statement of every fetch, put together once."""
    owner = select(Feed.person_id).where(Feed.token_hash == TOKEN_HASH).scalar_subquery()
    return (
        select(
            Feed.id,
            Feed.person_id,
            Feed.scope,
            Feed.filter,
            _is_allowed().label("is_allowed"),
            Feed.created_at,
            Feed.last_fetched_at,
            Feed.last_program,
            AudienceRevision.key,
            AudienceRevision.number,
            AudienceRevision.changed_at.label("revised_at"),
        )
        .select_from(Feed)
        .join(User, and_(User.person_id == Feed.person_id, User.active))
        .outerjoin(AudienceRevision, AudienceRevision.key.in_(keys_of(owner)))
        .where(Feed.token_hash == TOKEN_HASH, Feed.revoked_at.is_(None), _has_role(SUBSCRIBERS))
        .order_by(AudienceRevision.key)
    )


def _is_allowed() -> ColumnElement[bool]:
    """Return the condition, over a feed and its owner's account, that it may carry anything."""
    held = [
        (Feed.scope == scope, _has_role([role for role, may in HELD_BY.items() if need in may]))
        for scope, need in FEED_NEEDS.items()
    ]
    return case(*held, else_=true())


def _has_role(roles: Sequence[Role]) -> ColumnElement[bool]:
    return exists().where(UserRole.user_id == User.id, UserRole.role.in_(roles))


def _carried(feed: Fetched, chosen: Carried, since: datetime) -> Select[str]:
    """Return the select of the texts that a feed carries: the owner's own, or all they may see."""
    person, mine = _owner(feed), is_mine()
    left = false() if chosen.without_cancelled else _left_lately(since)
    own_text = _reminding(chosen.alarm) if chosen.alarm else Attendee.ics
    if feed.scope is FeedScope.MINE or chosen.filters.who == "mine":
        return select(own_text).join(Entry, own(person)).where(or_(mine, left))
    addressed = addressed_to(person)
    # Most are of others: for those nothing is looked up a second time.
    of_others = or_(Attendee.id.is_(None), addressed)
    text = case((mine, own_text), (of_others, Entry.ics), else_=Attendee.ics)
    return (
        select(text)
        .select_from(Entry)
        .outerjoin(Attendee, own(person))
        .where(or_(mine, addressed, left))
    )


def _reminding(minutes: int) -> ColumnElement[str]:
    """Return the owner's text, with an alarm before what they have promised to be at."""
    promised = and_(
        Attendee.state == AttendeeState.ACCEPTED,
        Entry.status != EntryStatus.CANCELLED,
        Entry.all_day.is_(False),
    )
    with_alarm = func.replace(
        Attendee.ics, ics.END_OF_EVENT, ics.alarm(minutes) + ics.END_OF_EVENT, type_=Text
    )
    return case((promised, with_alarm), else_=Attendee.ics)


def _owner(feed: Fetched) -> ColumnElement[int]:
    return literal(feed.person_id, Integer)


def _chosen(feed: Fetched, chosen: Carried) -> list[ColumnElement[bool]]:
    """Return the conditions that the owner bound into the feed."""
    kinds, areas = chosen.filters.kinds, chosen.filters.areas
    conditions: list[ColumnElement[bool]] = []
    if kinds:
        conditions.append(Entry.kind.in_([Kind(kind) for kind in kinds]))
    if areas:
        conditions.append(in_areas(areas))
    if chosen.filters.venues:
        conditions.append(in_venues(chosen.filters.venues))
    if chosen.filters.who == "team":
        conditions.append(of_team(_owner(feed)))
    if chosen.in_rooms:
        conditions.append(Entry.room_id.is_not(None))
    if chosen.without_cancelled:
        conditions.append(Entry.status != EntryStatus.CANCELLED)
    return conditions


def _left_lately(since: datetime) -> ColumnElement[bool]:
    """Return the condition that they had promised and are no longer on it: shown as cancelled."""
    return and_(
        Attendee.state == AttendeeState.GONE,
        Attendee.ics != literal(""),
        Attendee.changed_at >= since,
    )
