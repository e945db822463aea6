"""What leads to each letter about an interview, for the test that writes every letter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from portal import clock
from portal.database import changing
from portal.recruitment import jobs
from portal.recruitment.actions.interviews import cancel_interview, give_up_interviews
from tests.recruitment.interviews import scenes


def an_interview_is_arranged() -> None:
    scenes.arranged(scenes.applicant(), scenes.coordinator(), scenes.volunteer())


def an_interview_is_called_off() -> None:
    jo = scenes.coordinator()
    interview = scenes.arranged(scenes.applicant(), jo, scenes.volunteer())
    with changing():
        cancel_interview(interview=interview, actor=jo)


def somebody_says_what_they_recommend_and_somebody_does_not() -> None:
    jo, ends = scenes.coordinator(), clock.now() - timedelta(days=1)
    times = {"starts_at": ends - timedelta(hours=1), "ends_at": ends}
    with clock.frozen(ends - timedelta(days=7)):
        heard, silent = (
            scenes.arranged(scenes.applicant(), jo, scenes.volunteer(), **times) for _ in range(2)
        )
    scenes.recommended(heard, heard.interviewers[0].person)
    jobs.remind_interviewers()
    assert silent.missing


def an_interviewer_leaves() -> None:
    margaret = scenes.volunteer()
    scenes.arranged(scenes.applicant(), scenes.coordinator(), margaret)
    with changing():
        give_up_interviews(person=margaret, actor=None)


OF_INTERVIEWS: Final[tuple[Callable[[], None], ...]] = (
    an_interview_is_arranged,
    an_interview_is_called_off,
    somebody_says_what_they_recommend_and_somebody_does_not,
    an_interviewer_leaves,
)
