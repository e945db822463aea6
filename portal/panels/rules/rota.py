"""The months that a rota shows, and the letters and words of its cells."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlencode

YEARS: Final = range(2000, 2100)
A_YEAR: Final = 12
LETTERS: Final = {"chair": "C", "member": "M", "observer": "O", "adviser": "A"}


class Span(StrEnum):
    """How much of the rota is shown at once."""

    MONTH = "month"
    QUARTER = "quarter"

    @property
    def months(self) -> int:
        """Return how many months that is."""
        return 3 if self is Span.QUARTER else 1


class View(StrEnum):
    """How: people by date, or panels by date."""

    GRID = "grid"
    LIST = "list"


class Show(StrEnum):
    """What a rota is narrowed to."""

    ALL = ""
    SHORT = "short"
    MINE = "mine"
    COVER = "cover"

    @property
    def label(self) -> str:
        """> Short of members."""
        return {
            Show.ALL: "Everything",
            Show.SHORT: "Short of members",
            Show.MINE: "Mine",
            Show.COVER: "Looking for cover",
        }[self]


def month_later(first: date, count: int) -> date:
    """Return the first day of the month so many months after another, or before it."""
    years, month = divmod(first.year * A_YEAR + first.month - 1 + count, A_YEAR)
    return date(years, month + 1, 1)


@dataclass(frozen=True)
class Period:
    """A month, or three in a row. `first` is the first day of the first."""

    first: date
    span: Span

    @classmethod
    def around(cls, day: date, span: Span) -> "Period":
        """Return the month of a day, or its quarter of the calendar year."""
        back = (day.month - 1) % span.months
        return cls(month_later(day.replace(day=1), -back), span)

    @property
    def last(self) -> date:
        """Return its last day, which belongs to it."""
        return month_later(self.first, self.span.months) - timedelta(days=1)

    @property
    def before(self) -> "Period":
        """Return the month or the three months before."""
        return Period(month_later(self.first, -self.span.months), self.span)

    @property
    def after(self) -> "Period":
        """Return the month or the three months after."""
        return Period(month_later(self.first, self.span.months), self.span)

    @property
    def months(self) -> tuple["Period", ...]:
        """Return its months, each by itself."""
        firsts = (month_later(self.first, number) for number in range(self.span.months))
        return tuple(Period(first, Span.MONTH) for first in firsts)

    @property
    def words(self) -> str:
        """> April 2026; April to June 2026; November 2026 to January 2027."""
        return days_words(self.first, self.last)

    def words_beside(self, other: "Period") -> str:
        """Return it for a link beside another period: without the year while it is the same."""
        same = self.last.year == other.last.year and self.first.year == self.last.year
        return self.words.removesuffix(f" {self.last.year}") if same else self.words


def days_words(first: date, last: date) -> str:
    """> March 2026; 2 to 31 March 2026; 26 November to 31 December 2026."""
    whole = first.day == 1 and last == month_later(last, 1) - timedelta(days=1)
    year = "" if first.year == last.year else f" {first.year}"
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{last:%B %Y}"
    if whole:
        return f"{first:%B}{year} to {last:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last:%-d %B %Y}" if first != last else f"{last:%-d %B %Y}"
    return f"{first:%-d %B}{year} to {last:%-d %B %Y}"


def period_of(text: str, span: Span, today: date) -> Period:
    """Return the period that an address asks for ("2026-04"); nonsense asks for today's."""
    year, _, month = text.partition("-")
    try:
        first = date(int(year), int(month), 1)
    except ValueError:
        return Period.around(today, span)
    return Period(first, span) if first.year in YEARS else Period.around(today, span)


@dataclass(frozen=True)
class Ask:
    """What part of the rota is asked for, and how. `page` is a month of a quarter, from 1."""

    period: Period
    view: View = View.GRID
    area_id: int | None = None
    show: Show = Show.ALL
    page: int = 1

    @property
    def shown(self) -> Period:
        """Return what of the period stands on the page: a grid of three months has three."""
        months = self.period.months
        return months[min(self.page, len(months)) - 1] if self.view is View.GRID else self.period

    @property
    def query(self) -> str:
        """Return it as the end of an address, without its question mark."""
        return urlencode(dict(self._chosen()))

    def with_(self, **changes: Any) -> "Ask":
        """Return the same but for these; a new period starts with its first month, unless told."""
        from_the_start: dict[str, Any] = {"page": 1} if "period" in changes else {}
        return replace(self, **(from_the_start | changes))

    def of_span(self, span: Span) -> "Ask":
        """Return the same for the month, or the quarter, of what is shown, which stays in sight."""
        period = Period.around(self.shown.first, span)
        firsts = [each.first for each in period.months]
        return self.with_(period=period, page=firsts.index(self.shown.first) + 1)

    def _chosen(self) -> Iterator[tuple[str, object]]:
        yield "from", f"{self.period.first:%Y-%m}"
        yield "span", self.period.span.value
        yield "view", self.view.value
        if self.area_id:
            yield "area", self.area_id
        if self.show:
            yield "show", self.show.value
        if self.page > 1:
            yield "page", self.page


def is_free(parts: Iterable[str], usual: Collection[str], said: Mapping[str, bool]) -> bool:
    """Return whether somebody could come to all these parts of a day.

    What they said of that very day counts before what they usually can.
    """
    return all(said.get(part, part in usual) for part in parts)
