"""Events that people enter by hand: meetings of the team, and leave."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from portal.calendar import queries, rules
from portal.calendar.actions.entries import publish
from portal.calendar.models import Entry, Kind, Room
from portal.people.models import Area, Person


@dataclass(frozen=True)
class Details:
    """What a form says of one time of an event."""

    title: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    room: Room | None
    place: str


@dataclass(frozen=True)
class Event(Details):
    """What a form says of an event. `audience` is one of `rules.AUDIENCES`."""

    kind: Kind
    area: Area | None
    audience: str

    @property
    def keys(self) -> list[str]:
        """Return the audience keys of those it is for."""
        return rules.keys_for(self.audience, self.area.id if self.area else None)


def add_event(*, event: Event, form_key: str, actor: Person) -> Entry:
    """Put an event into the calendar; the same form again gives the same entry.

    Raises `rules.RoomTaken`.
    """
    made = queries.made_by_form(form_key)
    if made is not None:
        return made
    try:
        return _publish(event, actor=actor, form_key=form_key)
    except (IntegrityError, rules.RoomTaken):
        # The form sent twice at once: the other sending has made the entry, and has the room.
        made = queries.made_by_form(form_key)
        if made is None:
            raise
        return made


def change_event(*, entry: Entry, event: Event, actor: Person) -> Entry:
    """Change an event. Raises `rules.RoomTaken`."""
    return _publish(event, actor=actor, entry=entry)


def _publish(
    event: Event, *, actor: Person, entry: Entry | None = None, form_key: str | None = None
) -> Entry:
    return publish(
        actor=actor,
        entry=entry,
        form_key=form_key,
        kind=event.kind,
        title=event.title,
        path=None,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        all_day=event.all_day,
        room=event.room,
        place=event.place,
        area=event.area,
        audience=event.keys,
    )
