"""What leads to each letter about references, for the test that writes every letter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from portal import clock
from portal.recruitment import jobs
from portal.recruitment.models import REFERENCE_DAYS
from tests.recruitment.references import scenes


def a_reference_is_asked_for_and_given() -> None:
    referee, _ = scenes.asked(scenes.applicant(), scenes.coordinator())
    scenes.given(referee)


def referees_say_nothing_for_long() -> None:
    jo = scenes.coordinator()
    for days in (7, REFERENCE_DAYS.default):
        with clock.frozen(clock.now() - timedelta(days=days)):
            scenes.asked(scenes.applicant(), jo)
    jobs.chase_references()


OF_REFERENCES: Final[tuple[Callable[[], None], ...]] = (
    a_reference_is_asked_for_and_given,
    referees_say_nothing_for_long,
)
