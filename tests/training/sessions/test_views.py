"""The pages of sessions, as a coordinator, a volunteer, a partner and the trainer read them."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.accounts.queries import account_of
from portal.database import session
from portal.members.models import MemberArea
from portal.people.models import Person
from portal.training.models import BookingState, SessionState, TrainingSession
from tests.factories import AreaFactory, PersonFactory, RoomFactory, user_with
from tests.pages import Pages
from tests.statements import count_statements
from tests.training import scenes
from tests.training.sessions import plans

NEW = "/training/courses/SAFE/sessions/new"
LINK = "https://meet.example/abc"


def reader(app: Flask, role: Role = Role.VOLUNTEER, name: str = "Ann Lee") -> tuple[Pages, Person]:
    """Sign somebody in."""
    user = user_with(role, person=PersonFactory(name=name, is_staff=role is Role.STAFF))
    assert user.person.email
    return Pages(app).sign_in(user.person.email), user.person


def test_a_session_is_planned_published_and_stands_in_the_list_and_the_calendar(
    desk: Pages, app: Flask
) -> None:
    plans.course()
    room = RoomFactory()
    page = desk.get("/training/courses/SAFE")
    assert plans.field(page, f"a[href='{NEW}']").get_text() == "Plan a session"
    page = desk.submit(NEW, **plans.form(room=room.id, minimum="3", instructions="Bring a pen"))
    assert page.heading == "Child safeguarding"
    for words in (
        "Published",
        "Tuesday 10 March, 10am to 1pm",
        room.full_name,
        "All volunteers",
        "0 of 12 places taken. It needs 3 people.",
        "Bring a pen",
        "Booking closes Sunday 8 March, midday.",
    ):
        assert words in page.words, words
    assert page.select_one("a[href^='/members/messages/new?occasion=']")
    ann, _ = reader(app)
    listed = ann.get("/training/sessions")
    assert "12 of 12 places left" in listed.words
    made = session.query(TrainingSession).one()
    assert listed.find("a", href=plans.path(made))
    assert "Bring a pen" not in ann.get(plans.path(made)).words
    month = ann.get("/calendar/month/2026-03")
    assert month.find("a", href=plans.path(made))


def test_who_is_limited_to_areas_is_not_led_to_writing_to_people_of_all(
    desk: Pages, jo: Person
) -> None:
    made = scenes.planned(scenes.safeguarding(), date(2026, 3, 10))
    writes = f"/members/messages/new?occasion={made.entry.uuid}"
    option = f"option[value='{made.entry.uuid}']"
    assert desk.get(plans.path(made)).find("a", href=writes)
    assert desk.get(writes).select(option)
    session.add(UserArea(user_id=account_of(jo).id, area_id=AreaFactory().id))
    session.commit()
    page = desk.get(plans.path(made))
    assert "Change or move" in page.words
    assert not page.find("a", href=writes)
    assert not desk.get(writes).select(option)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"date_1": ["", "", ""]}, "Enter the date, like 27 3 2026"),
        ({"end_1": "9am"}, "It would end before it starts. Check both times."),
        ({"date_1": ["1", "3", "2026"]}, "That date and time have passed."),
        ({"date_1": ["1", "3", "2126"]}, "Check the year"),
        ({"start_1": "10:05am"}, "Rooms are booked by the quarter of an hour."),
        (
            {"date_2": ["10", "3", "2026"], "start_2": "12:30pm", "end_2": "3pm"},
            "Day 2 begins before day 1 has ended.",
        ),
        (
            {"date_2": ["11", "3", "2026"], "start_2": "", "end_2": ""},
            "Enter date and both times of day 2, or none of them",
        ),
        ({"keys": []}, "Choose who may book"),
        ({"capacity": "0"}, "Enter a whole number from 1 to 500"),
        ({"minimum": "13"}, "The fewest would be more than there are places. Enter at most 12."),
        (
            {"opens_on": ["9", "3", "2026"], "closes_on": ["8", "3", "2026"]},
            "Booking would open only when it has closed.",
        ),
        ({"closes_on": ["11", "3", "2026"]}, "Booking would close after it has begun."),
        ({"closes_on": ["1", "3", "2026"]}, "Booking would have closed already"),
        ({"cancel_on": ["11", "3", "2026"]}, "People could cancel until after it has begun."),
        ({"closes_time": "9am"}, "Enter the day too, or leave the time empty"),
        ({"room": ""}, "People would not know where to come."),
        ({"room": "", "join_url": "javascript:alert(1)"}, "Enter the whole address"),
        ({"room": "9999"}, "Choose one of the answers in the list"),
        ({"capacity": "1e9"}, "Enter a whole number from 1 to 500"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_typed_is_lost(
    desk: Pages, values: dict[str, object], problem: str
) -> None:
    plans.course()
    room = RoomFactory()
    typed = {"room": room.id, "instructions": "Bring a pen", **values}
    page = desk.post(NEW, status=422, **plans.form(**typed))
    assert any(problem in each for each in page.problems), page.problems
    assert plans.field(page, "#instructions").get_text().strip() == "Bring a pen"
    assert session.query(TrainingSession).count() == 0


def test_a_room_that_is_taken_is_named_and_a_past_day_cannot_be_planned(
    desk: Pages, jo: Person
) -> None:
    course = plans.course()
    room = RoomFactory()
    plans.planned(jo, of=course, room=room)
    page = desk.post(NEW, status=422, **plans.form(room=room.id, start_1="12:30pm", end_1="3pm"))
    assert page.problems == [
        f"{room.full_name} is taken by “Training: Child safeguarding” on Tuesday 10 March, "
        "10am to 1pm. Choose another room or another time."
    ]
    assert session.query(TrainingSession).count() == 1


def test_e_learning_and_what_is_out_of_use_have_no_sessions(desk: Pages) -> None:
    plans.course(delivery="e_learning", link="https://example.org/course")
    page = desk.post(NEW, status=422, **plans.form(room=RoomFactory().id))
    assert "is e-learning: it is done at any time." in page.problems[0]


def test_the_link_to_join_is_shown_to_the_booked_the_trainer_and_those_who_plan_alone(
    app: Flask, desk: Pages, jo: Person
) -> None:
    trainer, trainer_person = reader(app, Role.STAFF, "Marcus Reid")
    held = plans.planned(jo, join_url=LINK, trainer=trainer_person)
    ann, ann_person = reader(app)
    path = plans.path(held)
    assert LINK not in str(ann.get(path))
    assert "You see the link here once you are booked." in ann.get(path).words
    scenes.booked(held, ann_person, BookingState.WAITING)
    assert LINK not in str(ann.get(path))
    bo, bo_person = reader(app, name="Bo Ek")
    scenes.booked(held, bo_person)
    for pages in (bo, trainer, desk):
        assert LINK in str(pages.get(path))
    colleague, _ = reader(app, Role.STAFF, "Dee Fox")
    assert LINK not in str(colleague.get(path))


def test_a_draft_is_seen_by_those_who_plan_and_an_audience_by_itself_and_colleagues(
    app: Flask, desk: Pages, jo: Person
) -> None:
    ann, _ = reader(app)
    partner, _ = reader(app, Role.PARTNER, "Pat Grey")
    colleague, _ = reader(app, Role.STAFF, "Dee Fox")
    draft = plans.planned(jo, publish=False)
    staff_only = plans.planned(jo, keys=frozenset({"role:staff"}))
    for_partners = plans.planned(jo, keys=frozenset({"role:partner"}))
    for pages, held, status in (
        (ann, draft, 404),
        (colleague, draft, 404),
        (desk, draft, 200),
        (ann, staff_only, 404),
        (partner, staff_only, 404),
        (colleague, staff_only, 200),
        (desk, staff_only, 200),
        (partner, for_partners, 200),
        (ann, for_partners, 404),
    ):
        assert pages.get(plans.path(held), status=status)
    assert "1 session" in partner.get("/training/sessions").words
    assert "0 sessions" in ann.get("/training/sessions").words
    ann.get(f"{plans.path(staff_only)}/change", status=403)
    ann.post(f"{plans.path(staff_only)}/go-ahead", status=404)


def test_volunteers_of_one_area_see_what_is_for_it(app: Flask, jo: Person) -> None:
    north, south = AreaFactory(), AreaFactory()
    held = plans.planned(jo, keys=frozenset({f"role:volunteer@area:{north.id}"}))
    for area, status in ((north, 200), (south, 404)):
        member = scenes.volunteer(area_rows=[MemberArea(area_id=area.id)])
        user = user_with(Role.VOLUNTEER, person=member.person)
        assert user.person.email
        Pages(app).sign_in(user.person.email).get(plans.path(held), status=status)


def test_what_is_to_come_includes_today_and_a_range_its_last_day(desk: Pages, jo: Person) -> None:
    course = plans.course()
    with clock.frozen(scenes.NOON - timedelta(days=5)):
        today = plans.planned(jo, scenes.TODAY, of=course)
        plans.planned(jo, scenes.TODAY - timedelta(days=1), of=course)
        two_days = plans.planned(
            jo, scenes.TODAY - timedelta(days=2), scenes.TODAY + timedelta(days=1), of=course
        )
    tenth = plans.planned(jo, scenes.TENTH, of=course)
    with clock.frozen(scenes.NOON + timedelta(hours=8)):
        page = desk.get("/training/sessions")
        paths = [link["href"] for link in page.select("#sessions td a")]
    assert paths == [plans.path(two_days), plans.path(today), plans.path(tenth)]
    until = desk.get("/training/sessions?from=2026-03-03&to=2026-03-10")
    paths = [link["href"] for link in until.select("#sessions td a")]
    assert paths == [plans.path(two_days), plans.path(tenth)]
    assert "1 session" in desk.get("/training/sessions?show=past").words
    assert "3 sessions" in desk.get("/training/sessions?from=nonsense&course=x&show=y").words


def test_the_list_costs_the_same_for_one_session_as_for_three(desk: Pages, jo: Person) -> None:
    course = plans.course()
    counts = []
    for days in (1, 2):
        for number in range(days):
            held = (
                plans.planned(
                    jo, date(2026, 3, 9 + days), date(2026, 4, 9 + number), of=course, trainer=jo
                )
                if days == 1
                else plans.planned(jo, date(2026, 5, 9 + number), of=course)
            )
            scenes.booked(held, PersonFactory())
        with count_statements() as sent:
            desk.get("/training/sessions")
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_a_move_says_first_who_is_told_and_who_is_busy_then(desk: Pages, jo: Person) -> None:
    held = plans.planned(jo)
    ann, bo = PersonFactory(name="Ann Lee"), PersonFactory(name="Bo Ek")
    scenes.booked(held, ann)
    scenes.booked(held, bo, BookingState.WAITING)
    scenes.panel(ann, date(2026, 3, 12))
    url = f"{plans.path(held)}/change"
    form = plans.form(
        date_1=["12", "3", "2026"],
        start_1="4pm",
        end_1="6pm",
        room=held.entry.room_id,
        version=held.version,
    )
    page = desk.post(url, status=422, **form)
    assert "Ann Lee has a place" in page.words
    assert "Bo Ek waits for a place" in page.words
    assert "Ann Lee has promised “Panel” on Thursday 12 March, 5:30pm to 6:30pm" in page.words
    session.expire_all()
    assert held.entry.first_day == scenes.TENTH
    agreed = plans.field(page, "input[name=agreed]")["value"]
    page = desk.submit(url, **form, agreed=agreed)
    assert "Thursday 12 March, 4pm to 6pm" in page.words


def test_a_capacity_below_the_booked_is_refused_with_the_number(desk: Pages, jo: Person) -> None:
    held = plans.planned(jo)
    for number in range(3):
        scenes.booked(held, PersonFactory(name=f"Person {number}"))
    url = f"{plans.path(held)}/change"
    form = plans.form(capacity="2", room=held.entry.room_id, version=held.version)
    page = desk.post(url, status=422, **form)
    assert page.problems == [
        "3 people have a place already. Enter 3 or more, or cancel bookings first on the page of "
        "the session."
    ]
    session.expire_all()
    assert held.capacity == 4


def test_two_who_change_it_at_once_see_both_versions(desk: Pages, jo: Person) -> None:
    held = plans.planned(jo)
    url, version = f"{plans.path(held)}/change", held.version
    room = held.entry.room_id
    desk.submit(url, **plans.form(capacity="9", room=room, version=version))
    page = desk.post(url, status=409, **plans.form(capacity="5", room=room, version=version))
    assert "What is held now, and what you typed" in page.words
    assert plans.field(page, "#capacity")["value"] == "5"


def test_a_draft_is_published_and_a_session_is_cancelled_with_a_reason(
    desk: Pages, jo: Person
) -> None:
    draft = plans.planned(jo, publish=False)
    page = desk.get(plans.path(draft))
    assert "Publish it" in page.words
    page = desk.submit(f"{plans.path(draft)}/publish", version=draft.version)
    assert page.notices == ["It is published: it stands in the calendar, and can be booked."]
    session.expire_all()
    url = f"{plans.path(draft)}/cancel"
    assert "Enter the reason" in desk.post(url, status=422, version=draft.version).problems[0]
    page = desk.submit(url, version=draft.version, reason="The trainer is ill")
    assert "Cancelled The trainer is ill" in page.words
    session.expire_all()
    assert draft.state is SessionState.CANCELLED


def test_a_draft_is_dropped_without_a_reason(desk: Pages, jo: Person) -> None:
    draft = plans.planned(jo, publish=False)
    page = desk.get(f"{plans.path(draft)}/cancel")
    assert page.heading.startswith("Drop the draft of")
    assert "Why is it cancelled?" not in page.words
    page = desk.submit(f"{plans.path(draft)}/cancel", version=draft.version)
    assert page.notices == ["The draft is dropped."]


def test_a_form_for_what_is_over_leads_back_and_says_why(desk: Pages, jo: Person) -> None:
    held = plans.planned(jo)
    desk.submit(f"{plans.path(held)}/cancel", version=held.version, reason="Snow")
    for form in ("change", "cancel"):
        answer = desk.client.get(f"{plans.path(held)}/{form}")
        assert answer.headers["Location"] == plans.path(held)
        assert "can’t be changed" in desk.get(plans.path(held)).notices[0]


def test_a_copy_is_prefilled_but_for_its_date(desk: Pages, jo: Person) -> None:
    held = plans.planned(jo, of=plans.course(), instructions="Bring a pen", capacity=7)
    page = desk.get(f"{NEW}?like={held.entry.uuid}")
    assert plans.field(page, "#capacity")["value"] == "7"
    assert plans.field(page, "#start_1")["value"] == "10:00am"
    assert not plans.field(page, "#date_1-day").get("value")
    assert "Bring a pen" in plans.field(page, "#instructions").get_text()
    desk.get(f"{NEW}?like=nonsense")
    desk.get(f"{NEW}?like={jo.uuid}", status=404)


def test_a_session_is_repeated_and_what_is_left_out_is_said(desk: Pages, jo: Person) -> None:
    held = plans.planned(jo, date(2026, 3, 23), of=plans.course())
    form = {
        "every": "fortnightly",
        "until": ["20", "4", "2026"],
        "publish": "draft",
        "form_key": "f" * 32,
    }
    url = f"{plans.path(held)}/repeat"
    page = desk.post(url, status=200, **form)
    assert page.heading == "1 session planned"
    assert "Monday 6 April It is a bank holiday, Easter Monday" in page.words
    assert "Monday 20 April, 10am to 1pm A draft" in page.words
    assert desk.post(url, status=200, **form).heading == "1 session planned"
    assert session.query(TrainingSession).count() == 2
    page = desk.post(url, status=422, **{**form, "every": "typed", "dates": "24 3 2026\nsoon"})
    assert page.problems == ["“soon” is not a date: enter one like 27 3 2026"]
    page = desk.post(url, status=422, **{**form, "until": ["1", "3", "2026"]})
    assert page.problems == ["There is no such date until then. Choose a later last day."]


def test_its_trainer_decides_whether_it_goes_ahead_with_too_few(app: Flask, jo: Person) -> None:
    trainer, person = reader(app, Role.STAFF, "Marcus Reid")
    later = plans.planned(jo, minimum=3, trainer=person)
    assert "does it go ahead?" not in trainer.get(plans.path(later)).words
    soon = plans.planned(jo, date(2026, 3, 5), trainer=person, minimum=3)
    page = trainer.get(plans.path(soon))
    assert "Too few have booked: does it go ahead?" in page.words
    page = trainer.submit(f"{plans.path(soon)}/go-ahead", version=soon.version)
    assert "does it go ahead?" not in page.words
    assert "It needs 3 people, and goes ahead with fewer." in page.words
