"""Claiming expenses: a volunteer puts costs on a claim, sends it, answers, or takes it back.

The trail and the letters say that it happened and never how much: both are read by others.
"""

from portal import clock
from portal.audit.actions import amend, record
from portal.calendar.models import Entry
from portal.database import session
from portal.members import queries as members
from portal.members.models import (
    Claim,
    ClaimLine,
    ClaimState,
    ExpenseKind,
    Member,
    MembersTag,
)
from portal.members.queries import expenses as queries
from portal.members.rules import expenses as rules
from portal.notifications.actions.files import delete_files, keep_file
from portal.people.models import Person
from portal.site.files import Kept
from portal.site.refusals import Refused

RECEIPT = "members.receipt"
"""Whose files they are: of the person who paid."""

OPEN = (ClaimState.SENT, ClaimState.QUERIED)


def add_cost(
    *,
    member: Member,
    entry: Entry,
    cost: rules.Cost,
    receipt: Kept | None,
    form_key: str,
    actor: Person,
) -> ClaimLine:
    """Put a cost on the claim that a volunteer is making; the same form once.

    Raises `Refused` for what is claimed already, is too much, or lacks its receipt.
    """
    members.lock_member(member)
    made = queries.line_by_form(form_key)
    if made is not None:
        return made
    kind, person_id = ExpenseKind(cost.kind), member.person_id
    if kind is ExpenseKind.MILEAGE:
        _check_new("This journey", queries.journey_claimed(person_id, entry.id))
    rules.check_cost(cost, queries.limits(), has_receipt=receipt is not None)
    line = ClaimLine(
        claim=_draft(member, actor),
        person_id=person_id,
        entry=entry,
        kind=kind,
        pence=cost.pence,
        tenths=cost.tenths,
        rate=cost.rate,
        words=cost.words,
        form_key=form_key,
    )
    session.add(line)
    if receipt is not None:
        _attach(line, receipt)
    record(MembersTag.CLAIM_LINE_ADDED, line.claim, actor=actor)
    return line


def _check_new(what: str, claimed: ClaimLine | None) -> None:
    if claimed is not None:
        sent_at = claimed.claim.sent_at
        raise rules.already_claimed(what, clock.london(sent_at).date() if sent_at else None)


def _draft(member: Member, actor: Person) -> Claim:
    """Return the claim that a volunteer is making, begun when there is none."""
    held = queries.draft_of(member.person_id)
    if held is not None:
        return held
    begun = Claim(person_id=member.person_id)
    session.add(begun)
    record(MembersTag.CLAIM_BEGUN, begun, actor=actor)
    return begun


def _attach(line: ClaimLine, receipt: Kept) -> None:
    document = keep_file(owner_type=RECEIPT, owner_id=line.person_id, file=receipt)
    _check_new(
        "This picture of a receipt",
        queries.receipt_claimed(line.person_id, line.kind, document.sha256),
    )
    line.document, line.receipt_mark = document, document.sha256


def remove_cost(*, line: ClaimLine, actor: Person) -> None:
    """Take a cost off the claim that is being made, and delete its receipt.

    Raises `Refused` once the claim is sent, a moment ago too.
    """
    claim, document = queries.lock_claim(line.claim), line.document
    if claim.state is not ClaimState.DRAFT:
        raise Refused("This is on a claim that you have sent.", "Take the claim back first.")
    claim.lines.remove(line)
    session.delete(line)
    session.flush()  # the line goes first: it points at its receipt
    if document is not None:
        delete_files([document])
    record(MembersTag.CLAIM_LINE_REMOVED, claim, actor=actor)


def send(*, member: Member, actor: Person) -> Claim:
    """Send the claim that a volunteer is making to the coordinators."""
    members.lock_member(member)
    draft = queries.draft_of(member.person_id)
    claim = queries.lock_claim(draft) if draft else None  # its last cost may go at this moment
    if claim is None or not claim.lines:
        raise Refused("There is nothing to send yet.", "Put a cost on your claim first.")
    amend(claim, state=ClaimState.SENT, sent_at=clock.now())
    record(MembersTag.CLAIM_SENT, claim, actor=actor)
    return claim


def answer(*, claim: Claim, words: str, actor: Person) -> None:
    """Answer what a coordinator asked about a claim, which then goes back to them."""
    claim = queries.lock_claim(claim)
    question = claim.open_question
    if claim.state is not ClaimState.QUERIED or question is None:
        raise Refused("Nobody waits for an answer any more.", "See below how your claim stands.")
    question.answer, question.answered_at = words, clock.now()
    amend(claim, state=ClaimState.SENT)
    record(MembersTag.CLAIM_ANSWERED, claim, actor=actor)


def withdraw(*, member: Member, claim: Claim, actor: Person) -> None:
    """Take a claim back: its costs are on the claim that is being made, to change or send again."""
    members.lock_member(member)
    claim = queries.lock_claim(claim)
    if claim.state is ClaimState.WITHDRAWN:
        return
    if claim.state not in OPEN:
        raise Refused(
            "A coordinator has decided on this claim already.",
            "If something on it is wrong, ring them.",
        )
    draft = _draft(member, actor)
    amend(claim, state=ClaimState.WITHDRAWN)
    session.flush()  # the costs of a claim that is with a coordinator do not move
    draft.lines.extend(claim.lines)
    record(MembersTag.CLAIM_WITHDRAWN, claim, actor=actor)
