from datetime import date, time, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import changing, session
from portal.panels.actions import calls, plans
from portal.panels.models import SeatKind
from portal.reparation.actions import revisions, suggestions
from portal.reparation.models import PartnerArea
from tests.factories import (
    AreaFactory,
    MemberFactory,
    PersonFactory,
    RoomFactory,
    VenueFactory,
    user_with,
)
from tests.home.desks import card, coordinators, failed_mail, rows, scene
from tests.members.rounds import scenes as round_scenes
from tests.pages import Pages
from tests.panels import scenes
from tests.panels.duties.test_queries import called
from tests.reparation.partners import scenes as partner_scenes
from tests.reparation.projects import scenes as project_scenes
from tests.statements import count_statements

EMPTY = "Nothing needs you today"
STATEMENTS = 33


def test_coordinator_sees_what_must_be_done_first(app: Flask, pages: Pages) -> None:
    jo = scenes.coordinator()
    sitting = scene(jo)
    waiting = scenes.order(jo, area=AreaFactory(name="Castlebeck"), court_date=date(2026, 2, 4))
    failed_mail(PersonFactory(name="Owen Price"))
    page = coordinators(pages, jo).get("/")
    assert page.heading == "What needs you"
    assert "Monday 2 March 2026. Soonest deadline first, in all areas." in page.words
    found = rows(page)
    ref = sitting.panels[0].ref
    assert [row[1] for row in sorted(found, key=lambda row: row[1])] == [
        "Mail not delivered To Owen Price",
        f"Offer unanswered Chair of Northmere, chair of {ref}",
        f"Order with no panel {waiting.ref} , Castlebeck",
        f"Panel at risk {ref} , Tuesday 10 March, Northmere",
    ]
    assert "2 working days left Panel must sit by Wednesday 4 March." in " ".join(
        row[2] for row in found
    )
    assert "Not quorate: needs a chair and a community member" in " ".join(row[2] for row in found)


def test_queue_is_in_order_of_deadline_under_its_headings(app: Flask, pages: Pages) -> None:
    jo = scenes.coordinator()
    scene(jo)
    scenes.order(jo, court_date=date(2026, 2, 25))
    scenes.order(jo, court_date=date(2026, 1, 20))
    page = coordinators(pages, jo).get("/")
    headings = [heading.get_text() for heading in page.select("#needs h2")]
    assert headings[0] == "Overdue"
    known = ["Overdue", "Today and tomorrow", "The rest of this week", "Next week", "Later"]
    assert headings == [heading for heading in known if heading in headings]


@pytest.mark.parametrize(
    ("show", "kinds"),
    [
        ("risk", {"Panel at risk"}),
        ("offers", {"Offer unanswered"}),
        ("orders", {"Order with no panel"}),
        ("mail", set()),
    ],
)
def test_filter_shows_one_kind_and_counts_all(
    app: Flask, pages: Pages, show: str, kinds: set[str]
) -> None:
    jo = scenes.coordinator()
    scene(jo)
    scenes.order(jo)
    page = coordinators(pages, jo).get(f"/?show={show}")
    found = {eyebrow.get_text() for eyebrow in page.select("#needs tbody .app-eyebrow")}
    assert found == kinds
    assert [link.get_text() for link in page.select(".app-pick a")] == [
        "Everything (3)",
        "Cover wanted (0)",
        "Panels at risk (1)",
        "Cases to hand over (0)",
        "Panels without a date (1)",
        "Contracts not signed (0)",
        "Late for no reason given (0)",
        "Outcomes not noted (0)",
        "Offers unanswered (1)",
        "Promised to choose (0)",
        "Too few booked (0)",
        "Registers to mark (0)",
        "Documents to look at (0)",
        "Projects to look at (0)",
        "Suggestions to answer (0)",
        "Handbook to review (0)",
        "Volunteers to approve (0)",
        "Applicants too long at a stage (0)",
        "Probations to review (0)",
        "Expenses to decide (0)",
        "Mail not delivered (0)",
    ]
    chosen = page.select_one(".app-pick a[aria-current]")
    assert chosen
    assert chosen["href"] == f"/?show={show}"


def test_queue_asks_for_dates_contracts_and_reasons(app: Flask, pages: Pages) -> None:
    jo, area = scenes.coordinator(), AreaFactory(name="Northmere")
    held = scenes.order(jo, area=area, court_date=date(2026, 1, 20))
    with clock.frozen(clock.at(date(2026, 2, 16), time(9))):
        sitting = scenes.arranged(jo, held, day=date(2026, 2, 25))
    scenes.held(sitting)
    planned = scenes.order(jo, area=area, months=12)
    scenes.signed(planned, jo)
    with changing():
        plans.accept_plan(order=planned, actor=jo)
    scenes.before_court(jo, area=area, court_on=date(2026, 3, 20))
    with clock.frozen(clock.at(date(2026, 5, 18), time(9))):
        found = [row[1] for row in rows(coordinators(pages, jo).get("/"))]
        assert found == [
            f"Contract not signed {held.ref} , Northmere",
            "Outcome not noted 1 panel, Wednesday 25 February",
            "Pre-court panel with no date P-2026-006 , Northmere",
            "Late for no reason given P-2026-001 , initial panel, Northmere",
            "Progress panel with no date P-2026-002 , Northmere",
        ]


def test_queue_says_how_many_panels_were_held_and_not_noted(app: Flask, pages: Pages) -> None:
    jo, area = scenes.coordinator(), AreaFactory()
    orders = [scenes.order(jo, area=area) for _ in range(2)]
    sittings = [scenes.arranged(jo, *orders), scenes.arranged(jo, day=date(2026, 3, 11))]
    with clock.frozen(clock.at(date(2026, 3, 12), time(9))):
        for sitting in sittings:
            scenes.held(sitting)
        page = coordinators(pages, jo).get("/?show=outcomes")
        assert rows(page) == [
            [
                "Today",
                "Outcome not noted 3 panels, Tuesday 10 March to Wednesday 11 March",
                "Not noted 3 panels were held and nobody has noted what came of them.",
                "Note who came and how each ended",
            ]
        ]
        [link] = {str(each["href"]) for each in page.select("#needs td a[href*=unnoted]")}
        assert len(pages.get(link).select("tbody tr")) == 2


def test_unknown_filter_shows_everything(app: Flask, pages: Pages) -> None:
    jo = scenes.coordinator()
    scene(jo)
    assert len(rows(coordinators(pages, jo).get("/?show=x%00"))) == 2


def test_fragment_is_the_queue_alone(app: Flask, pages: Pages) -> None:
    jo = scenes.coordinator()
    scene(jo)
    part = coordinators(pages, jo).fragment("/?show=risk")
    assert [child.get("id") for child in part.find_all(recursive=False)] == ["needs"]


def test_coordinator_with_nothing_to_do_is_told_so(app: Flask, pages: Pages) -> None:
    page = coordinators(pages, scenes.coordinator()).get("/")
    assert EMPTY in page.words
    assert rows(page) == []


def test_limited_coordinator_sees_only_their_areas(app: Flask, pages: Pages) -> None:
    jo = scenes.coordinator()
    scene(jo, "Northmere")
    saltmarsh = scene(jo, "Saltmarsh")
    limited = user_with(Role.COORDINATOR)
    limited.area_rows.append(UserArea(area=saltmarsh.entry.area))
    session.commit()
    page = pages.sign_in(limited.email).get("/")
    assert "in Saltmarsh." in page.words
    assert "Northmere" not in page.words
    assert len(rows(page)) == 2


def test_coordinator_sees_their_own_duty_and_offers_beside_the_queue(
    app: Flask, pages: Pages
) -> None:
    jo = scenes.coordinator()
    jo.may_advise = True
    room = RoomFactory(venue=VenueFactory(name="Town Hall"))
    scenes.arranged(jo, scenes.order(jo), adviser=jo, room=room)
    page = coordinators(pages, jo).get("/")
    assert card(page, "duty").startswith("Your next duty is on Tuesday 10 March You said yes")
    assert "You are the adviser of 1 panel." in card(page, "duty")


def test_coordinator_is_led_to_open_rounds_and_to_panels_to_accept(
    app: Flask, pages: Pages
) -> None:
    jo, north = scenes.coordinator(), AreaFactory(name="North")
    assert not coordinators(pages, jo).get("/").select("#underway")
    margaret, _ = round_scenes.volunteer(), round_scenes.volunteer("Ann Lee")
    asked = round_scenes.opened(jo)
    round_scenes.sent(asked, margaret, 0)
    order = scenes.order(jo, area=north)
    scenes.signed(order, jo)
    page = pages.get("/")
    assert card(page, "underway") == (
        "Also under way Dates asked for, April 2026 : 1 of 2 have answered, "
        "closes Saturday 7 March "
        "2 proposed panels wait to be accepted"
    )
    links = [str(link["href"]) for link in page.select("#underway a")]
    assert links == [f"/members/rounds/{asked.uuid}", "/panels/orders?state=proposed"]
    listed = pages.get(links[1])
    assert [each.get_text() for each in listed.select("#orders tbody th a")] == [order.ref]
    assert "Panels to accept (1)" in listed.words
    assert listed.select_one(f"#orders td a[href='/panels/orders/{order.ref}#plan']")
    limited, elsewhere = user_with(Role.COORDINATOR), AreaFactory()
    limited.area_rows.append(UserArea(area=elsewhere))
    session.commit()
    assert "proposed" not in card(pages.sign_in(limited.email).get("/"), "underway")
    with clock.frozen(clock.at(date(2026, 3, 9), time(9))):
        assert "Dates asked for" not in card(coordinators(pages, jo).get("/"), "underway")


@pytest.mark.parametrize("count", [1, 3])
def test_queue_costs_the_same_for_one_and_for_three(app: Flask, pages: Pages, count: int) -> None:
    jo = scenes.coordinator()
    coordinators(pages, jo)
    for number in range(count):
        scene(jo, f"Area {number}")
        scenes.order(jo, case_manager=jo)
        scenes.held(scenes.arranged(jo, day=date(2026, 3, 13)))
        failed_mail(PersonFactory(), key=f"k{number}")
        round_scenes.opened(jo)
        of = partner_scenes.partner(f"Trust {number}")
        them = partner_scenes.somebody_of(of)
        partner_scenes.sent(them, of)
        project_scenes.submitted(of, them)
        with changing():
            suggestions.suggest(form_key=str(number), **project_scenes.SUGGESTION)
    session.expunge_all()
    with count_statements() as sent:
        page = pages.get("/")
    assert len(rows(page)) == 8 * count + 1
    assert len(page.select("#underway li")) == count
    assert len(sent) == STATEMENTS


def test_a_document_waits_for_coordinators_of_its_partners_areas(app: Flask) -> None:
    north, south = AreaFactory(), AreaFactory()
    trust = partner_scenes.partner(areas=[PartnerArea(area=north)])
    partner_scenes.sent(partner_scenes.somebody_of(trust), trust)
    shown = {}
    for area in (north, south):
        them = partner_scenes.coordinator(f"Of {area.name}", area)
        shown[area] = rows(Pages(app).sign_in(str(them.email)).get("/?show=documents"))
    assert shown[south] == []
    [row] = shown[north]
    assert row[1] == "Document to look at Canal Trust: Public liability insurance"


def test_projects_changes_and_suggestions_wait_for_the_coordinator(
    app: Flask, pages: Pages
) -> None:
    jo = scenes.coordinator()
    trust = partner_scenes.partner()
    mo = partner_scenes.somebody_of(trust)
    project_scenes.submitted(trust, mo)
    listed = project_scenes.listed(trust, jo, title="Bike wash")
    with changing():
        revisions.propose(
            project=listed,
            version=listed.version,
            said=project_scenes.said(title="Bike wash", capacity=6),
            actor=mo,
        )
        suggestions.suggest(form_key="1", **project_scenes.SUGGESTION)
    pages.sign_in(str(jo.email))
    assert [row[1] for row in rows(pages.get("/?show=projects"))] == [
        "Project to look at Bike repair, Canal Trust",
        "Changes to look at Bike wash, Canal Trust",
    ]
    [row] = rows(pages.get("/?show=suggestions"))
    assert row[1] == "Suggestion to answer Litter by the canal"


def test_coordinator_sees_who_looks_for_cover(app: Flask, pages: Pages) -> None:
    jo = scenes.coordinator()
    sitting = scene(jo)
    offer = scenes.accepted(sitting, SeatKind.MEMBER, scenes.volunteer("Ann Lee"))
    offer.seat.cover_wanted_at = clock.now()
    session.commit()
    page = coordinators(pages, jo).get("/?show=cover")
    [row] = rows(page)
    assert row[:2] == ["Today", "Cover wanted Ann Lee, panel member, Tuesday 10 March, 5:30pm"]
    assert row[2].startswith("Looking for cover Asked today, 10am. They stay on it until")
    limited, elsewhere = user_with(Role.COORDINATOR), AreaFactory()
    limited.area_rows.append(UserArea(area=elsewhere))
    session.commit()
    assert rows(pages.sign_in(limited.email).get("/?show=cover")) == []


def test_coordinator_sees_whether_promises_were_kept(app: Flask, pages: Pages) -> None:
    jo = scenes.coordinator()
    assert "No promise to say who sits fell due" in card(coordinators(pages, jo).get("/"), "kept")
    for number, late in enumerate((False, True)):
        offer = called(scenes.arranged(jo, day=date(2026, 3, 17 + number)), MemberFactory())
        assert offer.call
        offer.call.confirm_by = clock.now() - timedelta(days=1)
        offer.call.settled_at = clock.now() - timedelta(days=0 if late else 2)
        session.commit()
    assert card(pages.get("/"), "kept") == (
        "Confirmed when promised In the last 90 days, 1 of 2 promises kept."
    )


def test_a_name_put_down_where_nobody_was_called_waits_for_the_coordinator_too(
    app: Flask, pages: Pages
) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(jo, day=date(2026, 3, 24))
    with changing():
        calls.come_forward(seat=scenes.seat(sitting, SeatKind.MEMBER), person=ann.person)
    [row] = rows(coordinators(pages, jo).get("/?show=promises"))
    assert row[0] == "Thu 5 March"
    assert row[1].startswith("A name is put down Panel member, Tuesday 24 March")
    assert "1 name put down Of their own accord, since today, 10am." in row[2]


def test_coordinator_is_led_to_the_rota_and_to_tonights_sheet(app: Flask, pages: Pages) -> None:
    jo = scenes.coordinator()
    scene(jo)
    page = coordinators(pages, jo).get("/")
    assert page.select_one("#fortnight a[href='/panels/rota']")
    assert not page.select("#fortnight a[href^='/panels/rota/evening']")
    with clock.frozen(clock.at(date(2026, 3, 10), time(9))):
        page = coordinators(pages, jo).get("/")
    assert page.select_one("#fortnight a[href='/panels/rota/evening/2026-03-10']")
