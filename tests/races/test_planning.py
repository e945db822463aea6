"""Planning and swapping on the rota, and arranging, by two coordinators at once."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, Final

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.database import changing, session
from portal.panels.models import Panel, PanelKind, Seat, SeatKind, Sitting
from tests.factories import RoomFactory
from tests.live import Answer, Live, Visitor
from tests.panels import scenes
from tests.races.cast import QUARTERS_OF_A_SITTING, Cast, Volunteer, at_once

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

ATTEMPTS: Final = 12
MEMBER: Final = SeatKind.MEMBER


def test_nobody_is_planned_for_two_sittings_of_one_hour(live: Live) -> None:
    cast = Cast(live)
    one, two, ann = cast.coordinator(), cast.coordinator(), cast.volunteer()
    for here, there in zip(cast.sittings(ATTEMPTS), cast.sittings(ATTEMPTS), strict=True):
        answers = at_once(plan(one, here, ann), plan(two, there, ann))
        first, second = sorted(answer.status for answer in answers)
        assert first == 303
        assert second in {409, 422}  # refused, or no longer among those who could
    assert planned(ann) == ATTEMPTS
    assert cast.quarters(ann) == ATTEMPTS * QUARTERS_OF_A_SITTING


def test_a_swap_and_a_plan_of_one_of_its_seats_leave_everybody_one_seat(live: Live) -> None:
    cast = Cast(live)
    one, two = cast.coordinator(), cast.coordinator()
    ann, bo, cy = cast.volunteer(), cast.volunteer(), cast.volunteer()
    sittings = cast.sittings(2 * ATTEMPTS)
    for here, there in zip(sittings[::2], sittings[1::2], strict=True):
        scenes.pencilled(here, MEMBER, ann.member)
        scenes.pencilled(there, MEMBER, bo.member)
        session.rollback()
        answers = at_once(swap(one, here, there), plan(two, here, cy))
        assert [answer.status for answer in answers] == [303, 303]
    assert planned(cy) == ATTEMPTS
    assert planned(ann) + planned(bo) == ATTEMPTS
    for each in (ann, bo, cy):
        assert cast.quarters(each) == planned(each) * QUARTERS_OF_A_SITTING


def test_two_swaps_at_once_bring_everybody_back(live: Live) -> None:
    cast = Cast(live)
    one, two, ann, bo = cast.coordinator(), cast.coordinator(), cast.volunteer(), cast.volunteer()
    here, there = cast.sittings(2)
    scenes.pencilled(here, MEMBER, ann.member)
    scenes.pencilled(there, MEMBER, bo.member)
    session.rollback()
    for _ in range(ATTEMPTS):
        answers = at_once(swap(one, here, there), swap(two, there, here))
        assert [answer.status for answer in answers] == [303, 303]
    session.rollback()
    assert scenes.seat(here, MEMBER).pencilled_id == ann.person_id
    assert scenes.seat(there, MEMBER).pencilled_id == bo.person_id
    session.rollback()


def test_two_sittings_arranged_at_once_for_the_same_orders_wait_for_each_other(live: Live) -> None:
    cast = Cast(live)
    one, two = cast.coordinator(), cast.coordinator()
    court = clock.today() - timedelta(days=1)
    for number in range(ATTEMPTS):
        with changing():  # the server writes too: nothing here is read before it is changed
            rooms = [RoomFactory().id, RoomFactory().id]
            values: dict[str, Any] = {
                "area": cast.area,
                "case_manager": cast.actor,
                "court_date": court,
            }
            refs = [scenes.order(cast.actor, **values).ref for _ in range(3)]
        session.rollback()
        answers = at_once(
            partial(arrange, one, refs, rooms[0], number),
            partial(arrange, two, refs[::-1], rooms[1], number),
        )
        assert sorted(answer.status for answer in answers) == [303, 422]
    made = select(func.count(Panel.id)).where(Panel.kind == PanelKind.INITIAL)
    assert session.scalars(made.where(Panel.order.has(area_id=cast.area.id))).one() == 3 * ATTEMPTS
    session.rollback()


def form_of(sitting: Sitting, verb: str) -> str:
    """Return the address that changes the member's seat of a sitting, on the rota of its month."""
    seat, on = scenes.seat(sitting, MEMBER), sitting.entry.first_day
    url = f"/panels/rota/seats/{sitting.entry.uuid}/{seat.number}/{verb}"
    return f"{url}?from={on - timedelta(days=15):%Y-%m}&span=quarter"


def plan(who: Visitor, sitting: Sitting, ann: Volunteer) -> Callable[[], Answer]:
    """Return what plans somebody as the member: no thread reads what it is about."""
    return partial(who.post, form_of(sitting, "plan"), person=ann.person_id)


def swap(who: Visitor, here: Sitting, there: Sitting) -> Callable[[], Answer]:
    """Return what swaps the members of two sittings."""
    return partial(who.post, form_of(here, "swap"), with_seat=scenes.seat(there, MEMBER).id)


def arrange(who: Visitor, refs: Sequence[str], room: int, number: int) -> Answer:
    """Arrange a sitting for three orders."""
    day = clock.today() + timedelta(days=10 + number)
    orders = {f"order_{place}": ref for place, ref in enumerate(refs, start=1)}
    kinds = {f"kind_{place}": "initial" for place in (1, 2, 3)}
    form = scenes.sitting_form(room=room, date=[day.day, day.month, day.year], **orders, **kinds)
    return who.post("/panels/sittings/new", **form)


def planned(who: Volunteer) -> int:
    """Count the seats for which somebody is planned."""
    session.rollback()
    return session.scalars(
        select(func.count(Seat.id)).where(Seat.pencilled_id == who.person_id)
    ).one()
