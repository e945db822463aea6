"""Calendars of others: what stands for what is private, and why a file cannot be taken now."""

from typing import Final

BUSY: Final = "Busy"
"""What is read in place of the title of something private; of its place nothing is."""


class StillReading(Exception):
    """A file of the same imported calendar waits or is being read."""


class NothingToReplace(Exception):
    """No file that was looked through waits to take the place of an imported calendar's last."""
