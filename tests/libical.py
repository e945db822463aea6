"""Reading a calendar with libical, which GNOME's and KDE's calendars are built on, by its C calls.

It is there where Debian's package libical3 is installed.
"""

from collections.abc import Iterator
from ctypes import CDLL, c_char_p, c_int, c_void_p
from ctypes.util import find_library
from typing import Any, Final

NAME: Final = find_library("ical")
CALLS: Final[dict[str, tuple[Any, tuple[Any, ...]]]] = {
    "icalparser_parse_string": (c_void_p, (c_char_p,)),
    "icalcomponent_string_to_kind": (c_int, (c_char_p,)),
    "icalcomponent_get_first_component": (c_void_p, (c_void_p, c_int)),
    "icalcomponent_get_next_component": (c_void_p, (c_void_p, c_int)),
    "icalcomponent_get_first_property": (c_void_p, (c_void_p, c_int)),
    "icalcomponent_free": (None, (c_void_p,)),
    "icalproperty_string_to_kind": (c_int, (c_char_p,)),
    "icalproperty_get_value": (c_void_p, (c_void_p,)),
    "icalproperty_get_value_as_string": (c_char_p, (c_void_p,)),
    "icalvalue_get_text": (c_char_p, (c_void_p,)),
}
"""What each call returns and takes."""

TEXTS: Final = ("SUMMARY", "LOCATION", "DESCRIPTION", "UID", "CATEGORIES")
OTHERS: Final = ("SEQUENCE", "DTSTART", "DTEND", "STATUS", "TRANSP", "CLASS", "URL", "GEO")


class Library:
    """The library, with the calls that reading needs."""

    def __init__(self, name: str) -> None:
        self.calls = CDLL(name)
        for call, (returned, taken) in CALLS.items():
            getattr(self.calls, call).restype = returned
            getattr(self.calls, call).argtypes = taken

    def read(self, content: bytes) -> tuple[str, list[dict[str, str]]]:
        """Return the method of a calendar, and the values of each event by their names."""
        calendar = self.calls.icalparser_parse_string(content)
        assert calendar, "libical reads no calendar"
        try:
            found = [self._values(event) for event in self._events(calendar)]
            return self._value(calendar, "METHOD"), found
        finally:
            self.calls.icalcomponent_free(calendar)

    def _events(self, calendar: int) -> Iterator[int]:
        kind = self.calls.icalcomponent_string_to_kind(b"VEVENT")
        event = self.calls.icalcomponent_get_first_component(calendar, kind)
        while event:
            yield event
            event = self.calls.icalcomponent_get_next_component(calendar, kind)

    def _values(self, event: int) -> dict[str, str]:
        return {name: self._value(event, name) for name in (*TEXTS, *OTHERS)}

    def _value(self, component: int, name: str) -> str:
        """Return a value, empty when it is not there; of a text what was escaped in it."""
        kind = self.calls.icalproperty_string_to_kind(name.encode())
        found = self.calls.icalcomponent_get_first_property(component, kind)
        if not found:
            return ""
        if name in TEXTS:
            text = self.calls.icalvalue_get_text(self.calls.icalproperty_get_value(found))
        else:
            text = self.calls.icalproperty_get_value_as_string(found)
        return str((text or b"").decode())
