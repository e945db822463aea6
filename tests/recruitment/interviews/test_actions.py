"""Interviews: arranged, moved, called off; and what each interviewer thinks, kept apart."""

from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts import actions as accounts
from portal.accounts.queries import account_of
from portal.calendar.models import Attendee, AttendeeState, Entry, EntryStatus
from portal.database import changing, session
from portal.members import actions as members
from portal.members.queries import member_of
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.recruitment import jobs
from portal.recruitment.actions import stages
from portal.recruitment.actions.forgetting import forget
from portal.recruitment.actions.interviews import (
    arrange_interview,
    cancel_interview,
    give_up_interviews,
    move_interview,
    release_interviewer,
)
from portal.recruitment.actions.recommending import keep_notes, send_recommendation
from portal.recruitment.letters.interviews import interview_cancelled
from portal.recruitment.models import (
    INTERVIEW_QUESTIONS,
    Application,
    ApplicationState,
    Interview,
    InterviewNote,
    Recommendation,
)
from portal.recruitment.queries import interviews as queries
from portal.recruitment.rules.refusals import Refused, Stale
from portal.settings import actions as settings
from tests.factories import RoomFactory
from tests.recruitment.interviews import scenes

HOUR = timedelta(hours=1)


def letters(template: str = "") -> list[tuple[str | None, str]]:
    found = session.scalars(select(Mail).order_by(Mail.id))
    told = [
        (mail.to_person.name if mail.to_person else mail.to_address, mail.template.split("/")[-1])
        for mail in found
    ]
    return [each for each in told if not template or each[1] == template]


def duties(interview: Interview) -> dict[str, AttendeeState]:
    rows = session.scalars(select(Attendee).where(Attendee.entry_id == interview.entry_id))
    return {row.person.name: row.state for row in rows}


def test_an_interview_is_in_the_calendar_of_who_holds_it_and_everybody_is_told(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, jo, margaret)
    assert duties(interview) == {
        "Jo Hartley": AttendeeState.ACCEPTED,
        "Margaret Osei": AttendeeState.ACCEPTED,
    }
    assert letters() == [
        ("rosa@example.org", "interview_arranged"),
        ("Margaret Osei", "interviewer_named"),
    ]
    asked = INTERVIEW_QUESTIONS.default.splitlines()
    assert [question.text for question in interview.questions] == asked


def test_no_calendar_and_no_interviewers_letter_names_the_applicant(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, margaret)
    with changing():
        cancel_interview(interview=interview, actor=jo)
    entry = session.scalars(select(Entry)).one()
    texts = [entry.title, entry.description, entry.ics, entry.path or ""]
    texts += [f"{each.part}{each.note}{each.ics}" for each in entry.attendees]
    for mail in session.scalars(select(Mail).where(Mail.to_person_id == margaret.id)).all():
        with changing():
            letter = write(session.get_one(Mail, mail.id))
        texts += [letter.text, letter.subject] if letter else []
    assert not [text for text in texts if "Rosa" in text or "Marsh" in text]


def test_the_same_form_arranges_once_and_there_is_one_interview_at_a_time(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    plan, key = scenes.plan(margaret), uuid4().hex
    for _ in range(2):
        with changing():
            arrange_interview(application=rosa, plan=plan, form_key=key, actor=jo)
    interview = session.scalars(select(Interview)).one()
    assert len(letters()) == 2
    with pytest.raises(Refused, match="arranged already"):
        scenes.arranged(rosa, jo, margaret)
    with changing():
        cancel_interview(interview=interview, actor=jo)
    assert scenes.arranged(rosa, jo, margaret).id != interview.id


def test_the_questions_stay_as_they_were_agreed(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, margaret)
    with changing():
        settings.change(INTERVIEW_QUESTIONS, "Only this?\n\n", actor=jo)
    assert len(interview.questions) == len(INTERVIEW_QUESTIONS.default.splitlines())
    other = scenes.arranged(scenes.applicant("Sam Hill"), jo, jo)
    assert [question.text for question in other.questions] == ["Only this?"]


def test_a_room_or_an_interviewer_who_is_taken_is_said_at_its_field(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    room, sam = RoomFactory(), scenes.applicant("Sam Hill")
    scenes.arranged(rosa, jo, margaret, room=room)
    with pytest.raises(Refused) as refused:
        scenes.arranged(sam, jo, jo, room=room)
    assert refused.value.field == "room"
    with pytest.raises(Refused) as refused:
        scenes.arranged(sam, jo, jo, margaret)
    assert refused.value.field == "interviewer_2"


def test_nobody_interviews_after_their_last_day_but_a_colleague(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    member = member_of(margaret)
    assert member is not None
    kept = scenes.arranged(scenes.applicant("Sam Hill"), jo, jo, margaret)
    with changing():
        members.note_leaving(
            member=member,
            on=scenes.STARTS.date() - timedelta(days=1),
            reason="moved",
            asks=False,
            actor=jo,
        )
    assert [each.person for each in kept.interviewers] == [jo]
    with pytest.raises(Refused, match="Margaret Osei leaves, and their last day is") as refused:
        scenes.arranged(rosa, jo, jo, margaret, starts_at=scenes.ENDS, ends_at=scenes.ENDS + HOUR)
    assert refused.value.field == "interviewer_2"
    margaret.is_staff = True
    session.commit()
    scenes.arranged(rosa, jo, jo, margaret, starts_at=scenes.ENDS, ends_at=scenes.ENDS + HOUR)


def test_nobody_is_interviewed_whose_way_has_ended(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    with changing():
        stages.end(application=rosa, state=ApplicationState.WITHDRAWN, reason="moved", actor=jo)
    with pytest.raises(Refused, match="not on their way any more"):
        scenes.arranged(rosa, jo, margaret)


def test_who_stays_hears_of_a_new_time_who_comes_that_they_hold_it_and_who_goes_that_they_do_not(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    bo, cy = scenes.volunteer("Bo Ray"), scenes.volunteer("Cy Day")
    interview = scenes.arranged(rosa, jo, margaret, bo)
    before = len(letters())
    plan = scenes.plan(
        margaret,
        cy,
        starts_at=scenes.STARTS + timedelta(days=1),
        ends_at=scenes.ENDS + timedelta(days=1),
    )
    with changing():
        move_interview(interview=interview, plan=plan, version=interview.version, actor=jo)
    assert letters()[before:] == [
        ("rosa@example.org", "interview_arranged"),
        ("Margaret Osei", "interviewer_named"),
        ("Cy Day", "interviewer_named"),
        ("Bo Ray", "interviewer_released"),
    ]
    assert duties(interview)["Bo Ray"] is AttendeeState.GONE
    assert duties(interview)["Cy Day"] is AttendeeState.ACCEPTED


def test_the_applicant_hears_nothing_when_only_somebody_else_interviews(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    room, bo = RoomFactory(), scenes.volunteer("Bo Ray")
    interview = scenes.arranged(rosa, jo, margaret, room=room)
    with changing():
        move_interview(
            interview=interview,
            plan=scenes.plan(margaret, bo, room=room),
            version=interview.version,
            actor=jo,
        )
    assert letters("interview_arranged") == [("rosa@example.org", "interview_arranged")]
    assert letters("interviewer_named")[1:] == [("Bo Ray", "interviewer_named")]


def test_a_form_that_was_opened_before_somebody_elses_change_is_stale(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, margaret)
    with pytest.raises(Stale), changing():
        move_interview(interview=interview, plan=scenes.plan(jo), version=99, actor=jo)


def test_a_called_off_interview_frees_its_room_and_people(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    room = RoomFactory()
    interview = scenes.arranged(rosa, jo, margaret, room=room)
    for _ in range(2):
        with changing():
            cancel_interview(interview=interview, actor=jo)
    assert interview.entry.status is EntryStatus.CANCELLED
    assert letters()[2:] == [
        ("rosa@example.org", "interview_cancelled"),
        ("Margaret Osei", "interviewer_released"),
    ]
    scenes.arranged(scenes.applicant("Sam Hill"), jo, margaret, room=room)


def test_an_applicant_without_an_address_is_not_written_to(jo: Person, margaret: Person) -> None:
    scenes.arranged(scenes.applicant("Rosa Marsh", email=None), jo, margaret)
    assert letters() == [("Margaret Osei", "interviewer_named")]


def test_no_recommendation_shows_before_the_last_one_is_in(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, jo, margaret)
    scenes.recommended(interview, margaret, Recommendation.DECLINE)
    with clock.frozen(scenes.AFTER):
        assert queries.in_brief(interview).missing == ["Jo Hartley"]
        assert queries.in_brief(interview).decline == 0
        assert letters("recommendations_in") == []
    di = scenes.coordinator("Di Fox")
    scenes.recommended(interview, jo)
    assert queries.in_brief(interview).verdict == "1 would appoint, 1 would not"
    assert letters("recommendations_in") == [(di.name, "recommendations_in")]


def test_what_was_sent_stays_and_nothing_is_sent_before_the_interview(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, margaret)
    own = scenes.of(interview, margaret)
    said: dict[str, Any] = {
        "notes": {},
        "recommendation": Recommendation.APPOINT,
        "words": "",
        "actor": margaret,
    }
    with changing():
        keep_notes(interviewer=own, **said)
    with pytest.raises(Refused, match="has not begun"), changing():
        send_recommendation(interviewer=own, actor=margaret)
    scenes.recommended(interview, margaret)
    with pytest.raises(Refused, match="sent already"), changing():
        keep_notes(interviewer=own, **{**said, "recommendation": Recommendation.DECLINE})
    session.expire_all()
    assert own.recommendation is Recommendation.APPOINT
    with pytest.raises(Refused, match="is in already"), changing():
        cancel_interview(interview=interview, actor=jo)


def test_notes_are_kept_by_question_and_written_over_until_they_are_sent(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, margaret)
    own, first = scenes.of(interview, margaret), interview.questions[0].id
    for text in ("Listens", "Listens well", ""):
        with changing():
            keep_notes(
                interviewer=own,
                notes={first: text, 99_999: "of no question"},
                recommendation=None,
                words="",
                actor=margaret,
            )
    assert [(note.question_id, note.text) for note in own.notes] == [(first, "")]


def test_whose_word_is_not_waited_for_is_released_and_then_all_are_shown(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    bo = scenes.volunteer("Bo Ray")
    interview = scenes.arranged(rosa, jo, margaret, bo)
    scenes.recommended(interview, margaret)
    with clock.frozen(scenes.AFTER), changing():
        release_interviewer(interviewer=scenes.of(interview, bo), actor=jo)
    assert interview.is_heard
    assert duties(interview)["Bo Ray"] is AttendeeState.GONE
    assert letters("interviewer_released") == [("Bo Ray", "interviewer_released")]
    with pytest.raises(Refused, match="is in already"), changing():
        release_interviewer(interviewer=scenes.of(interview, margaret), actor=jo)


def test_whoever_leaves_holds_no_interview_to_come_and_the_coordinators_are_told(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    bo = scenes.volunteer("Bo Ray")
    shared = scenes.arranged(rosa, jo, margaret, bo)
    before = len(letters())
    for _ in range(2):
        with changing():
            give_up_interviews(person=margaret, actor=None)
    assert [each.person for each in shared.interviewers] == [bo]
    assert duties(shared)["Margaret Osei"] is AttendeeState.GONE
    with changing():
        give_up_interviews(person=bo, actor=None)
    assert queries.in_brief(shared).words == "Interview Thursday 12 March, 6pm; nobody holds it yet"
    assert letters()[before:] == [("Jo Hartley", "interviewer_missing")] * 2


def test_an_account_that_is_closed_holds_no_interview_to_come(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, jo, margaret)
    with changing():
        accounts.deactivate(user=account_of(margaret), actor=jo)
    assert [each.person for each in interview.interviewers] == [jo]


def test_an_interview_to_come_is_called_off_when_the_way_ends_and_a_past_one_stays(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, margaret)
    held = scenes.arranged(scenes.applicant("Sam Hill"), jo, jo)
    for each, moment in ((rosa, scenes.NOON), (held.application, scenes.AFTER)):
        with clock.frozen(moment), changing():
            stages.end(application=each, state=ApplicationState.WITHDRAWN, reason="time", actor=jo)
    assert interview.cancelled_at is not None
    assert held.cancelled_at is None
    letter = interview_cancelled(to=None, interview=interview.id)
    assert letter is not None
    assert letter.values["goes_on"] is False


def test_the_last_interviewer_is_not_released(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, margaret)
    with pytest.raises(Refused, match="Nobody else holds"), changing():
        release_interviewer(interviewer=scenes.of(interview, margaret), actor=jo)


def test_interviewers_are_reminded_the_morning_after_and_once(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, jo, margaret)
    scenes.recommended(interview, jo)
    morning = clock.at(scenes.DAY + timedelta(days=1), time(8))
    for moment, count in (
        (scenes.AFTER, 0),
        (morning - timedelta(hours=1), 0),
        (morning, 1),
        (morning, 0),
    ):
        with clock.frozen(moment):
            assert jobs.remind_interviewers() == {"reminded": count}
    assert letters("recommendation_missing") == [("Margaret Osei", "recommendation_missing")]


def test_once_forgotten_nothing_is_left_of_an_interview_but_who_was_busy(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    interview = scenes.arranged(rosa, jo, margaret)
    scenes.recommended(interview, margaret, notes=("Listens", "Calm"))
    with changing():
        forget(rosa)
    assert session.scalars(select(Interview)).all() == []
    assert session.scalars(select(InterviewNote)).all() == []
    assert session.scalars(select(Entry)).one().title == "Volunteer interview"
