"""Claiming, sending, asking, answering and deciding, and the trail and letters this leaves."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.models import AuditDetail, AuditEvent
from portal.database import changing, session
from portal.members.actions import claims, expenses
from portal.members.models import Claim, ClaimLine, ClaimState, ExpenseKind
from portal.members.queries import expenses as queries
from portal.notifications.models import Document, DocumentBody, Mail
from portal.people.models import Person
from portal.site.refusals import Refused
from tests.factories import MemberFactory
from tests.members.expenses import scenes

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen(scenes.NOON):
        yield


def tags() -> list[str]:
    found = session.scalars(
        select(AuditEvent.tag).where(AuditEvent.tag.like("members:claim%")).order_by(AuditEvent.id)
    )
    return [tag.removeprefix("members:claim_") for tag in found]


def letters() -> list[tuple[str, str]]:
    return [
        (mail.to_person.name if mail.to_person else "", mail.template.rpartition("/")[2])
        for mail in session.scalars(select(Mail).order_by(Mail.id))
    ]


def refused(claim: Claim, actor: Person) -> None:
    with changing():
        claims.refuse(claim=claim, reason="The bus is free for you.", actor=actor)


def test_a_claim_is_made_sent_and_approved_by_somebody_else(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    entry = scenes.panel(ann.person)
    scenes.miles(ann, entry)
    scenes.cost(ann, entry, scenes.parking())
    claim = scenes.sent(ann)
    assert (claim.state, claim.pence, claim.sent_at) == (ClaimState.SENT, 863, scenes.NOON)
    with changing():
        claims.approve(claim=claim, actor=jo)
        claims.approve(claim=claim, actor=jo)
    assert (claim.state, claim.decided_by, claim.decided_at) == (
        ClaimState.APPROVED,
        jo,
        scenes.NOON,
    )
    assert letters() == [("Ann Lee", "claim_approved")]
    assert tags() == ["begun", "line_added", "line_added", "sent", "approved"]


def test_the_trail_never_says_how_much_or_what_for(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    scenes.approved(ann, jo)
    told = (
        select(AuditDetail.values)
        .join(AuditDetail.event)
        .where(AuditEvent.tag.like("members:claim%"))
    )
    assert session.scalars(told).all() == []


def test_nobody_decides_on_their_own_claim_and_the_database_holds_to_it(app: Flask) -> None:
    jo = scenes.coordinator()
    claim = scenes.claimed(MemberFactory(person=jo))
    acts: tuple[Callable[[], None], ...] = (
        partial(claims.approve, claim=claim, actor=jo),
        partial(claims.ask, claim=claim, question="Why?", actor=jo),
        partial(claims.refuse, claim=claim, reason="No", actor=jo),
    )
    for act in acts:
        with pytest.raises(Refused, match="This is your own claim"), changing():
            act()
    assert claim.state is ClaimState.SENT
    with pytest.raises(IntegrityError), changing():
        session.execute(
            update(Claim)
            .values(state=ClaimState.APPROVED, decided_by_id=jo.id)
            .where(Claim.id == claim.id)
        )


def test_the_same_journey_is_claimed_once_and_the_database_holds_to_it(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    entry = scenes.panel(ann.person)
    scenes.miles(ann, entry)
    with pytest.raises(Refused, match="already on the claim you are making"):
        scenes.miles(ann, entry, 200)
    scenes.sent(ann)
    with pytest.raises(Refused, match="already on the claim that you sent on 12 March 2026"):
        scenes.miles(ann, entry, 200)
    session.rollback()
    again = ClaimLine(
        claim=Claim(person_id=ann.person_id),
        person_id=ann.person_id,
        entry_id=entry.id,
        kind=ExpenseKind.MILEAGE,
        tenths=10,
        rate=45,
        pence=45,
    )
    with pytest.raises(IntegrityError), changing():
        session.add(again)


def test_who_travelled_to_the_same_panel_claims_too(app: Flask) -> None:
    ann, bo = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Ash")
    entry = scenes.panel(ann.person, bo.person)
    assert scenes.miles(ann, entry).claim_id != scenes.miles(bo, entry).claim_id


def test_the_same_receipt_is_claimed_once(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    entry, other = scenes.panel(ann.person), scenes.panel(ann.person, on=scenes.TODAY - 7 * DAY)
    line = scenes.cost(ann, entry, scenes.parking(), scenes.RECEIPT)
    assert line.receipt_mark
    with pytest.raises(Refused, match="This picture of a receipt is already on"):
        scenes.cost(ann, other, scenes.parking(), scenes.RECEIPT)
    assert session.scalars(select(Document.name)).all() == ["receipt.pdf"]


def test_a_form_sent_twice_claims_once(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    entry = scenes.panel(ann.person)
    first = scenes.cost(ann, entry, scenes.parking(), form_key="once")
    assert scenes.cost(ann, entry, scenes.parking(), form_key="once") is first
    assert [line.pence for line in first.claim.lines] == [300]


def test_what_is_too_much_or_lacks_its_receipt_is_not_kept(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    entry = scenes.panel(ann.person)
    with pytest.raises(Refused, match=r"At most £20\.00"):
        scenes.cost(ann, entry, scenes.parking(2100), scenes.RECEIPT)
    with pytest.raises(Refused, match="a receipt is needed"):
        scenes.cost(ann, entry, scenes.parking(700))
    assert queries.draft_of(ann.person_id) is None


def test_a_cost_comes_off_with_its_receipt_until_the_claim_is_sent(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    entry = scenes.panel(ann.person)
    line = scenes.cost(ann, entry, scenes.parking(), scenes.RECEIPT)
    with changing():
        expenses.remove_cost(line=line, actor=ann.person)
    assert session.scalars(select(DocumentBody)).all() == []
    with pytest.raises(Refused, match="nothing to send yet"):
        scenes.sent(ann)
    line = scenes.miles(ann, entry)
    scenes.sent(ann)
    with pytest.raises(Refused, match="on a claim that you have sent"), changing():
        expenses.remove_cost(line=line, actor=ann.person)


def test_no_cost_comes_off_a_claim_that_was_sent_in_another_window_meanwhile(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    line = scenes.miles(ann, scenes.panel(ann.person))
    sent = update(Claim).values(state=ClaimState.SENT, sent_at=scenes.NOON)

    def both() -> None:
        with changing():
            assert line.claim.state is ClaimState.DRAFT
            session.execute(sent, execution_options={"synchronize_session": False})
            expenses.remove_cost(line=line, actor=ann.person)

    with pytest.raises(Refused, match="a claim that you have sent"):
        both()
    assert session.scalars(select(ClaimLine)).all() == [line]


def test_a_question_goes_to_the_volunteer_and_the_answer_back(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    claim = scenes.claimed(ann)
    with changing():
        claims.ask(claim=claim, question="From where did you drive?", actor=jo)
    assert (claim.state, letters()) == (ClaimState.QUERIED, [("Ann Lee", "claim_queried")])
    with pytest.raises(Refused, match="has changed"), changing():
        claims.ask(claim=claim, question="And back?", actor=jo)
    with changing():
        expenses.answer(claim=claim, words="From work.", actor=ann.person)
    assert (claim.state, claim.open_question) == (ClaimState.SENT, None)
    assert [(each.question, each.answer) for each in claim.questions] == [
        ("From where did you drive?", "From work.")
    ]
    with pytest.raises(Refused, match="Nobody waits for an answer"), changing():
        expenses.answer(claim=claim, words="Again.", actor=ann.person)


def test_a_claim_taken_back_joins_the_one_being_made(app: Flask) -> None:
    ann = scenes.volunteer("Ann Lee")
    claim = scenes.claimed(ann)
    scenes.cost(ann, claim.lines[0].entry, scenes.parking())
    with changing():
        expenses.withdraw(member=ann, claim=claim, actor=ann.person)
        expenses.withdraw(member=ann, claim=claim, actor=ann.person)
    draft = queries.draft_of(ann.person_id)
    assert draft
    assert (claim.state, claim.lines) == (ClaimState.WITHDRAWN, [])
    assert sorted(line.pence for line in draft.lines) == [300, 563]


def test_what_was_refused_can_be_claimed_again(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    claim = scenes.claimed(ann)
    refused(claim, jo)
    assert (claim.state, letters()) == (ClaimState.REFUSED, [("Ann Lee", "claim_refused")])
    assert scenes.miles(ann, claim.lines[0].entry).claim_id != claim.id


def test_a_decision_that_comes_too_late_changes_nothing(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    claim = scenes.approved(ann, jo)
    with pytest.raises(Refused, match="has changed: approved"):
        refused(claim, jo)
    with pytest.raises(Refused, match="has decided on this claim already"), changing():
        expenses.withdraw(member=ann, claim=claim, actor=ann.person)
    assert claim.state is ClaimState.APPROVED
