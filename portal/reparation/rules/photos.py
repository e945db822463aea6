"""Photos of projects: what is taken, and how it is kept."""

from typing import Final

from portal.reparation.rules.refusals import Refused
from portal.site.files import Kept, keep

MOST_MB: Final = 15
MOST_PHOTOS: Final = 6


def kept(content: bytes, name: str) -> Kept:
    """Return a photo as it will be kept: made anew, so that it says nothing of where it was taken.

    Raises `Refused` for what is no photograph: a PDF, a drawing that may hold a script (SVG).
    """
    return keep(content, name, most_mb=MOST_MB, picture_only=True)


def check_room(held: int) -> None:
    """Raise `Refused` when a project has as many photos as a page bears."""
    if held >= MOST_PHOTOS:
        raise Refused(
            f"A project has at most {MOST_PHOTOS} photos.", "Take another one off first.", "file"
        )
