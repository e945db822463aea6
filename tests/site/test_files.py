"""What a file is and as what it is kept: no database."""

import io
from typing import Any

import pytest
from PIL import Image

from portal.site.files import keep
from portal.site.refusals import Refused


def picture(kind: str, size: tuple[int, int] = (40, 30), **values: Any) -> bytes:
    made = io.BytesIO()
    mode = values.pop("mode", "RGB")
    Image.new(mode, size, values.pop("color", "red")).save(made, kind, **values)
    return made.getvalue()


def test_a_picture_is_made_anew_without_what_the_camera_noted() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif[0x0112] = 6
    kept = keep(picture("JPEG", exif=exif) + b"<script>", "IMG_1.HEIC", most_mb=5)
    again = Image.open(io.BytesIO(kept.content))
    assert (kept.media_type, kept.name) == ("image/jpeg", "IMG_1.jpg")
    assert (again.size, dict(again.getexif())) == ((30, 40), {})
    assert b"<script>" not in kept.content


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_become_jpegs_on_white(kind: str) -> None:
    kept = keep(picture(kind, (5000, 10), mode="RGBA", color=(0, 0, 0, 0)), "scan", most_mb=5)
    again = Image.open(io.BytesIO(kept.content))
    assert (again.format, again.size, again.getpixel((0, 0))) == (
        "JPEG",
        (2000, 4),
        (255, 255, 255),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty. Choose it again."),
        (b"MZ\x90\x00 an executable", "This is neither a PDF nor a picture, whatever its name"),
        (b"<svg onload='x'/>", "This is neither a PDF nor a picture"),
        (picture("JPEG")[:300], "This is neither a PDF nor a picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC photograph.*Take a screenshot of it"),
        (b"x" * 20_000_000, "This file has 20 MB: at most 5 MB can be kept. Choose a smaller one"),
    ],
)
def test_what_a_file_is_shows_in_its_content_and_not_in_its_name(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        keep(content, "certificate.pdf", most_mb=5)
    assert refused.value.field == "file"


def test_a_picture_that_claims_too_many_pixels_is_not_opened() -> None:
    bomb = picture("PNG", (8000, 7000), mode="1", color=0)
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="more than 50 million pixels"):
        keep(bomb, "bomb.png", most_mb=5)


def test_a_pdf_is_kept_as_it_is_under_a_name_that_can_do_no_harm() -> None:
    content = b"%PDF-1.4 /OpenAction << /JS (app.alert(1)) >>"
    kept = keep(content, '../"My\ncert.exe', most_mb=5)
    assert (kept.content, kept.media_type, kept.name) == (
        content,
        "application/pdf",
        "Mycert.pdf",
    )
    assert keep(content, "..", most_mb=5).name == "document.pdf"
