"""The kinds of which a small count stays hidden, also where all other numbers are exact."""

from collections.abc import Hashable, Iterable

import pandas as pd

from analytics.disclosure import TOTAL, SuppressedTable, suppress_marked


def without_small_kinds(table: pd.DataFrame, kinds: Iterable[Hashable]) -> SuppressedTable | None:
    """A table with a row per kind, in which no count of 1 to 4 of these `kinds` can be worked out.

    The meldingen of a column (a month, a class) are exact in other figures, so the totals of the
    columns are known: other cells are hidden with the small ones. None where that is not enough,
    so that the table cannot be shown. Counts of other kinds are no secret, whatever their size.
    """
    suppressed = suppress_marked(table, secret_rows=kinds, spare=[*table.columns, TOTAL])
    return None if suppressed.hidden_totals() else suppressed
