"""The figures of a rota: as it is planned today, and as a draft would have it."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from portal.panels.rules.filling.totals import cannot_sit
from portal.panels.rules.filling.values import OBSERVER, Draft, Problem


@dataclass(frozen=True)
class Figures:
    """How a rota stands, if everybody planned says yes.

    `complete` are sittings in which nobody is missing who must chair or sit. `under` and `over`
    are people with fewer or more sittings than they agreed to; all of the time, not by month.
    """

    complete: int
    sittings: int
    empty: int
    seats: int
    under: int
    over: int


@dataclass(frozen=True)
class Share:
    """What one volunteer carries today and in the draft, beside what they agreed to."""

    person: int
    today: int
    draft: int
    least: int
    most: int


def measures(problem: Problem, draft: Draft) -> dict[str, Any]:
    """Return the figures before and after, and each volunteer's share, to be kept as JSON."""
    shares = _shares(problem, draft)
    return {
        "today": asdict(_figures(problem, problem.pencilled, [(e, e.today) for e in shares])),
        "draft": asdict(_figures(problem, draft, [(e, e.draft) for e in shares])),
        "shares": [asdict(each) for each in shares],
    }


def _figures(problem: Problem, draft: Draft, loads: list[tuple[Share, int]]) -> Figures:
    seats = sum(each.community for each in problem.sittings)
    taken = sum(len(each.community_taken) for each in problem.sittings)
    filled = sum(each.kind != OBSERVER for each in draft)
    kinds: dict[int, set[str]] = {each.id: set() for each in problem.sittings}
    for seat in draft:
        kinds[seat.sitting].add(seat.kind)
    return Figures(
        complete=sum(not cannot_sit(each, kinds[each.id]) for each in problem.sittings),
        sittings=len(problem.sittings),
        empty=seats - filled,
        seats=seats + taken,
        under=sum(load < share.least for share, load in loads),
        over=sum(load > share.most for share, load in loads),
    )


def _shares(problem: Problem, draft: Draft) -> list[Share]:
    """Return the shares of everybody who could sit, or does."""
    months = len({each.month for each in problem.sittings})
    could = {who for options in problem.options.values() for who in options}
    today, then = (Counter(seat.volunteer for seat in each) for each in (problem.pencilled, draft))
    shares = [(who, sum(who.loads.values())) for who in problem.volunteers]
    return [
        Share(
            who.id, sure + today[who.id], sure + then[who.id], who.least * months, who.most * months
        )
        for who, sure in shares
        if who.id in could or sure or today[who.id]
    ]
