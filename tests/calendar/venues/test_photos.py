"""The picture of a venue: made anew, with words for who cannot see it."""

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal.access import Role
from portal.accounts.models import User
from portal.calendar.models import Venue
from portal.database import session
from portal.notifications.models import Document
from portal.site.forms import AGAIN
from tests.calendar.conftest import publish, value
from tests.factories import RoomFactory, VenueFactory, user_with
from tests.pages import Page, Pages

pytestmark = pytest.mark.usefixtures("on_monday")


@pytest.fixture
def library(app: Flask) -> Venue:
    """Return the library."""
    return VenueFactory(name="Library")


def photograph(color: str = "red", size: tuple[int, int] = (40, 30)) -> bytes:
    """Return what a camera makes, with where it was taken."""
    exif, made = Image.Exif(), io.BytesIO()
    exif[0x010F] = "A camera"
    Image.new("RGB", size, color).save(made, "JPEG", exif=exif)
    return made.getvalue() + b"<script>"


def form(content: bytes | None = None, **values: Any) -> dict[str, Any]:
    """Return what somebody fills in."""
    sent = FileStorage(io.BytesIO(content or photograph()), "IMG_1.HEIC")
    return {"file": sent, "alt": "The side door, with a ramp", "shows_nobody": "y", **values}


def shown(at: Pages, venue: Venue) -> Image.Image:
    """Return the picture as a browser gets it."""
    answer = at.client.get(f"/calendar/venues/{venue.id}/photo.jpg")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert b"<script>" not in answer.data
    return Image.open(io.BytesIO(answer.data))


def test_it_is_made_anew_and_shown_where_the_place_is(at: Pages, library: Venue) -> None:
    entry = publish(room=RoomFactory(venue=library))
    at.get(f"/calendar/venues/{library.id}/photo")
    page = at.submit(f"/calendar/venues/{library.id}/photo", **form(photograph(size=(3000, 300))))
    assert page.notices == ["The picture is kept, without what the camera noted in it."]
    assert value(page, "img.app-photo", "alt") == "The side door, with a ramp"
    picture = shown(at, library)
    assert (picture.size, dict(picture.getexif())) == ((1200, 120), {})
    seen = at.get(f"/calendar/entries/{entry.uuid}")
    assert value(seen, "img.app-photo", "src") == f"/calendar/venues/{library.id}/photo.jpg"


def test_a_volunteer_sees_it_and_changes_nothing(app: Flask, at: Pages, library: Venue) -> None:
    at.submit(f"/calendar/venues/{library.id}/photo", **form())
    user: User = user_with(Role.VOLUNTEER)
    theirs = Pages(app).sign_in(user.email)
    shown(theirs, library)
    theirs.get(f"/calendar/venues/{library.id}/photo", 403)
    theirs.post(f"/calendar/venues/{library.id}/photo/remove", 403)


def test_the_site_of_a_project_is_shown_to_colleagues_alone(app: Flask, at: Pages) -> None:
    site = VenueFactory(for_panels=False, for_training=False, for_projects=True)
    at.submit(f"/calendar/venues/{site.id}/photo", **form())
    shown(Pages(app).sign_in(user_with(Role.STAFF).email), site)
    for role in (Role.PARTNER, Role.VOLUNTEER):
        theirs = Pages(app).sign_in(user_with(role).email)
        theirs.get(f"/calendar/venues/{site.id}/photo.jpg", 404)


def test_another_takes_its_place_and_what_is_removed_is_gone(at: Pages, library: Venue) -> None:
    url = f"/calendar/venues/{library.id}/photo"
    at.submit(url, **form(photograph("red")))
    first = at.client.get(f"{url}.jpg")
    assert at.client.get(f"{url}.jpg", headers={"If-None-Match": first.headers["ETag"]}).text == ""
    page = at.submit(url, **form(photograph("blue"), alt="The front"))
    assert value(page, "img.app-photo", "alt") == "The front"
    assert shown(at, library).convert("L").getpixel((0, 0)) == 29  # blue is dark, red is not
    assert session.query(Document).count() == 1
    for _ in range(2):
        page = at.submit(f"{url}/remove")
        assert page.select("img.app-photo") == []
    assert session.query(Document).count() == 0
    assert at.client.get(f"{url}.jpg").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"file": ""}, "Choose a picture"),
        (
            {"file": FileStorage(io.BytesIO(b"%PDF-1.4"), "a.jpg")},
            "Choose a photograph as JPEG, PNG or WebP: this is none",
        ),
        ({"file": FileStorage(io.BytesIO(b"x" * 10_000_001), "a.jpg")}, "at most 10 MB"),
        ({"alt": ""}, "Say what the picture shows, for whoever cannot see it"),
        ({"shows_nobody": ""}, "Choose a picture without anybody in it, and say so here"),
    ],
)
def test_what_will_not_do_comes_back_with_a_sentence(
    at: Pages, library: Venue, wrong: dict[str, Any], sentence: str
) -> None:
    boundary, body = encode_multipart(form(**wrong))
    answer = at.client.post(
        f"/calendar/venues/{library.id}/photo",
        data=body,
        content_type=f'multipart/form-data; boundary="{boundary}"',
    )
    assert answer.status_code == 422
    problems = Page(answer.text, "html.parser").problems
    [problem] = (each for each in problems if each != AGAIN)
    assert sentence in problem
    assert (AGAIN in problems) is ("file" not in wrong)
    assert session.query(Document).count() == 0
