"""How everybody stands on any day, in a fixed number of statements; what bars from a panel."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from flask import Flask

from portal import clock
from portal.calendar.models import EntryStatus
from portal.database import changing, session
from portal.members.models import MemberArea, Status
from portal.members.rules import CHAIR, MEMBER, OBSERVER, Reason, Standing
from portal.people.models import Person
from portal.training import actions, queries
from portal.training.models import (
    BookingState,
    Course,
    CourseCover,
    Delivery,
    Needing,
    SessionState,
)
from portal.training.queries import courses
from portal.training.rules import State
from tests.factories import AreaFactory, CourseFactory, PersonFactory
from tests.statements import count_statements
from tests.training import scenes

TENTH = scenes.TENTH
pytestmark = pytest.mark.usefixtures("monday")


def states(course: Course, *, on: date = scenes.TODAY) -> dict[str, str]:
    """Return how each person stands in a course on a day, by name."""
    found = queries.standings(on=on)
    return {who.name: found.of[who.id][course.id].state.value for who in found.people}


def test_everybody_stands_somewhere_by_name(app: Flask, jo: Person) -> None:
    course = scenes.safeguarding()
    for name, last in (("Ann", date(2028, 1, 1)), ("Bo", date(2026, 3, 2)), ("Cy", TENTH)):
        scenes.until(scenes.volunteer(name).person, course, last)
    scenes.until(scenes.volunteer("Di").person, course, date(2026, 3, 1))
    scenes.volunteer("Ed")
    scenes.volunteer("Fay", status=Status.TRAINING)
    scenes.volunteer("Gone", status=Status.LEFT)
    scenes.volunteer("Hope", status=Status.APPLICANT)
    scenes.panel(session.query(Person).filter_by(name="Cy").one(), date(2026, 3, 11))
    assert states(course) == {
        "Ann": "in_date",
        "Bo": "due_soon",
        "Cy": "lapses_before",
        "Di": "lapsed",
        "Ed": "never_held",
        "Fay": "never_held",
        "Jo Hartley": "not_needed",
    }
    assert states(course, on=date(2026, 3, 3))["Bo"] == "lapsed"
    assert states(course, on=date(2026, 2, 20))["Di"] == "due_soon"


def test_only_what_was_taken_by_the_day_and_not_taken_back_counts(app: Flask, jo: Person) -> None:
    course, ann = scenes.safeguarding(), scenes.volunteer("Ann").person
    award = scenes.held(ann, course, date(2026, 2, 20))
    assert states(course, on=date(2026, 2, 19))["Ann"] == "never_held"
    assert states(course, on=date(2026, 2, 20))["Ann"] == "in_date"
    with changing():
        actions.revoke_award(award=award, reason="Mistaken", actor=jo)
    assert states(course)["Ann"] == "never_held"


def test_the_award_that_lasts_longest_counts_and_an_extension_with_it(
    app: Flask, jo: Person
) -> None:
    course, ann = scenes.safeguarding(), scenes.volunteer("Ann").person
    older = scenes.until(ann, course, date(2026, 2, 1))
    assert states(course)["Ann"] == "lapsed"
    with changing():
        actions.extend_award(award=older, until=date(2026, 3, 31), reason="Ill", actor=jo)
    assert states(course)["Ann"] == "due_soon"
    scenes.held(ann, course, date(2026, 3, 1))
    assert states(course)["Ann"] == "in_date"


def test_a_higher_level_satisfies_the_lower(app: Flask) -> None:
    foundation = CourseFactory(title="Foundation", needs=[scenes.need()], validity_months=36)
    middle = CourseFactory(title="Middle", covers=[CourseCover(covered=foundation)])
    advanced = CourseFactory(title="Advanced", covers=[CourseCover(covered=middle)])
    ann = scenes.volunteer("Ann").person
    scenes.until(ann, foundation, date(2026, 1, 1))
    scenes.held(ann, advanced, date(2026, 1, 1))
    assert states(foundation) == {"Ann": "in_date"}


def test_exemptions_count_from_their_first_to_the_end_of_their_last_day(
    app: Flask, jo: Person
) -> None:
    course, ann = scenes.safeguarding(), scenes.volunteer("Ann").person
    with changing():
        exemption = actions.exempt(
            person=ann,
            course=course,
            since=scenes.TODAY,
            until=TENTH,
            reason="On leave",
            actor=jo,
        )
    days = (scenes.TODAY - timedelta(1), scenes.TODAY, TENTH, TENTH + timedelta(1))
    told = [states(course, on=day)["Ann"] for day in days]
    assert told == ["never_held", "exempt", "exempt", "never_held"]
    with changing():
        actions.end_exemption(exemption=exemption, actor=jo)
    assert states(course)["Ann"] == "never_held"


def test_what_somebody_is_decides_what_is_asked(app: Flask) -> None:
    needs = [scenes.need(needing=each) for each in (Needing.CHAIR, Needing.ADVISER)]
    course = CourseFactory(needs=[*needs, scenes.need(3, Needing.STAFF)])
    retired = CourseFactory(needs=[scenes.need()], retired_at=clock.now())
    scenes.volunteer("Chair", may_chair=True)
    scenes.volunteer("Member")
    PersonFactory(name="Adviser", is_staff=True, may_advise=True)
    PersonFactory(name="Staff", is_staff=True)
    PersonFactory(name="Partner")
    found = queries.standings(on=scenes.TODAY)
    told = {who.name: sorted(found.of[who.id][course.id].seats) for who in found.people}
    assert told == {"Adviser": ["adviser"], "Chair": [CHAIR], "Member": [], "Staff": []}
    assert retired.id not in {each.id for each in found.courses}


def test_a_training_day_or_what_was_called_off_is_no_duty(app: Flask) -> None:
    course, ann = scenes.safeguarding(), scenes.volunteer("Ann").person
    scenes.until(ann, course, TENTH)
    entry = scenes.panel(ann, date(2026, 3, 12))
    assert states(course)["Ann"] == "lapses_before"
    entry.status = EntryStatus.CANCELLED
    session.commit()
    assert states(course)["Ann"] == "due_soon"


def mend(person: Person, course: Course, *, on: date = scenes.TODAY) -> str:
    found = queries.standings(on=on, person_ids=[person.id])
    [line] = [each for each in found.courses if each.id == course.id]
    return found.mend(found.people[0], line).words(scenes.TODAY)


def test_the_remedy_names_the_next_session_with_a_place(app: Flask) -> None:
    course, ann = scenes.safeguarding(), scenes.volunteer("Ann").person
    early = {"closes_at": clock.at(scenes.TODAY, time(11))}
    scenes.planned(course, date(2026, 3, 4), **early)
    scenes.planned(course, date(2026, 3, 5), state=SessionState.DRAFT)
    scenes.planned(course, date(2026, 3, 6), state=SessionState.CANCELLED)
    scenes.planned(course, date(2026, 3, 7), opens_at=clock.at(date(2026, 3, 3), time(9)))
    scenes.planned(course, date(2026, 3, 8), keys=["role:staff"])
    full = scenes.planned(course, date(2026, 3, 9), capacity=2)
    scenes.booked(full, PersonFactory())
    scenes.booked(full, PersonFactory(), BookingState.WAITING)
    assert mend(ann, course).startswith("no session can be booked now")
    made = scenes.planned(course, date(2026, 3, 12))
    scenes.booked(made, PersonFactory())
    assert mend(ann, course) == "book Thursday 12 March, 3 places left"
    scenes.booked(made, ann)
    assert mend(ann, course).startswith("is booked on it for Thursday 12 March")
    made.state = SessionState.CANCELLED
    session.commit()
    assert mend(ann, course).startswith("no session can be booked now")


def test_a_session_for_an_area_is_for_those_who_serve_it(app: Flask) -> None:
    course, area, other = scenes.safeguarding(), AreaFactory(), AreaFactory()
    here = scenes.volunteer("Here", area_rows=[MemberArea(area_id=area.id)]).person
    there = scenes.volunteer("There", area_rows=[MemberArea(area_id=other.id)]).person
    scenes.planned(course, date(2026, 3, 12), keys=[f"role:volunteer@area:{area.id}"])
    assert mend(here, course).startswith("book Thursday 12 March")
    assert mend(there, course).startswith("no session")


def barring(person: Person, on: date = TENTH, part: str = queries.VOLUNTEER) -> list[Reason]:
    """Return what training says for and against somebody on a day."""
    return queries.barring_on([person.id], days=[on], part=part)[on][person.id]


def barred(person: Person, on: date, part: str = queries.VOLUNTEER) -> dict[str, str]:
    """Return what each seat says of somebody: a state tag's words."""
    reasons = barring(person, on, part)
    standing = Standing(tuple(reasons))
    return {seat: standing.words(seat) for seat in (CHAIR, MEMBER, OBSERVER, "adviser")}


def test_training_bars_from_the_seats_that_count(app: Flask) -> None:
    course, ann = scenes.safeguarding(), scenes.volunteer("Ann").person
    CourseFactory(needs=[scenes.need(3)])
    scenes.until(ann, course, date(2026, 3, 9))
    scenes.planned(course, date(2026, 3, 6))
    [reason] = barring(ann)
    assert (reason.text, reason.remedy, reason.about, reason.bars) == (
        "Child safeguarding lapses on 9 March, before this panel",
        "book Friday 6 March, 4 places left",
        "training",
        True,
    )
    assert barred(ann, TENTH)[OBSERVER] == "Can sit"
    assert barred(ann, date(2026, 3, 9))[MEMBER] == "Can sit"


def test_an_adviser_is_asked_for_what_advisers_need(app: Flask) -> None:
    course = scenes.safeguarding(needs=[scenes.need(needing=Needing.ADVISER)])
    adviser = PersonFactory(is_staff=True, may_advise=True)
    assert barred(adviser, TENTH, queries.ADVISER)["adviser"] == "Can’t sit: no Child safeguarding"
    assert barring(adviser) == []
    scenes.held(adviser, course, date(2026, 1, 1))
    assert barred(adviser, TENTH, queries.ADVISER)["adviser"] == "Can sit"


def test_somebody_who_is_not_trained_is_in_the_answer_with_nothing(app: Flask) -> None:
    partner = PersonFactory()
    assert barring(partner) == []


def test_e_learning_needs_no_session(app: Flask) -> None:
    course = scenes.safeguarding(delivery=Delivery.E_LEARNING, minutes=40)
    ann = scenes.volunteer("Ann").person
    assert mend(ann, course) == "do the e-learning, 40 minutes"


def everything(name: str) -> None:
    """Give somebody one of all that a standing is made of."""
    person = scenes.volunteer(name, area_rows=[MemberArea(area=AreaFactory())]).person
    course = CourseFactory(needs=[scenes.need()], validity_months=36)
    course.covers = [CourseCover(covered=CourseFactory(needs=[scenes.need(6)]))]
    scenes.until(person, course, TENTH)
    scenes.panel(person, date(2026, 3, 12))
    scenes.booked(scenes.planned(course, date(2026, 3, 6)), person)


def test_a_standing_costs_the_same_for_one_and_for_three(app: Flask) -> None:
    counts = []
    for names in (["A"], ["B", "C"]):
        for name in names:
            everything(name)
        ids = [who.id for who in queries.trained()]
        session.expire_all()
        with count_statements() as sent:
            queries.standings(on=TENTH)
            queries.barring_on(ids, days=[TENTH])
        counts.append(len(sent))
    assert counts == [18, 18]


def test_what_can_be_booked_is_asked_only_where_somebody_has_something_to_book(app: Flask) -> None:
    def asked() -> bool:
        with count_statements() as sent:
            queries.standings(on=TENTH)
        return any("FROM training_session" in each for each in sent)

    scenes.volunteer("Ann")
    assert not asked()
    CourseFactory(needs=[scenes.need()])
    assert asked()


def test_the_catalogue_narrows_and_costs_the_same(app: Flask) -> None:
    counts = []
    scenes.safeguarding(topics="Signs of harm")
    for more in ({}, {"retired_at": clock.now()}, {"needs": [scenes.need(3, Needing.STAFF)]}):
        CourseFactory(**more)
        session.expire_all()
        with count_statements() as sent:
            courses.catalogue(courses.Search())
        counts.append(len(sent))
    assert len(set(counts)) == 1

    def found(**search: Any) -> list[str]:
        return [each.code for each in courses.catalogue(courses.Search(**search)).items]

    assert found(words="HARM") == found(needing="volunteer") == ["SAFE"]
    assert len(found()) == 3
    assert len(found(state=courses.RETIRED)) == 1


def test_the_state_that_presses_most_ranks_first() -> None:
    ranked = sorted(State, key=lambda state: state.rank)
    assert ranked[:3] == [State.LAPSED, State.LAPSES_BEFORE, State.NEVER_HELD]
