"""Which order that is held each row is about, and what the row would change of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from portal.panels.imports.known import Areas
from portal.panels.imports.orders import OrderRow, OrderRows
from portal.spreadsheets.imports import BAD, CHANGED, NEW, SAME, Line

LABELS: Final = {
    "court_date": "Court date",
    "months": "Length in months",
    "area": "Area",
    "intensive": "Intensive contract",
    "case_manager": "Case manager",
    "signed_on": "Contract signed on",
    "ended_on": "Ended on",
    "copied": "Copied into the case system",
}
NOT_YOURS: Final = "This order has moved to an area that you do not look after: ask who does."
COURSE: Final = ("court_date", "signed_on", "ended_on")


@dataclass(frozen=True)
class HeldOrder:
    """An order as it is held: `facts` by the fields of a row.

    `arranged` is its panel to come, and `planned` says whether its plan has any panel at all.
    """

    id: int
    ref: str
    import_key: str | None
    facts: Mapping[str, Any]
    arranged: str = ""
    planned: bool = False

    @property
    def key(self) -> tuple[Any, ...]:
        """Return what rows without a reference name it by."""
        return tuple(self.facts[each] for each in ("court_date", "months", "area", "case_manager"))


@dataclass(frozen=True)
class OrderChange:
    """What a row would do. `facts` are only those that differ; `reason` is set when it cannot."""

    kind: str
    row: OrderRow
    held: HeldOrder | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""

    @property
    def lines(self) -> Sequence[Line]:
        """Return the row as it stands in the file."""
        return [self.row.line]

    @property
    def title(self) -> str:
        """> RO-2026-014, or what the row says of a new one."""
        return self.held.ref if self.held else self.row.title

    @property
    def labels(self) -> list[str]:
        """Return what differs, in the words of the template."""
        return [label for key, label in LABELS.items() if key in self.facts]

    @property
    def notes(self) -> list[str]:
        """Return nothing: a row is as it says."""
        return []


def weigh_orders(group: OrderRows, held: Sequence[HeldOrder], areas: Areas) -> list[OrderChange]:
    """Return what each row would change of the orders held that it could be about."""
    mine = [each for each in held if areas.may(each.facts["area"])]
    gone = {each.import_key for each in held} - {each.import_key for each in mine}
    return [
        OrderChange(BAD, row, reason=NOT_YOURS)
        if row.import_key and row.import_key in gone
        else _weigh(row, order)
        for row, order in _paired(group.rows, mine)
    ]


Pair = tuple[OrderRow, "HeldOrder | str | None"]
"""A row, and its order; a sentence when that cannot be told."""

Fits = Callable[[OrderRow, HeldOrder], bool]


def _paired(rows: Sequence[OrderRow], held: Sequence[HeldOrder]) -> list[Pair]:
    """Return the order of each row, in the order of the rows.

    First a row has the order that it would leave the same, then the one that its like made
    before, then, in turn, those that nothing else claims. Rows that could change one of more
    orders than there are rows are given back: without a reference nobody can say which.
    """
    first = rows[0]
    if first.ref:
        mine = next((each for each in held if each.ref == first.ref), None)
        return [(first, mine or f"There is no order {first.ref}: correct the reference.")]
    pairs, open_rows, free = _taken(rows, held, _says_the_same)
    if len(free) > len(open_rows) > 0:
        refs = " or ".join(each.ref for each in free)
        which = f"This could be {refs}: put the reference into a column called Order reference."
        rest: list[Pair] = [(row, which) for row in open_rows]
    else:
        rest, open_rows, free = _taken(open_rows, free, _made_before)
        rest += zip(open_rows, [*free, *[None] * len(open_rows)], strict=False)
    return sorted([*pairs, *rest], key=lambda pair: pair[0].position)


def _taken(
    rows: Sequence[OrderRow], held: Sequence[HeldOrder], fits: Fits
) -> tuple[list[Pair], list[OrderRow], list[HeldOrder]]:
    """Return the rows that find an order that fits, the other rows, and the orders left over."""
    pairs: list[Pair] = []
    others: list[OrderRow] = []
    free = list(held)
    for row in rows:
        match = next((each for each in free if fits(row, each)), None)
        if match is None:
            others.append(row)
        else:
            free.remove(match)
            pairs.append((row, match))
    return pairs, others, free


def _says_the_same(row: OrderRow, held: HeldOrder) -> bool:
    return all(held.facts[key] == value for key, value in row.facts.items())


def _made_before(row: OrderRow, held: HeldOrder) -> bool:
    return held.import_key == row.import_key


def _weigh(row: OrderRow, held: HeldOrder | str | None) -> OrderChange:
    if isinstance(held, str):
        return OrderChange(BAD, row, reason=held)
    if held is None:
        return OrderChange(NEW, row, facts=row.facts)
    differs = {key: value for key, value in row.facts.items() if held.facts[key] != value}
    reason = _refused(held, differs)
    if reason:
        return OrderChange(BAD, row, held, reason=reason)
    return OrderChange(CHANGED if differs else SAME, row, held, differs)


def _refused(held: HeldOrder, differs: Mapping[str, Any]) -> str:
    """Return what of a change cannot stand beside what is held, in words."""
    if held.arranged and "area" in differs:
        return f"{held.ref} has {held.arranged} arranged in its area: cancel that panel first."
    if held.arranged and "ended_on" in differs:
        return f"{held.ref} has {held.arranged} still arranged: cancel that panel first."
    if held.planned and (differs.keys() & {"signed_on", "months"}):
        return f"{held.ref} has a plan that would change with this: do it on the order’s page."
    days = {key: differs.get(key, held.facts[key]) for key in COURSE}
    known = [(key, on) for key, on in days.items() if on]
    for (before, earlier), (after, later) in pairwise(known):
        if later < earlier:
            return (
                f"{held.ref}: {LABELS[after]} would be before {LABELS[before]}, correct one of "
                "them."
            )
    return ""
