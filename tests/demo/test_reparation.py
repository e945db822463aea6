"""Reparation in Kentmere: whole on any day, and nobody is in two places."""

from collections import Counter
from datetime import date, timedelta

import pytest

from portal import clock
from portal.demo.rules.county import kentmere
from portal.demo.rules.people import AREAS
from portal.demo.rules.projects import SATURDAY, SUNDAY
from portal.demo.rules.reparation import Reparation, Session
from portal.demo.rules.suggestions import SUGGESTIONS
from portal.demo.rules.times import Times
from portal.reparation.models import THEMES, PaperKind, ProjectState
from tests.demo.test_rules import DAYS


def reparation(day: date) -> Reparation:
    return kentmere(Times(day, clock), 1).shares[0].reparation


def booked(session: Session) -> int:
    return sum(place.position is None for place in session.places)


@pytest.mark.parametrize("day", DAYS)
def test_ten_partners_offer_forty_projects_in_every_state(day: date) -> None:
    found = reparation(day)
    assert (len(found.partners), len(found.projects)) == (10, 40)
    assert {each.state for each in found.projects} == set(ProjectState)
    assert {each.host for each in found.projects} <= {"", *(one.name for one in found.partners)}
    assert {theme for each in found.projects for theme in each.themes} == set(
        THEMES.default.split("\n")
    )
    assert all(each.until.keys() <= set(PaperKind) for each in found.partners)


@pytest.mark.parametrize("day", DAYS)
def test_sessions_keep_to_the_hours_of_young_people_and_to_their_places(day: date) -> None:
    found = reparation(day).sessions
    assert {each.held for each in found} == {True, False}
    assert day not in {each.day for each in found}
    too_long = [
        (each.project.title, each.day)
        for each in found
        if each.minutes > (5 * 60 if each.day.weekday() == SATURDAY else 2 * 60)
    ]
    assert too_long == []
    assert all(booked(each) <= each.project.capacity for each in found)
    assert any(booked(each) < len(each.places) for each in found if not each.held)


@pytest.mark.parametrize("day", DAYS)
def test_nobody_supervises_beside_another_duty(day: date) -> None:
    share = kentmere(Times(day, clock), 1).shares[0]
    duties = Counter(
        (name, each.day)
        for each in share.reparation.sessions
        for name in (each.supervisor, each.second)
        if name
    )
    assert max(duties.values()) == 1
    sits = {
        (seat.person, sitting.day)
        for sitting in share.sittings
        for seat in sitting.seats
        if seat.person
    }
    assert not duties.keys() & sits
    weekend = [each for each in share.reparation.sessions if each.day.weekday() >= SATURDAY]
    assert {each.day.weekday() for each in weekend} == {SATURDAY, SUNDAY}
    unnamed = sum(each.supervisor is None for each in weekend)
    assert unnamed * 5 < len(weekend)


@pytest.mark.parametrize("day", DAYS)
def test_no_two_sessions_are_at_one_site_at_once(day: date) -> None:
    taken = Counter(
        (each.project.host or each.project.title, each.day, hour)
        for each in reparation(day).sessions
        for hour in range(each.starts.hour, each.ends.hour)
    )
    assert max(taken.values()) == 1


@pytest.mark.parametrize("day", DAYS)
def test_a_referral_has_one_place_a_day_and_no_more_than_its_hours(day: date) -> None:
    for referral in reparation(day).referrals:
        longest = timedelta(hours=3)
        assert timedelta(minutes=referral.minutes) < timedelta(hours=referral.hours) + longest
        assert referral.made < day
        assert referral.ref.startswith("RF-")


def test_suggestions_wait_are_taken_up_and_are_declined_with_an_answer() -> None:
    assert {each.area for each in SUGGESTIONS} <= AREAS.keys()
    assert {(each.answered is None, each.taken_up) for each in SUGGESTIONS} == {
        (True, False),
        (False, True),
        (False, False),
    }
    assert all((each.answered is None) == (each.reply is None) for each in SUGGESTIONS)
