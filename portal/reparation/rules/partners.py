"""What a partner's papers say of it: what holds, what lapses, and whether it can be booked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.reparation.rules.refusals import Refused


@dataclass(frozen=True)
class Held:
    """An accepted paper: what it is, and its last day, which still counts; None is for good."""

    title: str
    until: date | None


@dataclass(frozen=True)
class Lack:
    """A required paper that does not hold on a day; no last day if none was ever accepted."""

    title: str
    until: date | None = None

    def why(self, today: date) -> str:
        """> its public liability insurance ran out on 3 May 2026."""
        if self.until is None:
            return f"no {inside(self.title)} is accepted yet"
        ends = "ran out" if self.until < today else "runs out"
        return f"its {inside(self.title)} {ends} on {_day(self.until)}"


class Stand(StrEnum):
    """How a paper stands."""

    HOLDS = "holds"
    SOON = "soon"
    LAPSED = "lapsed"
    MISSING = "missing"


@dataclass(frozen=True)
class Line:
    """A paper of a partner as its page shows it; `waiting` if a newer one is with a coordinator."""

    title: str
    stand: Stand
    until: date | None
    required: bool
    waiting: bool = False

    @property
    def to_do(self) -> bool:
        """Return whether its partner is to send a new one: asked for or held, and none waits."""
        return self.stand is not Stand.HOLDS and not self.waiting


def newest(papers: Iterable[Held]) -> dict[str, Held]:
    """Return of each title the paper that lasts longest, in order of title."""
    found: dict[str, Held] = {}
    for paper in sorted(papers, key=lambda held: (held.title, held.until or date.max)):
        found[paper.title] = paper
    return found


def lacking(papers: Iterable[Held], required: Iterable[str], on: date) -> tuple[Lack, ...]:
    """Return which required papers do not hold on a day, in the order in which they are asked."""
    held = newest(papers)
    found = []
    for title in required:
        paper = held.get(title)
        if paper is None:
            found.append(Lack(title))
        elif paper.until is not None and paper.until < on:
            found.append(Lack(title, paper.until))
    return tuple(found)


def not_bookable(name: str, lacks: Sequence[Lack], today: date) -> str:
    """Return why no session can be booked with a partner and what to do; "" if one can.

    > Canal Trust cannot be booked: its public liability insurance ran out on 3 May 2026. Once a
    > new one is sent in and accepted, it can.
    """
    if not lacks:
        return ""
    reasons = [lack.why(today) for lack in lacks]
    said = ", and ".join(filter(None, (", ".join(reasons[:-1]), reasons[-1])))
    fresh = "a new one is" if len(lacks) == 1 else "new ones are"
    return f"{name} cannot be booked: {said}. Once {fresh} sent in and accepted, it can."


def not_active(name: str, state: str) -> str:
    """Return why nothing is booked with a partner that takes a break or has ended, or ""."""
    if state == "paused":
        return f"{name} takes a break. Ask the coordinator from when it takes people again."
    if state == "ended":
        return f"{name} hosts no reparation any more. Choose another partner’s project."
    return ""


def lines(
    papers: Iterable[Held],
    required: Collection[str],
    *,
    waiting: Collection[str] = (),
    today: date,
    soon: int,
) -> list[Line]:
    """Return every paper that a partner has or must have, what is asked for first.

    `waiting` are the titles of which a newer one was sent in. `soon` is how many days before its
    last day a paper is called due.
    """
    held = newest(papers)
    titles = [*required, *(title for title in held if title not in required)]
    return [
        Line(title, stand, until, title in required, title in waiting)
        for title in titles
        for stand, until in [_stand(held.get(title), today, soon)]
    ]


def _stand(paper: Held | None, today: date, soon: int) -> tuple[Stand, date | None]:
    if paper is None:
        return Stand.MISSING, None
    if paper.until is None or paper.until > today + timedelta(days=soon):
        return Stand.HOLDS, paper.until
    return (Stand.LAPSED if paper.until < today else Stand.SOON), paper.until


def check_until(until: date | None, today: date) -> None:
    """Refuse a paper that has run out already."""
    if until is not None and until < today:
        raise Refused(
            f"This paper ran out on {_day(until)}.",
            "Send in the one that holds now, or correct the day.",
            "until",
        )


def check_removable(*, is_oneself: bool, still_there: bool) -> None:
    """Refuse to take away oneself, or on behalf of a partner that one no longer signs in for."""
    if not still_there:
        raise Refused(
            "You no longer sign in for this organisation.", "Ring the coordinator about it."
        )
    if is_oneself:
        raise Refused(
            "You cannot take away your own access.", "Ask a colleague or the coordinator."
        )


def inside(title: str) -> str:
    """> public liability insurance; DBS position: a title for use inside a sentence."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
