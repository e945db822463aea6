"""The rota on paper, and the sheet that a coordinator takes along in the evening."""

from datetime import date, time

import pytest
from flask import Flask

from portal import clock
from portal.database import changing
from portal.panels.actions import pencilling
from portal.panels.models import PanelKind, SeatKind, Sitting
from portal.panels.queries import rota
from portal.people.models import Person
from tests.factories import AreaFactory, RoomFactory, VenueFactory
from tests.pages import Page, Pages
from tests.panels import scenes
from tests.statements import count_statements

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER
EVENING = "/panels/rota/evening/2026-03-10"


def evening() -> Sitting:
    """Return two panels on 10 March: Ann wants cover, Graham was asked, Ruth is planned."""
    jo = scenes.coordinator("Kit Moor")
    venue = VenueFactory(name="Library", address="1 High Street", phone="01632 960199")
    area, room = AreaFactory(name="Northmere"), RoomFactory(venue=venue, name="Room 2")
    orders = [scenes.order(jo, area=area), scenes.order(jo, area=area)]
    marcus = scenes.colleague("Marcus Reid", may_advise=True, phone="01632 960155")
    sitting = scenes.arranged(jo, *orders, room=room, adviser=marcus)
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    scenes.seat(sitting, MEMBER).cover_wanted_at = clock.now()
    scenes.offered(sitting, CHAIR, scenes.chair())
    with changing():
        pencilling.pencil(
            seat=scenes.seat(sitting, OBSERVER),
            person=scenes.volunteer("Ruth Okafor").person,
            actor=jo,
        )
    return sitting


def items(page: Page) -> list[str]:
    """Return the lines of the sheet."""
    return [" ".join(each.get_text(" ").split()) for each in page.select("main .app-list li")]


def test_the_evening_sheet_has_times_people_numbers_and_doubts(pages: Pages, jo: Person) -> None:
    sitting = evening()
    first, second = sitting.panels
    page = pages.get(EVENING)
    assert page.heading == "Evening sheet, Tuesday 10 March 2026"
    assert "5:30pm to 7:30pm, Library, Room 2" in page.words
    assert "1 High Street Venue: 01632 960199" in page.words
    assert items(page) == [
        "Chair: Graham Holt. Asked, no answer yet, 01632 960001",
        "Panel member: Ann Lee. Looking for cover, 01632 960001",
        "Observer: Ruth Okafor. Planned, not told, 01632 960001",
        "Adviser: Marcus Reid, 01632 960155",
        f"5:30pm to 6:30pm: initial panel {first.ref} , order {first.order.ref} . "  # type: ignore[union-attr]  # it has one
        "Case manager Casey Moran, 01632 960001",
        f"6:30pm to 7:30pm: initial panel {second.ref} , order {second.order.ref} . "  # type: ignore[union-attr]  # it has one
        "Case manager Casey Moran, 01632 960001",
    ]


def test_a_seat_that_nobody_has_is_in_doubt(pages: Pages, jo: Person) -> None:
    scenes.arranged(jo)
    assert items(pages.get(EVENING))[:4] == [
        "Chair: Nobody. Empty",
        "Panel member: Nobody. Empty",
        "Adviser: Nobody. Empty",
        "Nobody for sure yet.",
    ]
    assert "Nobody sits on this day" in pages.get("/panels/rota/evening/2026-03-11").words


def test_the_evening_sheet_is_for_coordinators(app: Flask, pages: Pages, margaret: Person) -> None:
    evening()
    scenes.enter(pages, margaret)
    pages.get(EVENING, 403)


@pytest.mark.parametrize("count", [1, 3])
def test_an_evening_costs_the_same_however_many_sit(app: Flask, count: int) -> None:
    jo = scenes.coordinator()
    for number in range(count):
        scenes.arranged(jo, kind=PanelKind.PROGRESS, at=time(9 + number))
    viewer = rota.Viewer(jo.id, frozenset(), whole=True)
    with count_statements() as sent:
        found = rota.evening_of(viewer, scenes.TENTH)
    assert (len(found), len(sent)) == (count, 7)


def test_a_month_is_printed_with_who_looks_for_cover_first(pages: Pages, jo: Person) -> None:
    sitting = evening()
    scenes.arranged(sitting.coordinator, day=date(2026, 3, 17))
    page = pages.get("/panels/rota/print?from=2026-03")
    assert page.heading == "Rota, March 2026"
    assert items(page) == ["Tuesday 10 March, 5:30pm, Library, Room 2: panel member, for Ann Lee"]
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("main tbody tr")]
    assert rows[0].startswith("Tuesday 10 March 5:30pm to 7:30pm Library, Room 2 Northmere")
    assert "Panel member: Ann Lee, looking for cover" in rows[0]
    assert "Observer: empty, planned: Ruth Okafor" in rows[0]
    assert len(rows) == 2
    day = pages.get("/panels/rota/print/2026-03-17")
    assert day.heading == "Rota, Tuesday 17 March 2026"
    assert len(day.select("main tbody tr")) == 1
    assert "Nobody is looking for cover" in day.words


def test_what_a_volunteer_prints_has_no_plan_and_no_reference(
    app: Flask, pages: Pages, margaret: Person
) -> None:
    evening()
    scenes.enter(pages, margaret)
    for url in ("/panels/rota/print?from=2026-03", "/panels/rota/print/2026-03-10"):
        words = pages.get(url).words
        assert "Ann Lee, looking for cover" in words
        for hidden in ("Ruth Okafor", "Graham Holt", "P-2026", "RO-2026", "960001"):
            assert hidden not in words
