"""The sittings that the page designs tell of, around the story's Monday."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from typing import Final

from portal.demo.rules import orders
from portal.demo.rules.cast import LAPSES, OFFERED, Cast, asked_next, waiting
from portal.demo.rules.orders import FINAL, INITIAL, PROGRESS, Order
from portal.demo.rules.places import HALF_PAST_FIVE, HALF_PAST_FOUR, SIX, TEN
from portal.demo.rules.rota import Rota
from portal.demo.rules.sittings import (
    ACCEPTED,
    ADVISER,
    CHAIR,
    CONFLICT,
    MEMBER,
    OBSERVER,
    SENT,
    Ask,
    Seat,
    Sitting,
)
from portal.demo.rules.times import Times, When

LIBRARY: Final = ("N", "Northmere Library", "Room 2")
LIBRARY_1: Final = ("N", "Northmere Library", "Room 1")
HALL: Final = ("C", "Castlebeck Town Hall", "Garden Room")
COMMITTEE: Final = ("C", "Castlebeck Town Hall", "Committee Room")
HUB: Final = ("S", "Saltmarsh Community Hub", "Harbour Room")
QUAY: Final = ("S", "Saltmarsh Community Hub", "Quay Room")

JO: Final = "Jo Hartley"
ARRANGED, TOLD, SAID = time(11, 30), time(15, 20), time(9, 10)
RESTING: Final = 31
"""Days after the story's Monday until which its two volunteers are asked for nothing else."""


@dataclass(frozen=True)
class Scene:
    """One sitting of the story: days after its Monday, and (name, answer) for each seat asked.

    A cancelled one says so; one that was `moved` was to be that many days earlier or later.
    """

    offset: int
    starts: time
    at: tuple[str, str, str]
    kind: str
    manager: str
    adviser: str
    chair: tuple[tuple[str, str], ...]
    member: tuple[tuple[str, str], ...]
    observer: tuple[tuple[str, str], ...] = ()
    cancelled: bool = False
    moved: int = 0


def yes(name: str) -> tuple[tuple[str, str], ...]:
    """Return one person asked, who said yes."""
    return ((name, ACCEPTED),)


SCENES: Final = (
    Scene(
        *(3, HALF_PAST_FIVE, HALL, PROGRESS, "Gwen Ashworth", "Marcus Reid"),
        chair=yes("Margaret Osei"),
        member=yes("Yusuf Demir"),
    ),
    Scene(
        *(8, HALF_PAST_FIVE, LIBRARY, INITIAL, "Meera Joshi", "Laura Finch"),
        chair=(("Graham Holt", SENT),),
        member=(("Carol Bennett", CONFLICT), ("Ann Lee", ACCEPTED)),
        observer=yes("Beth Calloway"),
    ),
    Scene(
        *(10, HALF_PAST_FOUR, LIBRARY_1, FINAL, "Laura Finch", "Kofi Mensah"),
        chair=yes("Joseph Okafor"),
        member=yes("Ruth Adeyemi"),
    ),
    Scene(
        *(10, SIX, COMMITTEE, PROGRESS, "Marcus Reid", "Tunde Bakare"),
        chair=yes("Kath Dunmore"),
        member=yes("Helen Cray"),
    ),
    Scene(
        *(14, TEN, HUB, PROGRESS, "Sally Whitaker", "Sally Whitaker"),
        chair=yes("Dilys Fenn"),
        member=yes("Wyn Hughes"),
    ),
    Scene(
        *(15, HALF_PAST_FOUR, HUB, INITIAL, "Kofi Mensah", "Marcus Reid"),
        chair=yes("Graham Holt"),
        member=(("Margaret Osei", SENT),),
        observer=yes("Beth Calloway"),
    ),
    Scene(
        *(16, HALF_PAST_FIVE, QUAY, PROGRESS, "Marcus Reid", "Sally Whitaker"),
        chair=yes("Dilys Fenn"),
        member=yes("Owen Price"),
        cancelled=True,
    ),
    Scene(
        *(22, HALF_PAST_FIVE, HALL, PROGRESS, "Marcus Reid", "Marcus Reid"),
        chair=yes("Dev Patel"),
        member=yes("Yusuf Demir"),
    ),
    Scene(
        *(24, HALF_PAST_FIVE, LIBRARY, FINAL, "Laura Finch", "Laura Finch"),
        chair=(("Margaret Osei", SENT),),
        member=yes("Ann Lee"),
    ),
    Scene(
        *(29, HALF_PAST_FIVE, LIBRARY, PROGRESS, "Meera Joshi", "Tunde Bakare"),
        chair=yes("Priya Nair"),
        member=yes("Tom Whitlock"),
        moved=-7,
    ),
)


def tell(rota: Rota, cast: Cast, times: Times, luck: Random) -> list[Order]:
    """Hold the story's sittings, and return their orders, and those that still need a panel."""
    cast.resting = dict.fromkeys(("Margaret Osei", "Graham Holt"), times.story(RESTING))
    told = [_tell(scene, rota, cast, times, luck) for scene in SCENES]
    return told + _unarranged(times) + [_late(rota, times)]


def _tell(scene: Scene, rota: Rota, cast: Cast, times: Times, luck: Random) -> Order:
    area, place, room = scene.at
    day = times.story(scene.offset)
    order = _order(scene, day, area, times, luck)
    meeting = next(each for each in order.meetings if each.best == day)
    made = When(_arranged(order, day, times), ARRANGED)
    sitting = Sitting(area, day, scene.starts, place, room, scene.adviser, JO, arranged=made)
    sitting.told = True
    sitting.meetings.append(meeting)
    sitting.seats = [
        Seat(CHAIR, _asks(scene.chair, made.day, times)),
        Seat(MEMBER, _asks(scene.member, made.day, times)),
        Seat(OBSERVER, _asks(scene.observer, made.day, times)),
        Seat(ADVISER, given=scene.adviser),
    ]
    if scene.moved:
        sitting.moved_from = times.story(scene.offset + scene.moved)
        sitting.changed = When(times.days.add_working_days(times.today, -1), TOLD)
    if scene.cancelled:
        sitting.state = meeting.state = "cancelled"
        sitting.changed = When(times.days.add_working_days(times.today, -2), TOLD)
    for name, state in (*scene.chair, *scene.member, *scene.observer):
        if state == ACCEPTED and not scene.cancelled:
            cast.promise(name, day)
        else:
            cast.promised.add((name, day))
        if state == CONFLICT:
            order.conflicts.add(name)
    rota.add(sitting)
    return order


def _order(scene: Scene, day: date, area: str, times: Times, luck: Random) -> Order:
    """Return the order of a scene, so old that its meeting falls due on the day."""
    add = times.days.add_working_days
    since = {INITIAL: 19, PROGRESS: 65, FINAL: 77}[scene.kind]
    court = add(day, -since)
    months = 3 if scene.kind == FINAL else 9
    order = Order(area, court, times.due(court), months, scene.manager)
    if scene.kind == INITIAL:
        order.meet(INITIAL, day)
        orders.reviews(order, day, luck)
        return order
    first = orders.initial(order, times, luck)
    if scene.kind == FINAL:
        order.meet(PROGRESS, first.best + timedelta(days=44), 6)
        order.meet(FINAL, day)
        return order
    order.meet(PROGRESS, day)
    order.meet(PROGRESS, day + timedelta(days=63), 8, optional=True)
    return order


def _arranged(order: Order, day: date, times: Times) -> date:
    add = times.days.add_working_days
    return max(min(add(day, -15), add(times.today, -4)), add(order.court, 1))


def _asks(asked: tuple[tuple[str, str], ...], made: date, times: Times) -> list[Ask]:
    """Return the offers of a seat: each made once the one before had been answered."""
    asks = []
    for name, state in asked:
        if state == SENT:
            asks.append(waiting(name, times))
            continue
        said = min(made + timedelta(days=1), times.away(-1))
        expires = When(made + timedelta(days=3), LAPSES)
        asks.append(Ask(name, state, When(made, OFFERED), expires, When(said, SAID)))
        made = asked_next(asks[-1], times)
    return asks


def _unarranged(times: Times) -> list[Order]:
    """Return the orders that still need their first panel; one of them very soon."""
    add = times.days.add_working_days
    orders_ = []
    for area, back, intensive, manager in (
        ("C", 2, True, "Gwen Ashworth"),
        ("N", 3, False, "Meera Joshi"),
        ("S", 6, False, "Marcus Reid"),
    ):
        court = add(times.today, -back)
        due = times.due(court, intensive=intensive)
        orders_.append(Order(area, court, due, 6, manager, intensive=intensive, copied=False))
    return orders_


def _late(rota: Rota, times: Times) -> Order:
    """Return an order whose first panel sits after its due day: in the sitting beside another's."""
    beside = rota.sittings[3]
    court = times.days.add_working_days(beside.day, -22)
    order = Order(beside.area, court, times.due(court), 6, "Tunde Bakare")
    beside.meetings.append(order.meet(INITIAL, beside.day))
    return order
