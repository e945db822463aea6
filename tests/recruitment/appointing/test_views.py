"""The page that appoints, the page of what followed, and the review of a probation."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from bs4 import Tag
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import changing, session
from portal.members.models import CheckKind, CheckRecord, Member, MemberDetail, Status
from portal.members.queries.details import detail_of
from portal.recruitment.models import Application, Stage
from portal.training.models import Kind
from tests.factories import AreaFactory, CourseFactory, MemberFactory, PersonFactory, user_with
from tests.pages import Page, Pages
from tests.panels import scenes as panels
from tests.recruitment.scenes import TODAY, checked
from tests.training.scenes import planned


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen(clock.at(TODAY, time(10))):
        yield


@pytest.fixture
def coordinator(pages: Pages) -> Pages:
    return pages.sign_in(user_with(Role.COORDINATOR).email)


def path(application: Application) -> str:
    return f"/recruitment/applications/{application.uuid}/appoint"


def filled(page: Page, **values: Any) -> dict[str, Any]:
    """Return a form as it stands on the page, with some fields set anew."""
    form = page.select_one("main form")
    assert form is not None
    found: dict[str, Any] = {}
    for field in form.select("input, select, textarea"):
        for value in _values(field):
            found.setdefault(str(field["name"]), []).append(value)
    return {**found, **values}


def _values(field: Tag) -> list[str]:
    if field.name == "select":
        return [str(each["value"]) for each in field.select("option[selected]")]
    if field.get("type") in {"checkbox", "radio"}:
        return [str(field["value"])] if field.has_attr("checked") else []
    if field.name == "textarea":
        return [field.get_text().removeprefix("\n")]
    return [str(field.get("value", ""))]


def member() -> Member:
    return session.scalars(select(Member).where(Member.number == "V022")).one()


def test_all_that_is_known_stands_in_the_form_and_is_enough(coordinator: Pages) -> None:
    area = AreaFactory(name="Northmere")
    MemberFactory(number="V021")
    induction = planned(CourseFactory(kind=Kind.INDUCTION), date(2026, 3, 20))
    application = checked(area=area)
    page = coordinator.get(path(application))
    assert page.heading == "Appoint Priya Nair"
    form = filled(page)
    assert (form["number"], form["name"], form["email"], form["areas"]) == (
        ["V022"],
        ["Priya Nair"],
        ["priya@example.org"],
        [str(area.id)],
    )
    assert form["session"] == [str(induction.entry.uuid)]
    assert form["review_on"] == ["2", "9", "2026"]
    done = coordinator.submit(path(application), **form)
    assert done.notices == ["Priya Nair is appointed, on condition of their training."]
    assert member().status is Status.TRAINING
    assert "Booked" in done.words
    assert "0 of 2 panels" in done.words


def test_what_they_wrote_when_they_applied_is_not_typed_again(coordinator: Pages) -> None:
    wrote = {"experience": "Twenty years\nof “night shifts”", "needs": "x" * 4000}
    application = checked(**wrote)
    form = filled(coordinator.get(path(application)))
    assert (form["skills"], form["phone"]) == ([wrote["experience"]], ["01632 960002"])
    assert form["access_needs"] == [wrote["needs"]]
    coordinator.submit(path(application), **{**form, "skills": "Night shifts"})
    said = detail_of(session.scalars(select(Member)).one())
    assert (said.skills, said.access_needs) == ("Night shifts", wrote["needs"])
    details = coordinator.get("/members/V001/details")
    coordinator.submit("/members/V001/details", **filled(details, languages="Urdu"))
    assert said.languages == "Urdu"


@pytest.mark.parametrize(("needs", "shown"), [("", "Large print"), ("A ramp", "A ramp")])
def test_what_somebody_known_has_said_before_is_kept_unless_they_say_it_anew(
    coordinator: Pages, needs: str, shown: str
) -> None:
    person = PersonFactory(name="Priya Nair", email="priya@example.org")
    known = MemberFactory(person=person, number="V007", status=Status.VETTING)
    session.add(MemberDetail(member_id=known.id, languages="Hindi", access_needs="Large print"))
    session.commit()
    application = checked(needs=needs)
    form = filled(coordinator.get(path(application)))
    assert form["access_needs"] == [shown]
    coordinator.submit(path(application), **form)
    said = detail_of(known)
    assert (said.languages, said.access_needs) == ("Hindi", shown)


def test_sent_twice_or_opened_again_it_shows_what_followed(coordinator: Pages) -> None:
    application = checked()
    form = filled(coordinator.get(path(application)))
    coordinator.post(path(application), **form)
    assert coordinator.submit(path(application), **form).heading.startswith("Appointment of Priya")
    assert len(session.scalars(select(Member)).all()) == 1


def test_nobody_who_is_appointed_is_to_be_interviewed_any_more(coordinator: Pages) -> None:
    application = checked()
    page = path(application).removesuffix("/appoint")
    assert "Arrange an interview" in coordinator.get(page).words
    coordinator.post(path(application), **filled(coordinator.get(path(application))))
    words = coordinator.get(page).words
    assert "None was held here." in words
    assert "Arrange an interview" not in words


def test_what_will_not_do_comes_back_with_what_was_typed(coordinator: Pages) -> None:
    MemberFactory(number="V021", person=PersonFactory(name="Ann Lee"))
    application = checked()
    form = filled(coordinator.get(path(application)), number="v021", known_as="Pri")
    page = coordinator.post(path(application), 422, **form)
    assert page.problems == ["V021 is another volunteer’s: enter a new one"]
    assert page.select_one("#known_as")["value"] == "Pri"  # type: ignore[index]  # it is there
    form = filled(page, number="V/21", issued_on=["1", "2", "2027"])
    page = coordinator.post(path(application), 422, **form)
    assert page.problems == [
        "Use only letters, digits, hyphens and full stops, like V012",
        "Enter a day that is not in the future",
    ]


def test_who_moved_it_meanwhile_is_not_run_over(coordinator: Pages) -> None:
    application = checked()
    form = filled(coordinator.get(path(application)))
    with changing():
        application.stage = Stage.REFERENCES
    page = coordinator.post(path(application), 409, **form)
    assert "It is now at: references" in page.problems[0]
    page = coordinator.post(path(application), 422, **filled(page))
    assert "has not come as far as its checks" in page.problems[0]
    assert session.scalars(select(Member)).all() == []


def test_somebody_known_is_said_to_be(coordinator: Pages) -> None:
    person = PersonFactory(name="Priya Nair", email="priya@example.org")
    MemberFactory(person=person, number="V007", status=Status.LEFT, left_on=date(2025, 1, 6))
    page = coordinator.get(path(checked()))
    assert "come back with the number they had" in page.words
    assert filled(page)["number"] == ["V007"]


def test_a_coordinator_of_another_area_cannot_appoint(pages: Pages) -> None:
    user = user_with(Role.COORDINATOR)
    user.area_rows = [UserArea(area=AreaFactory())]
    application = checked(area=AreaFactory())
    session.commit()
    pages.sign_in(user.email).get(path(application), 403)


@pytest.mark.parametrize("has_check", [False, True])
def test_panels_to_observe_are_ticked_for_who_has_a_check_already(
    coordinator: Pages, has_check: bool
) -> None:
    sitting = panels.arranged(panels.coordinator())
    was = MemberFactory(
        person=PersonFactory(name="Priya Nair", email="priya@example.org"), status=Status.VETTING
    )
    if has_check:
        session.add(CheckRecord(member_id=was.id, kind=CheckKind.DBS, issued_on=date(2026, 2, 1)))
        session.commit()
    application = checked()
    form = filled(coordinator.get(path(application)))
    assert form.get("observes", []) == ([str(sitting.entry.uuid)] if has_check else [])
    done = coordinator.submit(path(application), **form)
    assert done.notices == ["Priya Nair is appointed, on condition of their training."]


def test_more_panels_to_observe_are_asked_for_later(coordinator: Pages) -> None:
    application = checked()
    coordinator.post(
        path(application),
        **filled(
            coordinator.get(path(application)), issued_on=["1", "2", "2026"], level="Enhanced"
        ),
    )
    sitting = panels.arranged(panels.coordinator())
    url = path(application).replace("appoint", "observe")
    page = coordinator.post(url, 422)
    assert page.problems == ["Tick a panel"]
    done = coordinator.submit(url, observes=[str(sitting.entry.uuid)])
    assert "Asked, no answer yet" in done.words


def test_a_buddy_is_named_on_the_page_of_what_followed(coordinator: Pages) -> None:
    application, margaret = checked(), panels.volunteer("Margaret Osei").person
    url = path(application).replace("appoint", "buddy")
    coordinator.post(url, 404)
    coordinator.post(path(application), **filled(coordinator.get(path(application))))
    page = coordinator.get(f"/recruitment/applications/{application.uuid}")
    assert page.find("a", href=path(application))
    assert (
        "Still open: References: 0 of 2 in Induction: not attended yet Panels observed: 0 of 2 "
        "DBS check: none recorded" in page.words
    )
    page = coordinator.get(path(application))
    assert "Buddy Nobody yet" in page.words
    form = {**filled(page), "buddy": str(margaret.uuid)}
    done = coordinator.submit(url, **form)
    assert done.notices == ["Margaret Osei is the buddy of Priya Nair, and told by email."]
    assert "Buddy Margaret Osei" in done.words
    page = coordinator.post(url, 409, **{**form, "buddy": ""})
    assert "meanwhile" in page.problems[0]
    done = coordinator.submit(url, **{**filled(done), "buddy": ""})
    assert done.notices == ["Priya Nair has no buddy now."]
    page = coordinator.post(url, 422, **{**filled(done), "buddy": str(uuid4())})
    assert page.problems == ["Choose one of the answers in the list"]


def test_a_review_is_recorded_and_the_next_one_asked_for(coordinator: Pages) -> None:
    application = checked()
    url = f"/recruitment/reviews/{application.uuid}"
    coordinator.get(url, 404)
    coordinator.post(path(application), **filled(coordinator.get(path(application))))
    form = filled(coordinator.get(url), outcome="extended")
    assert coordinator.post(url, 422, **form).problems == ["Enter the day of the next review"]
    done = coordinator.submit(url, **{**form, "next_on": ["1", "12", "2026"]})
    assert "Review by Tuesday 1 December" in done.words
    assert "meanwhile" in coordinator.post(url, 409, **form).problems[0]
    form = filled(coordinator.get(url), outcome="confirmed")
    assert "Confirmed" in coordinator.submit(url, **form).words
    assert "The probation is over" in coordinator.get(url).words
