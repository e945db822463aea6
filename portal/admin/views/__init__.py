"""The pages of administration, a module a subject."""

from flask import Blueprint

bp = Blueprint("admin", __name__, url_prefix="/admin")

# The subjects put their pages on `bp`, so they are imported after it is made.
from portal.admin.views import accounts, audit, jobs, outbox, settings  # noqa: E402  # the blueprint comes first

__all__ = ["accounts", "audit", "bp", "jobs", "outbox", "settings"]
