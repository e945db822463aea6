"""What a first page reads in one statement, on both databases."""

from datetime import timedelta

from flask import Flask

from portal import clock
from portal.database import changing
from portal.home import queries
from portal.members.actions import claims
from portal.members.models import Claim, Member
from tests.factories import PersonFactory
from tests.members.expenses import scenes as expenses
from tests.members.supervision import scenes as supervision
from tests.statements import count_statements

EVERYWHERE: frozenset[int] = frozenset()


def asked(ann: Member, days: int) -> Claim:
    """Ask something about what a volunteer paid so many days ago."""
    claim = expenses.claimed(ann, on=expenses.TODAY - timedelta(days=days))
    with changing():
        claims.ask(claim=claim, question="From where?", actor=expenses.coordinator())
    return claim


def test_a_volunteer_of_whom_nothing_waits_is_found_all_the_same(app: Flask) -> None:
    ann = expenses.volunteer("Ann Lee")
    found = queries.own(ann.person)
    assert (found.member, found.claim, found.supervision, found.free) == (ann, None, None, 0)
    assert queries.own(PersonFactory()).member is None


def test_of_several_the_oldest_waits_first(app: Flask) -> None:
    ann, jo = expenses.volunteer("Ann Lee"), supervision.coordinator()
    with clock.frozen(expenses.NOON):
        first, _second = asked(ann, 2), asked(ann, 3)
        talk = supervision.signed(ann, jo)
        with count_statements() as sent:
            found = queries.own(ann.person)
        assert (found.claim, found.supervision) == (first, talk)
    assert len([each for each in sent if "supervision" in each]) == 1


def test_what_a_manager_counts_is_counted_in_one_statement(app: Flask) -> None:
    expenses.volunteer("Ann Lee")
    with count_statements() as sent:
        assert queries.figures(EVERYWHERE).volunteers == 1
    assert len([each for each in sent if "FROM member" in each]) == 1
