"""The rota's page: letters with words, what each may see, and the ways on from it."""

from datetime import date, time

from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.members.models import Availability, PartOfDay
from portal.panels.actions import pencilling
from portal.panels.models import SeatKind, Sitting, SittingState
from portal.people.models import Person
from tests.factories import AreaFactory, RoomFactory, VenueFactory, user_with
from tests.pages import Page, Pages
from tests.panels import scenes

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER
MARCH = "/panels/rota?from=2026-03"


def library() -> Sitting:
    """Return a sitting at the library on 10 March with Ann on it, Ruth planned, Graham asked."""
    jo = scenes.coordinator("Kit Moor")
    room = RoomFactory(venue=VenueFactory(name="Library"), name="Room 2")
    sitting = scenes.arranged(jo, scenes.order(jo, area=AreaFactory(name="Northmere")), room=room)
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    with changing():
        pencilling.pencil(
            seat=scenes.seat(sitting, OBSERVER),
            person=scenes.volunteer("Ruth Okafor").person,
            actor=jo,
        )
    scenes.offered(sitting, CHAIR, scenes.chair())
    return sitting


def cells(page: Page, person: str) -> list[str]:
    """Return the cells of a person's line of the grid, as a screen reader says them."""
    line = next(
        row for row in page.select("#grid tbody tr") if row.th and person in row.th.get_text()
    )
    return [" ".join(cell.get_text().split()) for cell in line.select("td")]


def test_a_coordinator_reads_letters_and_words(pages: Pages, jo: Person) -> None:
    sitting = library()
    page = pages.get(MARCH)
    assert page.heading == "Rota, March 2026"
    where = "5:30pm, Library, Room 2"
    assert cells(page, "Ann Lee") == [
        "1 (0–2)",
        f"M: Ann Lee, Tue 10 March, panel member, {where}",
    ]
    assert cells(page, "Ruth Okafor")[1] == (
        f"O: Ruth Okafor, Tue 10 March, observer, {where}, planned, not told"
    )
    assert cells(page, "Graham Holt")[1] == (
        f"C: Graham Holt, Tue 10 March, chair, {where}, asked, no answer yet"
    )
    assert [row.get_text(" ").split() for row in page.select("#grid tfoot tr")] == [
        ["Empty", "1", "1"],
        ["Empty,", "and", "nobody", "planned", "1", "1"],
    ]
    [row] = page.select("#list-h ~ .app-box tbody tr")
    assert "Initial, " + sitting.panels[0].ref in " ".join(row.get_text().split())
    who = row.select("td")[1].get_text(" ")
    assert "Panel member: Ann Lee" in " ".join(who.split())
    assert "planned: Ruth Okafor" in " ".join(who.split())


def test_an_empty_seat_never_looks_settled(pages: Pages, jo: Person) -> None:
    library()
    page = pages.get(MARCH)
    for mark in page.select("#grid .app-ok, #list-h ~ .app-box .app-ok"):
        assert "Ann Lee" in mark.get_text()  # the only one who has said yes
    assert page.select_one("#grid tfoot .app-k.app-risk")


def test_a_volunteer_sees_no_reference_no_draft_and_no_plan(
    app: Flask, pages: Pages, margaret: Person
) -> None:
    sitting = library()
    later = scenes.arranged(sitting.coordinator, day=date(2026, 3, 17))
    later.state = SittingState.DRAFT
    session.commit()
    scenes.enter(pages, margaret)
    page = pages.get(MARCH)
    assert "Ann Lee" in page.words
    for hidden in ("P-2026", "RO-2026", "Ruth Okafor", "Graham Holt", "Tue 17", "Draft", "Load"):
        assert hidden not in page.words
    assert not page.select("#rota td a")
    assert page.select_one("nav[aria-label=Menu] a[href='/panels/rota']")


def test_a_volunteer_opens_their_own_and_no_other(
    app: Flask, pages: Pages, margaret: Person
) -> None:
    sitting = library()
    assert margaret.email
    member = scenes.volunteer("Sam Vale", account=True)
    own = scenes.arranged(sitting.coordinator, at=time(14))
    scenes.accepted(own, MEMBER, member)
    scenes.enter(pages, member.person)
    page = pages.get(f"{MARCH}&view=list")
    assert [link["href"] for link in page.select("#list-h ~ .app-box a")] == [scenes.of(own)]
    assert "1 panel, yours" in page.words
    assert pages.get(scenes.of(own)).heading


def test_staff_see_it_and_partners_do_not(app: Flask, pages: Pages) -> None:
    library()
    assert "Ann Lee" in pages.sign_in(user_with(Role.STAFF).email).get(MARCH).words
    pages.sign_in(user_with(Role.PARTNER).email).get(MARCH, 403)


def test_the_way_on_keeps_the_filters(pages: Pages, jo: Person) -> None:
    sitting = library()
    area = sitting.entry.area_id
    page = pages.get(f"/panels/rota?from=2026-01&span=quarter&area={area}&show=short&page=3")
    links = {
        " ".join(link.get_text().split()): str(link["href"]) for link in page.select("#rota a")
    }
    kept = f"area={area}&show=short"
    assert links["October to December 2025"] == (
        f"/panels/rota?from=2025-10&span=quarter&view=grid&{kept}"
    )
    assert links["April to June"] == f"/panels/rota?from=2026-04&span=quarter&view=grid&{kept}"
    assert links["February"] == f"/panels/rota?from=2026-01&span=quarter&view=grid&{kept}&page=2"
    assert links["Month"] == f"/panels/rota?from=2026-03&span=month&view=grid&{kept}"
    assert {"Everything (1)", "Short of members (1)", "Mine (0)", "Looking for cover (0)"} <= set(
        links
    )
    assert page.select_one("#page-3[aria-current]")
    assert "1 sitting in March 2026" in page.words
    assert "Nothing found" in pages.get(f"/panels/rota?from=2026-01&area={area}").words


def test_a_phone_has_one_view_and_is_offered_no_other(pages: Pages, jo: Person) -> None:
    library()
    page = pages.get(MARCH)
    assert page.select_one(".app-desk > #grid")
    for view in ("grid", "list"):
        assert page.select_one(f".app-pick > .app-desk > #view-{view}")


def test_free_and_away_are_said(pages: Pages, jo: Person) -> None:
    library()
    dev = scenes.volunteer("Dev Patel")
    session.add(Availability(member_id=dev.id, weekday=1, part=PartOfDay.EVENING))
    session.commit()
    assert cells(pages.get(MARCH), "Dev Patel")[1] == "Free: plan"


def test_a_month_that_is_over_is_not_what_opens(pages: Pages, jo: Person) -> None:
    library()
    scenes.arranged(jo, day=date(2026, 4, 7))
    assert pages.get("/panels/rota").heading == "Rota, March 2026"
    with clock.frozen(clock.at(date(2026, 3, 26), time(9))):
        scenes.enter(pages, jo)
        page = pages.get("/panels/rota")
        assert page.heading == "Rota, April 2026"
        assert "Short of members (1)" in page.words
        assert pages.get("/panels/rota?span=quarter").heading == "Rota, April to June 2026"
        assert pages.get(MARCH).heading == "Rota, March 2026"


def test_htmx_gets_the_region_alone(pages: Pages, jo: Person) -> None:
    part = pages.fragment(MARCH)
    assert [each.get("id") for each in part.find_all(recursive=False)] == ["rota"]
    assert part.title
    assert "Nobody sits in these months yet" in part.get_text()


def test_nonsense_in_the_address_asks_for_nothing(pages: Pages, jo: Person) -> None:
    for query in ("from=x", "from=2026-99", "span=year", "view=%00", "area=9999999999", "page=-1"):
        assert pages.get(f"/panels/rota?{query}").heading.startswith("Rota, ")
