"""Who is on the pipeline, in which order, and what it costs to ask."""

from datetime import time, timedelta
from typing import Final

import pytest
from flask import Flask

from portal import clock
from portal.calendar.models import Entry, EntryStatus
from portal.calendar.models import Kind as EntryKind
from portal.database import changing, session
from portal.recruitment.models import APPROVERS, ApplicationState, Stage
from portal.recruitment.queries import pipeline
from portal.recruitment.queries.approvers import approvers
from portal.recruitment.queries.pipeline import Asked
from portal.recruitment.rules.pace import Counts
from portal.settings.actions import change
from portal.training.models import Booking, BookingState, Kind, SessionState, TrainingSession
from tests.factories import AreaFactory, CourseFactory
from tests.recruitment.pipeline import scenes
from tests.statements import count_statements

EVERYBODY: Final = Asked()


def told(asked: Asked = EVERYBODY) -> list[tuple[str, str, str]]:
    reader = scenes.coordinator("Di Fox")
    return [
        (card.application.name, card.age.words, card.waits_for)
        for card in pipeline.cards(asked, reader)
    ]


def test_the_slowest_comes_first_and_says_what_it_waits_for(monday: None, app: Flask) -> None:
    scenes.somebody("Nadia Rahman", days=1)
    scenes.somebody("Rob Kettle", Stage.CHECKS, 40)
    scenes.somebody("Peter Ellison", Stage.ENQUIRY, 3)
    assert told() == [
        ("Rob Kettle", "40 days: too long", "Checks to be done"),
        ("Peter Ellison", "3 days: slow", "Has asked, and not applied yet"),
        ("Nadia Rahman", "1 day: on time", "Application received"),
    ]


def test_what_is_half_done_or_erased_is_on_no_list(monday: None, app: Flask) -> None:
    scenes.somebody("Half Done", submitted_at=None)
    scenes.ApplicationFactory(
        name="",
        email=None,
        state=ApplicationState.WITHDRAWN,
        reason="moved",
        ended_on=scenes.NOON.date(),
        erased_at=scenes.NOON,
    )
    assert told() == []
    assert pipeline.totals(Asked()).underway.total == 0


def test_the_lists_narrow_by_campaign_area_and_words(monday: None, app: Flask) -> None:
    north, south = AreaFactory(), AreaFactory()
    spring = scenes.CampaignFactory()
    scenes.somebody("Ann Lee", area=north, campaign=spring)
    scenes.somebody("Bo 50% Lee", area=south)
    scenes.somebody("Cy Ash", phone="01632 960777")
    names = {
        words: [name for name, *_ in told(asked)]
        for words, asked in {
            "campaign": Asked(campaign=spring.uuid),
            "north": Asked(area_id=north.id),
            "lee 50%": Asked(words="lee 50%"),
            "960777": Asked(words="960777"),
        }.items()
    }
    assert names == {
        "campaign": ["Ann Lee"],
        "north": ["Ann Lee", "Cy Ash"],
        "lee 50%": ["Bo 50% Lee"],
        "960777": ["Cy Ash"],
    }


def test_the_counts_are_of_all_lists(monday: None, app: Flask) -> None:
    scenes.somebody("Rob Kettle", Stage.CHECKS, 40)
    scenes.somebody("Peter Ellison", days=3)
    scenes.parked("Pat Ord")
    scenes.not_appointed("Gone Girl")
    totals = pipeline.totals(Asked())
    assert totals.underway == Counts(total=2, slow=2, too_long=1)
    assert (totals.parked, totals.ended) == (1, 1)
    assert [each.name for each in pipeline.parked(Asked()).items] == ["Pat Ord"]
    assert [each.name for each in pipeline.ended(Asked()).items] == ["Gone Girl"]


def booked(person_id: int, state: BookingState) -> None:
    course = CourseFactory(kind=Kind.INDUCTION)
    starts_at = clock.at(scenes.TODAY + timedelta(days=19), time(10))
    entry = Entry(
        kind=EntryKind.TRAINING,
        title="Training: Induction",
        path="/training/sessions/1",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4),
        status=EntryStatus.CONFIRMED,
    )
    held = TrainingSession(
        course=course,
        entry=entry,
        state=SessionState.PUBLISHED,
        capacity=1,
        closes_at=starts_at,
        cancel_by=starts_at,
    )
    position = None if state is BookingState.BOOKED else 1
    held.bookings = [Booking(person_id=person_id, state=state, position=position)]
    session.add(held)
    session.commit()


def test_training_waits_for_its_date_and_says_which(monday: None, app: Flask) -> None:
    for name, state in (("Lin Zhao", BookingState.BOOKED), ("Eleanor Pike", BookingState.WAITING)):
        appointed = scenes.appointed(name, days=6)
        assert appointed.member
        booked(appointed.member.person_id, state)
    scenes.appointed("Kit Moss", days=6)
    assert sorted(told()) == [
        ("Eleanor Pike", "6 days: waiting", "On the waiting list for Saturday 21 March"),
        ("Kit Moss", "6 days: waiting", "Induction to be booked"),
        ("Lin Zhao", "6 days: booked", "Booked, Saturday 21 March"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pipeline_costs_the_same_for_one_as_for_three(
    monday: None, app: Flask, count: int
) -> None:
    for number in range(count):
        appointed = scenes.appointed(f"Applicant {number}")
        appointed.area, appointed.campaign = AreaFactory(), scenes.CampaignFactory()
        session.commit()
    reader = scenes.coordinator()
    session.expire_all()
    assert reader.person.email
    with count_statements() as sent:
        for card in pipeline.cards(Asked(), reader):
            assert card.application.area
            assert card.application.campaign
            assert card.application.member
            assert card.application.member.person.name
        pipeline.totals(Asked())
    assert len([each for each in sent if each.startswith("SELECT")]) == 5


def test_any_manager_approves_until_somebody_is_named(monday: None, app: Flask) -> None:
    scenes.manager()
    scenes.manager("Ade Bello")
    jo = scenes.coordinator()
    assert [person.name for person in approvers()] == ["Ade Bello", "Helen Marsh"]
    with changing():
        change(APPROVERS, f"{jo.email.upper()}\nnobody@example.org", actor=None)
    assert [person.name for person in approvers()] == ["Jo Hartley"]
