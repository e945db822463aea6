"""The pages of training: the catalogue, people's records, awards, certificates."""

from flask import Blueprint

bp = Blueprint("training", __name__, url_prefix="/training")

from portal.training.views import awards, certificates, courses, lasting, materials, people  # noqa: E402, F401 -- they need bp
