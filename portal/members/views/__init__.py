"""The pages of members: the register, a volunteer's own page, and the import."""

from flask import Blueprint

bp = Blueprint("members", __name__, url_prefix="/members")

from portal.members.views import days, importing, me, register, volunteer  # noqa: E402, F401 -- they need bp
