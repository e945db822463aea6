"""What leads to the letters about supervision, practice, thanks and surveys."""

from collections.abc import Callable
from datetime import timedelta

from portal import clock
from portal.database import changing
from portal.members.actions import supervision as actions
from portal.members.actions.thanks import thank
from portal.members.rules.thanks import Milestone
from tests.members.practice import scenes as practice
from tests.members.supervision import scenes
from tests.members.survey import scenes as survey


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


def a_chair_is_watched_and_thanked() -> None:
    jo, ann = scenes.coordinator("Lu Marsh"), scenes.volunteer("Di Fox")
    practice.observed(ann, jo)
    with changing():
        first = Milestone("sittings", 1)
        thank(member=ann, milestone=first, words="Well done", form_key="first", actor=jo)


def volunteers_are_asked_how_they_find_it() -> None:
    scenes.volunteer("Ed Nash")
    survey.opened(scenes.coordinator("Mo Pike"))


OF_SUPERVISION: tuple[Callable[[], None], ...] = (
    a_talk_is_planned_moved_and_called_off,
    a_talk_is_to_be_signed,
    a_chair_is_watched_and_thanked,
    volunteers_are_asked_how_they_find_it,
)
