"""What the database itself refuses of claims: to rewrite what was sent."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.database import changing, session
from portal.members.actions import claims, expenses
from portal.members.models import Claim, ClaimLine, ClaimState, ExpenseKind, Member
from tests.members.expenses import scenes


@pytest.fixture
def ann(app: Flask) -> Member:
    """Return a volunteer."""
    return scenes.volunteer("Ann Lee")


@pytest.fixture
def claim(ann: Member) -> Claim:
    """Return a claim of a journey and of parking with its receipt, which was sent."""
    entry = scenes.panel(ann.person)
    scenes.miles(ann, entry)
    scenes.cost(ann, entry, scenes.parking(), scenes.RECEIPT)
    return scenes.sent(ann)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("pence", 99_00),
        ("tenths", 999),
        ("rate", 99),
        ("words", "By another way"),
    ],
)
@pytest.mark.parametrize("state", [ClaimState.SENT, ClaimState.APPROVED])
def test_what_was_claimed_is_never_rewritten(
    claim: Claim, state: ClaimState, column: str, value: Any
) -> None:
    if state is ClaimState.APPROVED:
        with changing():
            claims.approve(claim=claim, actor=scenes.coordinator())
    with pytest.raises(IntegrityError, match="claim_line_fixed"), changing():
        setattr(claim.lines[0], column, value)


def test_the_receipt_of_what_was_claimed_is_not_taken_off(claim: Claim) -> None:
    parking = next(line for line in claim.lines if line.document_id is not None)
    with pytest.raises(IntegrityError, match="claim_line_fixed"), changing():
        parking.document_id = parking.receipt_mark = None


def test_no_cost_comes_onto_a_claim_that_was_sent_or_leaves_it(ann: Member, claim: Claim) -> None:
    earlier = scenes.panel(ann.person, on=scenes.LAST_TUESDAY - timedelta(7))
    drafted = scenes.miles(ann, earlier)
    late = ClaimLine(
        person_id=ann.person_id, entry_id=earlier.id, kind=ExpenseKind.PARKING, pence=300
    )
    with pytest.raises(IntegrityError, match="claim_line_late"), changing():
        claim.lines.append(late)
    with pytest.raises(IntegrityError, match="claim_line_fixed"), changing():
        drafted.claim = claim
    with pytest.raises(IntegrityError, match="claim_line_fixed"), changing():
        claim.lines[0].claim = drafted.claim


def test_costs_change_on_a_draft_and_on_a_claim_that_was_taken_back(
    ann: Member, claim: Claim
) -> None:
    with changing():
        expenses.withdraw(member=ann, claim=claim, actor=ann.person)
    draft = session.query(Claim).filter_by(state=ClaimState.DRAFT).one()
    assert len(draft.lines) == 2
    with changing():
        draft.lines[0].words = "By another way"
    assert scenes.sent(ann).id == draft.id


def test_a_claim_goes_its_way_and_is_erased(claim: Claim) -> None:
    with clock.frozen(scenes.NOON), changing():
        claims.refuse(claim=claim, reason="Not ours.", actor=scenes.coordinator())
    assert [line.counts for line in claim.lines] == [False, False]
    with changing():
        for line in claim.lines:
            session.delete(line)
        session.flush()  # the lines go first: they point at the claim
        session.delete(claim)
    assert session.query(ClaimLine).count() == 0
