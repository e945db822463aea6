"""Interviews and references of the demo: of people who are there, none before their stage."""

from portal.demo.rules.interviews import INTERVIEWS, REFEREES
from portal.demo.rules.recruitment import APPLICANTS, steps
from portal.recruitment.models import Recommendation
from portal.recruitment.rules.references import LENGTHS

REACHED = {(each.name, after): days for each in APPLICANTS for _before, after, days in steps(each)}


def test_nobody_is_interviewed_or_asked_about_before_their_stage() -> None:
    for interview in INTERVIEWS:
        assert -interview.day <= REACHED[interview.applicant, "interview"], interview.applicant
    for referee in REFEREES:
        if referee.asked is not None:
            assert referee.asked <= REACHED[referee.applicant, "references"], referee.name
            assert (referee.answered or 0) < referee.asked, referee.name


def test_what_was_said_is_one_of_its_codes() -> None:
    said = {recommendation for each in INTERVIEWS for _name, recommendation, _why in each.said}
    assert said <= set(Recommendation)
    assert {each.known_for for each in REFEREES} <= LENGTHS.keys()
