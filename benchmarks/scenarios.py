"""Whether what the first screen of Trends says is right, in schools of which the truth is known.

Each scenario is a made-up team in two school years, drawn 200 times, through the real functions of
analytics. Nothing is timed here.
"""

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from multiprocessing import get_context
from typing import Any

import numpy as np

from analytics.figure import compute_figure
from analytics.figures import BY_KEY
from analytics.headline import CHARTS
from analytics.headline.changes import Certainty, Change, changes_of
from analytics.headline.day_ordinals import day_ordinals
from analytics.headline.numbers import numbers_of
from analytics.period import Period
from analytics.view import View
from benchmarks import verdict
from casework.figures import FigureFilter, Figures
from tests.analytics.small_schools import SCHEMAS, SmallSchool

FIRST = date(2025, 8, 1)
DAY = timedelta(days=1)
YEARS = (
    Period(date(2025, 9, 1), date(2026, 7, 3), date(2026, 7, 3)),
    Period(date(2026, 8, 31), date(2027, 7, 2), date(2027, 7, 2)),
)
CLASSES = 12
PUPILS = 25
COMPARED = ("reports", "resolution", "aftercare")
"""The numbers of which the truth is known; the cases left open at the end of a year are not."""

UP, DOWN, UNSURE, FEW = "up", "down", "unsure", "few"
CLAIMS = (UP, DOWN)


@dataclass(frozen=True)
class Year:
    """What is true of a team in one year; days are school days."""

    cases: float = 60
    on_time: float = 0.72
    median_days: float = 30
    level_2: float = 0.32


USUAL = Year()
GOOD = Year(45, 0.85, 20, 0.2)
BAD = Year(75, 0.6, 40, 0.45)
SCENARIOS = {
    "improves": (BAD, GOOD),
    "gets worse": (GOOD, BAD),
    "only chance": (USUAL, USUAL),
    "too few to say": (Year(cases=3), Year(cases=3)),
}


def right_of(scenario: str, figure: str) -> str:
    """What tells what is true: whether the number went up, or that nothing can be said."""
    if scenario == "only chance":
        return UNSURE
    if scenario == "too few to say":
        return FEW
    rises = figure != "aftercare"
    return UP if (scenario == "gets worse") is rises else DOWN


def school_of(scenario: str, rng: np.random.Generator) -> SmallSchool:
    """A team with two years of cases; moments of nazorg in one case go together."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS if name not in FIXED}
    for period, year in zip(YEARS, SCENARIOS[scenario], strict=True):
        for number in range(rng.poisson(year.cases)):
            _add_case(rows, f"{period.start.year}-{number}", period, year, rng)
    return SmallSchool(rows, _ALIKE.engine)


def _add_case(
    rows: dict[str, list[dict[str, Any]]],
    case_id: str,
    period: Period,
    year: Year,
    rng: np.random.Generator,
) -> None:
    place = int(rng.integers(CLASSES))
    home = {"class_id": f"c{place}", "year_group": 1 + place // 4, "team_id": "t"}
    opened = _day(period, rng)
    stopped = _later(opened, rng.exponential(year.median_days / np.log(2)))
    level_2 = _later(opened, rng.uniform(5, 50)) if rng.random() < year.level_2 else None
    closed = _later(stopped, 45)
    case = {"case_id": case_id, "opened_on": opened, "stopped_on": stopped, "level_2_on": level_2}
    rows["cases"].append({**case, "closed_on": closed, "ending": "stopped", **home})
    for number, day in enumerate([opened, *([level_2] if level_2 else [])], 1):
        melding = {"case_id": case_id, "number": number, "reported_on": day, "kinds": ["verbal"]}
        rows["reports"].append({**melding, "places": [], **home})
    keeps = rng.beta(2 * year.on_time, 2 * (1 - year.on_time))
    for number, (kind, term) in enumerate(
        [("target", 10), ("displaying", 10), ("target", 30), ("parents", 30)], 1
    ):
        due = _later(stopped, term)
        done = _later(due, 2 if rng.random() < keeps else 12)
        moment = {"case_id": case_id, "number": number, "kind": kind, "first_due_on": due}
        window = {"first_window_ends_on": _later(due, 5), "done_on": done, "planned_on": stopped}
        rows["aftercare"].append({**moment, **window, "pupil_in_case": 1, "moves": []})
    rows["turns"] += [
        turn | {"case_id": case_id, "number": number}
        for number, turn in enumerate(
            (
                {"turn": "stopped", "happened_on": stopped, "ending": None},
                {"turn": "closed", "happened_on": closed, "ending": "stopped"},
            ),
            2,
        )
    ]


def _day(period: Period, rng: np.random.Generator) -> date:
    """A school day, with room for the case to run its course within the year."""
    day = period.start + int(rng.integers((period.end - period.start).days)) * DAY
    return day if day.weekday() < 5 else day - 2 * DAY


def _later(day: date, day_ordinals: float) -> date:
    weeks, rest = divmod(round(day_ordinals) + day.weekday(), 5)
    return day + timedelta(weeks=weeks, days=rest - day.weekday())


def _calendar() -> list[dict[str, Any]]:
    days = [FIRST + n * DAY for n in range(5 * 365)]
    ordinals = np.cumsum([day.weekday() < 5 for day in days])
    return [{"day": day, "ordinal": int(n)} for day, n in zip(days, ordinals, strict=True)]


def _classes() -> list[dict[str, Any]]:
    return [
        {"class_id": f"c{n}", "class_name": f"{1 + n // 4}{'ABCD'[n % 4]}", "team_id": "t"}
        | {"year_group": 1 + n // 4, "team_name": "onderbouw", "school_year": year}
        for year in ("2025-2026", "2026-2027")[1:]
        for n in range(CLASSES)
    ]


def _enrolments() -> list[dict[str, Any]]:
    return [
        {"pupil_number": n, "class_id": f"c{n // PUPILS}", "starts_on": FIRST}
        for n in range(CLASSES * PUPILS)
    ]


_ALIKE = SmallSchool({"calendar": _calendar(), "classes": _classes(), "enrolments": _enrolments()})
_ALIKE.engine.execute("set threads = 1")
FIXED = {name: _ALIKE.relation(name) for name in _ALIKE.rows}
"""What is the same in every scenario, made once."""


def claims(scenario: str, rng: np.random.Generator) -> dict[str, str]:
    """What the screen claims about one made-up team, by figure."""
    made = school_of(scenario, rng)
    relations = {name: made.relation(name) for name in SCHEMAS if name not in FIXED}
    figures = Figures(**relations | FIXED, is_exact=True)
    before, now = YEARS
    view = View(FigureFilter(), now, now, before, before)
    charts = {key: compute_figure(BY_KEY[key], figures, view) for key in CHARTS}
    days = day_ordinals(figures.calendar, before.start, now.end)
    changes = changes_of(figures, view, numbers_of(figures, view, days, charts), charts)
    return {key: _claim(changes[key]) for key in COMPARED}


def _claim(change: Change) -> str:
    if change.certainty is Certainty.FEW:
        return FEW
    if change.certainty is not Certainty.CLEAR:
        return UNSURE
    if change.key == "resolution":
        return DOWN if change.is_sooner else UP
    is_up = change.size > (1 if change.key == "reports" else 0)
    return UP if is_up else DOWN


def _screen(scenario: str, seed: int, number: int) -> dict[str, str]:
    return claims(scenario, np.random.default_rng([seed, number]))


def main(args: argparse.Namespace) -> None:
    """Each scenario, and what the screen claims."""
    rows = []
    numbers = range(args.first, args.first + args.times)
    for scenario in args.scenarios:
        draw = partial(_screen, scenario, args.seed)
        with ProcessPoolExecutor(args.processes, get_context("spawn")) as pool:
            screens = list(pool.map(draw, numbers, chunksize=5))
        rows.append(_row(scenario, screens))
        verdict.table(f"{scenario}, by figure", ("number", "claimed"), _by_figure(screens))
    heads = ("scenario", "right", "not sure", "wrong", "screens with a wrong claim")
    verdict.table(f"What is claimed of {args.times} made-up teams a scenario", heads, rows)


def _row(scenario: str, screens: Sequence[dict[str, str]]) -> tuple[str, ...]:
    pairs = [(kind, right_of(scenario, figure)) for one in screens for figure, kind in one.items()]
    right = sum(kind == meant for kind, meant in pairs)
    wrong = sum(kind in CLAIMS and kind != meant for kind, meant in pairs)
    wrong_screens = sum(
        any(kind in CLAIMS and kind != right_of(scenario, f) for f, kind in one.items())
        for one in screens
    )
    shares = (right, len(pairs) - right - wrong, wrong)
    return (
        scenario,
        *(f"{100 * n / len(pairs):.1f} %" for n in shares),
        f"{wrong_screens} of {len(screens)}",
    )


def _by_figure(screens: Sequence[dict[str, str]]) -> list[tuple[str, str]]:
    return [
        (figure, ", ".join(f"{kind} {n}" for kind, n in counted.most_common()))
        for figure in COMPARED
        for counted in [Counter(one[figure] for one in screens)]
    ]


def options() -> argparse.Namespace:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", nargs="+", choices=SCENARIOS, default=list(SCENARIOS))
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="number of the first team")
    parser.add_argument("--seed", type=int, default=20_261_126)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    return parser.parse_args()


if __name__ == "__main__":
    main(options())
