"""Pictures that people send in, made anew: what a camera noted in them is gone."""

import io
import warnings
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

JPEG: Final = "image/jpeg"
MEGABYTE: Final = 1_000_000
MOST_PIXELS: Final = 50_000_000
"""More than any telephone's camera makes; a small file can claim far more."""

LONGEST_SIDE: Final = 2000
"""Pixels of the longer side of a kept picture: what is written on it can still be read."""

QUALITY: Final = 85


class NoPicture(Exception):
    """What was sent is no picture that we take, whatever its name says."""


class TooManyPixels(Exception):
    """The picture is larger than anybody's camera makes it."""


def redrawn(content: bytes, longest_side: int = LONGEST_SIDE) -> bytes:
    """Return a JPEG, PNG or WebP as a new JPEG, turned the right way up, on white.

    What the camera noted (place and time) and anything hidden behind the picture is dropped.
    Raises `NoPicture` or `TooManyPixels`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
            if opened.width * opened.height > MOST_PIXELS:
                raise TooManyPixels
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((longest_side, longest_side))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as problem:
        raise NoPicture from problem
    except Image.DecompressionBombError as problem:
        raise TooManyPixels from problem
    made = io.BytesIO()
    _on_white(picture).save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture without transparency, which would come out black."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
