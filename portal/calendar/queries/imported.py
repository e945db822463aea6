"""Imported calendars: the list, one with its entries, what of them is in a month, school terms."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from portal.calendar import rules
from portal.calendar.models import EntryStatus, ImportedCalendar, ImportedEntry, ImportedKind
from portal.calendar.queries.rows import MOST, Row
from portal.database import session
from portal.notifications.models import Document, DocumentBody, Job
from portal.people.models import Area
from portal.site.pagination import Page, page_of

SOURCE: Final = "calendar.import"
"""The name of the job that reads a file, and whose the files are that wait for it."""
LONGEST_IMPORTED: Final = timedelta(days=367)
"""No entry of an imported calendar is longer, so that an index finds those of a month."""


def imported_calendars(page: int) -> tuple[Page[ImportedCalendar], dict[int, int]]:
    """Return a page of the imported calendars by name, and {number: how many entries it has}."""
    found = page_of(
        select(ImportedCalendar)
        .options(joinedload(ImportedCalendar.area), joinedload(ImportedCalendar.owner))
        .order_by(ImportedCalendar.name, ImportedCalendar.id),
        page,
    )
    counted = session.execute(
        select(ImportedEntry.calendar_id, func.count())
        .where(ImportedEntry.calendar_id.in_([each.id for each in found.items]))
        .group_by(ImportedEntry.calendar_id)
    )
    return found, dict(counted.all())


def imported_calendar(uuid: UUID) -> ImportedCalendar:
    """Return an imported calendar; raises NoResultFound, answered 404."""
    return session.scalars(
        select(ImportedCalendar)
        .options(joinedload(ImportedCalendar.area), joinedload(ImportedCalendar.owner))
        .where(ImportedCalendar.uuid == uuid)
    ).one()


def imported_calendar_locked(calendar_id: int) -> ImportedCalendar | None:
    """Return an imported calendar, held until this change is committed; None if it is removed."""
    return session.scalar(
        select(ImportedCalendar)
        .where(ImportedCalendar.id == calendar_id)
        .with_for_update(of=ImportedCalendar)
        .execution_options(populate_existing=True)
    )


def imported_calendar_named(name: str) -> ImportedCalendar | None:
    """Return the imported calendar of this name, however it is capitalised."""
    named = func.lower(ImportedCalendar.name) == name.lower()
    return session.scalar(select(ImportedCalendar).where(named).limit(1))


def imported_entries(
    person_id: int, calendar: ImportedCalendar, start: date, page: int
) -> Page[Row]:
    """Return a page of what is not over on a day, the first first, as somebody may read it."""
    found = page_of(
        select(ImportedEntry)
        .where(ImportedEntry.calendar_id == calendar.id, ImportedEntry.last_day >= start)
        .order_by(ImportedEntry.first_day, ImportedEntry.starts_at, ImportedEntry.id),
        page,
    )
    return replace(found, items=[_read(person_id, calendar, each) for each in found.items])


def entries_by_key(calendar_id: int) -> dict[tuple[str, str], ImportedEntry]:
    """Return all that a calendar has, by UID and key: as much as one file may hold."""
    rows = session.scalars(select(ImportedEntry).where(ImportedEntry.calendar_id == calendar_id))
    return {(row.uid, row.key): row for row in rows}


def import_job(calendar: ImportedCalendar) -> Job | None:
    """Return the reading of the calendar's last file, while jobs are kept."""
    return session.scalar(select(Job).where(Job.key == job_key(calendar)))


def job_key(calendar: ImportedCalendar) -> str:
    """Return the key under which one file of a calendar is read at a time."""
    return f"{SOURCE}:{calendar.uuid}"


def waiting_file(document_id: int, calendar_id: int) -> bytes | None:
    """Return the bytes of a calendar's file, unless it is no longer kept."""
    return session.scalar(
        select(DocumentBody.content)
        .join(Document, Document.id == DocumentBody.document_id)
        .where(
            Document.id == document_id,
            Document.owner_type == SOURCE,
            Document.owner_id == calendar_id,
        )
    )


def waiting_files(
    *, calendar_id: int | None = None, before: datetime | None = None
) -> Sequence[Document]:
    """Return the files of a calendar, or those of all that came before a moment."""
    statement = select(Document).where(Document.owner_type == SOURCE).order_by(Document.id)
    if calendar_id is not None:
        statement = statement.where(Document.owner_id == calendar_id)
    if before is not None:
        statement = statement.where(Document.created_at < before)
    return session.scalars(statement).all()


def imported_seen(
    person_id: int, first: date, last: date, areas: Collection[int], most: int = MOST
) -> Sequence[Row]:
    """Return what imported calendars have on some days, in order: one statement.

    With areas, what is for the whole service is in it too. Each leads to its calendar. What is
    private reads `rules.BUSY` to all but whoever keeps that calendar.
    """
    rows = session.execute(
        select(
            *(ImportedCalendar.uuid, ImportedCalendar.kind, ImportedCalendar.area_id),
            *(ImportedCalendar.owner_id, ImportedEntry.is_private),
            *(ImportedEntry.title, ImportedEntry.place, ImportedEntry.all_day),
            *(ImportedEntry.starts_at, ImportedEntry.ends_at),
            *(ImportedEntry.first_day, ImportedEntry.last_day),
        )
        .join(ImportedCalendar, ImportedCalendar.id == ImportedEntry.calendar_id)
        .where(*_touching(first, last), *_for_areas(areas))
        .order_by(ImportedEntry.first_day, ImportedEntry.starts_at, ImportedEntry.id)
        .limit(most)
    )
    return [_read(person_id, row, row) for row in rows]


def terms_between(first: date, last: date, area_id: int | None = None) -> list[rules.Term]:
    """Return the school terms that touch some days: of an area and the whole service, or of all."""
    found = {
        term
        for schools in schools_between(first, last, area_id)
        for term in rules.terms_of(schools.entries)
        if term.first_day <= last and term.last_day >= first
    }
    return sorted(found, key=lambda term: (term.first_day, term.title))


def in_term(day: date, area_id: int | None = None) -> bool:
    """Return whether schools have term on a day: no holiday, half term or closure.

    Of an area, its own calendars count and those for the whole service; without one, all: it is
    term as soon as one of them says so. Weekends and bank holidays of a term are in it: whoever
    means school hours asks `clock.is_working_day` too. False as well when no calendar of school
    terms was imported; `terms_between` tells that apart.
    """
    found = schools_between(day, day, area_id)
    return any(rules.in_term(day, schools.entries) for schools in found)


def schools_between(first: date, last: date, area_id: int | None = None) -> list[rules.Schools]:
    """Return the calendars of school terms, by name, with what they have around some days.

    That is a year more either way: a term that is written as its first day and its last is only
    known with both. What is private tells nobody of terms. One statement.
    """
    rows = session.execute(
        select(
            ImportedCalendar.name,
            Area.name.label("area"),
            *(ImportedEntry.title, ImportedEntry.first_day, ImportedEntry.last_day),
        )
        .join(ImportedCalendar, ImportedCalendar.id == ImportedEntry.calendar_id)
        .outerjoin(ImportedCalendar.area)
        .where(
            ImportedCalendar.kind == ImportedKind.TERMS,
            ImportedEntry.is_private.is_(False),
            *_touching(first - LONGEST_IMPORTED, last + LONGEST_IMPORTED),
            *_for_areas(() if area_id is None else (area_id,)),
        )
        .order_by(ImportedCalendar.name, ImportedEntry.first_day, ImportedEntry.id)
        .limit(MOST)
    )
    return [
        rules.Schools(area or name, list(entries))
        for (name, area), entries in groupby(rows, key=lambda row: (row.name, row.area))
    ]


def _read(person_id: int, calendar: Any, entry: Any) -> Row:
    """Return an entry as somebody may read it: of its calendar and itself, or a row of both."""
    hidden = entry.is_private and calendar.owner_id != person_id
    return Row(
        uuid=calendar.uuid,
        kind=calendar.kind,
        title=rules.BUSY if hidden else entry.title,
        path=f"/calendar/imported/{calendar.uuid}",
        starts_at=entry.starts_at,
        all_day=entry.all_day,
        first_day=entry.first_day,
        last_day=entry.last_day,
        status=EntryStatus.CONFIRMED,
        part=None,
        state=None,
        own_path=None,
        area_id=calendar.area_id,
        ends_at=entry.ends_at,
        place="" if hidden else entry.place,
        is_private=entry.is_private and not hidden,
    )


def _touching(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an entry touches some days; the third bounds the index."""
    return (
        ImportedEntry.first_day <= last,
        ImportedEntry.last_day >= first,
        ImportedEntry.first_day >= max(first, date.min + LONGEST_IMPORTED) - LONGEST_IMPORTED,
    )


def _for_areas(areas: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a calendar is for the areas; for none chosen, that is all."""
    if not areas:
        return ()
    return (or_(ImportedCalendar.area_id.is_(None), ImportedCalendar.area_id.in_(areas)),)
