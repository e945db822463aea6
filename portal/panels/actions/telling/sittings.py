"""Telling whoever is on a sitting, was asked for it or has a panel there what was done to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from portal.notifications.actions import post
from portal.panels import rules
from portal.panels.models import Panel, Sitting
from portal.people.models import Person


@dataclass(frozen=True)
class Before:
    """How a sitting was before it was moved, as numbers: moments in seconds, 0 for nothing."""

    was_start: int
    was_end: int
    was_room: int
    was_adviser: int

    @classmethod
    def of(cls, sitting: Sitting) -> "Before":
        """Note how it is now."""
        entry, adviser = sitting.entry, sitting.adviser
        return cls(
            int(entry.starts_at.timestamp()),
            int(entry.ends_at.timestamp()),
            entry.room_id or 0,
            adviser.id if adviser else 0,
        )


def arranged(sitting: Sitting, *, actor: Person) -> None:
    """Tell the adviser that they are on it, and case managers when their panels are."""
    adviser = sitting.adviser
    _tell("adviser_assigned", sitting, [adviser] if adviser else [], actor=actor)
    _tell("panel_arranged", sitting, _case_managers(sitting), actor=actor)


def moved(
    sitting: Sitting, before: Before, *, released: Iterable[Person], version: int, actor: Person
) -> None:
    """Tell everybody on it, and those who were, what it was and what it is."""
    adviser = sitting.adviser
    moved_to = (adviser.id if adviser else 0) != before.was_adviser
    new = [adviser] if adviser and moved_to else []
    staying = [person for person in sitting.seated if person not in new]
    _tell("adviser_assigned", sitting, new, actor=actor, version=version)
    _tell("seat_released", sitting, released, actor=actor, version=version)
    told = [*staying, *(each for each in _case_managers(sitting) if each not in staying)]
    _tell("sitting_moved", sitting, told, actor=actor, version=version, **asdict(before))
    _tell_asked_of_move(sitting, before, version=version, actor=actor)


def published(person: Person, parts: Mapping[str, int], *, actor: Person) -> None:
    """Tell somebody in one letter of all that is published and concerns them.

    `parts` are numbers: `offer_` of seats that they are on or asked for, `advises_` and `manages_`
    of sittings. The same letter is posted once; published again with something new, it is another.
    """
    post(
        to=person,
        template="panels/email/rota_published",
        key=f"panels:rota_published:{person.id}:{rules.fingerprint(parts.items())}",
        actor=actor,
        address=None,
        **parts,
    )


def length_changed(sitting: Sitting, before: Before, *, version: int, actor: Person) -> None:
    """Tell everybody on it or asked for it that it ends at another time, if it does."""
    if Before.of(sitting) == before:
        return
    _tell("sitting_moved", sitting, sitting.seated, actor=actor, version=version, **asdict(before))
    _tell_asked_of_move(sitting, before, version=version, actor=actor)


def panel_arranged(panel: Panel, *, actor: Person) -> None:
    """Tell a case manager that their panel has been put into a sitting."""
    sitting = panel.sitting
    assert sitting is not None  # noqa: S101 -- it has just been put there
    manager = panel.case_manager
    _tell("panel_arranged", sitting, [manager], actor=actor, version=sitting.version)


def turns_changed(
    sitting: Sitting,
    panels: Sequence[Panel],
    was: Mapping[int, datetime],
    *,
    version: int,
    actor: Person,
) -> None:
    """Tell case managers which of their panels start at another time now, or not there at all."""
    for manager in {panel.case_manager.id: panel.case_manager for panel in panels}.values():
        theirs = [panel for panel in panels if panel.case_manager is manager]
        starts = {f"was_{panel.id}": int(was[panel.id].timestamp()) for panel in theirs}
        _tell("turns_changed", sitting, [manager], actor=actor, version=version, **starts)


def _tell_asked_of_move(sitting: Sitting, before: Before, *, version: int, actor: Person) -> None:
    for offer in sitting.waiting_offers:
        post(
            to=offer.person,
            template="panels/email/offer_moved",
            key=f"panels:offer_moved:{offer.id}:{version}",
            actor=actor,
            address=None,
            offer=offer.id,
            **asdict(before),
        )


def cancelled(sitting: Sitting, *, actor: Person) -> None:
    """Tell everybody on it, everybody asked, and case managers; before the rows say so."""
    people = [
        *sitting.seated,
        *(offer.person for offer in sitting.waiting_offers),
        *_case_managers(sitting),
    ]
    _tell("sitting_cancelled", sitting, people, actor=actor)


def outcome_noted(sitting: Sitting, *, actor: Person) -> None:
    """Tell the coordinator what somebody else noted that they must see to, if they must."""
    post(
        to=sitting.coordinator,
        template="panels/email/outcome_noted",
        key=f"panels:outcome_noted:{sitting.id}:{sitting.version}",
        actor=actor,
        sitting=sitting.id,
    )


def outcome_missing(sitting: Sitting) -> None:
    """Tell the coordinator, once, that nobody has noted what came of a sitting."""
    post(
        to=sitting.coordinator,
        template="panels/email/outcome_missing",
        key=f"panels:outcome_missing:{sitting.id}",
        sitting=sitting.id,
    )


def missed(sitting: Sitting) -> None:
    """Tell the coordinator, once, that a sitting is over which could not sit."""
    post(
        to=sitting.coordinator,
        template="panels/email/sitting_missed",
        key=f"panels:sitting_missed:{sitting.id}",
        sitting=sitting.id,
    )


def seat_released(sitting: Sitting, person: Person, *, key: int, actor: Person) -> None:
    """Tell somebody that they are no longer on a sitting; `key` is the offer they had accepted."""
    _tell("seat_released", sitting, [person], actor=actor, version=key)


def _case_managers(sitting: Sitting) -> list[Person]:
    return [panel.case_manager for panel in sitting.panels if panel.state != "cancelled"]


def _tell(
    template: str,
    sitting: Sitting,
    people: Iterable[Person],
    *,
    actor: Person,
    version: int = 0,
    **ids: int,
) -> None:
    unique = {person.id: person for person in people}
    for person in unique.values():
        post(
            to=person,
            template=f"panels/email/{template}",
            key=f"panels:{template}:{sitting.id}:{version}:{person.id}",
            actor=actor,
            address=None,
            sitting=sitting.id,
            **ids,
        )
