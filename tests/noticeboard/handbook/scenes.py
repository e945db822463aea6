"""Pages of the handbook, made by the noticeboard's own actions, and the form's answers."""

import io
from datetime import date
from typing import Any
from uuid import uuid4

from PIL import Image

from portal.database import changing
from portal.noticeboard.actions import files
from portal.noticeboard.actions import handbook as actions
from portal.noticeboard.models import BoardFile, HandbookPage, Notice
from portal.people.models import Person
from portal.site.files import PDF, Kept

REVIEW = date(2026, 9, 1)
TEXT = "## Before\n\nRead the report.\n\n## After\n\nWrite down what was agreed."
PAGE = Kept(b"%PDF-1.4", PDF, "side door.pdf")


def form(owner: Person, **more: Any) -> dict[str, Any]:
    """Return what a coordinator types into a page."""
    return {
        "title": "Sitting on a panel",
        "chapter": "Panels",
        "position": "10",
        "body": TEXT,
        "keys": ["role:volunteer"],
        "owner": str(owner.id),
        "review_on": "1 9 2026",
        **more,
    }


def told(actor: Person, **more: Any) -> actions.Told:
    """Return a page for volunteers that the actor sees to, with what is told otherwise."""
    return actions.Told(
        **{
            "title": "Sitting on a panel",
            "body": TEXT,
            "chapter": "Panels",
            "position": 10,
            "keys": frozenset({"role:volunteer"}),
            "owner": actor,
            "review_on": REVIEW,
            **more,
        }
    )


def added(actor: Person, **more: Any) -> HandbookPage:
    """Return a page that was added."""
    with changing():
        return actions.add_page(told=told(actor, **more), form_key=uuid4().hex, actor=actor)


def changed(page: HandbookPage, actor: Person, **more: Any) -> None:
    """Change a page as somebody who has it open as it stands."""
    with changing():
        actions.change_page(page=page, version=page.version, told=told(actor, **more), actor=actor)


def filed(owner: Notice | HandbookPage, actor: Person, title: str = "The plan") -> BoardFile:
    """Return a file that was added."""
    with changing():
        return files.add_file(owner=owner, title=title, file=PAGE, actor=actor)


def picture() -> io.BytesIO:
    """Return a photograph, as a form sends it."""
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(made, "PNG")
    made.seek(0)
    return made
