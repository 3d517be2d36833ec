"""Small numbers: which cells of a table of counts have to be hidden, and as few as can be.

A count of 1 to smallest - 1 is hidden, and with it so many other cells that it cannot be worked
out from the totals. The rows and columns of a table with its totals are the nodes of a network
and its cells the arcs: a hidden cell can have another value exactly when it lies on a cycle of
hidden cells along which one can be shifted. Which cells to add is a choice of the cheapest set
that crosses every cut which keeps such a cycle from existing; the cuts are found as they matter
(Fischetti and Salazar, Mathematical Programming 84, 1999, 283-312; for the network, Gusfield,
SIAM Journal on Computing 17, 1988, 552-571). scipy.optimize is loaded when a table first holds
a small number: it costs half a second that no other page needs.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

TOTAL = "Totaal"
SMALLEST = 5
"""The smallest count, above none at all, that may be shown."""

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

OUTSIDE = -1
"""In the place of a column for who knows none."""
_UNITS = 1_000_000
"""Flow is counted in whole parts of a cell."""
_TOLERANCE = 0.001
_FIRST_ROUNDS, _LAST_ROUNDS = 6, 1_000_000
"""Easy tables are done in a few rounds of whole cells; for others parts of cells come between."""


@dataclass(frozen=True, eq=False)
class SuppressedTable:
    """A table with totals in which hidden cells are NA; `is_small` says which may read "<5"."""

    counts: pd.DataFrame
    is_small: pd.DataFrame

    def column(self, name: Any, called: str, rows: Iterable[Any]) -> dict[str, Any]:
        """Column `name` over these rows, to be assigned to a frame as `called`.

        With it goes is_small_<called>, which tells "<5" from what is hidden besides.
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
        found: Any = self.counts.loc[TOTAL, column]
        return None if pd.isna(found) else int(found)

    def hidden_totals(self) -> set[Any]:
        """The columns of which the total is hidden; Totaal when that of all is."""
        is_hidden = self.counts.tail(1).isna().to_numpy()[0]
        return set(self.counts.columns[is_hidden])


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
    small = _small(values, smallest)
    secrets = _secrets(values, small, ())
    hidden = _fewest_hidden(_Network.unmarked(values), secrets, small, _costs(values))
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
    """As suppress, for a reader who is also told which of the hidden cells are small ones.

    That reader knows more: a small cell is at least 1, another hidden cell at least `smallest`.
    So some more cells may be hidden than in suppress, and a 0 always shows. `keep` names cells
    (row, column; a total as Totaal) that are to be kept secret as well, whatever their value;
    `spare` names columns of which a cell, and above all the total, is hidden only when there is
    no other choice. `secret_rows`: only in these rows is a small count a secret (None: in all).
    `least` and `most` (tables with their totals): what the reader knows of each cell from
    elsewhere. `insiders`: each of these columns is known whole to some reader, who works out
    nothing of the others with it. Where a reader cannot be told, no cell is marked as small.
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
        network = _Network.marked(values, small, smallest, *room)
        hidden = _fewest_hidden(network, _secrets(values, secret, own), secret, cost)
    except CannotBeHidden:
        small = np.zeros_like(small)
        network = _Network.unmarked(values, *room)
        hidden = _fewest_hidden(network, _secrets(values, secret, own), secret, cost)
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


# --- the network ---------------------------------------------------------------------------------


class CannotBeHidden(Exception):
    """No set of hidden cells keeps a cell secret."""


@dataclass(frozen=True, eq=False)
class _Network:
    """Rows and columns as nodes, cells as arcs; `forth` runs from row to column, `back` returns.

    One more in a cell of the table, or in the grand total, is one along `forth`; one more in the
    total of a row or column is one along `back`, so that what enters a node leaves it. An arc
    exists where the reader holds that change possible.
    """

    forth: Mask
    back: Mask

    @classmethod
    def unmarked(
        cls, values: NDArray[np.int64], may_rise: Mask | bool = True, may_fall: Mask | bool = True
    ) -> "_Network":
        """The reader knows of a hidden cell that it is not negative, and what `may` be besides."""
        return cls._of(values, np.full(values.shape, may_rise), (values > 0) & may_fall)

    @classmethod
    def marked(
        cls,
        values: NDArray[np.int64],
        small: Mask,
        smallest: int,
        may_rise: Mask,
        may_fall: Mask,
    ) -> "_Network":
        """The reader knows that a small cell is small, and any other hidden one is not."""
        can_rise = np.where(small, values < smallest - 1, values > 0)
        can_fall = np.where(small, values > 1, values > smallest)
        return cls._of(values, can_rise & may_rise, can_fall & may_fall)

    @classmethod
    def _of(cls, values: NDArray[np.int64], can_rise: Mask, can_fall: Mask) -> "_Network":
        is_margin = np.zeros(values.shape, dtype=bool)
        is_margin[:-1, -1] = is_margin[-1, :-1] = True
        return cls(
            forth=np.where(is_margin, can_fall, can_rise),
            back=np.where(is_margin, can_rise, can_fall),
        )

    def known_to(self, column: int) -> "_Network":
        """For a reader to whom this column is known: none of its cells can have another value."""
        forth, back = self.forth.copy(), self.back.copy()
        forth[:, column] = back[:, column] = False
        return _Network(forth, back)

    def missing(self, cell: tuple[int, int], share: Floats) -> list[Mask]:
        """Cuts that these shares of cells leave open around this one; none: it is safe.

        Of each cut at least one cell has to be hidden. A cycle through the cell either crosses
        every border between its column and its row (in one direction or the other), or, told
        apart, runs from its column to its row or back.
        """
        row, column = cell[0], share.shape[0] + cell[1]
        others = share.copy()
        others[cell] = 0
        any_way = self._arcs(others, self.forth | self.back)
        reach, borders = _borders(any_way, column, row)
        if reach < 1 - _TOLERANCE:
            around = [self._leaving(border) | self._leaving(~border) for border in borders]
            return self._checked(around, cell)
        arcs = self._arcs(others)
        forward = backward = 0.0
        crossing = [np.zeros_like(self.forth), np.zeros_like(self.forth)]
        if self.forth[cell]:
            forward, borders = _borders(arcs, column, row)
            crossing = [a | self._leaving(b) for a, b in zip(crossing, borders, strict=True)]
        if self.back[cell]:
            backward, borders = _borders(arcs, row, column)
            crossing = [a | self._leaving(b) for a, b in zip(crossing, borders, strict=True)]
        return [] if forward + backward > 1 - _TOLERANCE else self._checked(crossing, cell)

    def _checked(self, cuts: list[Mask], cell: tuple[int, int]) -> list[Mask]:
        for cut in cuts:
            cut[cell] = False
            if not cut.any():
                raise CannotBeHidden
        return cuts

    def _arcs(self, share: Floats, both: Mask | None = None) -> Floats:
        """How much each node can send to each other node: first the rows, then the columns."""
        rows, columns = share.shape
        arcs = np.zeros((rows + columns, rows + columns))
        arcs[:rows, rows:] = np.where(self.forth if both is None else both, share, 0)
        arcs[rows:, :rows] = np.where(self.back if both is None else both, share, 0).T
        return arcs

    def _leaving(self, side: Mask) -> Mask:
        """The cells with an arc that leaves this side of the network."""
        rows, columns = side[: self.forth.shape[0], None], side[None, self.forth.shape[0] :]
        return np.asarray((self.forth & rows & ~columns) | (self.back & ~rows & columns))


def _borders(arcs: Floats, source: int, sink: int) -> tuple[float, list[Mask]]:
    """The most that can run from source to sink, and the nodes before the narrowest borders:
    the one nearest to the source and the one nearest to the sink.

    Where every arc is whole it is enough to know which nodes can be reached: the borders matter
    only when nothing can run.
    """
    if ((arcs == 0) | (arcs == 1)).all():
        return _whole_borders(arcs > 0, source, sink)
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow

    room = csr_array(np.rint(arcs * _UNITS).astype(np.int32))
    found = maximum_flow(room, source, sink)
    left = csr_array(room - found.flow)
    left.eliminate_zeros()
    before, after = np.zeros(len(arcs), dtype=bool), np.zeros(len(arcs), dtype=bool)
    before[breadth_first_order(left, source, return_predecessors=False)] = True
    after[breadth_first_order(csr_array(left.T), sink, return_predecessors=False)] = True
    return found.flow_value / _UNITS, [before, ~after]


def _whole_borders(arcs: Mask, source: int, sink: int) -> tuple[float, list[Mask]]:
    before = _reached(arcs, source)
    return float(before[sink]), [before, ~_reached(arcs.T, sink)]


def _reached(arcs: Mask, start: int) -> Mask:
    """The nodes that a walk along the arcs can come to, the first one among them."""
    reached = np.zeros(len(arcs), dtype=bool)
    reached[start] = True
    fresh = reached
    while fresh.any():
        fresh = arcs[fresh].any(axis=0) & ~reached
        reached = reached | fresh
    return reached


def _costs(values: NDArray[np.int64]) -> Floats:
    """Whole numbers: first as few cells as can be, then rather not totals."""
    cost = np.full(values.shape, 4.0 * sum(values.shape))
    cost[-1, :] += 1
    cost[:, -1] += 1
    return cost


def _secrets(
    values: NDArray[np.int64], secret: Mask, insiders: Sequence[int]
) -> dict[int, list[tuple[int, int]]]:
    """The cells that are secret for who knows a column, by its place; OUTSIDE for who knows none.

    A total that is all of the own column is no secret for its insider.
    """
    cells = [(int(row), int(column)) for row, column in np.argwhere(secret)]
    total = values.shape[1] - 1
    secrets = {
        own: [
            (row, column)
            for row, column in cells
            if column != own and not (column == total and values[row, own] == values[row, total])
        ]
        for own in insiders
    }
    # With two insiders or more, whoever knows no column is shut out with them.
    return secrets if len(secrets) > 1 else {**secrets, OUTSIDE: cells}


def _fewest_hidden(
    network: _Network, secrets: Mapping[int, list[tuple[int, int]]], secret: Mask, cost: Floats
) -> Mask:
    """The cheapest set of cells around the secret ones that keeps each of them uncertain.

    For each reader (see _secrets) the cells that are secret to that reader.
    """
    views = {own: network if own == OUTSIDE else network.known_to(own) for own in secrets}
    share, cuts, whole = secret.astype(np.float64), dict[bytes, Mask](), _FIRST_ROUNDS
    while True:
        found = [
            cut
            for own, cells in secrets.items()
            for cell in cells
            for cut in views[own].missing(cell, share)
        ]
        fresh = {cut.tobytes(): cut for cut in found if cut.tobytes() not in cuts}
        if not fresh and whole:
            return np.asarray(share > 0.5)
        whole = _LAST_ROUNDS if not fresh else max(whole - 1, 0)
        cuts |= fresh
        share = _cheapest(cost, secret, list(cuts.values()), bool(whole))


def _cheapest(cost: Floats, secret: Mask, cuts: list[Mask], is_whole: bool) -> Floats:
    """The cheapest cells, or parts of cells, with all secret ones and one of every cut."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    crossing = np.array([cut.ravel() for cut in cuts], dtype=np.float64)
    solved = milp(
        cost.ravel(),
        integrality=np.full(cost.size, int(is_whole)),
        bounds=Bounds(secret.ravel().astype(np.float64), 1.0),
        constraints=LinearConstraint(crossing, lb=1.0),
        options={"mip_rel_gap": 0.0},
    )
    if solved.x is None:
        raise RuntimeError(f"no set of hidden cells was found: {solved.message}")
    share = solved.x.reshape(cost.shape)
    return np.asarray(np.rint(share) if is_whole else np.clip(share, 0, 1), dtype=np.float64)
