"""The fields of a photo."""

from typing import Final

from portal.site.fields import Text, Tick, Upload
from portal.site.forms import Form

MAX_ALT: Final = 200


class NewPhoto(Form):
    """A photo of a site or its work."""

    file = Upload(
        "The photo",
        needed="Choose a photo",
        hint="JPEG, PNG or WebP. Where it was taken is removed from it.",
    )
    alt = Text(
        "What it shows, in words",
        needed="Say what the photo shows, for people who do not see it",
        most=MAX_ALT,
        hint="For example, Two upturned bikes on a workbench",
    )
    shows_nobody = Tick(
        "No person can be seen in it",
        needed="Confirm that no person can be seen in the photo, or choose another one",
    )
