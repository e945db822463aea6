"""The pages of training: the catalogue, awards, certificates."""

from flask import Blueprint

bp = Blueprint("training", __name__, url_prefix="/training")
