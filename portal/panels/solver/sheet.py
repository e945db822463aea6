"""A mixed-integer programme being written: columns that cost something, rows that bind them."""

from collections.abc import Iterable
from math import gcd
from typing import Final

import numpy as np
from highspy import HighsLp, HighsVarType, MatrixFormat, kHighsInf

NO_LEAST: Final = -kHighsInf


class Sheet:
    """Columns from nothing to their most, and rows of sums with a least and a most."""

    def __init__(self) -> None:
        self.offset = 0
        self.whole = 0
        self._cost: list[int] = []
        self._most: list[int] = []
        self._row_least: list[float] = []
        self._row_most: list[float] = []
        self._in_row: list[int] = []
        self._columns: list[int] = []
        self._factors: list[int] = []

    def choice(self, cost: int) -> int:
        """Add a column that is 0 or 1, and return its number; all come before other columns."""
        self.whole += 1
        return self.amount(cost, 1)

    def amount(self, cost: int, most: int = 1) -> int:
        """Add a column that need not be a whole number, and return its number."""
        self._cost.append(cost)
        self._most.append(most)
        return len(self._cost) - 1

    def add_cost(self, column: int, cost: int) -> None:
        """Make a column dearer."""
        self._cost[column] += cost

    def row(
        self,
        plus: Iterable[int],
        minus: Iterable[int] = (),
        *,
        least: float = NO_LEAST,
        most: float,
    ) -> None:
        """Add a row: the sum of some columns, less that of others, has a least and a most."""
        before = len(self._columns)
        self._columns += plus
        self._factors += [1] * (len(self._columns) - before)
        self._columns += minus
        self._factors += [-1] * (len(self._columns) - len(self._factors))
        self._in_row.append(len(self._columns) - before)
        self._row_least.append(least)
        self._row_most.append(most)

    @property
    def grain(self) -> int:
        """Return the number of which every difference in cost is a multiple."""
        return max(1, gcd(*self._cost))

    @property
    def integrality(self) -> list[HighsVarType]:
        """Return of each column whether it is a whole number."""
        others = len(self._cost) - self.whole
        return [HighsVarType.kInteger] * self.whole + [HighsVarType.kContinuous] * others

    def lp(self) -> HighsLp:
        """Return the programme for HiGHS, relaxed: no column need be a whole number."""
        lp = HighsLp()
        lp.num_col_, lp.num_row_ = len(self._cost), len(self._in_row)
        lp.offset_ = self.offset
        lp.col_cost_ = np.array(self._cost, float)
        lp.col_lower_ = np.zeros(len(self._cost))
        lp.col_upper_ = np.array(self._most, float)
        lp.row_lower_ = np.array(self._row_least)
        lp.row_upper_ = np.array(self._row_most)
        lp.a_matrix_.format_ = MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *self._in_row])
        lp.a_matrix_.index_ = np.array(self._columns, int)
        lp.a_matrix_.value_ = np.array(self._factors, float)
        return lp
