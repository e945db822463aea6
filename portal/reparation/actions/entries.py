"""How a session stands in the calendar, and the site that it takes.

No entry says who comes: those who see it are staff and the partner, and whoever supervises.
"""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from portal.calendar import rules as calendar_rules
from portal.calendar.actions import Duty, publish
from portal.calendar.actions import cancel as cancel_entry
from portal.calendar.models import AttendeeState, Entry, Kind
from portal.calendar.rules import EMPLOYED, quarters
from portal.database import session
from portal.people.models import Person
from portal.reparation.models import Project, ProjectSession, SiteSlot
from portal.reparation.queries import sessions as queries
from portal.reparation.rules.refusals import Refused
from portal.reparation.rules.sessions import SessionFacts
from portal.site.filters import day, span

OTHER_TIME: Final = ("Choose another time.", "starts")


def title_of(project: Project) -> str:
    """> Reparation: Canal towpath."""
    return f"Reparation: {project.title}"


def path_of(uuid: UUID) -> str:
    """Return the path of a session's page, by its entry."""
    return f"/reparation/sessions/{uuid}"


def place_of(project: Project) -> str:
    """Return where a project is done, in a line; its meeting point when it has no venue."""
    venue = project.venue
    if venue is None:
        return project.meeting_point
    lines = (venue.name, *venue.address.splitlines())
    return ", ".join(line.strip(" ,") for line in lines if line.strip(" ,"))


def publish_session(
    project: Project,
    facts: SessionFacts,
    adults: tuple[Person | None, Person | None],
    *,
    entry: Entry | None = None,
    keeping: bool = False,
    actor: Person | None,
) -> Entry:
    """Put a session into the calendar, or bring its entry up to how it now is.

    Not `keeping` its time, raises `Refused` with the field when somebody has promised something
    else: a panel, say.
    """
    uuid = entry.uuid if entry is not None else uuid4()
    keys = [f"partner:{project.partner_id}"] if project.partner_id else []
    try:
        return publish(
            actor=actor,
            kind=Kind.REPARATION,
            title=title_of(project),
            path=path_of(uuid),
            starts_at=facts.starts_at,
            ends_at=facts.ends_at,
            audience=[*EMPLOYED, *keys],
            duties=_duties(project, adults, path_of(uuid), keeping=keeping),
            entry=entry,
            uuid=uuid,
            place=place_of(project),
            area=project.where_area,
        )
    except calendar_rules.PersonBusy as busy:
        first = adults[0]
        is_first = first is not None and busy.person_id == first.id
        raise Refused(busy.sentence, field="supervisor" if is_first else "second") from busy


def take_site(
    held: ProjectSession,
    starts_at: datetime,
    ends_at: datetime,
    *,
    remedy: tuple[str, str] = OTHER_TIME,
) -> None:
    """Give a session its site for a time, and no other; raises `Refused` when it is taken.

    `remedy` is what to do then, and the field at which it is said.
    """
    site = queries.site_of(held.project)
    _refuse_taken(site, starts_at, ends_at, remedy, ignoring=held.id)
    try:
        with session.begin_nested():
            free_site(held)
            session.execute(
                insert(SiteSlot),
                [
                    {"site": site, "quarter_hour": quarter, "session_id": held.id}
                    for quarter in quarters(starts_at, ends_at)
                ],
            )
    except IntegrityError:
        # Somebody was quicker by a moment: what they planned can be seen now, and named.
        _refuse_taken(site, starts_at, ends_at, remedy, ignoring=held.id)
        raise


def cancel_session_entry(held: ProjectSession, *, actor: Person) -> None:
    """Call a session's entry off: its people and its site are free, and feeds say so."""
    free_site(held)
    cancel_entry(entry=held.entry, actor=actor)


def free_site(held: ProjectSession) -> None:
    """Give up the site that a session has taken."""
    session.execute(
        delete(SiteSlot).where(SiteSlot.session_id == held.id),
        execution_options={"synchronize_session": False},
    )


def _refuse_taken(
    site: str,
    starts_at: datetime,
    ends_at: datetime,
    remedy: tuple[str, str],
    *,
    ignoring: int | None,
) -> None:
    other = queries.site_clash(site, starts_at, ends_at, ignoring=ignoring)
    if other is not None:
        entry = other.entry
        raise Refused(
            f"“{other.project.title}” is there on {day(entry.starts_at)}, "
            f"{span(entry.starts_at, entry.ends_at)}.",
            *remedy,
        )


def _duties(
    project: Project, adults: tuple[Person | None, Person | None], path: str, *, keeping: bool
) -> list[Duty]:
    """Return whose duty a session is; volunteers have the calendar's own page of it alone."""
    parts = ("supervisor", "second adult")
    met = f"Meeting point: {project.meeting_point}." if project.meeting_point else ""
    return [
        Duty(
            person,
            f"{title_of(project)} – {part}",
            AttendeeState.ACCEPTED,
            path if person.is_staff else None,
            override=keeping,
            note=met,
        )
        for person, part in zip(adults, parts, strict=True)
        if person is not None
    ]
