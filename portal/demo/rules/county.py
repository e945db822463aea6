"""All of Kentmere, put together for one day and one scale."""

from dataclasses import dataclass, field
from random import Random
from typing import Final

from portal.demo.rules import names, orders, people, places
from portal.demo.rules.orders import Meeting, Order
from portal.demo.rules.people import Colleague, Contact, Volunteer
from portal.demo.rules.places import Place
from portal.demo.rules.times import Times

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
    meetings: list[Meeting] = field(default_factory=list)


@dataclass
class County:
    """The whole: `shares` have the first, in which the designs' story plays, at their head."""

    times: Times
    contacts: tuple[Contact, ...]
    shares: list[Share]


def kentmere(times: Times, scale: int = 1) -> County:
    """Return the same county for the same day and scale, on every machine."""
    luck = Random(SEED)  # noqa: S311 -- it must be the same everywhere
    fresh = names.more_names(luck)
    shares = [first_share(), *(more(turn, fresh) for turn in range(1, scale))]
    for share in shares:
        share.orders = orders.usual_orders(orders.ORDERS, share.colleagues, times, luck)
        share.meetings = orders.within(share.orders, times, orders.PANELS)
    number(shares, times)
    return County(times, people.CONTACTS, shares)


def first_share() -> Share:
    """Return those whom the designs name."""
    return Share(places.PLACES, list(people.COLLEAGUES), people.volunteers())


def more(turn: int, fresh: names.Names) -> Share:
    """Return as many people and places again, under other names."""
    return Share(
        places.more_places(turn),
        people.more_colleagues(fresh),
        people.more_volunteers(fresh),
    )


def number(shares: list[Share], times: Times) -> None:
    """Give out references, in the order in which courts made orders and panels were arranged."""
    every = sorted(
        (order for share in shares for order in share.orders), key=lambda each: each.court
    )
    counts: dict[int, int] = {}
    for order in every:
        year = order.court.year
        counts[year] = counts.get(year, 0) + 1
        order.ref = f"RO-{year}-{counts[year]:03}"
