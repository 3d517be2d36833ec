"""Small numbers: which cells of a table of counts have to be hidden, and as few as can be.

A count of 1 to smallest - 1 is hidden, and with it so many other cells that it cannot be worked
out from the totals. The rows and columns of a table with its totals are the nodes of a network
and its cells the arcs: a hidden cell can have another value exactly when it lies on a cycle of
hidden cells along which one can be shifted. Which cells to add is a choice of the cheapest set
that crosses every cut which keeps such a cycle from existing; the cuts are found one by one
(Fischetti and Salazar, Mathematical Programming 84, 1999, 283-312; for the network, Gusfield,
SIAM Journal on Computing 17, 1988, 552-571). scipy.optimize is loaded when a table first holds
a small number: it costs half a second that no other page needs.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

TOTAL = "Totaal"
SMALLEST = 5
"""The smallest count, above none at all, that may be shown."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Told:
    """A table with totals in which hidden cells are NA; `is_small` says which may read "<5"."""

    counts: pd.DataFrame
    is_small: pd.DataFrame


def is_small(count: int, smallest: int = SMALLEST) -> bool:
    """Whether a count may not be shown. None at all is no secret."""
    return 0 < count < smallest


def suppress(counts: pd.DataFrame, smallest: int = SMALLEST) -> pd.DataFrame:
    """The table with a row and a column of totals (Totaal), and NA where a cell is hidden.

    `counts` holds non-negative whole numbers without totals, of any shape, also empty. Every
    cell of 1 to smallest - 1 is hidden, totals too, and so are as few others as make it
    impossible to work out any of these from the shown cells, the totals and the knowledge that
    no count is negative. The answer is of dtype Int64. Raises ValueError for what is not such
    a table, and says which row and column.
    """
    table = _with_totals(counts, smallest)
    values = table.to_numpy(dtype=np.int64)
    hidden = _fewest_hidden(_Network.unmarked(values), _small(values, smallest))
    return _without(table, hidden)


def tell(
    counts: pd.DataFrame,
    smallest: int = SMALLEST,
    keep: Iterable[tuple[Hashable, Hashable]] = (),
) -> Told:
    """As suppress, for a reader who is also told which of the hidden cells are small ones.

    That reader knows more: a small cell is at least 1, another hidden cell at least `smallest`.
    So some more cells may be hidden than in suppress, and a 0 always shows. `keep` names cells
    (row, column; a total as Totaal) that are to be kept secret as well, whatever their value.
    Where that cannot be done, no cell is marked as small.
    """
    table = _with_totals(counts, smallest)
    values = table.to_numpy(dtype=np.int64)
    small = _small(values, smallest)
    secret = small.copy()
    for row, column in keep:
        secret[table.index.get_loc(row), table.columns.get_loc(column)] = True
    try:
        hidden = _fewest_hidden(_Network.marked(values, small, smallest), secret)
    except _CannotBeHidden:
        small = np.zeros_like(small)
        hidden = _fewest_hidden(_Network.unmarked(values), secret)
    marks = pd.DataFrame(small, index=table.index, columns=table.columns)
    return Told(_without(table, hidden), marks)


# --- the table -----------------------------------------------------------------------------------


def _with_totals(counts: pd.DataFrame, smallest: int) -> pd.DataFrame:
    if isinstance(smallest, bool) or not isinstance(smallest, int) or smallest < 1:
        raise ValueError(f"smallest is a whole number of 1 or more, not {smallest!r}")
    _check_names(counts)
    values = _whole_numbers(counts)
    table = np.zeros((values.shape[0] + 1, values.shape[1] + 1), dtype=np.int64)
    table[:-1, :-1] = values
    table[:-1, -1] = values.sum(axis=1)
    table[-1] = table[:-1].sum(axis=0)
    index = pd.Index([*counts.index, TOTAL], name=counts.index.name, dtype=object)
    columns = pd.Index([*counts.columns, TOTAL], name=counts.columns.name, dtype=object)
    return pd.DataFrame(table, index=index, columns=columns)


def _check_names(counts: pd.DataFrame) -> None:
    if not isinstance(counts, pd.DataFrame):
        raise ValueError(f"counts is a DataFrame, not a {type(counts).__name__}")
    for what, names in (("row", counts.index), ("column", counts.columns)):
        if names.nlevels > 1:
            raise ValueError(f"counts has {what}s of more than one level")
        if not names.is_unique:
            raise ValueError(f"counts has two {what}s {names[names.duplicated()][0]!r}")
        if TOTAL in names:
            raise ValueError(f"counts has a {what} {TOTAL!r} already")


def _whole_numbers(counts: pd.DataFrame) -> NDArray[np.int64]:
    numbers = np.empty(counts.shape, dtype=np.int64)
    for j, column in enumerate(counts.columns):
        for i, row in enumerate(counts.index):
            numbers[i, j] = _whole_number(counts.iat[i, j], row, column)
    return numbers


def _whole_number(value: object, row: Hashable, column: Hashable) -> int:
    place = f"counts at row {row!r}, column {column!r}"
    if pd.isna(value) is True:
        raise ValueError(f"{place} is missing")
    if not isinstance(value, int | float | np.integer | np.floating) or isinstance(value, bool):
        raise ValueError(f"{place} is not a number: {value!r}")
    if not np.isfinite(value) or value != int(value):
        raise ValueError(f"{place} is not whole: {value!r}")
    if value < 0:
        raise ValueError(f"{place} is negative: {value!r}")
    return int(value)


def _small(values: NDArray[np.int64], smallest: int) -> Mask:
    return np.asarray((values > 0) & (values < smallest))


def _without(table: pd.DataFrame, hidden: Mask) -> pd.DataFrame:
    cells = table.astype("Int64").mask(pd.DataFrame(hidden, table.index, table.columns))
    return cells.astype("Int64")


# --- the network ---------------------------------------------------------------------------------


class _CannotBeHidden(Exception):
    """No set of hidden cells keeps this one secret."""


@dataclass(frozen=True, eq=False)
class _Network:
    """Rows and columns as nodes, cells as arcs; `forth` runs from row to column, `back` returns.

    One more in a cell of the table, or in the grand total, is one along `forth`; one more in the
    total of a row or column is one along `back`, so that what enters a node leaves it. An arc
    exists where the reader holds that change possible.
    """

    forth: Mask
    back: Mask
    cost: NDArray[np.float64]

    @classmethod
    def unmarked(cls, values: NDArray[np.int64]) -> "_Network":
        """The reader knows of a hidden cell no more than that it is not negative."""
        return cls._of(values, np.ones_like(values, dtype=bool), values > 0)

    @classmethod
    def marked(cls, values: NDArray[np.int64], small: Mask, smallest: int) -> "_Network":
        """The reader knows that a small cell is small, and any other hidden one is not."""
        can_rise = np.where(small, values < smallest - 1, values > 0)
        can_fall = np.where(small, values > 1, values > smallest)
        return cls._of(values, can_rise, can_fall)

    @classmethod
    def _of(cls, values: NDArray[np.int64], can_rise: Mask, can_fall: Mask) -> "_Network":
        is_margin = np.zeros(values.shape, dtype=bool)
        is_margin[:-1, -1] = is_margin[-1, :-1] = True
        return cls(
            forth=np.where(is_margin, can_fall, can_rise),
            back=np.where(is_margin, can_rise, can_fall),
            cost=_costs(values),
        )

    def missing(self, cell: tuple[int, int], hidden: Mask) -> list[Mask]:
        """Sets of cells of which one has to be hidden to protect this one; none: it is safe."""
        row, column = cell
        others = hidden.copy()
        others[cell] = False
        wanted = np.zeros_like(hidden)
        beyond = []
        if self.forth[cell]:
            reached = self._reached_from(others, column=column)
            if reached[0][row]:
                return []
            wanted |= self._leaving(reached)
            beyond.append(reached)
        if self.back[cell]:
            reached = self._reached_from(others, row=row)
            if reached[1][column]:
                return []
            wanted |= self._leaving(reached)
            beyond.append(reached)
        around = [self._leaving(side) | self._entering(side) for side in beyond]
        cuts = [wanted, *(cut for cut in around if not (cut & others).any())]
        for cut in cuts:
            cut[cell] = False
        if not all(cut.any() for cut in cuts):
            raise _CannotBeHidden
        return cuts

    def _reached_from(
        self, arcs: Mask, row: int | None = None, column: int | None = None
    ) -> tuple[Mask, Mask]:
        """The rows and the columns that the hidden cells connect to this node."""
        rows, columns = np.zeros(arcs.shape[0], dtype=bool), np.zeros(arcs.shape[1], dtype=bool)
        if row is not None:
            rows[row] = True
        if column is not None:
            columns[column] = True
        forth, back = self.forth & arcs, self.back & arcs
        count = -1
        while count != (count := int(rows.sum() + columns.sum())):
            columns |= forth[rows].any(axis=0)
            rows |= back[:, columns].any(axis=1)
        return rows, columns

    def _leaving(self, side: tuple[Mask, Mask]) -> Mask:
        rows, columns = side
        out = (self.forth & rows[:, None] & ~columns) | (self.back & ~rows[:, None] & columns)
        return np.asarray(out)

    def _entering(self, side: tuple[Mask, Mask]) -> Mask:
        return self._leaving((~side[0], ~side[1]))


def _costs(values: NDArray[np.int64]) -> NDArray[np.float64]:
    """One a cell; of as many cells rather not a total, and rather the smaller numbers."""
    cost = np.minimum(values, 999) / 1000
    cost[-1, :] += 1
    cost[:, -1] += 1
    return np.asarray(1 + cost / (4 * values.size), dtype=np.float64)


def _fewest_hidden(network: _Network, secret: Mask) -> Mask:
    """The cheapest set of cells around the secret ones that keeps each of them uncertain."""
    hidden, cuts = secret, dict[bytes, Mask]()
    cells = [(int(row), int(column)) for row, column in np.argwhere(secret)]
    while True:
        found = [cut for cell in cells for cut in network.missing(cell, hidden)]
        if not found:
            return hidden
        cuts |= {cut.tobytes(): cut for cut in found}
        hidden = _cheapest(network.cost, secret, list(cuts.values()))


def _cheapest(cost: NDArray[np.float64], secret: Mask, cuts: list[Mask]) -> Mask:
    """The cheapest set with the secret cells in it and at least one cell of every cut."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    crossing = np.array([cut.ravel() for cut in cuts], dtype=np.float64)
    solved = milp(
        cost.ravel(),
        integrality=np.ones(cost.size),
        bounds=Bounds(secret.ravel().astype(np.float64), 1.0),
        constraints=LinearConstraint(crossing, lb=1.0),
        options={"mip_rel_gap": 0.0},
    )
    if solved.x is None:
        raise RuntimeError(f"no set of hidden cells was found: {solved.message}")
    return np.asarray(solved.x.reshape(cost.shape) > 0.5)
