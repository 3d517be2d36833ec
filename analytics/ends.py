"""How cases end, each end beside the others, and whether groups of cases differ in how soon."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.answer import Answer, whole_numbers
from analytics.disclosure import SMALLEST
from analytics.period import Period
from analytics.resolution import MINIMUM_N, Resolution, measured_ends
from analytics.resolution import shown as resolution_shown
from analytics.resolution import too_few as is_few
from analytics.statistics import LogRank, incidence_table, logrank_of_curves

ENDS = ("stopped", "no_bullying", "left_school", "other")


def competing_ends(cases: DuckDBPyRelation, calendar: DuckDBPyRelation, period: Period) -> Answer:
    """One row per duration and end: time (school days), end, incidence.

    incidence is the share of the cases opened in the period that ended so within that time since
    the first melding (Aalen-Johansen, statistics.cumulative_incidence): stopped (that stands),
    no_bullying, left_school or other, each excluding the others; open cases are censored on
    observed_on. The rows of a time and those not ended add up to 1. n is the number of cases;
    left out are those whose dates cannot be (undated, as in resolution.time_to_stopped). Raises
    ValueError when the period ends before it starts or the calendar lacks a day.
    """
    rows = measured_ends(cases, calendar, period)
    undated = int(rows.loc[rows["outcome"] == "undated", "count_cases"].sum())
    dated = rows[rows["outcome"] != "undated"]
    table = dated.pivot_table(
        index="school_days", columns="outcome", values="count_cases", aggfunc="sum", fill_value=0
    ).reindex(columns=["open", *ENDS], fill_value=0)
    events = {cause: table[end].to_numpy() for cause, end in enumerate(ENDS, start=1)}
    frame = incidence_table(table.index.to_numpy(dtype="float64"), events, table["open"].to_numpy())
    frame.insert(1, "end", frame.pop("cause").map(lambda cause: ENDS[cause - 1]))
    count = int(dated["count_cases"].sum())
    return Answer(frame, period, count, {"undated": undated}, is_few=count < MINIMUM_N)


def competing_ends_shown(answer: Answer, resolution: Resolution) -> Answer:
    """The answer of competing_ends for who may not open the cases: the end of the line only.

    Every step of a curve is a case or a few. So of each end only the share that it reached is
    told, rounded to whole percents, when the counts behind resolution.shown may be told and no
    share stands for 1 to 4 cases; `resolution` is the exact answer over the same cases.
    """
    last = answer.frame.groupby("end", as_index=False, sort=False).last()
    told = resolution_shown(resolution)
    cases = last["incidence"] * (answer.count or 0)
    is_small = (last["incidence"] > 0) & (cases < SMALLEST)
    may_tell = told.count is not None and not is_small.any()
    frame = last.assign(incidence=last["incidence"].round(2)) if may_tell else last.iloc[:0]
    left_out = {"undated": told.count_left_out}
    return replace(answer, frame=frame, count=told.count, left_out=left_out, is_hidden=True)


@dataclass(frozen=True, eq=False)
class Comparison:
    """How soon it stops in several groups of cases: two years, two teams, kinds.

    frame: one row per group in the order given: group, count, count_stopped, median,
    median_lower, median_upper (school days; NaN: not reached, or no limit). logrank: the log-rank
    test over all groups. `is_few`: some group has too few cases to be compared.
    """

    frame: pd.DataFrame
    logrank: LogRank
    is_few: bool
    is_hidden: bool = False


def compared(groups: Mapping[str, Resolution]) -> Comparison:
    """Two or more groups, each an exact answer of resolution.time_to_stopped.

    The groups may differ in cases or in period; each is known up to its own observed_on. Raises
    ValueError for fewer than two groups, and for answers in which small numbers are hidden.
    """
    if any(group.is_coarse for group in groups.values()):
        raise ValueError("a comparison takes exact answers")
    test = logrank_of_curves([group.curve for group in groups.values()])
    return Comparison(_per_group(groups), test, any(is_few(group) for group in groups.values()))


def compared_shown(groups: Mapping[str, Resolution]) -> Comparison:
    """compared for who may not open the cases: what resolution.shown tells of each group.

    The p-value is of all cases, rounded to two decimals, and the statistic is not told.
    """
    exact = compared(groups)
    test = LogRank(float("nan"), exact.logrank.degrees_of_freedom, round(exact.logrank.p_value, 2))
    told = {name: resolution_shown(group) for name, group in groups.items()}
    return replace(exact, frame=_per_group(told), logrank=test, is_hidden=True)


def _per_group(groups: Mapping[str, Resolution]) -> pd.DataFrame:
    def days(name: str) -> list[float]:
        found = (getattr(group, name) for group in groups.values())
        return [np.nan if value is None else value for value in found]

    def counts(name: str) -> Any:
        return whole_numbers(getattr(group, name) for group in groups.values())

    return pd.DataFrame(
        {
            "group": list(groups),
            "count": counts("count"),
            "count_stopped": counts("count_stopped"),
            "median": days("median"),
            "median_lower": days("median_lower"),
            "median_upper": days("median_upper"),
        }
    )
