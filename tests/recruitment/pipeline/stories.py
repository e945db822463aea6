"""What leads to each letter about people on their way, for the test that writes every letter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from portal import clock
from portal.recruitment import jobs
from tests.recruitment.pipeline import scenes


def somebody_who_was_parked_is_back() -> None:
    scenes.coordinator()
    scenes.parked("Pat Ord", days=7)
    with clock.frozen(scenes.NOON + timedelta(days=7)):
        jobs.wake_parked()


OF_PIPELINE: Final[tuple[Callable[[], None], ...]] = (somebody_who_was_parked_is_back,)
