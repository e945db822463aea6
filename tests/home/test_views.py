from datetime import date, time

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.calendar import actions as calendar
from portal.calendar.models import Kind
from portal.database import changing, session
from portal.notifications.models import Job, JobState
from portal.panels.models import SeatKind
from portal.reparation.models import PartnerPerson
from tests.factories import (
    PartnerFactory,
    PersonFactory,
    user_with,
)
from tests.home.desks import card, failed_mail, scene
from tests.pages import Pages
from tests.panels import scenes
from tests.statements import count_statements


def test_case_manager_sees_orders_to_copy_and_panels_to_come(app: Flask, pages: Pages) -> None:
    casey = user_with(Role.STAFF, person=PersonFactory(name="Casey Moran"))
    order = scenes.order(scenes.coordinator(), case_manager=casey.person)
    scenes.arranged(order.case_manager, order)
    page = pages.sign_in(casey.email).get("/")
    orders = card(page, "orders")
    assert orders.startswith(f"My orders: 1 {order.ref} Area")
    assert "6 months. Copy the reference into the case system" in orders
    assert "Their panels to come Tuesday 10 March, 5:30pm" in orders


def test_case_manager_does_not_see_the_orders_of_others(app: Flask, pages: Pages) -> None:
    order = scenes.order(scenes.coordinator())
    page = pages.sign_in(user_with(Role.STAFF).email).get("/")
    assert order.ref not in str(page)
    assert "No order names you" in card(page, "orders")


def test_manager_reads_counts_that_lead_to_lists(app: Flask, pages: Pages) -> None:
    jo = scenes.coordinator()
    scene(jo)
    scenes.order(jo)
    page = pages.sign_in(user_with(Role.MANAGER).email).get("/")
    counts = {
        row.dt.get_text(strip=True): (int(str(link.find(string=True))), link["href"])
        for row in page.select("#figures .govuk-summary-list__row")
        if row.dt and (link := row.find("a"))
    }
    assert counts == {
        "Panels in the next 14 days": (1, "/panels/"),
        "Of those to come, at risk": (1, "/panels/?show=risk"),
        "Open orders": (2, "/panels/orders"),
        "Panels without a date, due in six weeks": (1, "/panels/orders?state=without"),
        "Active volunteers": (1, "/members/"),
    }
    assert not page.select("main form, main .govuk-button")


@pytest.mark.parametrize("count", [1, 3])
def test_a_manager_is_not_asked_what_only_a_coordinator_sees_to(
    app: Flask, pages: Pages, count: int
) -> None:
    jo = scenes.coordinator()
    for number in range(count):
        scene(jo, f"Area {number}")
        scenes.order(jo)
    pages.sign_in(user_with(Role.MANAGER).email)
    session.expunge_all()
    with count_statements() as sent:
        assert card(pages.get("/"), "figures")
    assert len(sent) == 15


def test_administrator_sees_mail_jobs_and_accounts(app: Flask, pages: Pages) -> None:
    admin = user_with(Role.ADMINISTRATOR)
    failed_mail(PersonFactory(name="Owen Price"))
    session.add(Job(name="members.import", key="k", state=JobState.FAILED))
    session.commit()
    page = pages.sign_in(admin.email).get("/")
    assert card(page, "mail").startswith("Mail 1 message not delivered To Owen Price, ")
    assert card(page, "jobs").startswith("Background jobs 1 job failed")
    assert card(page, "accounts").startswith("Accounts 1 person can sign in.")


def test_administrator_with_nothing_broken_is_told_so(app: Flask, pages: Pages) -> None:
    page = pages.sign_in(user_with(Role.ADMINISTRATOR).email).get("/")
    assert "All mail is delivered or on its way" in card(page, "mail")
    assert "No job has failed" in card(page, "jobs")


def test_somebody_with_two_roles_sees_both(app: Flask, pages: Pages) -> None:
    page = pages.sign_in(user_with(Role.MANAGER, Role.ADMINISTRATOR).email).get("/")
    assert card(page, "figures")
    assert card(page, "mail")


def test_partner_sees_what_the_calendar_holds_for_them(app: Flask, pages: Pages) -> None:
    mo = user_with(Role.PARTNER)
    with changing():
        calendar.publish(
            actor=None,
            kind=Kind.TEAM,
            title="Partners’ meeting",
            path=None,
            starts_at=clock.at(date(2026, 3, 4), time(10)),
            ends_at=clock.at(date(2026, 3, 4), time(12)),
            audience=["role:partner"],
            place="Northmere Library",
        )
    page = pages.sign_in(mo.email).get("/")
    assert card(page, "coming").startswith(
        "Next in the calendar Partners’ meeting Wed 4 March, 10am, Northmere Library"
    )


def test_what_lasts_for_days_says_until_when(app: Flask, pages: Pages) -> None:
    manager = user_with(Role.MANAGER)
    with changing():
        calendar.publish(
            actor=None,
            kind=Kind.LEAVE,
            title="Jo Hartley is away",
            path=None,
            starts_at=clock.at(date(2026, 3, 1), time()),
            ends_at=clock.at(date(2026, 3, 7), time()),
            all_day=True,
            audience=["role:manager"],
        )
    page = pages.sign_in(manager.email).get("/")
    assert card(page, "coming").startswith(
        "Next in the calendar Jo Hartley is away Sun 1 March, until Friday 6 March"
    )


def test_partner_with_an_empty_calendar_is_told_what_will_stand_there(
    app: Flask, pages: Pages
) -> None:
    page = pages.sign_in(user_with(Role.PARTNER).email).get("/")
    assert "Nothing is in the calendar for you yet." in card(page, "coming")


@pytest.mark.parametrize("role", Role)
def test_every_link_of_the_first_page_leads_somewhere(app: Flask, pages: Pages, role: Role) -> None:
    jo = scenes.coordinator()
    sitting = scene(jo)
    sam = scenes.volunteer("Sam Lee")
    user = user_with(role, person=sam.person)
    if role is Role.VOLUNTEER:
        scenes.accepted(sitting, SeatKind.MEMBER, sam)
    else:
        scenes.arranged(jo, scenes.order(jo, case_manager=user.person))
    if role is Role.PARTNER:
        PartnerFactory(people=[PartnerPerson(person=user.person)])
    pages.sign_in(user.email)
    links = {str(link["href"]) for link in pages.get("/").select("main a[href^='/'], nav a")}
    assert {link: pages.client.get(link).status_code for link in sorted(links)} == dict.fromkeys(
        sorted(links), 200
    )
