"""How seats are filled and left, as stories of which each ends with a letter or two to be sent.

It is Monday 2 March, ten in the morning, in all of them.
"""

from collections.abc import Callable
from datetime import date, time

from portal import clock
from portal.database import changing
from portal.members.models import Member
from portal.panels import jobs
from portal.panels.actions import assigning, calls, cover, offers, pencilling
from portal.panels.models import CallMode, Offer, Seat, SeatKind
from tests.panels import scenes

MEMBER = SeatKind.MEMBER
NEAR, FAR = date(2026, 3, 5), date(2026, 3, 24)
BY = clock.at(date(2026, 3, 6), time(17))


def everybody_is_asked() -> Seat:
    """Open a call in which the coordinator chooses, far ahead."""
    seat = scenes.seat(scenes.arranged(scenes.coordinator(), day=FAR), MEMBER)
    with changing():
        calls.ask_everybody(
            seat=seat, mode=CallMode.CHOOSE, confirm_by=BY, actor=seat.sitting.coordinator
        )
    return seat


def says_yes(seat: Seat, member: Member) -> Offer:
    """Let somebody answer what they were asked."""
    offer = [each for each in seat.offers if each.person_id == member.person_id][-1]
    with changing():
        return offers.accept_offer(offer=offer, actor=member.person)


def a_call_waits_for_names() -> None:
    ann, _ = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Ray")
    says_yes(everybody_is_asked(), ann)


def a_name_is_chosen_and_another_not() -> None:
    ann, bo = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Ray")
    seat = everybody_is_asked()
    says_yes(seat, ann)
    with changing():
        calls.choose(offer=says_yes(seat, bo), actor=seat.sitting.coordinator)


def everybody_says_no() -> None:
    scenes.volunteer("Ann Lee")
    for offer in list(everybody_is_asked().offers):
        with changing():
            offers.decline_offer(offer=offer, actor=offer.person)


def somebody_is_assigned() -> None:
    sitting, ann = scenes.arranged(scenes.coordinator(), day=FAR), scenes.volunteer("Ann Lee")
    with changing():
        assigning.assign_seat(
            seat=scenes.seat(sitting, MEMBER), person=ann.person, actor=sitting.coordinator
        )


def a_seat_opens_for_who_stands_by() -> None:
    sitting = scenes.arranged(scenes.coordinator(), day=FAR)
    ann, bo = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Ray")
    late, taken = scenes.offered(sitting, MEMBER, bo), scenes.accepted(sitting, MEMBER, ann)
    with changing():
        offers.stand_by(offer=late, actor=bo.person)
    with changing():
        offers.leave_seat(offer=taken, actor=ann.person)


def a_plan_gives_way_to_a_yes() -> None:
    ann, jo = scenes.volunteer("Ann Lee"), scenes.coordinator()
    offer = scenes.offered(scenes.arranged(jo, day=FAR), MEMBER, ann)
    plan = scenes.arranged(scenes.coordinator("Rhiannon Pugh"), day=FAR)
    with changing():
        pencilling.pencil(seat=scenes.seat(plan, MEMBER), person=ann.person, actor=jo)
    with changing():
        offers.accept_offer(offer=offer, actor=ann.person)


def somebody_looks_for_cover() -> tuple[Offer, Member]:
    """Let Ann Lee look for cover near to the day, and name Bo Ray."""
    ann, bo = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Ray")
    offer = scenes.accepted(scenes.arranged(scenes.coordinator(), day=NEAR), MEMBER, ann)
    with changing():
        cover.ask_for_cover(
            offer=offer, wanted=cover.Wanted(everybody=True, colleague=bo.person), actor=ann.person
        )
    return offer, bo


def cover_is_looked_for() -> None:
    somebody_looks_for_cover()


def a_colleague_cannot_cover() -> None:
    offer, bo = somebody_looks_for_cover()
    asked = [each for each in offer.seat.offers if each.person_id == bo.person_id][-1]
    with changing():
        offers.decline_offer(offer=asked, actor=bo.person)


def a_colleague_covers() -> None:
    offer, bo = somebody_looks_for_cover()
    says_yes(offer.seat, bo)


def cover_is_needed_no_more() -> None:
    offer, _ = somebody_looks_for_cover()
    with changing():
        cover.stay(offer=offer, actor=offer.person)


def the_morning_comes() -> None:
    sitting = scenes.arranged(scenes.coordinator(), day=date(2026, 3, 9))
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    jobs.remind()
    jobs.write_mornings()


OF_SEATS: tuple[Callable[[], None], ...] = (
    a_call_waits_for_names,
    a_name_is_chosen_and_another_not,
    everybody_says_no,
    somebody_is_assigned,
    a_seat_opens_for_who_stands_by,
    a_plan_gives_way_to_a_yes,
    cover_is_looked_for,
    a_colleague_cannot_cover,
    a_colleague_covers,
    cover_is_needed_no_more,
    the_morning_comes,
)
