"""How every volunteer stands at a sitting, in a fixed number of statements."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select, true

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import TAKES_TIME, Attendee, Entry, EntryStatus
from portal.database import session
from portal.members import rules
from portal.members.models import (
    CHECK_DUE_DAYS,
    Availability,
    Away,
    Member,
    MemberArea,
    Status,
)
from portal.members.queries.checks import newest_checks
from portal.people.models import Person
from portal.people.queries import areas
from portal.settings.queries import value
from portal.site.filters import span

NOT_ASKED = (Status.APPLICANT, Status.LEFT)
"""Not appointed yet, or gone: never among those who could sit."""


@dataclass(frozen=True)
class MemberStanding:
    """A volunteer, how they stand at a sitting, their panels that month, and when they last sat."""

    member: Member
    standing: rules.Standing
    load: int
    last_sat: datetime | None


@dataclass
class _Week:
    """What volunteers have ticked: who has ticked anything, and on the day itself what and when."""

    filled: set[int] = field(default_factory=set)
    free: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    said: dict[int, date] = field(default_factory=dict)


def standings(
    *,
    starts_at: datetime,
    ends_at: datetime,
    area_id: int | None,
    ignoring: int | None = None,
    people: Collection[int] | None = None,
) -> list[MemberStanding]:
    """Return everybody who might sit then, by name, each with reasons for and against.

    `area_id` None is a sitting for the whole service. `ignoring` is the number of the sitting's
    own entry: whoever is on it is not busy because of it, nor is it counted in their month's
    load. Applicants and leavers are left out. `people` asks of these persons alone.
    """
    members = _appointed(people)
    ids = [member.person_id for member in members]
    names = {area.id: area.name for area in areas()}
    when = _occasion(starts_at, ends_at, area_id, names)
    served, checks, week, away = (
        _areas(),
        newest_checks(),
        _week(when.day.weekday()),
        _away(when.day),
    )
    busy = calendar.busy(ids, starts_at, ends_at, ignoring=ignoring)
    loads = _loads(ids, when.day, ignoring)
    last = calendar.last_duty(ids, min(starts_at, clock.now()))

    def stand(member: Member) -> MemberStanding:
        sat, load = last.get(member.person_id), loads[member.person_id]
        who = rules.Profile(
            status=member.status.value,
            max_month=member.max_month,
            may_chair=member.may_chair,
            is_learner=member.is_learner,
            is_staff=member.person.is_staff,
            area_ids=frozenset(served[member.id]),
            area_names=tuple(sorted(names[each] for each in served[member.id])),
            dbs=checks.get(member.id),
            has_pattern=member.id in week.filled,
            free=frozenset(week.free[member.id]),
            said_on=week.said.get(member.id),
            away=tuple(away[member.id]),
            busy=tuple(_in_words(entry) for entry in busy.get(member.person_id, ())),
            load=load,
            last_sat=clock.london(sat).date() if sat else None,
        )
        return MemberStanding(member, rules.standing(who, when), load, sat)

    return [stand(member) for member in members]


def _appointed(people: Collection[int] | None) -> Sequence[Member]:
    asked = true() if people is None else Member.person_id.in_(people)
    return session.scalars(
        select(Member)
        .join(Member.person)
        .where(Member.status.not_in(NOT_ASKED), Person.erased_at.is_(None), asked)
        .order_by(Person.name, Member.id)
    ).all()


def _occasion(
    starts_at: datetime, ends_at: datetime, area_id: int | None, names: dict[int, str]
) -> rules.Occasion:
    starts, ends = clock.london(starts_at), clock.london(ends_at)
    return rules.Occasion(
        day=starts.date(),
        parts=rules.parts_of_day(starts.time(), ends.time()),
        area_id=area_id,
        area_name=names[area_id] if area_id is not None else "",
        today=clock.today(),
        due_days=value(CHECK_DUE_DAYS),
    )


def _areas() -> defaultdict[int, list[int]]:
    served: defaultdict[int, list[int]] = defaultdict(list)
    for member_id, area_id in session.execute(select(MemberArea.member_id, MemberArea.area_id)):
        served[member_id].append(area_id)
    return served


def _week(weekday: int) -> _Week:
    week = _Week()
    rows = session.execute(
        select(
            Availability.member_id, Availability.weekday, Availability.part, Availability.created_at
        ).order_by(Availability.created_at)
    )
    for member_id, day, part, said_at in rows:
        week.filled.add(member_id)
        if day == weekday:
            week.free[member_id].add(part.value)
            week.said[member_id] = clock.london(said_at).date()
    return week


def _away(day: date) -> defaultdict[int, list[tuple[date, date]]]:
    away: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = session.execute(
        select(Away.member_id, Away.starts_on, Away.ends_on)
        .where(Away.starts_on <= day, Away.ends_on >= day)
        .order_by(Away.starts_on)
    )
    for member_id, starts_on, ends_on in rows:
        away[member_id].append((starts_on, ends_on))
    return away


def _loads(person_ids: Sequence[int], day: date, ignoring: int | None) -> Counter[int]:
    """Return how many panels each has promised in the month, one entry left out."""
    loads = Counter(calendar.month_load(person_ids, day))
    if ignoring is not None:
        loads.subtract(_on_in_month_of(ignoring, day))
    return loads


def _on_in_month_of(entry_id: int, day: date) -> Sequence[int]:
    rows = session.execute(
        select(Attendee.person_id, Entry.starts_at)
        .join(Attendee.entry)
        .where(
            Attendee.entry_id == entry_id,
            Attendee.state.in_(TAKES_TIME),
            Entry.status != EntryStatus.CANCELLED,
        )
    )
    month = (day.year, day.month)
    days = {person_id: clock.london(starts_at) for person_id, starts_at in rows}
    return [person_id for person_id, on in days.items() if (on.year, on.month) == month]


def _in_words(entry: Entry) -> str:
    return f"{entry.title}, {span(entry.starts_at, entry.ends_at)}"
