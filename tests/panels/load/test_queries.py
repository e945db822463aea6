"""Each volunteer's figures, what they count, and that they cost the same for many."""

from datetime import date, time

import pytest
from flask import Flask

from portal import clock
from portal.database import changing, session
from portal.members.models import Status
from portal.panels.actions import offers, pencilling
from portal.panels.models import OfferState, PanelKind, SeatKind
from portal.panels.queries import load
from portal.panels.queries.load import LoadFilter, LoadLine, Show
from portal.panels.rules.rota import Period, Span
from tests.panels import scenes
from tests.panels.duties.test_queries import called, held
from tests.statements import count_statements

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER
QUARTER = Period(date(2026, 1, 1), Span.QUARTER)
EVERYWHERE: frozenset[int] = frozenset()


def figures(sort: str = "name", show: Show = Show.ALL) -> dict[str, LoadLine]:
    """Return everybody's line of January to March, in order."""
    found = load.loads(EVERYWHERE, LoadFilter(QUARTER, show=show, sort=sort))
    return {line.name: line for line in found.page.items}


def test_figures_count_sittings_chairs_offers_and_notice(app: Flask) -> None:
    jo = scenes.coordinator()
    graham, ann = scenes.chair(min_month=1), scenes.volunteer("Ann Lee")
    held(CHAIR, graham, date(2026, 1, 13))  # asked on 1 December
    held(MEMBER, graham, date(2025, 12, 16))  # in another quarter
    declined = scenes.offered(scenes.arranged(jo), MEMBER, ann)
    with changing():
        offers.decline_offer(offer=declined, actor=ann.person)
    scenes.offered(scenes.arranged(jo, day=date(2026, 3, 12)), MEMBER, ann)
    called(scenes.arranged(jo, day=date(2026, 3, 17)), ann)  # one of many is no offer
    with changing():
        pencilling.pencil(
            seat=scenes.seat(
                scenes.arranged(jo, kind=PanelKind.PROGRESS, day=date(2026, 3, 31)), MEMBER
            ),
            person=ann.person,
            actor=jo,
        )
    lines = figures()
    one, other = lines["Graham Holt"], lines["Ann Lee"]
    assert (one.load.sure, one.load.planned, one.load.least, one.load.most) == (1, 0, 3, 6)
    assert (one.chaired, one.offers, one.declined, one.lead) == (1, 1, 0, 43)
    assert one.last
    assert one.last.at == clock.at(date(2026, 1, 13), time(17, 30))
    assert (other.load.sure, other.load.planned, other.chaired) == (0, 1, 0)
    assert (other.offers, other.declined, other.lead) == (2, 1, 9)  # 8 and 10 days
    assert other.last is None


def test_lists_are_sorted_either_way_and_narrowed_with_counts(app: Flask) -> None:
    graham, ann = scenes.chair(), scenes.volunteer("Ann Lee", min_month=1)
    dev = scenes.volunteer("Dev Patel", max_month=0)
    held(MEMBER, graham, date(2026, 1, 13))
    held(MEMBER, dev, date(2026, 2, 10))
    assert list(figures()) == ["Ann Lee", "Dev Patel", "Graham Holt"]
    assert list(figures("-name")) == ["Graham Holt", "Dev Patel", "Ann Lee"]
    assert list(figures("last")) == ["Ann Lee", "Graham Holt", "Dev Patel"]
    assert list(figures("-sittings")) == ["Dev Patel", "Graham Holt", "Ann Lee"]
    assert [list(figures(show=show)) for show in (Show.UNDER, Show.OVER, Show.NEVER)] == [
        ["Ann Lee"],
        ["Dev Patel"],
        ["Ann Lee"],
    ]
    counts = load.loads(EVERYWHERE, LoadFilter(QUARTER, show=Show.OVER)).counts
    assert list(counts.values()) == [3, 1, 1, 1]
    assert ann.person_id


def test_who_cannot_sit_is_listed_for_what_they_sat_alone(app: Flask) -> None:
    for status in set(Status) - {Status.ACTIVE}:
        scenes.volunteer(f"In {status}", status=status, min_month=1)
    scenes.volunteer("Ann Lee")
    dev = scenes.volunteer("Dev Patel", min_month=1)
    held(MEMBER, dev, date(2026, 2, 10))
    dev.status = Status.LEFT
    session.commit()
    lines = figures()
    assert {name: line.load.total for name, line in lines.items()} == {"Ann Lee": 0, "Dev Patel": 1}
    assert not lines["Dev Patel"].load.is_under  # nothing more is expected of them
    assert list(figures(show=Show.NEVER)) == ["Ann Lee"]


def test_rows_are_those_that_the_figures_count(app: Flask) -> None:
    jo, graham = scenes.coordinator(), scenes.chair()
    sitting = held(CHAIR, graham, date(2026, 1, 13))
    scenes.offered(scenes.arranged(jo), MEMBER, graham)
    line = figures()["Graham Holt"]
    sat = load.sat_of(graham.person_id, QUARTER, EVERYWHERE)
    asked = load.asked_of(graham.person_id, QUARTER)
    assert (len(sat), len(asked)) == (line.load.total, line.offers)
    assert (sat[0].uuid, sat[0].open, sat[0].planned) == (sitting.entry.uuid, True, False)
    assert [each.state for each in asked] == [OfferState.ACCEPTED, OfferState.SENT]
    [elsewhere] = load.sat_of(graham.person_id, QUARTER, frozenset({0}))
    assert not elsewhere.open  # counted, and not to be opened from another area


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(app: Flask, count: int) -> None:
    for number in range(count):
        held(CHAIR, scenes.chair(f"Chair {number}"), date(2026, 1, 13 + number))
    assert len(figures()) == count
    with count_statements() as sent:
        figures()
    assert len(sent) == 4
