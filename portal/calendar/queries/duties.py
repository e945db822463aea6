"""What the calendar says of people: what they have promised, and when."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from flask import current_app
from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import contains_eager, joinedload, undefer

from portal import clock
from portal.calendar import ics
from portal.calendar.models import (
    TAKES_TIME,
    UNSEEN,
    Attendee,
    AttendeeState,
    Entry,
    EntryStatus,
    Kind,
    Room,
    Venue,
)
from portal.calendar.queries.feeds import has_live_feed
from portal.calendar.queries.texts import seen_as
from portal.database import as_dict, session
from portal.notifications.actions import Attachment

MOST: Final = 500
WITH_PLACE: Final = joinedload(Entry.room).joinedload(Room.venue)


def busy(
    person_ids: Collection[int],
    starts_at: datetime,
    ends_at: datetime,
    ignoring: int | None = None,
) -> dict[int, list[Entry]]:
    """Return what these people have promised, or are planned for, that overlaps the time, in order.

    `ignoring` is the number of an entry that does not count (the one being arranged). Somebody
    who is free is not in the answer.
    """
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    rows = session.execute(
        select(Attendee.person_id, Entry)
        .join(Attendee.entry)
        .where(
            Attendee.person_id.in_(person_ids),
            Attendee.state.in_(TAKES_TIME),
            Entry.status != EntryStatus.CANCELLED,
            Entry.id != (ignoring or 0),
            Entry.starts_at < ends_at,
            Entry.ends_at > starts_at,
        )
        .order_by(Attendee.person_id, Entry.starts_at, Entry.id)
    )
    for person_id, entry in rows:
        found[person_id].append(entry)
    return dict(found)


class Promise(NamedTuple):
    """Something that takes somebody's time, as a plain row."""

    person_id: int
    entry_id: int
    state: AttendeeState
    kind: Kind
    title: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    venue_id: int | None
    venue: str | None


def promises(
    person_ids: Collection[int], starts_at: datetime, ends_at: datetime
) -> Sequence[Promise]:
    """Return all that takes these people's time and touches the time, in order.

    Plain rows, for those who weigh many people at many times.
    """
    rows = session.execute(
        select(
            Attendee.person_id,
            Entry.id,
            Attendee.state,
            Entry.kind,
            Entry.title,
            Entry.starts_at,
            Entry.ends_at,
            Entry.all_day,
            Room.venue_id,
            Venue.name,
        )
        .select_from(Attendee)
        .join(Attendee.entry)
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .where(
            Attendee.person_id.in_(person_ids),
            Attendee.state.in_(TAKES_TIME),
            Entry.status != EntryStatus.CANCELLED,
            Entry.starts_at < ends_at,
            Entry.ends_at > starts_at,
        )
        .order_by(Entry.starts_at, Entry.id, Attendee.id)
    )
    return [Promise._make(row) for row in rows]


def planned_times(
    kind: Kind, first: date, last: date, area_id: int | None
) -> list[tuple[datetime, datetime]]:
    """Return the times of entries that are planned and not sure yet; None is every area."""
    anywhere = true() if area_id is None else Entry.area_id == area_id
    rows = session.execute(
        select(Entry.starts_at, Entry.ends_at)
        .where(
            Entry.kind == kind,
            Entry.status == EntryStatus.TENTATIVE,
            Entry.first_day.between(first, last),
            anywhere,
        )
        .order_by(Entry.starts_at, Entry.id)
        .limit(MOST)
    )
    return [(starts_at, ends_at) for starts_at, ends_at in rows]


def next_for(person_id: int) -> Attendee | None:
    """Return the next thing a person has promised that is not over yet, with entry and place."""
    return session.scalar(
        select(Attendee)
        .join(Attendee.entry)
        .options(contains_eager(Attendee.entry).options(WITH_PLACE))
        .where(
            Attendee.person_id == person_id,
            Attendee.state == AttendeeState.ACCEPTED,
            Entry.status != EntryStatus.CANCELLED,
            Entry.ends_at > clock.now(),
        )
        .order_by(Entry.starts_at, Entry.id)
        .limit(1)
    )


def duties_of(person_id: int, since: datetime) -> Sequence[Attendee]:
    """Return what a person has promised or been offered that ends after `since`, in order."""
    return session.scalars(
        select(Attendee)
        .join(Attendee.entry)
        .options(contains_eager(Attendee.entry).options(WITH_PLACE))
        .where(
            Attendee.person_id == person_id,
            Attendee.state.not_in((*UNSEEN, AttendeeState.TOLD)),
            Entry.status != EntryStatus.CANCELLED,
            Entry.ends_at > since,
        )
        .order_by(Entry.starts_at, Entry.id)
        .limit(MOST)
    ).all()


def panel_days(since: date, person_ids: Collection[int] | None = None) -> dict[int, Sequence[date]]:
    """Return the days of each person's promised panels from a day on, in order.

    None asks of everybody. Who has promised none is not in the answer.
    """
    found: defaultdict[int, list[date]] = defaultdict(list)
    asked = true() if person_ids is None else Attendee.person_id.in_(person_ids)
    rows = session.execute(
        select(Attendee.person_id, Entry.first_day)
        .join(Attendee.entry)
        .where(
            asked,
            Attendee.state == AttendeeState.ACCEPTED,
            Entry.kind == Kind.PANEL,
            Entry.status != EntryStatus.CANCELLED,
            Entry.first_day >= since,
        )
        .order_by(Entry.first_day, Entry.id)
    )
    for person_id, day in rows:
        found[person_id].append(day)
    return dict(found)


def promised_then(
    person_id: int, starts_at: datetime, ends_at: datetime, *, ignoring: int
) -> Sequence[Entry]:
    """Return what somebody knows that they have promised which overlaps the time, in order.

    Unlike `busy`, without what they are only planned for: this may be told to them.
    """
    return session.scalars(
        select(Entry)
        .join(Entry.attendees)
        .where(
            Attendee.person_id == person_id,
            Attendee.state == AttendeeState.ACCEPTED,
            Entry.status != EntryStatus.CANCELLED,
            Entry.id != ignoring,
            Entry.starts_at < ends_at,
            Entry.ends_at > starts_at,
        )
        .order_by(Entry.starts_at, Entry.id)
    ).all()


def month_promised(person_id: int, day: date, *, ignoring: int) -> int:
    """Return on how many panel sittings of that day's month somebody knows to be."""
    starts, ends = _month_of(day)
    counted = (
        select(func.count())
        .select_from(Attendee)
        .join(Attendee.entry)
        .where(
            *_promised_panels([person_id]),
            Entry.id != ignoring,
            Entry.starts_at >= starts,
            Entry.starts_at < ends,
        )
    )
    return session.scalar(counted) or 0


def last_duty(person_ids: Collection[int], before: datetime) -> dict[int, datetime]:
    """Return when each last sat on a panel before a moment; who never did is not in the answer."""
    rows = session.execute(
        select(Attendee.person_id, func.max(Entry.starts_at))
        .join(Attendee.entry)
        .where(*_promised_panels(person_ids), Entry.starts_at < before)
        .group_by(Attendee.person_id)
    )
    return as_dict(rows)


def times_sat(person_id: int, since: datetime) -> int:
    """Return on how many panel sittings that are over somebody sat since a moment."""
    counted = (
        select(func.count())
        .select_from(Attendee)
        .join(Attendee.entry)
        .where(
            *_promised_panels([person_id]), Entry.starts_at >= since, Entry.ends_at < clock.now()
        )
    )
    return session.scalar(counted) or 0


def sittings_of(person_ids: Collection[int]) -> dict[int, int]:
    """Return on how many panel sittings that are over each ever sat; who never did is left out."""
    rows = session.execute(
        select(Attendee.person_id, func.count())
        .join(Attendee.entry)
        .where(*_promised_panels(person_ids), Entry.ends_at < clock.now())
        .group_by(Attendee.person_id)
    )
    return as_dict(rows)


def invitation(entry_id: int, person_id: int) -> Attachment | None:
    """Return the file that puts an entry into the calendar of somebody without a live feed.

    It moves or cancels what an earlier one put there: same UID, higher SEQUENCE. None when a
    feed of theirs does the same already, when they have no email address, or never promised it.
    """
    attendee = session.scalar(
        select(Attendee)
        .options(
            joinedload(Attendee.person),
            undefer(Attendee.ics),
            joinedload(Attendee.entry, innerjoin=True).options(WITH_PLACE),
        )
        .where(Attendee.entry_id == entry_id, Attendee.person_id == person_id)
    )
    if attendee is None or not attendee.person.email or not _ever_promised(attendee):
        return None
    entry = attendee.entry
    if has_live_feed(person_id, kind=entry.kind, area_id=entry.area_id):
        return None
    to = ics.Party(attendee.person.display_name, attendee.person.email)
    return _file(seen_as(attendee.entry, attendee), to)


def guest_invitation(  # noqa: PLR0913 -- what a guest's calendar says, named one by one
    entry: Entry, *, name: str, email: str, mark: str, url: str, note: str, gone: bool
) -> Attachment:
    """Return the file that puts an entry into the calendar of a guest, who is no person of ours.

    `mark` tells their event from anybody else's and stays the same; `gone` takes it out again.
    """
    seen = seen_as(entry)
    off = gone or seen.status == ics.CANCELLED
    return _file(
        replace(
            seen,
            uid=f"{seen.uid}-{mark}",
            sequence=seen.sequence + int(gone),
            url=url,
            status=ics.CANCELLED if off else seen.status,
            description="\n".join(filter(None, (note, seen.description))),
            blocks_time=True,
        ),
        ics.Party(name, email),
    )


def _file(values: ics.Event, to: ics.Party) -> Attachment:
    organiser = ics.Party(
        current_app.config["ORGANISATION_NAME"], current_app.config["MAIL_SENDER"]
    )
    text = ics.invitation(values, organiser=organiser, attendee=to)
    method = "CANCEL" if values.status == ics.CANCELLED else "REQUEST"
    return Attachment(
        "invitation.ics", f"text/calendar; charset=utf-8; method={method}", text.encode()
    )


def _month_of(day: date) -> tuple[datetime, datetime]:
    """Return the moments at which the month of a day begins and ends, in London."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return clock.day_bounds(first, last)


def _ever_promised(attendee: Attendee) -> bool:
    """Return whether their calendar may have the entry: there is then something to send it."""
    if attendee.state is AttendeeState.GONE:
        return bool(attendee.ics)  # emptied when they leave without ever having said yes
    return attendee.state is AttendeeState.ACCEPTED


def _promised_panels(person_ids: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        Attendee.person_id.in_(person_ids),
        Attendee.state == AttendeeState.ACCEPTED,
        Entry.kind == Kind.PANEL,
        Entry.status != EntryStatus.CANCELLED,
    )
