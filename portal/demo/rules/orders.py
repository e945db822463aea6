"""Referral Orders, and the meetings that each still needs or has had."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from dateutil.relativedelta import relativedelta

from portal.demo.rules.people import Colleague
from portal.demo.rules.times import Times, When

ORDERS: Final = 60
PANELS: Final = 150
BACK: Final = 183
AHEAD: Final = 91

INITIAL, PROGRESS, FINAL, NON_COMPLIANCE = "initial", "progress", "final", "non_compliance"
LENGTHS: Final = (3, 6, 4, 9, 6, 12, 3, 6, 4, 9)
AREA_TURNS: Final = "NCSNCNCSNC"
INTENSIVE_EVERY: Final = 11
UNCOPIED_EVERY: Final = 7
NON_COMPLIANT_EVERY: Final = 16
FIRST_COURT: Final = 196
LAST_COURT: Final = 12
BEFORE_END: Final = 12
MONTH_DAYS: Final = 30.4


@dataclass(frozen=True)
class Noted:
    """What came of a panel: who noted it and when, who had apologised, and how it ended.

    `signed` is whether a contract that was agreed is signed by now. `reason` and `again_on` are an
    adjournment's: why, and the last day for the one that follows.
    """

    at: When
    by: str
    missing: frozenset[str] = frozenset()
    agreed: bool | None = None
    signed: bool = True
    reason: str = ""
    again_on: date | None = None
    recorded: bool = True


@dataclass(eq=False)
class Meeting:
    """One panel of an order: between which days it may be held, and the best of them.

    `again` is the reference under which it is planned anew when its sitting was cancelled, or it
    was adjourned. `noted` is what came of it, once somebody has said so.
    """

    order: "Order"
    kind: str
    best: date
    first: date
    last: date
    state: str = "planned"
    optional: bool = False
    ref: str = ""
    again: str = ""
    noted: Noted | None = None

    @property
    def is_planned_again(self) -> bool:
        """Return whether it needs another date; an order shows by itself that it has no initial."""
        return self.state == "cancelled" and self.kind != INITIAL

    @property
    def signs(self) -> bool:
        """Return whether a contract was signed at it, for all that is known of it."""
        noted = self.noted
        return self.kind != INITIAL or bool(noted and noted.agreed and noted.signed)


@dataclass(eq=False)
class Order:
    """One order. `signed_on` and `ends_on` follow from its initial panel, once that was held."""

    area: str
    court: date
    due: date
    months: int
    manager: str
    intensive: bool = False
    copied: bool = True
    signed_on: date | None = None
    ends_on: date | None = None
    ended: bool = False
    ref: str = ""
    meetings: list[Meeting] = field(default_factory=list)
    conflicts: set[str] = field(default_factory=set)

    def meet(self, kind: str, best: date, spread: int = 0, *, optional: bool = False) -> Meeting:
        """Add a meeting, to be held within so many days of the best one."""
        around = timedelta(days=spread)
        meeting = Meeting(self, kind, best, best - around, best + around, optional=optional)
        self.meetings.append(meeting)
        return meeting

    def sign(self, day: date, last: date, today: date) -> None:
        """Note that the initial panel was held: the contract runs from then, to the last panel."""
        self.signed_on = day
        self.ends_on = max(day + relativedelta(months=self.months), last)
        self.ended = self.ends_on < today


def managers(colleagues: list[Colleague], area: str) -> list[str]:
    """Return who manages the orders of an area."""
    return [each.name for each in colleagues if each.manages and area in each.areas]


def usual_orders(
    count: int, colleagues: list[Colleague], times: Times, luck: Random
) -> list[Order]:
    """Return orders of the last months, evenly spread, with all the meetings that they need."""
    orders = []
    for turn in range(count):
        back = FIRST_COURT - turn * (FIRST_COURT - LAST_COURT) / max(count - 1, 1)
        area = AREA_TURNS[turn % len(AREA_TURNS)]
        intensive = turn % INTENSIVE_EVERY == INTENSIVE_EVERY - 1
        court = times.days.add_working_days(times.away(-round(back)), -1)
        order = Order(
            area=area,
            court=court,
            due=times.due(court, intensive=intensive),
            months=LENGTHS[turn % len(LENGTHS)],
            manager=luck.choice(managers(colleagues, area)),
            intensive=intensive,
            copied=bool(turn % UNCOPIED_EVERY) or back > BACK / 2,
        )
        plan(order, times, luck)
        orders.append(order)
    return orders


def plan(order: Order, times: Times, luck: Random) -> None:
    """Give an order its initial panel, a progress panel every seven weeks or so, and a final."""
    first = initial(order, times, luck)
    reviews(order, first.best, luck)


def initial(order: Order, times: Times, luck: Random) -> Meeting:
    """Give an order its initial panel, some days before it is due."""
    earliest, usual = (2, 3) if order.intensive else (7, luck.randint(12, 17))
    add = times.days.add_working_days
    meeting = order.meet(INITIAL, add(order.court, usual))
    meeting.first, meeting.last = add(order.court, earliest), order.due
    return meeting


def reviews(order: Order, signed: date, luck: Random) -> None:
    """Give an order what follows its initial panel, until it ends."""
    end = signed + timedelta(days=round(order.months * MONTH_DAYS) - BEFORE_END)
    day = signed + timedelta(days=luck.randint(50, 66))
    while day < end - timedelta(days=21):
        kind = NON_COMPLIANCE if luck.randrange(NON_COMPLIANT_EVERY) == 0 else PROGRESS
        order.meet(kind, day, 8, optional=True)
        day += timedelta(days=luck.randint(62, 82))
    order.meet(FINAL, end, 6)


def within(orders: list[Order], times: Times, count: int) -> list[Meeting]:
    """Return `count` meetings of the past six months and the next three, soonest first.

    What is left out is not planned yet, or was a review that the order did without.
    """
    for order in orders:
        order.meetings = [each for each in order.meetings if _near(each, times)]
    meetings = [each for order in orders for each in order.meetings]
    optional = [each for each in meetings if each.optional]
    surplus = len(meetings) - count
    step = len(optional) / max(surplus, 1)
    dropped = {optional[int(turn * step)] for turn in range(max(surplus, 0))}
    for order in orders:
        order.meetings = [each for each in order.meetings if each not in dropped]
    return sorted(set(meetings) - dropped, key=lambda each: (each.best, meetings.index(each)))


def _near(meeting: Meeting, times: Times) -> bool:
    return times.away(-BACK) <= meeting.best and meeting.last <= times.away(AHEAD)
