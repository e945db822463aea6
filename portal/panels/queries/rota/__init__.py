"""The rota: sittings of some months with their seats, people by date, what each may see of it."""

from portal.panels.queries.rota.choices import people_for, seat_numbered, seats_for, swaps_of
from portal.panels.queries.rota.evening import Evening, evening_of
from portal.panels.queries.rota.grid import Grid, grid_of
from portal.panels.queries.rota.nearest import next_day
from portal.panels.queries.rota.sittings import (
    Rota,
    RotaPanel,
    RotaSeat,
    RotaSitting,
    between,
    rota_of,
)
from portal.panels.queries.rota.viewers import Viewer, viewer

__all__ = [
    "Evening",
    "Grid",
    "Rota",
    "RotaPanel",
    "RotaSeat",
    "RotaSitting",
    "Viewer",
    "between",
    "evening_of",
    "grid_of",
    "next_day",
    "people_for",
    "rota_of",
    "seat_numbered",
    "seats_for",
    "swaps_of",
    "viewer",
]
