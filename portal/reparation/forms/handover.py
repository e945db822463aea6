"""Who takes cases over."""

from portal.site.fields import Choice
from portal.site.forms import Form


class HandOver(Form):
    """To whom all goes."""

    to = Choice("Who takes them over?", coerce=int, needed="Choose who takes them over")
