"""Planning, moving and calling off: the calendar, the letters, who decides when two are at it."""

from datetime import date, time, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from portal import clock
from portal.audit.models import AuditDetail
from portal.calendar.actions import subscribe
from portal.calendar.models import (
    AttendeeState,
    Entry,
    EntryStatus,
    Feed,
    FeedScope,
    Kind,
    PersonSlot,
    RoomSlot,
)
from portal.calendar.queries import seen_as
from portal.database import changing, session
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.training import actions, jobs, queries, rules
from portal.training.models import BookingState, SessionState, TrainingSession
from tests.factories import PersonFactory, RoomFactory
from tests.training import scenes
from tests.training.sessions import plans

ACCEPTED = AttendeeState.ACCEPTED
LINK = "https://meet.example/abc"
WEEK = timedelta(days=7)


def moved(
    held: TrainingSession, jo: Person, *days: date, agreed: str = "", **values: Any
) -> TrainingSession:
    """Move a session to these days, having agreed to who is told."""
    with changing():
        return actions.change_session(
            held=held,
            version=held.version,
            facts=plans.facts(*days, **values),
            where=actions.Where(held.entry.room, held.trainer),
            agreed=agreed,
            actor=jo,
        )


def agreed_move(held: TrainingSession, jo: Person, *days: date, **values: Any) -> None:
    """Move a session, and agree when asked."""
    with pytest.raises(rules.WouldMove) as asked:
        moved(held, jo, *days, **values)
    session.rollback()
    moved(held, jo, *days, agreed=asked.value.key, **values)


def letters() -> dict[str, list[EmailMessage]]:
    """Return every letter that still has a point, by whom it goes to."""
    found: dict[str, list[EmailMessage]] = {}
    for mail in session.query(Mail).order_by(Mail.id).all():
        written = write(mail)
        if written is not None:
            found.setdefault(written.address, []).append(written.message)
    return found


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_published_session_is_bookable_and_writes_to_nobody(jo: Person) -> None:
    held = plans.planned(jo, minimum=2, keys=frozenset({"role:staff", "role:volunteer@area:1"}))
    (found,) = queries.bookable()[held.course_id]
    assert (found.uuid, found.day, found.places) == (held.entry.uuid, scenes.TENTH, 4)
    assert found.keys == {"role:staff", "role:volunteer@area:1"}
    entry = held.entry
    assert (entry.kind, entry.path) == (Kind.TRAINING, plans.path(held))
    assert entry.status is EntryStatus.CONFIRMED
    assert {row.key for row in entry.audience} == {
        "role:coordinator",
        "role:manager",
        "role:staff",
        "role:volunteer@area:1",
    }
    assert session.query(Mail).count() == 0
    assert scenes.tags() == ["session_planned"]


def test_the_same_form_plans_one_session(jo: Person) -> None:
    course, room, key = plans.course(), RoomFactory(), uuid4().hex
    for _ in range(2):
        with changing():
            actions.plan_session(
                course=course,
                facts=plans.facts(),
                where=actions.Where(room),
                publish=True,
                form_key=key,
                actor=jo,
            )
    assert session.query(TrainingSession).count() == 1
    assert session.query(Entry).count() == 1


def test_a_draft_cannot_be_booked_and_its_trainer_does_not_see_it_until_it_is_published(
    jo: Person,
) -> None:
    trainer = PersonFactory(name="Marcus Reid")
    held = plans.planned(jo, trainer=trainer, publish=False)
    assert queries.bookable() == {}
    assert held.entry.status is EntryStatus.TENTATIVE
    assert {row.key for row in held.entry.audience} == {"role:coordinator", "role:manager"}
    assert [each.state for each in held.entry.attendees] == [AttendeeState.PENCILLED]
    for _ in range(2):
        with changing():
            actions.publish(held=held, version=held.version, actor=jo)
    assert held.course_id in queries.bookable()
    assert [(each.person, each.state) for each in held.entry.attendees] == [
        (trainer, AttendeeState.ACCEPTED)
    ]
    assert held.entry.title == "Training: " + held.course.title
    assert scenes.tags() == ["session_planned", "session_changed"]


def test_a_draft_is_published_only_while_it_can_still_be_booked(jo: Person) -> None:
    held = plans.planned(jo, publish=False)
    with clock.frozen(held.closes_at), pytest.raises(rules.Refused, match="closed already"):
        actions.publish(held=held, version=held.version, actor=jo)


def test_days_have_an_entry_each_and_rooms_of_their_own_time(jo: Person) -> None:
    held = plans.planned(jo, scenes.TENTH, scenes.TENTH + WEEK)
    entries = [held.entry, *(each.entry for each in held.more_days)]
    assert [entry.title for entry in entries] == [
        f"Training: {held.course.title}, day 1 of 2",
        f"Training: {held.course.title}, day 2 of 2",
    ]
    assert {entry.path for entry in entries} == {plans.path(held)}
    assert session.query(RoomSlot).count() == 2 * 12
    (found,) = queries.bookable()[held.course_id]
    assert (found.day, found.last_day) == (scenes.TENTH, scenes.TENTH + WEEK)


def test_a_course_moves_to_where_its_own_days_were_and_may_become_shorter(jo: Person) -> None:
    held = plans.planned(jo, scenes.TENTH, scenes.TENTH + WEEK)
    first, second = held.entry, held.more_days[0].entry
    moved(held, jo, scenes.TENTH + WEEK, scenes.TENTH + 2 * WEEK)
    assert (first.first_day, second.first_day) == (scenes.TENTH + WEEK, scenes.TENTH + 2 * WEEK)
    moved(held, jo, scenes.TENTH)
    assert (held.entry, held.more_days) == (first, [])
    assert second.status is EntryStatus.CANCELLED
    moved(held, jo, scenes.TENTH, scenes.TENTH + WEEK)
    assert [each.number for each in held.more_days] == [2]
    assert session.query(RoomSlot).count() == 2 * 12


def test_a_trainer_who_has_promised_something_else_is_named(jo: Person) -> None:
    trainer = PersonFactory(name="Marcus Reid")
    plans.planned(jo, trainer=trainer)
    with pytest.raises(rules.Refused) as refused:
        plans.planned(jo, trainer=trainer)
    assert refused.value.field == "trainer"
    assert "Marcus Reid has promised “Training: " in refused.value.sentence
    session.rollback()
    assert session.query(TrainingSession).count() == 1


def test_who_is_booked_gets_one_letter_of_a_move_and_an_update_of_the_same_entry(
    jo: Person,
) -> None:
    held = plans.planned(jo, join_url=LINK, capacity=1)
    ann = PersonFactory(name="Ann Lee", email="ann@example.org")
    bo = PersonFactory(name="Bo Ek", email="bo@example.org")
    scenes.booked(held, ann)
    scenes.booked(held, bo, BookingState.WAITING)
    sequence = held.entry.sequence
    agreed_move(held, jo, scenes.TENTH + WEEK, join_url=LINK, capacity=1)
    assert held.entry.sequence == sequence + 1
    found = letters()
    assert {address: len(sent) for address, sent in found.items()} == {
        "ann@example.org": 1,
        "bo@example.org": 1,
    }
    (of_ann,) = found["ann@example.org"]
    assert of_ann["Subject"] == f"Changed: {held.course.title} on Tuesday 17 March"
    text = text_of(of_ann)
    assert "was Tuesday 10 March 2026, 10am to 1pm" in text
    assert "is now Tuesday 17 March 2026, 10am to 1pm" in text
    assert "Your place is still yours." in text
    assert LINK in text
    (file,) = of_ann.iter_attachments()
    ics = str(file.get_content())
    assert f"UID:amends-{held.entry.uuid}" in ics
    assert f"SEQUENCE:{sequence + 1}" in ics
    (of_bo,) = found["bo@example.org"]
    assert "Your turn for a place is still yours." in text_of(of_bo)
    assert LINK not in text_of(of_bo)


def test_the_trail_says_from_when_to_when_it_moved(jo: Person) -> None:
    held = plans.planned(jo)
    moved(held, jo, scenes.TENTH + WEEK)
    (changes,) = [
        each.values["changes"]
        for each in session.query(AuditDetail)
        if each.event.tag == "training:session_changed"
    ]
    assert changes["days"] == [
        ["2026-03-10T10:00:00+00:00 to 2026-03-10T13:00:00+00:00"],
        ["2026-03-17T10:00:00+00:00 to 2026-03-17T13:00:00+00:00"],
    ]


def test_a_move_that_was_agreed_to_is_asked_again_when_somebody_else_has_booked(
    jo: Person,
) -> None:
    held = plans.planned(jo)
    scenes.booked(held, PersonFactory(name="Ann Lee"))
    with pytest.raises(rules.WouldMove) as asked:
        moved(held, jo, scenes.TENTH + WEEK)
    session.rollback()
    scenes.booked(held, PersonFactory(name="Bo Ek"))
    with pytest.raises(rules.WouldMove) as again:
        moved(held, jo, scenes.TENTH + WEEK, agreed=asked.value.key)
    assert again.value.told == ("Ann Lee has a place", "Bo Ek has a place")


def test_other_changes_are_not_asked_about_and_write_to_nobody(jo: Person) -> None:
    held = plans.planned(jo)
    scenes.booked(held, PersonFactory())
    moved(held, jo, capacity=9, instructions="Bring a pen")
    assert held.capacity == 9
    assert session.query(Mail).count() == 0
    version = held.version
    moved(held, jo, capacity=9, instructions="Bring a pen")
    assert held.version == version
    assert scenes.tags() == ["session_planned", "session_changed"]


def test_the_link_is_in_the_text_of_the_booked_alone_and_never_in_the_trail(jo: Person) -> None:
    held = plans.planned(jo, join_url=LINK, capacity=1)
    ann = PersonFactory(name="Ann Lee")
    scenes.booked(held, ann)
    scenes.booked(held, PersonFactory(name="Bo Ek"), BookingState.WAITING)
    moved(held, jo, join_url=f"{LINK}d", capacity=1)
    assert LINK not in held.entry.ics.replace("\r\n ", "")
    assert LINK not in seen_as(held.entry).description
    (attendee,) = held.entry.attendees
    assert (attendee.person, attendee.note) == (ann, f"Join at {LINK}d")
    assert f"{LINK}d" in attendee.ics.replace("\r\n ", "")
    said = [each.values for each in session.query(AuditDetail)]
    assert "not noted" in str(said)
    assert LINK not in str(said)
    assert "the one below" in text_of(letters()[ann.email or ""][0])


def test_who_trains_it_anew_and_who_no_longer_does_are_told_in_one_letter_each(
    jo: Person,
) -> None:
    marcus = PersonFactory(name="Marcus Reid", email="marcus@example.org")
    priya = PersonFactory(name="Priya Nair", email="priya@example.org")
    held = plans.planned(jo, trainer=marcus)
    with changing():
        actions.change_session(
            held=held,
            version=held.version,
            facts=plans.facts(scenes.TENTH + WEEK),
            where=actions.Where(held.entry.room, priya),
            actor=jo,
        )
    found = letters()
    subjects = {address: [each["Subject"] for each in sent] for address, sent in found.items()}
    title = held.course.title
    assert subjects == {
        "priya@example.org": [f"You train {title} on Tuesday 17 March"],
        "marcus@example.org": [f"You no longer train {title} on Tuesday 17 March"],
    }
    for address, method in (("priya@example.org", "REQUEST"), ("marcus@example.org", "CANCEL")):
        (file,) = found[address][0].iter_attachments()
        assert f"METHOD:{method}" in str(file.get_content())
    assert [each.person for each in held.entry.attendees if each.state is ACCEPTED] == [priya]


def test_who_has_a_live_feed_gets_no_file(jo: Person) -> None:
    held = plans.planned(jo)
    ann = PersonFactory()
    scenes.booked(held, ann)
    with changing():
        subscribe(person=ann, scope=FeedScope.MINE, form_key=uuid4().hex)
    session.query(Feed).one().last_fetched_at = clock.now()
    session.commit()
    agreed_move(held, jo, scenes.TENTH + WEEK)
    (letter,) = letters()[ann.email or ""]
    assert list(letter.iter_attachments()) == []


def test_a_cancelled_session_frees_room_and_people_tells_everybody_and_counts_for_nothing(
    jo: Person,
) -> None:
    trainer = PersonFactory(name="Marcus Reid", email="marcus@example.org")
    held = plans.planned(jo, trainer=trainer)
    ann = PersonFactory(name="Ann Lee", email="ann@example.org")
    scenes.booked(held, ann)
    waiting = scenes.booked(held, PersonFactory(email="bo@example.org"), BookingState.WAITING)
    with changing():
        actions.change_session(
            held=held,
            version=held.version,
            facts=plans.facts(capacity=5),
            where=actions.Where(held.entry.room, trainer),
            actor=jo,
        )
    assert queries.booked_days()
    for _ in range(2):
        with changing():
            actions.cancel_session(
                held=held, version=held.version, reason="The trainer is ill.", actor=jo
            )
    assert (held.state, waiting.state) == (SessionState.CANCELLED, BookingState.CANCELLED)
    assert session.query(RoomSlot).count() == session.query(PersonSlot).count() == 0
    assert queries.booked_days() == {}
    assert queries.bookable() == {}
    found = letters()
    assert {address: len(sent) for address, sent in found.items()} == {
        "marcus@example.org": 1,
        "ann@example.org": 1,
        "bo@example.org": 1,
    }
    assert "Reason: The trainer is ill." in text_of(found["ann@example.org"][0])
    (file,) = found["ann@example.org"][0].iter_attachments()
    assert "METHOD:CANCEL" in str(file.get_content())


def test_what_has_begun_is_neither_changed_nor_cancelled(jo: Person) -> None:
    held = plans.planned(jo)
    with clock.frozen(held.entry.starts_at):
        with pytest.raises(rules.Refused, match="has begun"):
            moved(held, jo, scenes.TENTH + WEEK)
        session.rollback()
        with pytest.raises(rules.Refused, match="has begun"):
            actions.cancel_session(held=held, version=held.version, reason="Snow", actor=jo)


def test_a_form_over_an_older_version_changes_nothing(jo: Person) -> None:
    held = plans.planned(jo)
    version = held.version
    moved(held, jo, capacity=9)
    with pytest.raises(rules.Stale):
        actions.go_ahead(held=held, version=version, actor=jo)
    session.rollback()
    with pytest.raises(rules.Stale):
        actions.cancel_session(held=held, version=version, reason="Snow", actor=jo)


def test_the_trainer_is_asked_once_when_too_few_have_booked_and_everybody_is_told(
    app: Flask,
) -> None:
    with clock.frozen(scenes.NOON):
        jo = scenes.coordinator()
        trainer = PersonFactory(name="Marcus Reid", email="marcus@example.org")
        held = plans.planned(jo, minimum=3, trainer=trainer)
        ann = PersonFactory(name="Ann Lee", email="ann@example.org")
        scenes.booked(held, ann)
        assert jobs.ask_too_few() == {"asked": 0}
    with clock.frozen(clock.at(scenes.TENTH - timedelta(days=5), time(10))):
        assert jobs.ask_too_few() == {"asked": 2}
        assert jobs.ask_too_few() == {"asked": 0}
        (letter,) = letters()["marcus@example.org"]
        assert "1 person has booked" in text_of(letter)
        assert "It needs 3." in text_of(letter)
        for _ in range(2):
            with changing():
                actions.go_ahead(held=held, version=held.version, actor=trainer)
        assert held.confirmed_at == clock.now()
        found = letters()
    assert set(found) == {"ann@example.org"}
    assert found["ann@example.org"][0]["Subject"].startswith("It goes ahead: ")
