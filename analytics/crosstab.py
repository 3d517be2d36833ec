"""Any two of the distinct_counts that are recorded, as a table of meldingen or of cases."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analytics.as_of import cases_as_of
from analytics.disclosure.sensitive_kinds import without_small_kinds
from analytics.disclosure.suppression import TOTAL
from analytics.period import Period, with_period
from casework.facts.relations import Relation
from casework.figures import Figures

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
    "level": "[level::varchar]",
    "outcome": """[case
        when state = 'closed' then 'closed_' || coalesce(ending, 'other')
        else state
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

    `count` is the number of meldingen or cases of the period. `is_withheld`: no row, since a small
    count of a sensitive kind would come out.
    """

    counts: pd.DataFrame
    is_small: pd.DataFrame
    count: int
    is_withheld: bool = False


def crosstab(figures: Figures, period: Period, subject: str, rows: str, columns: str) -> CrossTable:
    """`subject` is reports or cases, rows and columns two of its DIMENSIONS.

    A cell counts the meldingen of the period with that row and that column; for cases those of
    which the first melding is in it, as they stood on its last known day (analytics.as_of). Codes
    of the card, ids of classes, months as 2026-09, and "unknown" where nothing was named. One
    that names two kinds or places is in both, so that totals count how often something was named.
    A count of 1 to 4 of a hidden kind is hidden, with as many others as keep it from being worked
    out (`sensitive_kinds`); by class or year group those are the sensitive kinds as well.
    Raises ValueError for figures that are not exact, for a dimension or subject that does not
    exist, for one dimension twice, and when the period ends before it starts.
    """
    if not figures.is_exact:
        raise ValueError("only exact figures can be laid out; others come from the report tables")
    relation = figures.reports
    if subject == "cases":
        relation = cases_as_of(figures, period.last_day)
    table = _counted(relation, period, subject, rows, columns)
    count = _count(relation, period, subject)
    no_marks = pd.DataFrame(False, index=table.index, columns=table.columns)
    if "kind" not in (rows, columns):
        return CrossTable(_with_totals(table), _with_totals(no_marks) > 0, count)
    other = columns if rows == "kind" else rows
    distinct_counts = _per_code(relation, period, subject, other)
    secret = _secret_kinds(figures, other)
    suppressed = without_small_kinds(table if rows == "kind" else table.T, distinct_counts, secret)
    if suppressed is None:
        return CrossTable(table.iloc[:0], no_marks.iloc[:0], count, is_withheld=True)
    if rows == "kind":
        return CrossTable(suppressed.counts, suppressed.is_small, count)
    return CrossTable(suppressed.counts.T, suppressed.is_small.T, count)


def _secret_kinds(figures: Figures, other: str) -> frozenset[str]:
    """The kinds of which a small count may not be seen in a table with this other dimension."""
    if other in _NESTED:
        return figures.hidden_kinds | figures.sensitive_kinds
    return figures.hidden_kinds


def _counted(
    relation: Relation, period: Period, subject: str, rows: str, columns: str
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
    cells = with_period(relation, period).query("asked", sql).fetchall()
    counts = {(row, column): count for row, column, count in cells}
    row_codes, column_codes = (_in_order(code for code in names) for names in _names(counts))
    values = [[counts.get((row, column), 0) for column in column_codes] for row in row_codes]
    return pd.DataFrame(values, index=row_codes, columns=column_codes, dtype="int64")


def _per_code(relation: Relation, period: Period, subject: str, dimension: str) -> "pd.Series[int]":
    """How many meldingen or cases have each code of one dimension."""
    sql = f"""
    with named as (
        select unnest({_CODES[subject][dimension]}) as code
        from asked
        where {_DAYS[subject]} between period_start and last_day
    )
    select code, count(*) from named group by code
    """
    counts = with_period(relation, period).query("asked", sql).fetchall()
    return pd.Series(dict(counts), dtype="int64")


def _names(counts: dict[tuple[str, str], int]) -> tuple[set[str], set[str]]:
    return {row for row, _ in counts}, {column for _, column in counts}


def _count(relation: Relation, period: Period, subject: str) -> int:
    sql = f"select count(*) from asked where {_DAYS[subject]} between period_start and last_day"
    rows = with_period(relation, period).query("asked", sql).fetchall()
    return int(rows[0][0])


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
