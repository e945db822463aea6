"""Sessions in the calendar, referrals, and the places that these have there."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import insert

from portal import clock
from portal.calendar.actions import Duty
from portal.calendar.models import AttendeeState, Entry, EntryStatus, Kind
from portal.calendar.rules import quarters
from portal.database import session
from portal.demo.actions.entries import Draft, Part
from portal.demo.actions.rows import Rows, moment, morning
from portal.demo.rules import reparation as told
from portal.demo.rules.county import Share
from portal.reparation.models import (
    Place,
    PlaceState,
    ProjectSession,
    Referral,
    ReferralKind,
    SessionState,
    SiteSlot,
)
from portal.reparation.queries.sessions import site_of

SEEN_BY = ("role:coordinator", "role:manager", "role:staff")
JO = "Jo Hartley"


def load_referrals(rows: Rows, share: Share) -> None:
    """Put in the hours that are to be done."""
    for each in share.reparation.referrals:
        made = morning(each.made)
        referral = Referral(
            ref=each.ref,
            uuid=rows.uuid(),
            kind=ReferralKind(each.kind),
            order=rows.orders[each.order.ref] if each.order else None,
            area=rows.areas[each.area],
            practitioner=rows.people[each.practitioner],
            hours=each.hours,
            wish_theme=each.wish[0] if each.wish else None,
            wish_direct=each.wish[1] if each.wish else None,
            created_at=made,
        )
        session.add(referral)
        rows.referrals[each] = referral


def drafts_of_sessions(rows: Rows, share: Share) -> list[Draft]:
    """Make the rows of a share's sessions with their places, and return their entries."""
    return [_draft(rows, each) for each in share.reparation.sessions]


def take_sites(rows: Rows) -> None:
    """Let each session that takes place have its site, once sessions and projects have numbers."""
    slots = [
        {"site": site_of(held.project), "quarter_hour": quarter, "session_id": held.id}
        for held in rows.sessions
        if held.state is not SessionState.CANCELLED
        for quarter in quarters(held.entry.starts_at, held.entry.ends_at)
    ]
    if slots:
        session.execute(insert(SiteSlot), slots)
    rows.sessions.clear()


def _draft(rows: Rows, each: told.Session) -> Draft:
    entry = _entry(rows, each)
    made = ProjectSession(
        project=rows.projects[each.project],
        entry=entry,
        state=_state(each),
        places=each.project.capacity,
        supervisor=rows.people[each.supervisor] if each.supervisor else None,
        second=rows.people[each.second] if each.second else None,
        cancel_reason=each.cancelled,
        given=[_place(rows, each, place) for place in each.places],
        created_at=morning(each.planned),
    )
    came = sum(bool(place.came) for place in each.places)
    if each.held and each.day < rows.times.monday - timedelta(days=7):
        made.headcount = came
        made.unit_awards = came // 3 if each.project.award else 0
        made.counted_at = _counted_at(each)
        account = each.host.account if each.host else ""
        made.counted_by = rows.people[account or JO]
    session.add(made)
    rows.sessions.append(made)
    return Draft(entry, _keys(rows, each), morning(each.planned), list(_parts(rows, each, entry)))


def _keys(rows: Rows, each: told.Session) -> list[str]:
    if each.host is None:
        return list(SEEN_BY)
    return [*SEEN_BY, f"partner:{rows.partners[each.host.name].id}"]


def _entry(rows: Rows, each: told.Session) -> Entry:
    venue = rows.sites.get(each.host.name) if each.host else None
    called_off = morning(rows.times.away(-1)) if each.cancelled else None
    uuid = rows.uuid()
    return Entry(
        uuid=uuid,
        kind=Kind.REPARATION,
        title=f"Reparation: {each.project.title}",
        path=f"/reparation/sessions/{uuid}",
        description="",
        starts_at=clock.at(each.day, each.starts),
        ends_at=clock.at(each.day, each.ends),
        place=f"{venue.name}, {venue.address}" if venue else "",
        area=rows.areas[each.area],
        made_by=rows.people[JO],
        sequence=int(bool(each.cancelled)),
        changed_at=called_off or morning(each.planned),
        status=EntryStatus.CANCELLED if each.cancelled else EntryStatus.CONFIRMED,
        cancelled_at=called_off,
    )


def _state(each: told.Session) -> SessionState:
    if each.cancelled:
        return SessionState.CANCELLED
    return SessionState.HELD if each.held else SessionState.PLANNED


def _parts(rows: Rows, each: told.Session, entry: Entry) -> Iterator[Part]:
    """Yield whose duty it is. A volunteer has no page of it: what they need is in the entry."""
    state = AttendeeState.GONE if each.cancelled else AttendeeState.ACCEPTED
    for name, part in ((each.supervisor, "supervisor"), (each.second, "second adult")):
        if name:
            person = rows.people[name]
            path = entry.path if person.is_staff else None
            duty = Duty(person, f"{entry.title} – {part}", state, path)
            yield Part(duty, morning(each.planned))


def _counted_at(each: told.Session) -> datetime:
    return clock.at(each.day, each.ends)


def _place(rows: Rows, each: told.Session, place: told.Place) -> Place:
    referral = rows.referrals[place.referral]
    after = morning(each.day + timedelta(days=1))
    noted = place.came is not None and after.date() < rows.times.today
    return Place(
        ref=place.ref,
        uuid=rows.uuid(),
        referral=referral,
        state=PlaceState.WAITING if place.position else PlaceState.BOOKED,
        position=place.position,
        attended=place.came if noted else None,
        minutes=(each.minutes if place.came else 0) if noted else None,
        recorded_at=after if noted and place.recorded else None,
        booked_by=referral.practitioner,
        created_at=moment(place.made),
    )
