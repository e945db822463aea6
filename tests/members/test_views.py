"""The register and a volunteer's pages, as people read them."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import session
from portal.members.models import CheckKind, CheckRecord, Member, MemberArea, Status
from tests.factories import AreaFactory, MemberFactory, PersonFactory, user_with
from tests.pages import Pages
from tests.statements import count_statements


@pytest.fixture
def coordinator(pages: Pages) -> Pages:
    return pages.sign_in(user_with(Role.COORDINATOR).email)


def names(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select("#register tbody th a")]


def with_dbs(member: Member, recheck_on: date | None) -> Member:
    member.checks = [
        CheckRecord(kind=CheckKind.DBS, issued_on=date(2024, 1, 2), recheck_on=recheck_on)
    ]
    session.commit()
    return member


def test_the_register_lists_everybody_who_has_not_left_by_name(coordinator: Pages) -> None:
    MemberFactory(person=PersonFactory(name="Priya Nair"))
    MemberFactory(person=PersonFactory(name="Ann Lee"), status=Status.PAUSED)
    MemberFactory(person=PersonFactory(name="Old Hand"), status=Status.LEFT)
    page = coordinator.get("/members/")
    assert page.heading == "Volunteers"
    assert names(page) == ["Ann Lee", "Priya Nair"]
    assert names(coordinator.get("/members/?status=left")) == ["Old Hand"]
    assert len(names(coordinator.get("/members/?status=all"))) == 3
    MemberFactory(
        person=PersonFactory(name="Bea Gone"), leaves_on=date(2026, 9, 1), leave_reason="moved"
    )
    assert names(coordinator.get("/members/?status=leaving")) == ["Bea Gone"]


def test_the_register_narrows_by_words_area_seats_and_check(coordinator: Pages) -> None:
    today = clock.today()
    north, south = AreaFactory(name="Northmere"), AreaFactory(name="Saltmarsh")
    ann = with_dbs(MemberFactory(person=PersonFactory(name="Ann Lee")), today - timedelta(1))
    ann.area_rows = [MemberArea(area=north)]
    bo = MemberFactory(person=PersonFactory(name="Bo 50% Lee"), may_chair=True, number="V900")
    with_dbs(bo, today + timedelta(30)).area_rows = [MemberArea(area=south)]
    with_dbs(
        MemberFactory(person=PersonFactory(name="Cy Ash"), is_learner=True), today + timedelta(400)
    )
    MemberFactory(person=PersonFactory(name="Di Oak"))
    session.commit()
    found = {
        query: names(coordinator.get(f"/members/?{query}"))
        for query in (
            "words=lee",
            "words=lee+ann",
            "words=v900",
            "words=50%25",
            f"area={north.id}",
            "sits=chair",
            "sits=learner",
            "check=lapsed",
            "check=due",
            "check=in_date",
            "check=undated",
            "status=nonsense&area=x&sits=x&check=x&page=x",
            "words=%00",
        )
    }
    everybody = ["Ann Lee", "Bo 50% Lee", "Cy Ash", "Di Oak"]
    assert found == {
        "words=lee": ["Ann Lee", "Bo 50% Lee"],
        "words=lee+ann": ["Ann Lee"],
        "words=v900": ["Bo 50% Lee"],
        "words=50%25": ["Bo 50% Lee"],
        f"area={north.id}": ["Ann Lee", "Cy Ash", "Di Oak"],
        "sits=chair": ["Bo 50% Lee"],
        "sits=learner": ["Cy Ash"],
        "check=lapsed": ["Ann Lee", "Di Oak"],
        "check=due": ["Bo 50% Lee"],
        "check=in_date": ["Cy Ash"],
        "check=undated": [],
        "status=nonsense&area=x&sits=x&check=x&page=x": everybody,
        "words=%00": everybody,
    }


def test_the_register_says_what_to_do_when_nobody_is_found(coordinator: Pages) -> None:
    MemberFactory()
    page = coordinator.get("/members/?words=zzz")
    assert "Nobody found Take a filter off, or try part of the name." in page.words


def test_htmx_gets_the_list_alone(coordinator: Pages) -> None:
    MemberFactory(person=PersonFactory(name="Ann Lee"))
    part = coordinator.fragment("/members/?words=ann")
    assert [tag.get("id") for tag in part.find_all(recursive=False)] == ["register"]
    assert names(part) == ["Ann Lee"]


def test_the_register_costs_the_same_for_one_and_for_three(coordinator: Pages) -> None:
    area = AreaFactory()
    counts = []
    for size in (1, 2):
        for _ in range(size):
            member = with_dbs(MemberFactory(), clock.today())
            member.area_rows = [MemberArea(area=area)]
        session.commit()
        with count_statements() as sent:
            assert len(names(coordinator.get("/members/"))) == (1 if size == 1 else 3)
        counts.append(len(sent))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.COORDINATOR, 200),
        (Role.MANAGER, 200),
        (Role.VOLUNTEER, 403),
        (Role.STAFF, 403),
        (Role.PARTNER, 403),
        (Role.ADMINISTRATOR, 403),
    ],
)
def test_coordinators_and_managers_read_the_register(pages: Pages, role: Role, status: int) -> None:
    member = MemberFactory(number="V012")
    pages.sign_in(user_with(role).email)
    pages.get("/members/", status)
    pages.get(f"/members/{member.number}", status)


def test_a_manager_reads_and_changes_nothing(pages: Pages) -> None:
    MemberFactory(number="V012")
    pages.sign_in(user_with(Role.MANAGER).email)
    assert "Change details" not in pages.get("/members/V012").words
    for path in ("new", "V012/edit", "V012/status", "V012/checks/new"):
        pages.get(f"/members/{path}", 403)
        pages.post(f"/members/{path}", 403)


def test_a_volunteers_page_says_what_is_held(coordinator: Pages) -> None:
    with clock.frozen(clock.at(date(2026, 3, 2), clock.london(clock.now()).time())):
        person = PersonFactory(name="Dev Patel", email="dev@example.org", phone="01632 960002")
        member = with_dbs(MemberFactory(person=person, number="V012"), date(2026, 3, 8))
        page = coordinator.get("/members/V012")
    assert page.heading == "Dev Patel V012"
    assert [link["href"] for link in page.select("dd a")] == [
        "tel:01632960002",
        "mailto:dev@example.org",
    ]
    assert "Due soon: 8 March" in page.words
    assert "Dev has not said yet" in page.words
    assert member.number in page.words


def test_a_number_that_nobody_has_is_not_found(coordinator: Pages) -> None:
    coordinator.get("/members/V404", 404)
    coordinator.get("/members/V%00", 404)


NEW = {
    "number": "v077",
    "name": "Zoë O’Brien",
    "email": "Zoe@Example.org",
    "phone": "07700 900123",
    "sits": "chair",
    "standing": "active",
    "joined_on": ["1", "3", "2025"],
    "min_month": "1",
    "max_month": "3",
    "form_key": "0123456789abcdef0123456789abcdef",
}


def test_adding_a_volunteer_twice_by_one_form_adds_one(coordinator: Pages) -> None:
    area = AreaFactory()
    page = coordinator.submit("/members/new", **NEW, areas=[str(area.id)])
    assert page.heading == "Zoë O’Brien V077"
    assert page.notices == ["Zoë O’Brien is in the register. Record their checks next."]
    assert area.name in page.words
    assert coordinator.submit("/members/new", **NEW).heading == "Zoë O’Brien V077"
    assert names(coordinator.get("/members/")) == ["Zoë O’Brien"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": ""}, "Enter the volunteer number"),
        ({"number": "V 12/3"}, "Use only letters, digits, hyphens and full stops, like V012"),
        ({"name": " "}, "Enter the full name"),
        ({"name": "x" * 10_000}, "Shorten this to 120 characters: it is 9,880 too many"),
        ({"name": "Ann\0Lee"}, "There is an invisible character"),
        ({"name": "Ann\u202eLee"}, "There is an invisible character"),
        ({"email": "nowhere"}, "Enter an email address in the format name@example.com"),
        ({"phone": "=cmd()"}, "Enter a telephone number, like"),
        ({"joined_on": ["31", "2", "2025"]}, "Enter a real date"),
        ({"max_month": "0"}, "The most must not be below the least"),
        ({"max_month": "99"}, "Enter a whole number from 0 to 31"),
        ({"standing": "left"}, "Choose where they stand with the service"),
        ({"areas": ["999"]}, "Choose one of the answers in the list"),
    ],
)
def test_what_will_not_do_comes_back_with_a_sentence(
    coordinator: Pages, wrong: dict[str, object], sentence: str
) -> None:
    page = coordinator.post("/members/new", 422, **{**NEW, **wrong})
    assert len(page.problems) == 1
    assert page.problems[0].startswith(sentence)
    assert [field["value"] for field in page.select("#email, #phone")] == [
        wrong.get("email", NEW["email"]),
        wrong.get("phone", NEW["phone"]),
    ]
    assert names(coordinator.get("/members/")) == []


def test_a_number_that_is_taken_is_refused(coordinator: Pages) -> None:
    MemberFactory(number="V077")
    page = coordinator.post("/members/new", 422, **NEW)
    assert page.problems == ["V077 is another volunteer’s: enter a new one"]


def test_somebody_may_chair_and_would_rather_not(coordinator: Pages) -> None:
    page = coordinator.submit("/members/new", **{**NEW, "sits": "unwilling"})
    assert "May chair, and would rather not" in page.words
    page = coordinator.get("/members/V077/edit")
    assert [each["value"] for each in page.select("input[name=sits][checked]")] == ["unwilling"]


def fields_of(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return what a form would send as it stands."""
    fields: dict[str, list[str]] = {}
    for field in page.select("main form input, main form select"):
        if field.get("type") in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            fields[str(field["name"])] = [str(chosen["value"])] if chosen else [""]
        else:
            fields.setdefault(str(field["name"]), []).append(str(field.get("value", "")))
    return fields


def test_changing_a_volunteer(coordinator: Pages) -> None:
    MemberFactory(number="V012", person=PersonFactory(name="Ann Lee", known_as="Annie"))
    fields = fields_of(coordinator.get("/members/V012/edit"))
    page = coordinator.submit("/members/V012/edit", **{**fields, "name": "Ann Leigh"})
    assert page.heading == "Annie V012"
    assert "Ann Leigh" in page.words


def test_a_stale_form_shows_both_and_keeps_what_was_typed(coordinator: Pages) -> None:
    MemberFactory(number="V012", person=PersonFactory(name="Ann Lee", phone="01632 960001"))
    fields = fields_of(coordinator.get("/members/V012/edit"))
    coordinator.submit("/members/V012/edit", **{**fields, "phone": "01632 960002"})
    page = coordinator.post("/members/V012/edit", 409, **{**fields, "phone": "01632 960003"})
    assert page.problems == [
        "Somebody changed this volunteer while you were typing. Compare the two, then save again"
    ]
    assert [cell.get_text() for cell in page.select("tbody th, tbody td")] == [
        "Telephone number",
        "01632 960002",
        "01632 960003",
    ]
    again = coordinator.submit("/members/V012/edit", **fields_of(page))
    assert "01632 960003" in again.words


def test_another_volunteers_number_is_refused_when_changing(coordinator: Pages) -> None:
    MemberFactory(number="V011")
    MemberFactory(number="V012")
    fields = fields_of(coordinator.get("/members/V012/edit"))
    page = coordinator.post("/members/V012/edit", 422, **{**fields, "number": "v011"})
    assert page.problems == ["This number is another volunteer’s: enter a new one"]


def test_a_coordinator_limited_to_areas_changes_only_who_serves_them(pages: Pages) -> None:
    north, south = AreaFactory(), AreaFactory()
    user = user_with(Role.COORDINATOR)
    user.area_rows = [UserArea(area=north)]
    MemberFactory(number="N1", area_rows=[MemberArea(area=north)])
    MemberFactory(number="S1", area_rows=[MemberArea(area=south)])
    MemberFactory(number="W1")
    session.commit()
    pages.sign_in(user.email)
    assert [
        "Change details" in pages.get(f"/members/{number}").words for number in ("N1", "S1", "W1")
    ] == [True, False, True]
    pages.get("/members/S1/edit", 403)
    pages.post("/members/S1/status", 403, standing="left")


def test_each_status_says_what_follows_before_it_is_chosen(coordinator: Pages) -> None:
    MemberFactory(number="V012")
    page = coordinator.get("/members/V012/status")
    assert "Can be offered panels as soon as a DBS check that is in date is recorded." in page.words
    fields = fields_of(page)
    refused = coordinator.post("/members/V012/status", 422, **{**fields, "standing": "left"})
    assert refused.problems == ["Choose the new status"]
    paused = {**fields, "standing": "paused"}
    assert "Taking a break" in coordinator.submit("/members/V012/status", **paused).words
    assert coordinator.post("/members/V012/status", 409, **paused).problems == [
        "Somebody changed this volunteer while you were typing. Compare the two, then save again. "
        "The status is now: Taking a break"
    ]


def test_recording_a_check_suggests_the_date_to_check_again(coordinator: Pages) -> None:
    MemberFactory(number="V012")
    fields = {
        "kind": "dbs",
        "issued_on": ["29", "2", "2024"],
        "level": "Enhanced",
        "update_service": "y",
    }
    page = coordinator.submit("/members/V012/checks/new", **fields)
    assert "Check again by Monday 1 March 2027." in page.words
    coordinator.submit("/members/V012/checks/new", **fields)
    assert session.query(CheckRecord).count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentences"),
    [
        ({"issued_on": ["1", "1", "2199"]}, ["Enter a day that is not in the future"]),
        ({"level": ""}, ["Choose the level of the DBS check"]),
        (
            {"recheck_on": ["1", "1", "2024"]},
            ["The date to check again must be after the date of the check"],
        ),
    ],
)
def test_a_check_that_cannot_be_is_refused(
    coordinator: Pages, wrong: dict[str, object], sentences: list[str]
) -> None:
    MemberFactory(number="V012")
    fields = {"kind": "dbs", "issued_on": ["1", "2", "2024"], "level": "Enhanced", **wrong}
    assert coordinator.post("/members/V012/checks/new", 422, **fields).problems == sentences
