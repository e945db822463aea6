"""Deciding on claims and having them paid. Nobody decides on their own."""

from portal import clock
from portal.audit.actions import amend, record
from portal.database import session
from portal.members.models import (
    Claim,
    ClaimBatch,
    ClaimQuestion,
    ClaimState,
    MembersTag,
)
from portal.members.queries import batches
from portal.members.queries import expenses as queries
from portal.members.queries.expenses import Areas
from portal.members.rules import expenses as rules
from portal.notifications.actions import post
from portal.people.models import Person
from portal.site.refusals import Refused

OPEN = (ClaimState.SENT, ClaimState.QUERIED)


def approve(*, claim: Claim, actor: Person) -> None:
    """Approve a claim for the next payment, and tell whose it is. Twice is harmless."""
    claim = _lock(claim, actor)
    if claim.state is ClaimState.APPROVED:
        return
    _check_open(claim)
    _decide(claim, ClaimState.APPROVED, actor)
    record(MembersTag.CLAIM_APPROVED, claim, actor=actor)
    _tell(claim, "claim_approved", actor)


def refuse(*, claim: Claim, reason: str, actor: Person) -> None:
    """Refuse a claim with a reason, and tell whose it is; what is on it can be claimed again."""
    claim = _lock(claim, actor)
    _check_open(claim)
    claim.refuse_reason = reason
    _decide(claim, ClaimState.REFUSED, actor)
    for line in claim.lines:
        line.counts = False
    record(MembersTag.CLAIM_REFUSED, claim, actor=actor)
    _tell(claim, "claim_refused", actor)


def ask(*, claim: Claim, question: str, actor: Person) -> None:
    """Ask a volunteer something about a claim, which waits for their answer."""
    claim = _lock(claim, actor)
    if claim.state is not ClaimState.SENT:
        raise Refused(
            f"How this claim stands has changed: {claim.state.label.lower()}.",
            "Look at it as it is now.",
        )
    asked = ClaimQuestion(claim=claim, asked_by=actor, question=question)
    session.add(asked)
    amend(claim, state=ClaimState.QUERIED)
    record(MembersTag.CLAIM_QUERIED, claim, actor=actor)
    post(
        to=claim.person,
        template="members/email/claim_queried",
        key=f"claim_queried:{asked.id}",
        actor=actor,
        claim=claim.id,
    )


def pay(*, within: Areas, form_key: str, actor: Person) -> ClaimBatch:
    """Put every approved claim of these areas' volunteers into a batch; the same form once.

    A claim is in one batch for ever, so it is paid once. Whoever pays gets the file of the batch.
    Raises `Refused` when nothing is approved.
    """
    made = batches.batch_by_form(form_key)
    if made is not None:
        return made
    claims = batches.to_pay_locked(within)
    if not claims:
        raise Refused("Nothing waits to be paid.", "Approve a claim first.")
    batch = ClaimBatch(number=batches.last_number() + 1, made_by=actor, form_key=form_key)
    session.add(batch)
    for claim in claims:
        amend(claim, state=ClaimState.PAID, batch=batch)
    record(MembersTag.CLAIMS_EXPORTED, batch, actor=actor, claims=len(claims))
    return batch


def _lock(claim: Claim, actor: Person) -> Claim:
    rules.check_not_own(person_id=claim.person_id, actor_id=actor.id)
    return queries.lock_claim(claim)


def _check_open(claim: Claim) -> None:
    if claim.state not in OPEN:
        raise Refused(
            f"How this claim stands has changed: {claim.state.label.lower()}.",
            "Look at it as it is now.",
        )


def _decide(claim: Claim, state: ClaimState, actor: Person) -> None:
    amend(claim, state=state, decided_by=actor, decided_at=clock.now())


def _tell(claim: Claim, letter: str, actor: Person) -> None:
    post(
        to=claim.person,
        template=f"members/email/{letter}",
        key=f"{letter}:{claim.id}",
        actor=actor,
        claim=claim.id,
    )
