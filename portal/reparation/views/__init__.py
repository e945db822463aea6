"""The pages of reparation: partners, projects, risk assessments, sessions and places."""

from flask import Blueprint

bp = Blueprint("reparation", __name__, url_prefix="/reparation")
