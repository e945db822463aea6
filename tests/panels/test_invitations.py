"""What letters bring for a calendar, as programs that are not ours read it."""

from uuid import uuid4

from flask import Flask

from portal.calendar.actions import subscribe
from portal.calendar.models import FeedScope
from portal.calendar.views import subscription
from portal.database import changing
from portal.panels.models import SeatKind as Kind
from tests.live import references_in
from tests.pages import Pages
from tests.panels import scenes
from tests.panels.test_letters import cancelled, letter, said
from tests.readers import Read, read

UNHEARD = "Your calendar may offer to accept or decline. Nobody here hears of that"


def mailed(to: str, template: str) -> list[list[Read]]:
    """Return what all readers find in each calendar of a letter: the alternative, and the file."""
    message = letter(to, template)
    assert message is not None
    contents = [
        part.get_payload(decode=True)
        for part in message.walk()
        if part.get_content_type() == "text/calendar"
    ]
    assert all(isinstance(content, bytes) for content in contents)
    return [read(content) for content in contents if isinstance(content, bytes)]


def test_mail_feed_and_file_speak_of_the_same_event_under_one_uid(app: Flask, pages: Pages) -> None:
    ann = scenes.volunteer("Ann Lee", account=True)
    sitting = scenes.arranged(scenes.coordinator())
    scenes.accepted(sitting, Kind.MEMBER, ann)
    [asked], [as_file] = mailed("Ann Lee", "seat_confirmed")
    assert UNHEARD in said(letter("Ann Lee", "seat_confirmed"))
    cancelled(sitting)
    [called_off], _ = mailed("Ann Lee", "sitting_cancelled")
    assert UNHEARD not in said(letter("Ann Lee", "sitting_cancelled"))
    with changing():
        _, token = subscribe(person=ann.person, scope=FeedScope.MINE, form_key=uuid4().hex)
    subscription.kept.contents.clear()
    served = app.test_client().get(f"/feeds/{token}.ics").data
    scenes.enter(pages, ann.person)
    file = pages.client.get(f"/calendar/entries/{sitting.entry.uuid}.ics").data
    [in_feed], [downloaded] = read(served), read(file)
    told = [asked, as_file, called_off, in_feed, downloaded]
    assert {event.uid for event in told} == {f"amends-{sitting.entry.uuid}"}
    assert asked == as_file
    assert (asked.method, asked.status) == ("REQUEST", "CONFIRMED")
    assert (called_off.method, called_off.status) == ("CANCEL", "CANCELLED")
    assert called_off.sequence == in_feed.sequence == downloaded.sequence > asked.sequence
    assert {event.secrecy for event in told} == {"PRIVATE"}
    assert references_in(served.decode() + file.decode() + repr(told)) == []
