"""The pages of reparation: partners, projects, risk assessments, sessions and places."""

from flask import Blueprint

bp = Blueprint("reparation", __name__, url_prefix="/reparation")

# The subjects put their pages on the blueprint, so they are imported after it is made.
from portal.reparation.views import (  # noqa: E402 -- they need bp
    contacts,
    hazards,
    listing,
    mine,
    papers,
    partners,
    people,
    photos,
    projects,
    revisions,
    risks,
)

__all__ = [
    "bp",
    "contacts",
    "hazards",
    "listing",
    "mine",
    "papers",
    "partners",
    "people",
    "photos",
    "projects",
    "revisions",
    "risks",
]
