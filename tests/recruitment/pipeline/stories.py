"""What leads to each letter about people on their way, for the test that writes every letter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from portal import clock
from portal.database import changing
from portal.recruitment import jobs
from portal.recruitment.actions import letters
from tests.recruitment.letters.scenes import moved
from tests.recruitment.pipeline import scenes


def somebody_who_was_parked_is_back() -> None:
    scenes.coordinator()
    scenes.parked("Pat Ord", days=7)
    with clock.frozen(scenes.NOON + timedelta(days=7)):
        jobs.wake_parked()


def somebody_is_written_to_about_a_step() -> None:
    jo = scenes.coordinator("Di Fox").person
    nadia = moved(jo)
    with changing():
        letters.write(application=nadia, change_id=nadia.changes[-1].id, number=0, actor=jo)


OF_PIPELINE: Final[tuple[Callable[[], None], ...]] = (
    somebody_who_was_parked_is_back,
    somebody_is_written_to_about_a_step,
)
