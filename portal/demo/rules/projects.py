"""What Kentmere's partners offer, and how far each offer has come."""

from dataclasses import dataclass
from datetime import time
from typing import Final

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
OWN: Final = ""
"""The host of what the service runs by itself."""

(ANIMALS, ARTS, BICYCLES, FAMILIES, STREETS, FOOD, OLDER, PARKS, MAKING, SPORT) = (
    *("Animals", "Arts and crafts", "Bicycles", "Children and families", "Clean streets", "Food"),
    *("Older people", "Parks and nature", "Repairing and making", "Sport"),
)
KITCHEN, GREENWAYS, LIBRARY, SHED = (
    *("Castlebeck Cycle Kitchen", "Kentmere Greenways"),
    *("Friends of Northmere Library", "Northmere Men’s Shed"),
)
TABLE, RESCUE, BEACH, FOODBANK, AGE, PLOTS = (
    *("Harbour Table", "Castlebeck Animal Rescue", "Saltmarsh Beach Watch", "Northmere Foodbank"),
    *("Castlebeck Age Together", "Quayside Allotments"),
)
AQA: Final = "AQA Unit Award"
AFTER_SCHOOL: Final = (time(16), time(18))
MORNING: Final = (time(10), time(13))
TWO_HOURS: Final = (time(10), time(12))
AFTERNOON: Final = (time(13), time(16))


@dataclass(frozen=True, eq=False)
class Project:
    """An offer. `usual` is its weekday and hours; none means that no session was ever planned.

    `has` lists what is there in letters: **s**tep-free, **q**uiet, **t**oilets, **w**ashing,
    trans**p**ort by staff, **h**olidays, one to **o**ne. `why` is what was asked for or why it
    rests.
    """

    title: str
    host: str
    themes: tuple[str, ...]
    summary: str
    work: str
    benefits: str
    reflection: str
    usual: tuple[int, tuple[time, time]] | None = None
    ages: tuple[int, int] = (10, 17)
    capacity: int = 6
    ratio: int = 3
    has: str = "stw"
    place: str = "both"
    demand: str = "light"
    kind: str = "indirect"
    award: str = ""
    bring: str = "Old clothes and strong shoes"
    lent: str = "Gloves and tools"
    state: str = "listed"
    area: str = ""
    why: str | None = None

    @property
    def was_listed(self) -> bool:
        """Return whether staff could ever find it."""
        return self.state in {"listed", "paused", "closed"}
