"""The pages of the noticeboard: the board, notices, and the handbook."""

from flask import Blueprint

bp = Blueprint("noticeboard", __name__, url_prefix="/noticeboard")

# The subjects put their pages on the blueprint, so they are imported after it is made.
from portal.noticeboard.views import (  # noqa: E402 -- they need bp
    board,
    files,
    handbook,
    notices,
    readers,
    writing,
)

__all__ = ["board", "bp", "files", "handbook", "notices", "readers", "writing"]
