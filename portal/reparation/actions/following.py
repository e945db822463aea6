"""What a project's change of title or site means for its sessions to come: they go along."""

from collections.abc import Collection
from typing import Final

from portal.audit.actions import Changes, record
from portal.calendar.models import Venue
from portal.database import session
from portal.people.models import Person
from portal.reparation.actions.bookable import check_site
from portal.reparation.actions.entries import publish_session, take_site
from portal.reparation.actions.telling import sessions as telling
from portal.reparation.models import Project, ProjectSession, ReparationTag
from portal.reparation.queries import sessions as queries
from portal.reparation.rules.sessions import SessionFacts

TITLED: Final = frozenset({"title"})
PLACED: Final = frozenset({"venue_id", "meeting_point"})
FOLLOWED: Final = TITLED | PLACED | {"area_id"}
"""What sessions take from their project: they have no title and no place of their own."""
MOVE_ONE: Final = ("Move one of the two sessions first.", "venue_id")


def follow_project(
    project: Project,
    changes: Changes,
    *,
    turn: int,
    knowing: Collection[Person] = (),
    actor: Person | None,
) -> None:
    """Let the sessions to come be called and be where their project now says, and tell of it.

    `turn` is the version of the project that was changed, and `knowing` hear of it otherwise.
    Raises `Refused` at the venue when another project is there then, or when nothing may be held
    there on the day of a session.
    """
    if not changes.keys() & FOLLOWED:
        return
    session.flush()  # the venue and the area are read by the numbers that were changed
    session.expire(project, ["venue", "area"])
    coming = queries.lock_sessions(queries.planned_of(project.id))
    moves = "venue_id" in changes
    if moves:
        check_site(project, coming)
    for held in coming:
        _follow(held, moves=moves, actor=actor)
    titled, placed = (bool(changes.keys() & those) for those in (TITLED, PLACED))
    if titled or placed:
        telling.followed(
            coming, titled=titled, placed=placed, turn=turn, knowing=knowing, actor=actor
        )


def follow_venue(*, venue: Venue, actor: Person | None) -> None:
    """Let the sessions to come at a venue say how it is called, and where it is, now.

    Nobody moves, so nobody is written to. `calendar.actions.changing_venues` calls it.
    """
    for held in queries.lock_sessions(queries.planned_at(venue.id)):
        _follow(held, moves=False, actor=actor)


def _follow(held: ProjectSession, *, moves: bool, actor: Person | None) -> None:
    entry = held.entry
    before = {"title": entry.title, "place": entry.place}
    if moves:
        take_site(held, entry.starts_at, entry.ends_at, remedy=MOVE_ONE)
    facts = SessionFacts(entry.starts_at, entry.ends_at, held.places)
    adults = (held.supervisor, held.second)
    publish_session(held.project, facts, adults, entry=entry, keeping=True, actor=actor)
    now = {"title": entry.title, "place": entry.place}
    differs = {name: [was, now[name]] for name, was in before.items() if was != now[name]}
    if differs:
        record(ReparationTag.SESSION_CHANGED, held, actor=actor, changes=differs)
