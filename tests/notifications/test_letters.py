"""Every letter the portal can write, written: in two parts, for people, without a reference.

A package that adds a letter adds what leads to it to a story here.
"""

import re
from collections.abc import Callable, Container
from datetime import date, time, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask, current_app
from sqlalchemy import select

import config
from portal import clock
from portal.access.rules import Role
from portal.accounts import actions as accounts
from portal.accounts.letters import OutboxMail
from portal.database import changing, session
from portal.members import actions as members
from portal.notifications.actions import letters, post
from portal.notifications.jobs.writing import write
from portal.notifications.letters import CHECK
from portal.notifications.models import Mail
from portal.panels import jobs as panels
from portal.panels.actions import offers, sittings, turns
from portal.panels.models import CancelReason, SeatKind
from portal.training import actions as training
from portal.training import jobs, rules
from portal.training.models import Attendance, CourseOutcome
from tests.factories import CourseFactory, PersonFactory, RoomFactory, user_with
from tests.live import references_in, text_of, whole_text_of
from tests.members.agreements.scenes import OF_AGREEMENTS
from tests.members.checks.scenes import OF_CHECKS
from tests.members.expenses.stories import OF_EXPENSES
from tests.members.rounds import scenes as rounds
from tests.members.supervision.stories import OF_SUPERVISION
from tests.noticeboard.stories import OF_NOTICEBOARD
from tests.panels import scenes
from tests.panels.outcomes import evenings
from tests.panels.stories import OF_SEATS
from tests.recruitment.applying.stories import OF_APPLYING
from tests.recruitment.erasing.stories import OF_ERASING
from tests.recruitment.interviews.stories import OF_INTERVIEWS
from tests.recruitment.pipeline.stories import OF_PIPELINE
from tests.recruitment.references.stories import OF_REFERENCES
from tests.recruitment.stories import OF_RECRUITMENT
from tests.reparation.partners.stories import OF_PARTNERS
from tests.reparation.projects.stories import OF_PROJECTS
from tests.reparation.risks.stories import OF_RISKS
from tests.reparation.sessions.stories import OF_SESSIONS
from tests.training import scenes as courses
from tests.training.bookings.stories import OF_BOOKINGS
from tests.training.scenes import booked
from tests.training.sessions import plans
from tests.training.test_actions import sent as certificate_sent

TEMPLATES = config.ROOT / "templates"
TOKEN = re.compile(r"[\w-]{32,}")


@pytest.fixture(autouse=True)
def monday() -> object:
    with clock.frozen(clock.at(date(2026, 3, 2), time(10))):
        yield


def written(posted: Container[int] = ()) -> dict[str, EmailMessage]:
    """Write every letter of the outbox that still has a point, as the worker would.

    Not those `posted` before: with each story there are more of them.
    """
    found = {}
    for number in session.scalars(select(Mail.id).order_by(Mail.id)).all():
        if number in posted:
            continue
        with changing():
            mail = session.get_one(Mail, number)
            letter = write(mail)
        if letter is not None:
            found[mail.template] = letter.message
    return found


def the_check() -> None:
    with changing():
        post(to=PersonFactory(), template=CHECK, key="check")


def an_account_begins_and_its_password_changes() -> None:
    actor = scenes.coordinator()
    person, user = PersonFactory(), user_with(Role.STAFF)
    with changing():
        accounts.invite(person=person, role=Role.STAFF, actor=actor)
        accounts.ask_for_reset(user=user)
        OutboxMail(current_app).send_mail("security/email/change_notice", user=user)


def a_sitting_is_arranged_offered_and_answered() -> None:
    jo = scenes.coordinator()
    adviser = scenes.colleague("Marcus Reid", may_advise=True)
    sitting = scenes.arranged(jo, adviser=adviser)
    scenes.accepted(sitting, SeatKind.CHAIR, scenes.chair())
    scenes.offered(sitting, SeatKind.OBSERVER, scenes.volunteer("Ann Lee", is_learner=True))
    refused = scenes.offered(sitting, SeatKind.MEMBER, scenes.volunteer("Bo Ray"))
    with changing():
        offers.decline_offer(offer=refused, actor=refused.person)
    lapsing = scenes.offered(sitting, SeatKind.MEMBER, scenes.volunteer("Cy Day"))
    assert lapsing.expires_at
    with clock.frozen(lapsing.expires_at + timedelta(minutes=1)), changing():
        offers.lapse_offer(offer=lapsing)
    withdrawn = scenes.offered(sitting, SeatKind.MEMBER, scenes.volunteer("Di Fox"))
    with changing():
        offers.withdraw_offer(offer=withdrawn, actor=jo)


def a_seat_is_taken_and_left() -> None:
    sitting = scenes.arranged(scenes.coordinator())
    asked = [
        scenes.offered(sitting, SeatKind.MEMBER, scenes.volunteer(name))
        for name in ("Ann Lee", "Bo Ray")
    ]
    with changing():
        offers.accept_offer(offer=asked[0], actor=asked[0].person)
    with changing():
        offers.leave_seat(offer=asked[0], actor=asked[0].person)


def a_sitting_moves_to_another_adviser() -> None:
    jo = scenes.coordinator()
    marcus, priya = (scenes.colleague(name, may_advise=True) for name in ("Marcus", "Priya"))
    sitting = scenes.arranged(jo, adviser=marcus)
    scenes.accepted(sitting, SeatKind.CHAIR, scenes.chair())
    scenes.offered(sitting, SeatKind.MEMBER, scenes.volunteer("Ann Lee"))
    room = RoomFactory()
    with changing():
        sittings.move_sitting(
            sitting=sitting,
            facts=scenes.facts(room, priya, day=date(2026, 3, 9)),
            room=room,
            version=sitting.version,
            actor=jo,
        )


def a_sitting_is_cancelled() -> None:
    jo = scenes.coordinator()
    sitting = scenes.arranged(jo)
    scenes.accepted(sitting, SeatKind.CHAIR, scenes.chair())
    with changing():
        sittings.cancel_sitting(
            sitting=sitting, version=sitting.version, reason=next(iter(CancelReason)), actor=jo
        )


def a_sitting_hears_one_panel_less() -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo)
    sitting = scenes.arranged(jo, order, scenes.order(jo, area=order.area))
    with changing():
        turns.take_panel_off(
            sitting=sitting, version=sitting.version, panel=sitting.panels[0], actor=jo
        )


def drafts_are_published() -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus", may_advise=True)
    graham, ann = scenes.chair(), scenes.volunteer("Ann Lee")
    scenes.answered_round(graham, days=(date(2026, 3, 24),))
    draft = scenes.draft(jo, adviser=marcus, day=date(2026, 3, 24))
    scenes.pencilled(draft, SeatKind.CHAIR, graham)
    scenes.pencilled(draft, SeatKind.MEMBER, ann)
    scenes.published(draft)


def a_sitting_misses_its_quorum() -> None:
    scenes.arranged(scenes.coordinator())
    with clock.frozen(clock.at(date(2026, 3, 11), time(9))):
        panels.close_ended()


def nobody_notes_what_came_of_a_sitting() -> None:
    evenings.ready()
    for day in (11, 13):
        with clock.frozen(clock.at(date(2026, 3, day), time(9))):
            panels.close_ended()


def a_panel_is_adjourned() -> None:
    sitting = evenings.ready()
    ended = evenings.noted(
        sitting, held=False, agreed=None, reason="The room was shut", again_on=date(2026, 3, 24)
    )
    evenings.note(sitting, ended)


def volunteers_are_asked_for_dates() -> None:
    actor = rounds.coordinator()
    rounds.volunteer("Ann Lee")
    asking = rounds.opened(actor)
    with changing():
        members.remind(asking=asking, actor=actor)


def a_volunteer_leaves() -> None:
    with changing():
        members.leave(
            member=courses.volunteer("Eve Hay"),
            on=clock.today(),
            reason="moved",
            asks=True,
            actor=courses.coordinator(),
        )


def a_coordinator_writes_to_many() -> None:
    with changing():
        members.send_message(
            subject="The summer party",
            body="Please come.",
            audience="Volunteers: active",
            people=[courses.volunteer("Flo Kay").person],
            form_key="summer",
            actor=courses.coordinator(),
        )


def certificates_are_decided_on() -> None:
    actor = scenes.coordinator()
    for decide in (training.approve_certificate, partial(training.refuse_certificate, reason="No")):
        certificate = certificate_sent(PersonFactory(), CourseFactory())
        with changing():
            decide(certificate=certificate, actor=actor)


def a_session_is_moved_short_of_people_and_called_off() -> None:
    actor = scenes.coordinator()
    held = plans.planned(actor, minimum=3)
    booked(held, PersonFactory())
    another = plans.planned(actor, minimum=3)
    booked(another, PersonFactory())
    facts = plans.facts(date(2026, 3, 12), minimum=3)
    where = training.Where(held.entry.room, PersonFactory())
    move = partial(training.change_session, held=held, facts=facts, where=where, actor=actor)
    with pytest.raises(rules.WouldMove) as asked:
        move(version=held.version)
    session.rollback()
    with changing():
        move(version=held.version, agreed=asked.value.key)
    with clock.frozen(clock.at(date(2026, 3, 8), time(10))):
        jobs.ask_too_few()
    with changing():
        training.change_session(
            held=held,
            version=held.version,
            facts=facts,
            where=training.Where(held.entry.room, PersonFactory()),
            actor=actor,
        )
        training.cancel_session(held=another, version=another.version, reason="Snow", actor=actor)


def a_session_goes_ahead_with_few() -> None:
    actor = scenes.coordinator()
    held = plans.planned(actor, minimum=3)
    booked(held, PersonFactory())
    with changing():
        training.go_ahead(held=held, version=held.version, actor=actor)


def training_lapses_and_is_asked_about() -> None:
    courses.coordinator()
    ann, safe = courses.volunteer("Ann Lee"), courses.safeguarding()
    courses.until(ann.person, safe, date(2026, 3, 20))
    safe.outcomes = [CourseOutcome(position=1, text="I know whom to tell")]
    coming, over = (courses.planned(safe, date(2026, 3, day)) for day in (4, 1))
    bo = courses.volunteer("Bo Ray").person
    courses.booked(coming, bo)
    courses.booked(over, bo).attendance = Attendance.ATTENDED
    session.commit()
    for work in (jobs.remind, jobs.write_digests, jobs.ask_feedback):
        work()


STORIES: tuple[Callable[[], None], ...] = (
    the_check,
    an_account_begins_and_its_password_changes,
    a_sitting_is_arranged_offered_and_answered,
    a_seat_is_taken_and_left,
    a_sitting_moves_to_another_adviser,
    a_sitting_is_cancelled,
    a_sitting_hears_one_panel_less,
    drafts_are_published,
    a_sitting_misses_its_quorum,
    nobody_notes_what_came_of_a_sitting,
    a_panel_is_adjourned,
    volunteers_are_asked_for_dates,
    *OF_CHECKS,
    *OF_AGREEMENTS,
    a_volunteer_leaves,
    a_coordinator_writes_to_many,
    certificates_are_decided_on,
    *OF_EXPENSES,
    *OF_BOOKINGS,
    *OF_NOTICEBOARD,
    a_session_is_moved_short_of_people_and_called_off,
    a_session_goes_ahead_with_few,
    *OF_RECRUITMENT,
    *OF_APPLYING,
    *OF_ERASING,
    *OF_PROJECTS,
    *OF_PARTNERS,
    *OF_PIPELINE,
    *OF_SESSIONS,
    *OF_SEATS,
    *OF_RISKS,
    *OF_SUPERVISION,
    *OF_REFERENCES,
    *OF_INTERVIEWS,
    training_lapses_and_is_asked_about,  # last: from then on a course is asked of who sits
)


def test_every_letter_is_written_from_numbers_and_names_nothing_it_must_not(app: Flask) -> None:
    found: dict[str, EmailMessage] = {}
    for story in STORIES:
        before = set(session.scalars(select(Mail.id)))
        story()
        found |= written(before)
    assert sorted(found) == sorted(letters)
    _check_outbox()
    for template, message in found.items():
        assert references_in(whole_text_of(message)) == [], template
        assert "{" not in text_of(message), template
        assert "None" not in text_of(message), template
        html = BeautifulSoup(str(message.get_body(("html",)).get_content()), "html.parser")  # type: ignore[union-attr]  # asserted above
        assert len(html.find_all("h1")) == 1, template
        assert not html.select("[src], link, script, img"), f"{template} loads from elsewhere"
        assert message["Subject"], template


def _check_outbox() -> None:
    for mail in session.scalars(select(Mail)):
        assert {type(number) for number in mail.context.values()} <= {int}, mail.template
        assert (mail.subject, mail.body) == (None, None), mail.template
        assert references_in(f"{mail.dedupe_key} {mail.message_id}") == [], mail.dedupe_key


@pytest.mark.parametrize("part", ["txt", "html"])
def test_every_letter_has_both_parts_and_the_common_frame(app: Flask, part: str) -> None:
    for template in letters:
        assert f"email/layout.{part}" in _frames(TEMPLATES / f"{template}.{part}"), template


def _frames(template: Path) -> str:
    """Return the template with all that it extends."""
    text = template.read_text()
    above = re.search(r'{% extends "([^"]+)" %}', text)
    return text + (_frames(TEMPLATES / above[1]) if above else "")
