"""What rows are read against: today, the people and courses there are, and what is held."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.spreadsheets.imports import Directory, Option, bare
from portal.training.rules import Validity


@dataclass(frozen=True)
class Trainee:
    """Somebody who can be awarded a course. `mine` is whether whoever imports may do that.

    `keys` are all that cells may call them, bare.
    """

    id: int
    name: str
    mine: bool = True
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Taught:
    """A course of the catalogue, in use or not: history has both."""

    id: int
    title: str
    validity: Validity
    level: str | None = None
    started_on: date | None = None


@dataclass(frozen=True)
class Known:
    """What rows are read against. `shared` has who has one address."""

    today: date
    people: Directory[Trainee]
    courses: Directory[Taught]
    shared: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)

    def is_shared(self, email: str) -> bool:
        """Return whether an address is of several people, so that it tells nobody apart."""
        return bare(email) in self.shared


@dataclass(frozen=True)
class Held:
    """An award from the same day: the last days it was given with and has now."""

    until: date | None
    valid_until: date | None
    was_revoked: bool = False
