"""A volunteer who leaves the service: their seats, their offers, their account."""

from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts.queries import user_of
from portal.database import changing, session
from portal.members import actions
from portal.members.models import Member, Status
from portal.panels.models import SeatKind
from tests.factories import user_with
from tests.panels import scenes


def leave(member: Member) -> None:
    with changing():
        actions.set_status(
            member=member,
            status=Status.LEFT,
            on=clock.today(),
            leave_reason="moved",
            actor=scenes.coordinator("Ida Moss"),
        )


def test_who_leaves_gives_back_seats_and_offers_and_can_no_longer_sign_in(app: Flask) -> None:
    jo = scenes.coordinator()
    first, second = scenes.arranged(jo), scenes.arranged(jo, day=scenes.TENTH.replace(day=17))
    ann = scenes.volunteer("Ann Lee", account=True)
    seat = scenes.accepted(first, SeatKind.MEMBER, ann).seat
    offer = scenes.offered(second, SeatKind.MEMBER, ann)
    leave(ann)
    session.expire_all()
    assert seat.person is None
    assert (offer.state.value, scenes.duties(first), scenes.duties(second)) == ("withdrawn", {}, {})
    assert ("Jo Hartley", "seat_free") in scenes.mail()
    user = user_of(ann.person)
    assert user is not None
    assert not user.active


def test_a_colleague_who_leaves_as_a_volunteer_still_signs_in(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    user = user_with(Role.VOLUNTEER, Role.STAFF, person=ann.person)
    leave(ann)
    session.expire_all()
    assert user.active
    assert user.role_names == {Role.STAFF}


def test_the_seats_of_who_leaves_are_offered_to_everybody_who_can(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting = scenes.arranged(jo)
    ann, bo = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Ray")
    seat = scenes.accepted(sitting, SeatKind.MEMBER, ann).seat
    leave(ann)
    session.expire_all()
    assert [(call.opened_by, call.closed_at) for call in seat.calls] == [(None, None)]
    assert [each.person for each in seat.offers if each.state.value == "sent"] == [bo.person]


def test_who_is_to_leave_gives_back_at_once_what_comes_after_their_last_day(app: Flask) -> None:
    jo = scenes.coordinator()
    first, second, third, fourth = (
        scenes.arranged(jo, day=scenes.TENTH.replace(day=day)) for day in (10, 17, 24, 31)
    )
    ann, bo = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Ray")
    kept = scenes.accepted(first, SeatKind.MEMBER, ann).seat
    freed = scenes.accepted(second, SeatKind.MEMBER, ann).seat
    asked = scenes.offered(third, SeatKind.OBSERVER, ann)
    planned = scenes.pencilled(fourth, SeatKind.MEMBER, ann)
    with changing():
        actions.note_leaving(member=ann, on=scenes.TENTH, reason="moved", asks=False, actor=jo)
    session.expire_all()
    assert (kept.person, freed.person, planned.pencilled) == (ann.person, None, None)
    assert [each.person for each in freed.offers if each.state.value == "sent"] == [bo.person]
    assert asked.state.value == "withdrawn"
