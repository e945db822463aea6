"""iCalendar text (RFC 5545, 7986 and 5546), and links that say the same: plain values in, text out.

An event's text is made once, when it changes, and kept in its row; a feed only puts kept texts
together. So nothing here may depend on the moment of asking.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

import icalendar

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
PRODID: Final = "-//Amends//Calendar//EN"
GOOGLE: Final = "https://calendar.google.com/calendar/render"
OUTLOOK: Final = "https://outlook.office.com/calendar/0/deeplink/compose"
REFRESH: Final = timedelta(hours=2)
ZONE: Final = "Europe/London"
END: Final = "END:VCALENDAR\r\n"
END_OF_EVENT: Final = "\r\nEND:VEVENT\r\n"
"""Stands nowhere else in a text: what people typed is escaped, and its folded lines indented."""
CANCELLED: Final = "CANCELLED"
DELETED_CONTROLS: Final = {
    code: None for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if chr(code) not in "\n\t"
}
"""RFC 5545 3.1 allows no control character in text but a tab, and a line break escaped."""


@dataclass(frozen=True)
class Recurrence:
    """The rule of an event that repeats, or which time of it an event stands for.

    `rule` is RFC 5545's, whole; without it, `instead_of` is when that one time would begin by the
    rule. `without` are the times that do not happen.
    """

    rule: str = ""
    without: Sequence[datetime | date] = ()
    instead_of: datetime | date | None = None


@dataclass(frozen=True)
class Event:
    """One event as one person (or everybody else) sees it.

    `status` is RFC 5545's word, `position` latitude and longitude. `starts` and `ends` are aware
    moments, or for an all-day event London's first and last day, both included. What recurs is
    told by London's clocks, everything else in UTC: only a rule has to know when they change.
    """

    uid: str
    sequence: int
    changed_at: datetime
    starts: datetime | date
    ends: datetime | date
    title: str
    category: str
    url: str
    status: str
    location: str = ""
    description: str = ""
    blocks_time: bool = True
    position: tuple[float, float] | None = None
    recurrence: Recurrence | None = None


class Typed(icalendar.vText):
    """Text as somebody typed it: the library would take a backslash before an N for a new line."""

    def to_ical(self) -> bytes:
        """Return the text escaped as RFC 5545 3.3.11 says."""
        return b"\\\\N".join(icalendar.vText(part).to_ical() for part in self.split("\\N"))


@dataclass(frozen=True)
class Party:
    """Somebody in an invitation: the person asked, or the service mailbox that asks."""

    name: str
    email: str


def event(values: Event) -> str:
    """Return the text of one VEVENT, escaped, folded, with CRLF; no alarm, no participant."""
    return _text(_component(values))


def alarm(minutes: int) -> str:
    """Return an alarm so many minutes before, to stand before `END_OF_EVENT`."""
    return (
        "\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Reminder"
        f"\r\nTRIGGER:-PT{minutes}M\r\nEND:VALARM"
    )


def calendar(name: str, *texts: str) -> str:
    """Return a whole calendar around the texts of events, and of the time zone of a rule."""
    return head(name) + "".join(texts) + END


def single(*texts: str) -> str:
    """Return the file of one event, with the time zone of its rule if it has one.

    It has no name: Outlook would make a calendar of its own.
    """
    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODID)
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    return _text(made).removesuffix(END) + "".join(texts) + END


def google_link(values: Event) -> str:
    """Return the address at which Google Calendar offers to add the event."""
    pattern = "%Y%m%dT%H%M%SZ" if isinstance(values.starts, datetime) else "%Y%m%d"
    times = (_moment(values.starts), _end(values.ends))
    asked = {
        "action": "TEMPLATE",
        "text": values.title,
        "dates": "/".join(each.strftime(pattern) for each in times),
        "location": values.location,
        "details": f"{values.description}\n{values.url}",
    }
    return f"{GOOGLE}?{urlencode(asked, quote_via=quote)}"


def outlook_link(values: Event) -> str:
    """Return the address at which Outlook on the web offers to add the event."""
    asked = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": values.title,
        "startdt": _moment(values.starts).isoformat(),
        "enddt": _end(values.ends).isoformat(),
        "location": values.location,
        "body": f"{values.description}\n{values.url}",
        **({} if isinstance(values.starts, datetime) else {"allday": "true"}),
    }
    return f"{OUTLOOK}?{urlencode(asked, quote_via=quote)}"


def head(name: str) -> str:
    """Return what stands before a feed's events: how it is called and how often to look."""
    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODID)
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", _clean(name))
    made.add("x-wr-calname", _clean(name))
    made.add("x-wr-timezone", "Europe/London")
    made.add("refresh-interval", icalendar.vDuration(REFRESH), {"VALUE": "DURATION"})
    made.add("x-published-ttl", icalendar.vDuration(REFRESH))
    return _text(made).removesuffix(END)


def timezone() -> str:
    """Return when London's clocks change (since 1996), which a calendar with a rule must say."""
    made = icalendar.Timezone()
    made.add("tzid", ZONE)
    for part, name, (before, after), first in (
        (icalendar.TimezoneDaylight(), "BST", (0, 1), "19960331T010000"),
        (icalendar.TimezoneStandard(), "GMT", (1, 0), "19961027T020000"),
    ):
        part.add("dtstart", datetime.fromisoformat(first))
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", {"freq": "yearly", "bymonth": int(first[4:6]), "byday": "-1su"})
        made.add_component(part)
    return _text(made)


def invitation(values: Event, *, organiser: Party, attendee: Party) -> str:
    """Return the calendar of an invitation by mail, or of its cancellation (RFC 5546).

    It names one attendee alone, the person it is sent to, and the service mailbox as organiser.
    """
    cancelled = values.status == CANCELLED
    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODID)
    made.add("calscale", "GREGORIAN")
    made.add("method", "CANCEL" if cancelled else "REQUEST")
    component = _component(values)
    component.add("organizer", _party(organiser))
    asked = _party(attendee)
    asked.params["ROLE"] = "REQ-PARTICIPANT"
    asked.params["RSVP"] = "FALSE"
    if not cancelled:
        answered = "ACCEPTED" if values.status == "CONFIRMED" else "NEEDS-ACTION"
        asked.params["PARTSTAT"] = answered
    component.add("attendee", asked)
    made.add_component(component)
    return _text(made)


def _component(values: Event) -> icalendar.Event:
    cancelled = values.status == CANCELLED
    made = icalendar.Event()
    made.add("uid", values.uid)
    made.add("sequence", values.sequence)
    made.add("dtstamp", values.changed_at.astimezone(UTC).replace(microsecond=0))
    made.add("last-modified", values.changed_at.astimezone(UTC).replace(microsecond=0))
    zone = ZoneInfo(ZONE) if values.recurrence else UTC
    made.add("dtstart", _moment(values.starts, zone))
    made.add("dtend", _end(values.ends, zone))
    if values.recurrence:
        _add_recurrence(made, values.recurrence)
    made.add("summary", _clean(f"CANCELLED: {values.title}" if cancelled else values.title))
    made.add("categories", [_clean(values.category)])
    made.add("class", "PRIVATE")
    made.add("status", values.status)
    made.add("transp", "OPAQUE" if values.blocks_time and not cancelled else "TRANSPARENT")
    made.add("url", values.url)
    for name, text in (("location", values.location), ("description", values.description)):
        if text:
            made.add(name, _clean(text))
    if values.position:
        made.add("geo", values.position)
    return made


def _add_recurrence(made: icalendar.Event, recurrence: Recurrence) -> None:
    zone = ZoneInfo(ZONE)
    if recurrence.rule:
        made.add("rrule", icalendar.vRecur.from_ical(recurrence.rule))
    if recurrence.without:
        made.add("exdate", [_moment(value, zone) for value in recurrence.without])
    if recurrence.instead_of is not None:
        made.add("recurrence-id", _moment(recurrence.instead_of, zone))


def _moment(value: datetime | date, zone: tzinfo = UTC) -> datetime | date:
    return value.astimezone(zone) if isinstance(value, datetime) else value


def _end(value: datetime | date, zone: tzinfo = UTC) -> datetime | date:
    """Return the moment of the end, or the day after the last day: DTEND is exclusive."""
    if isinstance(value, datetime):
        return value.astimezone(zone)
    return value + timedelta(days=1)


def _party(party: Party) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{party.email}")
    # A quotation mark cannot be escaped in a parameter (RFC 5545 3.2).
    address.params["CN"] = _clean(party.name).replace('"', "'").replace("\n", " ")
    return address


def _clean(text: str) -> Typed:
    return Typed(text.replace("\r\n", "\n").replace("\r", "\n").translate(DELETED_CONTROLS))


def _text(component: icalendar.Component) -> str:
    text: str = component.to_ical().decode()
    return text
