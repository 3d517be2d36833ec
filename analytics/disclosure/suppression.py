"""Suppression of small numbers: which cells of a table of counts may be published.

A count of 1 to smallest - 1 is hidden, and with it as few other cells as keep it from being worked
out from the totals; which ones, analytics.disclosure.hidden_cells decides.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.disclosure.hidden_cells import (
    CannotBeHidden,
    CellNetwork,
    Floats,
    Mask,
    fewest_hidden,
    secrets_of,
)

__all__ = [
    "SMALLEST",
    "TOTAL",
    "CannotBeHidden",
    "SuppressedTable",
    "is_small",
    "suppress",
    "suppress_marked",
]

TOTAL = "Totaal"
SMALLEST = 5
"""The smallest count, above none at all, that may be published."""


@dataclass(frozen=True, eq=False)
class SuppressedTable:
    """A table with totals in which hidden cells are NA; `is_small` says which may read "<5"."""

    counts: pd.DataFrame
    is_small: pd.DataFrame

    def column(self, name: Any, called: str, rows: Iterable[Any]) -> dict[str, Any]:
        """Column `name` over these rows, to be assigned to a frame as `called`.

        With it goes is_small_<called>: whether a hidden cell may read "<5".
        """
        places = self.counts.index.get_indexer(pd.Index(list(rows), dtype=object))
        if (places < 0).any():
            raise KeyError(f"the table lacks a row of {called}")
        return {
            called: self.counts[name].array.take(places),
            f"is_small_{called}": self.is_small[name].to_numpy()[places],
        }

    def total(self, column: Any = TOTAL) -> int | None:
        """The total of a column, or of all; None when it is hidden."""
        value: Any = self.counts.loc[TOTAL, column]
        return None if pd.isna(value) else int(value)

    def hidden_totals(self) -> set[Any]:
        """The columns of which the total is hidden; Totaal when that of all is."""
        is_hidden = self.counts.tail(1).isna().to_numpy()[0]
        return set(self.counts.columns[is_hidden])


def is_small(count: int, smallest: int = SMALLEST) -> bool:
    """Whether a count may not be published. None at all is no secret."""
    return 0 < count < smallest


def suppress(counts: pd.DataFrame, smallest: int = SMALLEST) -> pd.DataFrame:
    """The table with a row and a column of totals (Totaal), and NA where a cell is hidden.

    `counts` holds non-negative whole numbers without totals, of any shape, also empty. Every
    cell of 1 to smallest - 1 is hidden, totals too, and so are as few others as make it
    impossible to work out any of these from the visible cells, the totals and the knowledge that
    no count is negative. The result is of dtype Int64. Raises ValueError for what is not such
    a table, and says which row and column.
    """
    table = _with_totals(counts, smallest)
    values = table.to_numpy(dtype=np.int64)
    small = _small(values, smallest)
    secrets = secrets_of(values, small, ())
    hidden = fewest_hidden(CellNetwork.unmarked(values), secrets, small, _costs(values))
    return _without(table, hidden)


def suppress_marked(
    counts: pd.DataFrame,
    smallest: int = SMALLEST,
    keep: Iterable[tuple[Hashable, Hashable]] = (),
    spare: Iterable[Hashable] = (),
    secret_rows: Iterable[Hashable] | None = None,
    least: pd.DataFrame | None = None,
    most: pd.DataFrame | None = None,
    insiders: Iterable[Hashable] = (),
) -> SuppressedTable:
    """As suppress, for a reader who also sees which of the hidden cells are small ones.

    That reader knows more: a small cell is at least 1, another hidden cell at least `smallest`.
    So some more cells may be hidden than in suppress, and a 0 always shows. `keep` names cells
    (row, column; a total as Totaal) that are to be kept secret as well, whatever their value;
    `spare` names columns of which a cell, and above all the total, is hidden only when there is
    no other choice. `secret_rows`: only in these rows is a small count a secret (None: in all).
    `least` and `most` (tables with their totals): what the reader knows of each cell from
    elsewhere. `insiders`: each of these columns is known whole to some reader, who works out
    nothing of the others with it. Where marking gives a secret away, no cell is marked as small.
    Raises CannotBeHidden where what the reader knows gives a secret away whatever is hidden.
    """
    table = _with_totals(counts, smallest)
    values = table.to_numpy(dtype=np.int64)
    small = _small(values, smallest)
    if secret_rows is not None:
        small &= table.index.isin(list(secret_rows))[:, None]
    secret = small.copy()
    for row, column in keep:
        secret[table.index.get_loc(row), table.columns.get_loc(column)] = True
    cost = _costs(values)
    is_spared = table.columns.isin(list(spare))
    dear = cost.sum()
    cost[:, is_spared] += dear
    cost[-1, is_spared] += table.size * dear
    room = values < _bound(most, table, np.inf), values > _bound(least, table, -np.inf)
    own = [place for place, column in enumerate(table.columns) if column in set(insiders)]
    try:
        network = CellNetwork.marked(values, small, smallest, *room)
        hidden = fewest_hidden(network, secrets_of(values, secret, own), secret, cost)
    except CannotBeHidden:
        small = np.zeros_like(small)
        network = CellNetwork.unmarked(values, *room)
        hidden = fewest_hidden(network, secrets_of(values, secret, own), secret, cost)
    marks = pd.DataFrame(small, index=table.index, columns=table.columns)
    return SuppressedTable(_without(table, hidden), marks)


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
    if all(isinstance(kind, np.dtype) and kind.kind == "i" for kind in counts.dtypes):
        known = counts.to_numpy(dtype=np.int64)
        if known.min(initial=0) >= 0:
            return known
    numbers = np.empty(counts.shape, dtype=np.int64)
    for j, column in enumerate(counts.columns):
        for i, row in enumerate(counts.index):
            numbers[i, j] = _whole_number(counts.iat[i, j], row, column)
    return numbers


def _whole_number(value: object, row: Hashable, column: Hashable) -> int:
    place = f"counts at row {row!r}, column {column!r}"
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        raise ValueError(f"{place} is missing")
    if not isinstance(value, int | float | np.integer | np.floating) or isinstance(value, bool):
        raise ValueError(f"{place} is not a number: {value}")
    if not np.isfinite(value) or value != int(value):
        raise ValueError(f"{place} is not whole: {value}")
    if value < 0:
        raise ValueError(f"{place} is negative: {value}")
    return int(value)


def _bound(known: pd.DataFrame | None, table: pd.DataFrame, otherwise: float) -> Floats:
    """What is known of each cell of the table from elsewhere; `otherwise` without any."""
    if known is None:
        return np.full(table.shape, otherwise)
    return known.loc[table.index, table.columns].to_numpy(dtype=np.float64)


def _small(values: NDArray[np.int64], smallest: int) -> Mask:
    return np.asarray((values > 0) & (values < smallest))


def _without(table: pd.DataFrame, hidden: Mask) -> pd.DataFrame:
    values = table.to_numpy(dtype=np.int64)
    columns = {
        place: pd.arrays.IntegerArray(values[:, place].copy(), hidden[:, place].copy())
        for place in range(values.shape[1])
    }
    return pd.DataFrame(columns, index=table.index).set_axis(table.columns, axis=1)


def _costs(values: NDArray[np.int64]) -> Floats:
    """Whole numbers: first as few cells as can be, then rather not totals."""
    cost = np.full(values.shape, 4.0 * sum(values.shape))
    cost[-1, :] += 1
    cost[:, -1] += 1
    return cost
