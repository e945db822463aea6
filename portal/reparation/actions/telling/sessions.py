"""Telling whoever hosts, supervises or has a referral there what became of a session."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.notifications.actions import post
from portal.people.models import Person
from portal.reparation.models import ProjectSession
from portal.reparation.queries import sessions as queries
from portal.reparation.queries.people import coordinators, readers_of


@dataclass(frozen=True)
class Before:
    """How a session was before it was changed: moments in seconds, and who supervised it."""

    starts: int
    ends: int
    adults: tuple[Person | None, Person | None]

    @classmethod
    def of(cls, held: ProjectSession) -> "Before":
        """Note how it is now."""
        entry = held.entry
        starts, ends = int(entry.starts_at.timestamp()), int(entry.ends_at.timestamp())
        return cls(starts, ends, (held.supervisor, held.second))


def concerned(held: ProjectSession) -> list[Person]:
    """Return who travels to a session, hosts it, or has a referral there."""
    people = (
        held.supervisor,
        held.second,
        *queries.practitioners(held),
        *readers_of(held.project.partner_id),
    )
    return list(dict.fromkeys(person for person in people if person is not None))


def supervisors_named(
    made: Sequence[ProjectSession], adults: Iterable[Person | None], *, actor: Person
) -> None:
    """Tell whoever supervises sessions planned together, in one letter each."""
    for person in adults:
        _post("supervisor_named", made[0], person, actor=actor)


def changed(held: ProjectSession, before: Before, *, version: int, actor: Person) -> None:
    """Tell everybody of another time, and who supervises from now on, or no longer."""
    now = Before.of(held)
    new = [each for each in now.adults if each not in before.adults]
    gone = [each for each in before.adults if each not in now.adults]
    for person in new:
        _post("supervisor_named", held, person, actor=actor)
    for person in gone:
        _post("supervisor_released", held, person, turn=version, actor=actor)
    if (now.starts, now.ends) == (before.starts, before.ends):
        return
    for person in concerned(held):
        if person not in new:
            was = {"was_start": before.starts, "was_end": before.ends}
            _post("session_moved", held, person, turn=version, actor=actor, **was)


def cancelled(going: Sequence[ProjectSession], *, actor: Person) -> None:
    """Tell everybody concerned of all that is called off together, in one letter each.

    Coordinators hear of it when a partner calls it off.
    """
    told = _by_person(going)
    if not actor.is_staff:
        for person in coordinators(going[0].entry.area_id):
            told.setdefault(person, list(going))
    _post_all("session_cancelled", told, actor=actor)


def followed(
    coming: Sequence[ProjectSession],
    *,
    titled: bool,
    placed: bool,
    turn: int,
    knowing: Collection[Person],
    actor: Person | None,
) -> None:
    """Tell everybody concerned that sessions have another title or place, in one letter each."""
    told = _by_person(coming)
    for person in knowing:
        told.pop(person, None)
    changed = {"titled": int(titled), "placed": int(placed)}
    _post_all("sessions_followed", told, turn=turn, actor=actor, **changed)


def supervisor_missing(sessions: Sequence[ProjectSession], *, actor: Person | None) -> None:
    """Tell coordinators, in one letter each, of all sessions that lost an adult together."""
    told: dict[Person, list[ProjectSession]] = {}
    for held in sessions:
        for person in coordinators(held.entry.area_id):
            told.setdefault(person, []).append(held)
    _post_all("supervisor_missing", told, actor=actor)


def after_session(held: ProjectSession) -> int:
    """Ask whoever hosted, supervised or has a referral there who came; return how many are new."""
    adults = (each for each in (held.supervisor, held.second) if each and each.is_staff)
    people = (*adults, *queries.practitioners(held), *readers_of(held.project.partner_id))
    posted = [
        post(
            to=person,
            template="reparation/email/after_session",
            key=f"reparation:after_session:{held.id}:{person.id}",
            session=held.id,
        )
        for person in dict.fromkeys(people)
    ]
    return sum(mail is not None for mail in posted)


def _by_person(sessions: Iterable[ProjectSession]) -> dict[Person, list[ProjectSession]]:
    """Return those whom sessions concern, each with theirs."""
    told: dict[Person, list[ProjectSession]] = {}
    for held in sessions:
        for person in concerned(held):
            told.setdefault(person, []).append(held)
    return told


def _post_all(
    letter: str,
    told: Mapping[Person, Sequence[ProjectSession]],
    *,
    actor: Person | None,
    turn: int = 0,
    **ids: int,
) -> None:
    """Post one letter to each about all sessions of theirs."""
    for person, theirs in told.items():
        more = {f"also_{number}": held.id for number, held in enumerate(theirs[1:], start=1)}
        _post(letter, theirs[0], person, actor=actor, turn=turn, **ids, **more)


def _post(
    letter: str,
    held: ProjectSession,
    person: Person | None,
    *,
    actor: Person | None,
    turn: int = 0,
    **ids: int,
) -> None:
    if person is not None:
        post(
            to=person,
            template=f"reparation/email/{letter}",
            key=f"reparation:{letter}:{held.id}:{turn or held.version}:{person.id}",
            actor=actor,
            address=None,
            session=held.id,
            **ids,
        )
