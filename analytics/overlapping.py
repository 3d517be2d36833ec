"""Suppression of a table in which one thing can stand in several rows, beside how many there are.

A melding has one kind or more, or an unknown one. So whoever knows the number of meldingen of a
team knows of each kind how often it is named at most, and how many names there are at least. And
where the number of meldingen is hidden, the number of names would nearly give it.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analytics.disclosure import TOTAL, CannotBeHidden, SuppressedTable, suppress_marked

MERGED = "merged"
"""Stands for the columns together of which the reader knows the sum alone."""


def suppress_overlapping(
    counts: pd.DataFrame, things: "pd.Series[int]", published: SuppressedTable, unknown: str
) -> SuppressedTable | None:
    """`counts` (rows: categories, columns: teams) as it may be published beside `published`.

    `things`: how many things a team really has, by column; `published` is a suppressed table of
    them with the same columns. A thing has one category or more, or only `unknown`. A column of
    which the total of things is hidden there is hidden here as a whole. None: the table cannot be
    published at all.
    """
    hidden = published.hidden_totals()
    apart = [column for column in counts.columns if column in hidden]
    known = counts.drop(columns=apart)
    of_known = things.drop(apart)
    if apart and TOTAL not in hidden:
        # Beside the totals of the rows, these columns are known together.
        known = known.assign(**{MERGED: counts[apart].sum(axis=1)})
        of_known[MERGED] = things[apart].sum()
    least, most = known_bounds(known, of_known, unknown)
    try:
        table = suppress_marked(known, spare=[*known.columns, TOTAL], least=least, most=most)
    except CannotBeHidden:
        return None
    return _with_hidden(table, [*counts.columns, TOTAL], hidden)


def known_bounds(
    counts: pd.DataFrame, things: "pd.Series[int]", unknown: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The least and the most of each cell and total for who knows `things` of every column."""
    columns = [*counts.columns, TOTAL]
    whole = pd.Series([*things.loc[counts.columns], things.sum()], index=columns)
    unnamed = pd.Series(0, index=columns)
    if unknown in counts.index:
        row = counts.loc[unknown]
        unnamed = pd.Series([*row, row.sum()], index=columns)
    rows = [*counts.index, TOTAL]
    most = pd.DataFrame([whole - unnamed] * len(rows), index=rows, dtype=np.float64)
    most.loc[TOTAL] = np.inf
    if unknown in counts.index:
        # It could be more only where some other kind is less: as if the reader knew them all.
        most.loc[unknown] = unnamed
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
