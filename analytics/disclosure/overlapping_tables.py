"""Suppression of a table beside a suppressed one that counts the same meldingen or cases.

Where a column's total is hidden in the one, the other would give it away: there the whole column
is hidden. Where it is known, it protects nothing here. And a melding can stand in several rows: it
has one kind or more, or an unknown one. So whoever knows the number of meldingen of a
team knows of each kind how often it is named at most, and how many names there are at least.
"""

from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from analytics.disclosure.suppression import TOTAL, CannotBeHidden, SuppressedTable, suppress_marked

MERGED = "merged"
"""Stands for the columns together of which the reader knows the sum alone."""


def suppress_beside(
    counts: pd.DataFrame, published: SuppressedTable, insiders: Collection[str] = ()
) -> SuppressedTable | None:
    """`counts` (rows: categories, columns: teams) as it may be published beside `published`.

    Both count each melding or case once, so that their columns have the same totals.
    `insiders` as in suppress_marked. None: the table cannot be published at all.
    """
    known = _with_known_totals(counts, published.hidden_totals())
    columns, rows = [*known.columns, TOTAL], [*known.index, TOTAL]
    totals = [*known.sum(), known.to_numpy().sum()]
    least = pd.DataFrame(-np.inf, index=rows, columns=columns)
    most = pd.DataFrame(np.inf, index=rows, columns=columns)
    least.loc[TOTAL] = most.loc[TOTAL] = totals
    return _suppressed(counts, published, known, least, most, insiders)


def suppress_overlapping(
    counts: pd.DataFrame,
    distinct_counts: "pd.Series[int]",
    published: SuppressedTable,
    unknown: str,
    insiders: Collection[str] = (),
) -> SuppressedTable | None:
    """As suppress_beside, where a melding has one category or more, or only `unknown`.

    `distinct_counts`: how many meldingen each column has.
    """
    hidden = published.hidden_totals()
    known = _with_known_totals(counts, hidden)
    of_known = _with_known_totals(distinct_counts.to_frame().T, hidden).iloc[0]
    if known.sum().equals(of_known):
        # Each melding stands in one row.
        return suppress_beside(counts, published, insiders)
    least, most = known_bounds(known, of_known, unknown)
    return _suppressed(counts, published, known, least, most, insiders)


def _with_known_totals(counts: pd.DataFrame, hidden: set[str]) -> pd.DataFrame:
    """The columns of which the total is known, and as one those that are known together."""
    apart = [column for column in counts.columns if column in hidden]
    known = counts.drop(columns=apart)
    if apart and TOTAL not in hidden:
        known = known.assign(**{MERGED: counts[apart].sum(axis=1)})
    return known


def _suppressed(
    counts: pd.DataFrame,
    published: SuppressedTable,
    known: pd.DataFrame,
    least: pd.DataFrame,
    most: pd.DataFrame,
    insiders: Collection[str],
) -> SuppressedTable | None:
    try:
        table = suppress_marked(
            known,
            spare=[*known.columns, TOTAL],
            least=least,
            most=most,
            insiders=[column for column in known.columns if column in insiders],
        )
    except CannotBeHidden:
        return None
    return _with_hidden(table, [*counts.columns, TOTAL], published.hidden_totals())


def known_bounds(
    counts: pd.DataFrame, distinct_counts: "pd.Series[int]", unknown: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The least and the most of each cell and total for who knows all distinct counts."""
    columns = [*counts.columns, TOTAL]
    whole = pd.Series([*distinct_counts.loc[counts.columns], distinct_counts.sum()], index=columns)
    unnamed = pd.Series(0, index=columns)
    if unknown in counts.index:
        row = counts.loc[unknown]
        unnamed = pd.Series([*row, row.sum()], index=columns)
    rows = [*counts.index, TOTAL]
    most = pd.DataFrame([whole - unnamed] * len(rows), index=rows, dtype=np.float64)
    most.loc[TOTAL] = np.inf
    if unknown in counts.index:
        named = counts.drop(index=unknown).assign(**{TOTAL: counts.sum(axis=1)})
        most.loc[unknown] = whole - named.max().fillna(0)
    least = pd.DataFrame(-np.inf, index=rows, columns=columns)
    least.loc[TOTAL] = whole
    return least, most


def _with_hidden(
    table: SuppressedTable, columns: Iterable[str], hidden: set[str]
) -> SuppressedTable:
    """The table with all columns, those in `hidden` without any number.

    Where there are such, no cell is marked: what is hidden of them can be small or not.
    """
    if not hidden:
        return table
    nothing = pd.array([pd.NA] * len(table.counts), dtype="Int64")
    counts = pd.DataFrame(
        {name: nothing if name in hidden else table.counts[name].array for name in columns},
        index=table.counts.index,
    )
    return SuppressedTable(counts, pd.DataFrame(False, index=counts.index, columns=counts.columns))
