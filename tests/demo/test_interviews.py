"""Interviews and references of the demo: of people who are there, none before their stage."""

from collections import Counter

from portal.demo.rules.interviews import INTERVIEWS, REFEREES
from portal.demo.rules.recruitment import APPLICANTS, steps
from portal.recruitment.models import REFERENCES_WANTED, Recommendation
from portal.recruitment.rules.references import LENGTHS

REACHED = {(each.name, after): days for each in APPLICANTS for _before, after, days in steps(each)}


def test_nobody_is_interviewed_or_asked_about_before_their_stage() -> None:
    for interview in INTERVIEWS:
        assert -interview.day <= REACHED[interview.applicant, "interview"], interview.applicant
    for referee in REFEREES:
        if referee.asked is not None:
            assert referee.asked <= REACHED[referee.applicant, "references"], referee.name
            assert (referee.answered or 0) < referee.asked, referee.name


def test_whoever_came_past_a_stage_was_interviewed_and_vouched_for() -> None:
    interviewed = {each.applicant for each in INTERVIEWS}
    wanted = REFERENCES_WANTED.default
    answered = Counter(each.applicant for each in REFEREES if each.answered is not None)
    for each in APPLICANTS:
        if each.state == "open":
            assert ((each.name, "references") in REACHED) <= (each.name in interviewed), each.name
            assert ((each.name, "checks") in REACHED) <= (answered[each.name] >= wanted), each.name


def test_what_was_said_is_one_of_its_codes() -> None:
    said = {recommendation for each in INTERVIEWS for _name, recommendation, _why in each.said}
    assert said <= set(Recommendation)
    assert {each.known_for for each in REFEREES} <= LENGTHS.keys()
