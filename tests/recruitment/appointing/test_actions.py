"""An applicant becomes a volunteer in one step, whole or not at all."""

from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from portal import clock
from portal.access.rules import Role
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.members.models import Member, MemberArea, Status
from portal.members.queries.details import detail_of
from portal.members.rules import Check
from portal.notifications.models import Mail
from portal.panels.models import Offer, SeatKind
from portal.people.models import Person
from portal.recruitment.actions import appointing, buddies, reviewing
from portal.recruitment.models import (
    Application,
    ApplicationState,
    Appointment,
    ReviewOutcome,
    Stage,
)
from portal.site.refusals import Refused
from portal.training.models import Booking, BookingState, Kind
from tests.factories import AreaFactory, CourseFactory, MemberFactory, PersonFactory, user_with
from tests.panels import scenes as panels
from tests.recruitment.scenes import REVIEW, TODAY, checked
from tests.recruitment.scenes import appointing as said
from tests.training.scenes import planned

DBS = (Check(date(2026, 2, 20), date(2029, 2, 20)), "Enhanced")


@pytest.fixture(autouse=True)
def monday() -> object:
    with clock.frozen(clock.at(TODAY, time(10))):
        yield


def appoint(application: Application, actor: Person | None = None, **values: Any) -> Appointment:
    with changing():
        return appointing.appoint(
            application=application,
            facts=said(**values),
            actor=actor or user_with(Role.COORDINATOR).person,
        )


def refused(application: Application, **values: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        appoint(application, **values)
    session.rollback()
    return caught.value


def letters() -> list[tuple[str, str]]:
    return sorted(
        (mail.template, mail.to_person.name)
        for mail in session.scalars(select(Mail))
        if mail.to_person
    )


def test_an_appointment_makes_the_volunteer_and_begins_all_that_follows(app: Flask) -> None:
    jo = panels.coordinator()
    area = AreaFactory()
    sitting = panels.arranged(jo, panels.order(jo, area=area))
    induction = planned(CourseFactory(kind=Kind.INDUCTION), date(2026, 3, 20))
    buddy = panels.volunteer("Margaret Osei")
    application = checked(area=area)
    session.execute(delete(Mail))
    made = appoint(
        application,
        jo,
        area_ids=(area.id,),
        check=DBS,
        buddy=buddy.person.uuid,
        session=induction.entry.uuid,
        observes=(sitting.entry.uuid,),
    )
    member = made.member
    assert (member.number, member.status, member.is_learner) == ("V021", Status.TRAINING, True)
    assert [row.area_id for row in member.area_rows] == [area.id]
    assert [check.recheck_on for check in member.checks] == [date(2029, 2, 20)]
    assert (application.member, application.stage) == (member, Stage.TRAINING)
    assert (made.buddy, made.observations, made.review_on) == (buddy.person, 2, REVIEW)
    booking = session.scalars(select(Booking)).one()
    assert (booking.person, booking.state) == (member.person, BookingState.BOOKED)
    offer = session.scalars(select(Offer)).one()
    assert (offer.person, offer.seat.kind) == (member.person, SeatKind.OBSERVER)
    assert letters() == [
        ("accounts/email/invitation", "Priya Nair"),
        ("panels/email/offer_made", "Priya Nair"),
        ("recruitment/email/buddy", "Margaret Osei"),
        ("training/email/booked", "Priya Nair"),
    ]
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.tag == "recruitment:appointed")
    ).one()
    assert event.detail is not None
    assert event.detail.values == {
        "buddy": buddy.person_id,
        "member": member.id,
        "review": REVIEW.isoformat(),
    }


def test_what_they_said_of_themselves_is_in_the_register_and_not_in_the_trail(app: Flask) -> None:
    made = appoint(checked(), details={"skills": "Baking", "access_needs": "A ramp"})
    said = detail_of(made.member)
    assert (said.skills, said.access_needs) == ("Baking", "A ramp")
    changed = AuditEvent.tag == "members:details_changed"
    event = session.scalars(select(AuditEvent).where(changed)).one()
    assert event.detail is None


def test_who_is_appointed_twice_is_appointed_once(app: Flask) -> None:
    application, jo = checked(), user_with(Role.COORDINATOR).person
    assert appoint(application, jo) is appoint(application, jo)
    assert session.scalar(select(func.count(Member.id))) == 1


def test_somebody_waits_for_a_full_induction(app: Flask) -> None:
    induction = planned(CourseFactory(kind=Kind.INDUCTION), date(2026, 3, 20), capacity=1)
    for name, number in (("Priya Nair", "V021"), ("Bo Lee", "V022")):
        email = f"{number}@example.org"
        appoint(
            checked(name, email=email),
            number=number,
            person={"name": name, "known_as": None, "email": email, "phone": None},
            session=induction.entry.uuid,
        )
    states = session.scalars(select(Booking.state).order_by(Booking.id)).all()
    assert states == [BookingState.BOOKED, BookingState.WAITING]


def test_what_one_part_refuses_leaves_nothing_of_the_others(app: Flask) -> None:
    jo = panels.coordinator()
    sitting = panels.arranged(jo)
    application = checked()
    why = refused(application, observes=(sitting.entry.uuid,))
    assert (why.field, "No DBS check" in why.sentence) == ("observes", True)
    assert session.scalar(select(func.count(Member.id))) == 0
    assert (application.member, application.stage) == (None, Stage.CHECKS)


def test_a_number_that_is_taken_is_refused_at_its_field(app: Flask) -> None:
    MemberFactory(number="V021")
    assert refused(checked()).field == "number"


def test_nobody_is_appointed_before_their_checks_are_back(app: Flask) -> None:
    assert "its checks" in refused(checked(stage=Stage.REFERENCES)).sentence


def test_nobody_is_appointed_who_said_that_they_are_not_18(app: Flask) -> None:
    assert "must be 18 or over" in refused(checked(is_adult=False)).sentence
    assert session.scalars(select(Appointment)).all() == []


def test_a_colleague_who_is_appointed_stays_one_person(app: Flask) -> None:
    known = PersonFactory(name="Priya Nair", email="priya@example.org", is_staff=True)
    made = appoint(checked(), invites=False)
    assert made.member.person == known
    assert "account already" not in made.member.number


def test_somebody_with_an_account_is_not_invited_again(app: Flask) -> None:
    known = PersonFactory(name="Priya Nair", email="priya@example.org")
    user_with(Role.STAFF, person=known)
    assert refused(checked(), invites=True).field == "invites"


def test_a_volunteer_who_left_comes_back_with_their_number(app: Flask) -> None:
    was = MemberFactory(
        person=PersonFactory(name="Priya Nair", email="priya@example.org"),
        number="V007",
        status=Status.LEFT,
        left_on=date(2025, 1, 6),
        may_chair=True,
        area_rows=[MemberArea(area=AreaFactory())],
    )
    checked(stage=Stage.ACTIVE, state="appointed", ended_on=TODAY, member=was)
    made = appoint(checked(), number="V007")
    assert (made.member, was.status, was.left_on) == (was, Status.TRAINING, None)
    assert (was.may_chair, was.is_learner, was.area_rows) == (False, True, [])


def test_somebody_who_is_a_volunteer_is_not_appointed_again(app: Flask) -> None:
    person = PersonFactory(name="Priya Nair", email="PRIYA@example.org")
    MemberFactory(person=person, number="V007")
    assert "V007" in refused(checked(), number="V007").sentence


def test_who_is_in_the_register_and_not_appointed_yet_stays_one_person(app: Flask) -> None:
    person = PersonFactory(name="Priya Nair", email="priya@example.org")
    known = MemberFactory(person=person, number="V007", status=Status.VETTING)
    made = appoint(checked(), number="V007")
    assert (made.member, known.status) == (known, Status.TRAINING)


def test_only_an_active_volunteer_is_a_buddy(app: Flask) -> None:
    left = MemberFactory(status=Status.LEFT)
    assert refused(checked(), buddy=left.person.uuid).field == "buddy"


def test_a_buddy_is_named_later_and_changed_and_each_is_told_once(app: Flask) -> None:
    made, jo = appoint(checked()), panels.coordinator()
    margaret, bo = (panels.volunteer(name).person for name in ("Margaret Osei", "Bo Ray"))
    session.execute(delete(Mail))
    for buddy in (margaret, margaret, bo, None, margaret):
        with changing():
            buddies.name_buddy(appointment=made, uuid=buddy.uuid if buddy else None, actor=jo)
        assert made.buddy is buddy
    assert letters() == [
        ("recruitment/email/buddy", "Bo Ray"),
        ("recruitment/email/buddy", "Margaret Osei"),
        ("recruitment/email/buddy", "Margaret Osei"),
        ("recruitment/email/buddy_released", "Bo Ray"),
        ("recruitment/email/buddy_released", "Margaret Osei"),
    ]
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.tag == "recruitment:buddy_named").order_by("id")
    )
    assert [each.detail and each.detail.values for each in events] == [
        {"buddy": person and person.id} for person in (margaret, bo, None, margaret)
    ]


def test_nobody_is_their_own_buddy_nor_is_who_has_left(app: Flask) -> None:
    made, jo = appoint(checked()), panels.coordinator()
    with changing():
        made.application.stage = Stage.ACTIVE
        made.application.state = ApplicationState.APPOINTED
        made.application.ended_on = clock.today()
    with changing():
        made.member.status = Status.ACTIVE
    left = MemberFactory(status=Status.LEFT).person
    for nobody in (left, made.member.person):
        with pytest.raises(Refused) as caught, changing():
            buddies.name_buddy(appointment=made, uuid=nobody.uuid, actor=jo)
        assert caught.value.field == "buddy"
    assert made.buddy is None


def test_a_probation_is_reviewed_until_it_is_confirmed(app: Flask) -> None:
    made, jo = appoint(checked()), user_with(Role.COORDINATOR).person
    with clock.frozen(clock.at(date(2026, 9, 1), time(10))):
        for outcome, next_on in (
            (ReviewOutcome.EXTENDED, date(2026, 12, 1)),
            (ReviewOutcome.CONFIRMED, None),
        ):
            with changing():
                reviewing.review(
                    appointment=made,
                    held_on=clock.today(),
                    outcome=outcome,
                    next_on=next_on,
                    actor=jo,
                )
        assert [held.due_on for held in made.reviews] == [REVIEW, date(2026, 12, 1)]
        assert made.review_on is None
        with pytest.raises(Refused):
            reviewing.review(
                appointment=made,
                held_on=clock.today(),
                outcome=ReviewOutcome.CONFIRMED,
                next_on=None,
                actor=jo,
            )
