"""The pages of training: the catalogue, people's records, awards, certificates, evaluation."""

from flask import Blueprint

bp = Blueprint("training", __name__, url_prefix="/training")

# The subjects put their pages on the blueprint, so they are imported after it is made.
from portal.training.views import (  # noqa: E402 -- they need bp
    awards,
    bookings,
    certificates,
    courses,
    evaluation,
    gaps,
    guests,
    history,
    importing,
    lasting,
    materials,
    matrix,
    mine,
    people,
    planning,
    printed,
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
    "evaluation",
    "gaps",
    "guests",
    "history",
    "importing",
    "lasting",
    "materials",
    "matrix",
    "mine",
    "people",
    "planning",
    "printed",
    "register",
    "repeating",
    "sessions",
]
