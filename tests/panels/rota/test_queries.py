"""What of the rota each viewer is given, and that it costs the same however long it is."""

from dataclasses import replace
from datetime import date, time

import pytest
from flask import Flask

from bench.quarter import FIRST, make_quarter
from portal import clock
from portal.access.rules import Role
from portal.accounts.models import User, UserArea
from portal.accounts.queries import user_by_email
from portal.database import changing, session
from portal.members.models import Availability, Away, MemberArea, PartOfDay, Status
from portal.panels.actions import pencilling
from portal.panels.models import PanelState, SeatKind, Sitting, SittingState
from portal.panels.queries import rota
from portal.panels.rules.rota import Ask, Period, Show, Span, View
from portal.people.models import Person
from tests.factories import AreaFactory, user_with
from tests.pages import PASSWORD
from tests.panels import scenes
from tests.panels.duties.test_queries import called
from tests.panels.outcomes.evenings import AFTER, NEXT, note, noted, ready
from tests.statements import count_statements

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER
MARCH = Ask(Period(date(2026, 3, 1), Span.MONTH))


def account_of(person: Person) -> User:
    """Return the account of somebody who has one."""
    found = user_by_email(person.email or "")
    assert found
    return found


def seen_by(person: Person, ask: Ask = MARCH) -> rota.Rota:
    """Return the rota as somebody with an account sees it."""
    return rota.rota_of(rota.viewer(account_of(person)), ask)


def planned(sitting: Sitting, kind: SeatKind, person: Person) -> None:
    """Plan somebody for a seat."""
    with changing():
        pencilling.pencil(seat=scenes.seat(sitting, kind), person=person, actor=sitting.coordinator)


def draft(sitting: Sitting) -> Sitting:
    """Make a draft of a sitting."""
    sitting.state = SittingState.DRAFT
    session.commit()
    return sitting


def words(found: rota.Rota) -> list[str]:
    """Return who is, or is planned, or was asked, seat by seat."""
    said = []
    for sitting in found.shown:
        for seat in sitting.seats:
            who = [
                *([seat.person.name] if seat.person else []),
                *([f"{seat.planned.name}, planned"] if seat.planned else []),
                *(f"{each.name}, asked" for each in seat.asked),
            ]
            said += [f"{sitting.on.day} {seat.letter}: {each}" for each in who]
    return said


def test_who_arranges_sees_drafts_plans_and_who_was_asked(app: Flask) -> None:
    jo, ann, ruth = scenes.coordinator(), scenes.volunteer("Ann Lee"), scenes.volunteer("Ruth")
    sitting = scenes.arranged(jo, adviser=scenes.colleague("Marcus Reid", may_advise=True))
    scenes.accepted(sitting, MEMBER, ann)
    scenes.offered(sitting, CHAIR, scenes.chair())
    planned(draft(scenes.arranged(jo, day=date(2026, 3, 17))), MEMBER, ruth.person)
    found = seen_by(jo)
    assert words(found) == [
        "10 C: Graham Holt, asked",
        "10 M: Ann Lee",
        "10 A: Marcus Reid",
        "17 M: Ruth, planned",
    ]
    assert [each.is_draft for each in found.shown] == [False, True]
    assert found.shown[0].panels[0].ref == sitting.panels[0].ref


def test_a_volunteer_sees_names_on_what_is_published_and_no_more(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    margaret = scenes.volunteer("Margaret Osei", account=True)
    sitting = scenes.arranged(jo)
    scenes.accepted(sitting, MEMBER, ann)
    scenes.offered(sitting, CHAIR, scenes.chair())
    planned(sitting, SeatKind.OBSERVER, scenes.volunteer("Ruth").person)
    draft(scenes.arranged(jo, day=date(2026, 3, 17)))
    found = seen_by(margaret.person)
    assert words(found) == ["10 M: Ann Lee"]
    assert [(each.ref, each.kind) for each in found.shown[0].panels] == [("", "initial")]
    scenes.offered(sitting, SeatKind.OBSERVER, margaret)
    assert words(seen_by(margaret.person)) == ["10 M: Ann Lee", "10 O: Margaret Osei, asked"]


def test_what_hangs_on_who_looks_for_cover_is_at_risk(app: Flask) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    sitting = scenes.arranged(jo, adviser=marcus)
    scenes.accepted(sitting, CHAIR, scenes.chair())
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    [found] = seen_by(jo).shown
    assert (found.words, found.look) == ("Quorate", "ok")
    scenes.seat(sitting, MEMBER).cover_wanted_at = clock.now()
    session.commit()
    [found] = seen_by(jo).shown
    assert (found.words, found.look) == ("At risk: cover wanted", "risk")


def test_an_evening_of_which_every_panel_was_adjourned_was_not_held(app: Flask) -> None:
    sitting = ready(panels=2)
    what = noted(sitting)
    first, *_ = what
    what[first] = replace(
        what[first], held=False, agreed=None, reason="Someone was ill", again_on=NEXT
    )
    note(sitting, what)
    with clock.frozen(AFTER):
        assert [each.words for each in seen_by(sitting.coordinator).shown] == ["Held"]
    for panel in sitting.panels:
        panel.state, panel.adjourn_reason = PanelState.ADJOURNED, "Someone was ill"
    session.commit()
    margaret = scenes.volunteer("Margaret Osei", account=True).person
    with clock.frozen(AFTER):
        for person in (sitting.coordinator, margaret):
            [found] = seen_by(person).shown
            assert (found.words, found.look) == ("Adjourned", "none")


def test_an_open_call_names_nobody_but_oneself(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee", account=True)
    sitting = scenes.arranged(jo)
    called(sitting, ann)
    called(sitting, scenes.volunteer("Ruth"))
    found = seen_by(jo)
    assert words(found) == []
    assert [seat.called for seat in found.shown[0].seats] == [False, True, False, False]
    assert words(seen_by(ann.person)) == ["10 M: Ann Lee, asked"]


def test_each_sees_their_own_areas(app: Flask) -> None:
    jo, north, south = scenes.coordinator(), AreaFactory(name="North"), AreaFactory(name="South")
    scenes.arranged(jo, scenes.order(jo, area=north))
    there = scenes.arranged(jo, scenes.order(jo, area=south), day=date(2026, 3, 17))
    limited = scenes.coordinator("Kit Moor")
    session.add(UserArea(user_id=account_of(limited).id, area_id=north.id))
    margaret = scenes.volunteer("Margaret Osei", account=True)
    session.add(MemberArea(member_id=margaret.id, area_id=north.id))
    session.commit()
    staff = user_with(Role.STAFF).person

    def areas(person: Person, ask: Ask = MARCH) -> list[str | None]:
        return [each.area for each in seen_by(person, ask).shown]

    assert areas(jo) == ["North", "South"]
    assert areas(staff) == ["North", "South"]
    assert areas(limited) == ["North"]
    assert areas(margaret.person) == ["North"]
    assert areas(jo, MARCH.with_(area_id=south.id)) == ["South"]
    scenes.accepted(there, MEMBER, margaret)
    assert areas(margaret.person) == ["North", "South"]  # what they sit on, they see


def test_it_opens_on_the_day_of_the_next_sitting_to_come(app: Flask) -> None:
    jo, north, south = scenes.coordinator(), AreaFactory(name="North"), AreaFactory(name="South")
    scenes.arranged(jo, scenes.order(jo, area=north))
    scenes.arranged(jo, scenes.order(jo, area=south), day=date(2026, 4, 7))
    draft(scenes.arranged(jo, scenes.order(jo, area=north), day=date(2026, 5, 5)))
    limited = scenes.coordinator("Kit Moor")
    session.add(UserArea(user_id=account_of(limited).id, area_id=north.id))
    margaret = scenes.volunteer("Margaret Osei", account=True)
    session.add(MemberArea(member_id=margaret.id, area_id=north.id))
    session.commit()

    def opens(person: Person) -> date:
        return rota.next_day(rota.viewer(account_of(person)))

    everybody = (jo, limited, margaret.person)
    assert [opens(each) for each in everybody] == [scenes.TENTH] * 3
    with clock.frozen(clock.at(date(2026, 3, 26), time(9))):
        assert [opens(each) for each in everybody] == [
            date(2026, 4, 7),
            date(2026, 5, 5),  # of their own area, and a draft
            date(2026, 3, 26),  # of what is published there, none is left
        ]


def test_filters_find_and_count(app: Flask) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    full, bare = scenes.arranged(jo), scenes.arranged(jo, day=date(2026, 3, 17))
    graham, ann = scenes.chair(account=True), scenes.volunteer("Ann Lee", account=True)
    scenes.accepted(full, CHAIR, graham)
    scenes.accepted(full, MEMBER, ann)
    scenes.seat(full, MEMBER).cover_wanted_at = clock.now()
    session.commit()

    def days(person: Person, show: Show) -> list[int]:
        found = seen_by(person, MARCH.with_(show=show))
        assert len(found.found) == found.count(show)
        return [each.on.day for each in found.found]

    assert [days(jo, show) for show in Show] == [[10, 17], [17], [10, 17], [10]]
    assert days(graham.person, Show.MINE) == [10]
    assert days(marcus_with_account(marcus), Show.MINE) == []
    with clock.frozen(clock.at(date(2026, 3, 18), time(9))):
        assert (days(jo, Show.SHORT), days(jo, Show.COVER)) == ([], [])
    assert bare.seats


def marcus_with_account(marcus: Person) -> Person:
    return user_with(Role.STAFF, person=marcus).person


def test_the_grid_says_who_is_free_away_and_what_stays_empty(app: Flask) -> None:
    jo, ann, ruth = scenes.coordinator(), scenes.volunteer("Ann Lee"), scenes.volunteer("Ruth")
    sitting, second = scenes.arranged(jo), scenes.arranged(jo, day=date(2026, 3, 17))
    session.add_all(
        [
            Availability(member_id=ann.id, weekday=1, part=PartOfDay.EVENING),
            Availability(member_id=ruth.id, weekday=1, part=PartOfDay.MORNING),
            Away(member_id=ann.id, starts_on=date(2026, 3, 16), ends_on=date(2026, 3, 17)),
        ]
    )
    session.commit()
    planned(sitting, MEMBER, ruth.person)
    for kind, member in ((CHAIR, scenes.chair()), (MEMBER, scenes.volunteer("Dev Patel"))):
        scenes.accepted(second, kind, member)
    grid = rota.grid_of(seen_by(jo))
    lines = {
        line.person.name: [
            (*(mark.letter for mark in cell.marks), cell.away, cell.free, cell.open)
            for cell in line.cells
        ]
        for line in grid.lines
    }
    assert lines == {
        "Ann Lee": [(False, True, True), (True, False, False)],
        "Dev Patel": [(False, False, True), ("M", False, False, False)],
        "Graham Holt": [(False, False, True), ("C", False, False, False)],
        "Ruth": [("M", False, False, True), (False, False, False)],
    }
    assert [(foot.empty, foot.unplanned) for foot in grid.feet] == [(2, 1), (0, 0)]
    assert (grid.empty, grid.unplanned) == (2, 1)
    loads = {line.person.name: line.load for line in grid.lines}
    assert loads == {"Ann Lee": 0, "Dev Patel": 1, "Graham Holt": 1, "Ruth": 1}


def test_who_is_to_leave_is_away_from_the_day_after_their_last(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    for day in (10, 17):
        scenes.arranged(jo, day=date(2026, 3, day))
    ann.leaves_on, ann.leave_reason = date(2026, 3, 10), "moved"
    session.add(Availability(member_id=ann.id, weekday=1, part=PartOfDay.EVENING))
    session.commit()
    [line] = rota.grid_of(seen_by(jo)).lines
    assert [(cell.away, cell.free) for cell in line.cells] == [(False, True), (True, False)]


def test_who_cannot_sit_has_a_line_only_where_they_do(app: Flask) -> None:
    jo = scenes.coordinator()
    for status in set(Status) - {Status.ACTIVE}:
        scenes.volunteer(f"In {status}", status=status)
    ann, dev = scenes.volunteer("Ann Lee"), scenes.volunteer("Dev Patel")
    scenes.accepted(scenes.arranged(jo), MEMBER, dev)
    dev.status = Status.PAUSED
    session.commit()
    lines = rota.grid_of(seen_by(jo)).lines
    assert [(line.person.name, line.load) for line in lines] == [("Ann Lee", 0), ("Dev Patel", 1)]
    assert [line.volunteer and line.volunteer.number for line in lines] == [ann.number, dev.number]


def test_a_volunteers_grid_has_nobodys_load_or_days(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    margaret = scenes.volunteer("Margaret Osei", account=True)
    session.add(Away(member_id=ann.id, starts_on=scenes.TENTH, ends_on=scenes.TENTH))
    scenes.accepted(scenes.arranged(jo, day=date(2026, 3, 12)), MEMBER, ann)
    scenes.arranged(jo)
    [line] = rota.grid_of(seen_by(margaret.person)).lines
    assert (line.person.name, line.volunteer, line.load) == ("Ann Lee", None, 0)
    assert [(cell.away, cell.free) for cell in line.cells] == [(False, False)] * 2


@pytest.mark.parametrize(("people", "sittings"), [(6, 20), (60, 200)])
@pytest.mark.parametrize(("view", "statements"), [(View.GRID, 9), (View.LIST, 4)])
def test_a_quarter_costs_the_same_however_many_sit(
    app: Flask, people: int, sittings: int, view: View, statements: int
) -> None:
    with changing():
        make_quarter(people, sittings, email="q@example.org", password=PASSWORD)
    account = user_by_email("q@example.org")
    assert account
    viewer = rota.viewer(account)
    ask = Ask(Period(FIRST, Span.QUARTER), view)
    with count_statements() as sent:
        found = rota.rota_of(viewer, ask)
        if view is View.GRID:
            assert len(rota.grid_of(found).lines) == people
    assert len(found.found) == sittings
    assert len(sent) == statements


def test_too_many_swaps_for_a_list_leave_those_of_the_days_around(jo: Person) -> None:
    days = [date(2026, 3, on) for on in (3, 10, 17, 24)]
    sittings = [scenes.arranged(jo, day=on) for on in days]
    mine = scenes.seat(sittings[2], MEMBER)
    in_days_around = rota.swaps_of(seen_by(jo), mine, most=6)  # a chair, member, observer each
    said = [words.split(",")[0] for _, words in in_days_around]
    assert said.index("Tue 10 March") < said.index("Tue 17 March") < said.index("Tue 24 March")
    assert "Tue 3 March" not in said
