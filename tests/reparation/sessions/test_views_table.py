"""The list of sessions as a file: what came of each, and no reference."""

from datetime import time, timedelta

from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import changing, session
from portal.people.models import Person
from portal.reparation.actions import headcounts, places
from tests.factories import AreaFactory, VenueFactory, user_with
from tests.pages import Pages
from tests.reparation.sessions import scenes
from tests.reparation.sessions.scenes import SATURDAY

WEEK = timedelta(weeks=1)
HEADINGS = (
    "Day,Starts,Ends,Project,Whose,Area,State,Places,"
    "Booked,Came,Did not come,Not said yet,Minutes worked,Heads counted,Unit awards"
)


def lines(pages: Pages, query: str = "") -> list[str]:
    answer = pages.client.get(f"/reparation/sessions.csv{query}")
    return str(answer.data, "utf-8-sig").splitlines()


def test_what_came_of_each_session_is_counted_and_no_reference_told(
    desk: Pages, jo: Person
) -> None:
    partner, north = scenes.trusted(), AreaFactory(name="Northmere")
    partner.name = "Growing Together"
    project = scenes.project("=Towpath", partner=partner, venue=VenueFactory(area=north))
    held = scenes.planned(jo, project, places=5)
    booked = [scenes.booked(scenes.referral(scenes.practitioner(f"Sam {n}")), held) for n in "abcd"]
    with clock.frozen(clock.at(SATURDAY, time(13))):
        with changing():
            places.mark_place(place=booked[0], attended=True, minutes=110, actor=jo)
            places.mark_place(place=booked[1], attended=True, minutes=50, actor=jo)
            places.mark_place(place=booked[2], attended=False, minutes=0, actor=jo)
            headcounts.count_heads(held=held, headcount=2, unit_awards=1, actor=jo)
        found = lines(desk.sign_in(str(jo.email)), "?show=past")
    assert found == [
        HEADINGS,
        "2026-03-14,10:00,12:00,'=Towpath,Growing Together,Northmere,Held,5,4,2,1,1,160,2,1",
    ]


def test_the_file_is_narrowed_as_the_list_is(desk: Pages, jo: Person) -> None:
    north = AreaFactory()
    scenes.planned(jo, scenes.project("Bike repair", venue=VenueFactory(area=north)))
    scenes.planned(jo, scenes.project("Canal towpath"), supervisor=jo)

    def titles(query: str) -> list[str]:
        return [line.split(",")[3] for line in lines(desk, query)[1:]]

    assert titles("") == ["Bike repair", "Canal towpath"]
    assert titles(f"?area={north.id}") == ["Bike repair"]
    assert titles("?mine=1") == ["Canal towpath"]
    assert titles("?show=past") == []
    page = desk.get(f"/reparation/sessions?area={north.id}")
    [link] = page.select("a[href^='/reparation/sessions.csv']")
    assert titles("?" + str(link["href"]).partition("?")[2]) == ["Bike repair"]


def test_a_coordinator_of_an_area_saves_its_sessions_and_staff_none(app: Flask, jo: Person) -> None:
    north, south = AreaFactory(), AreaFactory()
    for area in (north, south):
        scenes.planned(jo, scenes.project(f"In {area.id}", venue=VenueFactory(area=area)))
    user = user_with(Role.COORDINATOR)
    session.add(UserArea(user_id=user.id, area_id=south.id))
    session.commit()
    limited = Pages(app).sign_in(user.email)
    assert [line.split(",")[3] for line in lines(limited)[1:]] == [f"In {south.id}"]
    staff = Pages(app).sign_in(user_with(Role.STAFF).email)
    assert "sessions.csv" not in str(staff.get("/reparation/sessions").soup)
    staff.get("/reparation/sessions.csv", 403)
