"""What leads to the letters about supervision."""

from collections.abc import Callable
from datetime import timedelta

from portal import clock
from portal.database import changing
from portal.members.actions import supervision as actions
from tests.members.supervision import scenes


def a_talk_is_planned_moved_and_called_off() -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    soon = clock.today() + timedelta(days=3)
    held = scenes.planned(ann, jo, soon)
    with changing():
        facts = scenes.facts(jo, soon, hour=18)
        actions.move(held=held, version=held.version, facts=facts, actor=jo)
    gone = scenes.planned(scenes.volunteer("Bo Ray"), jo, soon)
    with changing():
        actions.call_off(held=gone, actor=jo)


def a_talk_is_to_be_signed() -> None:
    scenes.signed(scenes.volunteer("Cy Day"), scenes.coordinator("Kim Bell"))


OF_SUPERVISION: tuple[Callable[[], None], ...] = (
    a_talk_is_planned_moved_and_called_off,
    a_talk_is_to_be_signed,
)
