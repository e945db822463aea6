"""All of Kentmere, put together for one day and one scale."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final

from portal.demo.rules import (
    events,
    names,
    orders,
    outcomes,
    people,
    places,
    quarter,
    reparation,
    story,
    training,
)
from portal.demo.rules.cast import Cast
from portal.demo.rules.events import Event
from portal.demo.rules.orders import Meeting, Order
from portal.demo.rules.people import Colleague, Contact, Volunteer
from portal.demo.rules.places import Place
from portal.demo.rules.reparation import Reparation
from portal.demo.rules.rota import Rota
from portal.demo.rules.sittings import Sitting
from portal.demo.rules.times import Times, When
from portal.demo.rules.training import Training

SEED: Final = 1998
"""The year in which the Crime and Disorder Act made youth offending teams."""


@dataclass
class Share:
    """Sixty orders and those who hold their panels. A larger Kentmere is several such shares.

    Shares have no person and no room in common, so that they can be made one after the other.
    """

    places: tuple[Place, ...]
    colleagues: list[Colleague]
    volunteers: list[Volunteer]
    orders: list[Order] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    training: Training = field(default_factory=Training)
    reparation: Reparation = field(default_factory=Reparation)


@dataclass
class County:
    """The whole: `shares` have the first, in which the designs' story plays, at their head.

    `asking` is a round of dates of next quarter, which goes to the volunteers of all shares.
    """

    times: Times
    contacts: tuple[Contact, ...]
    shares: list[Share]
    asking: quarter.Round


def kentmere(times: Times, scale: int = 1) -> County:
    """Return the same county for the same day and scale, on every machine."""
    luck = Random(SEED)  # noqa: S311 -- it must be the same everywhere
    fresh = names.more_names(luck)
    shares = [_first(), *(_more(turn, fresh) for turn in range(1, scale))]
    for turn, share in enumerate(shares):
        _fill(share, times, luck, told=turn == 0)
        busy = {(sitting.adviser, sitting.day) for sitting in share.sittings}
        share.training = training.training(share.volunteers, share.colleagues, times)
        share.reparation = reparation.reparation(
            turn,
            orders=share.orders,
            colleagues=share.colleagues,
            volunteers=share.volunteers,
            busy=_busy(share),
            times=times,
        )
        busy |= share.reparation.busy
        count = events.ENTRIES - len(share.sittings) - training.DAYS
        count -= events.MEETING_TIMES if turn == 0 else 0
        share.events = events.events(share.colleagues, busy, times, turn=turn, count=count)
    _number(shares)
    reparation.number([share.reparation for share in shares])
    volunteers = [each for share in shares for each in share.volunteers]
    sittings = [each for share in shares for each in share.sittings]
    asking = quarter.ask(volunteers, sittings, times)
    return County(times, people.CONTACTS, shares, asking)


def _first() -> Share:
    return Share(places.PLACES, list(people.COLLEAGUES), people.volunteers())


def _more(turn: int, fresh: names.Names) -> Share:
    return Share(
        places.more_places(turn), people.more_colleagues(fresh), people.more_volunteers(fresh)
    )


def _fill(share: Share, times: Times, luck: Random, *, told: bool) -> None:
    """Give a share its orders, hold their meetings, and cast them; the story's are told first."""
    rota = Rota(share.places, share.colleagues, times)
    cast = Cast(share.volunteers, times)
    share.orders = story.tell(rota, cast, times, luck) if told else []
    held = [meeting for sitting in rota.sittings for meeting in sitting.meetings]
    count = orders.ORDERS - len(share.orders)
    share.orders += orders.usual_orders(count, share.colleagues, times, luck)
    for meeting in orders.within(share.orders, times, orders.PANELS):
        if meeting not in held:
            rota.hold(meeting)
    if told:
        quarter.keep(rota, times)
    share.sittings = sorted(rota.sittings, key=lambda each: (each.day, each.starts, each.place))
    for turn, sitting in enumerate(share.sittings):
        if not sitting.told:
            rota.arrange(sitting, turn)
            cast.fill(sitting, turn)
    outcomes.note(share.sittings, times, told=told)
    _sign(share, times)


def _busy(share: Share) -> set[tuple[str, date]]:
    """Return who has a panel or a course on which day."""
    return {
        *(
            (seat.person, sitting.day)
            for sitting in share.sittings
            for seat in sitting.seats
            if seat.person
        ),
        *(
            (name, day)
            for session in share.training.sessions
            for day in session.days
            for name in (*session.booked, *session.waiting, session.trainer)
        ),
    }


def _sign(share: Share, times: Times) -> None:
    """Let each order run from the day of its initial panel, once that was held."""
    signed: dict[Order, date] = {}
    last: dict[Order, date] = {}
    for sitting in share.sittings:
        for meeting in sitting.meetings:
            last[meeting.order] = sitting.day
            if sitting.state == "held":
                meeting.state = "adjourned" if meeting.noted and meeting.noted.reason else "held"
                if meeting.signs:
                    signed.setdefault(meeting.order, sitting.day)
    for order, day in signed.items():
        order.sign(day, last[order], times.today)


def _number(shares: list[Share]) -> None:
    """Give out references, in the order in which courts made orders and panels were arranged."""
    every = sorted((order for share in shares for order in share.orders), key=_court)
    for order, ref in zip(every, _references("RO", [_court(each) for each in every]), strict=True):
        order.ref = ref
    sittings = sorted((each for share in shares for each in share.sittings), key=_arranged)
    panels = [(each.arranged.day, meeting) for each in sittings for meeting in each.meetings]
    again = [
        (day, meeting)
        for each in sittings
        for meeting in each.meetings
        if (day := _planned_again_on(each, meeting))
    ]
    refs = _references("P", [day for day, _ in (*panels, *again)])
    for _, meeting in panels:
        meeting.ref = next(refs)
    for _, meeting in again:
        meeting.again = next(refs)


def _planned_again_on(sitting: Sitting, meeting: Meeting) -> date | None:
    """Return when another panel was planned in its place: it was called off, or adjourned."""
    if meeting.state == "adjourned" and meeting.noted:
        return meeting.noted.at.day
    return sitting.changed.day if sitting.changed and meeting.is_planned_again else None


def _court(order: Order) -> date:
    return order.court


def _arranged(sitting: Sitting) -> When:
    return sitting.arranged


def _references(kind: str, days: list[date]) -> Iterator[str]:
    """Yield a reference for each day, counted from 1 in each year."""
    counts: Counter[int] = Counter()
    for day in days:
        counts[day.year] += 1
        yield f"{kind}-{day.year}-{counts[day.year]:03}"
