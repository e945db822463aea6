"""What panels can be asked: the right rows, in order, as many statements for one as for three."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import joinedload

from portal import clock
from portal.calendar.models import Entry
from portal.database import changing, session
from portal.members.queries import MemberStanding
from portal.panels.actions import offers as offer_actions
from portal.panels.models import PanelKind, PanelState, Seat, SeatKind, Sitting
from portal.panels.queries import (
    candidates,
    criteria,
    history,
    listing,
    needs,
    offers,
    orders,
    plans,
    sittings,
)
from portal.people.models import Person
from tests.factories import AreaFactory, PersonFactory
from tests.panels import scenes

EVERYWHERE: frozenset[int] = frozenset()
CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that are sent."""
    sent: list[str] = []

    def note(_c: Any, _u: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def look(at: Callable[[], object]) -> int:
    """Return how many statements it takes when what was loaded before is stale."""
    session.expire_all()
    with counted() as sent:
        at()
    return len(sent)


def everything(manager: Person, volunteer: int) -> dict[str, Callable[[], object]]:
    """Return what a page asks, by name, as functions that look at all that it shows."""
    uuid = session.scalars(select(Sitting).order_by(Sitting.id)).first().entry.uuid  # type: ignore[union-attr]  # there is one

    def one() -> object:
        found = sittings.sitting(uuid, EVERYWHERE)
        sittings.readiness(found)
        candidates.candidates(found, found.seats[1])
        return history.history(found)

    return {
        "list": lambda: listing.sittings(EVERYWHERE, listing.SittingFilter()),
        "risk": lambda: listing.sittings(EVERYWHERE, listing.SittingFilter(listing.AT_RISK)),
        "orders": lambda: [
            plans.outlook(each).next
            for each in orders.orders(EVERYWHERE, orders.OrderFilter()).items
        ],
        "needs": lambda: (
            needs.dates_needed(EVERYWHERE, until=date(2026, 4, 1), most=9),
            needs.unexplained(EVERYWHERE, most=9),
            needs.unsigned(EVERYWHERE, most=9),
        ),
        "own orders": lambda: [each.panels for each in orders.orders_of(manager).items],
        "to come": lambda: [
            (each.sitting.entry.room, each.sitting.panels)
            for each in offers.duties_to_come(volunteer)
        ],
        "to answer": lambda: [
            each.seat.sitting.entry.room for each in offers.offers_to_answer(volunteer)
        ],
        "one": one,
    }


def test_lists_cost_the_same_for_one_row_and_three(app: Flask) -> None:
    jo, dee = scenes.coordinator(), scenes.colleague("Dee Marsh")
    marcus = scenes.colleague("Marcus Reid", may_advise=True)
    people = [scenes.volunteer(f"Volunteer {number}", max_month=9) for number in range(3)]
    asked = (dee, people[0].person_id)

    def arrange(number: int) -> None:
        order = scenes.order(jo, case_manager=dee)
        other = scenes.order(jo, case_manager=dee, area=order.area)
        day = date(2026, 3, 10 + number)
        first = scenes.arranged(jo, order, other, adviser=marcus, day=day)
        scenes.accepted(first, MEMBER, people[0])
        scenes.offered(first, OBSERVER, people[1])
        scenes.offered(scenes.arranged(jo, day=day, at=time(9)), MEMBER, people[0])
        scenes.order(jo, case_manager=dee)

    arrange(0)
    once = {name: look(at) for name, at in everything(*asked).items()}
    for number in (1, 2):
        arrange(number)
    assert {name: look(at) for name, at in everything(*asked).items()} == once


SEATS = ("free", "volunteer", "colleague")


@pytest.mark.parametrize("adviser", [True, False])
def test_the_list_and_the_rule_agree_on_quorum(app: Flask, adviser: bool) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    for number, (chair, member, observer) in enumerate(product(SEATS, SEATS, SEATS[:2])):
        day = clock.add_working_days(date(2026, 3, 2), number + 1)
        sitting = scenes.arranged(jo, adviser=marcus if adviser else None, day=day)
        for kind, who in zip((CHAIR, MEMBER, OBSERVER), (chair, member, observer), strict=True):
            if who != "free":
                scenes.seat(sitting, kind).person = PersonFactory()
        session.commit()
        for kind, who in ((CHAIR, chair), (MEMBER, member)):
            person = scenes.seat(sitting, kind).person
            if person and who == "colleague":
                person.is_staff = True  # joined the service after they had said yes
        session.commit()
    by_sql = set(session.scalars(select(Sitting.id).where(criteria.quorate())))
    every = session.scalars(select(Sitting)).all()
    by_rule = {each.id for each in every if sittings.readiness(each).quorum.holds}
    assert by_sql == by_rule
    assert bool(by_rule) == adviser


def test_a_colleague_is_refused_a_community_seat_by_the_database(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator())
    scenes.seat(sitting, MEMBER).person = scenes.colleague("Marcus Reid")
    with pytest.raises(Exception, match="seat_community"):
        session.commit()
    session.rollback()
    assert session.scalars(select(Seat).where(Seat.person_id.is_not(None))).all() == []


def test_at_risk_are_those_near_that_cannot_sit(app: Flask) -> None:
    jo, area = scenes.coordinator(), AreaFactory(name="Northmere")
    near = scenes.arranged(jo, scenes.order(jo, area=area))  # to be told tomorrow
    scenes.arranged(jo, day=date(2026, 3, 13))  # three working days before people must be told
    quick = scenes.arranged(
        jo, scenes.order(jo, intensive=True, court_date=date(2026, 3, 2)), day=date(2026, 3, 6)
    )
    over = scenes.arranged(jo, day=date(2026, 3, 3), at=time(9))
    with clock.frozen(clock.at(date(2026, 3, 3), time(12))):
        at_risk = listing.SittingFilter(listing.AT_RISK)
        paths = [each.path for each in listing.sittings(EVERYWHERE, at_risk).items]
        assert paths == [each.entry.path for each in (over, quick, near)]
        only = [each.path for each in listing.sittings(frozenset({area.id}), at_risk).items]
        assert only == [near.entry.path]


def test_the_list_stands_as_each_page_says(app: Flask) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    late = scenes.arranged(jo, adviser=marcus, day=date(2026, 3, 13))
    scenes.accepted(late, CHAIR, scenes.chair())
    scenes.accepted(scenes.arranged(jo, at=time(9)), MEMBER, scenes.volunteer("Ann Lee"))
    for each in listing.sittings(EVERYWHERE, listing.SittingFilter()).items:
        ready = sittings.readiness(
            next(s for s in session.scalars(select(Sitting)) if s.entry.path == each.path)
        )
        assert (each.words, each.look) == (ready.words, ready.look)
        assert [p.ref for p in each.panels if p.is_late] == [p.ref for p in ready.late]


def test_past_sittings_are_found_by_words_latest_first(app: Flask) -> None:
    jo = scenes.coordinator()
    first, second = scenes.arranged(jo), scenes.arranged(jo, day=date(2026, 3, 12))
    with clock.frozen(clock.at(date(2026, 4, 1), time(9))):
        past = listing.SittingFilter(listing.PAST)
        paths = [each.path for each in listing.sittings(EVERYWHERE, past).items]
        assert paths == [second.entry.path, first.entry.path]
        found = listing.sittings(
            EVERYWHERE, listing.SittingFilter(listing.PAST, None, "p-2026-001")
        )
        assert [each.path for each in found.items] == [first.entry.path]
        nobody = listing.SittingFilter(listing.PAST, None, "nowhere%")
        assert listing.sittings(EVERYWHERE, nobody).total == 0


def test_who_sat_with_the_order_before_comes_first(app: Flask) -> None:
    jo, order = (jo := scenes.coordinator()), scenes.order(jo)
    ann, bo = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Jones")
    scenes.accepted(scenes.arranged(jo, order), MEMBER, bo)
    with clock.frozen(clock.at(date(2026, 4, 1), time(9))):
        review = scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=date(2026, 4, 20))
        ranked = candidates.candidates(review, scenes.seat(review, MEMBER))
    assert [each.member.person.name for each in ranked] == ["Bo Jones", "Ann Lee"]
    assert f"Sat with {order.ref} before" in [reason.text for reason in ranked[0].reasons]
    assert ann.person_id == ranked[1].member.person_id


def test_each_candidate_has_reasons_and_a_remedy(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting = scenes.arranged(jo)
    dev, ann = scenes.volunteer("Dev Patel"), scenes.volunteer("Ann Lee")
    seated, asked = scenes.volunteer("Ruth"), scenes.volunteer("Sam")
    dev.checks[0].recheck_on = date(2026, 3, 8)
    session.commit()
    scenes.accepted(sitting, MEMBER, seated)
    scenes.offered(sitting, OBSERVER, asked)
    with changing():
        offer = offer_actions.offer_seat(
            seat=scenes.seat(sitting, OBSERVER), person=ann.person, actor=jo
        )
    with changing():
        offer_actions.declare_conflict(offer=offer, actor=ann.person)
    ranked = candidates.candidates(sitting, scenes.seat(sitting, OBSERVER))
    words = {each.member.person.name: each.words for each in ranked}
    assert words == {
        "Dev Patel": "Can’t sit: DBS lapses",
        "Ann Lee": "Can’t sit: said they should not",
        "Ruth": "Can’t sit: on it already",
        "Sam": "Can’t sit: asked already",
    }
    reasons = {
        reason.text: reason.remedy for each in ranked for reason in each.reasons if reason.bars
    }
    assert all(reasons.values())
    assert reasons["Has been asked for this sitting"] == "has until tomorrow, 8pm"


def test_the_history_of_a_sitting_is_told_in_words(app: Flask) -> None:
    jo = scenes.coordinator()
    marcus = scenes.colleague("Marcus Reid", may_advise=True)
    sitting = scenes.arranged(jo, adviser=marcus)
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    assert [each.words for each in history.history(sitting)] == [
        "Ann Lee said yes",
        "Jo Hartley asked Ann Lee to sit as panel member",
        "Jo Hartley made Marcus Reid the adviser",
        "Jo Hartley arranged it",
    ]


def test_orders_without_a_panel_come_by_what_is_left(app: Flask) -> None:
    jo = scenes.coordinator()
    later, sooner = scenes.order(jo), scenes.order(jo, court_date=date(2026, 2, 2))
    scenes.arranged(jo, scenes.order(jo, court_date=date(2026, 1, 5)))
    april = date(2026, 4, 1)
    found = needs.dates_needed(EVERYWHERE, until=april, most=9)
    assert [each.ref for each in found] == [sooner.ref, later.ref]
    assert needs.dates_needed(frozenset({0}), until=april, most=9) == []


def test_due_days_follow_the_settings(app: Flask) -> None:
    assert orders.due_on(date(2026, 2, 11), intensive=False) == date(2026, 3, 11)
    assert orders.due_on(date(2026, 2, 26), intensive=True) == date(2026, 3, 5)
    order = scenes.order(scenes.coordinator(), intensive=True, court_date=date(2026, 2, 26))
    assert orders.timing_of(order).tell_by == date(2026, 3, 3)


def _bars(found: list[MemberStanding], seat: SeatKind = MEMBER) -> dict[str, list[str]]:
    return {
        each.member.person.name: [reason.text for reason in each.standing.bars(seat.value)]
        for each in found
    }


def test_candidates_of_many_sittings_are_those_of_each_alone(app: Flask) -> None:
    jo, order = (jo := scenes.coordinator()), scenes.order(jo)
    ann, bo = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Jones")
    first = scenes.arranged(jo, order, day=date(2026, 3, 3))
    scenes.accepted(first, MEMBER, bo)
    with clock.frozen(clock.at(date(2026, 4, 1), time(9))):
        order.panels[0].state = PanelState.HELD
        review = scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=date(2026, 4, 20))
        other = scenes.arranged(jo, day=date(2026, 4, 21))
        with changing():
            offer = offer_actions.offer_seat(
                seat=scenes.seat(other, MEMBER), person=ann.person, actor=jo
            )
        with changing():
            offer_actions.decline_offer(offer=offer, actor=ann.person)
        found = candidates.candidates_at([review, other])
        for sitting in (review, other):
            for seat in sitting.seats:
                alone = {
                    each.member.id: each.standing for each in candidates.candidates(sitting, seat)
                }
                assert {each.member.id: each.standing for each in found[sitting.id]} == alone
    assert _bars(found[review.id]) == {"Ann Lee": [], "Bo Jones": []}
    assert _bars(found[other.id]) == {
        "Ann Lee": ["Said they can’t make it on Tuesday 21 April"],
        "Bo Jones": [],
    }
    knows = [
        each.member.person.name
        for each in found[review.id]
        if any(reason.about == "order" for reason in each.standing.reasons)
    ]
    assert knows == ["Bo Jones"]


def test_candidates_take_the_same_statements_for_any_number(app: Flask) -> None:
    jo = scenes.coordinator()
    ids: list[int] = []

    def add() -> None:
        member = scenes.volunteer(f"Volunteer {len(ids)}", is_learner=bool(ids))
        sitting = scenes.arranged(jo, day=date(2026, 3, 10 + len(ids)))
        scenes.offered(sitting, MEMBER, member)
        ids.append(sitting.id)

    def at(number: int) -> None:
        several = session.scalars(
            select(Sitting)
            .options(joinedload(Sitting.entry).joinedload(Entry.room))
            .where(Sitting.id.in_(ids[:number]))
        ).all()
        for found in candidates.candidates_at(several).values():
            for each in found:
                assert each.standing.words()

    add()
    once = look(lambda: at(1))
    add()
    add()
    assert [look(lambda: at(1)), look(lambda: at(3))] == [once, once]
    assert once < 30


def test_a_learner_sits_beside_somebody_experienced_or_observes(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator())
    beth, cal = (
        scenes.volunteer("Beth Calloway", is_learner=True),
        scenes.volunteer("Cal Dunn", is_learner=True),
    )

    def about_beth() -> list[tuple[str, bool]]:
        found = candidates.candidates_at([sitting], [beth.person_id])[sitting.id]
        [standing] = [each.standing for each in found]
        return [(each.text, each.bars) for each in standing.reasons if each.about == "company"]

    assert about_beth() == []
    scenes.seat(sitting, CHAIR).person = cal.person
    session.commit()
    assert about_beth() == [
        ("Is still learning, and nobody else on this sitting has experience", True)
    ]
    graham = scenes.chair()
    scenes.seat(sitting, CHAIR).person = None
    scenes.seat(sitting, CHAIR).pencilled = graham.person
    session.commit()
    assert about_beth() == [("Beside Graham Holt, who has experience", False)]


def test_whoever_is_planned_is_doubted_unless_the_plan_is_made_anew(app: Flask) -> None:
    sitting, ann = scenes.arranged(scenes.coordinator()), scenes.volunteer("Ann Lee")
    scenes.seat(sitting, MEMBER).pencilled = ann.person
    session.commit()
    [planned] = candidates.candidates_at([sitting])[sitting.id]
    assert planned.standing.words() == "Can sit, planned on it already"
    freed = {(sitting.entry_id, ann.person_id)}
    [anew] = candidates.candidates_at([sitting], freed=freed)[sitting.id]
    assert anew.standing.words() == "Can sit"
