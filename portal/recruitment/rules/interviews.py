"""When an interview may be, and how it stands in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from portal.recruitment.rules.refusals import Refused

LONGEST: Final = timedelta(hours=4)


def check_time(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raise `Refused` for a time that is past, or longer than anybody is interviewed."""
    if starts_at <= now:
        raise Refused("This time is past.", "Choose one that is still to come.", "day")
    if ends_at - starts_at > LONGEST:
        hours = LONGEST // timedelta(hours=1)
        raise Refused(
            f"An interview lasts {hours} hours at most.", "Choose an earlier end.", "ends"
        )


@dataclass(frozen=True)
class Heard:
    """An interview in brief: when it is in words, whether it has ended, who said what.

    `missing` are the names of whose recommendation is not in.
    """

    when: str
    is_over: bool
    missing: Sequence[str]
    appoint: int = 0
    reserved: int = 0
    decline: int = 0

    @property
    def words(self) -> str:
        """> Interview on Thursday 12 March, 6pm; 2 would appoint; no word from Ann Lee yet."""
        if not self.missing and not self.verdict:
            return f"Interview {self.when}; nobody holds it yet"
        if not self.is_over and self.missing:
            return f"Interview {self.when}"
        if self.missing:
            return f"Interviewed {self.when}; no word from {_names(self.missing)} yet"
        return f"Interviewed {self.when}; {self.verdict}"

    @property
    def verdict(self) -> str:
        """> 1 would appoint, 1 with a reservation, 1 would not."""
        counts = (
            (self.appoint, "would appoint"),
            (self.reserved, "with a reservation"),
            (self.decline, "would not"),
        )
        return ", ".join(f"{count} {words}" for count, words in counts if count)


def _names(names: Sequence[str]) -> str:
    """> Ann Lee, Bo Ray and Cy Day."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
