"""How everybody stands at a sitting, from real rows, in a fixed number of statements."""

from datetime import date, time, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.calendar import actions as calendar
from portal.calendar.actions import Duty
from portal.calendar.models import AttendeeState, Entry, Kind
from portal.database import session
from portal.members import queries
from portal.members.models import (
    Availability,
    Away,
    CheckKind,
    CheckRecord,
    Member,
    MemberArea,
    PartOfDay,
    Status,
)
from portal.people.models import Area
from tests.factories import AreaFactory, MemberFactory, PersonFactory
from tests.statements import count_statements

TUESDAY = date(2026, 3, 10)
STARTS, ENDS = clock.at(TUESDAY, time(17, 30)), clock.at(TUESDAY, time(18, 45))
TODAY = clock.at(date(2026, 3, 2), time(9))


def ready(area: Area, name: str, **values: object) -> Member:
    """Return a volunteer against whom nothing speaks on Tuesday 10 March."""
    return MemberFactory(
        person=PersonFactory(name=name),
        area_rows=[MemberArea(area=area)],
        availability=[
            Availability(weekday=1, part=PartOfDay.EVENING, created_at=TODAY),
        ],
        checks=[
            CheckRecord(
                kind=CheckKind.DBS, issued_on=date(2025, 1, 1), recheck_on=date(2028, 1, 1)
            ),
        ],
        **values,
    )


def promise(member: Member, starts: time, ends: time, day: date = TUESDAY) -> Entry:
    entry = calendar.publish(
        actor=None,
        kind=Kind.PANEL,
        title="Panel",
        path="/panels/sittings/x",
        starts_at=clock.at(day, starts),
        ends_at=clock.at(day, ends),
        audience={"role:staff"},
        duties=[Duty(member.person, "Panel – member", AttendeeState.ACCEPTED, "/panels/offers/x")],
    )
    session.commit()
    return entry


def stand(area_id: int | None, ignoring: int | None = None) -> dict[str, str]:
    with clock.frozen(TODAY):
        found = queries.standings(
            starts_at=STARTS, ends_at=ENDS, area_id=area_id, ignoring=ignoring
        )
    return {each.member.person.name: each.standing.words("chair") for each in found}


def test_everybody_appointed_is_asked_about_by_name(app: Flask) -> None:
    area, other = AreaFactory(name="Northmere"), AreaFactory(name="Castlebeck")
    ready(area, "Priya Nair", may_chair=True)
    ready(area, "Ruth Adeyemi")
    ready(other, "Cara Far", may_chair=True)
    ready(area, "Imran Qureshi", may_chair=True).away = [
        Away(starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 13))
    ]
    dev = ready(area, "Dev Patel", may_chair=True)
    dev.checks.append(
        CheckRecord(kind=CheckKind.DBS, issued_on=date(2025, 3, 8), recheck_on=date(2026, 3, 8))
    )
    ready(area, "Beth Calloway", is_learner=True)
    ready(area, "Marcus Reid", may_chair=True).person.is_staff = True
    ready(area, "Pat Pause", status=Status.PAUSED)
    ready(area, "Gone Girl", status=Status.LEFT)
    ready(area, "New Hope", status=Status.APPLICANT)
    promise(ready(area, "Busy Lizzie", may_chair=True), time(18), time(19))
    session.commit()
    assert stand(area.id) == {
        "Beth Calloway": "Can’t chair: still learning",
        "Busy Lizzie": "Can’t sit: on another duty",
        "Cara Far": "Can sit, outside their areas",
        "Dev Patel": "Can’t sit: DBS lapses",
        "Imran Qureshi": "Can’t sit: away",
        "Marcus Reid": "Can’t sit: works for the service",
        "Pat Pause": "Can’t sit: taking a break",
        "Priya Nair": "Can sit",
        "Ruth Adeyemi": "Can’t chair: not approved",
    }
    assert stand(None)["Cara Far"] == "Can sit"


def test_load_and_last_sat_come_from_the_calendar(app: Flask) -> None:
    area = AreaFactory()
    priya = ready(area, "Priya Nair", max_month=1)
    promise(priya, time(10), time(11), date(2026, 3, 30))
    promise(priya, time(10), time(11), date(2026, 2, 3))
    with clock.frozen(TODAY):
        [found] = queries.standings(starts_at=STARTS, ends_at=ENDS, area_id=area.id)
    assert (found.load, found.last_sat) == (1, clock.at(date(2026, 2, 3), time(10)))
    assert found.standing.words() == "Can sit, over their most"


def test_their_own_sitting_makes_nobody_busy_nor_counts(app: Flask) -> None:
    area = AreaFactory()
    entry = promise(ready(area, "Priya Nair", may_chair=True, max_month=1), time(17), time(19))
    assert stand(area.id) == {"Priya Nair": "Can’t sit: on another duty"}
    assert stand(area.id, ignoring=entry.id) == {"Priya Nair": "Can sit"}


def test_a_pattern_is_of_the_whole_week_and_dated(app: Flask) -> None:
    area = AreaFactory()
    ready(area, "Ann Lee").availability = []
    ready(area, "Bo Ash").availability = [Availability(weekday=2, part=PartOfDay.EVENING)]
    ready(area, "Cy Oak")
    session.commit()
    with clock.frozen(TODAY):
        found = queries.standings(starts_at=STARTS, ends_at=ENDS, area_id=area.id)
    texts = {
        each.member.person.name: reason.text
        for each in found
        for reason in each.standing.reasons
        if reason.about == "availability"
    }
    assert texts == {
        "Ann Lee": "Has not said which days usually suit",
        "Bo Ash": "Usually not free on Tuesday evenings",
        "Cy Oak": "Usually free on Tuesday evenings, said on 2 March",
    }


def test_standings_cost_the_same_for_one_and_for_three(app: Flask) -> None:
    area = AreaFactory()
    area_id, counts = area.id, []
    stand(area_id)  # reads the settings, once for all
    for names in (["A"], ["B", "C"]):
        for name in names:
            promise(ready(area, name), time(18), time(19))
        session.expire_all()
        with count_statements() as sent:
            stand(area_id)
        counts.append(len(sent))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("days", [0, 90, 91])
def test_the_register_and_the_rules_agree_on_due_soon(app: Flask, days: int) -> None:
    member = ready(AreaFactory(), "Ann Lee")
    member.checks[0].recheck_on = clock.today() + timedelta(days)
    session.commit()
    state = queries.Search(check="due" if days <= 90 else "in_date")
    [line] = queries.register(state).items
    assert line.check[1] == ("due" if days <= 90 else "ok")
