"""The pages of recruitment: campaigns, the pipeline, and the public form."""

from flask import Blueprint

bp = Blueprint("recruitment", __name__, url_prefix="/recruitment")

__all__ = ["bp"]
