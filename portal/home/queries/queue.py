"""What needs a coordinator, and what stands beside it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from portal import clock
from portal.accounts.models import User
from portal.home import rules
from portal.home.queries import applicants, other_needs, panel_needs, spent
from portal.home.queries.limits import DAYS_AHEAD, MOST
from portal.home.rules import Need
from portal.members import queries as members
from portal.panels.permissions import Areas
from portal.panels.queries import glance, orders
from portal.people import queries as people


@dataclass(frozen=True)
class Queue:
    """What needs a coordinator: everything by kind, and what is shown of it, by heading."""

    counts: Counter[rules.Kind]
    bands: list[tuple[str, Sequence[Need]]]
    shown: rules.Kind | None
    sittings: Sequence[glance.SittingGlance]

    @property
    def total(self) -> int:
        """Return how many there are of all kinds."""
        return self.counts.total()


@dataclass(frozen=True)
class Underway:
    """What a coordinator has begun that waits for others, or for them without a deadline."""

    rounds: Sequence[members.RoundLine]
    proposed: int


def queue(reader: User, shown: rules.Kind | None) -> Queue:
    """Return what needs a coordinator, in their areas, of one kind or of all.

    Its `sittings` are those of the next two weeks, whether they need anything or not.
    """
    areas = reader.area_ids
    desk = glance.desk(areas, DAYS_AHEAD, MOST)
    every = [
        *panel_needs.waiting(areas, desk),
        *other_needs.waiting(areas),
        *applicants.waiting(reader),
        *spent.waiting(areas),
    ]
    counts = Counter(need.kind for need in every)
    kept = [need for need in every if shown in {None, need.kind}]
    return Queue(counts, rules.in_bands(kept, clock.today()), shown, soon(desk.sittings))


def soon(ahead: Iterable[glance.SittingGlance]) -> list[glance.SittingGlance]:
    """Return those of the next two weeks."""
    last = clock.today() + timedelta(days=DAYS_AHEAD)
    return [each for each in ahead if clock.london(each.starts_at).date() <= last]


def underway(areas: Areas) -> Underway:
    """Return the rounds of dates that are open, and how many proposed panels are to be accepted."""
    return Underway(members.running(areas), orders.panels_proposed(areas))


def area_names(areas: Areas) -> list[str]:
    """Return the names of the areas that somebody is limited to; none means all of them."""
    return [area.name for area in people.areas() if area.id in areas] if areas else []
