"""The kinds of which a small count stays hidden, also where all other numbers are exact."""

from collections.abc import Hashable, Iterable

import pandas as pd

from analytics.disclosure.overlapping_tables import known_bounds
from analytics.disclosure.suppression import TOTAL, CannotBeHidden, SuppressedTable, suppress_marked

UNKNOWN = "unknown"


def without_small_kinds(
    table: pd.DataFrame, distinct_counts: "pd.Series[int]", kinds: Iterable[Hashable]
) -> SuppressedTable | None:
    """A table with a row per kind, in which no count of 1 to 4 of these `kinds` can be worked out.

    `distinct_counts`: how many distinct meldingen (or cases) each column has. They are exact in
    other figures, and so is how many name more than one kind: so the totals of the columns are
    known as well, and no kind can be named by more. Other cells are hidden with the small ones;
    None where that is not enough, so that the table cannot be published. Counts of other kinds
    are no secret, whatever their size.
    """
    _, most = known_bounds(table, distinct_counts, UNKNOWN)
    spare = [*table.columns, TOTAL]
    try:
        suppressed = suppress_marked(table, secret_rows=kinds, spare=spare, most=most)
    except CannotBeHidden:
        return None
    return None if suppressed.hidden_totals() else suppressed
