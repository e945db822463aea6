"""Calendars of others, read from a file: plain values in, plain values out.

A file is never trusted. Of its text only the lines that say what, where and when are looked at;
everything is bounded; and whatever it holds, the answer is a `Reading` or an `Unreadable` with a
sentence for people. Nothing is fetched: an address in a file is text that is left out.
"""

from portal.calendar.imports.limits import Limits, current_limits
from portal.calendar.imports.problems import Unreadable
from portal.calendar.imports.reading import Occurrence, Reading, read

__all__ = ["Limits", "Occurrence", "Reading", "Unreadable", "current_limits", "read"]
