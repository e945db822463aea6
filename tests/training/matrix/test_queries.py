"""People by course on a day: by hand computed, narrowed, in a fixed number of statements."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask import Flask

from portal import clock
from portal.database import changing, session
from portal.members.models import MemberArea
from portal.people.models import Person
from portal.training import actions
from portal.training.models import Course, CourseCover, Delivery, Needing
from portal.training.queries.gaps import Gaps, gaps
from portal.training.queries.matrix import Search, everything, matrix
from portal.training.rules import MISSING, TO_DO, gap_words
from tests.factories import AreaFactory, CourseFactory, PersonFactory
from tests.statements import count_statements
from tests.training import scenes

ASKED_ON = date(2027, 2, 1)
AHEAD = date(2027, 2, 28)
"""The day about which the table is asked, four weeks ahead: 2027 is no leap year, 2024 was one."""

COURSES: dict[str, dict[str, Any]] = {
    "HALF": {"validity_months": 6, "renew_days": 30, "needs": True},
    "LEAP": {"validity_months": 36, "renew_days": 30, "needs": True},
    "LOW": {"validity_months": 12, "renew_days": 30, "needs": True},
    "HIGH": {"validity_months": 24, "renew_days": 30, "needs": False, "covers": "LOW"},
}
AWARDED = {
    "Ann": {"HALF": "2026-08-31", "LEAP": "2024-02-29"},
    "Bea": {"HALF": "2026-08-27", "LEAP": "2024-02-27", "LOW": "2026-03-30"},
    "Cal": {"HALF": "2026-10-01", "LEAP": "2024-03-01", "LOW": "2026-03-31"},
    "Eve": {"HIGH": "2026-03-01"},
    "Fay": {"HIGH": "2025-02-28", "LOW": "2026-03-31"},
    "Gus": {"HALF": "2026-08-31", "LEAP": "2027-01-15", "LOW": "2025-03-02"},
    "Hal": {},
}
EXTENDED = {("Bea", "HALF"): "2027-03-31", ("Gus", "LOW"): "2027-02-27"}
EXEMPT = {("Hal", "HALF"): None, ("Hal", "LEAP"): "2027-02-28", ("Hal", "LOW"): "2027-02-27"}
PANELS = {"Gus": "2027-03-05"}

NEVER, NOT = ("Never held", "no record"), ("Not needed", "no record")
EXPECTED = {
    "Ann": {
        "HALF": ("Due soon", "to 28 February"),  # 31 August and six months, on its last day
        "LEAP": ("Due soon", "to 28 February"),  # 29 February and three years
        "LOW": NEVER,
        "HIGH": NOT,
    },
    "Bea": {
        "HALF": ("In date", "to 31 March"),  # extended from the 27th, and a day too far for soon
        "LEAP": ("Lapsed", "27 February"),  # over since yesterday
        "LOW": ("Due soon", "to 30 March"),  # thirty days to the day
        "HIGH": NOT,
    },
    "Cal": {
        "HALF": ("In date", "to 1 April"),
        "LEAP": ("Due soon", "to 1 March"),
        "LOW": ("In date", "to 31 March"),
        "HIGH": NOT,
    },
    "Eve": {
        "HALF": NEVER,
        "LEAP": NEVER,
        "LOW": ("In date", "to 1 March 2028"),  # by the higher course
        "HIGH": ("Not needed", "to 1 March 2028"),
    },
    "Fay": {
        "HALF": NEVER,
        "LEAP": NEVER,
        "LOW": ("In date", "to 31 March"),  # her own lasts longer than the higher one
        "HIGH": ("Not needed", "to 28 February"),
    },
    "Gus": {
        "HALF": ("Lapses before 5 March", "to 28 February"),
        "LEAP": ("In date", "to 15 January 2030"),
        "LOW": ("Lapses before 5 March", "to 27 February"),  # extended from 2 March 2026
        "HIGH": NOT,
    },
    "Hal": {
        "HALF": ("Exempt", "for good"),
        "LEAP": ("Exempt", "to 28 February"),  # to the end of this day
        "LOW": NEVER,  # to the end of the day before
        "HIGH": NOT,
    },
}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _catalogue() -> dict[str, Course]:
    made: dict[str, Course] = {}
    for code, said in COURSES.items():
        values = dict(said)
        asked, covered = values.pop("needs"), values.pop("covers", None)
        made[code] = CourseFactory(
            code=code,
            needs=[scenes.need()] if asked else [],
            covers=[CourseCover(covered=made[covered])] if covered else [],
            **values,
        )
    return made


def _people(courses: dict[str, Course], jo: Person) -> None:
    people = {name: scenes.volunteer(name).person for name in AWARDED}
    for name, awards in AWARDED.items():
        for code, taken in awards.items():
            award = scenes.held(people[name], courses[code], date.fromisoformat(taken))
            until = _day(EXTENDED.get((name, code)))
            if until:
                with changing():
                    actions.extend_award(award=award, until=until, reason="Ill", actor=jo)
    for (name, code), last in EXEMPT.items():
        with changing():
            actions.exempt(
                person=people[name],
                course=courses[code],
                since=ASKED_ON,
                until=_day(last),
                reason="On leave",
                actor=jo,
            )
    for name, on in PANELS.items():
        scenes.panel(people[name], date.fromisoformat(on))


def test_the_matrix_as_at_a_future_day_is_what_was_computed_by_hand(app: Flask) -> None:
    with clock.frozen(clock.at(ASKED_ON, time(12))):
        courses = _catalogue()
        _people(courses, scenes.coordinator())
        search = Search(
            on=AHEAD, role=Needing.VOLUNTEER, courses=tuple(each.id for each in courses.values())
        )
        whole = everything(search)
    codes = [course.code for course in whole.courses]
    found = {
        row.who.name: {
            code: (cell.words, cell.days) for code, cell in zip(codes, row.cells, strict=True)
        }
        for row in whole.page.items
    }
    assert found == EXPECTED


@pytest.fixture
def county(app: Flask, monday: None) -> Callable[..., list[str]]:
    """Return who is found: Ann in the north, Bo in the south, Cy in both, Di anywhere; staff."""
    course = scenes.safeguarding(needs=[scenes.need(), scenes.need(needing=Needing.ADVISER)])
    CourseFactory(code="FIRST", title="First aid", needs=[scenes.need(needing=Needing.CHAIR)])
    north, south = AreaFactory(name="North"), AreaFactory(name="South")
    for name, areas in (("Ann", [north]), ("Bo", [south]), ("Cy", [north, south]), ("Di", [])):
        rows = [MemberArea(area_id=area.id) for area in areas]
        person = scenes.volunteer(name, area_rows=rows, may_chair=name == "Bo").person
        if name != "Di":
            scenes.until(person, course, {"Ann": date(2026, 3, 2)}.get(name, date(2028, 1, 1)))
    scenes.panel(session.query(Person).filter_by(name="Ann").one(), scenes.TENTH)
    PersonFactory(name="Ed", is_staff=True, may_advise=True)
    PersonFactory(name="Fay", is_staff=True)
    PersonFactory(name="Partner")
    ids = {"SAFE": course.id, "north": north.id, "south": south.id}

    def names(on: date = scenes.TODAY, **said: Any) -> list[str]:
        search = dict(said)
        if "area_id" in search:
            search["area_id"] = ids[search["area_id"]]
        search["within"] = frozenset(ids[each] for each in search.get("within", ()))
        found = matrix(Search(on=on, courses=(course.id,), **search))
        return [row.who.name for row in found.page.items]

    return names


def test_everybody_trained_is_there_by_name(county: Callable[..., list[str]]) -> None:
    assert county() == ["Ann", "Bo", "Cy", "Di", "Ed", "Fay"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ({"role": "volunteer"}, "Ann Bo Cy Di"),
        ({"role": "chair"}, "Bo"),
        ({"role": "adviser"}, "Ed"),
        ({"role": "staff"}, "Ed Fay"),
        ({"area_id": "north"}, "Ann Cy Di"),
        ({"area_id": "north", "role": "staff"}, ""),
        ({"within": ["south"]}, "Bo Cy Di Ed Fay"),
        ({"within": ["south"], "area_id": "north"}, "Cy Di"),
        ({"state": "never_held"}, "Di Ed"),
        ({"state": "lapses_before"}, "Ann"),
        ({"state": "not_needed"}, "Fay"),
        ({"state": TO_DO}, "Ann Di Ed"),
        ({"state": MISSING}, "Di Ed"),
        ({"state": MISSING, "on": date(2026, 3, 3)}, "Ann Di Ed"),
        ({"state": MISSING, "on": date(2026, 3, 3), "within": ["south"]}, "Di Ed"),
        ({"pressing": True}, "Ann Di Ed Bo Cy Fay"),
    ],
)
def test_the_filters_narrow_it(
    county: Callable[..., list[str]], search: dict[str, Any], found: str
) -> None:
    assert county(**search) == found.split()


def everything_of(name: str) -> None:
    """Give somebody one of all that a cell is made of, in a course of their own."""
    area = AreaFactory()
    person = scenes.volunteer(name, area_rows=[MemberArea(area_id=area.id)]).person
    course = CourseFactory(needs=[scenes.need()], validity_months=36)
    scenes.until(person, course, scenes.TENTH)
    scenes.panel(person, date(2026, 3, 12))
    scenes.booked(scenes.planned(course, date(2026, 3, 6)), person)


@pytest.mark.parametrize("search", [{}, {"state": TO_DO}, {"pressing": True}])
def test_the_matrix_costs_the_same_for_five_and_for_more(
    app: Flask, monday: None, search: dict[str, Any]
) -> None:
    counts, sizes = [], []
    for names in ("ABCDE", "FGHIJKLMNOPQRSTUVWXYZ"):
        for name in names:
            everything_of(name)
        courses = tuple(each.id for each in session.query(Course))
        session.expire_all()
        with count_statements() as sent:
            found = matrix(Search(on=scenes.TENTH, courses=courses, **search))
        counts.append(len(sent))
        sizes.append((len(found.courses), found.page.total, len(found.page.items)))
    assert sizes == [(5, 5, 5), (26, 26, 25)]
    assert len(set(counts)) == 1


def _said(found: Gaps) -> list[str]:
    return [
        gap_words(each.course.title, each.gap, found.by, scenes.TODAY) for each in found.courses
    ]


def test_a_gap_says_how_many_need_it_and_how_many_places_there_are(
    app: Flask, monday: None
) -> None:
    course, june = scenes.safeguarding(), date(2026, 6, 30)
    last_days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 3, 1), date(2026, 5, 1))
    people = [scenes.volunteer(f"V{turn}").person for turn in range(5)]
    for person, last in zip(people, last_days, strict=False):
        scenes.until(person, course, last)
    assert _said(gaps(june, frozenset())) == [
        "4 people need Child safeguarding by the end of June; "
        "no session can be booked in time: plan one"
    ]
    scenes.planned(course, june, capacity=2)
    scenes.planned(course, date(2026, 7, 1))
    [gap] = gaps(june, frozenset()).courses
    assert (gap.gap.short, gap.gap.lacking, gap.gap.next_lapse) == (2, 2, date(2026, 5, 1))
    scenes.booked(scenes.planned(course, scenes.TODAY, closes_at=scenes.NOON), people[3])
    assert _said(gaps(june, frozenset())) == [
        "4 people need Child safeguarding by the end of June, 1 booked; "
        "one session has 2 places: plan another"
    ]
    found = matrix(Search(on=gaps(june, frozenset()).seen_on, courses=(course.id,), state=MISSING))
    assert [row.who.name for row in found.page.items] == ["V0", "V2", "V3", "V4"]


def test_who_sits_although_it_lapses_is_told_with_what_to_book(app: Flask, monday: None) -> None:
    course, north = scenes.safeguarding(), AreaFactory()
    for name, last, panel, areas in (
        ("Ann", scenes.TENTH, date(2026, 3, 14), []),
        ("Bo", scenes.TENTH, scenes.TENTH, []),
        ("Cy", scenes.TODAY, date(2026, 3, 3), [MemberArea(area_id=north.id)]),
        ("Di", date(2026, 3, 1), date(2026, 3, 14), []),
    ):
        person = scenes.volunteer(name, area_rows=areas).person
        scenes.until(person, course, last)
        scenes.panel(person, panel)
    scenes.planned(course, date(2026, 3, 12))

    def told(*within: int) -> list[tuple[str, date | None, str]]:
        found = gaps(date(2026, 3, 31), frozenset(within)).lapsing
        return [(each.who.name, each.stand.duty, each.mend.words(scenes.TODAY)) for each in found]

    book = "book Thursday 12 March, 4 places left"
    ann, cy = ("Ann", date(2026, 3, 14), book), ("Cy", date(2026, 3, 3), book)
    assert told() == [cy, ann]
    assert told(north.id + 1) == [ann]


def test_gaps_cost_the_same_for_one_and_for_three(app: Flask, monday: None) -> None:
    counts = []
    for names in ("A", "BC"):
        for name in names:
            everything_of(name)
        CourseFactory(needs=[scenes.need()], delivery=Delivery.E_LEARNING, link="https://a.example")
        session.expire_all()
        with count_statements() as sent:
            assert gaps(date(2026, 6, 30), frozenset()).lapsing
        counts.append(len(sent))
    assert len(set(counts)) == 1
