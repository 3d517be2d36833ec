"""Which cells of a table with totals have to be hidden, and as few as can be.

The rows and columns of a table with its totals are the nodes of a network and its cells the arcs:
a hidden cell can have another value exactly when it lies on a cycle of hidden cells along which
one can be shifted. Which cells to add is a choice of the cheapest set that crosses every cut which
keeps such a cycle from existing; the cuts are generated as they matter (Fischetti and Salazar,
Mathematical Programming 84, 1999, 283-312; for the network, Gusfield, SIAM Journal on Computing 17,
1988, 552-571). scipy.optimize is loaded when a table first holds a small number: it costs half a
second that no other page needs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

OUTSIDE = -1
"""In the place of a column for who knows none."""
_UNITS = 1_000_000
"""Flow is counted in whole parts of a cell."""
_TOLERANCE = 0.001
_FIRST_ROUNDS, _LAST_ROUNDS = 6, 1_000_000
"""Easy tables are done in a few rounds of whole cells; for others parts of cells come between."""


class CannotBeHidden(Exception):
    """No set of hidden cells keeps a cell secret."""


@dataclass(frozen=True, eq=False)
class CellNetwork:
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
    ) -> "CellNetwork":
        """The reader knows of a hidden cell that it is not negative, and what `may` be besides."""
        return cls._bounded(values, np.full(values.shape, may_rise), (values > 0) & may_fall)

    @classmethod
    def marked(
        cls,
        values: NDArray[np.int64],
        small: Mask,
        smallest: int,
        may_rise: Mask,
        may_fall: Mask,
    ) -> "CellNetwork":
        """The reader knows that a small cell is small, and any other hidden one is not."""
        can_rise = np.where(small, values < smallest - 1, values > 0)
        can_fall = np.where(small, values > 1, values > smallest)
        return cls._bounded(values, can_rise & may_rise, can_fall & may_fall)

    @classmethod
    def _bounded(cls, values: NDArray[np.int64], can_rise: Mask, can_fall: Mask) -> "CellNetwork":
        is_margin = np.zeros(values.shape, dtype=bool)
        is_margin[:-1, -1] = is_margin[-1, :-1] = True
        return cls(
            forth=np.where(is_margin, can_fall, can_rise),
            back=np.where(is_margin, can_rise, can_fall),
        )

    def known_to(self, column: int) -> "CellNetwork":
        """For a reader to whom this column is known: none of its cells can have another value."""
        forth, back = self.forth.copy(), self.back.copy()
        forth[:, column] = back[:, column] = False
        return CellNetwork(forth, back)

    def missing(self, cell: tuple[int, int], share: Floats) -> list[Mask]:
        """Cuts that these shares of cells leave open around this one; none: it is safe.

        Of each cut at least one cell has to be hidden. A cycle through the cell either crosses
        every border between its column and its row (in one direction or the other), or, one
        direction at a time, runs from its column to its row or back.
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
    flow = maximum_flow(room, source, sink)
    left = csr_array(room - flow.flow)
    left.eliminate_zeros()
    before, after = np.zeros(len(arcs), dtype=bool), np.zeros(len(arcs), dtype=bool)
    before[breadth_first_order(left, source, return_predecessors=False)] = True
    after[breadth_first_order(csr_array(left.T), sink, return_predecessors=False)] = True
    return flow.flow_value / _UNITS, [before, ~after]


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


def secrets_of(
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


def fewest_hidden(
    network: CellNetwork, secrets: Mapping[int, list[tuple[int, int]]], secret: Mask, cost: Floats
) -> Mask:
    """The cheapest set of cells around the secret ones that keeps each of them uncertain.

    For each reader (see secrets_of) the cells that are secret to that reader.
    """
    views = {own: network if own == OUTSIDE else network.known_to(own) for own in secrets}
    share, cuts, whole = secret.astype(np.float64), dict[bytes, Mask](), _FIRST_ROUNDS
    while True:
        open_cuts = [
            cut
            for own, cells in secrets.items()
            for cell in cells
            for cut in views[own].missing(cell, share)
        ]
        fresh = {cut.tobytes(): cut for cut in open_cuts if cut.tobytes() not in cuts}
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
        raise RuntimeError(f"no set of cells can be hidden: {solved.message}")
    share = solved.x.reshape(cost.shape)
    return np.asarray(np.rint(share) if is_whole else np.clip(share, 0, 1), dtype=np.float64)
