"""The pages of training: the catalogue, people's records, awards, certificates."""

from flask import Blueprint

bp = Blueprint("training", __name__, url_prefix="/training")

from portal.training.views import (  # noqa: E402 -- they need bp
    awards,
    bookings,
    certificates,
    courses,
    gaps,
    guests,
    history,
    lasting,
    materials,
    matrix,
    people,
    planning,
    register,
    repeating,
    sessions,
)

__all__ = [
    "awards",
    "bookings",
    "bp",
    "certificates",
    "courses",
    "gaps",
    "guests",
    "history",
    "lasting",
    "materials",
    "matrix",
    "people",
    "planning",
    "register",
    "repeating",
    "sessions",
]
