"""A calendar program that subscribes."""

from typing import Any
from uuid import uuid4

import icalendar
import recurring_ical_events
from flask import Flask
from werkzeug.test import TestResponse

from portal.accounts.models import User
from portal.calendar import actions
from portal.calendar.models import FeedScope
from portal.calendar.rules import Carried, Filters
from portal.database import session

FILTERS = ("kinds", "areas", "venues", "who")


class Program:
    """A calendar program that was given an address."""

    def __init__(self, app: Flask, path: str) -> None:
        self.client = app.test_client()
        self.path = path

    def fetch(self, method: str = "GET", **headers: str) -> TestResponse:
        """Fetch the address; headers are given with underscores."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(self.path, method=method, headers=told)

    def events(self) -> list[Any]:
        """Return what an independent reader finds between 2025 and 2028."""
        calendar = icalendar.Calendar.from_ical(self.fetch().data)
        return list(recurring_ical_events.of(calendar).between((2025, 1, 1), (2028, 1, 1)))

    def titles(self) -> list[str]:
        """Return the titles, in order of time."""
        return [str(event["SUMMARY"]) for event in self.events()]


def subscribed(
    app: Flask,
    user: User,
    scope: FeedScope = FeedScope.MINE,
    **chosen: Any,
) -> Program:
    """Return a program that was given the address of a new subscription."""
    given = {name: chosen.pop(name) for name in FILTERS if name in chosen}
    _, token = actions.subscribe(
        person=user.person,
        scope=scope,
        form_key=uuid4().hex,
        carried=Carried(filters=Filters(**given), **chosen),
    )
    session.commit()
    return Program(app, f"/feeds/{token}.ics")
