"""What the database itself refuses of claims: to rewrite what was sent, decided or paid."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.database import changing, session
from portal.members.actions import claims, expenses
from portal.members.models import (
    Claim,
    ClaimBatch,
    ClaimLine,
    ClaimQuestion,
    ClaimState,
    ExpenseKind,
    Member,
)
from portal.members.rules.expenses import Cost
from tests.factories import PersonFactory
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


def test_another_cost_without_a_word_is_not_kept(ann: Member) -> None:
    entry = scenes.panel(ann.person, on=scenes.LAST_TUESDAY - timedelta(7))
    line = scenes.cost(ann, entry, Cost("other", 300, words="Toll"))
    with pytest.raises(IntegrityError, match="other_in_words"), changing():
        line.words = ""


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


def ended(claim: Claim, state: ClaimState) -> Claim:
    """Return a claim that has come to a state."""
    jo = scenes.coordinator()
    with clock.frozen(scenes.NOON), changing():
        if state is ClaimState.QUERIED:
            claims.ask(claim=claim, question="From home?", actor=jo)
        elif state is ClaimState.WITHDRAWN:
            member = session.query(Member).filter_by(person_id=claim.person_id).one()
            expenses.withdraw(member=member, claim=claim, actor=claim.person)
        elif state is ClaimState.REFUSED:
            claims.refuse(claim=claim, reason="Not ours.", actor=jo)
        elif state is not ClaimState.SENT:
            claims.approve(claim=claim, actor=jo)
    if state is ClaimState.PAID:
        with clock.frozen(scenes.NOON), changing():
            claims.pay(within=(), form_key="once", actor=jo)
    return claim


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (ClaimState.SENT, ClaimState.DRAFT),
        (ClaimState.QUERIED, ClaimState.DRAFT),
        (ClaimState.WITHDRAWN, ClaimState.DRAFT),
        (ClaimState.WITHDRAWN, ClaimState.SENT),
        (ClaimState.REFUSED, ClaimState.SENT),
        (ClaimState.REFUSED, ClaimState.APPROVED),
        (ClaimState.APPROVED, ClaimState.REFUSED),
        (ClaimState.APPROVED, ClaimState.SENT),
        (ClaimState.PAID, ClaimState.APPROVED),
        (ClaimState.PAID, ClaimState.DRAFT),
    ],
)
def test_a_claim_never_goes_back(claim: Claim, state: ClaimState, to: ClaimState) -> None:
    ended(claim, state)
    with pytest.raises(IntegrityError, match="claim_way"), changing():
        claim.state = to


def test_a_claim_begins_as_a_draft_and_is_sent_with_something_on_it(ann: Member) -> None:
    sent = Claim(person_id=ann.person_id, state=ClaimState.SENT, sent_at=scenes.NOON)
    with pytest.raises(IntegrityError, match="claim_begun"), changing():
        session.add(sent)
    with changing():
        draft = Claim(person_id=ann.person_id)
        session.add(draft)
    with pytest.raises(IntegrityError, match="claim_empty"), changing():
        draft.state, draft.sent_at = ClaimState.SENT, scenes.NOON


def test_whose_and_when_a_claim_was_sent_is_never_rewritten(claim: Claim) -> None:
    with pytest.raises(IntegrityError, match="claim_sent"), changing():
        claim.sent_at = scenes.NOON


@pytest.mark.parametrize("state", [ClaimState.APPROVED, ClaimState.PAID])
def test_who_decided_and_when_is_never_rewritten(claim: Claim, state: ClaimState) -> None:
    ended(claim, state)
    other = PersonFactory(name="Di Fox")
    with pytest.raises(IntegrityError, match="claim_decided"), changing():
        claim.decided_by = other
    with pytest.raises(IntegrityError, match="claim_decided"), changing():
        claim.decided_at = None


def test_the_reason_of_a_refusal_is_never_rewritten(claim: Claim) -> None:
    ended(claim, ClaimState.REFUSED)
    with pytest.raises(IntegrityError, match="claim_decided"), changing():
        claim.refuse_reason = "On reflection, another one."


def test_a_claim_is_in_one_batch_for_ever(claim: Claim) -> None:
    ended(claim, ClaimState.PAID)
    batch = claim.batch
    assert batch is not None
    with changing():
        other = ClaimBatch(number=2, made_by_id=batch.made_by_id)
        session.add(other)
    with pytest.raises(IntegrityError, match="claim_paid"), changing():
        claim.batch = other
    with pytest.raises(IntegrityError, match="claim_batch_fixed"), changing():
        batch.number = 3


@pytest.mark.parametrize("state", [ClaimState.SENT, ClaimState.APPROVED, ClaimState.PAID])
def test_a_cost_counts_until_its_claim_is_refused(claim: Claim, state: ClaimState) -> None:
    ended(claim, state)
    with pytest.raises(IntegrityError, match="claim_line_counts"), changing():
        claim.lines[0].counts = False


def test_what_was_refused_never_counts_again(claim: Claim) -> None:
    ended(claim, ClaimState.REFUSED)
    with pytest.raises(IntegrityError, match="claim_line_counts"), changing():
        claim.lines[0].counts = True


def test_a_question_is_asked_by_somebody_else_and_answered_once(claim: Claim) -> None:
    own = ClaimQuestion(claim_id=claim.id, asked_by=claim.person, question="Was it far?")
    with pytest.raises(IntegrityError, match="claim_question_own"), changing():
        session.add(own)
    ended(claim, ClaimState.QUERIED)
    with changing():
        expenses.answer(claim=claim, words="From home.", actor=claim.person)
    asked = claim.questions[0]
    with pytest.raises(IntegrityError, match="claim_question_fixed"), changing():
        asked.question = "From work?"
    with pytest.raises(IntegrityError, match="claim_question_answered"), changing():
        asked.answer = "From work."
