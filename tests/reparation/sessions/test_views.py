"""The pages of sessions, referrals and places, as a coordinator, staff and a partner read them."""

import re
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from bs4 import Tag
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.accounts.queries import account_of
from portal.audit.models import AuditDetail
from portal.database import changing, session
from portal.people.models import Person
from portal.reparation.models import PartnerPerson, Place, ProjectSession, Referral
from tests.factories import AreaFactory, PersonFactory, VenueFactory, user_with
from tests.live import references_in
from tests.pages import Page, Pages
from tests.panels import scenes as panels
from tests.reparation.partners.scenes import bookable_partner
from tests.reparation.sessions import scenes
from tests.reparation.sessions.scenes import SATURDAY
from tests.statements import count_statements

NEW = "/reparation/sessions/new"
AFTER = clock.at(date(2026, 3, 14), time(13))


def reader(app: Flask, person: Person) -> Pages:
    """Sign somebody in."""
    assert person.email
    return Pages(app).sign_in(person.email)


def plan(**values: object) -> dict[str, object]:
    """Return what a coordinator types about a session on 14 March."""
    return {
        "on": ["14", "3", "2026"],
        "starts": "10am",
        "ends": "midday",
        "places": "1",
        "every": "once",
        "form_key": uuid4().hex,
        **values,
    }


def path(held: ProjectSession, more: str = "") -> str:
    """Return where the page of a session is."""
    return f"/reparation/sessions/{held.entry.uuid}{more}"


def one(page: Page, selector: str) -> Tag:
    """Return the one element of a page that a selector finds."""
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def test_a_session_is_planned_and_stands_in_the_list_and_the_calendar(desk: Pages) -> None:
    lee = PersonFactory(name="Lee Ward", is_staff=True)
    project = scenes.project("Canal towpath")
    page = desk.get(f"{NEW}?project={project.uuid}")
    assert one(page, "option[selected]").get_text() == "Canal towpath"
    page = desk.submit(NEW, **plan(project=project.id, supervisor=lee.id))
    assert page.heading == "Canal towpath, Saturday 14 March"
    assert "1 of 1 place left" in page.words
    held = session.query(ProjectSession).one()
    assert page.find("a", href=f"/members/messages/new?occasion={held.entry.uuid}")
    assert desk.get("/calendar/month/2026-03").find("a", href=path(held))
    assert desk.get("/reparation/sessions").find("a", href=path(held))


def test_from_a_referral_to_hours_done(app: Flask, jo: Person) -> None:
    sam, area = scenes.practitioner(), AreaFactory(name="Northmere")
    site = VenueFactory(area=area)
    held = scenes.planned(jo, scenes.project("Canal towpath", themes=["Bicycles"], venue=site))
    staff = reader(app, sam)
    page = staff.submit(
        "/reparation/referrals/new",
        kind="unpaid_work",
        hours="20",
        area=area.id,
        practitioner=sam.id,
        wish_theme="Bicycles",
        wish_direct="no",
        form_key=uuid4().hex,
    )
    assert page.heading == "Referral RF-2026-001"
    assert "0 minutes of 20 hours done" in page.words
    referral = session.query(Referral).one()
    link = f"{path(held, '/book')}?referral={referral.uuid}"
    assert page.find("a", href=link)
    assert one(staff.get(link), "option[selected]")["value"] == str(referral.id)
    page = staff.submit(path(held, "/book"), referral=referral.id, form_key=uuid4().hex)
    assert page.heading == "Place PL-2026-001"
    place = session.query(Place).one()
    where = f"/reparation/places/{place.uuid}"

    with clock.frozen(AFTER):
        staff = reader(app, sam)
        assert "PL-2026-001" in staff.get("/reparation/referrals").words
        page = staff.submit(f"{where}/mark", attended="yes", hours="1", minutes="30")
        assert "Not recorded in the case system yet" in page.words
        page = staff.submit(f"{where}/recorded", recorded="1")
        assert "Recorded in the case system" in page.words
        page = staff.get(f"/reparation/referrals/{referral.uuid}")
    assert "1 hour 30 minutes of 20 hours done" in page.words
    assert "Bicycles, for the community. Followed" in page.words


def test_the_page_of_a_project_leads_to_its_sessions_with_the_referral_in_hand(
    desk: Pages, jo: Person
) -> None:
    held, referral = scenes.planned(jo), scenes.referral(jo)
    page = desk.get(f"/reparation/projects/{held.project.uuid}?referral={referral.uuid}")
    link = f"{path(held)}?referral={referral.uuid}"
    assert page.find("a", href=link)
    assert "2 of 2 places left" in page.words
    assert desk.get(link).find("a", href=f"{path(held, '/book')}?referral={referral.uuid}")


def test_every_saturday_but_one_is_planned_on_one_page(desk: Pages) -> None:
    project, lee = scenes.project(), PersonFactory(is_staff=True)
    asked = plan(
        project=project.id,
        supervisor=lee.id,
        every="weekly",
        until=["11", "4", "2026"],
        but_not="28 3 2026",
    )
    page = desk.post(NEW, 200, **asked)
    assert page.heading == "4 sessions planned"
    assert "Saturday 28 March" not in page.words
    assert desk.post(NEW, 200, **asked).heading == "4 sessions planned"
    assert session.query(ProjectSession).count() == 4


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"on": ["1", "3", "2026"]}, "That date and time have passed."),
        ({"ends": "9am"}, "It would end before it starts."),
        ({"places": "7"}, "The project takes 6 at most."),
        ({"supervisor": ""}, "Choose who supervises"),
        ({"every": "weekly"}, "Enter the last date"),
        ({"every": "weekly", "until": ["15", "3", "2026"]}, "There is no other date until then."),
        (
            {"every": "weekly", "until": ["11", "4", "2026"], "but_not": "Easter"},
            "“Easter” is not a date",
        ),
        (
            {
                "every": "weekly",
                "until": ["21", "3", "2026"],
                "but_not": "14 3 2026\n21 3 2026",
            },
            "Every date is left out. Keep one of them.",
        ),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_what_was_typed_stays(
    desk: Pages, typed: dict[str, object], problem: str
) -> None:
    project, lee = scenes.project(), PersonFactory(is_staff=True)
    page = desk.post(NEW, 422, **{**plan(project=project.id, supervisor=lee.id), **typed})
    assert problem in page.problems[0]
    assert one(page, "#starts")["value"] == str(typed.get("starts", "10am"))
    assert session.query(ProjectSession).count() == 0


def test_a_session_while_its_supervisor_sits_on_a_panel_is_refused(desk: Pages, jo: Person) -> None:
    lee = panels.colleague("Lee Ward", may_advise=True)
    panels.arranged(jo, panels.order(jo), day=SATURDAY, at=time(11), adviser=lee)
    asked = plan(project=scenes.project().id, supervisor=lee.id)
    page = desk.post(NEW, 422, **asked)
    assert re.search("Lee Ward has promised “Panel, .* on Saturday 14 March", page.problems[0])


def test_a_change_is_made_and_a_stale_one_is_shown_again(desk: Pages, jo: Person) -> None:
    held = scenes.planned(jo)
    version = held.version
    page = desk.get(path(held, "/change"))
    assert one(page, "#starts")["value"] == "10:00am"
    asked = plan(supervisor=held.supervisor_id, places="3", starts="11am", version=version)
    page = desk.submit(path(held, "/change"), **asked)
    assert "3 of 3 places left" in page.words
    assert "11am to midday" in page.words
    page = desk.post(path(held, "/change"), 409, **{**asked, "places": "4"})
    assert page.problems == [
        "Somebody changed this session while you were typing. Look at it, then save again"
    ]
    assert one(page, "#places")["value"] == "4"


def test_the_last_place_is_followed_by_the_waiting_list(app: Flask, jo: Person) -> None:
    sam = scenes.practitioner()
    held = scenes.planned(jo, places=1)
    first, second = scenes.referral(sam), scenes.referral(sam)
    staff = reader(app, sam)
    staff.submit(path(held, "/book"), referral=first.id, form_key=uuid4().hex)
    page = staff.post(path(held, "/book"), 422, referral=second.id, form_key=uuid4().hex)
    assert page.problems == ["The last place is taken. Put the referral on the waiting list."]
    assert one(page, "input[name=waits]")["value"] == "1"
    page = staff.submit(path(held, "/book"), referral=second.id, form_key=uuid4().hex, waits="1")
    assert "Waiting" in page.words
    assert "All 1 place are taken" not in page.words


def test_a_place_is_moved_and_given_back(app: Flask, jo: Person) -> None:
    sam = scenes.practitioner()
    held, other = scenes.planned(jo), scenes.planned(jo, None, SATURDAY + timedelta(days=1))
    place = scenes.booked(scenes.referral(sam), held)
    staff, where = reader(app, sam), f"/reparation/places/{place.uuid}"
    assert "Canal towpath, Sunday 15 March" in staff.get(f"{where}/move").words
    page = staff.submit(f"{where}/move", session=other.id, form_key=uuid4().hex)
    assert "Sunday 15 March" in page.words
    assert "Moved to another session" in staff.get(where).words
    again = f"/reparation/places/{session.query(Place).all()[-1].uuid}"
    assert "Given back" in staff.submit(f"{again}/cancel").words


def test_a_note_is_shown_to_be_copied_and_kept_nowhere(app: Flask, jo: Person) -> None:
    sam = scenes.practitioner()
    place = scenes.booked(scenes.referral(sam), scenes.planned(jo))
    where = f"/reparation/places/{place.uuid}/note"
    with clock.frozen(AFTER):
        staff = reader(app, sam)
        page = staff.post(where, 200, engaged="Fully", remarks="Painted the whole fence")
        note = one(page, "#note").get_text()
        assert "RF-2026-001, place PL-2026-001" in note
        assert "Took part: Fully" in note
        assert "Remarks: Painted the whole fence" in note
        assert "Painted" not in str(staff.get(where))
        assert staff.post(where, 422, remarks="x").problems == ["Choose how they took part"]
    kept = [*session.query(AuditDetail).all(), *session.query(Place).all()]
    assert not [row for row in kept if "Painted" in str(vars(row))]


def test_a_partner_reads_numbers_counts_heads_and_cancels(app: Flask, jo: Person) -> None:
    partner = bookable_partner("Canal Trust")
    robin, sam = scenes.host(partner), scenes.practitioner()
    ann = panels.volunteer("Ann Lee").person
    held = scenes.planned(jo, scenes.project(partner=partner), supervisor=ann)
    scenes.booked(scenes.referral(sam), held)
    hosts = reader(app, robin)
    page = hosts.get(path(held))
    assert "1 of 2 places taken" in page.words
    assert not references_in(str(page))
    assert one(page, "#navigation [aria-current]").get_text(strip=True) == "My organisation"
    assert [name for name in ("Ann Lee", "Sam Okafor") if name in str(page)] == []
    with clock.frozen(AFTER):
        hosts = reader(app, robin)
        page = hosts.post(path(held, "/headcount"), 422, headcount="")
        assert page.problems == ["Enter how many came, 0 if nobody did"]
        page = hosts.submit(path(held, "/headcount"), headcount="1", unit_awards="1")
    assert "1 young person came, 1 unit award earned" in page.words
    later = scenes.planned(jo, held.project, SATURDAY + timedelta(days=7))
    hosts = reader(app, robin)
    page = hosts.submit(path(later, "/cancel"), reason="Flooded", version=later.version)
    assert "Cancelled Flooded" in page.words


def test_what_is_not_ones_own_is_not_found(app: Flask, jo: Person) -> None:
    sam, robin = scenes.practitioner(), scenes.host(scenes.trusted())
    held = scenes.planned(jo)
    place = scenes.booked(scenes.referral(sam), held)
    hosts = reader(app, robin)
    hosts.get(path(held), 404)
    hosts.get(path(held, "/cancel"), 404)
    hosts.post(path(held, "/headcount"), 404, headcount="1")
    other = reader(app, scenes.practitioner("Ola Reid"))
    assert "PL-2026-001" not in other.get(path(held)).words
    other.get(f"/reparation/places/{place.uuid}", 404)
    other.get(f"/reparation/referrals/{place.referral.uuid}", 404)
    other.post(path(held, "/headcount"), 404, headcount="1")
    assert "RF-2026-001" not in other.get("/reparation/referrals").words


def test_a_referral_entered_for_a_colleague_is_theirs(app: Flask, jo: Person) -> None:
    sam, ola = scenes.practitioner(), scenes.practitioner("Ola Reid")
    asked = {"kind": "out_of_court", "hours": "8", "area": AreaFactory().id, "practitioner": ola.id}
    page = reader(app, sam).submit(
        "/reparation/referrals/new", form_key=uuid4().hex, wish_direct="unsaid", **asked
    )
    assert page.heading == "Referrals"
    assert "RF-2026-001 is entered. Copy this reference" in page.notices[0]
    assert "RF-2026-001" in reader(app, ola).get("/reparation/referrals").words


def test_a_coordinator_of_an_area_sees_its_referrals_alone(desk: Pages, jo: Person) -> None:
    mine, other = AreaFactory(name="Northmere"), AreaFactory(name="Saltmarsh")
    with changing():
        account_of(jo).area_rows = [UserArea(area=mine)]
    here, there = scenes.referral(jo, area=mine), scenes.referral(jo, area=other)
    words = desk.get("/reparation/referrals").words
    assert here.ref in words
    assert there.ref not in words
    desk.get(f"/reparation/referrals/{there.uuid}", 404)
    options = desk.get("/reparation/referrals/new").select("#area option")
    assert [each.get_text() for each in options] == ["Choose an area", "Northmere"]


def test_a_coordinator_of_an_area_changes_its_sessions_alone(
    app: Flask, desk: Pages, jo: Person
) -> None:
    mine, other = AreaFactory(name="Northmere"), AreaFactory(name="Saltmarsh")
    with changing():
        account_of(jo).area_rows = [UserArea(area=mine)]
    di = scenes.coordinator("Di Fox")
    held = scenes.planned(di, scenes.project("Canal towpath", venue=VenueFactory(area=other)))
    here = scenes.planned(di, scenes.project("Bike repair", venue=VenueFactory(area=mine)))
    page = desk.get(path(held))
    assert not page.find("a", href=path(held, "/change"))
    assert not page.find("a", href=path(held, "/cancel"))
    for what in ("/change", "/cancel"):
        desk.get(path(held, what), 404)
        desk.get(path(here, what))
    desk.post(path(held, "/cancel"), 404, reason="Flooded", version=held.version)
    options = desk.get(NEW).select("#project option")
    assert [each.get_text() for each in options] == ["Choose a project", "Bike repair"]
    refused = desk.post(NEW, 422, **plan(project=held.project_id, supervisor=held.supervisor_id))
    assert refused.problems == ["Choose a project"]
    with clock.frozen(AFTER):
        desk = reader(app, jo)
        desk.post(path(held, "/headcount"), 404, headcount="1")
        desk.post(path(here, "/headcount"), 303, headcount="1")


def test_a_colleague_who_is_of_a_partner_too_cancels_its_sessions_alone(
    app: Flask, jo: Person
) -> None:
    partner, other = bookable_partner("Canal Trust"), bookable_partner("Bike Kitchen")
    robin = user_with(Role.STAFF, Role.PARTNER, person=PersonFactory(name="Robin Hale")).person
    with changing():
        session.add(PartnerPerson(partner=partner, person=robin))
    ours = scenes.planned(jo, scenes.project(partner=partner))
    theirs = scenes.planned(jo, scenes.project(partner=other))
    both = reader(app, robin)
    both.get(path(theirs))
    both.get(path(theirs, "/cancel"), 404)
    both.post(path(theirs, "/cancel"), 404, reason="Flooded", version=theirs.version)
    both.post(path(ours, "/cancel"), 303, reason="Flooded", version=ours.version)
    assert session.get_one(ProjectSession, theirs.id).cancel_reason is None


def test_a_manager_reads_sessions_and_no_place(app: Flask, jo: Person) -> None:
    held = scenes.planned(jo)
    scenes.booked(scenes.referral(scenes.practitioner()), held)
    manager = user_with(Role.MANAGER).person
    page = reader(app, manager).get(path(held))
    assert "1 of 2 places left" in page.words
    assert not references_in(str(page))


def test_the_lists_cost_the_same_for_one_row_as_for_three(app: Flask, jo: Person) -> None:
    sam = scenes.practitioner()
    staff = reader(app, sam)
    costs = []
    for count in (1, 2):
        for number in range(count):
            held = scenes.planned(jo, None, SATURDAY + timedelta(days=count + number))
            scenes.booked(scenes.referral(sam), held)
        for address in ("sessions", "referrals", "sessions?mine=1"):
            staff.get(f"/reparation/{address}")
            with count_statements() as sent:
                staff.get(f"/reparation/{address}")
            costs.append(len(sent))
    assert costs[:3] == costs[3:]


def test_sessions_are_narrowed_without_a_page(app: Flask, jo: Person) -> None:
    sam = scenes.practitioner()
    scenes.booked(scenes.referral(sam), scenes.planned(jo, scenes.project("Bike repair")))
    scenes.planned(jo, scenes.project("Bench building"))
    staff = reader(app, sam)
    found = staff.fragment("/reparation/sessions?mine=1").get_text()
    assert "Bike repair" in found
    assert "Bench building" not in found
    assert "0 sessions" in staff.fragment("/reparation/sessions?show=past").get_text()


def test_a_session_says_why_no_place_can_be_booked(app: Flask, jo: Person) -> None:
    partner = bookable_partner("Canal Trust")
    held = scenes.planned(jo, scenes.project(partner=partner))
    partner.papers[0].until = held.entry.first_day - timedelta(days=1)
    session.commit()
    page = reader(app, scenes.practitioner()).get(path(held))
    assert "No place can be booked" in page.words
    assert "Public liability insurance runs to 13 March only" in page.words
    assert "Book a place" not in page.words
