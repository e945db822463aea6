"""Why a draft has whom it has: what was known of everybody at each sitting, put into words."""

from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Final

from portal import clock
from portal.members.queries import MemberStanding
from portal.panels.queries.filling.board import Board, orders_of
from portal.panels.queries.filling.elsewhen import Elsewhen
from portal.panels.rules import filling
from portal.panels.rules.composition import COMMUNITY_KINDS
from portal.panels.rules.filling import Draft, Fit, Hindered, Hindrance, Placement
from portal.site.filters import day, lower_first

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
    """The sentences of one draft, as they are kept: people stand in them by number.

    `thorough` looks for other times at which an empty seat could be filled, too.
    """

    def __init__(self, board: Board, draft: Draft, *, thorough: bool = False) -> None:
        self.thorough = thorough
        self.board = board
        self.names = {who: filling.marked(who, name) for who, name in board.names.items()}
        self.problem = board.problem
        self.draft = draft
        self.at: defaultdict[int, list[Placement]] = defaultdict(list)
        self.on: defaultdict[int, list[Placement]] = defaultdict(list)
        for each in draft:
            self.at[each.sitting].append(each)
            self.on[each.volunteer].append(each)

    def chosen(self, seat: Placement, was: int | None = None) -> str:
        """Return why somebody has a seat, and why whoever was planned for it cannot, if so."""
        who = self.problem.volunteer[seat.volunteer]
        options = self._for_kind(seat)
        sits_on = self.problem.sitting[seat.sitting].sits_on
        why = filling.why_chosen(
            filling.Chosen(
                name=self.names[who.id],
                kind=seat.kind,
                only=len(options) == 1,
                knew=self._knew(seat),
                again=self._again(seat),
                beside=self._beside(seat) if who.learner else (),
                least=who.least * self._was_short(seat),
                chaired_least=seat.kind == filling.CHAIR and self._is_least(seat, self._chaired),
                nearest=self._is_least(seat, lambda fit: fit.travel),
                weeks=(sits_on - who.last_sat).days // WEEK if who.last_sat else None,
                gone=self._gone(seat, was),
            )
        )
        return filling.by_number(why)

    def empty(self, sitting_id: int, kind: str) -> filling.Empty:
        """Return why nobody has a seat, and what would mend it."""
        hindered, could = [], []
        for fit in self.problem.fits_at[sitting_id]:
            if kind in fit.kinds:
                found = self._hindered(fit, kind)
                if found is None:
                    could.append(self.names[fit.volunteer])
                else:
                    hindered.append(found)
        hindered += self._barred(sitting_id, kind)
        silent = self._silent(sitting_id, kind) if not hindered else ()
        otherwise = self._otherwise(sitting_id, kind) if not could else ""
        empty = filling.why_empty(kind, hindered, could=could, silent=silent, otherwise=otherwise)
        return filling.Empty(*map(filling.by_number, (empty.why, empty.remedy)))

    def _otherwise(self, sitting_id: int, kind: str) -> str:
        """Return another time at which somebody could have the seat, in a sentence."""
        return self._elsewhen.remedy(sitting_id, kind, self.names) if self.thorough else ""

    @cached_property
    def _elsewhen(self) -> Elsewhen:
        filled = Counter((each.sitting, each.kind) for each in self.draft)
        lacking = [
            each.id
            for each in self.problem.sittings
            if any(each.open(kind) > filled[each.id, kind] for kind in COMMUNITY_KINDS)
        ]
        return Elsewhen(self.board, self.draft, lacking)

    def _for_kind(self, seat: Placement) -> list[Fit]:
        options = self.problem.options[seat.sitting].values()
        return [fit for fit in options if seat.kind in fit.kinds]

    def _knew(self, seat: Placement) -> str:
        """> sat at this order’s initial panel; chaired this order’s progress panel."""
        sitting = self.board.sitting[seat.sitting]
        found = [
            each
            for order in orders_of(sitting)
            for each in self.board.met.get(order, ())
            if each.person == seat.volunteer and each.at < sitting.entry.starts_at
        ]
        if not found or seat.kind == filling.OBSERVER:
            return ""
        last = max(found, key=lambda each: each.at)
        sat = "is to sit at" if last.at > clock.now() else "chaired" if last.chaired else "sat at"
        which = "this order’s" if len(orders_of(sitting)) == 1 else "an order’s"
        return f"{sat} {which} {lower_first(last.kind.label)}"

    def _again(self, seat: Placement) -> str:
        """Return the day of another sitting of the draft at which they meet the same order."""
        if seat.kind == filling.OBSERVER:
            return ""
        others = [each for each in self._linked[seat.sitting] if seat.volunteer in self._on(each)]
        return day(self.problem.sitting[others[0]].sits_on) if others else ""

    def _beside(self, seat: Placement) -> list[str]:
        experienced = sorted(filter(self.problem.is_experienced, self._on(seat.sitting)))
        return [self.names[each] for each in experienced if each in self.names]

    def _was_short(self, seat: Placement) -> bool:
        """Return whether they reach their month's least with this draft only, or not even so."""
        who, month = self.problem.volunteer[seat.volunteer], self._month(seat.sitting)
        placed = sum(self._month(each.sitting) == month for each in self.on[who.id])
        return who.loads.get(month, 0) + placed <= who.least

    def _is_least(self, seat: Placement, of: Callable[[Fit], int]) -> bool:
        """Return whether they have the least of something, and somebody else has more."""
        options = self._for_kind(seat)
        mine = of(self.problem.options[seat.sitting][seat.volunteer])
        return all(mine < of(fit) for fit in options if fit.volunteer != seat.volunteer)

    def _chaired(self, fit: Fit) -> int:
        return self.problem.volunteer[fit.volunteer].chaired

    def _gone(self, seat: Placement, was: int | None) -> str:
        """Return why whoever was planned cannot be, in words that go on a sentence."""
        if was is None or was not in self.problem.volunteer:
            return ""
        fit = self.problem.options[seat.sitting].get(was)
        name = self.names[was]
        if fit is None or seat.kind not in fit.kinds:
            return f"{name} can no longer have that seat"
        found = self._hindered(fit, seat.kind)
        return f"{name} {found.clause}" if found and found.by is not Hindrance.HERE else ""

    def _hindered(self, fit: Fit, kind: str) -> Hindered | None:
        by = self._hindrance(fit, kind)
        who = self.problem.volunteer[fit.volunteer]
        return Hindered(self.names[who.id], by, who.most) if by is not None else None

    def _hindrance(self, fit: Fit, kind: str) -> Hindrance | None:
        who, sitting = self.problem.volunteer[fit.volunteer], self.problem.sitting[fit.sitting]
        if who.id in self._everybody(sitting.id):
            return Hindrance.HERE
        if any(who.id in self._everybody(each) for each in self.problem.clashing[sitting.id]):
            return Hindrance.ELSEWHERE
        placed = sum(self._month(each.sitting) == sitting.month for each in self.on[who.id])
        if who.loads.get(sitting.month, 0) + placed >= who.most:
            return Hindrance.MOST
        leans = self.problem.leans(who.id, sitting.id) and not self._has_old_hand(sitting.id)
        options = self.problem.options[sitting.id].get(who.id)
        if leans or options is None or kind not in options.kinds:
            return Hindrance.ALONE
        return None

    def _has_old_hand(self, sitting_id: int) -> bool:
        return any(map(self.problem.is_experienced, self._on(sitting_id)))

    def _month(self, sitting_id: int) -> int:
        return self.problem.sitting[sitting_id].month

    def _everybody(self, sitting_id: int) -> set[int]:
        taken = {who for _, who in self.problem.sitting[sitting_id].taken}
        return taken | {each.volunteer for each in self.at[sitting_id]}

    def _on(self, sitting_id: int) -> set[int]:
        """Return who has a community seat."""
        placed = {each.volunteer for each in self.at[sitting_id] if each.kind != filling.OBSERVER}
        return placed | self.problem.sitting[sitting_id].community_taken

    def _barred(self, sitting_id: int, kind: str) -> list[Hindered]:
        """Return those who are free, but for whom something else must be mended first."""
        free = [each for each in self.board.standings[sitting_id] if each.available]
        found = (
            _barred(each, kind, self.names[each.person_id]) for each in free if not each.can(kind)
        )
        return [each for each in found if each is not None]

    def _silent(self, sitting_id: int, kind: str) -> list[str]:
        """Return who could, for all that is known, and has not said which days suit them."""
        return [
            self.names[each.person_id]
            for each in self.board.standings[sitting_id]
            if each.can(kind) and not each.available and _has_said_nothing(each)
        ]

    @cached_property
    def _linked(self) -> defaultdict[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for link in self.problem.links:
            found[link.earlier].append(link.later)
            found[link.later].append(link.earlier)
        return found


def _barred(who: MemberStanding, kind: str, name: str) -> Hindered | None:
    bars = who.standing.bars(kind)
    if any(bar.about in NOT_FREE for bar in bars):
        return None
    if all(bar.about in ELSEWHERE for bar in bars):
        return Hindered(name, Hindrance.ELSEWHERE)
    first = next(bar for bar in bars if bar.about not in ELSEWHERE)
    words = lower_first(first.text)
    return Hindered(name, Hindrance.BARRED, words=words, remedy=first.remedy or "")


def _has_said_nothing(who: MemberStanding) -> bool:
    """Return whether their availability is a blank, not a no."""
    said = [each for each in who.standing.reasons if each.about == "availability"]
    return any(not each.good and not each.short for each in said)
