"""Whom a letter about training is to, what it says of a session, and its files for a calendar."""

from dataclasses import dataclass
from typing import Any

from flask import current_app

from portal.calendar import queries as calendar
from portal.calendar.models import Entry
from portal.notifications.actions import Attachment
from portal.people.models import Person
from portal.site.filters import day, day_year, span
from portal.site.urls import absolute
from portal.training.actions.guests import mint
from portal.training.models import LIVE, Booking, BookingState, SessionState, TrainingSession
from portal.training.queries import places, planned


@dataclass(frozen=True)
class Reader:
    """Somebody on a session: a person, or a guest, of whom their booking's number says all."""

    held: TrainingSession
    person: Person | None
    guest: int = 0

    @property
    def booking(self) -> Booking | None:
        """Return the booking of theirs that stands, else the last that ended."""
        theirs = [each for each in self.held.bookings if self._is_theirs(each)]
        live = [each for each in theirs if each.state in LIVE]
        return next(iter(live or theirs[::-1]), None)

    @property
    def name(self) -> str:
        """Return how they are greeted."""
        if self.person is not None:
            return self.person.first_name
        return self.booking.name if self.booking else ""

    @property
    def trains(self) -> bool:
        """Return whether they are its trainer."""
        return self.person is not None and self.held.trainer_id == self.person.id

    @property
    def has_place(self) -> bool:
        """Return whether they have a place."""
        return self.booking is not None and self.booking.state is BookingState.BOOKED

    @property
    def is_concerned(self) -> bool:
        """Return whether they have to do with it: a place, an offer, a turn, the training."""
        return self.trains or (self.booking is not None and self.booking.state in LIVE)

    @property
    def link(self) -> str:
        """Return the address of the session's page, or of the page of a guest's own link."""
        if self.person is None and self.booking is not None:
            return absolute("training.guest", token=mint(booking=self.booking))
        return absolute("training.session", session_uuid=self.held.entry.uuid)

    @property
    def files(self) -> tuple[Attachment, ...]:
        """Return the files for their calendar, one a day, if no feed of theirs brings them."""
        entries = planned.entries_of(self.held)
        found = [file for entry in entries if (file := self._file(entry))]
        if len(entries) == 1:
            return tuple(found)
        return tuple(
            Attachment(f"day-{number}.ics", file.media_type, file.content)
            for number, file in enumerate(found, start=1)
        )

    def _is_theirs(self, booking: Booking) -> bool:
        if self.person is None:
            return booking.id == self.guest
        return booking.person_id == self.person.id

    def _file(self, entry: Entry) -> Attachment | None:
        if self.person is not None:
            return calendar.invitation(entry.id, self.person.id)
        booking = self.booking
        if booking is None:
            return None
        join_url = self.held.join_url
        return calendar.guest_invitation(
            entry,
            name=booking.guest_name or "",
            email=booking.guest_email or "",
            mark=booking.uuid.hex,
            url=self.link,
            note=f"Join at {join_url}" if join_url else "",
            gone=not self.has_place,
        )


def reader_of(booking: Booking) -> Reader:
    """Return whose a booking is."""
    return Reader(booking.session, booking.person, booking.id)


def title(booking: Booking) -> str:
    """> Child safeguarding, Tuesday 10 March."""
    held = booking.session
    return f"{held.course.title}, {day(held.entry.starts_at)}"


def facts(reader: Reader) -> dict[str, Any]:
    """Return what every letter says: which course, when, where, by whom, and whom to ring.

    The link to join by, and what to bring, is for who has a place, or trains.
    """
    held, joins = reader.held, reader.trains or reader.has_place
    room = held.entry.room
    return {
        "name": reader.name,
        "guest": reader.person is None,
        "title": held.course.title,
        "when": [
            f"{day_year(entry.starts_at)}, {span(entry.starts_at, entry.ends_at)}"
            for entry in planned.entries_of(held)
        ],
        "where": room.full_name if room else held.entry.place,
        "address": room.venue.address if room else "",
        "trainer": held.trainer_words,
        "join_url": held.join_url if joins else None,
        "instructions": held.instructions if joins else "",
        "cancel_by": held.cancel_by if places.cancels_alone(held) else None,
        "phone": current_app.config["SUPPORT_PHONE"],
        "link": reader.link,
    }


def booked_by(booking: Booking) -> str:
    """Return who booked it, if that was somebody else."""
    by = booking.booked_by
    return by.display_name if by is not None and by is not booking.person else ""


def is_off(held: TrainingSession) -> bool:
    """Return whether a session is called off: another letter tells of that."""
    return held.state is SessionState.CANCELLED
