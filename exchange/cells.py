"""What stands in a cell of a table that leaves the program: the value, or why it is not there."""

from collections.abc import Hashable, Iterator
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from casework.text_direction import contained
from casework.words import HIDDEN, SMALL

UNKNOWN = "onbekend"
IS_SMALL = "is_small_"
"""A frame says which of its hidden counts are small ones in a column with this before the name."""

Cell = str | int | float | bool | date


def columns(frame: pd.DataFrame) -> list[Hashable]:
    """The columns that are written: all but those that say what is small."""
    return [name for name in frame.columns if not str(name).startswith(IS_SMALL)]


def rows(frame: pd.DataFrame) -> Iterator[list[Cell]]:
    """The rows of these columns, each cell a plain value or the words for a missing one.

    A count (Int64) that is NA is hidden: "<5" where the frame says that it is a small one and
    "verborgen" elsewhere. In any other column NA is a value that is not known or has no meaning.
    """
    cells = [_cells(frame, name) for name in columns(frame)]
    yield from (list(row) for row in zip(*cells, strict=True))


def _cells(frame: pd.DataFrame, name: Hashable) -> list[Cell]:
    column = frame[name]
    missing = HIDDEN if isinstance(column.dtype, pd.Int64Dtype) else UNKNOWN
    small = f"{IS_SMALL}{name}"
    is_small = frame[small].tolist() if small in frame.columns else [False] * len(frame)
    return [
        (SMALL if few else missing) if pd.isna(value) else _plain(value)
        for value, few in zip(column.tolist(), is_small, strict=True)
    ]


def _plain(value: Any) -> Cell:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, int | float | date) else contained(str(value))
