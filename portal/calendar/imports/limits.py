"""How much of a file is read: settings of the service, and the patience that they give a reader."""

from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Final

from portal.calendar.imports.problems import Unreadable
from portal.settings.models import Scope, Setting, declare
from portal.settings.queries import value

GROUP: Final = "Imported calendars"
KILOBYTE: Final = 1024

MOST_KILOBYTES: Final = declare(
    Setting(
        key="calendar.import_most_kilobytes",
        default=1024,
        label="Largest calendar file, in kilobytes",
        hint="The school terms of ten years take about 30.",
        group=GROUP,
        scope=Scope.TECHNICAL,
        least=10,
        most=10_240,
    )
)
MOST_ENTRIES: Final = declare(
    Setting(
        key="calendar.import_most_entries",
        default=2_000,
        label="Most entries of one calendar file",
        hint="Each time that an event repeats is an entry.",
        group=GROUP,
        scope=Scope.TECHNICAL,
        least=10,
        most=10_000,
    )
)
MOST_SECONDS: Final = declare(
    Setting(
        key="calendar.import_most_seconds",
        default=20,
        label="Longest time for reading a calendar file, in seconds",
        hint="A file that takes longer is refused, and the last good copy stays.",
        group=GROUP,
        scope=Scope.TECHNICAL,
        least=1,
        most=120,
    )
)
YEARS_AHEAD: Final = declare(
    Setting(
        key="calendar.import_years_ahead",
        default=3,
        label="Years ahead for which events that repeat are shown",
        hint="An event that repeats for ever is shown until then, counted from the day of reading.",
        group=GROUP,
        scope=Scope.OPERATIONAL,
        least=1,
        most=5,
    )
)
DAYS_BACK: Final = 400
"""What was over before is left out: nobody plans for it."""
DAYS_A_YEAR: Final = 366


@dataclass(frozen=True)
class Limits:
    """Bounds of one reading: the size of the file, its entries, the time, the days looked at."""

    kilobytes: int = MOST_KILOBYTES.default
    entries: int = MOST_ENTRIES.default
    seconds: int = MOST_SECONDS.default
    back: timedelta = timedelta(days=DAYS_BACK)
    ahead: timedelta = timedelta(days=YEARS_AHEAD.default * DAYS_A_YEAR)

    @property
    def bytes(self) -> int:
        """Return the size of the largest file."""
        return self.kilobytes * KILOBYTE

    @property
    def too_large(self) -> str:
        """Return the sentence that refuses a larger one, without its full stop."""
        return f"It is larger than {self.kilobytes:,} kilobytes. Export a shorter time"


def current_limits() -> Limits:
    """Return the bounds that the service has set."""
    return Limits(
        kilobytes=value(MOST_KILOBYTES),
        entries=value(MOST_ENTRIES),
        seconds=value(MOST_SECONDS),
        ahead=timedelta(days=value(YEARS_AHEAD) * DAYS_A_YEAR),
    )


class Patience:
    """The time that a reader has. It is asked between small steps, none longer than seconds."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self.ends = monotonic() + seconds

    def check(self) -> None:
        """Raise `Unreadable` when the time is over."""
        if monotonic() > self.ends:
            message = (
                f"It takes longer than {self.seconds} seconds to read. "
                "Export fewer events, or a shorter time."
            )
            raise Unreadable(message)
