"""A coordinator at a volunteer's page: their days, their invitation, how often they sat."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.audit.models import AuditEvent
from portal.calendar import actions as calendar
from portal.calendar.actions import Duty
from portal.calendar.models import AttendeeState, Kind
from portal.database import session
from portal.members.models import Member, MemberArea, Status
from portal.notifications.models import Mail
from tests.factories import AreaFactory, MemberFactory, PersonFactory, user_with
from tests.pages import Page, Pages


@pytest.fixture
def coordinator(pages: Pages) -> Pages:
    return pages.sign_in(user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley")).email)


@pytest.fixture
def ann() -> Member:
    person = PersonFactory(name="Ann Lee", email="ann@example.org")
    return MemberFactory(number="V012", person=person)


def invitations() -> list[str]:
    return [
        mail.to_person.name if mail.to_person else ""
        for mail in session.scalars(select(Mail).order_by(Mail.id))
        if mail.template == "accounts/email/invitation"
    ]


def buttons(page: Page) -> list[str]:
    return [" ".join(each.get_text(" ").split()) for each in page.select("main button")]


def test_a_coordinator_notes_the_week_that_a_volunteer_told_them(
    coordinator: Pages, ann: Member
) -> None:
    page = coordinator.submit("/members/V012/week", free=["1-evening", "9-nonsense"])
    assert page.heading == "Ann Lee V012"
    assert "Tuesday evenings" in page.words
    page = coordinator.get("/members/V012/days")
    assert [box["value"] for box in page.select("input[name=free][checked]")] == ["1-evening"]
    newest = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert newest.tag == "members:availability_changed"
    assert newest.actor is not None
    assert newest.actor.name == "Jo Hartley"


def test_days_away_are_noted_and_taken_off(coordinator: Pages, ann: Member) -> None:
    first = clock.today() + timedelta(10)
    typed = [str(first.day), str(first.month), str(first.year)]
    page = coordinator.submit("/members/V012/away", starts_on=typed)
    assert page.notices[0].startswith("Ann Lee is away on ")
    page = coordinator.submit(str(page.select("#away li form")[0]["action"]))
    assert page.notices[0].startswith("Ann Lee is no longer away on ")
    assert "No days away are known." in page.words


def test_a_duty_at_times_that_no_longer_suit_is_pointed_out(
    coordinator: Pages, ann: Member
) -> None:
    day = clock.today() + timedelta(10)
    calendar.publish(
        actor=None,
        kind=Kind.PANEL,
        title="Panel",
        path="/panels/sittings/x",
        starts_at=clock.at(day, time(18)),
        ends_at=clock.at(day, time(19)),
        audience={"role:staff"},
        duties=[Duty(ann.person, "Panel", AttendeeState.ACCEPTED, "/panels/duties")],
    )
    session.commit()
    said = "They have promised to be at something then: Panel, "
    coordinator.submit("/members/V012/week", free=[f"{day.weekday()}-evening"])
    page = coordinator.submit("/members/V012/week")
    assert page.notices[1].startswith(said)
    page = coordinator.submit(
        "/members/V012/away", starts_on=[str(day.day), str(day.month), str(day.year)]
    )
    assert page.notices[1].startswith(said)


def test_days_that_cannot_be_stay_typed(coordinator: Pages, ann: Member) -> None:
    page = coordinator.post("/members/V012/away", 422, starts_on=["31", "2", "2027"])
    assert len(page.problems) == 1
    assert [box.get("value") for box in page.select("#away input[type=text]")][:3] == [
        "31",
        "2",
        "2027",
    ]


def test_a_coordinator_of_another_area_changes_nothing(pages: Pages, ann: Member) -> None:
    ann.area_rows = [MemberArea(area=AreaFactory())]
    limited = user_with(Role.COORDINATOR)
    limited.area_rows = [UserArea(area=AreaFactory())]
    session.commit()
    pages.sign_in(limited.email)
    pages.get("/members/V012/days", 403)
    for path in ("week", "away", "away/1/remove", "invite"):
        pages.post(f"/members/V012/{path}", 403)
    assert "Invite to sign in" not in pages.get("/members/V012").words


def test_a_volunteer_is_invited_once_by_two_clicks(coordinator: Pages, ann: Member) -> None:
    assert "Invite to sign in" in buttons(coordinator.get("/members/V012"))
    clicks = [coordinator.submit("/members/V012/invite") for _ in range(2)]
    said = ["Ann Lee is invited: a link is on its way to ann@example.org."]
    assert [page.notices for page in clicks] == [said, said]
    page = clicks[-1]
    assert "Send a new link" in buttons(page)
    assert "Invited, until" in page.words
    assert invitations() == ["Ann Lee"]


def test_an_address_in_use_is_refused_with_a_remedy(coordinator: Pages, ann: Member) -> None:
    user_with(Role.VOLUNTEER).email = "ann@example.org"
    session.commit()
    page = coordinator.submit("/members/V012/invite")
    assert page.notices == [
        "Somebody else signs in as ann@example.org. Give Ann Lee an address of their own, then "
        "invite them."
    ]
    assert invitations() == []


@pytest.mark.parametrize("who", ["staff", "left", "in use"])
def test_nobody_else_is_invited_by_a_coordinator(coordinator: Pages, ann: Member, who: str) -> None:
    if who == "staff":
        ann.person.is_staff = True
    elif who == "left":
        ann.status, ann.left_on = Status.LEFT, clock.today()
    else:
        user_with(Role.VOLUNTEER, person=ann.person)
    session.commit()
    assert buttons(coordinator.get("/members/V012")) == []
    coordinator.post("/members/V012/invite", 403)
    assert invitations() == []
