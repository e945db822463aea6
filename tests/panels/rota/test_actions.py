"""Planning in pencil: nobody is told, nobody counts, nobody is planned twice."""

from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.calendar.models import EntryStatus
from portal.database import changing, session
from portal.members.models import Member
from portal.panels import rules
from portal.panels.actions import leaving, offers, pencilling
from portal.panels.models import PanelKind, Seat, SeatKind, Sitting, SittingState
from portal.panels.queries.history import history
from portal.panels.queries.sittings import readiness
from tests.panels import scenes

CHAIR, MEMBER, ADVISER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.ADVISER


def planned(sitting: Sitting, kind: SeatKind, member: Member, why: str = "") -> Seat:
    """Plan a volunteer for a seat, as the sitting's coordinator."""
    with changing():
        return pencilling.pencil(
            seat=scenes.seat(sitting, kind),
            person=member.person,
            actor=sitting.coordinator,
            override_reason=why,
        )


def drafted(sitting: Sitting) -> Sitting:
    """Make a draft of a sitting."""
    sitting.state = SittingState.DRAFT
    session.commit()
    return sitting


@pytest.mark.parametrize("is_draft", [False, True])
def test_whom_a_seat_is_planned_for_is_told_nothing_and_counts_for_nothing(
    app: Flask, is_draft: bool
) -> None:
    sitting, ann = scenes.arranged(scenes.coordinator()), scenes.volunteer("Ann Lee")
    sitting = drafted(sitting) if is_draft else sitting
    before = scenes.mail()
    seat = planned(sitting, MEMBER, ann)
    planned(sitting, MEMBER, ann)  # twice is once
    assert (seat.pencilled, seat.person, seat.override_reason) == (ann.person, None, None)
    assert scenes.mail() == before
    assert scenes.duties(sitting) == {"Ann Lee: Panel – panel member": "pencilled"}
    assert readiness(sitting).quorum.community == 0
    assert scenes.tags().count("seat_pencilled") == 1
    assert history(sitting)[0].words == "Jo Hartley planned Ann Lee as panel member, in pencil"
    tentative = EntryStatus.TENTATIVE if is_draft else EntryStatus.CONFIRMED
    assert sitting.entry.status is tentative


def test_another_name_rubs_out_the_first(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator())
    ann, ruth = scenes.volunteer("Ann Lee"), scenes.volunteer("Ruth Okafor")
    planned(sitting, MEMBER, ann)
    assert planned(sitting, MEMBER, ruth).pencilled is ruth.person
    assert scenes.duties(sitting) == {"Ruth Okafor: Panel – panel member": "pencilled"}
    assert scenes.tags()[-3:] == ["seat_pencilled", "seat_rubbed_out", "seat_pencilled"]


def test_a_plan_keeps_somebodys_time(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    first, second = drafted(scenes.arranged(jo)), scenes.arranged(jo, at=time(18))
    seat = planned(first, MEMBER, ann)
    with pytest.raises(rules.Refused, match="Has promised to be elsewhere then"):
        planned(second, MEMBER, ann, "They are very good")  # the hour cannot be set aside
    with changing():
        pencilling.rub_out(seat=seat, actor=jo)
    assert scenes.duties(first) == {}
    assert planned(second, MEMBER, ann).pencilled is ann.person


def test_a_seat_that_somebody_has_is_not_planned(app: Flask) -> None:
    sitting, ann = scenes.arranged(scenes.coordinator()), scenes.volunteer("Ann Lee")
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ruth Okafor"))
    with pytest.raises(rules.Refused, match="Ruth Okafor has this seat for sure"):
        planned(sitting, MEMBER, ann)
    with pytest.raises(rules.Refused, match="Choose one under ‘Move or change’"):
        planned(sitting, ADVISER, ann)
    session.rollback()
    seat = scenes.seat(sitting, MEMBER)
    seat.pencilled = ann.person
    with pytest.raises(IntegrityError):
        session.commit()


def test_a_yes_takes_the_place_of_a_plan(app: Flask) -> None:
    sitting, ruth = scenes.arranged(scenes.coordinator()), scenes.volunteer("Ruth Okafor")
    seat = planned(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    scenes.accepted(sitting, MEMBER, ruth)
    assert (seat.person, seat.pencilled) == (ruth.person, None)
    assert scenes.duties(sitting) == {"Ruth Okafor: Panel – panel member": "accepted"}


def test_what_is_over_or_cancelled_is_not_planned(app: Flask) -> None:
    sitting, ann = scenes.arranged(scenes.coordinator()), scenes.volunteer("Ann Lee")
    with (
        clock.frozen(sitting.entry.starts_at),
        pytest.raises(rules.Refused, match="This sitting is over"),
    ):
        planned(sitting, MEMBER, ann)
    sitting.state = SittingState.CANCELLED
    session.commit()
    with pytest.raises(rules.Refused, match="or has been cancelled"):
        planned(sitting, MEMBER, ann)


def test_what_speaks_against_somebody_is_set_aside_with_a_reason_that_is_kept(app: Flask) -> None:
    sitting, ann = scenes.arranged(scenes.coordinator()), scenes.volunteer("Ann Lee")
    with pytest.raises(rules.Refused, match="Is not approved to chair") as refused:
        planned(sitting, CHAIR, ann)
    assert "once approved, say so on their page" in refused.value.sentence
    planned(sitting, CHAIR, ann, "The approval is signed, not entered yet")
    seat = scenes.seat(sitting, CHAIR)
    assert seat.override_reason == "The approval is signed, not entered yet"
    with changing():
        pencilling.rub_out(seat=seat, actor=sitting.coordinator)
    seat = scenes.seat(sitting, CHAIR)
    assert seat.override_reason is None
    assert planned(sitting, MEMBER, ann, "Not needed").override_reason is None


def test_what_the_law_or_the_person_says_is_never_set_aside(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator())
    both = scenes.volunteer("Sam Both")
    both.person.is_staff = True
    session.commit()
    with pytest.raises(rules.Refused, match="Works for the service too"):
        planned(sitting, MEMBER, both, "There is nobody else")
    stranger = scenes.volunteer("Ruth Okafor")
    with pytest.raises(rules.Refused, match="is not an appointed volunteer"), changing():
        pencilling.pencil(
            seat=scenes.seat(sitting, MEMBER),
            person=sitting.coordinator,
            actor=sitting.coordinator,
            override_reason="There is nobody else",
        )
    seat = scenes.seat(sitting, MEMBER)
    stranger.person.is_staff = True
    session.flush()
    seat.pencilled = stranger.person
    with pytest.raises(IntegrityError):  # the database holds it too
        session.commit()


def test_nobody_is_planned_for_two_seats_of_a_sitting(app: Flask) -> None:
    sitting, graham = scenes.arranged(scenes.coordinator()), scenes.chair()
    planned(sitting, MEMBER, graham)
    with pytest.raises(rules.Refused, match="planned for this sitting already, as panel member"):
        planned(sitting, CHAIR, graham)


def test_a_pin_is_set_once_and_goes_with_the_name(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator())
    seat = planned(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    for _ in range(2):
        with changing():
            pencilling.pin(seat=seat, pinned=True, actor=sitting.coordinator)
    assert (seat.pinned, scenes.tags().count("seat_pinned")) == (True, 1)
    with changing():
        pencilling.rub_out(seat=seat, actor=sitting.coordinator)
    assert not seat.pinned
    for wanted in (True, False):  # an empty seat can be kept for somebody, too
        with changing():
            pencilling.pin(seat=seat, pinned=wanted, actor=sitting.coordinator)
    assert scenes.tags()[-2:] == ["seat_pinned", "seat_unpinned"]
    scenes.accepted(sitting, CHAIR, scenes.chair())
    with pytest.raises(rules.Refused, match="Graham Holt has this seat for sure"), changing():
        pencilling.pin(seat=scenes.seat(sitting, CHAIR), pinned=True, actor=sitting.coordinator)


def test_two_people_change_places_at_one_hour(app: Flask) -> None:
    jo = scenes.coordinator()
    first, second = scenes.arranged(jo), drafted(scenes.arranged(jo, at=time(18)))
    ann, graham = scenes.volunteer("Ann Lee"), scenes.chair()
    seat, other = planned(first, CHAIR, graham), planned(second, MEMBER, ann)
    with pytest.raises(rules.Refused, match="Ann Lee can’t sit here: Is not approved to chair"):
        swap(seat, other)
    session.expire_all()
    assert (seat.pencilled, other.pencilled) == (graham.person, ann.person)
    ann.may_chair = True
    seat.pinned = True
    session.commit()
    swap(seat, other)
    assert (seat.pencilled, other.pencilled) == (ann.person, graham.person)
    assert (seat.pinned, other.pinned) == (False, True)
    assert scenes.duties(first) == {"Ann Lee: Panel – chair": "pencilled"}
    assert scenes.duties(second) == {"Graham Holt: Panel – panel member": "pencilled"}
    assert scenes.tags()[-2:] == ["seat_swapped", "seat_swapped"]


def test_two_people_change_places_on_one_sitting_and_one_moves_to_an_empty_seat(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator())
    ann, graham = scenes.chair("Ann Lee"), scenes.chair()
    chair, member = planned(sitting, CHAIR, graham), planned(sitting, MEMBER, ann)
    swap(chair, member)
    assert (chair.pencilled, member.pencilled) == (ann.person, graham.person)
    observer = scenes.seat(sitting, SeatKind.OBSERVER)
    swap(observer, member)
    assert (observer.pencilled, member.pencilled) == (graham.person, None)
    with pytest.raises(rules.Refused, match="There is nobody to swap"):
        swap(member, member)


def test_a_reason_goes_along_to_the_other_seat(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    first = scenes.arranged(jo)
    second = scenes.arranged(jo, kind=PanelKind.PROGRESS, day=date(2026, 3, 24))
    seat, other = planned(first, CHAIR, ann, "Approved on Friday"), scenes.seat(second, CHAIR)
    swap(seat, other)
    assert (other.pencilled, other.override_reason) == (ann.person, "Approved on Friday")
    assert (seat.pencilled, seat.override_reason) == (None, None)


def test_who_leaves_the_service_is_rubbed_out(app: Flask) -> None:
    sitting, ann = drafted(scenes.arranged(scenes.coordinator())), scenes.volunteer("Ann Lee")
    seat = planned(sitting, MEMBER, ann)
    with changing():
        leaving.give_back_seats(person=ann.person, actor=sitting.coordinator)
    assert seat.pencilled is None
    assert scenes.duties(sitting) == {}


def swap(seat: Seat, with_seat: Seat) -> None:
    with changing():
        pencilling.swap(seat=seat, with_seat=with_seat, actor=seat.sitting.coordinator)


def test_nobody_has_one_seat_and_is_planned_for_another_of_the_same_sitting(app: Flask) -> None:
    sitting, ann = scenes.arranged(scenes.coordinator()), scenes.volunteer("Ann Lee")
    scenes.accepted(sitting, MEMBER, ann)
    scenes.seat(sitting, CHAIR).pencilled = ann.person
    with pytest.raises(IntegrityError):
        session.commit()


def test_who_is_planned_for_one_seat_and_says_yes_to_another_has_that_one(app: Flask) -> None:
    sitting, ann = scenes.arranged(scenes.coordinator()), scenes.chair("Ann Lee")
    scenes.pencilled(sitting, MEMBER, ann)
    offer = scenes.offered(sitting, CHAIR, ann)
    with changing():
        offers.accept_offer(offer=offer, actor=ann.person)
    assert scenes.seat(sitting, CHAIR).person is ann.person
    assert scenes.seat(sitting, MEMBER).pencilled is None
