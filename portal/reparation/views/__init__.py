"""The pages of reparation: partners, projects, risk assessments, sessions and places."""

from flask import Blueprint

bp = Blueprint("reparation", __name__, url_prefix="/reparation")

# The subjects put their pages on the blueprint, so they are imported after it is made.
from portal.reparation.views import (  # noqa: E402 -- they need bp
    catalogue,
    contacts,
    feedback,
    gaps,
    handover,
    hazards,
    headcounts,
    importing,
    mine,
    outcomes,
    own_projects,
    papers,
    partners,
    people,
    photos,
    places,
    planning,
    projects,
    referrals,
    revisions,
    risks,
    sessions,
    suggestions,
)

__all__ = [
    "bp",
    "catalogue",
    "contacts",
    "feedback",
    "gaps",
    "handover",
    "hazards",
    "headcounts",
    "importing",
    "mine",
    "outcomes",
    "own_projects",
    "papers",
    "partners",
    "people",
    "photos",
    "places",
    "planning",
    "projects",
    "referrals",
    "revisions",
    "risks",
    "sessions",
    "suggestions",
]
