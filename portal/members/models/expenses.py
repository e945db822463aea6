"""What volunteers paid out of their own pocket, and what became of asking for it back."""

from collections import Counter
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.calendar.models import Entry
from portal.database import Row, choice
from portal.notifications.models import Document
from portal.people.models import Person


class ClaimState(StrEnum):
    """Where a claim stands. `QUERIED` waits for its volunteer, `SENT` for a coordinator."""

    DRAFT = "draft"
    SENT = "sent"
    QUERIED = "queried"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    PAID = "paid"

    @property
    def label(self) -> str:
        """Return who has it, or what became of it."""
        return CLAIM_LABELS[self][0]

    @property
    def tag(self) -> str:
        """Return the kind of its state tag."""
        return CLAIM_LABELS[self][1]


CLAIM_LABELS: Final = {
    ClaimState.DRAFT: ("Not sent yet", "none"),
    ClaimState.SENT: ("A coordinator has it", "wait"),
    ClaimState.QUERIED: ("The volunteer has a question to answer", "due"),
    ClaimState.APPROVED: ("Approved: goes with the next payment", "ok"),
    ClaimState.REFUSED: ("Not approved", "none"),
    ClaimState.WITHDRAWN: ("Taken back", "none"),
    ClaimState.PAID: ("Sent for payment", "ok"),
}
DECIDED: Final = (ClaimState.APPROVED, ClaimState.REFUSED, ClaimState.PAID)


class ExpenseKind(StrEnum):
    """What was paid for."""

    MILEAGE = "mileage"
    PARKING = "parking"
    FARE = "fare"
    CHILDCARE = "childcare"
    MEAL = "meal"
    OTHER = "other"

    @property
    def label(self) -> str:
        """> Bus, train or taxi fare."""
        return EXPENSE_LABELS[self]


EXPENSE_LABELS: Final = {
    ExpenseKind.MILEAGE: "Miles by car",
    ExpenseKind.PARKING: "Parking",
    ExpenseKind.FARE: "Bus, train or taxi fare",
    ExpenseKind.CHILDCARE: "Childcare",
    ExpenseKind.MEAL: "Food and drink",
    ExpenseKind.OTHER: "Another cost",
}


class ClaimBatch(Row):
    """Claims that went for payment together, once. Whoever pays knows the bank details; we do not.

    `form_key` is of the form that made it, so that posting it twice makes one.
    """

    __tablename__ = "claim_batch"

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    number: Mapped[int] = mapped_column(unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    form_key: Mapped[str | None] = mapped_column(unique=True)

    made_by: Mapped[Person] = relationship()


class Claim(Row):
    """What a volunteer asks to be paid back. Nobody decides on their own: the table refuses it.

    It goes only the ways that actions allow, and what was decided or paid stays so: triggers hold
    that.
    """

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("id", "person_id"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> person_id", name="not_own"),
        CheckConstraint(
            "(state IN ('approved', 'refused', 'paid')) = (decided_by_id IS NOT NULL)",
            name="decided_by_somebody",
        ),
        CheckConstraint("(state = 'paid') = (batch_id IS NOT NULL)", name="paid_in_batch"),
        CheckConstraint("state = 'draft' OR sent_at IS NOT NULL", name="sent_once"),
        CheckConstraint("(state = 'refused') = (refuse_reason IS NOT NULL)", name="refused_why"),
        Index(
            "uq_claim_person_id_draft",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'draft'"),
            postgresql_where=text("state = 'draft'"),
        ),
        Index(None, "state", "sent_at"),
        Index(None, "person_id", "id"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[ClaimState] = mapped_column(choice(ClaimState, "state"), default=ClaimState.DRAFT)
    sent_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    refuse_reason: Mapped[str | None] = mapped_column(Text)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("claim_batch.id"), index=True)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
    batch: Mapped[ClaimBatch | None] = relationship()
    lines: Mapped[list["ClaimLine"]] = relationship(
        back_populates="claim", order_by="ClaimLine.entry_id, ClaimLine.id"
    )
    questions: Mapped[list["ClaimQuestion"]] = relationship(
        back_populates="claim", order_by="ClaimQuestion.id"
    )

    @property
    def pence(self) -> int:
        """Return what the whole claim comes to."""
        return sum(line.pence for line in self.lines)

    @property
    def alike(self) -> list["ClaimLine"]:
        """Return the lines of one kind and sum for one entry: there and back, or the same twice."""
        found = Counter(line.what for line in self.lines)
        return [line for line in self.lines if found[line.what] > 1]

    @property
    def open_question(self) -> "ClaimQuestion | None":
        """Return the question that waits for an answer."""
        return next((each for each in self.questions if each.answered_at is None), None)


class ClaimLine(Row):
    """One thing paid for, on the way to one entry of the calendar or at it.

    `tenths` are tenths of a mile, there and back, and `rate` the pence for a mile on the day it
    was claimed. `counts` goes when the claim is refused: the journey can then be claimed again.
    `receipt_mark` is the hash of the receipt's content. On a claim that was sent and not taken back
    nothing but `counts` changes, and nothing is added: triggers hold that.
    """

    __tablename__ = "claim_line"
    __table_args__ = (
        ForeignKeyConstraint(["claim_id", "person_id"], ["claim.id", "claim.person_id"]),
        CheckConstraint("pence > 0", name="something"),
        CheckConstraint(
            "(kind = 'mileage') = (tenths IS NOT NULL) AND (tenths IS NULL) = (rate IS NULL)",
            name="miles_of_mileage",
        ),
        CheckConstraint("(document_id IS NULL) = (receipt_mark IS NULL)", name="receipt_has_mark"),
        CheckConstraint("kind <> 'other' OR length(words) > 0", name="other_in_words"),
        Index(
            "uq_claim_line_journey",
            "person_id",
            "entry_id",
            unique=True,
            sqlite_where=text("counts AND kind = 'mileage'"),
            postgresql_where=text("counts AND kind = 'mileage'"),
        ),
        Index(
            "uq_claim_line_receipt",
            "person_id",
            "kind",
            "receipt_mark",
            unique=True,
            sqlite_where=text("counts AND receipt_mark IS NOT NULL"),
            postgresql_where=text("counts AND receipt_mark IS NOT NULL"),
        ),
        Index(None, "claim_id"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    claim_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    kind: Mapped[ExpenseKind] = mapped_column(choice(ExpenseKind, "kind"))
    tenths: Mapped[int | None]
    rate: Mapped[int | None]
    pence: Mapped[int]
    words: Mapped[str] = mapped_column(default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), unique=True)
    receipt_mark: Mapped[str | None]
    counts: Mapped[bool] = mapped_column(default=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)

    claim: Mapped[Claim] = relationship(back_populates="lines")
    entry: Mapped[Entry] = relationship()
    document: Mapped[Document | None] = relationship()

    @property
    def what(self) -> tuple[int, ExpenseKind, int]:
        """Return what it is told apart by at a glance: what for, its kind, and the pence."""
        return self.entry_id, self.kind, self.pence


class ClaimQuestion(Row):
    """What a coordinator asked about a claim, and what its volunteer answered."""

    __tablename__ = "claim_question"
    __table_args__ = (
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_when"),
        Index(
            "uq_claim_question_open",
            "claim_id",
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
        Index(None, "claim_id", "id"),
    )

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]

    claim: Mapped[Claim] = relationship(back_populates="questions")
    asked_by: Mapped[Person] = relationship()
