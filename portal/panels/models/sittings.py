"""Sittings, their seats, and the offers of a seat."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.calendar.models import Entry
from portal.database import Row, Versioned, choice
from portal.panels.models.orders import Panel
from portal.panels.models.seats import SeatKind
from portal.people.models import Person


class SittingState(StrEnum):
    """A draft is invisible to volunteers; `HELD` is quorate and over (`jobs.close_ended`)."""

    DRAFT = "draft"
    PUBLISHED = "published"
    HELD = "held"
    CANCELLED = "cancelled"


class CancelReason(StrEnum):
    """Why a sitting will not be. Nothing here says anything about a child."""

    NOT_ENOUGH_PEOPLE = "not_enough_people"
    ROOM = "room"
    ADVISER = "adviser"
    ANOTHER_DATE = "another_date"
    NOT_NEEDED = "not_needed"
    DID_NOT_SIT = "did_not_sit"

    @property
    def label(self) -> str:
        """> The room is not available."""
        return CANCEL_WORDS[self]


CANCEL_WORDS = {
    CancelReason.NOT_ENOUGH_PEOPLE: "Not enough people can sit",
    CancelReason.ROOM: "The room is not available",
    CancelReason.ADVISER: "No adviser is available",
    CancelReason.ANOTHER_DATE: "Another date suits better",
    CancelReason.NOT_NEEDED: "The panel is no longer needed",
    CancelReason.DID_NOT_SIT: "It did not sit on the day",
}


class OfferState(StrEnum):
    """Where an offer stands.

    `QUEUED` waits its turn in a ranked list, and its person does not know. `VOLUNTEERED` has said
    yes to a call in which the coordinator chooses; `WAITING` said yes after the seat was taken, and
    stands by. `LEFT` had said yes and no longer can, or was covered by somebody else.
    """

    QUEUED = "queued"
    SENT = "sent"
    VOLUNTEERED = "volunteered"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CONFLICT = "conflict"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    LEFT = "left"


STANDING_OFFERS = (
    OfferState.QUEUED,
    OfferState.SENT,
    OfferState.VOLUNTEERED,
    OfferState.WAITING,
    OfferState.ACCEPTED,
)
"""Offers that are not over: a person has one of a seat at most."""

WAITED_FOR = (OfferState.VOLUNTEERED, OfferState.WAITING)
"""Offers whose people have said yes, and wait for what becomes of it."""

STANDING = f"state IN ({', '.join(repr(state.value) for state in STANDING_OFFERS)})"


class CallMode(StrEnum):
    """Who decides an open call: whoever says yes first, or the coordinator by a promised day."""

    FIRST = "first"
    CHOOSE = "choose"


class Sitting(Row, Versioned):
    """One room, date and adviser, with the same people for up to three panels back to back.

    One without a panel keeps an evening for orders to come: it lasts as long as `kept_for` panels,
    and longer once it has more.
    """

    __tablename__ = "sitting"
    __table_args__ = (CheckConstraint("kept_for BETWEEN 1 AND 3", name="kept_for"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    state: Mapped[SittingState] = mapped_column(
        choice(SittingState, "state"), default=SittingState.PUBLISHED
    )
    coordinator_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kept_for: Mapped[int] = mapped_column(default=1)
    cancel_reason: Mapped[CancelReason | None] = mapped_column(
        choice(CancelReason, "cancel_reason")
    )
    form_key: Mapped[str | None] = mapped_column(unique=True)

    entry: Mapped[Entry] = relationship(lazy="joined", innerjoin=True)
    coordinator: Mapped[Person] = relationship()
    panels: Mapped[list["Panel"]] = relationship(
        back_populates="sitting", order_by="Panel.position"
    )
    seats: Mapped[list["Seat"]] = relationship(
        back_populates="sitting", order_by="Seat.number", cascade="all, delete-orphan"
    )

    @property
    def adviser(self) -> Person | None:
        """Return who advises it."""
        return next((seat.person for seat in self.seats if seat.kind is SeatKind.ADVISER), None)

    @property
    def seated(self) -> list[Person]:
        """Return everybody who has taken a seat."""
        return [seat.person for seat in self.seats if seat.person]

    @property
    def waiting_offers(self) -> list["Offer"]:
        """Return the offers whose people wait for it: asked alone, put down, standing by.

        Whoever was asked with everybody in a call and has not answered does not wait for it.
        """
        return [
            offer
            for seat in self.seats
            for offer in seat.offers
            if offer.state in WAITED_FOR
            or (offer.state is OfferState.SENT and offer.call_id is None)
        ]


class Seat(Row):
    """A place on a sitting. Who has taken it stands in `person`; how they came to, in the offers.

    `pencilled` is somebody planned for it who has not been told: the seat is still empty. A
    `pinned` seat is not changed by filling a quarter. From `cover_wanted_at` on, `person` looks
    for somebody to take over and stays responsible until then. `override_reason` is why a
    coordinator set aside what spoke against the person; nothing statutory can be.

    A trigger refuses a colleague of the service on a community seat (Sentencing Act 2020 s.91).
    `clash_known` is an adviser's who was knowingly given two duties at once.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("sitting_id", "number"),
        UniqueConstraint("sitting_id", "person_id"),
        Index("uq_seat_pencilled", "sitting_id", "pencilled_id", unique=True),
        Index(
            "uq_seat_one_seat",
            "sitting_id",
            text("coalesce(person_id, pencilled_id)"),
            unique=True,
        ),
        CheckConstraint("person_id IS NULL OR pencilled_id IS NULL", name="one_person"),
        CheckConstraint("cover_wanted_at IS NULL OR person_id IS NOT NULL", name="cover_for"),
    )

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    number: Mapped[int]
    kind: Mapped[SeatKind] = mapped_column(choice(SeatKind, "kind"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    clash_known: Mapped[bool] = mapped_column(default=False)
    pencilled_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    pinned: Mapped[bool] = mapped_column(default=False)
    cover_wanted_at: Mapped[datetime | None]
    override_reason: Mapped[str | None]

    sitting: Mapped[Sitting] = relationship(back_populates="seats")
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    pencilled: Mapped[Person | None] = relationship(foreign_keys=[pencilled_id])
    calls: Mapped[list["SeatCall"]] = relationship(back_populates="seat", order_by="SeatCall.id")
    offers: Mapped[list["Offer"]] = relationship(back_populates="seat", order_by="Offer.id")


class SeatCall(Row):
    """An open call for a seat, to all who are eligible.

    With `FIRST` the first yes has the seat. With `CHOOSE` the coordinator chooses, and has
    promised to say whom by `confirm_by`; `settled_at` is when they did. `for_cover` was opened
    for somebody who looks for cover. A seat has one call open at a time.
    """

    __tablename__ = "seat_call"
    __table_args__ = (
        CheckConstraint("(mode = 'choose') = (confirm_by IS NOT NULL)", name="confirm_by"),
        Index(
            "uq_seat_call_open",
            "seat_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    mode: Mapped[CallMode] = mapped_column(choice(CallMode, "mode"))
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    for_cover: Mapped[bool] = mapped_column(default=False)
    confirm_by: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    seat: Mapped[Seat] = relationship(back_populates="calls")
    opened_by: Mapped[Person | None] = relationship()


class Offer(Row):
    """A seat offered to one person, and their answer. A seat has one accepted offer at most.

    `sits_on` is the sitting's day when they were asked: a no is a no to that day. `rank` is their
    turn in a list that is asked one after another; `call` the open call it belongs to;
    `for_cover` asks them to take over from who has the seat.
    """

    __tablename__ = "offer"
    __table_args__ = (
        Index(
            "uq_offer_accepted_seat",
            "seat_id",
            unique=True,
            sqlite_where=text("state = 'accepted'"),
            postgresql_where=text("state = 'accepted'"),
        ),
        Index(
            "uq_offer_open_seat_person",
            "seat_id",
            "person_id",
            unique=True,
            sqlite_where=text(STANDING),
            postgresql_where=text(STANDING),
        ),
        Index(None, "person_id", "state"),
        Index(None, "state", "expires_at"),
        Index(None, "sits_on", "state"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[OfferState] = mapped_column(choice(OfferState, "state"), default=OfferState.SENT)
    sits_on: Mapped[date]
    offered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    rank: Mapped[int | None]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("seat_call.id"), index=True)
    for_cover: Mapped[bool] = mapped_column(default=False)
    override_reason: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]

    seat: Mapped[Seat] = relationship(back_populates="offers")
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    offered_by: Mapped[Person | None] = relationship(foreign_keys=[offered_by_id])
    call: Mapped[SeatCall | None] = relationship()
