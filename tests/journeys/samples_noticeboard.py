"""What the addresses of the noticeboard name: a notice of the demo's that everybody sees."""

from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from portal import clock
from portal.database import session
from portal.noticeboard.actions import notices
from portal.noticeboard.models import Notice
from tests.journeys.demo import demo_user

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


OF_NOTICEBOARD: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "noticeboard.change_notice": _notice,
    "noticeboard.notice": _notice,
    "noticeboard.readers": _notice,
}
"""By endpoint."""
