"""What the addresses of the noticeboard name: a notice and a page that everybody sees."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from portal import clock
from portal.database import session
from portal.noticeboard.actions import files, handbook, notices
from portal.noticeboard.models import BoardFile, HandbookPage, Notice
from portal.site.files import PDF, Kept
from tests.journeys.demo import demo_user

PLAN: Final = Kept(b"%PDF-1.4", PDF, "plan.pdf")
TEXT: Final = "## When\n\nFrom **Monday**. See [the board](/noticeboard/).\n\n- Ring\n- Wait"


def posted() -> Notice:
    """Return a notice that everybody is asked to read."""
    notice = notices.post_notice(
        said=notices.Said(
            title="Use the side door",
            body=TEXT,
            keys=frozenset({"all"}),
            shown_from=clock.today(),
            pinned=True,
            asks_read=True,
        ),
        form_key=uuid4().hex,
        actor=demo_user("coordinator").person,
    )
    session.flush()  # its page is asked for by its UUID
    return notice


def _notice() -> dict[str, Any]:
    return {"notice_uuid": posted().uuid}


def written() -> HandbookPage:
    """Return a page that everybody may read, with two versions and a file."""
    jo = demo_user("coordinator").person
    told = handbook.Told(
        title="Sitting on a panel",
        body=TEXT,
        chapter="Panels",
        position=1,
        keys=frozenset({"all"}),
        owner=jo,
        review_on=clock.today() + timedelta(days=100),
    )
    page = handbook.add_page(told=told, form_key=uuid4().hex, actor=jo)
    again = replace(told, body=f"{TEXT}\n\n### Then\n\nGo in.\n\n## After", note="What comes then")
    handbook.change_page(page=page, version=page.version, told=again, actor=jo)
    session.flush()  # its files point at its number
    return page


def _page() -> dict[str, Any]:
    page = written()
    _file_of(page)
    return {"slug": page.slug}


def _file() -> dict[str, Any]:
    return {"file_uuid": _file_of(written()).uuid}


def _file_of(page: HandbookPage) -> BoardFile:
    jo = demo_user("coordinator").person
    file = files.add_file(owner=page, title="The plan", file=PLAN, actor=jo)
    session.flush()  # it is asked for by its UUID
    return file


OF_NOTICEBOARD: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "noticeboard.add_notice_file": _notice,
    "noticeboard.add_page_file": _page,
    "noticeboard.board_file": _file,
    "noticeboard.change_notice": _notice,
    "noticeboard.change_page": _page,
    "noticeboard.handbook_page": _page,
    "noticeboard.notice": _notice,
    "noticeboard.readers": _notice,
    "noticeboard.version": lambda: {**_page(), "number": 2},
    "noticeboard.versions": _page,
}
"""By endpoint."""
