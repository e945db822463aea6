"""The fields by which somebody is moved on, interrupted or ended."""

from portal.site.fields import Choice
from portal.site.forms import EditForm


class MoveForm(EditForm):
    """To which stage somebody is moved."""

    to = Choice("Move to", needed="Choose a stage from the list")
