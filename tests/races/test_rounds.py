"""A thumb is quicker than a network: two ticks of one round, on their way at once."""

from datetime import timedelta
from functools import partial
from typing import Final

import pytest

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.members import queries
from tests.factories import MemberFactory
from tests.live import Live, account
from tests.members.rounds import scenes
from tests.races.cast import at_once

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

ATTEMPTS: Final = 20


def test_of_two_ticks_at_once_both_are_kept(live: Live) -> None:
    user, jo = account(Role.VOLUNTEER), account(Role.COORDINATOR).person
    with changing():
        member = MemberFactory(person=user.person)
    email = user.email
    session.rollback()
    thumbs = [live.visitor().sign_in(email) for _ in range(2)]
    days = tuple((clock.today() + timedelta(days=30 + number), "evening") for number in range(2))
    for _ in range(ATTEMPTS):
        found = scenes.opened(jo, scenes.asking(days))
        numbers, url = [slot.id for slot in found.slots], f"/members/me/rounds/{found.uuid}"
        session.rollback()
        answers = at_once(
            *(
                partial(thumb.post, f"{url}/slots/{number}", free=number)
                for thumb, number in zip(thumbs, numbers, strict=True)
            )
        )
        assert [answer.status for answer in answers] == [303, 303]
        assert queries.ticked(found, member) == set(numbers)
        session.rollback()
