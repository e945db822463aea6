"""The fields of a page of the handbook, and of a file that goes with a text."""

from typing import Any, Final

from portal.noticeboard.forms.notices import MARKS
from portal.noticeboard.models import HandbookPage
from portal.site.fields import Choice, Day, LongText, SomeOf, Text, Upload, WholeNumber
from portal.site.forms import EditForm, Form, OnceForm

MOST_TEXT: Final = 40_000
MOST_POSITION: Final = 999
SAID: Final = ("title", "body", "chapter", "position", "keys", "owner", "review_on")


class PageFields(Form):
    """What is said of a page."""

    title = Text("Title", needed="Enter a title")
    chapter = Text(
        "Chapter",
        needed="Enter a chapter, like Sitting on a panel",
        hint="Pages with the same chapter stand together in the contents.",
    )
    position = WholeNumber(
        "Place in the handbook",
        needed="Enter a number, like 10",
        most=MOST_POSITION,
        hint="Lower numbers come first. Leave gaps: 10, 20, 30.",
    )
    body = LongText(
        "What it says",
        needed="Write what it says",
        most=MOST_TEXT,
        hint=MARKS,
        render_kw={"rows": 20},
    )
    keys = SomeOf("Who it is for", needed="Choose who it is for")
    owner = Choice("Who sees to it that it is right", needed="Choose who sees to it", coerce=int)
    review_on = Day(
        "Look at it again by",
        needed="Enter the day by which to look at it again",
        hint="Whoever sees to it is reminded.",
    )

    @property
    def told(self) -> dict[str, Any]:
        """Return what was typed, with the audience as `keys`, and without the owner."""
        typed = {name: self[name].data for name in SAID if name != "owner"}
        return {**typed, "keys": frozenset(typed["keys"] or ())}


class NewPage(PageFields, OnceForm):
    """A page to add to the handbook."""


class ChangedPage(PageFields, EditForm):
    """A page that stands already."""

    note = Text("What changed", hint="In a few words, for those who have read it before.")


class Review(Form):
    """A page that is still right."""

    review_on = Day("Look at it again by", needed="Enter the day by which to look at it again")


class NewFile(Form):
    """A file that goes with a notice or a page."""

    title = Text("What it is called", needed="Enter what people will see")
    file = Upload("File", needed="Choose a file", hint="A PDF, or a picture with nobody in it.")


def held(page: HandbookPage) -> dict[str, Any]:
    """Return what a page says, as its form holds it."""
    return {
        "title": page.current.title,
        "body": page.current.body,
        "chapter": page.chapter,
        "position": page.position,
        "keys": sorted(page.keys),
        "owner": page.owner_id,
        "review_on": page.review_on,
        "version": page.version,
    }
