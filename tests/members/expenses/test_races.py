"""Sending a claim while a cost is taken off it: whichever comes first, nothing empty is sent."""

from collections.abc import Callable
from threading import Barrier

import pytest
from flask import Flask

from portal.database import is_sqlite, session
from portal.members.actions import expenses as actions
from portal.members.models import Claim, ClaimLine, ClaimState, Member
from portal.site.refusals import Refused
from tests.members.expenses import scenes
from tests.threads import at_once

pytestmark = pytest.mark.race

ROUNDS = 5


def test_no_claim_is_sent_from_which_its_one_cost_is_taken_at_that_moment(app: Flask) -> None:
    for number in range(1, ROUNDS + 1):
        ann = scenes.volunteer(f"Ann{number} Lee")
        ann_id, line_id = ann.id, scenes.miles(ann, scenes.panel(ann.person)).id
        read = Barrier(2)
        session.remove()

        def meet(read: Barrier = read) -> None:
            if not is_sqlite():  # there the second reads only once the first has ended
                read.wait()

        def send(ann_id: int = ann_id, meet: Callable[[], None] = meet) -> str:
            member = session.get_one(Member, ann_id)
            meet()
            actions.send(member=member, actor=member.person)
            return "sent"

        def remove(line_id: int = line_id, meet: Callable[[], None] = meet) -> str:
            line = session.get_one(ClaimLine, line_id)
            meet()
            actions.remove_cost(line=line, actor=line.claim.person)
            return "removed"

        both = at_once(app, send, remove)
        assert Refused in both
        assert len(both) == 2
        sent = session.query(Claim).filter_by(state=ClaimState.SENT).all()
        assert all(claim.lines for claim in sent)
        session.remove()
