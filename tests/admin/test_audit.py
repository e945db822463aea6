"""How the trail is read, and by whom."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from portal import clock
from portal.access import Role
from portal.audit.actions import amend, record
from portal.audit.models import AuditDetail
from portal.database import changing, session
from portal.notifications.models import MailState, NotificationsTag
from portal.people.models import PeopleTag, Person
from tests.factories import MailFactory, PersonFactory, user_with
from tests.pages import Page, Pages
from tests.statements import count_statements


@pytest.fixture
def administrator(pages: Pages) -> Pages:
    user = user_with(Role.ADMINISTRATOR, person=PersonFactory(name="Ada King"))
    return pages.sign_in(user.email)


def rows(page: Page) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")][1:]
        for row in page.select("#trail tbody tr")
        if "Accounts:" not in row.get_text()
    ]


def rename(person: Person, name: str, actor: Person | None) -> None:
    with changing():
        record(PeopleTag.CHANGED, person, actor=actor, changes=amend(person, name=name))


def test_the_trail_tells_who_did_what_and_what_it_was_before(administrator: Pages) -> None:
    jo, ann = PersonFactory(name="Jo Hartley"), PersonFactory(name="Ann Lee")
    rename(ann, "Ann Orr", jo)
    with changing():
        mail = MailFactory(to_person=ann)
        changes = amend(mail, state=MailState.NO_ADDRESS, to_person_id=jo.id)
        record(NotificationsTag.MAIL_DROPPED, mail, actor=None, changes=changes)
    assert rows(administrator.get("/admin/audit")) == [
        [
            "The portal itself",
            "Notifications: mail dropped",
            f"Outbox {mail.id}",
            "State: waiting → became no address To person: Ann Orr → became Jo Hartley",
        ],
        [
            "Jo Hartley",
            "People: changed",
            "Person Ann Orr",
            "Name: Ann Lee → became Ann Orr",
        ],
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("who=hartley", ["Jo Hartley"]),
        ("who=portal", ["The portal itself"]),
        ("tag=people:changed&subject=person", ["The portal itself", "Jo Hartley"]),
        ("tag=people:added", []),
        ("subject=outbox", []),
        ("number=999999", []),
        ("tag=nonsense&who=%25", []),
    ],
)
def test_the_trail_is_filtered(administrator: Pages, query: str, found: list[str]) -> None:
    jo, ann = PersonFactory(name="Jo Hartley"), PersonFactory()
    rename(ann, "One", jo)
    rename(ann, "Two", None)
    assert [row[0] for row in rows(administrator.get(f"/admin/audit?{query}"))] == found


def test_the_trail_is_filtered_by_days_on_london_clocks(administrator: Pages) -> None:
    person = PersonFactory()
    midnight = clock.day_bounds(clock.today(), clock.today())[0]
    for minutes, name in ((-1, "yesterday"), (0, "today")):
        with clock.frozen(midnight + timedelta(minutes=minutes)):
            rename(person, name, None)
    day = clock.today()
    for query, found in (
        (f"first={day}", ["today"]),
        (f"last={day - timedelta(days=1)}", ["yesterday"]),
        (f"first={day - timedelta(days=1)}&last={day}", ["today", "yesterday"]),
    ):
        page = administrator.get(f"/admin/audit?tag=people:changed&{query}")
        assert [row[3].rsplit(" ", 1)[-1] for row in rows(page)] == found


def test_days_the_wrong_way_round_are_told(administrator: Pages) -> None:
    page = administrator.get("/admin/audit?first=2026-03-10&last=2026-03-01")
    assert "“To” is before “From”: swap the two days" in page.words


def test_erased_values_leave_the_event(administrator: Pages) -> None:
    rename(PersonFactory(), "New", None)
    with changing():
        session.execute(delete(AuditDetail))
    (row,) = rows(administrator.get("/admin/audit?tag=people:changed"))
    assert row[-1] == "The values were erased."


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_the_trail_is_for_administrators(pages: Pages, role: Role) -> None:
    pages.sign_in(user_with(role).email)
    pages.get("/admin/audit", status=403)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_trail_has_no_way_to_write(administrator: Pages, method: str) -> None:
    assert getattr(administrator.client, method)("/admin/audit").status_code == 405


def test_the_trail_costs_the_same_for_one_event_and_for_three(administrator: Pages) -> None:
    administrator.get("/admin/audit")
    counts = []
    for number in (1, 3):
        for _ in range(number):
            rename(PersonFactory(), f"New {number}", PersonFactory())
        session.remove()
        with count_statements() as sent:
            administrator.get("/admin/audit")
        counts.append(len(sent))
    assert counts[0] == counts[1]
