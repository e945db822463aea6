"""The fields of a notice."""

from typing import Any, Final

from portal.noticeboard.models import Notice
from portal.site.fields import Day, LongText, SomeOf, Text, Tick
from portal.site.forms import EditForm, Form, OnceForm

MOST_TEXT: Final = 8000
MARKS: Final = (
    "A blank line begins a paragraph, ## a heading, - a list; **bold**, and "
    "[words](https://example.org) for a link. Name no child, no family and no case."
)
SAID: Final = ("title", "body", "keys", "shown_from", "shown_until", "pinned", "asks_read")


class NoticeFields(Form):
    """What is said of a notice."""

    title = Text("Title", needed="Enter a title")
    body = LongText("What it says", needed="Write what it says", most=MOST_TEXT, hint=MARKS)
    keys = SomeOf("Who it is for", needed="Choose who it is for")
    shown_from = Day("First day on the board", needed="Enter the first day")
    shown_until = Day("Last day", hint="Leave it empty and it stays until you take it off.")
    pinned = Tick("Keep it on top")
    asks_read = Tick(
        "Ask people to say that they have read it",
        hint="You see who has and who has not. Those who have not are reminded.",
    )

    @property
    def said(self) -> dict[str, Any]:
        """Return what was typed, by column, with the audience as `keys`."""
        typed = {name: self[name].data for name in SAID}
        return {**typed, "keys": frozenset(typed["keys"] or ())}


class NewNotice(NoticeFields, OnceForm):
    """A notice to put on the board."""


class ChangedNotice(NoticeFields, EditForm):
    """A notice that stands already."""

    ask_again = Tick(
        "Ask everybody to read it again",
        hint="Tick this when what it says has changed: who has read it is asked anew.",
    )


def held(notice: Notice) -> dict[str, Any]:
    """Return what a notice says, as its form holds it."""
    kept = {name: getattr(notice, name) for name in SAID}
    return {**kept, "keys": sorted(notice.keys), "version": notice.version}
