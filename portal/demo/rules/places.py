"""Where panels are held, and when each place usually holds them."""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from portal.demo.rules.people import AREAS


@dataclass(frozen=True)
class Place:
    """A venue with its rooms. `rooms` holds (name, how many people it seats)."""

    name: str
    area: str
    address: str
    rooms: tuple[tuple[str, int], ...]
    phone: str = "01632 960160"
    transport: str = "Bus 41 from the station, every 20 minutes until 10pm"
    cost: str = "Free for the council"
    opening: str = "Monday to Friday 9am to 9pm\nSaturday 10am to 4pm"
    step_free: bool = True
    hearing_loop: bool = False
    separate_waiting: bool = True
    parking: bool = False
    for_panels: bool = True
    notes: str = ""
    panel_notes: str = ""


@dataclass(frozen=True)
class Usual:
    """A weekday and time at which an area holds panels, in its place's nth room."""

    area: str
    weekday: int
    starts: time
    room: int
    most: int = 3


@dataclass(frozen=True)
class Slot:
    """A usual time in a room, by name. `most` is how many panels can be held one after another."""

    area: str
    weekday: int
    starts: time
    place: str
    room: str
    most: int

    def suits(self, day: date) -> bool:
        """Return whether it is the weekday."""
        return day.weekday() == self.weekday


PLACES: Final = (
    Place(
        "Northmere Library",
        "N",
        "Market Square, Northmere",
        (("Room 1", 10), ("Room 2", 12), ("Main hall", 60)),
        hearing_loop=True,
        notes="Use the side door after 5pm.",
        panel_notes="Families wait in Room 1, everybody else in the foyer.",
    ),
    Place(
        "Castlebeck Town Hall",
        "C",
        "High Street, Castlebeck",
        (("Garden Room", 14), ("Committee Room", 12)),
        parking=True,
    ),
    Place(
        "Saltmarsh Community Hub",
        "S",
        "Quay Street, Saltmarsh",
        (("Harbour Room", 14), ("Quay Room", 8)),
        parking=True,
    ),
    Place(
        "County Offices",
        "",
        "Station Road, Northmere",
        (("Meeting Room 4", 16),),
        separate_waiting=False,
        for_panels=False,
        notes="Ring reception to be let in.",
    ),
)

KINDS: Final = (
    *("Youth Centre", "Methodist Hall", "Sports Club", "Arts Centre", "Civic Centre"),
    *("Family Hub", "Guildhall", "Leisure Centre", "Adult College", "Pavilion"),
)

HALF_PAST_FIVE, HALF_PAST_FOUR, SIX, TEN = time(17, 30), time(16, 30), time(18), time(10)
USUAL: Final = (
    Usual("N", 1, HALF_PAST_FIVE, 1),
    Usual("N", 3, HALF_PAST_FIVE, 1),
    Usual("N", 3, HALF_PAST_FOUR, 0),
    Usual("C", 3, HALF_PAST_FIVE, 0),
    Usual("C", 1, HALF_PAST_FIVE, 0),
    Usual("C", 3, SIX, 1, most=2),
    Usual("S", 1, HALF_PAST_FOUR, 0),
    Usual("S", 0, TEN, 0, most=1),
    Usual("S", 2, HALF_PAST_FIVE, 0),
)


def slots(places: tuple[Place, ...]) -> dict[str, list[Slot]]:
    """Return the usual times of each area, in the rooms of these places."""
    at = {place.area: place for place in places}
    return {
        area: [
            Slot(
                area,
                each.weekday,
                each.starts,
                at[area].name,
                at[area].rooms[each.room][0],
                each.most,
            )
            for each in USUAL
            if each.area == area
        ]
        for area in AREAS
    }


def more_places(turn: int) -> tuple[Place, ...]:
    """Return the places of another share of a larger Kentmere: `turn` counts them from 1."""
    kind = KINDS[(turn - 1) % len(KINDS)]
    number = "" if turn <= len(KINDS) else f" {(turn - 1) // len(KINDS) + 1}"
    return tuple(
        Place(
            f"{name} {kind}{number}",
            area,
            f"{kind} Lane, {name}",
            (("Room 1", 10), ("Room 2", 12)),
        )
        for area, name in AREAS.items()
    )
