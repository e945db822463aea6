"""Open calls and cover, by two people at once, fifty times: one of them has the seat."""

from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.database import changing, session
from portal.panels.actions import calls, cover
from portal.panels.models import CallMode, Offer, OfferState, Seat, SeatKind, Sitting
from tests.live import Live
from tests.panels import scenes
from tests.races.cast import ATTEMPTS, QUARTERS_OF_A_SITTING, Cast, Volunteer, at_once

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

MEMBER = SeatKind.MEMBER


def test_two_volunteers_answering_an_open_call_at_once_get_one_seat(live: Live) -> None:
    cast = Cast(live)
    first, second = cast.volunteer(), cast.volunteer()
    sittings = cast.sittings(ATTEMPTS)
    for sitting in sittings:
        with changing():
            calls.ask_everybody(
                seat=scenes.seat(sitting, MEMBER), mode=CallMode.FIRST, actor=cast.actor
            )
    for mine, yours in zip(asked(sittings, first), asked(sittings, second), strict=True):
        answers = at_once(lambda: first.accept(mine), lambda: second.accept(yours))  # noqa: B023 -- done at once
        assert [answer.status for answer in answers] == [303, 303]
        headings = sorted([first.heading(mine), second.heading(yours)])
        assert headings == ["Just taken", "You are on the panel"]
    assert cast.states()[OfferState.ACCEPTED] == ATTEMPTS
    assert cast.states()[OfferState.SENT] == 0
    assert_one_each(cast, first, second)


def test_two_volunteers_taking_over_at_once_leave_one_on_the_panel(live: Live) -> None:
    cast = Cast(live)
    owner, first, second = cast.volunteer(), cast.volunteer(), cast.volunteer()
    sittings = looking(cast, owner)
    for mine, yours in zip(asked(sittings, first), asked(sittings, second), strict=True):
        at_once(lambda: first.accept(mine), lambda: second.accept(yours))  # noqa: B023 -- done at once
        headings = sorted([first.heading(mine), second.heading(yours)])
        assert headings == ["Just taken", "You are on the panel"]
    assert cast.seated(owner) == cast.promised(owner) == cast.quarters(owner) == 0
    assert cast.states()[OfferState.LEFT] == ATTEMPTS
    assert_one_each(cast, first, second)


def test_taking_over_and_taking_it_back_at_once_leave_one_on_the_panel(live: Live) -> None:
    cast = Cast(live)
    owner, other = cast.volunteer(), cast.volunteer()
    sittings = looking(cast, owner)
    own = asked(sittings, owner)
    endings: Counter[tuple[str, str]] = Counter()
    for mine, yours in zip(own, asked(sittings, other), strict=True):
        at_once(lambda: owner.says(mine, "stay"), lambda: other.accept(yours))  # noqa: B023 -- done at once
        endings[owner.heading(mine), other.heading(yours)] += 1
    assert endings.keys() <= {
        ("You are on the panel", "Nobody needs to take over"),
        ("Thank you for telling us", "You are on the panel"),
    }
    assert endings.total() == ATTEMPTS
    assert_one_each(cast, owner, other)
    wanted = select(Seat.id).where(
        Seat.sitting_id.in_(cast.made), Seat.cover_wanted_at.is_not(None)
    )
    assert session.scalars(wanted).all() == []


def looking(cast: Cast, owner: Volunteer) -> Sequence[Sitting]:
    """Return sittings with somebody on them who has asked everybody for cover."""
    sittings = cast.sittings(ATTEMPTS)
    for sitting in sittings:
        offer = scenes.accepted(sitting, MEMBER, owner.member)
        with changing():
            cover.ask_for_cover(
                offer=offer, wanted=cover.Wanted(everybody=True), actor=owner.member.person
            )
    return sittings


def asked(sittings: Sequence[Sitting], one: Volunteer) -> list[UUID]:
    """Return somebody's offers of the sittings, in their order."""
    return list(_asked(sittings, one))


def _asked(sittings: Sequence[Sitting], one: Volunteer) -> Iterator[UUID]:
    for sitting in sittings:
        yield session.scalars(
            select(Offer.uuid)
            .join(Offer.seat)
            .where(Seat.sitting_id == sitting.id, Offer.person_id == one.person_id)
        ).one()
    session.rollback()


def assert_one_each(cast: Cast, first: Volunteer, second: Volunteer) -> None:
    """Check that every sitting has one of the two, in its seats, its calendar and their time."""
    assert cast.seated(first) + cast.seated(second) == ATTEMPTS
    assert cast.promised(first) + cast.promised(second) == ATTEMPTS
    quarters = cast.quarters(first) + cast.quarters(second)
    assert quarters == ATTEMPTS * QUARTERS_OF_A_SITTING
