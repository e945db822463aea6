"""Milestones cost the same however many volunteers there are."""

from datetime import date

from flask import Flask

from portal.database import session
from portal.members.queries import thanks as queries
from tests.members.supervision.scenes import volunteer
from tests.statements import count_statements


def test_milestones_cost_the_same_for_one_and_for_three(app: Flask) -> None:
    counts = []
    for size in (1, 2):
        for _ in range(size):
            volunteer(joined_on=date(2020, 1, 1))
        session.expunge_all()
        with count_statements() as sent:
            assert [list(each.member.area_rows) for each in queries.milestones()]
        counts.append(len(sent))
    assert counts[0] == counts[1]
