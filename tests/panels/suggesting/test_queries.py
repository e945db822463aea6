"""What the ranked list says of volunteers beside each other."""

from datetime import date, time, timedelta

from flask import Flask

from portal import clock
from portal.database import session
from portal.members.models import Member, MemberArea
from portal.panels.models import Seat, SeatKind, Sitting
from portal.panels.queries.candidates import Candidate, candidates
from tests.factories import AreaFactory
from tests.panels import scenes

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
