"""What goes for payment together, and what went."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal import clock
from portal.database import session
from portal.members.models import Claim, ClaimBatch, ClaimLine, ClaimState, ExpenseKind
from portal.members.queries.expenses import Areas, numbers_of, serves
from portal.members.rules.expenses import POUND, TENTHS
from portal.people.models import Person
from portal.site.pagination import Page, page_of
from portal.spreadsheets.imports import Cell

PENNY: Final = Decimal("0.01")
MOST: Final = 500
"""Claims of one batch: whoever pays reads them one by one."""

HEADINGS: Final = (
    "Batch",
    "Volunteer number",
    "Name",
    "Sent",
    "Approved",
    "Approved by",
    "Miles",
    *(kind.label for kind in ExpenseKind),
    "Total",
)


def to_pay_locked(within: Areas) -> Sequence[Claim]:
    """Return approved claims of volunteers of these areas, held until the change is done."""
    return session.scalars(
        select(Claim)
        .options(selectinload(Claim.lines))
        .where(Claim.state == ClaimState.APPROVED, serves(within))
        .order_by(Claim.id)
        .limit(MOST)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def last_number() -> int:
    """Return the number of the last batch, 0 before the first."""
    return session.scalar(select(func.max(ClaimBatch.number))) or 0


def batch_by_form(form_key: str) -> ClaimBatch | None:
    """Return the batch that a form which was sent before has made."""
    return session.scalar(select(ClaimBatch).where(ClaimBatch.form_key == form_key))


def batches(number: int, made_by: int | None = None) -> Page[ClaimBatch]:
    """Return a page of batches, the newest first; of one person's making where that is said."""
    return page_of(_made_by(made_by).order_by(ClaimBatch.number.desc()), number)


def batch(batch_uuid: UUID, made_by: int | None = None) -> ClaimBatch:
    """Return a batch, of one person's making where that is said; raises NoResultFound."""
    return session.scalars(_made_by(made_by).where(ClaimBatch.uuid == batch_uuid)).one()


def _made_by(person_id: int | None) -> Select[ClaimBatch]:
    theirs = true() if person_id is None else ClaimBatch.made_by_id == person_id
    return select(ClaimBatch).options(joinedload(ClaimBatch.made_by, innerjoin=True)).where(theirs)


def sums(batch_ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """Return how many claims each batch has, and what they come to in pence."""
    rows = session.execute(
        select(Claim.batch_id, func.count(Claim.id.distinct()), func.sum(ClaimLine.pence))
        .join(Claim.lines)
        .where(Claim.batch_id.in_(batch_ids))
        .group_by(Claim.batch_id)
    )
    return {batch_id: (count, pence) for batch_id, count, pence in rows if batch_id}


def claims_of(batch: ClaimBatch) -> Sequence[Claim]:
    """Return the claims of a batch, in order of name."""
    return session.scalars(
        select(Claim)
        .join(Claim.person)
        .options(
            contains_eager(Claim.person), joinedload(Claim.decided_by), selectinload(Claim.lines)
        )
        .where(Claim.batch_id == batch.id)
        .order_by(Person.name, Claim.id)
    ).all()


def as_rows(batch: ClaimBatch) -> list[list[Cell]]:
    """Return a batch as a table with headings: names, numbers and sums, and nobody's bank."""
    claims = claims_of(batch)
    numbers = numbers_of([claim.person_id for claim in claims])
    rows = [_row(batch, claim, numbers.get(claim.person_id, "")) for claim in claims]
    return [list(HEADINGS), *rows]


def _row(batch: ClaimBatch, claim: Claim, number: str) -> list[Cell]:
    approver = claim.decided_by.display_name if claim.decided_by else ""
    miles = sum(line.tenths or 0 for line in claim.lines)
    kinds = (sum(line.pence for line in claim.lines if line.kind is kind) for kind in ExpenseKind)
    return [
        str(batch.number),
        number,
        claim.person.name,
        _day(claim.sent_at),
        _day(claim.decided_at),
        approver,
        Decimal(miles) / TENTHS,
        *(_in_pounds(pence) for pence in kinds),
        _in_pounds(claim.pence),
    ]


def _day(at: datetime | None) -> str:
    return clock.london(at).date().isoformat() if at else ""


def _in_pounds(pence: int) -> Decimal:
    return (Decimal(pence) / POUND).quantize(PENNY)
