"""Planning on the rota: the same by form and page as by htmx, which gets what has changed."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from portal.accounts.models import UserArea
from portal.accounts.queries import user_by_email
from portal.database import session
from portal.members.models import Availability, PartOfDay
from portal.panels.models import PanelKind, Seat, SeatKind, Sitting
from portal.people.models import Person
from tests.factories import AreaFactory
from tests.pages import Pages
from tests.panels import scenes

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER
QUERY = "from=2026-03&span=month&view=grid"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def form_of(sitting: Sitting, kind: SeatKind, verb: str = "") -> str:
    """Return the address of a seat's form, or of what it sends."""
    seat = scenes.seat(sitting, kind)
    return f"/panels/rota/seats/{sitting.entry.uuid}/{seat.number}{verb}?{QUERY}"


def by_htmx(pages: Pages, url: str, status: int = 200, **fields: object) -> BeautifulSoup:
    """Post as htmx does, and return what comes back."""
    answer = pages.client.post(url, data=fields, headers=PARTIAL)
    assert answer.status_code == status
    return BeautifulSoup(answer.text, "html.parser")


def renewed(answer: BeautifulSoup) -> list[str]:
    """Return what an answer to htmx renews, in order."""
    return [str(part["hx-target"]) for part in answer.select("hx-partial")]


def planned(seat: Seat) -> str:
    """Return whom a seat is planned for, as the database has it."""
    session.expire_all()
    return seat.pencilled.name if seat.pencilled else ""


def test_a_seat_is_planned_by_a_form_that_leads_back_to_the_cell(pages: Pages, jo: Person) -> None:
    sitting, ann = scenes.arranged(jo), scenes.volunteer("Ann Lee")
    page = pages.get(form_of(sitting, MEMBER))
    assert page.heading == "Panel member, Tuesday 10 March, 5:30pm"
    options = [each.get_text() for each in page.select("#person option")]
    assert options == ["Choose somebody", "Ann Lee: can sit (0 of at most 2 that month)"]
    url = f"{form_of(sitting, MEMBER, '/plan')}&who={ann.person_id}"
    answer = pages.post(url, person=ann.person_id)
    to = answer.response.headers["Location"]
    assert to == f"/panels/rota?{QUERY}#g-{ann.person_id}-2026-03-10"
    assert planned(scenes.seat(sitting, MEMBER)) == "Ann Lee"
    assert pages.get(to).notices == [
        "Ann Lee is planned as panel member on Tuesday 10 March. Nobody has been told."
    ]


def test_htmx_gets_the_cells_that_changed_their_foot_and_load(pages: Pages, jo: Person) -> None:
    sitting, ann, ruth = scenes.arranged(jo), scenes.volunteer("Ann Lee"), scenes.volunteer("Ruth")
    scenes.volunteer("Dev Patel")
    by_htmx(pages, form_of(sitting, MEMBER, "/plan"), person=ann.person_id)
    url = f"{form_of(sitting, MEMBER, '/plan')}&who={ann.person_id}"
    answer = by_htmx(pages, url, person=ruth.person_id)
    assert renewed(answer) == [
        f"#g-{ann.person_id}-2026-03-10",
        f"#load-{ann.person_id}",
        f"#g-{ruth.person_id}-2026-03-10",
        f"#load-{ruth.person_id}",
        "#f-2026-03-10",
        "#u-2026-03-10",
        "#empty-all",
        "#unplanned-all",
        f"#s-{sitting.id}",
    ]
    [focused] = answer.select("[data-focus]")
    assert focused.find_parent("hx-partial") == answer.select_one("hx-partial")
    assert "planned, not told" in answer.select("hx-partial")[2].get_text()
    assert answer.select_one("#edit [role=status]")
    assert len(str(answer)) < 10_000


def test_the_focus_stays_on_the_cells_link(pages: Pages, jo: Person) -> None:
    sitting, ann = scenes.arranged(jo), scenes.volunteer("Ann Lee")
    session.add(Availability(member_id=ann.id, weekday=1, part=PartOfDay.EVENING))
    session.commit()
    who = f"&who={ann.person_id}"
    day = f"/panels/rota/people/{ann.person_id}/2026-03-10"
    form = pages.fragment(f"{day}?{QUERY}{who}")
    seat = scenes.seat(sitting, MEMBER)
    words = [" ".join(each.get_text().split()) for each in form.select("label[for^=seat]")]
    assert words[0].startswith("panel member, 5:30pm, ")
    answers = (
        by_htmx(pages, f"{day}/plan?{QUERY}{who}", seat=seat.id),
        by_htmx(pages, form_of(sitting, MEMBER, "/pin") + who, pinned="1"),
        by_htmx(pages, form_of(sitting, MEMBER, "/rub-out") + who),
    )
    for answer, letter in zip(answers, ("M", "M", ""), strict=True):
        [focused] = answer.select("[data-focus]")
        assert (focused.name, focused.get_text()[:1].strip("F")) == ("a", letter)
    closed = pages.fragment(form_of(sitting, MEMBER) + f"{who}&close")
    assert closed.select_one(f"hx-partial[hx-target='#g-{ann.person_id}-2026-03-10'] a[data-focus]")
    assert closed.select_one("#edit").get_text() == ""  # type: ignore[union-attr]  # it is there


def test_from_the_list_the_focus_stays_in_the_list(pages: Pages, jo: Person) -> None:
    sitting, ann = scenes.arranged(jo), scenes.volunteer("Ann Lee")
    url = form_of(sitting, MEMBER, "/plan").replace("view=grid", "view=list")
    answer = by_htmx(pages, url, person=ann.person_id)
    assert renewed(answer) == [f"#s-{sitting.id}"]
    assert answer.select_one(f"#s-{sitting.id} a[data-focus]")
    page = pages.post(url, person=ann.person_id)
    assert page.response.headers["Location"].endswith(f"view=list#s-{sitting.id}")


def test_what_speaks_against_somebody_needs_a_reason(pages: Pages, jo: Person) -> None:
    sitting, ann = scenes.arranged(jo), scenes.volunteer("Ann Lee")
    page = pages.get(form_of(sitting, CHAIR))
    assert "Ann Lee: can’t chair: not approved" in page.words
    refused = pages.post(form_of(sitting, CHAIR, "/plan"), 409, person=ann.person_id)
    assert refused.problems == [
        "Ann Lee can’t sit here: Is not approved to chair. To mend that: could be a member today; "
        "once approved, say so on their page."
    ]
    by_htmx(pages, form_of(sitting, CHAIR, "/plan"), 409, person=ann.person_id)
    assert planned(scenes.seat(sitting, CHAIR)) == ""
    pages.post(form_of(sitting, CHAIR, "/plan"), person=ann.person_id, reason="Signed on Friday")
    assert "although something speaks against it: Signed on Friday" in " ".join(
        pages.get(form_of(sitting, CHAIR)).words.split()
    )


def test_who_may_never_sit_is_not_to_be_chosen(pages: Pages, jo: Person) -> None:
    sitting, both = scenes.arranged(jo), scenes.volunteer("Sam Both")
    both.person.is_staff = True
    session.commit()
    page = pages.get(form_of(sitting, MEMBER))
    assert "Sam Both" not in page.words
    answer = pages.post(
        form_of(sitting, MEMBER, "/plan"), 422, person=both.person_id, reason="Nobody else"
    )
    assert answer.problems == ["Choose somebody"]


def test_two_people_are_swapped(pages: Pages, jo: Person) -> None:
    first = scenes.arranged(jo)
    second = scenes.arranged(jo, kind=PanelKind.PROGRESS, day=date(2026, 3, 24))
    ann, ruth = scenes.volunteer("Ann Lee"), scenes.volunteer("Ruth")
    pages.post(form_of(first, MEMBER, "/plan"), person=ann.person_id)
    pages.post(form_of(second, MEMBER, "/plan"), person=ruth.person_id)
    page = pages.get(form_of(first, MEMBER))
    other = scenes.seat(second, MEMBER)
    [option] = page.select(f"#with_seat option[value='{other.id}']")
    assert option.get_text().startswith("Tue 24 March, panel member, 5:30pm, ")
    assert option.get_text().endswith(": Ruth")
    answer = by_htmx(pages, form_of(first, MEMBER, "/swap"), with_seat=other.id)
    assert (planned(scenes.seat(first, MEMBER)), planned(other)) == ("Ruth", "Ann Lee")
    cells = [each for each in renewed(answer) if each.startswith("#g-")]
    assert len(cells) == 4  # both people on both days
    assert pages.post(form_of(first, MEMBER, "/swap"), 422, with_seat="0").problems == [
        "Choose whom to swap with"
    ]


def test_a_swap_with_somebody_who_has_said_yes_says_what_can_be_done(
    pages: Pages, jo: Person
) -> None:
    first, second = scenes.arranged(jo), scenes.arranged(jo, day=date(2026, 3, 12))
    scenes.pencilled(first, MEMBER, scenes.volunteer("Ann Lee"))
    scenes.accepted(second, MEMBER, scenes.volunteer("Ruth"))
    page = pages.get(form_of(first, MEMBER))
    last = page.select("#with_seat option")[-1]
    assert last.get_text().endswith(": Ruth, who has said yes")
    page = pages.post(form_of(first, MEMBER, "/swap"), 409, with_seat=last["value"])
    assert page.problems == [
        "Ruth has said yes to Thursday 12 March, so they are not moved by a plan. Ask Ruth whether "
        "they would change, then release them here and plan them there; or choose a seat that is "
        "planned or empty."
    ]
    assert planned(scenes.seat(first, MEMBER)) == "Ann Lee"


def test_a_seat_that_somebody_has_offers_nothing_to_plan(pages: Pages, jo: Person) -> None:
    sitting, ann = scenes.arranged(jo), scenes.volunteer("Ann Lee")
    scenes.accepted(sitting, MEMBER, ann)
    page = pages.get(form_of(sitting, MEMBER))
    assert "Ann Lee has it for sure" in page.words
    assert [form["action"] for form in page.select("#edit form")] == [
        form_of(sitting, MEMBER, "/release")
    ]
    refused = pages.post(form_of(sitting, MEMBER, "/pin"), 409, pinned="1")
    assert refused.notices == [
        "Ann Lee has this seat for sure. Release them first, or choose a seat that is free."
    ]


def test_a_reason_typed_stays_although_somebody_has_taken_the_seat(
    pages: Pages, jo: Person
) -> None:
    sitting = scenes.arranged(jo)
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    page = pages.post(form_of(sitting, MEMBER, "/plan"), 422, reason="Signed on Friday")
    assert page.problems == ["Choose somebody"]
    reason = page.select_one("#reason")
    assert reason
    assert reason["value"] == "Signed on Friday"


def test_somebody_is_assigned_from_the_rota_and_told(pages: Pages, jo: Person) -> None:
    sitting, ann = scenes.arranged(jo), scenes.volunteer("Ann Lee")
    url = f"{form_of(sitting, MEMBER, '/plan')}&who={ann.person_id}"
    answer = by_htmx(pages, url, person=ann.person_id, do="assign")
    assert "Ann Lee is assigned as panel member on Tuesday 10 March, and told so." in (
        answer.get_text()
    )
    assert answer.select_one(f"hx-partial[hx-target='#g-{ann.person_id}-2026-03-10'] a.app-ok")
    assert ("Ann Lee", "seat_assigned") in scenes.mail()
    session.expire_all()
    assert scenes.seat(sitting, MEMBER).person is ann.person


def test_who_would_be_over_their_most_is_not_assigned(pages: Pages, jo: Person) -> None:
    sitting, ann = scenes.arranged(jo), scenes.volunteer("Ann Lee", max_month=0)
    url = form_of(sitting, MEMBER, "/plan")
    refused = pages.post(url, 409, person=ann.person_id, do="assign")
    assert refused.problems == [
        "Ann Lee would be over their own most that month. Ask them: a yes from them settles it."
    ]
    assert planned(scenes.seat(sitting, MEMBER)) == ""


def test_somebody_who_has_a_seat_is_released_and_told(pages: Pages, jo: Person) -> None:
    sitting, ann = scenes.arranged(jo), scenes.volunteer("Ann Lee")
    scenes.accepted(sitting, MEMBER, ann)
    url = f"{form_of(sitting, MEMBER, '/release')}&who={ann.person_id}"
    answer = by_htmx(pages, url)
    assert renewed(answer)[:2] == [f"#g-{ann.person_id}-2026-03-10", f"#load-{ann.person_id}"]
    assert "Ann Lee is released, and told so." in answer.get_text()
    assert scenes.mail()[-1] == ("Ann Lee", "seat_released")
    session.expire_all()
    assert scenes.seat(sitting, MEMBER).person is None
    assert "Nobody has this seat" in pages.submit(url).notices[0]  # twice is harmless


def test_another_areas_seat_is_not_there(app: Flask, pages: Pages, jo: Person) -> None:
    there, here = AreaFactory(), AreaFactory()
    sitting = scenes.arranged(jo, scenes.order(jo, area=there))
    ann = scenes.volunteer("Ann Lee")
    account = user_by_email(jo.email or "")
    assert account
    session.add(UserArea(user_id=account.id, area_id=here.id))
    session.commit()
    pages.get(form_of(sitting, MEMBER), 404)
    for verb in ("/plan", "/rub-out", "/pin", "/swap"):
        pages.post(form_of(sitting, MEMBER, verb), 404, person=ann.person_id)
    seat = scenes.seat(sitting, MEMBER)
    day = f"/panels/rota/people/{ann.person_id}/2026-03-10"
    assert "No seat that Ann Lee could take is open" in pages.get(f"{day}?{QUERY}").words
    pages.post(f"{day}/plan?{QUERY}", 422, seat=seat.id)
    assert planned(seat) == ""


@pytest.mark.parametrize("url", ["people/0/2026-03-10", "people/1/2026-02-31"])
def test_nobody_and_no_day_are_not_found(pages: Pages, jo: Person, url: str) -> None:
    pages.get(f"/panels/rota/{url}", 404)
