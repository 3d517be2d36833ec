"""Any two of the things that are recorded, as a table of meldingen or of cases."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.disclosure import TOTAL, Told, in_fives, tell
from analytics.period import Period, during
from casework.figures import Figures

MINIMUM_N = 10
"""Of fewer meldingen or cases than this a table says nothing."""

UNKNOWN = "unknown"

_HOME = {
    "class": "[coalesce(class_id::varchar, 'unknown')]",
    "year_group": "[coalesce(year_group::varchar, 'unknown')]",
    "kind": "case when coalesce(len(kinds), 0) = 0 then ['unknown'] else kinds end",
}
_OF_REPORTS = {
    **_HOME,
    "place": "case when coalesce(len(places), 0) = 0 then ['unknown'] else places end",
    "moment": "[coalesce(day_part, 'unknown')]",
    "month": "[strftime(reported_on, '%Y-%m')]",
}
_OF_CASES = {
    **_HOME,
    "month": "[strftime(opened_on, '%Y-%m')]",
    "level": """[case
        when level_3_on <= observed_on then '3'
        when level_2_on <= observed_on then '2'
        else '1'
    end]""",
    "outcome": """[case
        when closed_on <= observed_on then 'closed_' || coalesce(ending, 'other')
        when stopped_on <= observed_on then 'stopped'
        else 'running'
    end]""",
}
DIMENSIONS = {"reports": tuple(_OF_REPORTS), "cases": tuple(_OF_CASES)}
"""What a table of meldingen or of cases can be laid out by."""

SEVERAL = ("kind", "place")
"""One melding or case can name more than one of these."""

_CODES = {"reports": _OF_REPORTS, "cases": _OF_CASES}
_DAYS = {"reports": "reported_on", "cases": "opened_on"}
_NESTED = ("class", "year_group")


@dataclass(frozen=True, eq=False)
class CrossTable:
    """Counts with a row and a column Totaal: NA where hidden, `is_small` where that reads "<5".

    `count` is the number of meldingen or cases of the period, None where it is hidden: another
    figure may be a few more or less. `is_rounded`: shown counts are
    multiples of five. `is_few`: too few to say something, and no count is told.
    """

    counts: pd.DataFrame
    is_small: pd.DataFrame
    count: int | None
    is_few: bool = False
    is_rounded: bool = False


def crosstab(figures: Figures, period: Period, subject: str, rows: str, columns: str) -> CrossTable:
    """The exact table: `subject` is reports or cases, rows and columns two of its DIMENSIONS.

    A cell counts the meldingen of the period (for cases: those of which the first melding is in
    it, as they stand on its last known day) with that row and that column; codes of the card,
    ids of classes, months as 2026-09, and "unknown" where nothing was named. One that names two
    kinds or places is in both, so that totals count how often something was named. Raises
    ValueError for a dimension or subject that does not exist, for one dimension twice, and when
    the period ends before it starts.
    """
    table = _counted(figures, period, subject, rows, columns)
    whole = _with_totals(table)
    count = _count(figures, period, subject)
    no_marks = pd.DataFrame(False, index=whole.index, columns=whole.columns)
    return CrossTable(whole, no_marks, count, is_few=count < MINIMUM_N)


def crosstab_shown(
    figures: Figures, period: Period, subject: str, rows: str, columns: str
) -> CrossTable:
    """The table for who may not open the cases: no count of 1 to 4, also beside other tables.

    Within the table no small number can be worked out (disclosure.tell). A row or column that
    the numbers of one dimension hide is hidden in every table with it. Tables that have a
    dimension in common can still be laid beside each other, so counts that show are rounded to
    fives: what one table hides, another tells to within two.
    """
    exact = crosstab(figures, period, subject, rows, columns)
    exact = replace(exact, count=None if exact.count else 0)
    if exact.is_few:
        return replace(exact, counts=exact.counts.iloc[:0], is_small=exact.is_small.iloc[:0])
    table = exact.counts.iloc[:-1, :-1]
    keep = [(row, TOTAL) for row in _hidden(figures, period, subject, rows) & set(table.index)]
    keep += [
        (TOTAL, column)
        for column in _hidden(figures, period, subject, columns) & set(table.columns)
    ]
    told = tell(table, keep=keep)
    return replace(exact, counts=in_fives(told.counts), is_small=told.is_small, is_rounded=True)


def _counted(
    figures: Figures, period: Period, subject: str, rows: str, columns: str
) -> pd.DataFrame:
    codes = _checked(subject, rows, columns)
    sql = f"""
    with named as (
        select {codes[rows]} as row_codes, {codes[columns]} as column_codes
        from asked
        where {_DAYS[subject]} between period_start and last_day
    ),
    in_rows as (select unnest(row_codes) as row_code, column_codes from named),
    in_cells as (select row_code, unnest(column_codes) as column_code from in_rows)
    select row_code, column_code, count(*) from in_cells group by row_code, column_code
    """
    found = during(_relation(figures, subject), period).query("asked", sql).fetchall()
    counts = {(row, column): count for row, column, count in found}
    row_codes, column_codes = (_in_order(code for code in names) for names in _names(counts))
    values = [[counts.get((row, column), 0) for column in column_codes] for row in row_codes]
    return pd.DataFrame(values, index=row_codes, columns=column_codes, dtype="int64")


def _names(counts: dict[tuple[str, str], int]) -> tuple[set[str], set[str]]:
    return {row for row, _ in counts}, {column for _, column in counts}


def _count(figures: Figures, period: Period, subject: str) -> int:
    sql = f"select count(*) from asked where {_DAYS[subject]} between period_start and last_day"
    found = during(_relation(figures, subject), period).query("asked", sql).fetchall()
    return int(found[0][0])


def _relation(figures: Figures, subject: str) -> DuckDBPyRelation:
    found: DuckDBPyRelation = figures.reports if subject == "reports" else figures.cases
    return found


def _checked(subject: str, rows: str, columns: str) -> dict[str, str]:
    codes = _CODES.get(subject)
    if codes is None:
        raise ValueError(f"a table is of reports or cases, not of {subject!r}")
    for name in (rows, columns):
        if name not in codes:
            raise ValueError(f"{subject} have no {name!r}")
    if rows == columns:
        raise ValueError(f"a table has two dimensions, not {rows!r} twice")
    return codes


def _in_order(codes: Iterable[str]) -> list[str]:
    """Unknown comes last."""
    return sorted(codes, key=lambda code: (code == UNKNOWN, len(code), code))


def _with_totals(table: pd.DataFrame) -> pd.DataFrame:
    whole = table.astype("Int64")
    whole[TOTAL] = table.sum(axis=1).astype("Int64")
    whole.loc[TOTAL] = whole.sum(axis=0).astype("Int64")
    return whole


def _hidden(figures: Figures, period: Period, subject: str, dimension: str) -> set[str]:
    """What the numbers of this dimension alone hide; classes and year groups go together."""
    if dimension in _NESTED:
        told = tell(_counted(figures, period, subject, *_NESTED))
        return _rows_hidden(told) if dimension == "class" else set(told.hidden_totals())
    other = next(name for name in DIMENSIONS[subject] if name not in (dimension, *SEVERAL))
    of_one = _counted(figures, period, subject, dimension, other).sum(axis=1)
    return _rows_hidden(tell(of_one.to_frame("count")))


def _rows_hidden(told: Told) -> set[str]:
    is_hidden = told.counts[TOTAL].isna()
    return {str(row) for row in told.counts.index[is_hidden] if row != TOTAL}
