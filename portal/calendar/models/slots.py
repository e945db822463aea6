"""The quarters of an hour that entries take of rooms and of people."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Row


class RoomSlot(Row):
    """A quarter of an hour that an entry takes of a room; a double booking is a unique violation.

    `quarter_hour` counts quarters since 1970 in UTC. `override_no` is 0 unless somebody knowingly
    doubled it.
    """

    __tablename__ = "room_slot"
    __table_args__ = (UniqueConstraint("room_id", "quarter_hour", "override_no"),)

    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    quarter_hour: Mapped[int]
    override_no: Mapped[int] = mapped_column(default=0)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)


class PersonSlot(Row):
    """A quarter of an hour that a person has promised; the same rule as for rooms.

    A member can never be promised twice at once; an adviser can, knowingly, with an override.
    """

    __tablename__ = "person_slot"
    __table_args__ = (UniqueConstraint("person_id", "quarter_hour", "override_no"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    quarter_hour: Mapped[int]
    override_no: Mapped[int] = mapped_column(default=0)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
