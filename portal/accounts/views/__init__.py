"""The pages of accounts: signing in and out, and one's own account."""

from flask import Blueprint

security_bp: Blueprint = Blueprint("security", __name__)
"""Named as Flask-Security names its own, so that what it links to is found here."""

bp: Blueprint = Blueprint("accounts", __name__)

# The subjects put their pages on the blueprints, so they are imported after those are made.
from portal.accounts.views import signing_in  # noqa: E402
from portal.accounts.views.signing_in import ask_to_sign_in  # noqa: E402

__all__ = ["ask_to_sign_in", "bp", "security_bp", "signing_in"]
