"""The pages of panels: orders, sittings and their seats, offers, and one's own duties."""

from flask import Blueprint

bp: Blueprint = Blueprint("panels", __name__, url_prefix="/panels")

# The subjects put their pages on the blueprint, so they are imported after it is made.
from portal.panels.views import (  # noqa: E402  # the blueprint comes first
    arranging,
    before_court,
    calls,
    checklists,
    cover,
    duties,
    filling,
    importing,
    lists,
    load,
    offers,
    order_events,
    orders,
    outcomes,
    paper,
    planning,
    plans,
    publishing,
    rota,
    seats,
    series,
    sittings,
    turns,
)

__all__ = [
    "arranging",
    "before_court",
    "bp",
    "calls",
    "checklists",
    "cover",
    "duties",
    "filling",
    "importing",
    "lists",
    "load",
    "offers",
    "order_events",
    "orders",
    "outcomes",
    "paper",
    "planning",
    "plans",
    "publishing",
    "rota",
    "seats",
    "series",
    "sittings",
    "turns",
]
