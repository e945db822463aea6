"""What has been put into the database so far, by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import event

from portal import clock
from portal.audit.actions import event_of
from portal.audit.models import Tag
from portal.calendar.models import Room, Venue
from portal.database import Base, session
from portal.demo.rules import projects, reparation
from portal.demo.rules import sittings as told
from portal.demo.rules.county import SEED
from portal.demo.rules.sittings import Ask
from portal.demo.rules.times import Times, When
from portal.demo.rules.training import Session
from portal.members.models import Member
from portal.panels.models import Offer, ReferralOrder, Sitting
from portal.people.models import Area, Person
from portal.reparation.models import Partner, Project, ProjectSession, Referral
from portal.training.models import Course, TrainingSession

NINE = time(9)
FIRST_NUMBER = 200


class Rows:
    """The rows that later ones point to: people by their whole name, rooms by venue and name."""

    def __init__(self, times: Times, password: str) -> None:
        self.times = times
        self.password = password
        self.areas: dict[str, Area] = {}
        self.people: dict[str, Person] = {}
        self.rooms: dict[tuple[str, str], Room] = {}
        self.members: dict[str, Member] = {}
        self.orders: dict[str, ReferralOrder] = {}
        self.sittings: dict[told.Sitting, Sitting] = {}
        self.offers: dict[Ask, Offer] = {}
        self.courses: dict[str, Course] = {}
        self.training: dict[Session, TrainingSession] = {}
        self.partners: dict[str, Partner] = {}
        self.sites: dict[str, Venue] = {}
        self.projects: dict[projects.Project, Project] = {}
        self.referrals: dict[reparation.Referral, Referral] = {}
        self.sessions: list[ProjectSession] = []
        self._luck = Random(SEED)  # noqa: S311 -- links must be the same everywhere

    def uuid(self) -> UUID:
        """Return the next identifier: made up, and the same on every machine."""
        return UUID(int=self._luck.getrandbits(128), version=4)

    @contextmanager
    def naming(self) -> Iterator[None]:
        """Let what the portal's own actions make have the same identifiers everywhere, too."""
        here = session()

        def name(*_: object) -> None:
            for row in here.new:
                if hasattr(row, "uuid") and row.uuid is None:
                    row.uuid = self.uuid()

        event.listen(here, "before_flush", name)
        try:
            yield
        finally:
            event.remove(here, "before_flush", name)

    def number(self) -> int:
        """Return the next person's place among the telephone numbers."""
        return FIRST_NUMBER + len(self.people)


def moment(when: When) -> datetime:
    """Return the moment at which London shows that day and time."""
    return clock.at(when.day, when.at)


def morning(day: date) -> datetime:
    """Return nine o'clock that day."""
    return clock.at(day, NINE)


def note(tag: Tag, subject: Base, *, actor: Person | None, **details: Any) -> None:
    """Add an event to the trail, as `audit.actions.record` does, without asking for numbers first.

    There are thousands of them: so they go to the database together.
    """
    session.add(event_of(tag, subject, actor.id if actor else None, details))
