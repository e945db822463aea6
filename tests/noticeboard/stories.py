"""What leads to the letters of the noticeboard."""

from collections.abc import Callable
from typing import Final

from portal.access.rules import Role
from portal.database import changing
from portal.noticeboard.actions import notices
from tests.noticeboard import scenes


def somebody_is_reminded_of_a_notice() -> None:
    jo = scenes.somebody(Role.COORDINATOR)
    scenes.volunteer()
    notice = scenes.posted(jo, asks_read=True)
    with changing():
        notices.remind_readers(notice=notice, actor=jo)


OF_NOTICEBOARD: Final[tuple[Callable[[], None], ...]] = (somebody_is_reminded_of_a_notice,)
