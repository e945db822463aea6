"""One page for the evening: by the coordinator or the adviser, corrected knowingly."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.database import session
from portal.panels.models import AttendanceState, PanelKind, PanelState, SeatKind, Sitting
from portal.panels.queries import outcomes as find
from portal.people.models import Person
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.pages import Page, Pages
from tests.panels import scenes
from tests.panels.outcomes.evenings import (
    ADVISER,
    AFTER,
    CHAIR,
    MEMBER,
    NEXT,
    note,
    noted,
    ready,
)
from tests.statements import count_statements

NEXT_DAY = clock.at(date(2026, 3, 11), time(9))


@pytest.fixture
def evening(app: Flask) -> Sitting:
    """Return a sitting that had everybody, for one initial panel."""
    return ready()


@pytest.fixture(autouse=True)
def after(monday: None, evening: Sitting) -> Iterator[None]:
    """Let it be eight in the evening, an hour and a half after it."""
    with clock.frozen(AFTER):
        yield


def person_on(sitting: Sitting, part: str) -> Person:
    found = {seat.kind.value: seat.person for seat in sitting.seats}[part]
    assert found
    return found


def form_of(page: Page) -> dict[str, str]:
    """Return what the page would send as it stands."""
    fields = {}
    for field in page.select("main form [name]"):
        if field.name == "select":
            option = field.select_one("option[selected]") or field.select_one("option")
            fields[str(field["name"])] = str(option["value"]) if option else ""
        elif field.get("type") not in {"radio", "checkbox"} or field.has_attr("checked"):
            fields[str(field["name"])] = str(field.get("value", ""))
    return fields


def came(sitting: Sitting, part: str, place: int = 1) -> str:
    """Return the name of the field that says whether somebody came."""
    return f"came_{place}_{person_on(sitting, part).id}"


def test_everybody_is_down_as_having_come_and_the_rest_is_asked(
    pages: Pages, evening: Sitting
) -> None:
    scenes.enter(pages, evening.coordinator)
    page = pages.get(scenes.of(evening))
    assert "Nobody has noted it yet" in scenes.text_of(page, "#outcome")
    page = pages.get(scenes.of(evening, "/outcome"))
    assert page.heading == "What came of Tuesday 10 March"
    fields = form_of(page)
    assert [fields[came(evening, part)] for part in ("chair", "member", "adviser")] == ["came"] * 3
    assert fields["result_1"] == "held"
    assert not page.select("textarea")
    assert [each.get("type") for each in page.select("main form input:not([type])")] == []
    page = pages.post(scenes.of(evening, "/outcome"), 422, **fields)
    assert page.problems == ["It is not said whether a contract was agreed. Choose yes or no."]
    page = pages.submit(
        scenes.of(evening, "/outcome"), **{**fields, "agreed_1": "yes", "papers_1": "y"}
    )
    assert page.notices == ["Noted. You can correct it at any time."]
    section = " ".join(scenes.text_of(page, "#outcome").split())
    for words in (
        "Held, quorate",
        "Ann Lee, panel member: came",
        "A contract was agreed. Say when it was signed",
        "Papers returned: Jo Hartley, today, 8pm",
        "Recorded in the case system: not yet",
        "Correct it",
    ):
        assert words in section
    order = evening.panels[0].order
    assert order
    assert page.select_one(f'#outcome a[href="/panels/orders/{order.ref}#plan"]')


def test_a_correction_is_asked_about_before_it_is_made(pages: Pages, evening: Sitting) -> None:
    note(evening, noted(evening))
    scenes.enter(pages, evening.coordinator)
    fields = form_of(pages.get(scenes.of(evening, "/outcome")))
    fields[came(evening, "member")] = "absent"
    page = pages.post(scenes.of(evening, "/outcome"), 422, **fields)
    ref = evening.panels[0].ref
    told = [" ".join(each.get_text().split()) for each in page.select("[role=alert] .app-list li")]
    assert told == [
        f"{ref} will no longer count as quorate: it needs a community member.",
        "Ann Lee’s sittings this year go from 1 to 0.",
    ]
    assert page.problems == []
    assert form_of(page)[came(evening, "member")] == "absent"
    page = pages.submit(scenes.of(evening, "/outcome"), **form_of(page))
    section = " ".join(scenes.text_of(page, "#outcome").split())
    assert "Held, not quorate: needed a community member" in section
    assert "Ann Lee, panel member: did not come (first noted: came)" in section
    assert "Held, but not quorate on the day" in page.words


def test_the_adviser_notes_it_from_their_duty(pages: Pages, evening: Sitting) -> None:
    marcus = person_on(evening, "adviser")
    user_with(Role.STAFF, person=marcus)
    scenes.enter(pages, marcus)
    page = pages.get(scenes.of(evening))
    assert page.select_one(f'#outcome a[href="{scenes.of(evening, "/outcome")}"]')
    fields = form_of(pages.get(scenes.of(evening, "/outcome")))
    values = {"result_1": "adjourned", "reason_1": "Another reason"}
    page = pages.post(scenes.of(evening, "/outcome"), 422, **{**fields, **values})
    assert "Choose a reason" not in " ".join(page.problems)
    reason = page.select_one("[name=reason_1] option:nth-of-type(2)")
    assert reason
    values["reason_1"] = str(reason["value"])
    page = pages.post(scenes.of(evening, "/outcome"), 422, **{**fields, **values})
    assert page.problems == [
        "An adjourned panel sits again. Enter the last day by which it should."
    ]
    answer = pages.client.post(
        scenes.of(evening, "/outcome"),
        data={**fields, **values, "again_1": ["24", "3", "2026"]},
    )
    assert answer.status_code == 303
    following = find.following(evening.panels[0].id)
    assert following
    assert following.due_on == date(2026, 3, 24)
    page = pages.get(answer.headers["Location"])
    assert f"Adjourned {reason['value']}." in " ".join(scenes.text_of(page, "#outcome").split())
    assert scenes.mail()[-1] == ("Jo Hartley", "outcome_noted")


def test_somebody_stepped_in(pages: Pages, evening: Sitting) -> None:
    ruth = scenes.volunteer("Ruth Adeyemi").person
    scenes.enter(pages, evening.coordinator)
    fields = form_of(pages.get(scenes.of(evening, "/outcome")))
    fields |= {
        came(evening, "member"): "apologised",
        "stepped_in_member": str(ruth.id),
        "agreed_1": "no",
    }
    page = pages.submit(scenes.of(evening, "/outcome"), **fields)
    section = " ".join(scenes.text_of(page, "#outcome").split())
    assert "Held, quorate" in section
    assert "Ann Lee, panel member: sent apologies" in section
    assert "Ruth Adeyemi, panel member: came" in section
    assert "No contract was agreed." in section
    page = pages.get(scenes.of(evening, "/outcome"))
    assert form_of(page)["stepped_in_member"] == str(ruth.id)
    assert page.select_one("details[open] [name=stepped_in_member]")


def test_several_panels_are_noted_on_one_page(pages: Pages) -> None:
    with clock.frozen(clock.at(date(2026, 3, 2), time(10))):
        jo = scenes.coordinator("Sam Field")
        area = AreaFactory()
        orders = [scenes.order(jo, area=area) for _ in range(2)]
        sitting = scenes.arranged(jo, *orders, kind=PanelKind.PROGRESS)
        scenes.accepted(sitting, CHAIR, scenes.chair("Bo Ray"))
    scenes.enter(pages, jo)
    page = pages.get(scenes.of(sitting, "/outcome"))
    assert not page.select("[name=agreed_1]")
    fields = form_of(page)
    assert "result_1" not in fields  # it lacked somebody, so nothing is assumed
    for place in (1, 2):
        fields |= {f"result_{place}": "held"}
    absent = {came(sitting, "chair", place): "absent" for place in (1, 2)}
    page = pages.post(scenes.of(sitting, "/outcome"), 422, **{**fields, **absent})
    assert page.problems == [
        "Nobody came, so no panel was held. Note it as adjourned, or note who came."
    ]
    fields |= {
        came(sitting, "chair", 2): "absent",
        "result_2": "adjourned",
        "reason_2": str(page.select("[name=reason_2] option")[1]["value"]),
        "again_2": "24 3 2026",
    }
    pages.submit(scenes.of(sitting, "/outcome"), **fields)
    first, second = sorted(sitting.panels, key=lambda each: each.position)
    assert (first.state, second.state) == (PanelState.HELD, PanelState.ADJOURNED)
    assert [row.state for row in first.attendance] == [AttendanceState.CAME]
    assert [row.state for row in second.attendance] == [AttendanceState.ABSENT]
    assert scenes.duties(sitting) == {"Bo Ray: Panel – chair": "accepted"}


def test_a_form_over_an_outcome_that_somebody_else_noted_is_shown_again(
    pages: Pages, evening: Sitting
) -> None:
    scenes.enter(pages, evening.coordinator)
    fields = {**form_of(pages.get(scenes.of(evening, "/outcome"))), "agreed_1": "yes"}
    note(evening, noted(evening))
    page = pages.post(scenes.of(evening, "/outcome"), 409, **fields)
    assert page.problems == [
        "Somebody noted something of this sitting while you were typing. Look, then save again"
    ]
    pages.submit(scenes.of(evening, "/outcome"), **form_of(page))


def test_an_adjourned_panel_leads_to_the_one_that_follows_it(
    pages: Pages, evening: Sitting
) -> None:
    panel = evening.panels[0]
    what = noted(evening, held=False, agreed=None, reason="The child did not come", again_on=NEXT)
    note(evening, what)
    following, order = find.following(panel.id), panel.order
    assert following
    assert order
    scenes.enter(pages, evening.coordinator)
    page = pages.get(scenes.of(evening))
    assert f"{following.ref} follows it: it needs a date by Tuesday 24 March." in page.words
    assert page.select_one(f'#outcome a[href="/panels/{following.ref}"]')
    told = scenes.text_of(pages.get(f"/panels/orders/{order.ref}"), "#history")
    assert (
        f"Marcus Reid noted what came of {panel.ref}: initial panel adjourned on Tuesday 10 March"
    ) in told
    assert f"Marcus Reid planned {following.ref}, to follow" in told
    assert "The child did not come" not in told
    with clock.frozen(NEXT_DAY):
        scenes.arranged(evening.coordinator, order, day=NEXT)
        scenes.enter(pages, evening.coordinator)
        page = pages.get(scenes.of(evening))
        assert f"{following.ref} follows it, on Tuesday 24 March." in page.words


def test_an_order_tells_that_its_panel_was_held_and_that_this_was_corrected(
    pages: Pages, evening: Sitting
) -> None:
    panel = evening.panels[0]
    assert panel.order
    note(evening, noted(evening))
    note(evening, noted(evening, "Ann Lee"), sure=True)
    scenes.enter(pages, evening.coordinator)
    told = scenes.text_of(pages.get(f"/panels/orders/{panel.order.ref}"), "#history")
    assert f"noted what came of {panel.ref}: initial panel held on Tuesday 10 March" in told
    assert f"Marcus Reid corrected what came of {panel.ref}Today" in told


def test_an_observer_s_seat_is_free_until_it_is_over(pages: Pages, evening: Sitting) -> None:
    number = scenes.seat(evening, SeatKind.OBSERVER).number
    scenes.enter(pages, evening.coordinator)
    assert "Nobody observed" in scenes.text_of(pages.get(scenes.of(evening)), f"#seat-{number}")
    with clock.frozen(clock.at(scenes.TENTH, time(9))):
        scenes.enter(pages, evening.coordinator)
        page = pages.get(scenes.of(evening))
        assert "Free, does not count" in scenes.text_of(page, f"#seat-{number}")


def test_an_order_without_an_agreed_contract_says_so(pages: Pages, evening: Sitting) -> None:
    order = evening.panels[0].order
    assert order
    note(evening, noted(evening))
    scenes.enter(pages, evening.coordinator)
    assert "Contract not signed yet" in pages.get("/panels/orders").words
    note(evening, noted(evening, agreed=False), sure=True)
    page = pages.get("/panels/orders")
    [row] = page.select("#orders tbody tr")
    cells = [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
    assert cells[0] == "None planned yet"
    assert cells[-1] == "No contract agreed on Tuesday 10 March"
    assert "No contract agreed on Tuesday 10 March" in scenes.text_of(
        pages.get(f"/panels/orders/{order.ref}"), "#plan"
    )


def test_nothing_is_asked_before_it_begins_or_of_one_that_is_off(
    pages: Pages, evening: Sitting
) -> None:
    with clock.frozen(clock.at(scenes.TENTH, time(17))):
        scenes.enter(pages, evening.coordinator)
        assert not pages.get(scenes.of(evening)).select("#outcome")
        page = pages.submit(scenes.of(evening, "/outcome"), version="1")
    assert page.notices == ["Its outcome can be noted once it has begun, unless it was cancelled."]
    assert evening.panels[0].state is PanelState.PLANNED


@pytest.mark.parametrize("part", ["chair", "manager", "another adviser", "elsewhere"])
def test_nobody_else_may_note_or_see_what_came_of_it(
    pages: Pages, evening: Sitting, limited: Person, part: str
) -> None:
    note(evening, noted(evening, "Ann Lee"))
    if part == "chair":
        reader = person_on(evening, "chair")
        user_with(Role.VOLUNTEER, person=reader)
    elif part == "manager":
        order = evening.panels[0].order
        assert order
        reader = user_with(Role.STAFF).person
        order.case_manager = reader
    elif part == "another adviser":
        reader = user_with(Role.STAFF, person=PersonFactory(may_advise=True)).person
    else:
        reader = limited
    session.commit()
    scenes.enter(pages, reader)
    answer = pages.client.get(scenes.of(evening, "/outcome"))
    assert answer.status_code in {403, 404}
    assert pages.client.post(scenes.of(evening, "/outcome"), data={}).status_code in {403, 404}
    shown = pages.client.get(scenes.of(evening)).text
    assert "did not come" not in shown
    assert 'id="outcome"' not in shown


def test_the_list_says_what_is_still_to_be_noted(pages: Pages, evening: Sitting) -> None:
    scenes.held(evening)
    with clock.frozen(NEXT_DAY):
        scenes.enter(pages, evening.coordinator)
        page = pages.get("/panels/?show=unnoted")
        assert "Held, outcome not noted yet" in page.words
        assert "10 March" in page.words
        note(evening, noted(evening, "Ann Lee"), at=NEXT_DAY)
        assert "10 March" not in scenes.text_of(pages.get("/panels/?show=unnoted"), "#sittings")
        page = pages.get("/panels/?show=past")
        assert "Held, but not quorate on the day" in page.words


@pytest.mark.parametrize("held", [True, False])
def test_a_page_asks_as_often_for_three_panels_as_for_one(
    pages: Pages, evening: Sitting, held: bool
) -> None:
    with clock.frozen(clock.at(date(2026, 3, 2), time(10))):
        several = ready_again()
    for sitting in (evening, several):
        note(sitting, noted(sitting, held=held, reason="No room", again_on=NEXT))
    scenes.enter(pages, evening.coordinator)
    counts = []
    for sitting in (evening, several):
        pages.get(scenes.of(sitting))
        session.expire_all()
        with count_statements() as sent:
            pages.get(scenes.of(sitting))
        counts.append(len(sent))
    assert counts[0] == counts[1]


def ready_again() -> Sitting:
    jo = scenes.coordinator("Sam Field")
    area = AreaFactory()
    orders = [scenes.order(jo, area=area) for _ in range(3)]
    marcus = scenes.colleague("Marcus Reid Too", may_advise=True)
    sitting = scenes.arranged(
        jo, *orders, adviser=marcus, kind=PanelKind.PROGRESS, day=scenes.TENTH - timedelta(days=1)
    )
    scenes.accepted(sitting, CHAIR, scenes.chair("Bo Ray"))
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Cy Day"))
    assert scenes.seat(sitting, ADVISER).person
    return sitting
