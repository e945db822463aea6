"""Files that people send in: what they are by their content, and as what they are kept."""

from dataclasses import dataclass
from typing import Final

from portal.site import pictures
from portal.site.pictures import JPEG, MEGABYTE
from portal.site.refusals import Refused

PDF: Final = "application/pdf"
PDF_MARK: Final = b"%PDF-"
HEIC_MARKS: Final = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1")
"""How photographs begin, after four bytes, that only Apple's programs are sure to open."""

MOST_NAME: Final = 100
TAKEN: Final = "Choose a PDF, or a photograph as JPEG, PNG or WebP."
PICTURES_OFFERED: Final = "image/jpeg,image/png,image/webp"
"""What a browser offers to choose from; an iPhone then sends its own pictures as JPEG."""

OFFERED: Final = f"{PDF},{PICTURES_OFFERED}"
PICTURES_TAKEN: Final = "Choose a photograph as JPEG, PNG or WebP."


@dataclass(frozen=True)
class Kept:
    """A file as it is kept."""

    content: bytes
    media_type: str
    name: str


def keep(content: bytes, name: str, *, most_mb: int, picture_only: bool = False) -> Kept:
    """Return a file as it will be kept; raises `Refused` for what it should not be.

    A picture is made anew, turned the right way up, which drops what the camera noted in it
    (place and time) and anything hidden behind it. A PDF stays as it is, whatever is in it: it
    is only ever handed out to be saved, never shown by the portal.
    """
    if not content:
        raise Refused("This file is empty.", "Choose it again.", "file")
    if len(content) > most_mb * MEGABYTE:
        size = f"{len(content) / MEGABYTE:.1f}".removesuffix(".0")
        raise Refused(
            f"This file has {size} MB: at most {most_mb} MB can be kept.",
            "Choose a smaller one: a photograph of one page is enough.",
            "file",
        )
    if content.startswith(PDF_MARK) and not picture_only:
        return Kept(content, PDF, shown_name(name, ".pdf"))
    if content[4:12] in HEIC_MARKS:
        raise Refused(
            "This is a HEIC photograph, as iPhones keep them: not every computer can open it.",
            "Take a screenshot of it, and choose that.",
            "file",
        )
    unread = (
        Refused("This is no picture, whatever its name says.", PICTURES_TAKEN, "file")
        if picture_only
        else Refused("This is neither a PDF nor a picture, whatever its name says.", TAKEN, "file")
    )
    return Kept(_redrawn(content, unread), JPEG, shown_name(name, ".jpg"))


def shown_name(name: str, ending: str) -> str:
    """Return a file's name as it may be shown and given back, with the ending of its content."""
    plain = "".join(each for each in name if each.isprintable() and each not in '/\\"<>:|?*')
    stem = plain.rpartition(".")[0] or plain
    return (stem.strip(" .")[-MOST_NAME:] or "document") + ending


def _redrawn(content: bytes, unread: Refused) -> bytes:
    try:
        return pictures.redrawn(content)
    except pictures.NoPicture as problem:
        raise unread from problem
    except pictures.TooManyPixels as problem:
        raise Refused(
            f"This picture has more than {pictures.MOST_PIXELS // 1_000_000} million pixels.",
            "Take it again with less detail.",
            "file",
        ) from problem
