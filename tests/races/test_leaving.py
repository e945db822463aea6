"""Somebody says yes to a later day in the very moment in which it is noted that they leave."""

from datetime import timedelta
from functools import partial
from typing import Final

import pytest

from portal.database import changing, session
from portal.members import actions
from portal.panels.models import OfferState, SeatKind
from tests.live import Live
from tests.panels import scenes
from tests.races.cast import Cast, at_once

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

ATTEMPTS: Final = 12


def test_whoever_says_yes_while_they_leave_is_not_on_the_panel(live: Live) -> None:
    cast = Cast(live)
    ann = cast.volunteer()
    desk = cast.coordinator()
    for sitting in cast.sittings(ATTEMPTS):
        member = ann.member
        offer = scenes.offered(sitting, SeatKind.MEMBER, member)
        on = sitting.entry.first_day - timedelta(days=1)
        noted = partial(
            desk.post,
            f"/members/{member.number}/leave",
            version=member.version,
            reason="moved",
            on=[on.day, on.month, on.year],
        )
        uuid = offer.uuid
        session.rollback()
        answers = at_once(partial(ann.accept, uuid), noted)
        assert answers[1].status == 303
        session.expire_all()
        assert offer.state in {OfferState.LEFT, OfferState.WITHDRAWN}
        assert offer.seat.person is None
        with changing():
            assert actions.take_back_leaving(member=member, actor=cast.actor)
