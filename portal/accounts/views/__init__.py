"""The pages of accounts: signing in and out, passwords, invitations, and one's own account."""

from flask import Blueprint

security_bp: Blueprint = Blueprint("security", __name__)
"""Named, with its endpoints, as Flask-Security names its own, so that its links lead here."""

bp: Blueprint = Blueprint("accounts", __name__)

# The subjects put their pages on the blueprints, so they are imported after those are made.
from portal.accounts.views import invitations, own, passwords, signing_in  # noqa: E402  # the blueprint comes first
from portal.accounts.views.signing_in import ask_to_sign_in, take_no_forgery  # noqa: E402  # the blueprint comes first

__all__ = [
    "ask_to_sign_in",
    "bp",
    "invitations",
    "own",
    "passwords",
    "security_bp",
    "signing_in",
    "take_no_forgery",
]
