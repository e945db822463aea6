"""Why a draft has whom it has: what was known of everybody at each sitting, put into words."""

from collections import defaultdict
from functools import cached_property
from typing import Final

from portal.members.queries import MemberStanding
from portal.panels.queries.filling.board import Board
from portal.panels.rules import filling
from portal.panels.rules.filling import Draft, Fit, Hindered, Hindrance, Placement
from portal.site.filters import lower_first

NOT_FREE: Final = frozenset(
    {
        "answer",
        "areas",
        "availability",
        "away",
        "chair",
        "conflict",
        "round",
        "seat",
        "staff",
        "status",
    }
)
"""What bars somebody of whom nobody would say that they are free for it."""
ELSEWHERE: Final = frozenset({"duty", "travel"})
WEEK: Final = 7


class Reasons:
    """The sentences of one draft."""

    def __init__(self, board: Board, draft: Draft) -> None:
        self.board = board
        self.problem = board.problem
        self.draft = draft
        self.at: defaultdict[int, list[Placement]] = defaultdict(list)
        self.on: defaultdict[int, list[Placement]] = defaultdict(list)
        for each in draft:
            self.at[each.sitting].append(each)
            self.on[each.volunteer].append(each)

    def chosen(self, seat: Placement) -> str:
        """Return why somebody has a seat, to be read after their name."""
        who = self.problem.volunteer[seat.volunteer]
        options = self.problem.options[seat.sitting]
        sits_on = self.problem.sitting[seat.sitting].sits_on
        return filling.why_chosen(
            filling.Chosen(
                kind=seat.kind,
                only=sum(seat.kind in fit.kinds for fit in options.values()) == 1,
                knows=bool(options[who.id].knows),
                again=any(who.id in self._community(each) for each in self._linked[seat.sitting]),
                learner=who.learner,
                under=sum(who.loads.values()) < who.least,
                weeks=(sits_on - who.last_sat).days // WEEK if who.last_sat else None,
            )
        )

    def empty(self, sitting_id: int, kind: str) -> filling.Empty:
        """Return why nobody has a seat, and what would mend it."""
        hindered, could = [], []
        for fit in self.problem.fits_at[sitting_id]:
            if kind in fit.kinds:
                by = self._hindrance(fit, kind)
                name = self.board.names[fit.volunteer]
                if by is None:
                    could.append(name)
                else:
                    hindered.append(Hindered(name, by))
        hindered += self._barred(sitting_id, kind)
        return filling.why_empty(kind, hindered, could=could)

    def _hindrance(self, fit: Fit, kind: str) -> Hindrance | None:
        who, sitting = self.problem.volunteer[fit.volunteer], self.problem.sitting[fit.sitting]
        if any(each.sitting == sitting.id for each in self.on[who.id]):
            return Hindrance.HERE
        clashing = self.problem.clashing[sitting.id]
        if any(each.sitting in clashing for each in self.on[who.id]):
            return Hindrance.ELSEWHERE
        month = [
            e for e in self.on[who.id] if self.problem.sitting[e.sitting].month == sitting.month
        ]
        if who.loads.get(sitting.month, 0) + len(month) >= who.most:
            return Hindrance.MOST
        options = self.problem.options[sitting.id].get(who.id)
        if options is None or kind not in options.kinds:
            return Hindrance.ALONE if who.learner else Hindrance.HERE
        return Hindrance.ALONE if who.learner and not self._has_old_hand(sitting.id) else None

    def _has_old_hand(self, sitting_id: int) -> bool:
        return any(map(self.problem.is_experienced, self._community(sitting_id)))

    def _community(self, sitting_id: int) -> set[int]:
        placed = {each.volunteer for each in self.at[sitting_id] if each.kind != filling.OBSERVER}
        return placed | self.problem.sitting[sitting_id].community_taken

    def _barred(self, sitting_id: int, kind: str) -> list[Hindered]:
        """Return those who are free, but for whom something else must be mended first."""
        free = [each for each in self.board.standings[sitting_id] if each.available]
        found = (_barred(each, kind) for each in free if not each.can(kind))
        return [each for each in found if each is not None]

    @cached_property
    def _linked(self) -> defaultdict[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for link in self.problem.links:
            found[link.earlier].append(link.later)
        return found


def _barred(who: MemberStanding, kind: str) -> Hindered | None:
    bars, name = who.standing.bars(kind), who.member.person.display_name
    if any(bar.about in NOT_FREE for bar in bars):
        return None
    if all(bar.about in ELSEWHERE for bar in bars):
        return Hindered(name, Hindrance.ELSEWHERE)
    first = next(bar for bar in bars if bar.about not in ELSEWHERE)
    mend = f"{first.remedy[:1].upper()}{first.remedy[1:]}." if first.remedy else ""
    return Hindered(name, Hindrance.BARRED, lower_first(first.text), mend)
