"""The pages of recruitment: campaigns, the pipeline, and the public form."""

from flask import Blueprint

bp = Blueprint("recruitment", __name__, url_prefix="/recruitment")

from portal.recruitment.views import (  # noqa: E402 -- they need bp
    applications,
    applying,
    appointing,
    approving,
    buddies,
    campaigns,
    diversity,
    ending,
    entering,
    erasing,
    figures,
    interviewing,
    interviews,
    letters,
    mine,
    moving,
    naming,
    pipeline,
    referees,
    references,
    reviewing,
)

__all__ = [
    "applications",
    "applying",
    "appointing",
    "approving",
    "bp",
    "buddies",
    "campaigns",
    "diversity",
    "ending",
    "entering",
    "erasing",
    "figures",
    "interviewing",
    "interviews",
    "letters",
    "mine",
    "moving",
    "naming",
    "pipeline",
    "referees",
    "references",
    "reviewing",
]
