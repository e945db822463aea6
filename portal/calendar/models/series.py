"""What repeats."""

from datetime import date, datetime, time
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.calendar.models.entries import Kind
from portal.calendar.models.venues import Room
from portal.database import Row, Versioned, choice
from portal.people.models import Area, Person


class Series(Row, Versioned):
    """Something that repeats.

    Each time that it happens is an entry: all that asks for entries finds it, rooms are booked,
    and one time alone can be moved or called off.

    What stands here is how it is when nothing was changed: `starts` and `ends` are what London's
    clocks show, summer and winter (without them it lasts all day), `rrule` is RFC 5545's, but for
    an UNTIL that is a day in London. `uuid` is the UID of all of it, `sequence` counts every
    change. `ics` is the text of all of it, made when any of it changes.
    """

    __tablename__ = "series"
    __table_args__ = (
        CheckConstraint("(starts IS NULL) = (ends IS NULL)", name="whole_time"),
        CheckConstraint("ends > starts", name="ends_after_start"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    kind: Mapped[Kind] = mapped_column(choice(Kind, "kind"))
    title: Mapped[str]
    first_day: Mapped[date]
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    rrule: Mapped[str]
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    place: Mapped[str] = mapped_column(default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    ics: Mapped[str] = mapped_column(Text, default="", deferred=True)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    room: Mapped[Room | None] = relationship()
    area: Mapped[Area | None] = relationship()
    made_by: Mapped[Person | None] = relationship()

    @property
    def all_day(self) -> bool:
        """Return whether it has no hours."""
        return self.starts is None

    def moments(self, day: date) -> tuple[datetime, datetime]:
        """Return when it begins and ends on a day when nothing was changed."""
        return moments_of(day, self.starts, self.ends)


def moments_of(day: date, starts: time | None, ends: time | None) -> tuple[datetime, datetime]:
    """Return when something that London's clocks show so begins and ends on a day.

    In the hour that the spring skips an end may come before the start: it then lasts as long as
    on any other day.
    """
    if starts is None or ends is None:
        return clock.day_bounds(day, day)
    starts_at, ends_at = clock.at(day, starts), clock.at(day, ends)
    if ends_at <= starts_at:
        ends_at = starts_at + (datetime.combine(day, ends) - datetime.combine(day, starts))
    return starts_at, ends_at
