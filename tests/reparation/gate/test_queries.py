"""What decides whether projects may be used, gathered from both databases."""

from datetime import date

import pytest
from flask import Flask

from portal import clock
from portal.calendar.models import ImportedCalendar, ImportedEntry, ImportedKind
from portal.database import changing, session
from portal.reparation.models import (
    REQUIRED_PAPERS,
    AssessmentState,
    PaperKind,
    PaperState,
    Partner,
    PartnerPaper,
    PartnerState,
)
from portal.reparation.queries import gate
from portal.reparation.rules.gate import Assessed
from portal.settings.actions import change
from tests.reparation import scenes
from tests.statements import count_statements

SOON = date(2026, 3, 11)


def test_an_approved_assessment_of_the_project_or_of_its_venue_opens_it(app: Flask) -> None:
    bare, own = scenes.project("Bare"), scenes.project("Own")
    site = scenes.venue()
    sited = scenes.project("Sited", venue=site)
    scenes.assessed(own)
    scenes.assessed(site)

    found = gate.closed([bare.id, own.id, sited.id], SOON)

    assert {number for number, reasons in found.items() if reasons} == {bare.id}


@pytest.mark.parametrize("state", [AssessmentState.DRAFT, AssessmentState.REPLACED])
def test_only_the_approved_version_counts(app: Flask, state: AssessmentState) -> None:
    made = scenes.project()
    scenes.assessed(made, state=state)

    assert gate.facts([made.id])[made.id].assessed == ()


def test_both_assessments_are_known_by_what_they_are_of(app: Flask) -> None:
    site = scenes.venue()
    made = scenes.project(venue=site)
    scenes.assessed(made, date(2026, 4, 1), supervised=3)
    scenes.assessed(site, date(2026, 5, 1), least_age=13)

    known = gate.facts([made.id])[made.id]

    assert known.assessed == (
        Assessed("Sensory garden", date(2026, 4, 1), 3, 10),
        Assessed("Library garden", date(2026, 5, 1), 4, 13, is_site=True),
    )
    assert (known.ratio, known.age) == (3, 13)


def test_a_partner_that_is_paused_closes_its_projects(app: Flask) -> None:
    made = scenes.project(partner=scenes.partner(state=PartnerState.PAUSED))
    scenes.assessed(made)

    found = gate.closed([made.id], SOON)[made.id]

    assert found[0].about == "partner"


def test_a_required_paper_that_lapses_closes_a_partners_projects_and_a_new_one_opens_them(
    app: Flask,
) -> None:
    host = scenes.partner()
    made = scenes.project(partner=host)
    scenes.assessed(made)
    with changing():
        change(REQUIRED_PAPERS, PaperKind.PUBLIC_LIABILITY.label, actor=None)
    shown(host, date(2026, 3, 10))
    assert [each.why for each in gate.closed([made.id], SOON)[made.id]] == [
        "Public liability insurance runs to 10 March only."
    ]

    shown(host, date(2027, 3, 10))

    assert gate.closed([made.id], SOON) == {made.id: ()}


def shown(host: Partner, until: date) -> None:
    """Accept a partner's insurance until a day."""
    session.add(
        PartnerPaper(
            partner=host,
            kind=PaperKind.PUBLIC_LIABILITY,
            until=until,
            state=PaperState.ACCEPTED,
            decided_at=clock.now(),
        )
    )
    session.commit()


def test_what_decides_costs_the_same_for_one_project_as_for_three(app: Flask) -> None:
    made = [
        scenes.project(name, venue=scenes.venue(name), partner=scenes.partner(name))
        for name in ("One", "Two", "Three")
    ]
    for each in made:
        scenes.assessed(each)
    ids = [each.id for each in made]
    gate.hours()  # reads the settings, once a request

    with count_statements() as one:
        gate.facts(ids[:1])
    with count_statements() as three:
        gate.facts(ids)

    assert len(one) == len(three) == 3


def test_a_bank_holiday_is_no_school_day(app: Flask) -> None:
    assert gate.school_day(date(2026, 5, 5))
    assert not gate.school_day(date(2026, 5, 4))
    assert not gate.school_day(date(2026, 5, 9))


def test_school_days_are_those_of_terms_where_the_terms_are_known(app: Flask) -> None:
    half_term, in_term = date(2026, 10, 28), date(2026, 11, 4)
    assert gate.school_day(half_term)

    schools(("Autumn term", date(2026, 9, 1), date(2026, 12, 18)), ("Half term", *HALF_TERM))

    assert gate.school_day(in_term)
    assert not gate.school_day(half_term)
    assert gate.school_day(date(2027, 1, 7)), "nobody said yet when the next term begins"

    schools(("Spring term", date(2027, 1, 11), date(2027, 3, 25)))

    assert not gate.school_day(date(2027, 1, 7))


HALF_TERM = date(2026, 10, 26), date(2026, 10, 30)


def schools(*entries: tuple[str, date, date]) -> None:
    """Bring in a calendar of school terms for the whole service."""
    kept = ImportedCalendar(name=entries[0][0], kind=ImportedKind.TERMS, owner=scenes.coordinator())
    for title, first, last in entries:
        starts_at, ends_at = clock.day_bounds(first, last)
        session.add(
            ImportedEntry(
                calendar=kept,
                uid=title,
                key=title,
                title=title,
                starts_at=starts_at,
                ends_at=ends_at,
                all_day=True,
                first_day=first,
                last_day=last,
            )
        )
    session.commit()
