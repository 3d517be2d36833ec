"""Where the pupils and cases of a network stand in its picture; coded ids in, positions out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SEED = 20150801
CELL = 7
WIDTH = 46 * CELL
"""Pixels, of the narrowest picture; on a wider screen all that grows is the room between."""

LABEL = (11 * CELL, 6 * CELL)
"""Width and height in pixels of a node with a label of at most LONGEST characters under it."""

LONGEST = 12
DOT = (2 * CELL, 2 * CELL)
MOST_LABELS = 48
"""With more nodes than this only the ones that matter most carry a label."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class NodePosition:
    """The middle of a node, in pixels from the left and from the top; whether it has a label."""

    x: float
    y: float
    has_label: bool


@dataclass(frozen=True)
class NetworkLayout:
    """Every node of a network by id, in a picture of WIDTH by `height` pixels."""

    places: Mapping[str, NodePosition]
    height: float

    @property
    def count_without_label(self) -> int:
        """How many nodes carry no label."""
        return sum(not place.has_label for place in self.places.values())


def network_layout(
    pairs: Iterable[Pair], first: str = "", alone: Iterable[str] = ()
) -> NetworkLayout:
    """Where each case and each pupil of `pairs` (case id, pupil id) stands.

    `first` is the case that it is all about, `alone` names cases without a pupil. The forces are
    those of Fruchterman and Reingold (Software: Practice and Experience 21, 1991, 1129-1164, in
    networkx) from a fixed start; then each node goes to the nearest place where it overlaps no
    other. The same pairs in any order give the same places. With more than MOST_LABELS nodes the
    labels go to the case itself and its pupils, then to the nodes with most links.
    """
    return _layout(tuple(sorted(set(pairs))), first, tuple(sorted(set(alone))))


@lru_cache(maxsize=128)
def _layout(pairs: tuple[Pair, ...], first: str, alone: tuple[str, ...]) -> NetworkLayout:
    nodes = sorted(
        {*alone, *(node for pair in pairs for node in pair), *([first] if first else [])}
    )
    if not nodes:
        return NetworkLayout({}, 0)
    labelled = _labelled(nodes, pairs, first)
    sizes = {node: LABEL if node in labelled else DOT for node in nodes}
    area = sum(width * height for width, height in sizes.values())
    height = max(4.0 * LABEL[1], 1.4 * area / WIDTH)
    drawn = _spread(_drawn(nodes, pairs), height, sizes)
    settled = _settled(drawn, sizes)
    places = {node: NodePosition(x, y, node in labelled) for node, (x, y) in settled.items()}
    return NetworkLayout(places, max(y + sizes[node][1] / 2 for node, (_, y) in settled.items()))


def _labelled(nodes: Sequence[str], pairs: Sequence[Pair], first: str) -> frozenset[str]:
    if len(nodes) <= MOST_LABELS:
        return frozenset(nodes)
    near = {pupil for case, pupil in pairs if case == first}
    count = dict.fromkeys(nodes, 0)
    for pair in pairs:
        for node in pair:
            count[node] += 1
    ranked = sorted(nodes, key=lambda n: (n != first, n not in near, -count[n], n))
    return frozenset(ranked[:MOST_LABELS])


def _drawn(nodes: Sequence[str], pairs: Sequence[Pair]) -> dict[str, tuple[float, float]]:
    """Each node in a square of 1 by 1, by its links to others."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(pairs)
    if len(nodes) == 1:
        return {nodes[0]: (0.5, 0.5)}
    positions = networkx.spring_layout(
        graph, seed=SEED, iterations=60 if len(nodes) <= 150 else 25, method="force"
    )
    return {node: (float(x), float(y)) for node, (x, y) in positions.items()}


def _spread(
    drawn: Mapping[str, tuple[float, float]],
    height: float,
    sizes: Mapping[str, tuple[int, int]],
) -> dict[str, tuple[float, float]]:
    """The same order from left to right and from top to bottom, with the room used evenly."""
    across, down = ({n: at[axis] for n, at in drawn.items()} for axis in (0, 1))
    x, y = _evened(across), _evened(down)
    return {
        node: (
            sizes[node][0] / 2 + x[node] * (WIDTH - sizes[node][0]),
            sizes[node][1] / 2 + y[node] * (height - sizes[node][1]),
        )
        for node in drawn
    }


def _evened(values: Mapping[str, float]) -> dict[str, float]:
    """From 0 to 1: half by value, half by rank."""
    low, high = min(values.values()), max(values.values())
    if high - low < 1e-9:
        return dict.fromkeys(values, 0.5)
    ranked = sorted(values, key=lambda node: (round(values[node], 9), node))
    rank = {node: place / (len(ranked) - 1) for place, node in enumerate(ranked)}
    return {node: (rank[node] + (value - low) / (high - low)) / 2 for node, value in values.items()}


def _settled(
    preferred: Mapping[str, tuple[float, float]], sizes: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[float, float]]:
    """Each node at the free place nearest to its position in the drawing, the bigger ones first."""
    taken = _room(max(y for _, y in preferred.values()))
    placed: dict[str, tuple[float, float]] = {}
    for node in sorted(
        preferred, key=lambda n: (-sizes[n][0], preferred[n][1], preferred[n][0], n)
    ):
        across, down = sizes[node][0] // CELL, sizes[node][1] // CELL
        if (taken[-down:] > 0).any():
            taken = np.vstack([taken, _room(LABEL[1])])
        row, column = _nearest_free(taken, preferred[node], (across, down))
        taken[row : row + down, column : column + across] = 1
        placed[node] = ((column + across / 2) * CELL, (row + down / 2) * CELL)
    return placed


def _room(height: float) -> NDArray[np.int32]:
    """Nothing is taken yet, to this height and for one label below it."""
    return np.zeros((int(height + 2 * LABEL[1]) // CELL, WIDTH // CELL), dtype=np.int32)


def _nearest_free(
    taken: NDArray[np.int32], preferred: tuple[float, float], size: tuple[int, int]
) -> tuple[int, int]:
    """Row and column of the corner of the nearest free block; there is always one further down."""
    across, down = size
    below = np.zeros((taken.shape[0] + 1, taken.shape[1] + 1), dtype=np.int32)
    below[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)
    inside = (
        below[down:, across:]
        - below[:-down, across:]
        - below[down:, :-across]
        + below[:-down, :-across]
    )
    rows, columns = np.indices(inside.shape)
    away = np.hypot(
        (columns + across / 2) * CELL - preferred[0], (rows + down / 2) * CELL - preferred[1]
    )
    away[inside > 0] = np.inf
    row, column = np.unravel_index(int(away.argmin()), away.shape)
    return int(row), int(column)
