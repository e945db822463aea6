"""The one question before somebody is kept for longer."""

from portal.recruitment.models import KeepReason
from portal.site.fields import OneOf
from portal.site.forms import Form


class KeepLonger(Form):
    """Why an application that ended is still needed."""

    reason = OneOf(
        "Why is it still needed?",
        needed="Choose why it is still needed",
        choices=[(each.value, each.label) for each in KeepReason],
    )
