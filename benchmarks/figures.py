"""Each figure of Trends at three sizes, beside the same answer computed with pandas."""

import argparse
import gc
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from analytics.figures import BY_KEY
from analytics.figures.aftercare import clustering
from analytics.figures.reports import overall_rate
from analytics.period import Period
from analytics.report_rates import days_between, reports_per_month
from analytics.view import View
from benchmarks import pandas_figures, verdict
from benchmarks.verdict import Promise
from casework.figures import FigureFilter, Figures

SIZES = (10_000, 100_000, 1_000_000)
CASES_PER_CLASS = 50
MOST_GROWTH = 10.0
LEAST_TIMES_PANDAS = 4.0
PERIOD = Period(date(2024, 9, 2), date(2025, 7, 5), date(2025, 7, 5))
TABLES = ("calendar", "classes", "enrolments", "cases", "reports", "aftercare", "scores")
OF_STEPS = ("steps", "aftercare", "cases", "turns")
TABLES = (*TABLES, "closings", "turns", "prevention", "card", "steps")


@dataclass(frozen=True)
class Timed:
    """One figure: ours, the tables that its rows are in, and the columns that tell rows apart."""

    name: str
    ours: Callable[[Figures, Period], pd.DataFrame]
    tables: tuple[str, ...]
    key: tuple[str, ...] = ()


def _asked(key: str, figures: Figures, period: Period) -> Any:
    """The answer of a figure over the whole school, as it is known now."""
    return BY_KEY[key].compute(figures, View(FigureFilter(), period, period))


def _overall_rate(figures: Figures, period: Period) -> pd.DataFrame:
    rate = overall_rate(figures.reports, figures.enrolments, period)
    counts = {"count_reports": rate.count_reports, "count_pupils": rate.count_pupils}
    return pd.DataFrame([counts])


FIGURES = (
    Timed(
        "time_to_stopped",
        lambda f, p: _asked("resolution", f, p).followed.curve,
        ("cases", "turns", "calendar"),
    ),
    Timed(
        "competing_ends",
        lambda f, p: _asked("ends", f, p).frame,
        ("cases", "turns", "calendar"),
    ),
    Timed("delays", lambda f, p: _asked("delays", f, p).frame, ("cases", "turns", "calendar")),
    Timed("open_cases", lambda f, p: _asked("open_cases", f, p).frame, ("cases", "turns")),
    Timed(
        "levels_reached",
        lambda f, p: _asked("reached", f, p).frame,
        ("cases", "turns", "calendar"),
    ),
    Timed(
        "flow",
        lambda f, p: _some(_asked("flow", f, p).frame),
        ("cases", "turns"),
        ("level", "outcome"),
    ),
    Timed(
        "reports_per_class",
        lambda f, p: _asked("reports", f, p).frame,
        ("reports", "enrolments", "classes"),
        ("class_id",),
    ),
    Timed("overall_rate", _overall_rate, ("reports", "enrolments")),
    Timed(
        "place_by_moment",
        lambda f, p: _asked("place_by_moment", f, p).frame,
        ("reports",),
        ("place", "day_part"),
    ),
    Timed(
        "kind_by_month",
        lambda f, p: _asked("kind_by_month", f, p).frame,
        ("reports",),
        ("month", "kind"),
    ),
    Timed(
        "reports_per_month",
        lambda f, p: reports_per_month(f.reports, f.enrolments, f.calendar, p),
        ("reports", "enrolments", "calendar"),
    ),
    Timed(
        "days_between",
        lambda f, p: days_between(f.reports, f.calendar, p),
        ("reports", "calendar"),
    ),
    Timed("completion", lambda f, p: _asked("aftercare", f, p).frame, ("aftercare",), ("kind",)),
    Timed(
        "completion_by_month",
        lambda f, p: _asked("aftercare_by_month", f, p).frame,
        ("aftercare",),
    ),
    Timed(
        "clustering",
        lambda f, p: pd.DataFrame({"effect": [clustering(f.aftercare, p)]}),
        ("aftercare",),
    ),
    Timed("outcomes", lambda f, p: _asked("outcomes", f, p).frame, ("aftercare",)),
    Timed("safety_change", lambda f, p: _asked("safety_change", f, p).frame, ("scores",)),
    Timed(
        "time_to_return",
        lambda f, p: _asked("recurrence", f, p).followed.curve,
        ("closings", "calendar"),
    ),
    Timed(
        "hours_per_class",
        lambda f, p: _asked("prevention", f, p).frame,
        ("prevention", "classes"),
        ("class_id",),
    ),
    Timed(
        "steps",
        lambda f, p: _some(_asked("steps", f, p).frame, "count_due"),
        (*OF_STEPS, "card"),
        ("step",),
    ),
    Timed(
        "steps_per_year_group",
        lambda f, p: _asked("steps_per_year_group", f, p).frame,
        (*OF_STEPS, "card"),
        ("step", "year_group"),
    ),
    Timed("parents_informed", lambda f, p: _asked("parents_informed", f, p).frame, OF_STEPS),
    Timed(
        "open_steps_per_team",
        lambda f, p: _asked("work", f, p).frame,
        (*OF_STEPS, "classes", "calendar"),
        ("team_id",),
    ),
)


def _some(frame: pd.DataFrame, count: str = "count_cases") -> pd.DataFrame:
    return frame[frame[count] > 0]


def made(cases: int, tables: Iterable[str]) -> duckdb.DuckDBPyConnection:
    """Made-up facts of that many cases in an engine of their own; only these tables stay."""
    connection = duckdb.connect()
    classes = max(20, cases // CASES_PER_CLASS)
    text = Path(__file__).with_name("made_facts.sql").read_text("utf-8")
    filled = text.replace("{cases}", str(cases)).replace("{classes}", str(classes))
    for statement in connection.extract_statements(filled):
        if "steps" in tables or "replace table steps" not in statement.query:
            connection.execute(statement).fetchall()
    return connection


def figures_on(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> Figures:
    """The relations of these tables, whole."""
    relations: dict[str, Any] = dict.fromkeys(TABLES)
    relations |= {name: connection.table(name) for name in tables}
    return Figures(**relations, is_exact=True)


def frames_of(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, Any]:
    """The same rows as pandas frames."""
    return {name: connection.table(name).df() for name in tables}


def check_equal(name: str, ours: pd.DataFrame, theirs: pd.DataFrame, key: tuple[str, ...]) -> None:
    """Raises AssertionError when the columns that both have differ."""
    columns = [column for column in theirs.columns if column in ours.columns]
    here, there = ours[columns], theirs[columns]
    if key:
        here, there = here.sort_values([*key]), there.sort_values([*key])
    for column in columns:
        left, right = here[column].to_numpy(), there[column].to_numpy()
        if np.asarray(left).dtype.kind in "ifb":
            np.testing.assert_allclose(
                left.astype(float), right.astype(float), rtol=1e-9, atol=1e-12, err_msg=name
            )
        else:
            np.testing.assert_array_equal(left.astype(str), right.astype(str), err_msg=name)


def timed(act: Callable[[], object]) -> float:
    """Seconds of one call, with the garbage of the one before out of the way."""
    gc.collect()
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def timings(chosen: Iterable[Timed], cases: int, runs: int) -> dict[str, tuple[float, float]]:
    """Seconds of ours and of pandas for each figure, medians of runs that take turns."""
    figures = list(chosen)
    tables = {table for figure in figures for table in figure.tables}
    connection = made(cases, tables)
    seconds = {}
    for figure in figures:
        twin: pandas_figures.Twin = getattr(pandas_figures, figure.name)
        ours = partial(figure.ours, figures_on(connection, figure.tables), PERIOD)
        theirs = partial(twin, frames_of(connection, figure.tables), PERIOD)
        check_equal(figure.name, ours(), theirs(), figure.key)
        turns = [(timed(ours), timed(theirs)) for _ in range(runs)]
        here, there = zip(*turns, strict=True)
        seconds[figure.name] = (verdict.median(here), verdict.median(there))
    connection.close()
    return seconds


def families(chosen: Iterable[Timed]) -> list[list[Timed]]:
    """The figures by the table that they are about, so that one table is in memory at a time."""
    by_table: dict[str, list[Timed]] = {}
    for figure in chosen:
        by_table.setdefault(figure.tables[0], []).append(figure)
    return list(by_table.values())


def row(name: str, seconds: Mapping[int, tuple[float, float]]) -> tuple[object, ...]:
    """A line of the table: times of ours, growth a tenfold, and pandas beside it."""
    sizes = sorted(seconds)
    growth = [seconds[b][0] / seconds[a][0] for a, b in pairwise(sizes)]
    beside = [theirs / ours for ours, theirs in (seconds[size] for size in sizes)]
    at_least = Promise(beside[-1], LEAST_TIMES_PANDAS, at_least=True)
    is_largest = sizes[-1] == SIZES[-1]
    return (
        name,
        *(verdict.ms(seconds[size][0]) for size in sizes),
        *(str(Promise(one, MOST_GROWTH)) for one in growth),
        *(verdict.figure(one) for one in beside[:-1]),
        str(at_least) if is_largest else verdict.figure(beside[-1]),
    )


def main(args: argparse.Namespace) -> None:
    """One family at a time, from small to large."""
    chosen = [one for one in FIGURES if not args.figures or one.name in args.figures]
    title = f"Figures ({verdict.machine()}; medians of {args.runs})"
    rows = []
    for family in families(chosen):
        seconds: dict[str, dict[int, tuple[float, float]]] = {one.name: {} for one in family}
        for size in args.cases:
            for name, medians in timings(family, size, args.runs).items():
                seconds[name][size] = medians
        rows += [row(name, by_size) for name, by_size in seconds.items()]
        print(".", end="", flush=True)
    sizes = [f"{size:,}" for size in args.cases]
    head = (
        "figure",
        *(f"ours, {size}" for size in sizes),
        *(f"to {size}" for size in sizes[1:]),
        *(f"pandas / ours, {size}" for size in sizes),
    )
    verdict.table(title, head, rows)


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--figures", nargs="+", choices=[one.name for one in FIGURES])
    return parser.parse_args()


if __name__ == "__main__":
    main(options())
