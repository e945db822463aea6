"""What leads to the letters of the noticeboard."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from portal import clock
from portal.access.rules import Role
from portal.database import changing
from portal.noticeboard import jobs
from portal.noticeboard.actions import notices
from tests.noticeboard import scenes
from tests.noticeboard.handbook import scenes as handbook


def somebody_is_reminded_of_a_notice() -> None:
    jo = scenes.somebody(Role.COORDINATOR)
    scenes.volunteer()
    notice = scenes.posted(jo, asks_read=True)
    with changing():
        notices.remind_readers(notice=notice, actor=jo)


def somebody_is_reminded_of_a_page() -> None:
    soon = clock.today() + timedelta(days=5)
    handbook.added(scenes.somebody(Role.COORDINATOR), review_on=soon)
    jobs.remind_owners()


OF_NOTICEBOARD: Final[tuple[Callable[[], None], ...]] = (
    somebody_is_reminded_of_a_notice,
    somebody_is_reminded_of_a_page,
)
