"""When an interview may be, and how it stands in words."""

from datetime import timedelta

import pytest

from portal.recruitment.rules.interviews import LONGEST, Heard, check_time
from portal.recruitment.rules.refusals import Refused
from tests.recruitment.interviews.scenes import ENDS, NOON, STARTS


def test_an_interview_is_to_come_and_lasts_an_evening_at_most() -> None:
    check_time(STARTS, ENDS, NOON)
    check_time(STARTS, STARTS + LONGEST, NOON)
    with pytest.raises(Refused, match="This time is past") as past:
        check_time(STARTS, ENDS, STARTS)
    assert past.value.field == "day"
    with pytest.raises(Refused, match="4 hours at most") as long:
        check_time(STARTS, STARTS + LONGEST + timedelta(minutes=15), NOON)
    assert long.value.field == "ends"


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        (Heard("tomorrow, 6pm", is_over=False, missing=["Ann"]), "Interview tomorrow, 6pm"),
        (
            Heard("tomorrow, 6pm", is_over=False, missing=[]),
            "Interview tomorrow, 6pm; nobody holds it yet",
        ),
        (
            Heard("today, 6pm", is_over=True, missing=["Ann Lee", "Bo Ray", "Cy Day"]),
            "Interviewed today, 6pm; no word from Ann Lee, Bo Ray and Cy Day yet",
        ),
        (
            Heard("today, 6pm", is_over=True, missing=["Ann Lee"], appoint=1),
            "Interviewed today, 6pm; no word from Ann Lee yet",
        ),
        (
            Heard("today, 6pm", is_over=True, missing=[], appoint=1, reserved=1),
            "Interviewed today, 6pm; 1 would appoint, 1 with a reservation",
        ),
        (
            Heard("today, 6pm", is_over=True, missing=[], decline=2),
            "Interviewed today, 6pm; 2 would not",
        ),
    ],
)
def test_how_an_interview_stands_says_whose_word_is_waited_for(heard: Heard, words: str) -> None:
    assert heard.words == words
