"""What the ranked list says of volunteers beside each other."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.database import session
from portal.members.models import Member, MemberArea
from portal.panels import rules
from portal.panels.models import PanelKind, Seat, SeatKind, Sitting
from portal.panels.queries import facts
from portal.panels.queries.candidates import Candidate, candidates
from tests.factories import AreaFactory
from tests.panels import scenes
from tests.panels.outcomes import evenings
from tests.training import scenes as training

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER
LEAST = "Has chaired least in the past year"
NEAREST = "Nearest, by the areas that they serve"


def ranked(sitting: Sitting, kind: SeatKind) -> list[Candidate]:
    """Return the candidates for a seat."""
    seat: Seat = scenes.seat(sitting, kind)
    return candidates(sitting, seat)


def who(found: list[Candidate], text: str) -> list[str]:
    """Return of whom something is said."""
    return [each.member.person.name for each in found if text in [why.text for why in each.reasons]]


def has_chaired(member: Member, day: date) -> None:
    """Let a volunteer have chaired on a day that is over."""
    before = day - timedelta(weeks=2)
    with clock.frozen(clock.at(before, time(10))):
        jo = scenes.coordinator()
        sitting = scenes.arranged(jo, scenes.order(jo, court_date=before), day=day)
        scenes.accepted(sitting, CHAIR, member)
    scenes.held(sitting)


def test_who_has_chaired_least_in_the_past_year_is_said_for_a_chair(app: Flask) -> None:
    graham, ruth, _ = scenes.chair(), scenes.chair("Ruth Okafor"), scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(scenes.coordinator())
    assert who(ranked(sitting, CHAIR), LEAST) == []  # both alike
    has_chaired(graham, date(2026, 1, 13))
    has_chaired(ruth, date(2025, 2, 11))  # more than a year ago
    found = ranked(sitting, CHAIR)
    assert who(found, LEAST) == ["Ruth Okafor"]
    assert [each.member.person.name for each in found][:2] == ["Ruth Okafor", "Graham Holt"]
    assert who(ranked(sitting, MEMBER), LEAST) == []


def test_who_serves_this_area_alone_is_nearest(app: Flask) -> None:
    jo, here, there = scenes.coordinator(), AreaFactory(), AreaFactory()
    sitting = scenes.arranged(jo, scenes.order(jo, area=here))
    ann, bo = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Reid")
    for member, area in ((ann, here), (ann, there), (bo, here)):
        session.add(MemberArea(member_id=member.id, area_id=area.id))
    session.commit()
    found = ranked(sitting, MEMBER)
    assert who(found, NEAREST) == ["Bo Reid"]
    assert found[0].member is bo


def test_who_was_missing_has_not_met_an_order_and_who_stepped_in_has(app: Flask) -> None:
    sitting = evenings.ready()
    jo, order = sitting.coordinator, sitting.panels[0].order
    assert order
    stepped_in = scenes.volunteer("Cy Moss")
    noted = evenings.noted(sitting, "Ann Lee")[sitting.panels[0].id]
    came = rules.Present(stepped_in.person_id, "member", "came")
    evenings.note(sitting, {sitting.panels[0].id: replace(noted, present=(*noted.present, came))})
    with clock.frozen(clock.at(date(2026, 4, 1), time(9))):
        review = scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=date(2026, 4, 20))
        before = f"Sat with {order.ref} before"
        found = ranked(review, MEMBER)
        knows = {
            each.member.person.name
            for each in found
            if before in [reason.text for reason in each.reasons]
        }
        assert knows == {"Graham Holt", "Cy Moss"}
        met = facts.met([order.id], elsewhere_than=[review.id])
        assert {each.person for each in met} == {
            each.member.person_id for each in found if each.member.person.name in knows
        }


def test_whoever_lacks_training_on_the_day_is_not_asked_and_hears_what_to_book(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator())
    ann, bo, cy = (scenes.volunteer(name) for name in ("Ann Lee", "Bo Reid", "Cy Moss"))
    course = training.safeguarding()
    training.held(ann.person, course, date(2025, 3, 3))
    training.held(bo.person, course, date(2023, 3, 6))  # until 5 March, before the panel
    stands = {each.member.person_id: each for each in ranked(sitting, MEMBER)}
    assert stands[ann.person_id].can
    assert not stands[bo.person_id].can
    assert not stands[cy.person_id].can
    why = next(each for each in stands[bo.person_id].reasons if each.about == "training")
    assert (why.good, bool(why.remedy)) == (False, True)
    with pytest.raises(rules.Refused, match="Cy Moss"):
        scenes.offered(sitting, MEMBER, cy)
