"""The pages of members: the register, a volunteer's own page, and the import."""

from flask import Blueprint

bp = Blueprint("members", __name__, url_prefix="/members")

from portal.members.views import (  # noqa: E402 -- they need bp
    agreements,
    batches,
    checks,
    days,
    details,
    exits,
    expenses,
    importing,
    leaving,
    me,
    mine,
    my_agreements,
    my_details,
    my_expenses,
    my_rounds,
    my_supervision,
    practice,
    register,
    rounds,
    supervision,
    supervision_notes,
    thanks,
    volunteer,
)

__all__ = [
    "agreements",
    "batches",
    "bp",
    "checks",
    "days",
    "details",
    "exits",
    "expenses",
    "importing",
    "leaving",
    "me",
    "mine",
    "my_agreements",
    "my_details",
    "my_expenses",
    "my_rounds",
    "my_supervision",
    "practice",
    "register",
    "rounds",
    "supervision",
    "supervision_notes",
    "thanks",
    "volunteer",
]
